/**
 * A strip as it is being typed: its cells, the points that the paper says, and what to make of them. Pure.
 * Kept as "02.3|10|27": a sign a cell ("." where nothing is typed yet), the points, those possible; "|aside" when the
 * trainer has put the line aside.
 */
(() => {
  "use strict";

  const { readDigits, stripQuestions, stripPoints, stripDigit } = Autodiagnostic;
  const EMPTY = ".";
  const KEPT = /^([-.\d]*)\|(\d{0,4})\|(\d{0,4})(\|aside)?$/;

  /** The line of a questionnaire: as typed if it waits, or else out of the answers. @param {Definition} definition @param {Participant} participant @param {string} prefix @returns {StripLine} */
  function stripLine(definition, { answers, lines }, prefix) {
    const questions = stripQuestions(definition);
    const [, signs = "", points = "", possible = "", aside] = KEPT.exec(lines[prefix] ?? "") ?? [];
    if (prefix in lines) {
      const cells = questions.map((_, place) => (signs[place] ?? EMPTY).replace(EMPTY, ""));
      return { cells, points, possible, aside: aside !== undefined };
    }
    if (!questions.some(({ key }) => key in answers))
      return { cells: questions.map(() => ""), points: "", possible: "", aside: false };
    const [counted, of] = stripPoints(definition, answers).split("/");
    return { cells: questions.map((one) => stripDigit(one, answers[one.key])), points: counted, possible: of, aside: false };
  }

  /** @param {StripLine} line */
  function keptLine({ cells, points, possible, aside }) {
    return [cells.map((cell) => cell || EMPTY).join(""), points, possible, ...(aside ? ["aside"] : [])].join("|");
  }

  /**
   * What a line comes to. Once both points are typed, a cell left empty is a question left blank.
   * @param {Definition} definition @param {StripLine} line @returns {StripVerdict}
   */
  function judgedLine(definition, { cells, points, possible }) {
    if (!cells.some(Boolean) && !points && !possible) return { state: "empty" };
    for (const [place, digit] of cells.entries()) {
      const blanks = cells.map((_, other) => (other === place && digit ? digit : "-")).join("");
      const fault = readDigits(definition, blanks);
      if ("error" in fault) return { state: "no-answer", place, digit };
    }
    if (!points || !possible) return { state: "begun" };
    const reading = readDigits(definition, cells.map((cell) => cell || "-").join(""));
    if ("error" in reading) return { state: "begun" };
    const [counted, of] = stripPoints(definition, reading.answers).split("/");
    if (Number(points) !== Number(counted) || Number(possible) !== Number(of))
      return { state: "wrong", counted: Number(counted), of: Number(of) };
    return { state: "right", answers: reading.answers };
  }

  /**
   * The participant with a line typed anew. A line that is right gives its answers; any other takes them away, save for
   * those that another questionnaire in play asks too.
   * @param {Participant} participant @param {Definition} definition @param {string} prefix @param {StripLine} line
   * @param {Definition[]} others in play @returns {Participant}
   */
  function withLine(participant, definition, prefix, line, others) {
    const verdict = judgedLine(definition, line);
    const shared = new Set(others.filter(({ id }) => id !== definition.id).flatMap(({ questions }) => questions.map(({ key }) => key)));
    const lines = Object.assign(Object.create(null), participant.lines);
    delete lines[prefix];
    if (verdict.state !== "right" && verdict.state !== "empty") lines[prefix] = keptLine(line);
    const answers = Object.assign(Object.create(null), participant.answers);
    for (const { key } of stripQuestions(definition)) if (!shared.has(key)) delete answers[key];
    if (verdict.state === "right") Object.assign(answers, verdict.answers);
    return { ...participant, lines, answers };
  }

  Object.assign(Autodiagnostic, { stripLine, judgedLine, withLine });
})();
