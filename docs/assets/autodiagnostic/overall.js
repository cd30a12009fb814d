/** All questionnaires together; `overall` is the twin of scoring.py's. Pure, as score.js is. */
(() => {
  "use strict";

  const { settle, resultOf, carriedOver } = Autodiagnostic;

  /** @param {Report} report @param {Record<string, Definition>} definitions @param {Answers} answers */
  function overall(report, definitions, answers) {
    /** A question that two themes ask counts once, in the first of them. @type {Map<string, Standing>} */
    const once = new Map();
    /** @type {string | null} */
    let instead = null;
    for (const { id, factor } of report.themes ?? []) {
      const theme = settle(definitions[id], answers, factor);
      instead ??= theme.instead;
      for (const standing of theme.standings) {
        const { key } = standing.question;
        once.set(key, once.get(key) ?? standing);
      }
    }
    return resultOf([...once.values()], report, instead);
  }

  /** @param {Record<string, Definition>} definitions @param {Answers} answers */
  function carried(definitions, answers) {
    return Object.values(definitions).reduce((sofar, definition) => carriedOver(definition, sofar), answers);
  }

  Object.assign(Autodiagnostic, { overall, carried });
})();
