/** Days as they are kept, and as they are read. */
(() => {
  "use strict";

  function today() {
    const now = new Date();
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  const long = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" });

  /** @param {string} date */
  function inWords(date) {
    // A day without a time would be taken for midnight in Greenwich.
    const moment = new Date(/^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T12:00` : date);
    return isNaN(Number(moment)) ? "" : long.format(moment).replace(/^1 /, "1er ");
  }

  Object.assign(Autodiagnostic, { today, inWords });
})();
