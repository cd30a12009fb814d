/**
 * Which rows the plan has, in which order, and which of them a filter lets through. Pure: no page, no storage, no clock;
 * days are texts such as 2026-11-23. The plan is foreign data, of which nothing is believed.
 */
(() => {
  "use strict";

  const OWN = "propre.";
  /** @type {PlanStatus[]} */
  const STATUSES = ["started", "todo", "done", "dropped"];
  const FIELDS = /** @type {const} */ (["owner", "due", "status", "note"]);

  /**
   * A row a question that calls for an action, as advised; then the person's own actions; then what was written about
   * actions that are no longer called for.
   * @param {Action[]} actions ranked @param {Record<string, unknown>} plan
   * @param {(key: string, reference?: string) => PlanSubject} tell about a question and one of its pieces of advice
   * @param {string} day today
   */
  function planRows(actions, plan, tell, day) {
    /** @type {Map<string, string[]>} */
    const called = new Map();
    for (const { key, advice } of actions) called.set(key, [...(called.get(key) ?? []), `${key}/${advice}`]);
    const rest = Object.keys(plan).filter((key) => !called.has(key));
    const kinds = { called: [...called.keys()], own: rest.filter(isOwn), settled: rest.filter((key) => !isOwn(key)) };
    return Object.entries(kinds).flatMap(([kind, keys]) =>
      keys.map((key) => {
        const references = called.get(key) ?? [];
        const entry = entryOf(plan[key]);
        const { title, ...subject } = tell(key, references[0]);
        const open = kind !== "settled" && !isClosed(entry.status);
        const late = open && entry.due !== "" && entry.due < day;
        const titles = { title: kind === "called" ? title : entry.title || title, kept: entry.title };
        return /** @type {PlanRow} */ ({ key, kind, references, ...entry, ...subject, ...titles, open, late });
      }),
    );
  }

  /** @param {string} key */
  function isOwn(key) {
    return key.startsWith(OWN);
  }

  /** @param {PlanStatus} status */
  function isClosed(status) {
    return status === "done" || status === "dropped";
  }

  /** An entry of the plan with all its fields; what is not as it should be counts as not written. @param {any} entry */
  function entryOf(entry) {
    const text = (/** @type {string} */ name) => (typeof entry?.[name] === "string" ? String(entry[name]) : "");
    const due = isDay(text("due")) ? text("due") : "";
    const status = STATUSES.find((one) => one === entry?.status) ?? "todo";
    return { title: text("title").trim(), owner: text("owner").trim(), due, status, note: text("note") };
  }

  /** @param {string} text */
  function isDay(text) {
    const date = new Date(`${text}T00:00Z`);
    return /^[12]\d{3}-\d\d-\d\d$/.test(text) && !isNaN(Number(date)) && date.toISOString().startsWith(text);
  }

  /**
   * What saving one field changes. With the first, the title is kept as it reads, so that the row survives a question
   * that is reworded or removed; with the last, it goes.
   * @param {PlanRow} row @param {Partial<Record<typeof FIELDS[number] | "title", string>>} fields
   * @returns {PlanChange[]}
   */
  function planChanges(row, fields) {
    const after = { ...row, ...fields };
    const written = FIELDS.some((name) => after[name] && !(name === "status" && after.status === "todo"));
    /** @type {Record<string, string>} */
    const changed = { ...fields };
    if (row.kind === "called" && written !== Boolean(row.kept)) changed.title = written ? [...row.title].slice(0, 300).join("") : "";
    return Object.entries(changed).map(([name, value]) => {
      const nothing = value === "" || (name === "status" && value === "todo");
      return ["plan", row.key, name, nothing ? undefined : value];
    });
  }

  /** The advised actions to begin with. @param {PlanRow[]} rows */
  function firstRows(rows) {
    return rows.filter(({ kind, open }) => kind === "called" && open).slice(0, 3);
  }

  /** @param {PlanRow[]} rows @param {PlanView} view */
  function arrangedRows(rows, { order, ...filter }) {
    const place = new Map(rows.map((row, number) => [row, number]));
    const kinds = ["called", "own", "settled"];
    /** Smaller comes first; between equals, the order advised. @type {Record<string, (row: PlanRow) => string | number>} */
    const ranks = {
      advised: () => 0,
      due: ({ due }) => due || "~",
      owner: ({ owner }) => plain(owner) || "~",
      status: ({ status }) => STATUSES.indexOf(status),
    };
    const rank = ranks[order];
    /** @param {PlanRow} row */
    const places = (row) => [
      Number(row.kind === "settled"),
      rank(row),
      Number(!row.open),
      kinds.indexOf(row.kind),
      Number(place.get(row)),
    ];
    return rows
      .filter((row) => passes(row, filter))
      .map((row) => ({ row, at: places(row) }))
      .sort(({ at: one }, { at: other }) => {
        let first = 0;
        while (one[first] === other[first]) first++; // The last of them differ.
        return one[first] < other[first] ? -1 : 1;
      })
      .map(({ row }) => row);
  }

  /** @param {PlanRow} row @param {Omit<PlanView, "order">} filter */
  function passes(row, { status, owner, theme, late, essential }) {
    return (
      (!status || row.status === status) &&
      (owner === undefined || plain(row.owner) === plain(owner)) &&
      (!theme || row.theme === theme) &&
      (!late || row.late) &&
      (!essential || row.essential)
    );
  }

  /** As names are compared and sorted: « Élodie » is « elodie ». @param {string} text */
  function plain(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  }

  /** @param {PlanRow[]} rows */
  function planCounts(rows) {
    const number = (/** @type {(row: PlanRow) => boolean} */ test) => rows.filter(test).length;
    return {
      all: number(({ kind }) => kind !== "settled"),
      done: number(({ kind, status }) => kind !== "settled" && status === "done"),
      late: number(({ late }) => late),
      settled: number(({ kind }) => kind === "settled"),
    };
  }

  /**
   * The day that a delay in the author's words leads to: « 1 mois », « 15 jours », « ce soir »; "" for other words. A
   * month later is the same day, or the month's last.
   * @param {string} within @param {string} day
   */
  function dayWithin(within, day) {
    const [year, month, date] = day.split("-").map(Number);
    if (/^(ce soir|aujourd.hui)$/i.test(within)) return day;
    const [, number = "", unit = ""] = /^(?:sous\s)?(\d{1,3}|une?)\s(jour|semaine|mois|an|année)s?$/i.exec(within) ?? [];
    const n = Number(number.replace(/^une?$/i, "1"));
    const [days, months] = { jour: [n, 0], semaine: [7 * n, 0], mois: [0, n] }[unit.toLowerCase()] ?? [0, 12 * n];
    if (!n) return "";
    const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
    const then = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last) + days));
    return then.toISOString().slice(0, 10);
  }

  const functions = { planRows, planChanges, firstRows, arrangedRows, planCounts, dayWithin };
  Object.assign(Autodiagnostic, functions);
})();
