/**
 * Where answers are kept: one JSON document a commune in localStorage, which only this file touches. Each save reads it
 * again and changes only what it came for, so that tabs never overwrite each other; what cannot be written is tried
 * again later. A tab writes to the file that it shows, and follows when another tab opens another.
 */
(() => {
  "use strict";

  const KEY = "autodiagnostic.document";
  const ACTIVE = "autodiagnostic.actif";
  const ASIDE = "autodiagnostic.illisible.";
  const RECORDS = ["answers", "notes", "plan", "targets", "reviewed", "snapshots", "erased"];
  const format = "autodiagnostic-document";
  const version = 1;

  /** @type {Store} */
  const store = {
    state: "kept",
    file: "",
    several: false,
    kept: whole({ format, version }),
    save(changes) {
      pending.push(...changes);
      apply(changes);
      if (store.state === "shared") store.state = "kept";
      synchronize();
      tell(changes.map((change) => String(change[change.length > 2 ? 1 : 0])));
    },
    subscribe: (listener) => listeners.push(listener),
    open(file) {
      if (!show(file)) return false;
      tell();
      item(ACTIVE, file);
      return true;
    },
    keys: (start) => Object.keys(localStorage).filter((key) => key.startsWith(start)),
    item,
  };
  /** The text last looked at. @type {string | null} */
  let seen = null;
  /** @type {Change[]} */
  let pending = [];
  /** @type {StoreListener[]} */
  let listeners = [];

  /** @param {string} key @param {string} [text] */
  function item(key, text) {
    if (text) localStorage.setItem(key, text);
    else if (text === "") localStorage.removeItem(key);
    return localStorage.getItem(key);
  }

  /** Of the file that is shown. */
  function key() {
    return store.file ? KEY + "." + store.file : KEY;
  }

  /** The file that was opened last, in whatever tab. */
  function active() {
    try {
      return item(ACTIVE) ?? "";
    } catch {
      return ""; // The state will say why.
    }
  }

  /** Takes in what another tab wrote, erased or opened. */
  function refresh() {
    const before = key() + seen;
    show(active());
    if (key() + seen === before) return;
    if (store.state === "kept") store.state = "shared";
    tell();
  }

  /** Reads a file anew, once what was given here is kept where it was given. @param {string} file */
  function show(file) {
    synchronize();
    if (pending.length && store.state !== "newer") return false;
    pending = [];
    seen = null;
    Object.assign(store, { state: "kept", file, kept: whole({ format, version }) });
    synchronize();
    return true;
  }

  /** Whom nothing concerns any more is forgotten. @param {string[]} [keys] what has changed; without, anything may have */
  function tell(keys) {
    listeners = listeners.filter((listener) => listener(keys));
  }

  function synchronize() {
    try {
      look();
      store.several = store.keys(KEY).length > 1;
      if (store.state === "newer") return;
      if (pending.length) {
        seen = item(key(), JSON.stringify(store.kept));
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
    const text = item(key());
    if (text === seen || text === null) return;
    const found = parse(text);
    if (!found) {
      let number = 1;
      while (![null, text].includes(item(ASIDE + number))) number++;
      item(ASIDE + number, text);
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
    store.kept = whole(changes.reduce(put, store.kept));
  }

  /** Undefined deletes; an entry left empty goes too. @param {any} record @param {any[]} change @returns {any} */
  function put(record, [key, value, ...rest]) {
    if (rest.length) {
      const entry = put(bare(record[key]), [value, ...rest]);
      value = Object.keys(entry).length ? entry : undefined;
    }
    if (value === undefined) delete record[key];
    else record[key] = value;
    return record;
  }

  /** @param {string} text @returns {StoredDocument | undefined} */
  function parse(text) {
    try {
      const found = JSON.parse(text);
      if (found.format !== format) return undefined;
      if (found.version > version) return found;
      return found.version === version && found.answers && found.notes && whole(found);
    } catch {
      return undefined;
    }
  }

  /** A document with all its parts. @param {any} found @returns {StoredDocument} @throws where a part is of another kind */
  function whole({ commune = "", ...found }) {
    for (const name of RECORDS) {
      const { [name]: record = {} } = found;
      if ({}.toString.call(record) !== "[object Object]") throw name;
      found[name] = bare(record);
    }
    return { ...found, commune: commune.trim() };
  }

  /** Without prototype, a record holds what was stored and no more. @param {Record<string, unknown>} [record] */
  function bare(record) {
    return Object.assign(Object.create(null), record);
  }

  addEventListener("storage", refresh);
  addEventListener("pageshow", refresh); // One that comes back from the browser's memory has heard of nothing.
  show(active());

  Autodiagnostic.store = store;
})();
