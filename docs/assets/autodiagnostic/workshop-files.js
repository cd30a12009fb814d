/** Files, links and strips that communes hand in: read all at once, shown, and taken in once the trainer agrees. */
(() => {
  "use strict";

  const { byData, setText, make, inWords, newId, fileDrop, readFile, readText, textsOfCommunes, received, taken } = Autodiagnostic;
  const SHOWN = 50;
  const AT_ONCE = 100;

  /** @param {HTMLElement} section */
  function files(section) {
    const desk = Autodiagnostic.desk(section);
    const { definitions } = desk;
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    /** @type {Received[]} */
    let list = [];
    /** Counts the gestures: what an earlier one brings makes room for what the next one does. */
    let gesture = 0;

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return desk.say("files", name, values);
    }

    /** Said twice in a row, the same words would not be heard. @param {string} text */
    function tell(text) {
      parts.said.textContent = "";
      parts.said.textContent = text;
    }

    // Reading.

    /** @param {{ name: string, read: () => Promise<Arrived | Fault> }[]} all */
    async function receive(all) {
      gesture += 1;
      const own = gesture;
      close();
      tell(say("reading"));
      /** @type {(Arrived | Fault)[]} */
      const found = [];
      for (let at = 0; at < all.length; at += AT_ONCE) {
        const some = all.slice(at, at + AT_ONCE).map(({ read }) => read().catch(() => ({ error: "unreadable", values: {} })));
        found.push(...(await Promise.all(some)));
        if (own !== gesture) return;
      }
      tell("");
      const arrived = found.flatMap((one) => ("error" in one ? [] : [one]));
      const faults = found.flatMap((one, place) => ("error" in one ? [faultIn(all[place].name, one)] : []));
      showFaults(faults);
      list = received(arrived, desk.session);
      if (list.length) show();
      else if (!faults.length) tell(say("nothing"));
    }

    /** @param {string} name @param {Fault} fault */
    function faultIn(name, { error, values }) {
      const fault = desk.say("faults", error, values);
      return name ? say("fault_in", { name, fault }) : fault;
    }

    /** @param {string[]} faults */
    function showFaults(faults) {
      parts.faults.hidden = !faults.length;
      setText(parts.faults_title, say("faults", { n: faults.length }));
      parts.faults_list.replaceChildren(...faults.map((fault) => make("li", {}, fault)));
    }

    // Showing.

    function show() {
      setText(parts.received, say("received", { n: list.length }));
      parts.anonymous.checked = true;
      // What asks for a choice comes first.
      const rank = (/** @type {Received} */ { met }) => ["namesake", "namesake_here", "twin", "twin_here", ""].indexOf(met);
      list = [...list].sort((a, b) => rank(a) - rank(b));
      parts.list.replaceChildren(...list.slice(0, SHOWN).map(item));
      const more = list.length - SHOWN;
      setText(parts.more, more > 0 ? say("more", { n: more }) : "");
      updateTake();
      parts.panel.hidden = false;
      parts.received.focus();
    }

    /** @param {Received} one */
    function item(one) {
      const { commune, answers, date, met } = one;
      const n = Object.keys(answers).length;
      const told = say("item", {
        name: commune || say("unnamed"),
        answers: say("answers", { n }),
        date: inWords(date) && say("of_day", { date: inWords(date) }),
      });
      const line = make("li", {}, make("span", {}, told));
      if (!n) line.append(make("small", {}, say("no_answers")));
      else if (met) line.append(make("label", {}, say(met), " ", choices(one)));
      return line;
    }

    /** @param {Received} one */
    function choices(one) {
      /** @type {[Received["choice"], string][]} */
      const ways = /namesake/.test(one.met)
        ? [["replace", "replace"], ["add", "keep_both"], ["skip", "skip"]]
        : [["skip", "once"], ["add", "keep_both"]];
      const offered = ways.filter(([choice]) => choice !== "replace" || one.met === "namesake");
      const select = /** @type {HTMLSelectElement} */ (
        make("select", {}, ...offered.map(([value, word]) => make("option", { value, selected: value === one.choice }, say(word))))
      );
      select.addEventListener("change", () => {
        one.choice = /** @type {Received["choice"]} */ (select.value);
        updateTake();
      });
      return select;
    }

    function updateTake() {
      const n = list.filter(({ choice }) => choice !== "skip").length;
      setText(buttons.take, n ? say("take", { n }) : say("take_none"));
      buttons.take.disabled = !n;
    }

    // Taking in.

    function take() {
      const all = list;
      const anonymous = !parts.named.checked;
      const ids = all.map(newId);
      const did = say("taken", { n: all.filter(({ choice }) => choice !== "skip").length });
      desk.change((session) => taken(session, all, anonymous, ids), did);
      close();
      parts.pasted.value = "";
      tell(/full|refused/.test(desk.kept.state) ? say("full") : did);
      parts.heading.focus();
    }

    function close() {
      list = [];
      parts.panel.hidden = true;
      parts.list.replaceChildren();
      showFaults([]);
    }

    function leave() {
      close();
      parts.heading.focus();
    }

    // Where it comes from.

    /** @param {File[]} all */
    function receiveFiles(all) {
      if (!all.length) return;
      receive(all.map((file) => ({ name: file.name, read: () => readFile(file, definitions) })));
    }

    /** @param {Event} event */
    function pasted(event) {
      event.preventDefault();
      const texts = textsOfCommunes(parts.pasted.value);
      receive(texts.map((text) => ({ name: "", read: () => readText(text, definitions) })));
    }

    fileDrop(section, receiveFiles);
    buttons.take.addEventListener("click", take);
    buttons.leave.addEventListener("click", leave);
    parts.paste.addEventListener("submit", pasted);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-files": files });
})();
