/** What the workshop's components share: a board's questionnaires and words, and the session. */
(() => {
  "use strict";

  const { sessionStore, places, following } = Autodiagnostic;
  /** In play at first; without them, all that the guide has. */
  const USUAL = ["comptes", "moderation", "securite"];
  /** @type {WeakMap<Element, Desk>} */
  const desks = new WeakMap();
  /** The one session of this browser. @type {SessionStore | undefined} */
  let store;

  /** @type {AutodiagnosticNamespace["desk"]} */
  function desk(element) {
    const root = /** @type {HTMLElement} */ (element.closest("[data-desk]"));
    const known = desks.get(root) ?? made(root);
    desks.set(root, known);
    return known;
  }

  /** @param {HTMLElement} root @returns {Desk} */
  function made(root) {
    const board = Autodiagnostic.board(root);
    const { definitions, assessments } = board;
    const usual = USUAL.filter((id) => id in definitions);
    const kept = (store ??= sessionStore(definitions, usual.length ? usual : assessments.map(({ id }) => id)));
    /** @type {Desk} */
    const shared = {
      ...board,
      named: false,
      kept,
      get session() {
        return kept.session;
      },
      inPlay: () => assessments.filter(({ id }) => kept.session.questionnaires.includes(id)),
      places: () => places(kept.session),
      group: () => places(kept.session).map(({ participant }) => participant.answers).filter(hasAny),
      called: ({ number, participant: { name, anonymous } }, named) =>
        named && name && !anonymous ? name : board.say("communes", "numbered", { number }),
      change: kept.change,
      showNames(named) {
        shared.named = named;
        kept.tell();
      },
      follow: following(kept.subscribe),
    };
    return shared;
  }

  /** @param {Answers} answers */
  function hasAny(answers) {
    for (const _ in answers) return true;
    return false;
  }

  Object.assign(Autodiagnostic, { desk });
})();
