/** Where the commune stands, as a short letter: its essentials, its level, what is left to answer, what goes well. */
(() => {
  "use strict";

  const { store, score, byData, setText, fillList, levelIn, showScale, make } = Autodiagnostic;
  const SHOWN = 5;

  /** @param {HTMLElement} section */
  function picture(section) {
    const board = Autodiagnostic.board(section);
    const parts = byData(section, "part");
    const essentials = byData(section, "essential");
    const unfinished = byData(section, "left");
    const summaries = byData(section, "summary");
    const strengths = candidates();

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("picture", name, values);
    }

    /** A part of the page that has nothing to say is hidden. @param {string} name @param {string} text */
    function write(name, text) {
      parts[name].hidden = !text;
      setText(parts[name], text);
    }

    function update() {
      const present = board.picture();
      const { percent, instead_of_level, remaining } = present.whole;
      const begun = percent !== null;
      parts.nothing.hidden = begun || !remaining.length;
      parts.letter.hidden = !begun && remaining.length > 0 && !instead_of_level;
      parts.begun.hidden = !begun;
      writeLetter(present.whole);
      if (!begun) return;
      writeEssentials(present.whole);
      writeLeft(present.whole);
      writeStrengths(present);
    }

    /** @param {Result} result */
    function writeLetter(result) {
      const { sums, percent, low, high, remaining, instead_of_level } = result;
      const { secured, below, to_check, open } = result.essentials;
      const n = remaining.length;
      const none = percent === null;
      const { verdict, shown } = levelIn(result, board.title, (ends) => board.say("live", "range", ends));
      const all = [secured, below, to_check, open].flat().length;
      const numbers = none ? (n ? "" : "none") : "numbers";
      const capped = below.length + to_check.length && !none && !instead_of_level;
      write("secured", none || !all ? "" : say("secured", { n: secured.length, all }));
      write("level", shown);
      write("numbers", numbers && board.say("live", numbers, { ...sums, n: sums.points, percent }));
      write("open", low === high ? "" : board.say("live", n ? "remaining" : "unverified", { n, percent, low, high }));
      const cap = board.title(board.report.essential_cap ?? null);
      write("capped", capped ? board.say("live", "capped", { level: cap }) : "");
      for (const name in summaries) summaries[name].hidden = name !== verdict;
      parts.figures.hidden = !numbers;
      showScale(parts, result);
    }

    /** Each stands in the list of its state; what is secured or hidden, in one that does not show. @param {Result} result */
    function writeEssentials({ essentials: { below, to_check, open, not_applicable } }) {
      listEssentials(parts.missing, { below, to_check });
      const unanswered = listEssentials(parts.unanswered, { open });
      const excluded = listEssentials(parts.excluded, { not_applicable });
      setText(parts.unanswered.children[0], say("open", { n: unanswered }));
      setText(parts.excluded.children[0], say("not_applicable", { n: excluded }));
      const listed = new Set([below, to_check, open, not_applicable].flat());
      const rest = Object.keys(essentials).filter((key) => !listed.has(key));
      fillList(parts.pool, rest.map((key) => essentials[key]));
    }

    /** In the page's order, the most urgent first; how many they are. @param {Element} part @param {Record<string, string[]>} states */
    function listEssentials(part, states) {
      /** @type {Map<string, string>} */
      const words = new Map();
      for (const [state, keys] of Object.entries(states)) for (const key of keys) words.set(key, board.say("live", state));
      const keys = Object.keys(essentials).filter((key) => words.has(key));
      for (const key of keys) setText(essentials[key].children[0], String(words.get(key)));
      fillList(part.children[1], keys.map((key) => essentials[key]));
      part.toggleAttribute("hidden", !keys.length);
      return keys.length;
    }

    /** A question that two themes ask is left once, in the first of them. @param {Result} result */
    function writeLeft({ remaining }) {
      /** @type {Map<string, Asked[]>} */
      const byTheme = new Map(board.themes.map(({ id }) => [id, []]));
      for (const key of remaining) {
        const asked = board.questions.get(key);
        if (asked) byTheme.get(asked.theme.id)?.push(asked);
      }
      let total = 0;
      for (const { id, minutes = 0, definition } of board.themes) {
        const asked = byTheme.get(id) ?? [];
        const time = Math.ceil((minutes * asked.length) / definition.questions.length);
        const [link, words] = unfinished[id].children;
        total += time;
        unfinished[id].hidden = !asked.length;
        if (!asked.length) continue;
        if (link.getAttribute("href") !== asked[0].href) link.setAttribute("href", asked[0].href);
        setText(words, say("left_theme", { n: asked.length, time: inMinutes(time) }));
      }
      const n = remaining.length;
      write("left", n ? say("left_all", { n, time: inMinutes(total) }) : say("left_none"));
      parts.themes.hidden = !n;
      parts.continue.hidden = !n;
    }

    /** @param {number} n none where the authors name no time */
    function inMinutes(n) {
      return n ? say("time", { n }) : "";
    }

    /**
     * What may be a strength, the weightiest first: essentials, then questions that count double. Each is scored as a
     * questionnaire of its own, which knows of every type of question how many points are the most.
     */
    function candidates() {
      const scored = [...board.questions.values()].filter(({ question }) => question.best !== undefined);
      const rank = (/** @type {Asked} */ { question: { pass, weight } }) => (pass === undefined ? 0 : Infinity) + weight;
      return scored
        .sort((one, other) => Number(rank(other) > rank(one)) - Number(rank(other) < rank(one)))
        .map(({ text, href, theme, question }) => {
          const alone = { ...theme.definition, controls: [], questions: [{ ...question, show_if: [] }] };
          const item = make("li", {}, make("strong"), " ", make("a", { href }, text));
          return { theme, key: question.key, alone, item, answer: /** @type {unknown} */ (undefined), full: false };
        });
    }

    /** At best, or at least an essential that is secured: in this order. @param {Picture} present */
    function writeStrengths({ whole, themes }) {
      const secured = new Set(whole.essentials.secured);
      const { answers } = store.kept;
      for (const one of strengths) {
        if (one.answer === answers[one.key]) continue;
        const { points, possible } = score(one.alone, answers).sums;
        Object.assign(one, { answer: answers[one.key], full: possible > 0 && points === possible });
      }
      const best = strengths.filter(({ theme, key, full }) => full && !themes[theme.id].hidden.includes(key));
      const good = strengths.filter((one) => secured.has(one.key) && !best.includes(one));
      const shown = best.concat(good).slice(0, SHOWN);
      const n = best.length + good.length - shown.length;
      for (const one of shown) {
        const word = best.includes(one) ? say("best") : board.say("live", "secured");
        setText(one.item.children[0], word);
      }
      fillList(parts.best, shown.map(({ item }) => item));
      const perfect = board.themes.filter(({ id }) => themes[id].percent === 100 && !themes[id].remaining.length);
      const titles = perfect.map(({ title }) => title).join(", ");
      write("themes_at_best", titles && say("themes_at_best", { n: perfect.length, themes: titles }));
      write("more", n ? say("more", { n }) : "");
      parts.strengths.hidden = !shown.length;
    }

    board.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { picture });
})();
