// The page is read before anything in it moves: on a slow line, scripts fetched earlier would take their share of it from
// the text. Once the first picture of the page stands, they run in their order; then their template goes.
requestAnimationFrame(() => setTimeout(() => {
  const waiting = /** @type {HTMLTemplateElement} */ (document.getElementById("guide-scripts"));
  for (const script of waiting.content.querySelectorAll("script")) {
    const src = script.getAttribute("src");
    document.body.append(Object.assign(document.createElement("script"), { src, async: false }));
  }
  document.body.lastElementChild?.addEventListener("load", () => waiting.remove());
}));
