/** One questionnaire: what is ticked goes to the store; what the store holds is shown, with what it comes to. */
(() => {
  "use strict";

  const { store, score, carriedOver, byData, setText, fillList } = Autodiagnostic;
  const RESERVED = /^_(sans-objet|ne-sait-pas)$/;
  const SECTIONS = /** @type {const} */ (["answers", "notes"]);

  /** @param {HTMLElement} form */
  function questionnaire(form) {
    /** @type {Definition} */
    const definition = JSON.parse(String(form.dataset.definition));
    /** @type {Record<string, Words>} */
    const words = JSON.parse(String(form.dataset.texts));
    const { id, kind, essential_cap } = definition;
    const questions = Object.fromEntries(definition.questions.map((question) => [question.key, question]));
    const boxes = byData(form, "key");
    const concerned = ["commune", id, ...Object.keys(boxes), ...(definition.controls ?? []).map(({ key }) => key)];
    const parts = byData(form, "part");
    const buttons = byData(form, "action");
    const advice = byData(form, "advice");
    const essentials = byData(form, "essential");
    const summaries = byData(form, "summary");
    /** @type {string[]} */
    let hidden = [];

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return Autodiagnostic.say(words[name], values);
    }

    /** A part of the page that has nothing to say is hidden. @param {string} name @param {string} text */
    function write(name, text) {
      if (!parts[name]) return;
      parts[name].hidden = !text;
      setText(parts[name], text);
    }

    // Answers, from the page to the store and back.

    /** @param {string} key */
    function inputs(key) {
      return [...boxes[key].querySelectorAll(/** @type {"input"} */ ("[name]:not([data-note])"))];
    }

    /** @param {HTMLInputElement} input */
    function isBox({ type }) {
      return type === "radio" || type === "checkbox";
    }

    /** @param {HTMLInputElement} input */
    function isFilled(input) {
      return isBox(input) ? input.checked : input.value.trim();
    }

    /** @param {string} key */
    function given(key) {
      const values = inputs(key).filter(isFilled).map(({ value }) => value);
      const { type } = questions[key];
      if (!values.length || RESERVED.test(values[0])) return values[0];
      return type === "multiple" ? values : type === "number" ? Number(values[0]) : values[0];
    }

    /** @param {HTMLInputElement} field @param {unknown} value */
    function fill(field, value) {
      const text = /string|number/.test(typeof value) ? String(value) : "";
      if (field.value !== text) field.value = text;
      field.ariaInvalid = String(!field.validity.valid);
    }

    /** @param {string} key */
    function show(key) {
      const value = store.kept.answers[key];
      const several = questions[key].type === "multiple" && Array.isArray(value);
      for (const input of inputs(key)) {
        if (isBox(input)) input.checked = several ? value.includes(input.value) : value === input.value;
        else fill(input, RESERVED.test(String(value)) ? "" : value);
      }
      const note = boxes[key].querySelector(/** @type {"input"} */ ("[data-note]"));
      if (!note) return;
      fill(note, store.kept.notes[key]);
      if (note.value) note.closest("details")?.setAttribute("open", "");
    }

    /** @param {Event} event */
    function answered({ target }) {
      const input = /** @type {HTMLInputElement} */ (target);
      const key = String(input.closest("[data-key]")?.getAttribute("data-key"));
      if ("note" in input.dataset) return store.save([["notes", key, input.value || undefined]]);
      const exclusive = questions[key].options?.find((option) => option.exclusive)?.id;
      /** @param {HTMLInputElement} input */
      const standsAlone = (input) => isBox(input) && (RESERVED.test(input.value) || input.value === exclusive);
      for (const other of inputs(key)) {
        if (other === input || !isFilled(input) || !(standsAlone(input) || standsAlone(other))) continue;
        if (isBox(other)) other.checked = false;
        else other.value = "";
      }
      store.save([["answers", key, given(key)], ["erased", id, undefined]]);
    }

    // What the answers come to.

    function update() {
      const { commune, answers, erased } = store.kept;
      const result = score(definition, answers);
      const { answered, applicable } = result;
      for (const key of hidden.concat(result.hidden)) {
        boxes[key].hidden = result.hidden.includes(key);
        if (essentials[key]) essentials[key].hidden = boxes[key].hidden;
      }
      hidden = result.hidden;
      Object.assign(parts.bar, { max: applicable, value: answered });
      write("progress", say(kind === "checklist" ? "done" : "progress", { n: answered, answered, applicable }));
      if (kind === "assessment") {
        writeLevel(result);
        writeEssentials(result);
        if (parts.pool) writeActions(result);
        for (const part of [parts.letter, parts.all]) part?.toggleAttribute("data-answered", answered > 0);
      }
      const n = Object.keys(answers).filter((key) => key.startsWith(id + ".") && !questions[key]).length;
      write("removed", n ? say("removed", { n }) : "");
      write("state", say(store.state));
      write("commune", commune || store.several ? say(commune ? "commune" : "unnamed", { commune }) : "");
      parts.erased.hidden = !erased[id];
    }

    /** @param {string | null | undefined} verdict a level, or the answer that takes its place */
    function title(verdict) {
      return summaries[String(verdict)]?.dataset.title ?? "";
    }

    /** While questions remain, the level is a range. @param {Result} result */
    function writeLevel(result) {
      const { sums, percent, low, high, level, level_low, level_high } = result;
      const { secured, below, to_check, open } = result.essentials;
      const n = result.remaining.length;
      const none = percent === null;
      const { isRange, verdict, shown } = Autodiagnostic.levelIn(result, title, (ends) => say("range", ends));
      const applicable = [secured, below, to_check, open].flat();
      const told = { level: shown, percent, n: secured.length, essentials: applicable.length };
      const data = { percent, low, high, level, levelLow: level_low, levelHigh: level_high };
      for (const [name, value] of Object.entries(data)) parts.headline.dataset[name] = String(value ?? "");
      write("headline", none ? "" : say(isRange ? "so_far" : "headline", told));
      write("level", none ? shown : say("verdict", told));
      write("numbers", none ? say(n ? "empty" : "none") : say("numbers", { ...sums, n: sums.points, percent }));
      write("open", low === high ? "" : say(n ? "remaining" : "unverified", { n, percent, low, high }));
      for (const name in summaries) summaries[name].hidden = name !== verdict;
      Autodiagnostic.showScale(parts, result);
    }

    /** @param {Result} result */
    function writeEssentials({ answered, instead_of_level, essentials: states }) {
      for (const [state, keys] of Object.entries(states)) {
        const word = say(state);
        for (const key of keys) setText(essentials[key].children[0], word);
      }
      const missing = states.below.length + states.to_check.length;
      write("capped", missing && !instead_of_level ? say("capped", { level: title(essential_cap) }) : "");
      parts.essentials?.toggleAttribute("hidden", !answered);
    }

    /** The first three, then the rest, folded. @param {Result} result */
    function writeActions({ answered, actions }) {
      const first = actions.map((action) => advice[`${action.key}/${action.advice}`]);
      const rest = first.splice(3);
      fillList(parts.first, first);
      fillList(parts.rest, rest);
      parts.actions.hidden = !first.length;
      parts.later.hidden = !rest.length;
      write("more", say("rest", { n: rest.length }));
      // A blank form is printed with all advice, in its order; one with answers, with its result.
      if (!answered && parts.letter.hasAttribute("data-answered")) parts.pool.append(...Object.values(advice));
    }

    // Erasing, taking back, taking over.

    function erase() {
      /** @type {Record<string, Answers>} */
      const taken = { answers: {}, notes: {} };
      /** @type {Change[]} */
      const changes = [["erased", id, taken]];
      for (const section of SECTIONS) {
        for (const [key, value] of Object.entries(store.kept[section])) {
          if (!questions[key] && !key.startsWith(id + ".")) continue;
          taken[section][key] = value;
          changes.push([section, key, undefined]);
        }
      }
      store.save(changes);
    }

    function restore() {
      /** @type {Change[]} */
      const changes = [["erased", id, undefined]];
      const taken = Object(store.kept.erased[id]);
      for (const section of SECTIONS) {
        for (const [key, value] of Object.entries(Object(taken[section]))) {
          if (!(key in store.kept[section])) changes.push([section, key, value]);
        }
      }
      store.save(changes);
    }

    /** Files under today's keys what was answered under earlier ones, or ticked before this script ran. */
    function takeOver() {
      const unnamed = { ...definition, questions: definition.questions.map((one) => ({ ...one, options: [] })) };
      /** @type {Change[]} */
      const changes = [];
      for (const section of SECTIONS) {
        const before = store.kept[section];
        const after = carriedOver(section === "notes" ? unnamed : definition, before);
        if (section === "answers") for (const key in boxes) after[key] ??= given(key);
        for (const key in { ...before, ...after }) {
          if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changes.push([section, key, after[key]]);
        }
      }
      if (changes.length) store.save(changes);
    }

    /** @param {string[]} keys what has changed, which may be in another form of the page */
    function refresh(keys = concerned) {
      for (const key of keys) if (boxes[key]) show(key);
      if (keys.some((key) => concerned.includes(key))) update();
      else write("state", say(store.state));
      return form.isConnected;
    }

    takeOver();
    refresh();
    store.subscribe(refresh);
    form.addEventListener("input", answered);
    buttons.print.addEventListener("click", () => print());
    for (const [name, act] of Object.entries({ keep() {}, erase, restore })) {
      buttons[name].addEventListener("click", () => {
        act();
        parts.ask.removeAttribute("open");
        (name === "erase" ? buttons.restore : parts.erase).focus();
      });
    }
  }

  Object.assign(Autodiagnostic.modules, { questionnaire });
})();
