/**
 * Starts each component once, and lets the browser draw and listen between two. One that fails shows its version without
 * script, and never stops the next.
 */
(() => {
  "use strict";

  const started = new Set();

  /** @param {HTMLElement} element */
  function start(element) {
    try {
      Autodiagnostic.modules[String(element.dataset.module)](element);
      element.dataset.ready = "";
    } catch (error) {
      element.dataset.failed = String(error);
    }
  }

  function startAll() {
    for (const element of document.querySelectorAll(/** @type {"form"} */ ("[data-module]"))) {
      if (started.has(element)) continue;
      started.add(element);
      setTimeout(start, 0, element);
    }
  }

  startAll();
  if (typeof document$ !== "undefined") document$.subscribe(startAll);
})();
