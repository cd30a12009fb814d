/** The plan: the actions that the answers call for, in the commune's hands. */
(() => {
  "use strict";

  const { store, carriedOver, byData, setText, make, today } = Autodiagnostic;
  const { planRows, planChanges, firstRows, arrangedRows, planCounts, dayWithin } = Autodiagnostic;
  /** How many rows are built at once; the others wait until nothing else has to be done. */
  const AT_ONCE = 10;
  const inFrench = new Intl.Collator("fr");
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

  /** @param {HTMLElement} section */
  function plan(section) {
    const board = Autodiagnostic.board(section);
    const parts = byData(section, "part");
    const template = /** @type {HTMLTemplateElement} */ (/** @type {unknown} */ (parts.row));
    const filter = /** @type {HTMLFormElement} */ (/** @type {unknown} */ (parts.filter));
    const adding = /** @type {HTMLFormElement} */ (/** @type {unknown} */ (parts.adding));
    /** A row that goes may come back. @type {Map<string, PlanRowView>} */
    const views = new Map();
    /** @type {Map<string, { title: string, who: string, within: string }>} */
    const advices = new Map();
    /** @type {PlanRow[]} */
    let rows = [];
    /** What is shown, as it was when it was last put in order. @type {[string, PlanRow[]][]} */
    let groups = [];
    let owners = "";
    let built = AT_ONCE;
    /** While a row is being written in, rows stay where they are. */
    let writing = false;
    let file = store.file;
    /** @type {PlanRow | undefined} */
    let removed;

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("plan", name, values);
    }

    // What there is to do.

    /** @param {string} reference */
    function advice(reference) {
      const known = advices.get(reference);
      if (known) return known;
      const piece = board.advice(reference);
      const { who = "", within = "" } = piece?.dataset ?? {};
      const read = { title: piece?.querySelector("[data-part=action]")?.textContent?.trim() ?? "", who, within };
      advices.set(reference, read);
      return read;
    }

    /** @param {string} key @param {string} [reference] @returns {PlanSubject} */
    function tell(key, reference) {
      const asked = board.questions.get(key);
      const title = reference ? advice(reference).title : asked?.text ?? "";
      return { title, theme: asked?.theme.id ?? "", essential: asked?.question.pass !== undefined };
    }

    /** What the advice would fill in of what is still empty. @param {PlanRow} row */
    function suggested({ references, owner, due }) {
      const { who = "", within = "" } = references.length ? advice(references[0]) : {};
      const day = due ? "" : dayWithin(within, today());
      return { owner: owner ? "" : who, due: day, within: day && within };
    }

    /** @param {PlanRow} row @param {Partial<Record<PlanField, string>>} fields */
    function write(row, fields) {
      writing = true;
      store.save(planChanges(row, fields));
      writing = false;
    }

    // What is seen of it.

    /** @param {string[]} [keys] */
    function update(keys) {
      if (file !== store.file) startAfresh();
      if (!keys) takeOver();
      rows = planRows(board.picture().whole.actions, store.kept.plan, tell, today());
      fillOwners();
      if (!writing) arrange();
      else refresh();
    }

    /** Files under today's keys what was planned under a question's earlier ones. */
    function takeOver() {
      const before = new Map(Object.entries(store.kept.plan));
      const carried = Object.values(board.definitions).reduce((kept, { questions, ...definition }) => {
        const unnamed = questions.map((question) => ({ ...question, options: [] }));
        return carriedOver({ ...definition, questions: unnamed }, kept);
      }, store.kept.plan);
      const after = new Map(Object.entries(carried));
      const moved = [...before.keys(), ...after.keys()].filter((key) => before.has(key) !== after.has(key));
      if (moved.length) store.save(moved.map((key) => ["plan", key, after.get(key)]));
    }

    /** Another commune's plan: nothing of the last one's stays. */
    function startAfresh() {
      file = store.file;
      views.clear();
      for (const name of ["first", "then", "later", "settled"]) parts[name].replaceChildren();
      forgetRemoved();
      filter.reset();
    }

    /** @returns {PlanView} */
    function chosen() {
      const { order, status, owner, theme, late, essential } = Object.fromEntries(new FormData(filter));
      const text = (/** @type {unknown} */ value) => String(value ?? "");
      return {
        order: text(order),
        status: text(status),
        owner: owner ? text(owner).slice(1) : undefined,
        theme: text(theme),
        late: Boolean(late),
        essential: Boolean(essential),
      };
    }

    /** Puts every row in its place. */
    function arrange() {
      const { order, ...view } = chosen();
      const isFiltered = Object.values(view).some(Boolean) || view.owner === "";
      const inOrder = arrangedRows(rows, { order, ...view });
      const isAdvised = order === "advised" && !isFiltered;
      const first = isAdvised ? firstRows(rows) : [];
      const others = inOrder.filter((row) => row.kind !== "settled" && !first.includes(row));
      // Unless one looks for something, what is far down the list is folded.
      const isNear = (/** @type {PlanRow} */ row, /** @type {number} */ place) =>
        !isAdvised || place < AT_ONCE - first.length || (row.kind === "own" && row.open);
      const then = others.filter(isNear);
      const later = others.filter((row) => !then.includes(row));
      const settled = inOrder.filter(({ kind }) => kind === "settled");
      groups = Object.entries({ first, then, later, settled });
      for (const [name, group] of groups) parts[`${name}-group`].hidden = !group.length;
      setText(parts["first-title"], say(`first_${first.length || 3}`));
      setText(parts["then-title"], say(first.length ? "then" : "all"));
      setText(parts["later-title"], say("later", { n: later.length }));
      parts.filtered.hidden = !isFiltered;
      parts.only.hidden = !isFiltered;
      setText(parts.unmatched, say(inOrder.length ? "filtered" : "unmatched"));
      setText(parts.summary, say(isFiltered ? "filters_on" : "filters"));
      build();
    }

    /** Builds the first rows, and comes back for more. */
    function build() {
      let room = built;
      for (const [name, group] of groups) {
        place(parts[name], group.slice(0, room).map(elementOf));
        room = Math.max(0, room - group.length);
      }
      refresh();
      if (shown().length <= built) return;
      built += AT_ONCE;
      whenIdle(() => section.isConnected && build());
    }

    /** What is shown, in its order, as it is now. */
    function shown() {
      const present = new Map(rows.map((row) => [row.key, row]));
      return groups.flatMap(([, group]) => group.flatMap(({ key }) => present.get(key) ?? []));
    }

    /** Each row, and what stands above them all, says what is true now. */
    function refresh() {
      const first = firstRows(rows);
      for (const row of rows) views.get(row.key)?.show(row, first.includes(row));
      const counts = planCounts(rows);
      const told = [say("count", { n: counts.all })];
      for (const name of /** @type {const} */ (["done", "late", "settled"]))
        if (counts[name]) told.push(say(`count_${name}`, { n: counts[name] }));
      if (!parts.filtered.hidden) told.push(say("count_shown", { n: shown().length }));
      setText(parts.counts, rows.length ? told.join(", ") : "");
      const { answered, actions, remaining } = board.picture().whole;
      const n = remaining.length;
      parts.nothing.hidden = answered > 0;
      parts.calm.hidden = answered === 0 || actions.length > 0;
      setText(parts.calm, say(n ? "calm_so_far" : "calm", { n }));
      parts.view.hidden = rows.length < 2;
      parts.out.hidden = !rows.length;
    }

    /** @param {PlanRow} row */
    function elementOf(row) {
      const view = views.get(row.key) ?? Autodiagnostic.planRow(template, board, { write, suggested, remove });
      views.set(row.key, view);
      return view.element;
    }

    /**
     * A row that somebody is writing in never moves: the others do, around it.
     * @param {HTMLElement} list @param {Element[]} wanted
     */
    function place(list, wanted) {
      const busy = document.activeElement?.closest("[data-row]");
      const stay = new Set(wanted);
      for (const row of [...list.children]) if (!stay.has(row) && row !== busy) row.remove();
      const rows = wanted.filter((row) => row.parentNode === list || row !== busy);
      const fixed = Math.max(0, rows.findIndex((row) => row === busy));
      if (rows.length && rows[fixed].parentNode !== list) list.prepend(rows[fixed]);
      for (let i = fixed - 1; i >= 0; i--) if (rows[i].nextSibling !== rows[i + 1]) rows[i + 1].before(rows[i]);
      for (let i = fixed + 1; i < rows.length; i++)
        if (rows[i].previousSibling !== rows[i - 1]) rows[i - 1].after(rows[i]);
    }

    /** Whom one may filter by, and whom a field proposes. */
    function fillOwners() {
      const select = /** @type {HTMLSelectElement} */ (filter.elements.namedItem("owner"));
      const { value } = select;
      const present = new Set(rows.map(({ owner }) => owner).concat(value.slice(1)));
      const advised = rows.map(({ references }) => (references.length ? advice(references[0]).who : ""));
      const proposed = new Set([...present, ...advised]);
      const told = JSON.stringify([[...present], [...proposed]]);
      if (told === owners) return;
      owners = told;
      /** @param {Set<string>} names @param {string} mark */
      const options = (names, mark) =>
        [...names].filter(Boolean).sort(inFrench.compare).map((name) => make("option", { value: mark + name }, name));
      select.replaceChildren(...[...select.options].slice(0, 2), ...options(present, "="));
      select.value = value;
      parts.owners.replaceChildren(...options(proposed, ""));
    }

    // One's own actions.

    /** @param {Event} event */
    function add(event) {
      event.preventDefault();
      const field = /** @type {HTMLInputElement} */ (adding.elements.namedItem("title"));
      const title = field.value.trim();
      if (!title) return;
      const id = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0"));
      const key = `propre.${id.join("")}`;
      forgetRemoved();
      adding.reset();
      // Whatever the filter, one sees what one has just added.
      filter.reset();
      built = Infinity;
      store.save([["plan", key, "title", title]]);
      setText(parts.removed, say("added"));
      views.get(key)?.focus();
    }

    /** @param {PlanRow} row */
    function remove(row) {
      removed = row;
      parts.undo.hidden = false;
      parts.undo.focus();
      store.save([["plan", row.key, undefined]]);
      setText(parts.removed, say("removed", { title: row.title || say("untitled") }));
    }

    function undo() {
      if (!removed) return;
      const { key, title, owner, due, status, note } = removed;
      const fields = { title, owner, due, status: status === "todo" ? "" : status, note };
      built = Infinity;
      store.save(Object.entries(fields).map(([name, value]) => ["plan", key, name, value || undefined]));
      views.get(key)?.focus();
      forgetRemoved();
      setText(parts.removed, say("restored"));
    }

    function forgetRemoved() {
      removed = undefined;
      parts.undo.hidden = true;
      setText(parts.removed, "");
    }

    function showAll() {
      filter.reset();
      arrange();
      parts.summary.focus();
    }

    board.follow(section, update);
    filter.addEventListener("input", arrange);
    filter.addEventListener("submit", (event) => event.preventDefault());
    adding.addEventListener("submit", add);
    parts.undo.addEventListener("click", undo);
    parts.clear.addEventListener("click", showAll);
    Autodiagnostic.planOut(section, board, shown);
  }

  Object.assign(Autodiagnostic.modules, { plan });
})();
