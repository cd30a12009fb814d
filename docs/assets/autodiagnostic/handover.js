/**
 * From a USB key, some browsers keep what each page is told for that page alone: links to the report then take it along
 * in their fragment, which the report shows and asks about. Fetched on file: only, by pages that ask something.
 */
(() => {
  "use strict";

  const { store, writeLink } = Autodiagnostic;
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll("form[data-definition]");
  const read = [...forms].map(({ dataset }) => JSON.parse(String(dataset.definition)));
  const definitions = Object.fromEntries(read.map((definition) => [definition.id, definition]));
  /** @type {HTMLAnchorElement[]} */
  const links = [...document.querySelectorAll(/** @type {"a"} */ ('a[data-report], a[href$="bilan.html"]'))];
  let written = Promise.resolve();

  /** The addresses themselves, so that a link opened in another tab takes the answers along too. */
  async function write() {
    const something = Object.keys(store.kept.answers).length > 0;
    // Whatever in it is unsound is left out.
    const kept = /** @type {any} */ (store.kept);
    const fragment = something ? await writeLink(kept, definitions) : "";
    for (const link of links) link.hash = fragment;
  }

  function update() {
    written = written.then(write);
    return true;
  }

  /** Writing takes a moment, and the last answer is not to be left behind. @param {MouseEvent} event */
  async function follow(event) {
    const link = links.find((link) => event.target instanceof Node && link.contains(event.target));
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await written;
    location.assign(link.href);
  }

  update();
  store.subscribe(update);
  document.addEventListener("click", follow);
})();
