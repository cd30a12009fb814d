/**
 * Result strips: a questionnaire's answers as a line that a pencil can make and a person can dictate. Pure.
 *
 *     objectifs-1-3fa2  0213 8219 1-  10/27
 *
 * After the questionnaire, its version and the first of its fingerprint: a digit a scored question (rank of the answer
 * from 0; 8 sans objet, 9 je ne sais pas, - blank), then the points out of those possible, which are its check.
 */
(() => {
  "use strict";

  const { score } = Autodiagnostic;
  const NOT_APPLICABLE = "_sans-objet";
  const UNKNOWN = "_ne-sait-pas";
  const MOST_OPTIONS = 8;
  const LONGEST_LINE = 1_000;
  /** The id may hold dashes and digits (but a line that starts by a day is none); spaces may have come around dashes. */
  const PREFIX = /^\W*([a-z][a-z0-9]*(?: ?- ?[a-z0-9]+)*?) ?- ?(\d+) ?- ?([0-9a-f]{4})(?![\w-])(.*)$/;
  const REST = /^([\d -]*[ -])(\d+) ?\/ ?(\d+)\W*$/;

  /** The questions of a strip; none if one of them cannot be said by a digit, or the id would not be known for one. @param {Definition} definition */
  function scored({ id, questions }) {
    const all = questions.filter(({ best }) => best !== undefined);
    const fit = all.every(({ type, options = [] }) => type === "single" && options.length <= MOST_OPTIONS);
    return fit && /^[a-z]/.test(id) ? all : [];
  }

  /** @param {Definition} definition */
  function prefix({ id, version, fingerprint }) {
    return `${id}-${version}-${fingerprint.slice(0, 4)}`;
  }

  /** "10/27". @param {Definition} definition @param {Answers} answers */
  function points(definition, answers) {
    const { sums } = score(definition, answers);
    return `${sums.points}/${sums.possible}`;
  }

  /** Null for a questionnaire that cannot have one. @param {Definition} definition @param {Answers} answers */
  function strip(definition, answers) {
    const questions = scored(definition);
    if (!questions.length) return null;
    const { hidden } = score(definition, answers);
    const given = new Map(Object.entries(answers));
    const digits = questions.map((question) =>
      hidden.includes(question.key) ? "8" : digitOf(question, given.get(question.key)),
    );
    const groups = digits.join("").match(/.{1,4}/g) ?? [];
    return `${prefix(definition)}  ${groups.join(" ")}  ${points(definition, answers)}`;
  }

  /** @param {Question} question @param {unknown} value */
  function digitOf({ options = [], unknown, not_applicable }, value) {
    if (value === UNKNOWN && unknown) return "9";
    if (value === NOT_APPLICABLE && not_applicable) return "8";
    const rank = options.findIndex(({ id }) => id === value);
    return rank < 0 ? "-" : String(rank);
  }

  /** Undefined when the question has no such answer. @param {Question} question @param {string} digit */
  function answerOf({ options = [], unknown, not_applicable }, digit) {
    if (digit === "9") return unknown ? UNKNOWN : undefined;
    if (digit === "8") return not_applicable ? NOT_APPLICABLE : undefined;
    return options[Number(digit)]?.id;
  }

  /**
   * The answers of all strips in a text, whose other lines are let be; or the first fault in one of them.
   * @param {string} text @param {Definitions} definitions @returns {{ answers: Answers } | Fault}
   */
  function readStrip(text, definitions) {
    const known = new Map(Object.entries(definitions));
    /** @type {Answers} */
    const answers = Object.create(null);
    const met = new Set();
    for (const [place, written] of text.split(/\r\n|\r|\n/).entries()) {
      const line = plain(written);
      const parts = written.length <= LONGEST_LINE && PREFIX.exec(line);
      if (!parts) continue;
      const [id, version, fingerprint] = parts.slice(1, 4).map((part) => part.replace(/ /g, ""));
      const found = { id, line: place + 1 };
      const definition = known.get(id);
      if (!definition || !scored(definition).length) return { error: "strip-unknown", values: found };
      const named = `${id}-${version}-${fingerprint}`;
      const values = { ...found, found: named, expected: prefix(definition) };
      if (values.found !== values.expected) return { error: "strip-other", values };
      if (met.has(id)) return { error: "strip-twice", values: found };
      met.add(id);
      const reading = readLine(definition, parts[4], found);
      if ("error" in reading) return reading;
      Object.assign(answers, reading.answers);
    }
    return met.size ? { answers } : { error: "strip-none", values: {} };
  }

  /**
   * @param {Definition} definition @param {string} rest of the line @param {object} found
   * @returns {{ answers: Answers } | Fault}
   */
  function readLine(definition, rest, found) {
    const parts = REST.exec(rest);
    if (!parts) return { error: "strip-shape", values: found };
    const digits = parts[1].replace(/ /g, "");
    const expected = scored(definition).length;
    if (digits.length !== expected) return { error: "strip-count", values: { ...found, expected, found: digits.length } };
    const reading = readDigits(definition, digits);
    if ("error" in reading) return { error: reading.error, values: { ...found, ...reading.values } };
    const written = `${Number(parts[2])}/${Number(parts[3])}`;
    const counted = points(definition, reading.answers);
    if (written !== counted) return { error: "strip-points", values: { ...found, written, counted } };
    return reading;
  }

  /** @param {Definition} definition @param {string} digits one a question @returns {{ answers: Answers } | Fault} */
  function readDigits(definition, digits) {
    /** @type {Answers} */
    const answers = Object.create(null);
    for (const [place, question] of scored(definition).entries()) {
      const digit = digits[place];
      if (digit === "-") continue;
      const answer = answerOf(question, digit);
      if (answer === undefined) return { error: "strip-digit", values: { question: place + 1, digit } };
      answers[question.key] = answer;
    }
    return { answers };
  }

  /**
   * The strips in a text as they are written, right or wrong; `named` is the prefix, digits and points are as typed.
   * @param {string} text @returns {WrittenStrip[]}
   */
  function writtenStrips(text) {
    return text.split(/\r\n|\r|\n/).flatMap((written, place) => {
      const line = plain(written);
      const parts = written.length <= LONGEST_LINE && PREFIX.exec(line);
      if (!parts) return [];
      const [id, version, fingerprint] = parts.slice(1, 4).map((part) => part.replace(/ /g, ""));
      return [{ id, named: `${id}-${version}-${fingerprint}`, line: place + 1, ...writtenLine(parts[4]) }];
    });
  }

  /** Digits and points of a line without its prefix; the points may lack. @param {string} rest */
  function writtenLine(rest) {
    const [, digits = rest, points = "", possible = ""] = REST.exec(plain(rest)) ?? [];
    return { digits: plain(digits).replace(/[^\d-]/g, ""), points, possible };
  }

  /** @param {string} line */
  function plain(line) {
    return line.toLowerCase().replace(/[‐-―−]/g, "-").replace(/\s+/g, " ");
  }

  Object.assign(Autodiagnostic, {
    ...{ strip, readStrip, readDigits, writtenStrips, writtenLine },
    stripQuestions: scored,
    stripPrefix: prefix,
    stripPoints: points,
    stripDigit: digitOf,
  });
})();
