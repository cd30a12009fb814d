/** A commune's row of strips: cells of one digit, then the points; what is typed goes to whoever made the row. */
(() => {
  "use strict";

  const { make, setText, newId, judgedLine, stripQuestions } = Autodiagnostic;
  const BLANK = /[-–—−.,;_ x]/i;

  /**
   * @param {StripSheet} sheet @param {StripHands} hands
   * @returns {StripLineView}
   */
  function stripLineView(sheet, hands) {
    const { definition, texts, title } = sheet;
    const say = hands.say;
    const cells = stripQuestions(definition).map((question, place) =>
      field("workshop-cell", say("cell", { number: place + 1, question: texts[definition.questions.indexOf(question)] })),
    );
    const points = field("workshop-points", say("points_label"));
    const possible = field("workshop-points", say("possible_label"));
    const fields = [...cells, points, possible];
    const told = make("p", { class: "workshop-told", id: `bande-${newId()}` });
    const act = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "workshop-link", hidden: true }));
    const groups = [];
    for (let at = 0; at < cells.length; at += 4) groups.push(make("span", { class: "workshop-four" }, ...cells.slice(at, at + 4)));
    const element = make(
      "div",
      { role: "group", class: "workshop-line" },
      make("span", { class: "workshop-title", "aria-hidden": "true" }, title),
      make("span", { class: "workshop-cells" }, ...groups),
      make("span", { class: "workshop-sum" }, points, make("span", { "aria-hidden": "true" }, say("possible")), possible),
      told,
      act,
    );
    /** As it was shown last. @type {StripLine} */
    let line = { cells: cells.map(() => ""), points: "", possible: "", aside: false };

    /** @param {string} kind @param {string} label */
    function field(kind, label) {
      const made = make("input", { type: "text", inputmode: "numeric", autocomplete: "off", class: kind, "aria-label": label });
      return /** @type {HTMLInputElement} */ (made);
    }

    /** @returns {StripLine} */
    function typed() {
      return { cells: cells.map(({ value }) => value), points: points.value, possible: possible.value, aside: false };
    }

    /** @param {StripLine} present @param {{ number: number, commune: string }} place */
    function show(present, place) {
      line = present;
      present.cells.forEach((value, at) => put(cells[at], value));
      put(points, present.points);
      put(possible, present.possible);
      element.setAttribute("aria-label", say("line", { commune: place.commune, title }));
      const verdict = judgedLine(definition, present);
      const fault = faultOf(verdict, present, place);
      const state = fault ? (present.aside ? "aside" : "wrong") : verdict.state === "right" ? "right" : "";
      element.dataset.state = state;
      if (state === "right") setText(told, say("right", { points: present.points, of: present.possible }));
      else setText(told, state === "aside" ? `${say("aside_state")}. ${fault}` : fault);
      act.hidden = !fault;
      setText(act, say(present.aside ? "back" : "aside"));
      act.setAttribute("aria-label", say(present.aside ? "back_it" : "aside_it", { line: place.number, title }));
      const bad = verdict.state === "no-answer" ? verdict.place : -1;
      fields.forEach((one, at) => {
        const isBad = state === "wrong" && (bad < 0 ? at >= cells.length : at === bad);
        if (isBad === one.hasAttribute("aria-invalid")) return;
        for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", told.id]])
          if (isBad) one.setAttribute(name, value);
          else one.removeAttribute(name);
      });
      return state === "wrong" ? fault : "";
    }

    /** @param {HTMLInputElement} one @param {string} value */
    function put(one, value) {
      if (one.value !== value) one.value = value;
    }

    /** In words; "" while the points are still being typed. @param {StripVerdict} verdict @param {StripLine} present @param {{ number: number, commune: string }} place */
    function faultOf(verdict, present, { number, commune }) {
      const values = { line: number, commune, title };
      if (verdict.state === "no-answer")
        return say("no_answer", { ...values, digit: verdict.digit, question: verdict.place + 1 });
      if (verdict.state !== "wrong") return "";
      const { counted, of } = verdict;
      const focused = element.ownerDocument.activeElement;
      if (focused === points && present.points.length < String(counted).length) return "";
      if (focused === possible && present.possible.length < String(of).length) return "";
      return say(hands.several() ? "wrong_in" : "wrong", { ...values, points: present.points, possible: present.possible, counted, of });
    }

    // Typing.

    /** @param {number} at */
    function tidy(at) {
      const one = fields[at];
      if (at >= cells.length) {
        const over = /[^\d]/.test(one.value);
        one.value = one.value.replace(/\D/g, "").slice(0, 4);
        return over && one.value !== "";
      }
      // Of two signs in a cell, the new one.
      const signs = [...one.value].map((sign) => (BLANK.test(sign) ? "-" : sign)).filter((sign) => /[-\d]/.test(sign));
      const fresh = signs.length > 1 && signs[0] === line.cells[at] ? signs[1] : signs[0];
      one.value = fresh ?? "";
      return fresh !== undefined;
    }

    /** @param {number} at */
    function entered(at) {
      const goesOn = tidy(at);
      hands.typed(definition, typed());
      if (goesOn) return step(at, 1);
      const { value } = fields[at];
      const verdict = judgedLine(definition, line);
      // The points go no further than what the digits count, unless the typist says so.
      if (at === fields.length - 1 && verdict.state === "right") hands.leave(view, 1);
      if (at === cells.length && value.length >= longest()) step(at, 1);
    }

    /** Signs of the most points. */
    function longest() {
      return String(sheet.most).length;
    }

    /** @param {number} at @param {number} by */
    function step(at, by) {
      const next = fields[at + by];
      if (next) focus(next);
      else hands.leave(view, by);
    }

    /** @param {HTMLInputElement} one */
    function focus(one) {
      one.focus();
      one.select();
    }

    /** @param {number} at @param {KeyboardEvent} event */
    function pressed(at, event) {
      const { key, altKey, ctrlKey, metaKey } = event;
      if (altKey || ctrlKey || metaKey) return;
      const one = fields[at];
      const acts = {
        Backspace: () => one.value === "" && at > 0 && erase(at - 1),
        ArrowLeft: () => (at < cells.length || one.selectionStart === 0) && step(at, -1),
        ArrowRight: () => (at < cells.length || one.selectionEnd === one.value.length) && step(at, 1),
        ArrowUp: () => hands.climb(view, at, -1),
        ArrowDown: () => hands.climb(view, at, 1),
        Enter: () => step(at, 1),
        // After points that are long enough, the cursor has gone on by itself.
        "/": () => at >= cells.length && (fields[at].value !== "" && step(at, 1), true),
      };
      const act = acts[/** @type {keyof typeof acts} */ (key)];
      if (!act || act() === false) return;
      event.preventDefault();
    }

    /** @param {number} at */
    function erase(at) {
      focus(fields[at]);
      fields[at].value = fields[at].value.slice(0, at < cells.length ? 0 : -1);
      hands.typed(definition, typed());
    }

    /** @param {number} at @param {ClipboardEvent} event */
    function pasted(at, event) {
      const text = event.clipboardData?.getData("text") ?? "";
      if (/^\s*\S?\s*$/.test(text) && at < cells.length) return;
      event.preventDefault();
      if (hands.pasted(text)) return;
      fill(Autodiagnostic.writtenLine(text), at);
    }

    /** @param {{ digits: string, points: string, possible: string }} written @param {number} [from] the cell */
    function fill(written, from = 0) {
      const { digits } = written;
      if (from >= cells.length) {
        fields[from].value = (written.points || digits).replace(/\D/g, "").slice(0, 4);
        if (written.possible && from === cells.length) possible.value = written.possible;
      } else {
        [...digits].slice(0, cells.length - from).forEach((digit, place) => (cells[from + place].value = digit));
        if (written.points) [points.value, possible.value] = [String(Number(written.points)), String(Number(written.possible))];
      }
      hands.typed(definition, typed());
      const empty = fields.find(({ value }) => value === "");
      focus(empty ?? possible);
    }

    fields.forEach((one, at) => {
      one.addEventListener("focus", () => one.select());
      one.addEventListener("input", () => entered(at));
      one.addEventListener("keydown", (event) => pressed(at, event));
      one.addEventListener("paste", (event) => pasted(at, event));
      // What was being typed is judged once it is left.
      one.addEventListener("blur", () => at >= cells.length && setTimeout(hands.judge));
    });
    act.addEventListener("click", () => {
      hands.typed(definition, { ...line, aside: !line.aside });
      focus(fields[0]);
    });

    /** @type {StripLineView} */
    const view = {
      element,
      definition,
      show,
      fill,
      focus: (at = 0) => focus(fields[Math.min(Math.max(at < 0 ? fields.length + at : at, 0), fields.length - 1)]),
      focusFault: () => focus(fields.find((one) => one.hasAttribute("aria-invalid")) ?? fields[0]),
    };
    return view;
  }

  Object.assign(Autodiagnostic, { stripLineView });
})();
