/** Files that a person chooses with a button, or drops on a section of the page. */
(() => {
  "use strict";

  /** @type {AutodiagnosticNamespace["fileDrop"]} */
  function fileDrop(section, receive) {
    const { files, drop } = Autodiagnostic.byData(section, "part");
    const { open } = Autodiagnostic.byData(section, "action");

    function chosen() {
      const all = [...(files.files ?? [])];
      files.value = ""; // So that the same ones can be chosen again.
      receive(all);
    }

    /** @param {DragEvent} event */
    function dragged(event) {
      const over = event.type === "dragover" && Boolean(event.dataTransfer?.types.includes("Files"));
      if (over) event.preventDefault();
      drop.toggleAttribute("data-over", over);
    }

    /** @param {DragEvent} event */
    function dropped(event) {
      dragged(event);
      const all = [...(event.dataTransfer?.files ?? [])];
      if (!all.length) return;
      event.preventDefault();
      receive(all);
    }

    open.addEventListener("click", () => files.click());
    files.addEventListener("change", chosen);
    section.addEventListener("dragover", dragged);
    section.addEventListener("dragleave", dragged);
    section.addEventListener("drop", dropped);
  }

  Object.assign(Autodiagnostic, { fileDrop });
})();
