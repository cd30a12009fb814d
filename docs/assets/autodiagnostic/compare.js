/**
 * Two sets of answers → what differs: figures, and question by question what rose, fell, entered or left the count.
 * Pure, as score.js is, which gives every figure.
 */
(() => {
  "use strict";

  const { settle, score, overall, carried } = Autodiagnostic;

  /** @param {Standing} standing */
  function counts({ full, answer }) {
    return full > 0 && answer.length > 0;
  }

  /** @param {Standing} before @param {Standing} after @returns {Move["essential"]} */
  function essentialMove({ state: before }, { state: after }) {
    if (after === "secured") return before === "secured" ? undefined : "lifted";
    return before === "secured" && after && after !== "not_applicable" ? "lost" : undefined;
  }

  /** @param {Standing} before @param {Standing} after @returns {keyof Moves | undefined} */
  function direction(before, after) {
    if (!counts(before)) return counts(after) ? "entered" : undefined;
    if (!counts(after)) return "left";
    if (after.worth !== before.worth) return after.worth > before.worth ? "rose" : "fell";
    return String(after.answer) === String(before.answer) ? undefined : "changed";
  }

  /** Halves rounded up. @param {number} points @param {number} possible */
  function percentage(points, possible) {
    return possible ? Math.floor((200 * points + possible) / (2 * possible)) : null;
  }

  /** @type {AutodiagnosticNamespace["compare"]} */
  function compare(report, definitions, before, after) {
    const sides = [before, after].map((answers) => carried(definitions, answers));
    /** @type {Moves} */
    const moves = { rose: [], fell: [], changed: [], entered: [], left: [] };
    /** @type {Comparison["common"]} */
    const common = { n: 0, possible: 0, points: [0, 0], percent: [null, null] };
    const met = new Set();

    /** A question that two themes ask counts once, in the first of them. @param {Standing} was @param {Standing} is */
    function meet(was, is) {
      const { key } = was.question;
      if (met.has(key)) return;
      met.add(key);
      const where = direction(was, is);
      if (where) moves[where].push({ key, before: was, after: is, essential: essentialMove(was, is) });
      if (!counts(was) || !counts(is)) return;
      common.n += 1;
      common.possible += was.full;
      common.points[0] += was.worth;
      common.points[1] += is.worth;
    }

    const themes = (report.themes ?? []).map(({ id, factor }) => {
      const definition = definitions[id];
      const [were, are] = sides.map((answers) => settle(definition, answers, factor).standings);
      were.forEach((standing, place) => meet(standing, are[place]));
      const [was, is] = sides.map((answers) => score(definition, answers).percent);
      return {
        id,
        before: was,
        after: is,
        difference: was === null || is === null ? null : is - was,
        same: were.every((standing, place) => counts(standing) === counts(are[place])),
      };
    });
    common.percent = [percentage(common.points[0], common.possible), percentage(common.points[1], common.possible)];
    const [was, is] = sides.map((answers) => overall(report, definitions, answers));
    return { before: was, after: is, themes, moves, common };
  }

  Object.assign(Autodiagnostic, { compare });
})();
