/** Starts each component once. One that fails shows its version without script, and never stops the next. */
(() => {
  "use strict";

  const started = new Set();
  /** @type {HTMLElement[]} */
  const waiting = [];

  function startNext() {
    const element = waiting[0];
    try {
      Autodiagnostic.modules[String(element.dataset.module)](element);
      element.dataset.ready = "";
    } catch (error) {
      element.dataset.failed = String(error);
    }
    waiting.shift();
    // Once this one is drawn: a page of many forms would stand still if all were drawn at once.
    if (waiting.length) requestAnimationFrame(() => setTimeout(startNext));
  }

  function start() {
    const idle = !waiting.length;
    for (const element of document.querySelectorAll(/** @type {"form"} */ ("[data-module]"))) {
      if (!started.has(element)) waiting.push(element);
      started.add(element);
    }
    if (idle && waiting.length) startNext();
  }

  start();
  if (typeof document$ !== "undefined") document$.subscribe(start);
})();
