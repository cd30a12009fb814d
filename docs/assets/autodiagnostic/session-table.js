/** A session as a table: a line a participant, in words. */
(() => {
  "use strict";

  const UNKNOWN = "_ne-sait-pas";
  const NOT_APPLICABLE = "_sans-objet";

  /** @param {Session} session @param {Desk} desk @returns {string[][]} */
  function sessionTable(session, desk) {
    const say = (/** @type {string} */ name, /** @type {object} */ values) => desk.say("communes", name, { ...values });
    const given = new Set(Object.values(session.participants).flatMap(({ answers }) => Object.keys(answers)));
    const asked = [...desk.questions.values()].filter(({ question: { key } }) => given.has(key));
    const head = [say("column_commune", {}), say("column_from", {}), say("column_date", {}), ...asked.map(({ text }) => text)];
    const rows = Autodiagnostic.places(session).map((place) => [
      desk.called(place, true),
      say(`from_${place.participant.from}`, {}),
      place.participant.date,
      ...asked.map((one) => inWords(one, place.participant.answers[one.question.key])),
    ]);
    return [head, ...rows];
  }

  /** @param {Asked} asked @param {unknown} value */
  function inWords({ question: { type, options = [] }, labels }, value) {
    const ids = type === "number" ? [""] : options.map(({ id }) => id);
    const parts = [value].flat().map((one) => {
      if (one === undefined || typeof one === "number") return String(one ?? "");
      if (one === NOT_APPLICABLE) return labels[labels.length - 1];
      return labels[one === UNKNOWN ? ids.length : ids.indexOf(String(one))] ?? String(one);
    });
    return parts.join(", ");
  }

  Object.assign(Autodiagnostic, { sessionTable });
})();
