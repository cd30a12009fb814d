/** Where the commune stands. */
(() => {
  "use strict";

  /** @param {HTMLElement} section */
  function picture(section) {
    const board = Autodiagnostic.board(section);
    board.follow(section, () => {});
  }

  Autodiagnostic.modules = { ...Autodiagnostic.modules, picture };
})();
