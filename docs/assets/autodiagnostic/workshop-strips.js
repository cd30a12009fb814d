/** Strips typed by the trainer, a row a commune: nothing that is wrong enters the group. */
(() => {
  "use strict";

  const { byData, setText, make, newId, today } = Autodiagnostic;
  const { strip, stripPrefix, stripQuestions, stripPoints, stripLine, withLine, writtenStrips } = Autodiagnostic;

  /** @typedef {{ id: string, item: HTMLElement, label: HTMLElement, lines: Map<string, StripLineView>, made: unknown[], faults: Map<string, string> }} Row */

  /** @param {HTMLElement} section */
  function strips(section) {
    const desk = Autodiagnostic.desk(section);
    const parts = byData(section, "part");
    /** @type {Map<string, Row>} */
    let rows = new Map();
    /** The row after the last one, which becomes a commune with its first digit. */
    let nextId = newId();
    /** What was said to be wrong. */
    let announced = new Set();

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return desk.say("strips", name, values);
    }

    /** Of the questionnaires in play that have one. @returns {StripSheet[]} */
    function sheets() {
      return desk.inPlay().flatMap(({ title, texts, definition }) => {
        if (strip(definition, {}) === null) return [];
        return [{ title, texts, definition, prefix: stripPrefix(definition), most: mostPoints(definition) }];
      });
    }

    /** @param {Definition} definition */
    function mostPoints(definition) {
      const best = stripQuestions(definition).map(({ key, options = [] }) => [key, options.reduce((a, b) => (Number(b.points) > Number(a.points) ? b : a)).id]);
      return Number(stripPoints(definition, Object.fromEntries(best)).split("/")[1]);
    }

    /** The strips' rows, then an empty one. @returns {Place[]} */
    function places() {
      const all = desk.places();
      const number = Math.max(0, ...all.map((place) => place.number)) + 1;
      const own = all.filter(({ participant: { from } }) => from === "strips");
      if (nextId in desk.session.participants) nextId = newId();
      return [...own, { id: nextId, number, participant: blank(number) }];
    }

    /** @param {number} number @returns {Participant} */
    function blank(number) {
      return { number, name: "", anonymous: true, from: "strips", date: today(), answers: {}, lines: {} };
    }

    // What is shown.

    function update() {
      const present = sheets();
      parts.none.hidden = present.length > 0;
      updatePrefixes(present);
      const known = rows;
      rows = new Map(places().map((place, at) => [place.id, shown(place, at + 1, present, known.get(place.id))]));
      Autodiagnostic.fillList(parts.rows, present.length ? [...rows.values()].map(({ item }) => item) : []);
      updateFaults();
    }

    /** @param {StripSheet[]} present */
    function updatePrefixes(present) {
      const made = present.map(({ prefix }) => prefix).join(" ");
      if (parts.prefixes.dataset.made === made) return;
      parts.prefixes.dataset.made = made;
      const items = present.map(({ title, prefix, definition }) => {
        const told = say("digits", { n: stripQuestions(definition).length });
        return make("div", {}, make("dt", {}, title), make("dd", {}, make("code", {}, prefix), " ", told));
      });
      parts.prefixes.replaceChildren(...items);
    }

    /** @param {Place} place @param {number} number @param {StripSheet[]} present @param {Row} [known] @returns {Row} */
    function shown(place, number, present, known) {
      const { id, participant } = place;
      const commune = desk.called(place, desk.named);
      const focused = section.contains(document.activeElement) && known?.item.contains(document.activeElement);
      const made = [participant.lines, participant.answers, number, commune, present.map(({ prefix }) => prefix).join(" ")];
      if (known && !focused && known.made.every((one, at) => one === made[at])) return known;
      const row = known ?? newRow(id);
      row.made = made;
      setText(row.label, commune);
      const lines = new Map(present.map((sheet) => [sheet.prefix, row.lines.get(sheet.prefix) ?? newLine(id, sheet)]));
      if ([...lines.keys()].join() !== [...row.lines.keys()].join())
        row.item.lastElementChild?.replaceChildren(...[...lines.values()].map(({ element }) => element));
      row.lines = lines;
      row.faults = new Map();
      for (const { prefix, definition } of present) {
        const fault = lines.get(prefix)?.show(stripLine(definition, participant, prefix), { number, commune });
        if (fault) row.faults.set(prefix, fault);
      }
      return row;
    }

    /** @param {string} id @returns {Row} */
    function newRow(id) {
      const label = make("span", { class: "workshop-commune" });
      return { id, item: make("li", {}, label, make("div", { class: "workshop-lines" })), label, lines: new Map(), made: [], faults: new Map() };
    }

    /** @param {string} id @param {StripSheet} sheet */
    function newLine(id, sheet) {
      return Autodiagnostic.stripLineView(sheet, {
        say,
        several: () => sheets().length > 1,
        typed: (definition, line) => typed(id, definition, sheet.prefix, line),
        leave,
        climb,
        pasted: (text) => pasted(id, text),
        judge: update,
      });
    }

    /** What is wrong stays in sight until it is mended or put aside; what is newly wrong is said. */
    function updateFaults() {
      const all = [...rows.values()].flatMap((row) => [...row.faults].map(([prefix, text]) => ({ row, prefix, text })));
      const texts = all.map(({ text }) => text);
      parts.mend.hidden = !all.length;
      setText(parts.mend_title, say("mend", { n: all.length }));
      if (parts.faults.dataset.made !== texts.join("\n")) {
        parts.faults.dataset.made = texts.join("\n");
        parts.faults.replaceChildren(...all.map(({ row, prefix, text }) => faultItem(row, prefix, text)));
      }
      const fresh = texts.filter((text) => !announced.has(text));
      announced = new Set(texts);
      if (fresh.length) parts.alert.textContent = fresh.join(". ");
      else if (!texts.length) setText(parts.alert, "");
      const counted = [...rows.values()].reduce((n, row) => n + [...row.lines.values()].filter(({ element }) => element.dataset.state === "right").length, 0);
      setText(parts.counted, counted ? say("counted", { n: counted }) : "");
    }

    /** @param {Row} row @param {string} prefix @param {string} text */
    function faultItem(row, prefix, text) {
      const title = sheets().find((sheet) => sheet.prefix === prefix)?.title;
      const line = [...rows.keys()].indexOf(row.id) + 1;
      const go = make("button", { type: "button", class: "workshop-link", "aria-label": say("go_it", { line, title }) }, say("go"));
      go.addEventListener("click", () => row.lines.get(prefix)?.focusFault());
      return make("li", {}, `${text}. `, go);
    }

    // What is typed.

    /** @param {string} id @param {Definition} definition @param {string} prefix @param {StripLine} line */
    function typed(id, definition, prefix, line) {
      const others = sheets().map((sheet) => sheet.definition);
      const { number } = /** @type {Place} */ (places().find((place) => place.id === id) ?? { number: 1 });
      desk.change((session) => {
        const before = session.participants[id] ?? blank(number);
        const after = withLine(before, definition, prefix, line, others);
        return { ...session, participants: { ...session.participants, [id]: after } };
      });
    }

    function allLines() {
      return [...rows.values()].flatMap(({ lines }) => [...lines.values()]);
    }

    /** To the next line, or the one before. @param {StripLineView} view @param {number} by */
    function leave(view, by) {
      const all = allLines();
      all[all.indexOf(view) + by]?.focus(by < 0 ? -1 : 0);
    }

    /** To the same cell of the row above or below. @param {StripLineView} view @param {number} at @param {number} by */
    function climb(view, at, by) {
      const all = allLines();
      const width = sheets().length;
      all[all.indexOf(view) + by * width]?.focus(at);
    }

    /** Whole strips, each to its own line; those of a questionnaire that comes again, to the next rows. @param {string} id @param {string} text */
    function pasted(id, text) {
      const written = writtenStrips(text);
      if (!written.length) return false;
      const present = sheets();
      /** @type {string[]} */
      const faults = [];
      /** @type {Map<string, number>} */
      const met = new Map();
      const start = [...rows.keys()].indexOf(id);
      for (const one of written) {
        const sheet = present.find(({ definition }) => definition.id === one.id);
        if (!sheet) faults.push(say("not_in_play", { found: one.named }));
        else if (sheet.prefix !== one.named) faults.push(say("other_paper", { found: one.named, expected: sheet.prefix }));
        else {
          const down = met.get(one.id) ?? 0;
          met.set(one.id, down + 1);
          [...rows.values()][start + down]?.lines.get(sheet.prefix)?.fill(one);
          update(); // The row after the last one is there for the next strip.
        }
      }
      parts.pasted.replaceChildren(...faults.map((fault) => make("p", {}, fault)));
      return true;
    }

    desk.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-strips": strips });
})();
