/** From one time to the next: what is kept of each, and how a new round begins. */
(() => {
  "use strict";

  const { store, byData, setText, carried, overall } = Autodiagnostic;
  const { NOW, moments, snapshot, when, alike, fingerprint, counted } = Autodiagnostic.snapshots;
  /** As many as the document's format allows. */
  const MOST = 200;
  /** Among what was erased; no questionnaire has such an id. */
  const REMOVED = "_bilans";

  /** @param {HTMLElement} section */
  function rounds(section) {
    const board = Autodiagnostic.board(section);
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    const blank = /** @type {HTMLTemplateElement} */ (section.querySelector("template")).content;
    /** @type {Record<string, HTMLElement>} */
    let items = {};
    let listed = "";

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("rounds", name, values);
    }

    /** Said twice in a row, the same words would not be heard. @param {string} text */
    function tell(text) {
      parts.said.textContent = "";
      parts.said.textContent = text;
    }

    /** While questions remain the level is a range, of which nothing is told. @param {Result} result @returns {Told} */
    function toldOf({ sums, percent, level, level_low, level_high, instead_of_level, remaining, essentials }) {
      const { secured, below, to_check, open } = essentials;
      const range = remaining.length > 0 && level_low !== level_high;
      return {
        points: sums.points,
        possible: sums.possible,
        percent,
        level: instead_of_level ?? (range ? null : level),
        secured: secured.length,
        essentials: secured.length + below.length + to_check.length + open.length,
      };
    }

    /** @param {unknown} foreign a Told, unless it comes from elsewhere */
    function figures(foreign) {
      const { percent = null, level, secured, essentials } = Object(foreign);
      const title = board.title(level);
      const total = percent === null ? "no_percent" : title ? "verdict" : "percent";
      return say("figures", { total: say(total, { percent, level: title }), n: secured, essentials });
    }

    /** @param {Answers} answers under today's ids */
    function resultOf(answers) {
      return overall(board.report, board.definitions, answers);
    }

    // Keeping.

    /** @returns {Change} */
    function keeping() {
      const date = new Date();
      const moment = () => date.toISOString().slice(0, 19) + "Z";
      while (moment() in store.kept.snapshots) date.setSeconds(date.getSeconds() + 1);
      const answers = carried(board.definitions, store.kept.answers);
      return ["snapshots", moment(), { answers, fingerprint: fingerprint(board), told: toldOf(resultOf(answers)) }];
    }

    /** The last moment, where it holds today's answers. */
    function alreadyKept() {
      return moments().slice(-1).find((last) => alike(board, last, NOW));
    }

    /** @param {Change[]} changes @returns {boolean} whether they will outlive this page */
    function saved(changes) {
      store.save(changes);
      const sound = /kept|shared/.test(store.state);
      if (!sound) tell(say("unsaved"));
      return sound;
    }

    function keep() {
      const same = alreadyKept();
      if (same) return tell(say("same", { date: when(board, same) }));
      if (moments().length >= MOST) return tell(say("full", { most: MOST }));
      const change = keeping();
      if (saved([change, ["erased", REMOVED, undefined]])) tell(say("kept", { date: when(board, change[1] ?? "") }));
    }

    /** @param {string} moment */
    function remove(moment) {
      const date = when(board, moment);
      const removed = { [moment]: store.kept.snapshots[moment] };
      store.save([["snapshots", moment, undefined], ["erased", REMOVED, removed]]);
      tell(say("removed", { date }));
      buttons.restore.focus();
    }

    function restore() {
      const removed = Object.entries(Object(store.kept.erased[REMOVED]));
      /** @type {Change[]} */
      const back = removed.map(([moment, value]) => ["snapshots", moment, value]);
      store.save([...back, ["erased", REMOVED, undefined]]);
      const [[moment]] = removed;
      tell(say("restored", { date: when(board, moment) }));
      byData(items[moment], "action").remove.focus();
    }

    // The list.

    /** @param {string} moment */
    function addItem(moment) {
      const item = /** @type {HTMLElement} */ (blank.firstElementChild?.cloneNode(true));
      const { name } = byData(item, "part");
      name.addEventListener("change", () => {
        store.save([["snapshots", moment, "name", name.value.trim() || undefined]]);
      });
      byData(item, "action").remove.addEventListener("click", () => remove(moment));
      return item;
    }

    /** @param {HTMLElement} item @param {string} moment */
    function fillItem(item, moment) {
      const { date, name, of, which, result, then } = byData(item, "part");
      const kept = snapshot(moment);
      const whole = resultOf(carried(board.definitions, kept.answers));
      const n = whole.remaining.length;
      const text = figures(toldOf(whole));
      const changed = !counted(board, moment) || figures(kept.told) !== text;
      setText(date, when(board, moment));
      setText(of, say("of", { date: when(board, moment) }));
      setText(which, say("which", { date: when(board, moment) }));
      setText(result, n ? say("with_remaining", { figures: text, n }) : text);
      setText(then, changed ? say("then", { figures: figures(kept.told) }) : "");
      then.hidden = !changed;
      if (name.value !== kept.name && name !== document.activeElement) name.value = kept.name;
    }

    /** The last one first. @param {string[]} [keys] what has changed */
    function list(keys) {
      if (keys && !keys.some((key) => key in items || key in store.kept.snapshots)) return;
      const text = JSON.stringify(store.kept.snapshots);
      if (text === listed) return;
      listed = text;
      const before = items;
      const order = moments().reverse();
      items = Object.fromEntries(order.map((moment) => [moment, before[moment] ?? addItem(moment)]));
      for (const moment in before) if (!items[moment]) before[moment].remove();
      order.forEach((moment, place) => {
        fillItem(items[moment], moment);
        const there = parts.list.children[place];
        if (there !== items[moment]) parts.list.insertBefore(items[moment], there ?? null);
      });
    }

    // A new round.

    /** Before anything is kept, the first round is not over, and nothing is gone through again. */
    function roundState() {
      const concerned = board.themes.filter(({ id }) => board.picture().themes[id].applicable);
      const n = moments().length ? concerned.filter(({ id }) => store.kept.reviewed[id]).length : 0;
      const all = concerned.length;
      parts.round.hidden = !n;
      setText(parts.round, say(n < all ? "under_way" : "done", { n, all }));
      parts.resume.hidden = !n || n === all;
      setText(parts.restart, n && n < all ? say("restart") : "");
    }

    function again() {
      const full = moments().length >= MOST;
      if (!alreadyKept() && full) return tell(say("full", { most: MOST }));
      /** @type {Change[]} */
      const anew = Object.keys(store.kept.reviewed).map((theme) => ["reviewed", theme, undefined]);
      if (saved(alreadyKept() ? anew : [keeping(), ...anew])) parts.resume.click();
    }

    /** @param {string[]} [keys] */
    function update(keys) {
      const { answered } = board.picture().whole;
      list(keys);
      roundState();
      const any = moments().length > 0;
      parts.nothing.hidden = answered > 0;
      parts.keeping.hidden = parts.again.hidden = !answered;
      parts.why.hidden = any;
      parts.kept.hidden = !any;
      buttons.restore.hidden = !store.kept.erased[REMOVED];
    }

    for (const [name, act] of Object.entries({ keep, restore, again })) buttons[name].addEventListener("click", act);
    board.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { rounds });
})();
