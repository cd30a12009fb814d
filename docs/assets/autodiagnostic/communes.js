/** Whose report this is, and the files of the other communes. */
(() => {
  "use strict";

  const { store, files, byData, make, setText, today, inWords } = Autodiagnostic;

  /** @param {HTMLElement} section */
  function communes(section) {
    const board = Autodiagnostic.board(section);
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    /** Whose name is asked for. */
    let { file: asked } = store;

    /** @param {string} name @param {Record<string, unknown>} [values] */
    function say(name, values) {
      return board.say("communes", name, values);
    }

    /** @param {{ name: string, readable?: boolean }} commune */
    function called({ name, readable = true }) {
      return name || say(readable ? "unnamed" : "unreadable");
    }

    /** Said twice in a row, the same words would not be heard. @param {string} [text] */
    function tell(text = "") {
      parts.said.textContent = "";
      parts.said.textContent = text;
    }

    // What is shown.

    /** @param {string[]} [keys] what has changed */
    function update(keys = ["commune"]) {
      if (!keys.includes("commune")) return;
      const { commune } = store.kept;
      if (asked !== store.file) name(false);
      setText(parts.heading, commune ? say("commune", { commune }) : say("unnamed"));
      setText(buttons.rename, say(commune ? "rename" : "name"));
      setText(parts.date, say("on", { date: inWords(today()) }));
      parts.invitation.hidden = commune !== "";
      const taken = files.taken();
      setText(parts.taken, taken ? say(taken.did, { name: called(taken) }) : "");
      parts.undoing.hidden = !taken;
      updateList();
    }

    /** What is folded is written when it is about to be unfolded. */
    function updateList(isOpen = parts.others.hasAttribute("open")) {
      const all = files.list();
      const n = all.length;
      setText(parts.count, say("others", { n }));
      setText(parts.lost, say("lost", { n, names: all.map(called).join(", ") }));
      if (!isOpen) return;
      const focused = section.ownerDocument.activeElement?.getAttribute("data-button");
      parts.list.replaceChildren(...all.map(entry));
      if (focused) focusButton(focused);
    }

    /** @param {CommuneFile} commune */
    function entry(commune) {
      const { file, answers, measured, written, readable } = commune;
      const isShown = file === store.file;
      const name = called(commune);
      const facts = [readable && say("answers", { n: answers })];
      if (inWords(measured)) facts.push(say("measured", { date: inWords(measured) }));
      if (isShown) facts.push(say("current"));
      /** @type {[string, () => void][]} */
      const acts = [];
      if (!isShown) acts.push(["open", () => open(commune)]);
      if (readable) acts.push(["duplicate", () => duplicate(commune)]);
      if (written) acts.push(["remove", () => remove(commune)]);
      const told = make("small", {}, facts.filter(Boolean).join(" · "));
      return make(
        "li",
        { "aria-current": isShown && "true" },
        make("span", { class: "communes-file" }, make("b", {}, name), " ", told),
        make("span", {}, ...acts.map(([act, run]) => button(act, name, file, run))),
      );
    }

    /** @param {string} act @param {string} name @param {string} file @param {() => void} run */
    function button(act, name, file, run) {
      const label = say(`${act}_it`, { name });
      const made = make("button", { type: "button", "aria-label": label, "data-button": `${act} ${file}` }, say(act));
      made.addEventListener("click", run);
      return made;
    }

    /** @param {string} name @returns {boolean} */
    function focusButton(name) {
      const found = byData(parts.list, "button")[name];
      found?.focus();
      return Boolean(found);
    }

    // What is done.

    /** Says how it went. @param {unknown} done @param {string} [text] */
    function told(done, text) {
      tell(done ? text : say("refused"));
      update();
      return done;
    }

    /** @param {CommuneFile} commune */
    function open(commune) {
      if (told(files.open(commune.file), say("opened", { name: called(commune) }))) parts.heading.focus();
    }

    /** @param {CommuneFile} commune */
    function duplicate({ file }) {
      const copy = files.duplicate(file, say("copy"));
      if (told(copy, say("duplicated"))) focusButton(`open ${copy}`);
    }

    /** @param {CommuneFile} commune */
    function remove({ file }) {
      if (told(files.remove(file))) buttons.undo.focus();
    }

    function create() {
      if (told(files.create(), say("created"))) ask();
    }

    function undo() {
      if (told(files.undo(), say("undone"))) parts.heading.focus();
    }

    function drop() {
      if (told(files.drop())) parts.heading.focus();
    }

    function forget() {
      parts.ask.removeAttribute("open");
      if (told(files.forget(), say("erased"))) parts.heading.focus();
    }

    function keep() {
      parts.ask.removeAttribute("open");
      parts.erase.focus();
    }

    // The name.

    /** Shows its field, or its button. @param {boolean} asks */
    function name(asks) {
      asked = store.file;
      parts.naming.hidden = !asks;
      buttons.rename.hidden = asks;
    }

    function ask() {
      name(true);
      parts.name.value = store.kept.commune;
      parts.name.select();
    }

    function cancel() {
      name(false);
      buttons.rename.focus();
    }

    /** @param {Event} event */
    function rename(event) {
      event.preventDefault();
      const name = parts.name.value.trim();
      store.save([["commune", name || undefined]]);
      const others = files.list().filter(({ file }) => file !== store.file);
      const isTaken = name && others.some((other) => other.name === name);
      tell(say(isTaken ? "same_name" : name ? "named" : "nameless", { name }));
      cancel();
    }

    board.follow(section, update);
    const acts = { rename: ask, cancel, undo, drop, create, keep, forget };
    for (const [name, act] of Object.entries(acts)) buttons[name].addEventListener("click", act);
    parts.naming.addEventListener("submit", rename);
    parts.naming.addEventListener("keydown", ({ key }) => key === "Escape" && cancel());
    parts.count.addEventListener("click", () => updateList(true));
    parts.others.addEventListener("toggle", () => updateList());
    addEventListener("storage", updateAsOthersWrite);

    /** The store speaks of the file that is shown only. */
    function updateAsOthersWrite() {
      if (section.isConnected) update();
      else removeEventListener("storage", updateAsOthersWrite);
    }
  }

  Object.assign(Autodiagnostic.modules, { communes });
})();
