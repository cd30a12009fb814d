/** What many communes' answers come to, without saying whose they are: the twin of group.py; read that for the reasons. */
(() => {
  "use strict";

  const { settle, resultOf } = Autodiagnostic;
  const FORMAT = "autodiagnostic-group";
  const VERSION = 1;
  const NOT_APPLICABLE = "_sans-objet";
  const UNKNOWN = "_ne-sait-pas";
  const WHOLE = "";

  /**
   * What one commune adds to the counts.
   * @param {Report} report @param {Definitions} definitions @param {Answers} answers @returns {Mark[]}
   */
  function groupMarks(report, definitions, answers) {
    /** @type {Mark[]} */
    const marks = ["commune"];
    /** @type {Map<string, Standing>} */
    const once = new Map();
    /** @type {string | null} */
    let first = null;
    for (const { id, factor } of report.themes ?? []) {
      const { standings, instead } = settle(definitions[id], answers, factor);
      first ??= instead;
      marks.push(...resultMarks(id, resultOf(standings, definitions[id], instead)));
      for (const standing of standings) {
        const { key } = standing.question;
        if (!once.has(key)) once.set(key, standing);
      }
    }
    const whole = resultOf([...once.values()], report, first);
    marks.push(...resultMarks(WHOLE, whole));
    for (const standing of once.values()) {
      const { question: { key, best }, state } = standing;
      if (best !== undefined) marks.push(...answerMarks(standing));
      if (state && state !== "not_applicable") marks.push(`essential ${key} ${state}`);
    }
    for (const { key, advice } of whole.actions) marks.push(`action ${key} ${advice}`);
    return marks;
  }

  /** @param {string} id @param {Result} result @returns {Mark[]} */
  function resultMarks(id, { percent, level, level_low, level_high, remaining, instead_of_level }) {
    if (percent === null) return [];
    const decided = level_low === level_high || !remaining.length;
    const reached = instead_of_level === null ? [`level ${id} ${decided ? (level ?? "") : ""}`] : [];
    return [`percent ${id} ${percent}`, ...reached];
  }

  /** @param {Standing} standing @returns {Mark[]} */
  function answerMarks({ question, answer, applies, full, worth }) {
    const { key, best = 0, bands = [] } = question;
    if (!applies) return [`answer ${key} ${NOT_APPLICABLE}`];
    if (!answer.length) return [`answer ${key} `];
    const [value] = answer;
    const start = bands.reduce((sum, [from]) => (from <= Number(value) ? from : sum), bands[0]?.[0]);
    const chosen = typeof value === "number" ? [start] : answer;
    const marks = chosen.map((id) => `answer ${key} ${id}`);
    return value === UNKNOWN ? marks : [...marks, `points ${key} ${full ? (worth * best) / full : 0}`];
  }

  /** Adds marks to counts. @param {GroupCounts} counts @param {Iterable<Mark>} marks */
  function countMarks(counts, marks) {
    for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
    return counts;
  }

  /**
   * The group's figures, in the report's order; the most shared actions first.
   * @param {Report} report @param {Definitions} definitions @param {GroupCounts} counts @returns {Group}
   */
  function groupFigures(report, definitions, counts) {
    /** @type {Map<string, Question>} */
    const once = new Map();
    const themes = (report.themes ?? []).map(({ id }) => definitions[id]);
    for (const question of themes.flatMap(({ questions }) => questions)) {
      if (!once.has(question.key)) once.set(question.key, question);
    }
    const questions = [...once.values()];
    return {
      format: FORMAT,
      version: VERSION,
      participants: counts.get("commune") ?? 0,
      overall: resultFigures(WHOLE, report, counts),
      themes: themes.map((theme) => resultFigures(theme.id, theme, counts)),
      questions: questions.filter(({ best }) => best !== undefined).map((one) => questionFigures(one, counts)),
      essentials: questions.filter(({ pass }) => pass !== undefined).map(({ key }) => essentialFigures(key, counts)),
      actions: actionFigures(questions, counts),
    };
  }

  /** @param {Question} question @param {GroupCounts} counts @returns {QuestionFigures} */
  function questionFigures({ key, best = 0, options = [], bands = [] }, counts) {
    const ids = options.length ? options.map(({ id }) => id) : bands.map(([start]) => String(start));
    const count = (/** @type {string} */ id) => counts.get(`answer ${key} ${id}`) ?? 0;
    const points = valuesOf(counts, `points ${key}`, best);
    return {
      key,
      best,
      choices: ids.map((id) => ({ id, count: count(id) })),
      unknown: count(UNKNOWN),
      not_applicable: count(NOT_APPLICABLE),
      unanswered: count(""),
      answered: sumOf(points),
      median: middle(points, 0, sumOf(points)),
      dispersion: dispersion(points),
    };
  }

  /** Of a single question asked by raised cards. @param {Question} question @param {Record<string, number>} cards by option */
  function raisedFigures(question, cards) {
    /** @type {GroupCounts} */
    const counts = new Map();
    for (const { id, points = 0 } of question.options ?? []) {
      const [answer, worth] = [`answer ${question.key} ${id}`, `points ${question.key} ${points}`];
      counts.set(answer, cards[id] ?? 0);
      counts.set(worth, (counts.get(worth) ?? 0) + (cards[id] ?? 0));
    }
    return questionFigures(question, counts);
  }

  /** @param {string} id @param {Definition | Report} rules @param {GroupCounts} counts @returns {ResultFigures} */
  function resultFigures(id, { levels: known = [] }, counts) {
    const percents = valuesOf(counts, `percent ${id}`, 100);
    const scored = sumOf(percents);
    const levels = known.map((level) => ({ id: level.id, count: counts.get(`level ${id} ${level.id}`) ?? 0 }));
    const between = counts.get(`level ${id} `) ?? 0;
    const half = Math.ceil(scored / 2);
    const tens = Array(10).fill(0);
    percents.forEach((count, percent) => (tens[Math.min(Math.floor(percent / 10), 9)] += count));
    return {
      id,
      scored,
      tens,
      median: middle(percents, 0, scored),
      lower_quartile: middle(percents, 0, half),
      upper_quartile: middle(percents, scored - half, scored),
      levels,
      between,
      without_level: scored - between - sumOf(levels.map(({ count }) => count)),
    };
  }

  /** @param {string} key @param {GroupCounts} counts @returns {EssentialFigures} */
  function essentialFigures(key, counts) {
    const of = (/** @type {string} */ state) => counts.get(`essential ${key} ${state}`) ?? 0;
    const [secured, below, to_check, open] = [of("secured"), of("below"), of("to_check"), of("open")];
    const missing = below + to_check;
    const answered = secured + missing;
    const share = answered ? percentage(missing, answered) : null;
    return { key, applicable: answered + open, secured, below, to_check, open, missing, share };
  }

  /** @param {Question[]} questions @param {GroupCounts} counts @returns {ActionFigures[]} */
  function actionFigures(questions, counts) {
    const called = questions.flatMap(({ key, advice = [] }) =>
      [-1, ...advice.keys()].map((number) => {
        return { key, advice: number, communes: counts.get(`action ${key} ${number}`) ?? 0 };
      }),
    );
    return called.filter(({ communes }) => communes).sort((one, other) => other.communes - one.communes);
  }

  /** How many are 0, how many are 1… @param {GroupCounts} counts @param {string} mark @param {number} most */
  function valuesOf(counts, mark, most) {
    return Array.from({ length: most + 1 }, (_, value) => counts.get(`${mark} ${value}`) ?? 0);
  }

  /** @param {number[]} numbers */
  function sumOf(numbers) {
    return numbers.reduce((sum, number) => sum + number, 0);
  }

  /** @param {number} part @param {number} whole */
  function percentage(part, whole) {
    return Math.floor((200 * part + whole) / (2 * whole));
  }

  /** @param {number[]} counts by value */
  function dispersion(counts) {
    const total = sumOf(counts);
    const most = Math.floor(total / 2) * Math.ceil(total / 2) * (counts.length - 1);
    if (!most) return null;
    let below = 0;
    let differences = 0;
    for (const count of counts.slice(0, -1)) {
      below += count;
      differences += below * (total - below);
    }
    return percentage(differences, most);
  }

  /** @param {number[]} counts by value @param {number} start @param {number} end */
  function middle(counts, start, end) {
    if (start === end) return null;
    const at = (/** @type {number} */ place) => counts.findIndex((count) => (place -= count) < 0);
    return (at(Math.floor((start + end - 1) / 2)) + at(Math.floor((start + end) / 2))) / 2;
  }

  /** @param {Report} report @param {Definitions} definitions @param {Answers[]} communes */
  function groupOf(report, definitions, communes) {
    /** @type {GroupCounts} */
    const counts = new Map();
    for (const answers of communes) countMarks(counts, groupMarks(report, definitions, answers));
    return groupFigures(report, definitions, counts);
  }

  Object.assign(Autodiagnostic, { groupMarks, countMarks, groupFigures, raisedFigures, groupOf });
})();
