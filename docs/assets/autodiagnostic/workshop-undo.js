/** What was done last, wherever on the page, and the way to take it back. */
(() => {
  "use strict";

  const { byData, setText } = Autodiagnostic;

  /** @param {HTMLElement} section */
  function undo(section) {
    const desk = Autodiagnostic.desk(section);
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    let undone = "";

    function update() {
      const last = desk.kept.last();
      if (last) undone = "";
      setText(parts.did, last?.did ?? undone);
      parts.ways.hidden = !last && !undone;
      buttons.undo.hidden = !last;
    }

    function takeBack() {
      undone = desk.say("undo", "undone");
      desk.kept.undo();
      update();
      if (buttons.undo.hidden) buttons.close.focus();
    }

    function close() {
      undone = "";
      desk.kept.settle();
      update();
    }

    buttons.undo.addEventListener("click", takeBack);
    buttons.close.addEventListener("click", close);
    desk.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-undo": undo });
})();
