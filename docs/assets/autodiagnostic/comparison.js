/** Two moments side by side. */
(() => {
  "use strict";

  const { store, compare, byData, setText, make, draw, today, inWords } = Autodiagnostic;
  const { NOW, moments, snapshot, answersOf, when, alike, counted } = Autodiagnostic.snapshots;
  const UNKNOWN = "_ne-sait-pas";
  const signs = new Intl.NumberFormat("fr-FR", { signDisplay: "exceptZero" });
  const numbers = new Intl.NumberFormat("fr-FR");

  /** @param {HTMLElement} root */
  function comparison(root) {
    const board = Autodiagnostic.board(root);
    const parts = byData(root, "part");
    const selects = [parts.before, parts.after];
    /** What the person chose to compare; nothing before they do. @type {string[]} */
    let chosen = [];
    let offered = "";
    let shown = "";

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("comparison", name, values);
    }

    /** What has nothing to say is hidden. @param {string} name @param {string} text */
    function write(name, text) {
      parts[name].hidden = !text;
      setText(parts[name], text);
    }

    // What is compared.

    /** @param {string} moment @param {string} now */
    function label(moment, now) {
      if (moment === NOW) return now;
      const { name } = snapshot(moment);
      const date = when(board, moment);
      return name ? say("named", { date, name }) : date;
    }

    function offer() {
      const all = board.picture().whole.answered ? [...moments(), NOW] : moments();
      const options = all.reverse().map((moment) => [moment, label(moment, say("now"))]);
      if (JSON.stringify(options) !== offered) {
        offered = JSON.stringify(options);
        for (const select of selects) {
          select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
        }
      }
      return all;
    }

    /** The last one, and the last before it that differs from it. @param {string[]} all the last one first */
    function pair(all) {
      if (chosen.length && chosen.every((moment) => all.includes(moment))) return chosen;
      const [last, ...earlier] = all;
      return [earlier.find((moment) => !alike(board, moment, last)) ?? earlier[0], last];
    }

    // What is written of it.

    /** While questions remain, the level is a range, of which nothing is said. @param {Result} result */
    function total({ percent, level, level_low, level_high, instead_of_level, remaining }) {
      const range = remaining.length > 0 && level_low !== level_high;
      const title = board.title(instead_of_level ?? (range ? null : level));
      return say(title ? "verdict" : "percent", { percent, level: title });
    }

    /** @param {number | null} points of percentage */
    function difference(points) {
      if (points === null) return say("none");
      return say("difference", { n: Math.abs(points), signed: signs.format(points).replace("-", "−") });
    }

    /** @param {Result} before @param {Result} after */
    function headline({ percent: was, ...before }, { percent: is, ...after }) {
      if (was === null || is === null) return say("no_percent");
      const sides = { before: total({ percent: was, ...before }), after: total({ percent: is, ...after }) };
      return say("headline", { ...sides, difference: was === is ? say("same_percent") : difference(is - was) });
    }

    /** @param {Comparison} compared */
    function essentials({ before, after }) {
      const [[was, wasAll], [is, isAll]] = [before, after].map(({ essentials: { secured, below, to_check, open } }) => [
        secured.length,
        secured.length + below.length + to_check.length + open.length,
      ]);
      return wasAll + isAll ? say("essentials", { before: was, before_all: wasAll, after: is, after_all: isAll }) : "";
    }

    /** Totals alone mislead where they are not over the same questions. @param {Comparison} compared */
    function common({ before, after, moves, common: { n, percent } }) {
      if (!moves.entered.length && !moves.left.length) return "";
      const [was, is] = [before, after].map(({ sums }) => numbers.format(sums.possible));
      const why = was === is ? say("other_questions") : say("other_maximum", { before: was, after: is });
      return n ? `${why} ${say("common", { n, before: percent[0], after: percent[1] })}` : why;
    }

    /** Two bars, one above the other. @param {(number | null)[]} percents */
    function bars(percents) {
      const [was, is] = percents.map((percent) => `${percent ?? 0}%`);
      return draw(
        "svg",
        { class: "report-bars", "aria-hidden": true, width: "100%", height: 18 },
        draw("rect", { class: "report-track", width: "100%", height: 18 }),
        draw("rect", { class: "report-was", y: 2, width: was, height: 5 }),
        draw("rect", { class: "report-is", y: 10, width: is, height: 6 }),
      );
    }

    /** @param {string} title @param {number | null} was @param {number | null} is */
    function row(title, was, is) {
      const change = difference(was === null || is === null ? null : is - was);
      const percents = [was, is].map((percent) => (percent === null ? say("none") : say("percent", { percent })));
      const cells = [...percents, change].map((text) => make("td", {}, text));
      const pair = make("div", { class: "report-pair" }, make("span", {}, title), bars([was, is]));
      return make("tr", {}, make("th", { scope: "row" }, pair), ...cells);
    }

    /** @param {Comparison} compared */
    function rows({ before, after, themes }) {
      const titles = Object.fromEntries(board.themes.map(({ id, title }) => [id, title]));
      return [
        ...themes.map(({ id, same, ...sides }) => row(titles[id] + (same ? "" : "\u00a0*"), sides.before, sides.after)),
        row(say("all"), before.percent, after.percent),
      ];
    }

    /** An answer in words. @param {Standing} standing @param {string[]} labels */
    function inWordsOf({ question, answer, hidden }, labels) {
      if (hidden) return say("hidden");
      if (!answer.length) return say("blank");
      const { type, options = [], unknown } = question;
      const places = type === "number" ? [""] : options.map(({ id }) => id);
      if (unknown) places.push(UNKNOWN);
      const [value] = answer;
      if (typeof value === "number") return say("number", { number: numbers.format(value), unit: labels[0] }).trim();
      // What has no place is "not applicable", which comes last.
      const words = answer.map((id) => labels[places.indexOf(String(id))] ?? labels[labels.length - 1]);
      return say("quoted", { text: words.join(say("comma")) });
    }

    /** @param {Move} move */
    function item({ key, before, after, essential }) {
      const { text, labels, href, theme } = /** @type {Asked} */ (board.questions.get(key));
      const [was, is] = [before, after].map((standing) => make("span", {}, inWordsOf(standing, labels)));
      const tag = essential ? [" ", make("strong", { class: "report-tag" }, say(essential))] : [];
      const then = make("span", { class: "guide-unseen" }, say("then"));
      return make(
        "li",
        {},
        make("p", {}, make("a", { href }, text), ...tag, " ", make("small", {}, theme.title)),
        make("p", {}, was, then, make("span", { "aria-hidden": true }, " → "), is),
      );
    }

    /** @param {Moves} moves */
    function lists(moves) {
      return Object.entries(moves).flatMap(([kind, list]) => {
        const title = make("h4", {}, say(kind, { n: list.length }));
        return list.length ? [title, make("ul", { class: "report-moves" }, ...list.map(item))] : [];
      });
    }

    /** @param {string[]} moments both of them */
    function showPair([before, after]) {
      const [one, other] = [before, after].map(answersOf);
      const compared = compare(board.report, board.definitions, one, other);
      const text = JSON.stringify([before, after, offered, compared, store.kept.commune]);
      if (text === shown) return;
      shown = text;
      const { themes, moves } = compared;
      const { commune } = store.kept;
      const date = inWords(today());
      const now = say("now_dated", { date });
      const dates = { before: label(before, date), after: label(after, date) };
      const still = !Object.values(moves).some((list) => list.length);
      write("message", still ? say("equal") : "");
      write("heading", say(commune ? "heading" : "heading_unnamed", { commune, ...dates }));
      write("headline", headline(compared.before, compared.after));
      write("essentials", essentials(compared));
      write("common", common(compared));
      parts.recomputed.hidden = [before, after].every((moment) => moment === NOW || counted(board, moment));
      setText(parts.was, label(before, now));
      setText(parts.is, label(after, now));
      parts.rows.replaceChildren(...rows(compared));
      parts.others.hidden = themes.every(({ same }) => same);
      parts.moves.replaceChildren(...lists(moves));
    }

    function update() {
      root.hidden = !moments().length;
      if (root.hidden) return;
      const all = offer();
      const both = pair(all);
      const untouched = !chosen.length && all.length === 2 && all[0] === NOW && alike(board, all[0], all[1]);
      const ready = all.length > 1 && !untouched;
      parts.choice.hidden = parts.compared.hidden = !ready;
      if (ready) {
        selects.forEach((select, side) => (select.value = both[side]));
        showPair(both);
      } else {
        shown = "";
        write("message", untouched ? say("unchanged", { date: when(board, all[1]) }) : say("alone"));
      }
    }

    function choose() {
      chosen = selects.map(({ value }) => value);
      update();
      setText(parts.heard, [parts.message, parts.headline].map(({ textContent }) => textContent).join(" ").trim());
    }

    function printAlone() {
      root.dataset.printed = "";
      addEventListener("afterprint", () => delete root.dataset.printed, { once: true });
      print();
    }

    for (const select of selects) select.addEventListener("change", choose);
    byData(root, "action").print.addEventListener("click", printAlone);
    board.follow(root, update);
  }

  Object.assign(Autodiagnostic.modules, { comparison });
})();
