/**
 * Definition and answers → result: the twin of scoring.py and answers.py; read those for the reasons.
 * Pure: no page, no storage, no clock. Answers are foreign data, of which nothing is believed.
 */
(() => {
  "use strict";

  const NOT_APPLICABLE = "_sans-objet";
  const UNKNOWN = "_ne-sait-pas";

  /** @param {Definition} definition @param {Answers} answers */
  function score(definition, answers) {
    const { standings, instead } = settle(definition, answers, 1);
    return resultOf(standings, definition, instead);
  }

  /**
   * The answers, with those given under earlier ids filed under today's; the others stay as they are.
   * @param {Definition} definition @param {Answers} answers @returns {Answers}
   */
  function carriedOver({ controls = [], questions }, answers) {
    const carried = new Map(Object.entries(Object(answers)));
    for (const { key, was = [], options = [] } of controls.concat(questions)) {
      for (const earlier of was) {
        if (carried.has(earlier) && !carried.has(key)) carried.set(key, carried.get(earlier));
        carried.delete(earlier);
      }
      /** @param {any} id */
      const today = (id) => options.find((option) => option.was?.includes(id))?.id ?? id;
      const value = carried.get(key);
      if (carried.has(key)) carried.set(key, Array.isArray(value) ? value.map(today) : today(value));
    }
    return Object.fromEntries(carried);
  }

  /**
   * Every question with its answer, and which answer takes the level's place. A condition looks back, so one pass in
   * order settles what is hidden.
   * @param {Definition} definition @param {Answers} answers @param {number} factor
   */
  function settle({ controls = [], questions, unit }, answers, factor) {
    const given = new Map(Object.entries(Object(answers)));
    /** @type {Map<string, Standing>} */
    const seen = new Map();
    /** @type {string | null} */
    let instead = null;
    for (const question of controls.concat(questions)) {
      const { key, best, pass, options = [], bands = [], max = Infinity, show_if = [] } = question;
      const answer = readAnswer(question, given.get(key));
      const [value] = answer;
      const hidden = show_if.some((condition) => {
        const control = seen.get(condition.key);
        const open = !control?.answer.length || control.answer[0] === UNKNOWN;
        return control?.hidden || !(open || condition.values.some((id) => control.answer.includes(id)));
      });
      if (!hidden && options.find(({ id }) => id === value)?.instead_of_level) instead ??= `${key}/${value}`;
      const applies = !hidden && value !== NOT_APPLICABLE;
      const banded = bands.reduce((sum, [start, points]) => (start <= Number(value) ? points : sum), 0);
      const ticked = options.reduce((sum, { id, points = 0 }) => (answer.includes(id) ? sum + points : sum), 0);
      const points = Math.min(banded + ticked, max);
      const full = best && applies ? question.weight * unit : 0;
      const worth = best ? Math.floor((full * points) / best) : 0;
      /** @type {Standing["state"]} */
      let state;
      if (pass !== undefined && !hidden) {
        if (!answer.length) state = "open";
        else if (value === NOT_APPLICABLE) state = "not_applicable";
        else if (value === UNKNOWN) state = "to_check";
        else state = points < pass ? "below" : "secured";
      }
      seen.set(key, { question, answer, hidden, applies, state, full: full * factor, worth: worth * factor });
    }
    return { standings: questions.map(({ key }) => /** @type {Standing} */ (seen.get(key))), instead };
  }

  /** What is given, as a list, which is empty when nothing valid is. @param {Question} question @param {any} value */
  function readAnswer({ type, options = [], range = [null, null], unknown, not_applicable }, value) {
    if (value === undefined) return [];
    const reserved = (value === UNKNOWN && unknown) || (value === NOT_APPLICABLE && not_applicable);
    if (reserved) return [value];
    if (type === "single" || type === "multiple") {
      const all = type === "single" ? [value] : Array.isArray(value) ? value : [];
      const ticked = options.filter(({ id }) => all.includes(id));
      const ordinary = ticked.filter(({ exclusive }) => !exclusive);
      return (ordinary.length ? ordinary : ticked).map(({ id }) => id);
    }
    const valid = {
      number: Number.isSafeInteger(value) && value >= (range[0] ?? value) && value <= (range[1] ?? value),
      text: typeof value === "string" && value.trim() && !value.startsWith("_"),
      item: value === "fait",
    };
    return valid[type] ? [value] : [];
  }

  /** @param {Standing[]} standings @param {Definition | Report} rules @param {string | null} instead @returns {Result} */
  function resultOf(standings, rules, instead) {
    const { essential_cap } = rules;
    const levels = (!instead && rules.levels) || [];
    const sums = { points: 0, possible: 0, low: 0, high: 0, everything: 0 };
    /** @type {Essentials} */
    const essentials = { secured: [], below: [], to_check: [], open: [], not_applicable: [] };
    for (const { question, answer, state, full, worth } of standings) {
      sums.points += worth;
      sums.possible += answer.length ? full : 0;
      sums.low += worth;
      sums.high += answer.length && answer[0] !== UNKNOWN ? worth : full;
      sums.everything += full;
      if (state) essentials[state].push(question.key);
    }
    /** Whole percentage, halves rounded up. @param {number} points @param {number} possible */
    const percentage = (points, possible) =>
      sums.possible ? Math.floor((200 * points + possible) / (2 * possible)) : null;
    /** The highest level reached, no further than the cap. @param {number | null} percent @param {boolean} capped */
    const levelOf = (percent, capped) => {
      const cap = capped ? levels.findIndex(({ id }) => id === essential_cap) : -1;
      const within = cap < 0 ? levels : levels.slice(0, cap + 1);
      return within.filter(({ from }) => percent !== null && from <= percent).pop()?.id ?? null;
    };
    // At best, whatever is unanswered or unknown turns out to be secured: only a real "below" still caps.
    const below = essentials.below.length > 0;
    const insecure = below || essentials.to_check.length + essentials.open.length > 0;
    const percent = percentage(sums.points, sums.possible);
    const low = percentage(sums.low, sums.everything);
    const high = percentage(sums.high, sums.everything);
    const counted = standings.filter(({ question, applies }) => applies && question.type !== "text");
    const remaining = counted.filter(({ answer }) => !answer.length);
    return {
      sums,
      percent,
      low,
      high,
      level: levelOf(percent, insecure),
      level_low: levelOf(low, insecure),
      level_high: levelOf(high, below),
      instead_of_level: instead,
      answered: counted.length - remaining.length,
      applicable: counted.length,
      remaining: remaining.map(({ question }) => question.key),
      hidden: standings.filter(({ hidden }) => hidden).map(({ question }) => question.key),
      essentials,
      actions: inOrder(standings.flatMap(callsOf)),
    };
  }

  /** The actions that an answer calls for. @param {Standing} standing @param {number} place */
  function callsOf({ question: { type, key, best, rank, advice = [] }, answer, applies, state }, place) {
    const [value] = answer;
    const missing = state === "below" || state === "to_check";
    const urgency = missing ? [0, rank ?? Infinity] : [1, 0];
    /** @type {Call[]} */
    const calls = [];
    advice.forEach(({ when = [], without = [], below = -Infinity, impact, effort, after }, number) => {
      const lacks = type === "multiple" && value !== UNKNOWN && without.some((id) => !answer.includes(id));
      if (Number(value) < below || lacks || when.some((id) => answer.includes(id)))
        calls.push({ precedence: [...urgency, -impact, effort, place, number], action: { key, advice: number }, after });
    });
    if (value === UNKNOWN && !calls.length && best !== undefined)
      calls.push({ precedence: [...urgency, -2, 1, place, -1], action: { key, advice: -1 } });
    return value !== undefined && applies ? calls : [];
  }

  /** Each time the first of those that need not wait for another question's actions. @param {Call[]} calls */
  function inOrder(calls) {
    /** @type {Map<string | undefined, number>} */
    const left = new Map();
    for (const { action } of calls) left.set(action.key, (left.get(action.key) ?? 0) + 1);
    calls.sort(({ precedence: one }, { precedence: other }) => {
      const at = one.findIndex((value, i) => value !== other[i]);
      return one[at] - other[at];
    });
    /** @type {Action[]} */
    const actions = [];
    while (calls.length) {
      const [{ action }] = calls.splice(calls.findIndex(({ after }) => !left.get(after)), 1);
      left.set(action.key, (left.get(action.key) ?? 0) - 1);
      actions.push(action);
    }
    return actions;
  }

  Object.assign(Autodiagnostic, { score, settle, resultOf, carriedOver });
})();
