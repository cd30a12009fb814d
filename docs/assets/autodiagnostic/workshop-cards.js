/** Cards that a group holds up, question after question: counted by the trainer, shown as bars. */
(() => {
  "use strict";

  const { byData, setText, make, draw, allCards } = Autodiagnostic;
  const MOST = 9_999;

  /** @param {HTMLElement} section */
  function cards(section) {
    const desk = Autodiagnostic.desk(section);
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    let present = "";
    /** What the rows and the list were made for. */
    let made = "";
    /** @type {Row[]} */
    let rows = [];

    /** @typedef {{ option: string, label: string, field: HTMLInputElement, fewer: HTMLElement, bar: Element, told: HTMLElement }} Row */

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return desk.say("cards", name, values);
    }

    /** Each question once, with the first questionnaire in play that asks it. */
    function questions() {
      /** @type {Map<string, { title: string, text: string, labels: string[], question: Question }>} */
      const all = new Map();
      for (const { title, cards: keys, texts, labels, definition } of desk.inPlay())
        definition.questions.forEach((question, place) => {
          if (keys.includes(question.key) && !all.has(question.key))
            all.set(question.key, { title, text: texts[place], labels: labels[place], question });
        });
      return all;
    }

    function update() {
      const all = questions();
      parts.none.hidden = all.size > 0;
      parts.some.hidden = !all.size;
      const [first] = all.keys();
      if (!all.has(present)) present = first ?? "";
      const one = all.get(present);
      if (!one) return;
      const keys = [...all.keys()];
      const at = keys.indexOf(present);
      const sums = allCards(desk.session);
      updateList(all, sums);
      setText(parts.question, one.text);
      setText(parts.theme, say("theme", { number: at + 1, of: keys.length, title: one.title }));
      buttons.previous.disabled = at === 0;
      buttons.next.disabled = at === keys.length - 1;
      updateRows(one.question, one.labels, sums[present] ?? {});
    }

    /** @param {ReturnType<typeof questions>} all @param {Counts} sums */
    function updateList(all, sums) {
      const options = [...all].map(([key, { text }], place) => {
        const n = total(sums[key]);
        return [key, say(n ? "counted_option" : "option", { number: place + 1, question: text, n })];
      });
      if (parts.which.children.length !== options.length || options.some(([key], at) => /** @type {any} */ (parts.which.children[at]).value !== key))
        parts.which.replaceChildren(...options.map(([key]) => make("option", { value: key })));
      options.forEach(([, label], at) => setText(parts.which.children[at], label));
      parts.which.value = present;
    }

    /** @param {Record<string, number>} [counts] */
    function total(counts = {}) {
      return Object.values(counts).reduce((sum, one) => sum + one, 0);
    }

    /** @param {Question} question @param {string[]} labels @param {Record<string, number>} sums */
    function updateRows({ key, options = [] }, labels, sums) {
      if (made !== key) {
        rows = options.map(({ id }, rank) => row(id, labels[rank], rank));
        parts.tally.replaceChildren(...rows.map(({ field }) => /** @type {Element} */ (field.closest("li"))));
        made = key;
      }
      const own = desk.session.tallies[desk.session.id]?.[key] ?? {};
      const all = total(sums);
      for (const { option, field, fewer, bar, told } of rows) {
        const mine = own[option] ?? 0;
        const n = sums[option] ?? 0;
        if (Number(field.value) !== mine || !field.value) field.value = field === document.activeElement && !mine ? field.value : String(mine);
        fewer.toggleAttribute("disabled", !mine);
        bar.setAttribute("width", all ? `${(100 * n) / all}%` : "0");
        const percent = all ? Math.round((100 * n) / all) : 0;
        setText(told, n ? `${n} · ${say("percent", { percent })}` : "0");
      }
      setText(parts.total, say("total", { n: all }));
      const elsewhere = all - total(own);
      setText(parts.elsewhere, elsewhere ? say("elsewhere", { n: elsewhere }) : "");
      buttons.reset.disabled = !total(own);
    }

    /** @param {string} option @param {string} label @param {number} rank @returns {Row} */
    function row(option, label, rank) {
      const field = /** @type {HTMLInputElement} */ (
        make("input", { type: "text", inputmode: "numeric", maxlength: 4, "aria-label": say("count", { label }) })
      );
      const fewer = make("button", { type: "button", class: "workshop-step", "aria-label": say("fewer", { label }) }, "−");
      const more = make("button", { type: "button", class: "workshop-step", "aria-label": say("more", { label }) }, "+");
      const bar = draw("rect", { height: "100%", width: 0, class: "workshop-fill" });
      const drawing = draw("svg", { class: "workshop-bar", "aria-hidden": "true" }, bar);
      const told = make("span", { class: "workshop-number" });
      make(
        "li",
        {},
        make("span", { class: "workshop-rank", "aria-hidden": "true" }, String(rank)),
        make("span", { class: "workshop-label" }, label),
        make("span", { class: "workshop-count" }, fewer, field, more),
        make("span", { class: "workshop-shown" }, drawing, told),
      );
      const key = present;
      const count = () => desk.session.tallies[desk.session.id]?.[key]?.[option] ?? 0;
      fewer.addEventListener("click", () => set(key, option, count() - 1));
      more.addEventListener("click", () => set(key, option, count() + 1));
      field.addEventListener("focus", () => field.select());
      field.addEventListener("input", () => set(key, option, Number(field.value.replace(/\D/g, ""))));
      field.addEventListener("blur", update);
      return { option, label, field, fewer, bar, told };
    }

    /** @param {string} key @param {string} option @param {number} n */
    function set(key, option, n) {
      desk.change((session) => {
        const counts = { ...session.tallies[session.id]?.[key], [option]: Math.min(Math.max(n, 0), MOST) };
        if (!counts[option]) delete counts[option];
        return withCounts(session, key, counts);
      });
    }

    /** @param {Session} session @param {string} key @param {Record<string, number>} counts @returns {Session} */
    function withCounts(session, key, counts) {
      const room = { ...session.tallies[session.id], [key]: counts };
      if (!Object.keys(counts).length) delete room[key];
      const tallies = { ...session.tallies, [session.id]: room };
      if (!Object.keys(room).length) delete tallies[session.id];
      return { ...session, tallies };
    }

    function reset() {
      const key = present;
      const number = [...questions().keys()].indexOf(key) + 1;
      desk.change((session) => withCounts(session, key, {}), say("was_reset", { number }));
      parts.question.focus();
    }

    /** @param {number} step */
    function go(step) {
      const keys = [...questions().keys()];
      present = keys[keys.indexOf(present) + step] ?? present;
      update();
      parts.question.focus();
    }

    buttons.previous.addEventListener("click", () => go(-1));
    buttons.next.addEventListener("click", () => go(1));
    buttons.reset.addEventListener("click", reset);
    parts.which.addEventListener("change", () => {
      present = parts.which.value;
      update();
    });
    desk.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-cards": cards });
})();
