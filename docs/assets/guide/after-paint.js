// The page is read before anything in it moves: on a slow line, scripts fetched earlier would take their share of it from
// the text. Once the first picture of the page stands, they run in their order; then their template goes. Opened as a
// file, a page needs some more, before them.
requestAnimationFrame(() => setTimeout(() => {
  /** @type {NodeListOf<any>} */
  const templates = document.querySelectorAll(`[data-for="${location.protocol}"], #guide-scripts`);
  for (const { content } of templates) {
    for (const script of content.children) {
      const copy = document.body.appendChild(document.createElement("script"));
      copy.async = false;
      copy.src = script.getAttribute("src");
    }
  }
  document.body.lastElementChild?.addEventListener("load", () => {
    document.getElementById("guide-scripts")?.remove();
    // Last of all, the browser is asked to keep the guide (service-worker.js), and the page's foot says what came of it.
    // Not where data is to be spared, nor where an author is at work (make serve); opened as a file, it refuses.
    /** @type {any} */
    const kept = document.getElementById("guide-kept");
    if (kept && !navigator.connection?.saveData) navigator.serviceWorker?.register(kept.dataset.src).then(
      async ({ waiting }) => {
        kept.rel = "manifest";
        await navigator.serviceWorker.ready;
        document.getElementById(waiting ? "guide-newer" : "guide-whole")?.removeAttribute("hidden");
      },
      () => {},
    );
  });
}));
