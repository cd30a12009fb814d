/** Each commune's private sheet: a letter to print and to hand over, the one thing that bears its name. */
(() => {
  "use strict";

  const { make, overall, score, levelIn, inWords, today } = Autodiagnostic;
  const ACTIONS = 3;

  /** @param {Desk} desk @param {Place} commune */
  function groupSheet(desk, commune) {
    const { answers } = commune.participant;
    const whole = overall(desk.report, desk.definitions, answers);
    /** @param {string} name @param {Record<string, any>} [values] */
    const say = (name, values) => desk.say("sheet", name, values);
    const name = desk.called(commune, true);
    return make(
      "article",
      { class: "group-sheet" },
      make("h2", {}, say("title", { name })),
      ...verdict(whole),
      make("h3", {}, say("missing")),
      missing(whole),
      make("h3", {}, say("first")),
      actions(whole),
      make("h3", {}, say("themes")),
      themes(),
      make("p", {}, say("after")),
      make("p", { class: "group-made" }, say("made", { date: inWords(desk.session.date || today()) })),
    );

    /** @param {Result} result */
    function verdict(result) {
      const { sums, percent, low, high, remaining } = result;
      const { shown } = levelIn(result, desk.title, (ends) => say("range", ends));
      const n = remaining.length;
      const level = make("p", { class: "group-level" }, shown);
      if (percent === null) return [level];
      const numbers = say("numbers", { ...sums, n: sums.points, percent });
      const open = low === high ? "" : say(n ? "remaining" : "unverified", { n, low, high });
      return [level, make("p", {}, [numbers, open].filter(Boolean).join(" "))];
    }

    /** @param {Result} result */
    function missing({ essentials: { below, to_check } }) {
      const rows = Object.entries({ below, to_check }).flatMap(([state, keys]) =>
        keys.map((key) => make("li", {}, make("b", {}, say(state)), " ", desk.questions.get(key)?.text ?? key)),
      );
      return rows.length ? make("ul", {}, ...rows) : make("p", {}, say("none_missing"));
    }

    /** @param {Result} result */
    function actions(result) {
      const first = result.actions.slice(0, ACTIONS).map(({ key, advice }) => desk.advice(`${key}/${advice}`));
      const rows = first.filter((one) => one !== undefined);
      for (const link of rows.flatMap((row) => [...row.querySelectorAll("[data-part=facts] a")])) link.remove();
      return rows.length ? make("ol", {}, ...rows) : make("p", {}, say("no_action"));
    }

    function themes() {
      const rows = desk.themes.flatMap(({ title, levels, definition }) => {
        const result = score(definition, answers);
        const { sums, percent, answered, applicable } = result;
        if (percent === null) return [];
        const { shown } = levelIn(result, (level) => levels[String(level)] ?? desk.title(level), (ends) => say("range", ends));
        const cells = [say("of", { ...sums, percent }), shown, say("answered_of", { answered, applicable })];
        return [make("tr", {}, make("th", { scope: "row" }, title), ...cells.map((cell) => make("td", {}, cell)))];
      });
      const head = ["theme", "score", "level", "answered"].map((part) => make("th", { scope: "col" }, say(part)));
      return make("table", { class: "group-rows" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
    }
  }

  /** @param {Record<string, HTMLInputElement>} parts @param {Desk} desk @param {(what: string) => void} print */
  function groupSheets(parts, desk, print) {
    parts.hand.addEventListener("click", () => {
      const whose = parts.whose.value;
      const chosen = desk.places().filter(({ id, participant }) => (whose ? id === whose : Object.keys(participant.answers).length));
      parts.sheets.replaceChildren(...chosen.map((commune) => groupSheet(desk, commune)));
      addEventListener("afterprint", () => parts.sheets.replaceChildren(), { once: true });
      print("sheets");
    });

    /** @param {Place[]} communes */
    return function list(communes) {
      const all = make("option", { value: "" }, desk.say("picture", "sheets_all", { n: communes.length }));
      const before = parts.whose.value;
      parts.whose.replaceChildren(all, ...communes.map((one) => make("option", { value: one.id }, desk.called(one, desk.named))));
      parts.whose.value = communes.some(({ id }) => id === before) ? before : "";
    };
  }

  Object.assign(Autodiagnostic, { groupSheets });
})();
