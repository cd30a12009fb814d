/** One action of the plan: its fields, and the advice folded under them. */
(() => {
  "use strict";

  const { byData, setText } = Autodiagnostic;

  /**
   * @param {HTMLTemplateElement} template @param {Board} board @param {PlanHands} hands
   * @returns {PlanRowView}
   */
  function planRow(template, board, { write, suggested, remove }) {
    const element = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const parts = byData(element, "part");
    const named = element.querySelectorAll("[data-of]");
    const fields = [...element.querySelectorAll(/** @type {"input"} */ ("[name]"))];
    /** @type {PlanRow} */
    let now;
    let seen = "";

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("plan", name, values);
    }

    /** What is being typed is left alone. @param {HTMLInputElement} field */
    function fill(field) {
      const value = now[/** @type {PlanField} */ (field.name)];
      if (field !== document.activeElement && field.value !== value) field.value = value;
    }

    /** @param {PlanRow} row @param {boolean} leads whether it is one of those to begin with */
    function show(row, leads) {
      const looks = JSON.stringify([row, leads]);
      if (looks === seen) return;
      const first = !seen;
      seen = looks;
      now = row;
      const title = row.title || say("untitled");
      setText(parts.title, title);
      for (const name of named) setText(name, say("of", { title }));
      fields.forEach(fill);
      if (first && row.note) parts.noted.toggleAttribute("open", true);
      const own = row.kind === "own";
      parts.title.hidden = own;
      parts.entitled.hidden = !own;
      parts.lead.hidden = !leads;
      parts.late.hidden = !row.late;
      parts.essential.hidden = !row.essential;
      setText(parts.theme, board.themes.find(({ id }) => id === row.theme)?.title ?? "");
      showSuggestion();
      showAdvice();
      const asked = board.questions.get(row.key);
      parts.finished.hidden = !(row.kind === "called" && row.status === "done" && asked);
      parts.why.hidden = !asked;
      parts.removal.hidden = row.kind === "called";
      for (const name of ["answer", "question"]) if (asked) parts[name].setAttribute("href", asked.href);
      if (asked) setText(parts.question, say("question", { question: asked.text }));
      Object.assign(element.dataset, { row: row.key, kind: row.kind, status: row.status });
      element.toggleAttribute("data-leads", leads);
    }

    /** What the advice would fill in of what is still empty. */
    function showSuggestion() {
      const { owner, within } = suggested(now);
      const delay = within && (/^\d/.test(within) ? say("within", { within }) : within);
      const what = [owner, delay].filter(Boolean).join(", ");
      parts.suggestion.hidden = !what;
      setText(parts.suggest, say("suggest", { what }));
    }

    /** Further advice on the same question, and the reasons once they are unfolded. */
    function showAdvice() {
      const { references } = now;
      const wanted = references.join(" ");
      if (parts.further.dataset.shown !== wanted) {
        parts.further.dataset.shown = wanted;
        const titles = references.slice(1).map((one) => board.advice(one)?.querySelector("[data-part=action]"));
        parts.further.replaceChildren(
          ...titles.map((one) => Autodiagnostic.make("li", {}, one?.textContent?.trim() ?? "")),
        );
        parts.further.hidden = references.length < 2;
      }
      if (!parts.why.hasAttribute("open") || parts.advice.dataset.shown === wanted) return;
      parts.advice.dataset.shown = wanted;
      const pieces = references.flatMap((one) => board.advice(one) ?? []);
      if (pieces.length === 1) pieces[0].querySelector("[data-part=action]")?.remove();
      parts.advice.replaceChildren(...pieces);
    }

    element.addEventListener("input", ({ target }) => {
      const { name, value, validity } = /** @type {HTMLInputElement} */ (target);
      const text = name === "note" ? value : value.trim();
      // A date half typed is no date yet, and an action keeps its title while it is being written anew.
      if (!validity.badInput && (text || name !== "title")) write(now, { [name]: text });
    });
    // What another tab wrote while a field was being typed in shows once it is left.
    element.addEventListener("focusout", () => setTimeout(() => fields.forEach(fill)));
    parts.why.addEventListener("toggle", showAdvice);
    parts.removal.children[0].addEventListener("click", () => remove(now));
    parts.suggestion.children[0].addEventListener("click", () => {
      const { owner, due } = suggested(now);
      const names = Object.entries({ owner, due }).filter(([, value]) => value);
      fields.find(({ name }) => name === names[0][0])?.focus();
      // Filled in by hand: the field that has the focus is left alone.
      for (const [name, value] of names) for (const field of fields) if (field.name === name) field.value = value;
      write(now, Object.fromEntries(names));
    });

    return {
      element,
      show,
      focus() {
        element.closest("details")?.setAttribute("open", "");
        fields.find(({ name }) => name === "owner")?.focus();
      },
    };
  }

  Object.assign(Autodiagnostic, { planRow });
})();
