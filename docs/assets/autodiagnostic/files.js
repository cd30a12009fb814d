/**
 * The files of several communes: listed, added, copied, taken away, replaced. What a removal or a replacement took away
 * is kept until the next one, and can be taken back. All or nothing: where the browser has no room nothing changes.
 */
(() => {
  "use strict";

  const { store } = Autodiagnostic;
  const KEY = "autodiagnostic.document";
  const BIN = "autodiagnostic.corbeille";
  const LONGEST = 100;
  const { format, version } = store.kept;

  /** @param {string} file */
  function keyOf(file) {
    return file ? `${KEY}.${file}` : KEY;
  }

  /** @param {string} file */
  function textOf(file) {
    return store.item(keyOf(file)) ?? "";
  }

  /** The shown one's, as it is shown; undefined for what this guide cannot read. @param {string} file @returns {any} */
  function read(file) {
    if (file === store.file && store.state !== "newer") return store.kept;
    try {
      const found = { commune: "", answers: {}, snapshots: {}, ...JSON.parse(textOf(file)) };
      const sound = found.format === format && found.version === version && typeof found.commune === "string";
      return sound ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /** @param {string} file @returns {CommuneFile} */
  function described(file) {
    const found = read(file);
    const written = textOf(file) !== "";
    if (!found) return { file, name: "", answers: 0, measured: "", written, readable: false };
    const measured = Object.keys(Object(found.snapshots)).sort().pop() ?? "";
    const answers = Object.keys(Object(found.answers)).length;
    return { file, name: found.commune, answers, measured, written, readable: true };
  }

  /** @returns {CommuneFile[]} by name */
  function list() {
    try {
      const files = new Set(store.keys(KEY).map((key) => key.slice(KEY.length + 1))).add(store.file);
      const byName = new Intl.Collator("fr", { numeric: true }).compare;
      return [...files].map(described).sort((a, b) => byName(a.name, b.name) || byName(a.file, b.file));
    } catch {
      return [{ file: store.file, name: store.kept.commune, answers: 0, measured: "", written: false, readable: true }];
    }
  }

  /** @param {[string, string][]} texts by key; an empty one takes away, which makes room for the others */
  function set(texts) {
    for (const [key, text] of texts) if (!text) store.item(key, text);
    for (const [key, text] of texts) if (text) store.item(key, text);
  }

  /** All of it, or nothing and an error. @param {Record<string, string>} texts by key */
  function write(texts) {
    const before = Object.keys(texts).map((key) => /** @type {[string, string]} */ ([key, store.item(key) ?? ""]));
    try {
      set(Object.entries(texts));
    } catch (error) {
      set(before);
      throw error;
    }
  }

  /** The smallest number that no file has. */
  function free() {
    let number = 2;
    while (textOf(String(number))) number++;
    return String(number);
  }

  /** What has been given to the file that is shown is in it. */
  function settled() {
    return !/full|refused/.test(store.state);
  }

  /** @param {object} document @returns its file */
  function add(document) {
    const file = free();
    write({ [keyOf(file)]: JSON.stringify(document) });
    return file;
  }

  /** Empty, or with what a document holds; it is then shown. @param {object} [document] */
  function create(document) {
    return store.open(add({ format, version, commune: "", answers: {}, notes: {}, ...document }));
  }

  /** @param {string} file @param {string} suffix of the copy's name */
  function duplicate(file, suffix) {
    const name = described(file).name.slice(0, LONGEST - suffix.length - 1);
    const document = file === store.file ? store.kept : JSON.parse(textOf(file));
    const copy = add({ ...document, commune: `${name} ${suffix}`.trim() });
    store.open(store.file); // The forms say whose answers they show once there are several.
    return copy;
  }

  /** @param {string} file */
  function remove(file) {
    const shown = file === store.file;
    if (shown && !settled()) return false;
    const taken = { did: "removed", file, name: described(file).name, text: textOf(file), shown };
    const [next] = list().filter((other) => other.file !== file);
    write({ [keyOf(file)]: "", [BIN]: JSON.stringify(taken) });
    return store.open(shown ? (next?.file ?? "") : store.file);
  }

  /** Puts a document in place of the one that is shown. @param {object} document */
  function replace(document) {
    const { file, kept } = store;
    if (!settled()) return false;
    const taken = { did: "replaced", file, name: kept.commune, text: textOf(file), shown: true };
    write({ [keyOf(file)]: JSON.stringify(document), [BIN]: JSON.stringify(taken) });
    return store.open(file);
  }

  /** What can be taken back. @returns {Taken | undefined} */
  function taken() {
    try {
      const { did, file, name, text, shown } = JSON.parse(store.item(BIN) ?? "");
      const sound = /^(removed|replaced|restored)$/.test(did) && /^\d*$/.test(file);
      return sound ? { did, file, name: String(name), text: String(text), shown: shown === true } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Takes back the last removal, or the last replacement, which can then be taken back too. */
  function undo() {
    const last = taken();
    if (!last || (last.file === store.file && !settled())) return false;
    const present = textOf(last.file);
    if (last.did === "removed") {
      const file = present ? free() : last.file;
      write({ [keyOf(file)]: last.text, [BIN]: "" });
      return store.open(last.shown ? file : store.file);
    }
    const swapped = { ...last, did: last.did === "replaced" ? "restored" : "replaced", text: present };
    write({ [keyOf(last.file)]: last.text, [BIN]: JSON.stringify(swapped) });
    return store.open(store.file);
  }

  /** What was taken away is gone for good. */
  function drop() {
    write({ [BIN]: "" });
    return true;
  }

  /** Takes away all that the guide keeps in this browser. */
  function forget() {
    // Twice: what was waiting for room has just found some.
    for (let round = 0; round < 2; round++) {
      for (const key of store.keys("autodiagnostic.")) store.item(key, "");
      store.open("");
    }
    return true;
  }

  /** @template {unknown[]} P, R @param {(...values: P) => R} act @returns {(...values: P) => R | false} */
  function attempt(act) {
    return (...values) => {
      try {
        return act(...values);
      } catch {
        return false;
      }
    };
  }

  Autodiagnostic.files = {
    list,
    taken,
    open: attempt(store.open),
    create: attempt(create),
    duplicate: attempt(duplicate),
    remove: attempt(remove),
    replace: attempt(replace),
    undo: attempt(undo),
    drop: attempt(drop),
    forget: attempt(forget),
  };
})();
