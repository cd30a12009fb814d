/** A group's figures as files, and what ids are called: the twin of group_files.py. Pure: no storage, no clock. */
(() => {
  "use strict";

  const { say, csvText } = Autodiagnostic;

  /** @param {Omit<Board, "follow" | "picture">} board @returns {GroupTold} */
  function groupTold(board) {
    const whole = Object.fromEntries((board.report.levels ?? []).map(({ id }) => [id, board.title(id)]));
    const asked = [...board.questions];
    const named = asked.flatMap(([key, { question }]) => [-1, ...(question.advice ?? []).keys()].map((number) => `${key}/${number}`));
    const actions = named.map((reference) => [
      reference,
      String(board.advice(reference)?.querySelector("[data-part=action]")?.textContent?.trim() ?? ""),
    ]);
    return {
      themes: Object.fromEntries([["", board.say("figures", "whole")], ...board.themes.map(({ id, title }) => [id, title])]),
      levels: Object.fromEntries([["", whole], ...board.themes.map(({ id, levels }) => [id, levels])]),
      questions: Object.fromEntries(asked.map(([key, { text }]) => [key, text])),
      choices: Object.fromEntries(asked.map(([key, one]) => [key, choiceLabels(board, one)])),
      actions: Object.fromEntries(actions),
    };
  }

  /** @param {Pick<Board, "say">} board @param {Asked} asked @returns {Record<string, string>} */
  function choiceLabels(board, { question: { options = [], bands = [], range = [null, null] }, labels }) {
    if (options.length) return Object.fromEntries(options.map(({ id }, place) => [id, labels[place]]));
    return Object.fromEntries(
      bands.map(([least], place) => {
        const most = place + 1 < bands.length ? bands[place + 1][0] - 1 : range[1];
        const form = most === null ? "band_last" : most === least ? "band_one" : "band";
        return [String(least), board.say("figures", form, { least, most })];
      }),
    );
  }

  /** @param {Group} group */
  function groupJson(group) {
    return JSON.stringify(group, null, 2) + "\n";
  }

  /** @param {Group} group @param {GroupTold} told @param {Record<string, any>} words the table `figures` */
  function groupCsv(group, told, words) {
    const written = (/** @type {number | null} */ value) => (value === null ? "" : String(value).replace(".", ","));
    const rows = groupRows(group, told, words);
    return csvText([words.columns, ...rows.map(([value, ...who]) => [...who, written(value)])]);
  }

  /** Every figure, then what it is of. @param {Group} group @param {GroupTold} told @param {Record<string, any>} words @returns {[number | null, ...string[]][]} */
  function groupRows(group, told, words) {
    /** @typedef {[string, number | null]} Named */
    const pick = (/** @type {any} */ of, /** @type {string[]} */ ...names) => names.map((name) => /** @type {Named} */ ([words[name], of[name]]));
    /** @param {Choice[]} choices @param {string} form @param {(id: string) => Record<string, string>} gaps */
    const each = (choices, form, gaps) => choices.map(({ id, count }) => /** @type {Named} */ ([say(words[form], gaps(id)), count]));

    /** @param {ResultFigures} result @returns {Named[]} */
    const ofResult = (result) => [
      ...pick(result, "scored", "lower_quartile"),
      [words.median_percent, result.median],
      ...pick(result, "upper_quartile"),
      ...result.tens.map((count, ten) => {
        const most = ten === result.tens.length - 1 ? 100 : 10 * ten + 9;
        return /** @type {Named} */ ([say(words.tens, { least: 10 * ten, most }), count]);
      }),
      ...each(result.levels, "level", (id) => ({ title: told.levels[result.id][id] })),
      ...pick(result, "between", "without_level"),
    ];

    /** @param {QuestionFigures} question @returns {Named[]} */
    const ofQuestion = (question) => [
      ...each(question.choices, "answer", (id) => ({ label: told.choices[question.key][id] })),
      ...pick(question, "unknown", "not_applicable", "unanswered", "answered", "median", "best", "dispersion"),
    ];

    /** @param {string} part @param {string} id @param {string} title @param {Named[]} named @returns {[number | null, ...string[]][]} */
    const of = (part, id, title, named) => named.map(([name, value]) => [value, words[part], id, title, name]);
    return [
      ...of("group", "", "", [[words.communes, group.participants]]),
      ...[group.overall, ...group.themes].flatMap((one) => of(one.id ? "theme" : "overall", one.id, told.themes[one.id], ofResult(one))),
      ...group.questions.flatMap((one) => of("question", one.key, told.questions[one.key], ofQuestion(one))),
      ...group.essentials.flatMap((one) => {
        const named = pick(one, "applicable", "secured", "below", "to_check", "open", "missing", "share");
        return of("essential", one.key, told.questions[one.key], named);
      }),
      ...group.actions.flatMap(({ key, advice, communes }) => {
        const id = `${key}/${advice}`;
        return of("action", id, told.actions[id], [[words.called, communes]]);
      }),
    ];
  }

  Object.assign(Autodiagnostic, { groupTold, groupJson, groupCsv });
})();
