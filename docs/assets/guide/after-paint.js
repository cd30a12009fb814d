// The page is read before anything in it moves: on a slow line, scripts fetched earlier would take their share of it from
// the text. Once the first picture of the page stands, they run in their order; then their template goes. Opened as a
// file, a page needs some more, before them.
requestAnimationFrame(() => setTimeout(() => {
  /** @type {NodeListOf<HTMLTemplateElement>} */
  const templates = document.querySelectorAll(`[data-for="${location.protocol}"], #guide-scripts`);
  for (const { content } of templates) {
    for (const script of content.children) {
      const src = script.getAttribute("src");
      document.body.append(Object.assign(document.createElement("script"), { src, async: false }));
    }
  }
  document.body.lastElementChild?.addEventListener("load", () => document.getElementById("guide-scripts")?.remove());
}));
