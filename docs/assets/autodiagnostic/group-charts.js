/** The group's figures as tables with bars in them. */
(() => {
  "use strict";

  const { make, draw } = Autodiagnostic;
  const SHADES = 4;

  /** As it is written in French; a dash for none. @param {number | null} value */
  function inFrench(value) {
    if (value === null) return "–";
    return String(value).replace(".", ",").replace(/\B(?=(\d{3})+$)/g, "\u202f");
  }

  /** Whole percentage, halves rounded up. @param {number} part @param {number} whole */
  function percentOf(part, whole) {
    return whole ? Math.floor((200 * part + whole) / (2 * whole)) : 0;
  }

  /** @param {number} percent @param {boolean} [quiet] for what is no answer */
  function bar(percent, quiet = false) {
    return draw(
      "svg",
      { class: "group-bar", width: "100%", height: 14, "aria-hidden": "true" },
      draw("rect", { class: "group-track", width: "100%", height: 14 }),
      draw("rect", { class: quiet ? "group-quiet" : "group-fill", width: `${percent}%`, height: 14 }),
    );
  }

  /** From the lower to the upper quartile, with the median. @param {ResultFigures} result */
  function spread({ scored, median, lower_quartile, upper_quartile }) {
    const [low, high] = [Number(lower_quartile), Number(upper_quartile)];
    const box = draw("rect", { class: "group-fill", y: 3, x: `${low}%`, width: `${high - low}%`, height: 14 });
    const mark = draw("line", { class: "group-mark", x1: `${Number(median)}%`, x2: `${Number(median)}%`, y1: 0, y2: 20 });
    return draw(
      "svg",
      { class: "group-bar", width: "100%", height: 20, "aria-hidden": "true" },
      draw("rect", { class: "group-track", y: 3, width: "100%", height: 14 }),
      ...(scored ? [box, mark] : []),
    );
  }

  /**
   * All answers to a question in one bar, from the least points to the most. It has a name of its own: no table stands
   * beside it on a wall.
   * @param {QuestionFigures} figures @param {Question} question @param {string} name
   */
  function stack({ choices, unknown, best }, { options = [], bands = [] }, name) {
    /** @type {Map<string, number>} */
    const points = new Map(bands.map(([start, worth]) => [String(start), worth]));
    for (const { id, points: worth = 0 } of options) points.set(id, worth);
    const shade = (/** @type {string} */ id) => Math.round(((points.get(id) ?? 0) / (best || 1)) * (SHADES - 1));
    const pieces = choices.map(({ id, count }) => ({ count, name: `group-shade-${shade(id)}`, at: points.get(id) ?? 0 }));
    pieces.sort((one, other) => one.at - other.at);
    const all = [...pieces, { count: unknown, name: "group-unknown", at: 0 }].filter(({ count }) => count);
    const total = all.reduce((sum, { count }) => sum + count, 0);
    let x = 0;
    const drawn = all.flatMap(({ count, name }) => {
      const width = (100 * count) / total;
      const middle = x + width / 2;
      x += width;
      return [
        draw("rect", { class: name, x: `${x - width}%`, width: `${width}%`, height: "100%" }),
        draw("text", { class: `${name}-text`, x: `${middle}%`, y: "50%", dy: ".35em", "text-anchor": "middle" }, inFrench(count)),
      ];
    });
    return draw("svg", { class: "group-stack", width: "100%", height: "100%", role: "img", "aria-label": name }, ...drawn);
  }

  /** How many have which percentage: columns over their numbers. @param {ResultFigures} result @param {Record<string, any>} words */
  function histogram({ tens }, words) {
    const most = Math.max(...tens, 1);
    const drawn = tens.map((count) => {
      const height = percentOf(count, most);
      const column = draw("rect", { class: "group-fill", y: `${100 - height}%`, width: "100%", height: `${height}%` });
      return make("td", {}, draw("svg", { width: "100%", height: 96, "aria-hidden": "true" }, column));
    });
    const names = tens.map((_, ten) => `${10 * ten}–${ten === tens.length - 1 ? 100 : 10 * ten + 9}`);
    const row = (/** @type {string} */ title, /** @type {string[]} */ cells) =>
      make("tr", {}, make("th", { scope: "row" }, title), ...cells.map((cell) => make("td", {}, cell)));
    return make(
      "table",
      { class: "group-columns" },
      make("caption", {}, words.histogram),
      make("tbody", {}, make("tr", {}, make("td"), ...drawn), row(words.count, tens.map(inFrench)), row(words.tranche, names)),
    );
  }

  /**
   * A bar a row, and its numbers in the cells after it. The first heading is of the labels.
   * @param {string} caption @param {string[]} headings @param {GroupRow[]} rows
   */
  function barTable(caption, [first, ...others], rows) {
    const head = [make("th", { scope: "col" }, first), make("td"), ...others.map((text) => make("th", { scope: "col" }, text))];
    const body = rows.map(({ label, chart, cells }) =>
      make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, chart), ...cells.map((cell) => make("td", {}, cell))),
    );
    return make(
      "table",
      { class: "group-rows" },
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...body),
    );
  }

  /** Counts as rows, with their share of a whole. @param {[string, number, boolean?][]} counts @param {number} whole @returns {GroupRow[]} */
  function countRows(counts, whole) {
    return counts.map(([label, count, quiet]) => {
      const percent = percentOf(count, whole);
      return { label, chart: bar(percent, quiet), cells: [inFrench(count), `${percent}\u00a0%`] };
    });
  }

  Object.assign(Autodiagnostic, { groupCharts: { inFrench, percentOf, bar, spread, stack, histogram, barTable, countRows } });
})();
