/** To come. */
(() => {
  "use strict";

  /** @param {HTMLElement} section */
  function start(section) {
    Autodiagnostic.desk(section);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-communes": start });
})();
