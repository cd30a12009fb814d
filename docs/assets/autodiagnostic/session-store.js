/**
 * Where the session is kept: one text in localStorage, by store.js's means. Each change reads it again and does its own
 * part only, so that tabs never overwrite each other; what cannot be written is tried again with the next change.
 */
(() => {
  "use strict";

  const { store, newSession, readSession, writeSession, restored, today } = Autodiagnostic;
  const KEY = "autodiagnostic.seance";
  const ASIDE = `${KEY}.illisible.`;
  const STEPS = 100;

  function newId() {
    return [...crypto.getRandomValues(new Uint32Array(2))].map((one) => one.toString(36)).join("");
  }

  /** @param {Definitions} definitions @param {string[]} questionnaires that a new session has in play @returns {SessionStore} */
  function sessionStore(definitions, questionnaires) {
    /** The text last looked at. @type {string | null} */
    let seen = null;
    /** @type {SessionChange[]} */
    let pending = [];
    /** The last one last. @type {Undoing[]} */
    let steps = [];
    /** @type {(() => boolean)[]} */
    let listeners = [];

    /** @type {SessionStore} */
    const kept = {
      state: "kept",
      session: fresh(),
      change(update, did) {
        look();
        const before = kept.session;
        if (did) {
          const after = update(before);
          steps = [...steps, { did, back: (/** @type {Session} */ session) => restored(session, before, after) }].slice(-STEPS);
        }
        put(update);
      },
      last: () => steps[steps.length - 1],
      undo() {
        look();
        const last = steps.pop();
        if (last) put(last.back);
      },
      settle() {
        steps = [];
        tell();
      },
      written: () => seen !== null,
      erase,
      tell,
      subscribe: (listener) => listeners.push(listener),
    };

    function fresh() {
      return newSession(newId(), today(), questionnaires);
    }

    /** @param {SessionChange} update */
    function put(update) {
      pending.push(update);
      kept.session = update(kept.session);
      if (kept.state === "shared") kept.state = "kept";
      attempt(write);
      tell();
    }

    function write() {
      if (kept.state === "newer" || !pending.length) return;
      const text = writeSession(kept.session);
      store.item(KEY, text);
      seen = text;
      pending = [];
    }

    /** What the browser refuses changes nothing. @param {() => void} act */
    function attempt(act) {
      try {
        act();
        if (/full|refused/.test(kept.state)) kept.state = "kept";
        return true;
      } catch (error) {
        kept.state = /quota/i.test(String(error)) ? "full" : "refused";
        return false;
      }
    }

    /** Takes in what another tab has written or erased; the changes not yet written come on top. */
    function look() {
      attempt(() => {
        const text = store.item(KEY);
        if (text === seen) return;
        const erased = text === null && seen !== null;
        const found = text === null ? { session: fresh() } : readSession(text, definitions);
        if ("session" in found) {
          if (erased) pending = [];
          if (kept.state === "newer") kept.state = "kept";
          kept.session = pending.reduce((session, update) => update(session), found.session);
          steps = [];
        } else if (found.error === "newer-format") {
          kept.state = "newer";
        } else {
          setAside(String(text));
        }
        seen = text;
      });
    }

    /** A text that cannot be read is copied before anything is written in its place. @param {string} text */
    function setAside(text) {
      let number = 1;
      while (![null, text].includes(store.item(ASIDE + number))) number++;
      store.item(ASIDE + number, text);
      kept.state = "damaged";
    }

    /** All that the workshop keeps in this browser. @returns whether the browser let it */
    function erase() {
      const done = attempt(() => {
        for (const key of store.keys(KEY)) store.item(key, "");
      });
      if (!done) return false;
      seen = null;
      pending = [];
      steps = [];
      Object.assign(kept, { state: "kept", session: fresh() });
      tell();
      return true;
    }

    /** Whom nothing concerns any more is forgotten. */
    function tell() {
      listeners = listeners.filter((listener) => listener());
    }

    function refresh() {
      const before = seen;
      look();
      if (seen === before) return;
      if (kept.state === "kept") kept.state = "shared";
      tell();
    }

    addEventListener("storage", refresh);
    addEventListener("pageshow", refresh); // One that comes back from the browser's memory has heard of nothing.
    look();
    return kept;
  }

  Object.assign(Autodiagnostic, { sessionStore, newId });
})();
