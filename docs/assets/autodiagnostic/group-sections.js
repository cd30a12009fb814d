/** What the group's picture says, part by part: the same in the page, on paper and on the wall. */
(() => {
  "use strict";

  const { make, groupCharts, say } = Autodiagnostic;
  const { inFrench, percentOf, bar, spread, stack, histogram, barTable, countRows } = groupCharts;
  const DIVIDED = 8;
  const ACTIONS = 12;

  /** @param {Desk} desk @param {GroupTold} told @returns {GroupSections} */
  function groupSections(desk, told) {
    /** @type {Record<string, any>} */
    const words = JSON.parse(String(desk.root.dataset.texts)).group;

    /** @param {ResultFigures} result @returns {[string, number, boolean?][]} */
    function levelsOf(result) {
      /** @type {[string, number, boolean?][]} */
      const others = [[words.between, result.between, true], [words.without_level, result.without_level, true]];
      const levels = result.levels.map(({ id, count }) => /** @type {[string, number]} */ ([told.levels[result.id][id], count]));
      return [...levels, ...others.filter(([, count]) => count)];
    }

    /** @param {ResultFigures} result */
    function inWords({ scored, median, lower_quartile, upper_quartile }) {
      const gaps = { median: inFrench(median), lower: inFrench(lower_quartile), upper: inFrench(upper_quartile) };
      return scored ? say(words.overall_numbers, { n: scored, ...gaps }) : words.nothing;
    }

    /** @param {QuestionFigures} question @returns {[string, number, boolean?][]} */
    function answersTo({ key, choices, unknown, not_applicable, unanswered }) {
      /** @type {[string, number, boolean][]} */
      const others = [[words.unknown, unknown, true], [words.not_applicable, not_applicable, true], [words.unanswered, unanswered, true]];
      const given = choices.map(({ id, count }) => /** @type {[string, number]} */ ([told.choices[key][id], count]));
      return [...given, ...others.filter(([, count]) => count)];
    }

    /** @param {QuestionFigures} question */
    function numbersOf({ median, best, dispersion }) {
      if (dispersion === null) return words.no_numbers;
      return say(words.numbers, { median: inFrench(median), best, dispersion });
    }

    /** @param {QuestionFigures} figures @param {[string, number, boolean?][]} counts @param {number} whole */
    function answerTable(figures, counts, whole) {
      const text = told.questions[figures.key];
      const table = barTable(text, [words.answer, words.count, words.part], countRows(counts, whole));
      return make("div", { class: "group-question" }, make("h4", {}, text), make("p", {}, numbersOf(figures)), table);
    }

    /** @param {string} key the question's */
    const chapterOf = (key) => desk.questions.get(key)?.theme.chapter;

    /** @param {string} text @param {string | undefined} href */
    const linked = (text, href) => (href ? make("a", { href }, text) : text);

    /** @type {GroupSections["of"]} */
    const of = {
      overall({ overall }) {
        const levels = countRows(levelsOf(overall), overall.scored);
        const charts = [histogram(overall, words), barTable(words.levels, [words.level, words.count, words.part], levels)];
        return [make("p", {}, inWords(overall)), ...(overall.scored ? charts : [])];
      },

      themes({ themes }) {
        const rows = themes.map((result) => {
          const { id, scored, median, lower_quartile, upper_quartile } = result;
          const half = { lower: inFrench(lower_quartile), upper: inFrench(upper_quartile) };
          const told_ = scored ? [`${inFrench(median)}\u00a0%`, say(words.half_of, half)] : [words.none, words.none];
          return { label: told.themes[id], chart: spread(result), cells: [...told_, inFrench(scored)] };
        });
        return [barTable(words.themes_caption, [words.theme, words.median, words.half, words.count], rows)];
      },

      divided({ questions }) {
        const most = questions.filter(({ dispersion }) => dispersion).sort((one, other) => Number(other.dispersion) - Number(one.dispersion));
        if (!most.length) return [make("p", {}, words.no_divided)];
        const rows = most.slice(0, DIVIDED).map(({ key, dispersion }) => {
          return { label: told.questions[key], chart: bar(Number(dispersion)), cells: [String(dispersion)] };
        });
        return [barTable(words.divided_caption, [words.question, words.dispersion], rows)];
      },

      essentials({ essentials }) {
        const rows = [...essentials]
          .sort((one, other) => (other.share ?? -1) - (one.share ?? -1))
          .map(({ key, secured, missing, share }) => {
            const of = { missing: inFrench(missing), n: inFrench(secured + missing) };
            const cells = [say(words.missing_of, of), share === null ? words.none : `${share}\u00a0%`];
            return { label: told.questions[key], chart: bar(share ?? 0), cells };
          });
        return [barTable(words.essentials_caption, [words.essential, words.missing, words.part], rows)];
      },

      actions({ actions, participants }) {
        if (!actions.length) return [make("p", {}, words.no_actions)];
        const rows = actions.slice(0, ACTIONS).map(({ key, advice, communes }) => {
          const reference = `${key}/${advice}`;
          const read = desk.advice(reference)?.querySelector("[data-part=facts] a")?.getAttribute("href") ?? chapterOf(key);
          const percent = percentOf(communes, participants);
          return { label: linked(told.actions[reference], read), chart: bar(percent), cells: [inFrench(communes), `${percent}\u00a0%`] };
        });
        return [barTable(words.actions, [words.action, words.count, words.part], rows)];
      },

      questions({ questions, participants }) {
        return desk.themes.map(({ id, title, chapter, definition }) => {
          const own = new Set(definition.questions.map(({ key }) => key));
          const first = questions.filter(({ key }) => own.has(key) && desk.questions.get(key)?.theme.id === id);
          const tables = first.map((one) => answerTable(one, answersTo(one), participants));
          const chapterLink = make("p", {}, make("a", { href: chapter }, desk.say("picture", "chapter")));
          return make("details", { class: "group-theme" }, make("summary", {}, title), chapterLink, make("div", {}, ...tables));
        });
      },
    };

    /** A card a person, so that all of them make the whole. @param {QuestionFigures} figures */
    function raised(figures) {
      const counts = answersTo(figures).filter(([, , quiet]) => !quiet);
      const table = answerTable(figures, counts, figures.answered);
      table.querySelector("p")?.prepend(desk.say("picture", "raised", { n: figures.answered }), " ");
      return table;
    }

    /** On the wall: what a theme's questions were answered, a bar each. @param {ResultFigures} result @param {Group} group */
    function theme(result, group) {
      const asked = [...desk.questions.values()].filter(({ theme: { id } }) => id === result.id);
      const rows = asked.flatMap(({ question }) => {
        const figures = group.questions.find(({ key }) => key === question.key);
        if (!figures) return [];
        const given = figures.answered + figures.unknown;
        const pieces = answersTo(figures).filter(([, count]) => count).map(([label, n]) => desk.say("picture", "piece", { label, n }));
        const chart = given ? stack(figures, question, pieces.join(", ")) : desk.say("picture", "points_none");
        return [make("li", {}, make("span", {}, told.questions[question.key]), make("div", {}, chart))];
      });
      return [
        make("p", {}, inWords(result)),
        make("ul", { class: "group-stacks" }, ...rows),
        make("p", { class: "group-legend" }, desk.say("picture", "scale")),
      ];
    }

    return { of, raised, theme };
  }

  Object.assign(Autodiagnostic, { groupSections });
})();
