/** Starts each component once. One that fails shows its version without script, and never stops the next. */
(() => {
  "use strict";

  const started = new Set();

  function start() {
    for (const element of document.querySelectorAll(/** @type {"form"} */ ("[data-module]"))) {
      if (started.has(element)) continue;
      started.add(element);
      try {
        Autodiagnostic.modules[String(element.dataset.module)](element);
        element.dataset.ready = "";
      } catch (error) {
        element.dataset.failed = String(error);
      }
    }
  }

  start();
  if (typeof document$ !== "undefined") document$.subscribe(start);
})();
