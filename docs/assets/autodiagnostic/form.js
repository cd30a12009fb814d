/** One questionnaire: what is ticked goes to the store; what the store holds is shown, with what it comes to. */
(() => {
  "use strict";

  const { store, score, carriedOver } = Autodiagnostic;
  const SECTIONS = /** @type {const} */ (["answers", "notes"]);

  /** @param {HTMLElement} form */
  function questionnaire(form) {
    /** @type {Definition} */
    const definition = JSON.parse(String(form.dataset.definition));
    /** @type {Record<string, Words>} */
    const words = JSON.parse(String(form.dataset.texts));
    const { id, kind, essential_cap } = definition;
    const questions = Object.fromEntries(definition.questions.map((question) => [question.key, question]));
    const boxes = byData("key");
    const parts = byData("part");
    const buttons = byData("action");
    const advice = byData("advice");
    const essentials = byData("essential");
    const summaries = byData("summary");
    /** @type {string[]} */
    let hidden = [];

    /** The elements with data-<name>, by its value. @param {string} name */
    function byData(name) {
      const found = form.querySelectorAll(/** @type {"input"} */ (`[data-${name}]`));
      return Object.fromEntries([...found].map((element) => [element.dataset[name] ?? "", element]));
    }

    /** @param {string} name @param {Record<string, unknown>} values with `n`, the number that decides */
    function say(name, values = {}) {
      const text = words[name];
      const form = typeof text === "string" ? text : Number(values.n) < 2 ? text.one : text.other;
      return form.replace(/\{(\w+)\}/g, (_, gap) => String(values[gap]));
    }

    /** Shows a text in a part of the page, or hides that part. @param {string} name @param {string} text */
    function write(name, text) {
      const part = parts[name];
      if (!part) return;
      if (part.textContent !== text) part.textContent = text;
      part.hidden = !text;
    }

    // Answers, from the page to the store and back.

    /** @param {HTMLElement} box */
    function inputs(box) {
      return [...box.querySelectorAll(/** @type {"input"} */ ("[name]:not([data-note])"))];
    }

    /** @param {HTMLInputElement} input */
    function isBox({ type }) {
      return type === "radio" || type === "checkbox";
    }

    /** @param {string} key */
    function given(key) {
      const { type } = questions[key];
      const [field] = inputs(boxes[key]);
      const ticked = inputs(boxes[key]).filter((input) => isBox(input) && input.checked).map(({ value }) => value);
      if (ticked.length) return type === "multiple" && !ticked[0].startsWith("_") ? ticked : ticked[0];
      if (isBox(field) || !field.value.trim()) return undefined;
      return type === "number" ? Number(field.value) : field.value;
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
      for (const input of inputs(boxes[key])) {
        if (isBox(input)) input.checked = several ? value.includes(input.value) : value === input.value;
        else fill(input, String(value).startsWith("_") ? "" : value);
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
      const { options = [] } = questions[key];
      /** Reserved and exclusive answers stand alone. @param {HTMLInputElement} input */
      const alone = (input) =>
        isBox(input) && (input.value.startsWith("_") || options.some((o) => o.id === input.value && o.exclusive));
      for (const other of inputs(boxes[key])) {
        if (other === input || !(isBox(input) ? input.checked : input.value)) continue;
        if (!alone(input) && !alone(other)) continue;
        if (isBox(other)) other.checked = false;
        else other.value = "";
      }
      store.save([["answers", key, given(key)], ["erased", id, undefined]]);
    }

    // What the answers come to.

    function update() {
      const { answers, erased } = store.kept;
      const result = score(definition, answers);
      const { answered, applicable } = result;
      for (const key of hidden) boxes[key].hidden = false;
      for (const key of result.hidden) boxes[key].hidden = true;
      hidden = result.hidden;
      parts.bar.setAttribute("max", String(applicable));
      parts.bar.setAttribute("value", String(answered));
      write("progress", say(kind === "checklist" ? "done" : "progress", { n: answered, answered, applicable }));
      if (kind === "assessment") {
        writeLetter(result);
        writeEssentials(result);
        if (parts.pool) arrange(result);
      }
      form.toggleAttribute("data-answered", answered > 0);
      const lost = Object.keys(answers).filter((key) => key.startsWith(id + ".") && !questions[key]).length;
      write("removed", lost ? say("removed", { n: lost }) : "");
      write("state", say(store.state));
      parts.erased.hidden = !erased[id];
    }

    /** @param {string | null | undefined} level */
    function title(level) {
      return summaries[String(level)]?.dataset.title;
    }

    /** @param {Result} result */
    function writeLetter({ sums, percent, low, high, level, level_low, level_high, remaining }) {
      const n = remaining.length;
      const spread = n > 0 && level_low !== level_high;
      const shown = spread ? say("range", { low: title(level_low), high: title(level_high) }) : title(level);
      const none = percent === null;
      const data = { percent, low, high, level, levelLow: level_low, levelHigh: level_high };
      for (const [name, value] of Object.entries(data)) parts.headline.dataset[name] = String(value ?? "");
      write("headline", none ? "" : say("headline", { level: shown, percent }));
      write("level", shown ?? "");
      const { points, possible } = sums;
      write("numbers", none ? say(n ? "empty" : "none") : say("numbers", { n: points, points, possible, percent }));
      write("open", low === high ? "" : say(n ? "remaining" : "unverified", { n, percent, low, high }));
      for (const name in summaries) summaries[name].hidden = spread || name !== level;
      parts.interval.setAttribute("x", `${low ?? 0}%`);
      parts.interval.setAttribute("width", `${Number(high) - Number(low)}%`);
      parts.mark.setAttribute("cx", `${percent ?? 0}%`);
      parts.mark.setAttribute("r", none ? "0" : "8");
    }

    /** @param {Result} result */
    function writeEssentials({ answered, essentials: { secured, ...states } }) {
      for (const key in essentials) essentials[key].hidden = true;
      for (const [state, keys] of Object.entries(states)) {
        for (const key of keys) {
          essentials[key].hidden = false;
          essentials[key].children[0].textContent = say(state);
        }
      }
      const { below, to_check, open } = states;
      const missing = below.length + to_check.length;
      const all = secured.length && !open.length ? say("secured") : "";
      write("capped", missing ? say("capped", { level: title(essential_cap) }) : all);
      parts.essentials?.toggleAttribute("hidden", !answered);
    }

    /** Puts the advice that applies in its order, the rest back into the pool. @param {Result} result */
    function arrange({ actions, answered }) {
      const wanted = actions.map((action) => advice[`${action.key}/${action.advice}`]);
      const stay = new Set(/** @type {Element[]} */ (wanted));
      const rest = wanted.splice(3);
      for (const [name, items] of Object.entries({ first: wanted, rest })) {
        parts.pool.append(...[...parts[name].children].filter((item) => !stay.has(item)));
        let next = parts[name].firstElementChild;
        for (const item of items) {
          if (item === next) next = item.nextElementSibling;
          else parts[name].insertBefore(item, next);
        }
      }
      if (!answered && form.hasAttribute("data-answered")) parts.pool.append(...Object.values(advice));
      write("more", say("rest", { n: rest.length }));
      parts.actions.hidden = !wanted.length;
      parts.later.hidden = !rest.length;
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
      const unnamed = { ...definition, questions: definition.questions.map((q) => ({ ...q, options: [] })) };
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

    /** @param {string[]} keys */
    function refresh(keys = Object.keys(boxes)) {
      if (!form.isConnected) return false;
      for (const key of keys) if (boxes[key]) show(key);
      update();
      return true;
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

  Autodiagnostic.modules = { ...Autodiagnostic.modules, questionnaire };
})();
