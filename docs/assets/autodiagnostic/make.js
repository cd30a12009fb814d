/** Elements built where an update needs new ones. */
(() => {
  "use strict";

  /** @param {Element} element @param {Record<string, unknown>} attributes @param {(Node | string)[]} children */
  function furnish(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children);
    return element;
  }

  /** @type {AutodiagnosticNamespace["make"]} */
  function make(tag, attributes = {}, ...children) {
    return /** @type {HTMLElement} */ (furnish(document.createElement(tag), attributes, children));
  }

  /** @type {AutodiagnosticNamespace["draw"]} */
  function draw(tag, attributes = {}, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    return /** @type {SVGElement} */ (furnish(element, attributes, children));
  }

  /** @type {AutodiagnosticNamespace["download"]} */
  function download(name, type, text) {
    const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    make("a", { href, download: name }).click();
    // The browser takes its copy a little later.
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  Object.assign(Autodiagnostic, { make, draw, download });
})();
