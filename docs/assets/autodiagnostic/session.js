/**
 * What a trainer keeps of a session, and its one text. Pure: no page, no storage, no clock, no chance.
 *
 * Answers are long and repeat: in the text, a participant's are places in a list of all `values`, in the order of all
 * `questions`; "." stands for none. Nothing in a text is believed: it is read whole, or the first fault is told.
 */
(() => {
  "use strict";

  const { carriedOver, writeJson } = Autodiagnostic;
  const { ID, KEY, text, whole, oneOf, record, list, entry, answer, day, ofFormat, firstOf } = Autodiagnostic.checks;
  const FORMAT = "autodiagnostic-seance";
  const VERSION = 1;
  const LARGEST = 10_000_000; // bytes: more than a browser keeps
  const MOST = 100_000;
  const NONE = ".";
  /** @type {readonly ParticipantSource[]} */
  const SOURCES = ["strips", "file", "link"];

  const name = text(100);
  const number = whole(1, 1_000_000);
  const coded = text(50_000, /^((\d{1,6}|\.)( (\d{1,6}|\.))*)?$/);
  const participant = entry(
    { name, anonymous: oneOf(true), date: day, lines: record(/^(?=.{1,300}$)[a-z0-9-]+$/, text(300), 100) },
    { answers: coded, from: oneOf(...SOURCES), number },
  );
  const counts = record(KEY, record(/^[a-z0-9-]{1,200}$/, whole(1, 9_999), 100), 10_000);
  const checked = entry(
    { name, date: day, questionnaires: list(text(200, ID), 1_000), tallies: record(ID, counts, 1_000) },
    {
      format: oneOf(FORMAT),
      version: whole(VERSION, VERSION),
      id: text(200, ID),
      questions: list(text(200, KEY), 10_000),
      values: list(answer, MOST),
      participants: record(ID, participant, MOST),
    },
  );

  /** @param {string} id @param {string} date @param {string[]} questionnaires @returns {Session} */
  function newSession(id, date, questionnaires) {
    return { id, name: "", date, questionnaires, participants: bare({}), tallies: bare({}) };
  }

  // Reading.

  /** @param {string | ArrayBuffer} content @param {Definitions} definitions @returns {{ session: Session } | Fault} */
  function readSession(content, definitions) {
    const found = ofFormat(content, FORMAT, VERSION, LARGEST);
    if ("error" in found) return found;
    const { data } = found;
    const first = firstOf(checked(data, [])) ?? astray(data);
    if (first) return first;
    const renamed = Object.values(definitions).filter((one) => JSON.stringify(one).includes('"was"'));
    /** @param {Answers} answers */
    const ofToday = (answers) => bare(renamed.reduce((kept, one) => carriedOver(one, kept), answers));
    const { id, participants, questionnaires = [], tallies = {} } = data;
    return {
      session: {
        id,
        name: data.name ?? "",
        date: data.date ?? "",
        questionnaires: [...new Set(/** @type {string[]} */ (questionnaires))],
        participants: mapped(participants, (one) => ({
          number: one.number,
          name: one.name ?? "",
          anonymous: one.anonymous === true,
          from: one.from,
          date: one.date ?? "",
          lines: bare(one.lines ?? {}),
          answers: ofToday(decoded(one.answers, data)),
        })),
        tallies: mapped(tallies, (room) => countsOfToday(room, ofToday)),
      },
    };
  }

  /** An answer that points past the questions or the values. @param {any} data @returns {Fault | undefined} */
  function astray({ questions, values, participants }) {
    const isBad = (/** @type {any} */ { answers }) => {
      const codes = answers ? answers.split(" ") : [];
      return codes.length > questions.length || codes.some((/** @type {string} */ code) => code !== NONE && !(Number(code) < values.length));
    };
    const bad = Object.keys(participants).sort().find((id) => isBad(participants[id]));
    return bad === undefined ? undefined : { error: "wrong-value", values: { path: `participants › ${bad} › answers` } };
  }

  /** @param {string} codes @param {any} data @returns {Answers} */
  function decoded(codes, { questions, values }) {
    /** @type {Answers} */
    const answers = Object.create(null);
    for (const [place, code] of (codes ? codes.split(" ") : []).entries())
      if (code !== NONE) answers[questions[place]] = values[Number(code)];
    return answers;
  }

  /** @param {Counts} room @param {(answers: Answers) => Answers} ofToday @returns {Counts} */
  function countsOfToday(room, ofToday) {
    /** @type {Counts} */
    const today = Object.create(null);
    for (const [key, options] of Object.entries(room))
      for (const [option, n] of Object.entries(options))
        for (const [now, value] of Object.entries(ofToday({ [key]: option }))) {
          const known = (today[now] ??= Object.create(null));
          known[String(value)] = Math.min((known[String(value)] ?? 0) + n, 9_999);
        }
    return today;
  }

  // Writing.

  /** The same session, the same text. What no reader would accept stays behind. @param {Session} session */
  function writeSession({ id, name: called, date, questionnaires, participants, tallies }) {
    const all = Object.entries(participants);
    const questions = [...new Set(all.flatMap(([, { answers }]) => Object.keys(answers)))].filter((key) => KEY.test(key)).sort();
    /** By its text. @type {Map<string, unknown>} */
    const met = new Map();
    /** @type {[string, (string | undefined)[]][]} */
    const told = all.map(([one, { answers }]) => [one, questions.map((key) => textOf(answers[key], met))]);
    const texts = [...met.keys()].sort();
    const place = new Map(texts.map((value, at) => [value, String(at)]));
    const codes = new Map(told.map(([one, row]) => [one, row.map((value) => place.get(String(value)) ?? NONE)]));
    return writeJson([
      ["format", FORMAT],
      ["version", VERSION],
      ["id", id],
      ["name", sound(name, called)],
      ...(sound(day, date) ? [/** @type {[string, unknown]} */ (["date", date])] : []),
      ["questionnaires", questionnaires],
      ["questions", questions],
      ["values", texts.map((value) => met.get(value))],
      ["participants", Object.fromEntries(all.map(([one, entry]) => [one, written(entry, codes.get(one) ?? [])]))],
      ["tallies", tallies],
    ]);
  }

  /** Undefined for what is no answer. @param {unknown} value @param {Map<string, unknown>} met */
  function textOf(value, met) {
    if (value === undefined || (typeof value === "object" && !Array.isArray(value))) return undefined;
    // Of the texts, nearly all are met again and again.
    const written = JSON.stringify(value);
    if (met.has(written)) return written;
    if (answer(value, []).length) return undefined;
    met.set(written, value);
    return written;
  }

  /** @param {Check} check @param {string} value */
  function sound(check, value) {
    return check(value, []).length ? "" : value;
  }

  /** What is empty is left out. @param {Participant} entry @param {string[]} codes */
  function written({ number: rank, name: called, anonymous, from, date, lines }, codes) {
    const text = codes.join(" ").replace(/( ?\.)+$/, "");
    return {
      answers: text,
      from,
      number: rank,
      ...(sound(name, called) && { name: called }),
      ...(anonymous && { anonymous }),
      ...(sound(day, date) && { date }),
      ...(Object.keys(lines).length && { lines }),
    };
  }

  // Several sessions, several participants.

  /**
   * All that either holds; of the same participant and of the cards of the same room, mine. A room's cards are counted
   * under its session's id: those of two rooms add up, and those of one never count twice.
   * @param {Session} mine @param {Session} theirs @returns {Session}
   */
  function mergeSessions(mine, theirs) {
    return {
      ...mine,
      name: mine.name || theirs.name,
      date: mine.date || theirs.date,
      questionnaires: [...new Set([...mine.questionnaires, ...theirs.questionnaires])],
      participants: bare({ ...theirs.participants, ...mine.participants }),
      tallies: bare({ ...theirs.tallies, ...mine.tallies }),
    };
  }

  /**
   * A session without the change that once made `after` of `before`; what has changed besides stays.
   * @param {Session} session @param {Session} before @param {Session} after @returns {Session}
   */
  function restored(session, before, after) {
    /** @template {keyof Session} K @param {K} field @returns {Session[K]} */
    const field = (field) => (before[field] === after[field] ? session : before)[field];
    return {
      id: field("id"),
      name: field("name"),
      date: field("date"),
      questionnaires: field("questionnaires"),
      participants: recordRestored(session.participants, before.participants, after.participants),
      tallies: recordRestored(session.tallies, before.tallies, after.tallies),
    };
  }

  /** @template T @param {Record<string, T>} record @param {Record<string, T>} before @param {Record<string, T>} after */
  function recordRestored(record, before, after) {
    const copy = bare(record);
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[key] === after[key]) continue;
      if (key in before) copy[key] = before[key];
      else delete copy[key];
    }
    return copy;
  }

  /** The cards of all rooms, by question and answer. @param {Session} session @returns {Counts} */
  function allCards({ tallies }) {
    /** @type {Counts} */
    const sum = Object.create(null);
    for (const room of Object.values(tallies))
      for (const [key, options] of Object.entries(room)) {
        const known = (sum[key] ??= Object.create(null));
        for (const [option, n] of Object.entries(options)) known[option] = (known[option] ?? 0) + n;
      }
    return sum;
  }

  /**
   * In the order of their numbers, each with the one to show: its own, or the next that is free where two sessions have
   * counted alike.
   * @param {Session} session @returns {Place[]}
   */
  function places({ participants }) {
    let last = 0;
    const all = Object.entries(participants).sort(
      ([one, a], [other, b]) => a.number - b.number || (one < other ? -1 : 1),
    );
    return all.map(([id, one]) => ({ id, participant: one, number: (last = Math.max(one.number, last + 1)) }));
  }

  /** What two communes of the same name and answers share. @param {string} commune @param {Answers} answers */
  function contentOf(commune, answers) {
    return JSON.stringify([nameKey(commune), Object.keys(answers).sort().map((key) => [key, answers[key]])]);
  }

  /** « SAINT-MARTIN » is « Saint-Martin ». @param {string} commune */
  function nameKey(commune) {
    return commune.trim().replace(/\s+/g, " ").toLowerCase().normalize("NFC");
  }

  /** An id that the same text always gets, so that a file taken in by two sessions counts once. @param {string} text */
  function idOf(text) {
    const parts = [0x811c9dc5, 0x1000193, 0x9e3779b9].map((seed) => {
      let sum = seed;
      for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
      return (sum >>> 0).toString(36);
    });
    return `c${parts.join("")}`;
  }

  // Records without prototype hold what was read and no more.

  /** @template T @param {Record<string, T>} record @returns {Record<string, T>} */
  function bare(record) {
    return Object.assign(Object.create(null), record);
  }

  /** @template T @param {Record<string, any>} record @param {(value: any) => T} made @returns {Record<string, T>} */
  function mapped(record, made) {
    const copy = Object.create(null);
    for (const key of Object.keys(record)) copy[key] = made(record[key]);
    return copy;
  }

  Object.assign(Autodiagnostic, {
    ...{ newSession, readSession, writeSession, mergeSessions, restored, allCards, places, contentOf, nameKey, idOf },
  });
})();
