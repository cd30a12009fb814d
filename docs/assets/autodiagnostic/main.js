/** Starts each component once. One that fails shows its version without script, and never stops the next. */
(() => {
  "use strict";

  const started = new Set();
  /** @type {HTMLElement[]} */
  const waiting = [];
  // Where navigation is instant the address changes, and what relative addresses mean with it.
  const base = document.baseURI;

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

  /** Fetches the scripts that wait for a component, if any do. @param {string} name */
  function fetched(name) {
    /** @type {HTMLTemplateElement | null} */
    const template = document.querySelector(`template[data-for~="${name}"]`);
    if (!template) return true;
    const scripts = [...template.content.querySelectorAll("script")];
    template.content.replaceChildren();
    let left = scripts.length;
    const arrived = () => {
      if (!--left) template.remove();
      start();
    };
    for (const script of scripts) {
      const src = new URL(String(script.getAttribute("src")), base).href;
      const own = { src, async: false, onload: arrived, onerror: arrived };
      document.body.append(Object.assign(document.createElement("script"), own));
    }
    return false;
  }

  function start() {
    const idle = !waiting.length;
    for (const element of document.querySelectorAll(/** @type {"form"} */ ("[data-module]"))) {
      const name = String(element.dataset.module);
      if (started.has(element) || !(Autodiagnostic.modules[name] || fetched(name))) continue;
      started.add(element);
      waiting.push(element);
    }
    if (idle && waiting.length) startNext();
  }

  start();
  if (location.protocol === "file:" && document.querySelector("form[data-definition]")) fetched("handover");
  if (typeof document$ !== "undefined") document$.subscribe(start);
})();
