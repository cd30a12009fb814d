/** A model to fill in: copied as text, or printed without the page around it. */
(() => {
  "use strict";

  /** @param {HTMLElement} sheet */
  function start(sheet) {
    const { text = "", copied = "", refused = "" } = sheet.dataset;
    const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (sheet.querySelector(selector));
    const said = find("[role=status]");

    async function copy() {
      // Said twice in a row, the same words would not be heard.
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = copied;
      } catch {
        getSelection()?.selectAllChildren(find(".sheet-paper"));
        said.textContent = refused;
      }
    }

    function printAlone() {
      sheet.dataset.printed = "";
      addEventListener("afterprint", () => delete sheet.dataset.printed, { once: true });
      print();
    }

    find("[data-part=copy]").addEventListener("click", copy);
    find("[data-part=print]").addEventListener("click", printAlone);
  }

  Object.assign(Autodiagnostic.modules, { sheet: start });
})();
