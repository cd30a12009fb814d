/** The session as a whole: its name, its questionnaires, its files; and how to erase it. */
(() => {
  "use strict";

  const { byData, setText, inWords, today, slug, fileName, download } = Autodiagnostic;
  const { readSession, writeSession, mergeSessions, allCards, csvText, sessionTable } = Autodiagnostic;

  /** @param {HTMLElement} section */
  function head(section) {
    const desk = Autodiagnostic.desk(section);
    const { kept } = desk;
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    const boxes = byData(section, "questionnaire");
    /** @type {Session | undefined} */
    let other;

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return desk.say("head", name, values);
    }

    /** Said twice in a row, the same words would not be heard. @param {HTMLElement} part @param {string} text */
    function tell(part, text) {
      part.textContent = "";
      part.textContent = text;
    }

    function update() {
      const { name, date, questionnaires } = desk.session;
      for (const [part, value] of /** @type {const} */ ([["name", name], ["date", date]]))
        if (parts[part].value.trim() !== value) parts[part].value = value;
      for (const [id, box] of Object.entries(boxes)) box.checked = questionnaires.includes(id);
      const day = inWords(date);
      setText(parts.printed, name && day ? say("printed", { name, date: day }) : name || (day && say("printed_date", { date: day })));
      const isNew = kept.state === "kept" && !kept.written();
      setText(parts.state, say(isNew ? "state_new" : `state_${kept.state}`));
      parts.state.toggleAttribute("data-trouble", !/kept|shared/.test(kept.state));
      setText(parts.lost, say("lost", held(desk.session)));
      parts.ask.hidden = isNew && !/damaged|newer/.test(kept.state);
    }

    /** In words. @param {Session} session */
    function held(session) {
      const counts = Object.values(allCards(session)).flatMap((options) => Object.values(options));
      const cards = counts.reduce((sum, one) => sum + one, 0);
      const communes = Object.keys(session.participants).length;
      return { communes: say("communes", { n: communes }), cards: say("cards", { n: cards }) };
    }

    /** @param {Session} session */
    function titleOf({ name, date }) {
      return name || (inWords(date) ? say("unnamed_on", { date: inWords(date) }) : say("unnamed"));
    }

    // Out.

    /** @param {string} ending @param {string} type @param {(session: Session) => string} written */
    function out(ending, type, written) {
      const file = fileName("seance", slug(desk.session.name), desk.session.date || today(), ending);
      download(file, type, written(parts.names.checked ? withoutSecrets(desk.session) : nameless(desk.session)));
      tell(parts.said, say("saved", { file }));
    }

    /** The names of those that are anonymous go nowhere. @param {Session} session */
    function withoutSecrets(session) {
      return renamed(session, ({ name, anonymous }) => (anonymous ? "" : name));
    }

    /** @param {Session} session */
    function nameless(session) {
      return renamed(session, () => "");
    }

    /** @param {Session} session @param {(one: Participant) => string} called @returns {Session} */
    function renamed(session, called) {
      const all = Object.entries(session.participants).map(([id, one]) => [id, { ...one, name: called(one) }]);
      return { ...session, participants: Object.fromEntries(all) };
    }

    // In.

    async function chosen() {
      const [file] = parts.file.files ?? [];
      if (!file) return;
      const content = await file.arrayBuffer().catch(() => new ArrayBuffer(0));
      parts.file.value = ""; // So that the same one can be chosen again.
      leave();
      const found = readSession(content, desk.definitions);
      if ("error" in found) return tell(parts.fault, faultIn(found, content));
      other = found.session;
      setText(parts.holds, say("holds", { name: titleOf(other), ...held(other) }));
      parts.panel.hidden = false;
      parts.other.focus();
    }

    /** @param {Fault} fault @param {ArrayBuffer} content */
    function faultIn({ error, values }, content) {
      if (error === "too-large") return say("too_large");
      if (error !== "not-a-document") return desk.say("faults", error, values);
      const isDocument = !("error" in Autodiagnostic.readDocument(content, desk.definitions));
      return say(isDocument ? "a_commune" : "not_a_session");
    }

    /** @param {"merged" | "replaced"} did @param {(mine: Session, theirs: Session) => Session} made */
    function takeIn(did, made) {
      const theirs = other;
      if (!theirs) return;
      desk.change((mine) => made(mine, theirs), say(did));
      leave();
      parts.heading.focus();
    }

    function leave() {
      other = undefined;
      parts.panel.hidden = true;
      setText(parts.fault, "");
    }

    // Erased.

    function erase() {
      parts.ask.removeAttribute("open");
      const done = kept.erase();
      tell(parts.said, say(done ? "erased" : "not_erased"));
      parts.heading.focus();
    }

    function keep() {
      parts.ask.removeAttribute("open");
      parts.erase.focus();
    }

    /** @param {"name" | "date"} field */
    function typed(field) {
      const value = parts[field].value.trim();
      if (value !== desk.session[field]) desk.change((session) => ({ ...session, [field]: value }));
    }

    function chosenInPlay() {
      const ids = Object.keys(boxes).filter((id) => boxes[id].checked);
      desk.change((session) => ({ ...session, questionnaires: ids }));
    }

    parts.name.addEventListener("input", () => typed("name"));
    parts.date.addEventListener("change", () => typed("date"));
    for (const box of Object.values(boxes)) box.addEventListener("change", chosenInPlay);
    parts.file.addEventListener("change", chosen);
    const acts = {
      save: () => out("json", "application/json", writeSession),
      table: () => out("csv", "text/csv", (session) => csvText(sessionTable(session, desk))),
      open: () => parts.file.click(),
      merge: () => takeIn("merged", mergeSessions),
      replace: () => takeIn("replaced", (_, theirs) => theirs),
      ...{ leave, keep, erase },
    };
    for (const [name, act] of Object.entries(acts)) buttons[name].addEventListener("click", act);
    desk.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-head": head });
})();
