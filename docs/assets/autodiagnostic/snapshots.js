/** The answers kept from one time to the next, by moment. What is stored may come from elsewhere: nothing of it is believed. */
(() => {
  "use strict";

  const { store, carried, inWords } = Autodiagnostic;

  /** Today's answers, among the moments to compare. */
  const NOW = "";

  /** Days in words, which take time to write. @type {Map<string, string>} */
  const days = new Map();

  /** @param {string} moment */
  function day(moment) {
    const known = days.get(moment) ?? inWords(moment);
    days.set(moment, known);
    return known;
  }

  /** From the first to the last. */
  function moments() {
    return Object.keys(store.kept.snapshots).sort();
  }

  /** @param {string} moment @returns {KeptSnapshot} */
  function snapshot(moment) {
    const { name, answers, fingerprint, told } = Object(store.kept.snapshots[moment]);
    return { name: typeof name === "string" ? name : "", answers: Object(answers), fingerprint, told };
  }

  /** @param {string} moment */
  function answersOf(moment) {
    return moment === NOW ? store.kept.answers : snapshot(moment).answers;
  }

  /** "9 h 15", in the person's own time zone. @param {string} moment */
  function hour(moment) {
    const date = new Date(moment);
    return `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, "0")}`;
  }

  /** The day in words, and the hour where another was kept that day. @param {Board} board @param {string} moment */
  function when(board, moment) {
    const date = day(moment);
    const shared = moments().filter((other) => day(other) === date).length > 1;
    return shared && date ? board.say("rounds", "moment", { date, hour: hour(moment) }) : date || moment;
  }

  /** Of all that the figures depend on. @param {Board} board */
  function fingerprint({ themes }) {
    // The format gives it 300 characters, which is 33 themes.
    return themes.map(({ definition }) => definition.fingerprint).join("-").slice(0, 300);
  }

  /** Whether a snapshot was counted as today. @param {Board} board @param {string} moment */
  function counted(board, moment) {
    return snapshot(moment).fingerprint === fingerprint(board);
  }

  /** Whether two moments hold the same answers. @param {Board} board @param {string} one @param {string} other */
  function alike(board, one, other) {
    const [first, second] = [one, other].map((moment) => {
      const answers = carried(board.definitions, answersOf(moment));
      return JSON.stringify(Object.keys(answers).sort().map((key) => [key, answers[key]]));
    });
    return first === second;
  }

  Object.assign(Autodiagnostic, { snapshots: { NOW, moments, snapshot, answersOf, when, alike, fingerprint, counted } });
})();
