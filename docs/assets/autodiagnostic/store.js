/**
 * Where answers are kept: one JSON document in localStorage, which only this file touches. Each save reads it again and
 * changes only what it came for, so that tabs never overwrite each other; what cannot be written is tried again later.
 */
(() => {
  "use strict";

  const KEY = "autodiagnostic.document";
  const ASIDE = "autodiagnostic.illisible.";
  const format = "autodiagnostic-document";
  const version = 1;

  /** @type {Store} */
  const store = {
    state: "kept",
    kept: { format, version, answers: bare(), notes: bare(), erased: bare() },
    save(changes) {
      pending.push(...changes);
      apply(changes);
      if (store.state === "shared") store.state = "kept";
      synchronize();
      tell(changes.map(([, key]) => key));
    },
    subscribe: (listener) => listeners.push(listener),
  };
  /** The text last looked at. @type {string | null} */
  let seen = null;
  /** @type {Change[]} */
  let pending = [];
  /** @type {StoreListener[]} */
  let listeners = [];

  /** Takes in what another tab wrote. */
  function refresh() {
    const before = seen;
    synchronize();
    if (seen === before) return;
    if (store.state === "kept") store.state = "shared";
    tell();
  }

  /** Whom nothing concerns any more is forgotten. @param {string[]} [keys] what has changed; without, anything may have */
  function tell(keys) {
    listeners = listeners.filter((listener) => listener(keys));
  }

  function synchronize() {
    try {
      look();
      if (store.state === "newer") return;
      if (pending.length) {
        const text = JSON.stringify(store.kept);
        localStorage.setItem(KEY, text);
        seen = text;
        pending = [];
      }
      if (/full|refused/.test(store.state)) store.state = "kept";
    } catch (error) {
      store.state = /quota/i.test(String(error)) ? "full" : "refused";
    }
  }

  /**
   * Reads the document if it has changed. When it is gone or unreadable, what was read before stays, to be written
   * with the next answer; an unreadable text is kept aside first.
   */
  function look() {
    const text = localStorage.getItem(KEY);
    if (text === seen || text === null) return;
    const found = parse(text);
    if (!found) {
      let number = 1;
      while (![null, text].includes(localStorage.getItem(ASIDE + number))) number++;
      localStorage.setItem(ASIDE + number, text);
      store.state = "damaged";
    } else if (found.version > version) {
      store.state = "newer";
    } else {
      if (store.state === "newer") store.state = "kept";
      store.kept = found;
      apply(pending);
    }
    seen = text;
  }

  /** @param {Change[]} changes */
  function apply(changes) {
    for (const [section, key, value] of changes) {
      if (value === undefined) delete store.kept[section][key];
      else store.kept[section][key] = value;
    }
  }

  /** @param {string} text @returns {StoredDocument | undefined} */
  function parse(text) {
    try {
      const found = JSON.parse(text);
      const { answers, notes, erased = {} } = found;
      const sound = [answers, notes, erased].every((part) => String(part) === "[object Object]");
      if (found.format !== format || !(found.version > version || (found.version === version && sound))) return undefined;
      return { ...found, answers: bare(answers), notes: bare(notes), erased: bare(erased) };
    } catch {
      return undefined;
    }
  }

  /** Without prototype, a record holds what was stored and no more. @param {Record<string, unknown>} [record] */
  function bare(record) {
    return Object.assign(Object.create(null), record);
  }

  addEventListener("storage", refresh);
  addEventListener("pageshow", refresh); // One that comes back from the browser's memory has heard of nothing.
  synchronize();

  globalThis.Autodiagnostic = Object.assign(globalThis.Autodiagnostic ?? {}, { store });
})();
