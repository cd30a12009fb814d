/** The scripts' namespace, with what every component does with its piece of the page. */
(() => {
  "use strict";

  /** Elements by the value of their data-<name>. @param {ParentNode} root @param {string} name */
  function byData(root, name) {
    const found = root.querySelectorAll(/** @type {"input"} */ (`[data-${name}]`));
    return Object.fromEntries([...found].map((element) => [element.dataset[name] ?? "", element]));
  }

  /** Words with their gaps filled. @param {Words} words @param {Record<string, any>} values with `n`, which decides */
  function say(words, values = {}) {
    const form = typeof words === "string" ? words : values.n < 2 ? words.one : words.other;
    return form.replace(/\{(\w+)\}/g, (_, gap) => values[gap]);
  }

  /** Writing the same words again would cost their layout. @param {Element} element @param {string} text */
  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /** What is in its place stays there. @param {Element} list @param {Element[]} items */
  function fillList(list, items) {
    const stay = new Set(items);
    for (const item of [...list.children]) if (!stay.has(item)) item.remove();
    items.forEach((item, place) => {
      if (item !== list.children[place]) list.insertBefore(item, list.children[place] ?? null);
    });
  }

  /**
   * Which level to name, or what stands in its place; while questions remain, a range, and no one level.
   * @param {Result} result @param {(verdict: string | null) => string} title
   * @param {(ends: Record<string, string>) => string} between
   */
  function levelIn({ remaining, level, level_low, level_high, instead_of_level }, title, between) {
    const isRange = remaining.length > 0 && level_low !== level_high;
    const verdict = isRange ? null : (instead_of_level ?? level);
    const shown = isRange ? between({ low: title(level_low), high: title(level_high) }) : title(verdict);
    return { isRange, verdict, shown };
  }

  /** Where a result stands among the levels. @param {Record<string, Element>} parts @param {Result} result */
  function showScale({ scale, interval, mark }, { percent, low, high, instead_of_level }) {
    scale.toggleAttribute("hidden", instead_of_level !== null);
    interval.setAttribute("x", `${low ?? 0}%`);
    interval.setAttribute("width", `${Number(high) - Number(low)}%`);
    mark.setAttribute("cx", `${percent ?? 0}%`);
    mark.setAttribute("r", percent === null ? "0" : "8");
  }

  const shared = { byData, say, setText, fillList, levelIn, showScale };
  globalThis.Autodiagnostic = /** @type {AutodiagnosticNamespace} */ ({ modules: {}, ...shared });
})();
