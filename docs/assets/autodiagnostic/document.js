/**
 * What a commune keeps, as a file: the twin of document.py; read that for the format. Pure: no page, no storage.
 * Nothing in a file is believed: it is read whole, or the first thing wrong with it is told.
 */
(() => {
  "use strict";

  const { carriedOver, writeJson } = Autodiagnostic;
  const { ID, KEY, MOMENT, text, whole, oneOf, orNull, record, entry, answer, day, isRecord, ofFormat, firstOf } = Autodiagnostic.checks;
  const FORMAT = "autodiagnostic-document";
  const VERSION = 1;
  const plan = entry({
    title: text(300),
    owner: text(100),
    due: day,
    status: oneOf("todo", "started", "done", "dropped"),
    note: text(5_000),
  });
  const count = whole(0);
  const told = entry({}, {
    points: count,
    possible: count,
    percent: orNull(whole(0, 100)),
    level: orNull(text(300)),
    secured: count,
    essentials: count,
  });
  const snapshot = entry({ name: text(100) }, { answers: record(KEY, answer), fingerprint: text(300), told });
  const commune = text(100);
  /** In the order in which they are written. @type {Record<Section, Check>} */
  const SECTIONS = {
    answers: record(KEY, answer),
    notes: record(KEY, text(5_000)),
    plan: record(KEY, plan),
    targets: record(ID, text(200, ID)),
    reviewed: record(ID, day),
    snapshots: record(MOMENT, snapshot, 200, "bad-date"),
  };
  const NAMES = /** @type {Section[]} */ (Object.keys(SECTIONS));
  const checked = entry(
    { commune, questionnaires: record(ID, whole(1)), ...SECTIONS },
    { format: oneOf(FORMAT), version: whole(VERSION, VERSION) },
  );

  // Reading.

  /**
   * The document that a text holds, its answers filed under today's ids; or what is wrong with it.
   * @param {string | ArrayBuffer} content @param {Definitions} definitions @returns {Reading}
   */
  function readDocument(content, definitions) {
    const found = ofFormat(content, FORMAT, VERSION);
    if ("error" in found) return found;
    const { data } = found;
    const first = firstOf(checked(data, []));
    if (first) return first;
    for (const id of Object.keys(data.questionnaires ?? {}).sort()) {
      const known = definitions[id]?.version;
      const values = { id, version: data.questionnaires[id], known };
      if (values.version > known) return { error: "newer-questionnaire", values };
    }
    return { document: ofToday(data, definitions) };
  }

  /** What has changed ids since, worked out once: few questionnaires have. @type {WeakMap<Definitions, Definition[][]>} */
  const renaming = new WeakMap();

  /** In answers, and in what is kept by question alone. @param {Definitions} definitions */
  function renamed(definitions) {
    const known = renaming.get(definitions);
    if (known) return known;
    const all = Object.keys(definitions).sort().map((id) => definitions[id]);
    const some = all.filter((each) => JSON.stringify(each).includes('"was"'));
    /** @param {Question[]} questions */
    const keysOnly = (questions) => questions.map((question) => ({ ...question, options: [] }));
    const unnamed = some.map((each) => ({ ...each, questions: keysOnly((each.controls ?? []).concat(each.questions)), controls: [] }));
    renaming.set(definitions, [some, unnamed]);
    return [some, unnamed];
  }

  /** @param {any} data checked @param {Definitions} definitions @returns {CommuneDocument} */
  function ofToday(data, definitions) {
    const [all, unnamed] = renamed(definitions);
    /** @param {Definition[]} through @param {any} record */
    const carried = (through, record = {}) => through.reduce((kept, each) => carriedOver(each, kept), record);
    const snapshots = Object.entries(data.snapshots ?? {}).map(([moment, taken]) => [
      moment,
      { ...taken, answers: carried(all, taken.answers) },
    ]);
    return bare({
      format: FORMAT,
      version: VERSION,
      commune: data.commune ?? "",
      answers: carried(all, data.answers),
      notes: carried(unnamed, data.notes),
      plan: carried(unnamed, data.plan),
      targets: data.targets ?? {},
      reviewed: data.reviewed ?? {},
      snapshots: Object.fromEntries(snapshots),
    });
  }

  /** A copy, whose records have no prototype: they hold what was read and no more. @param {any} value @returns {any} */
  function bare(value) {
    if (Array.isArray(value)) return value.map(bare);
    if (!isRecord(value)) return value;
    return Object.entries(value).reduce(
      (copy, [key, part]) => Object.assign(copy, { [key]: bare(part) }),
      Object.create(null),
    );
  }

  // Writing.

  /**
   * The one text of a document: the same document, the same bytes, in Python and in a browser. What no reader would
   * accept (a number with decimals, say) is no answer, and stays behind.
   * @param {CommuneDocument} document @param {Definitions} definitions
   */
  function writeDocument(document, definitions) {
    /** @param {Section} name */
    const sound = (name) => {
      const entries = Object.entries(document[name] ?? {});
      return Object.fromEntries(entries.filter(([key, part]) => !SECTIONS[name]({ [key]: part }, []).length));
    };
    const asked = new Set(Object.keys(sound("answers")).map((key) => key.split(".")[0]));
    const named = Object.keys(definitions).filter((id) => asked.has(id));
    return writeJson([
      ["format", FORMAT],
      ["version", VERSION],
      ["commune", commune(document.commune, []).length ? "" : document.commune],
      ["questionnaires", Object.fromEntries(named.map((id) => [id, definitions[id].version]))],
      ...NAMES.map((name) => /** @type {[string, unknown]} */ ([name, sound(name)])),
    ]);
  }

  // Two documents.

  /**
   * All that either holds; where both hold something else, mine, or theirs when preferred.
   * @param {CommuneDocument} mine @param {CommuneDocument} theirs @param {boolean} [preferTheirs] @returns {CommuneDocument}
   */
  function merge(mine, theirs, preferTheirs = false) {
    const [over, under] = preferTheirs ? [theirs, mine] : [mine, theirs];
    const merged = { ...bare(mine), commune: over.commune || under.commune };
    for (const name of NAMES) merged[name] = bare({ ...under[name], ...over[name] });
    // Of the same entry, one may say who and the other when.
    for (const key of Object.keys(merged.plan)) merged.plan[key] = bare({ ...under.plan[key], ...over.plan[key] });
    return bare(merged);
  }

  /**
   * What a document holds, in numbers, and how its answers compare with mine.
   * @param {CommuneDocument} document @param {CommuneDocument} mine @param {Definitions} definitions @returns {Summary}
   */
  function summary(document, mine, definitions) {
    const known = new Set(Object.values(definitions).flatMap(({ questions }) => questions.map(({ key }) => key)));
    const keys = Object.keys(document.answers);
    const shared = keys.filter((key) => key in mine.answers);
    const same = shared.filter((key) => JSON.stringify(document.answers[key]) === JSON.stringify(mine.answers[key]));
    const moments = Object.keys(document.snapshots).sort();
    return {
      commune: document.commune,
      answers: keys.length,
      new: keys.length - shared.length,
      same: same.length,
      different: shared.length - same.length,
      unknown: keys.filter((key) => !known.has(key)).length,
      notes: Object.keys(document.notes).length,
      plan: Object.keys(document.plan).length,
      targets: Object.keys(document.targets).length,
      reviewed: Object.keys(document.reviewed).length,
      snapshots: moments.length,
      first: moments[0] ?? null,
      last: moments[moments.length - 1] ?? null,
    };
  }

  Object.assign(Autodiagnostic, { readDocument, writeDocument, merge, summary });
})();
