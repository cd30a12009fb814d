/** What the report's components share: the questionnaires and words of the page, and what the answers kept come to. */
(() => {
  "use strict";

  const { store, score, overall, carried, following } = Autodiagnostic;
  /** @type {WeakMap<Element, Board>} */
  const boards = new WeakMap();

  /** @param {HTMLElement} element */
  function board(element) {
    const root = /** @type {HTMLElement} */ (element.closest("[data-board]"));
    const known = boards.get(root) ?? read(root);
    boards.set(root, known);
    return known;
  }

  /** @param {HTMLElement} root @returns {Board} */
  function read(root) {
    const { report, definitions, themes, names, assessments = [] } = JSON.parse(String(root.dataset.board));
    /** @type {Record<string, Record<string, Words>>} */
    const words = JSON.parse(String(root.dataset.texts));
    const pool = /** @type {HTMLTemplateElement} */ (root.querySelector("[data-part=advice]")).content;
    const advices = Autodiagnostic.byData(pool, "advice");
    const titles = new Map(
      Object.values(Autodiagnostic.byData(root, "summary")).map(({ dataset }) => [dataset.summary, dataset.title]),
    );
    /** @type {Map<string, Asked>} */
    const questions = new Map();
    for (const one of [...themes, ...assessments]) one.definition = definitions[one.id];
    for (const theme of /** @type {Theme[]} */ (themes)) {
      theme.definition.questions.forEach((question, place) => {
        const href = `${theme.page}#${theme.id}-${question.id}`;
        const asked = { text: theme.texts[place], labels: theme.labels[place], href, theme, question };
        questions.set(question.key, questions.get(question.key) ?? asked);
      });
    }

    /** @param {Answers} answers @returns {Picture} */
    function pictureOf(answers) {
      const scored = themes.map((/** @type {Theme} */ { id, definition }) => [id, score(definition, answers)]);
      return { whole: overall(report, definitions, answers), themes: Object.fromEntries(scored) };
    }

    // Few questionnaires have renamed anything.
    const renamed = Object.entries(definitions).filter(([, one]) => JSON.stringify(one).includes('"was"'));
    const earlier = Object.fromEntries(renamed);
    /** @type {Picture | undefined} */
    let present;
    // Subscribed before any component, it hears of each change first.
    store.subscribe(() => {
      present = undefined;
      return root.isConnected;
    });

    return {
      root,
      report,
      definitions,
      themes,
      names,
      assessments,
      questions,
      say: (table, name, values) => Autodiagnostic.say(words[table][name], values),
      title: (verdict) => titles.get(String(verdict)) ?? "",
      advice: (reference) => /** @type {HTMLElement} */ (advices[reference]?.cloneNode(true)),
      pictureOf,
      picture: () => (present ??= pictureOf(carried(earlier, store.kept.answers))),
      follow: following(store.subscribe),
    };
  }

  Object.assign(Autodiagnostic, { board });
})();
