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

  Object.assign(Autodiagnostic, { make, draw });
})();
