/** What every component does with its piece of the page. */
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

  globalThis.Autodiagnostic = Object.assign(globalThis.Autodiagnostic ?? {}, { byData, say, setText });
})();
