/** The wall: one slide as large as fits, moved by keys, remote, click, tap or swipe. */
(() => {
  "use strict";

  const { say, setText, make, slideCopy, moveOf, line: makeLine } = Autodiagnostic;

  /** @type {AutodiagnosticNamespace["stage"]} */
  function stage({ words, parts, buttons, decks }, leave) {
    const dialog = /** @type {HTMLDialogElement} */ (parts.stage);
    const { room, all, said } = parts;
    /** What both windows agree on. @type {ShowState} */
    let state = { on: false, deck: "", place: 0, black: false, since: 0 };
    /** @type {WakeLockSentinel | undefined} */
    let awake;
    /** Whether full screen was last asked for, or to be left. */
    let wantsFull = false;
    /** Whether the screen has been filled since. */
    let filled = false;
    /** Not before it begins: in the speaker's window, the lectern has the line. @type {ReturnType<typeof makeLine> | undefined} */
    let line;

    const deck = () => /** @type {Deck} */ (decks.get(state.deck));

    /** A move, or a question: where are we? @param {ShowState | undefined} heard */
    function listen(heard) {
      if (heard && state.on && decks.get(heard.deck)?.slides[heard.place]) adopt({ ...heard, on: true });
      else line?.send(state);
    }

    // What is shown.

    /** @param {Partial<ShowState>} change */
    function change(change) {
      adopt({ ...state, ...change });
      line?.send(state);
    }

    /** @param {ShowState} next */
    function adopt(next) {
      const moved = next.deck !== state.deck || next.place !== state.place;
      const blacked = next.black !== state.black;
      state = next;
      if (moved) show();
      if (blacked) {
        dialog.toggleAttribute("data-black", state.black);
        buttons.black.setAttribute("aria-pressed", String(state.black));
        setText(said, state.black ? say(words.blacked) : "");
      }
    }

    function show() {
      const { slides, title } = deck();
      const face = slideCopy(slides[state.place].face);
      const told = say(words.place, { place: state.place + 1, count: slides.length });
      room.replaceChildren(make("p", { class: "guide-unseen" }, told), face);
      dialog.setAttribute("aria-label", title);
      setText(parts.place, told);
      setText(said, "");
      buttons.back.setAttribute("aria-disabled", String(!state.place));
      buttons.on.setAttribute("aria-disabled", String(state.place === slides.length - 1));
      fit();
      history.replaceState(history.state, "", `#${state.deck}/${state.place + 1}`);
    }

    /** Type as large as fits, in steps. */
    function fit() {
      const face = /** @type {HTMLElement | null} */ (room.querySelector(".slide"));
      if (!face) return;
      const { clientWidth, clientHeight } = room;
      let size = Math.min(clientWidth / 13, clientHeight / 7.5);
      do face.style.fontSize = `${(size *= 0.96)}px`;
      while (size > 12 && (room.scrollHeight > clientHeight || room.scrollWidth > clientWidth));
    }

    /** @param {number} place */
    function go(place) {
      if (state.black) return change({ black: false });
      const last = deck().slides.length - 1;
      if (place < 0 || place > last) return setText(said, say(place < 0 ? words.first : words.last));
      change({ place });
    }

    /** @param {boolean} shown */
    function overview(shown) {
      all.hidden = !shown;
      buttons.overview.setAttribute("aria-expanded", String(shown));
      if (!shown) return room.focus();
      const items = deck().slides.map(({ title }, place) => {
        const button = make("button", { type: "button", "aria-current": place === state.place }, title);
        button.addEventListener("click", () => {
          overview(false);
          change({ place, black: false });
        });
        return make("li", {}, button);
      });
      all.replaceChildren(make("ol", {}, ...items));
      /** @type {HTMLElement | null} */ (all.querySelector("[aria-current]"))?.focus();
    }

    // The screen.

    async function fullScreen() {
      setText(said, "");
      if (navigator.userActivation?.isActive === false) return;
      wantsFull = true;
      // The dialog itself may not fill the screen, but it lies over whatever does.
      await document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
    }

    async function leaveFull() {
      wantsFull = filled = false;
      if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
    }

    /** Told late: meanwhile the screen may be filled no more, or no more be wanted so. */
    function fullChanged() {
      const full = Boolean(document.fullscreenElement);
      // Escape, which the browser keeps to itself there.
      const escaped = filled && !full;
      filled = full && wantsFull;
      buttons.full.setAttribute("aria-pressed", String(full));
      if (full && !wantsFull) leaveFull();
      if (escaped) end();
    }

    /** Lets no screen go dark; the browser gives up on that whenever the page is out of sight. */
    async function keepAwake() {
      if (!state.on || document.hidden || awake?.released === false) return;
      try {
        awake = await navigator.wakeLock?.request("screen");
        if (!state.on) awake?.release();
      } catch {
        // Refused, on a low battery say: the screen then goes dark as ever.
      }
    }

    // Beginning and end.

    /** @param {string} name @param {number} place */
    function begin(name, place) {
      if (state.on) {
        if (name !== state.deck || place !== state.place) change({ deck: name, place, black: false });
        return;
      }
      state = { ...state, on: true, deck: "", black: false };
      line ??= makeLine(listen);
      buttons.full.hidden = !document.fullscreenEnabled;
      dialog.showModal();
      fullScreen();
      change({ deck: name, place });
      room.focus();
      keepAwake();
    }

    function end() {
      if (!state.on) return;
      const name = state.deck;
      overview(false);
      adopt({ ...state, black: false });
      state = { ...state, on: false };
      line?.send(state);
      dialog.close();
      room.replaceChildren();
      leaveFull();
      awake?.release();
      leave(name);
    }

    function openNotes() {
      // A new window ends full screen anyhow, and its speaker has to put it somewhere.
      leaveFull();
      const opened = line?.open(`${location.href.split("#")[0]}#${state.deck}/${state.place + 1}/notes`);
      setText(said, say(opened ? words.opened : words.refused));
    }

    // Hands.

    /** @param {KeyboardEvent} event */
    function press(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Escape" && !all.hidden) {
        event.preventDefault();
        return overview(false);
      }
      // The button that starts a show sends F5, on many a remote.
      const keys = { b: black, ".": black, f: toggleFull, f5: fullScreen, n: openNotes, t: toggleOverview };
      const letter = keys[/** @type {keyof typeof keys} */ (event.key.toLowerCase())];
      const move = !all.hidden ? undefined : moveOf(event, state.place, deck().slides.length);
      if (letter) letter();
      else if (move !== undefined) go(move);
      else return;
      event.preventDefault();
    }

    function black() {
      change({ black: !state.black });
    }

    function toggleOverview() {
      overview(Boolean(all.hidden));
    }

    function toggleFull() {
      if (document.fullscreenElement) leaveFull();
      else fullScreen();
    }

    /** @type {PointerEvent | undefined} */
    let down;

    /** @param {PointerEvent} event */
    function swipe(event) {
      const [x, y] = down ? [event.clientX - down.clientX, event.clientY - down.clientY] : [0, 0];
      if (event.pointerType !== "mouse" && Math.abs(x) > 40 && Math.abs(x) > 2 * Math.abs(y)) go(state.place + (x < 0 ? 1 : -1));
    }

    /** On the left quarter, back; elsewhere, on. @param {MouseEvent} event */
    function click(event) {
      const still = !down || Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 10;
      if (still && !String(getSelection())) go(state.place + (event.clientX < room.clientWidth / 4 ? -1 : 1));
    }

    dialog.addEventListener("keydown", press);
    dialog.addEventListener("close", end);
    room.addEventListener("pointerdown", (event) => (down = event));
    room.addEventListener("pointerup", swipe);
    room.addEventListener("click", click);
    buttons.back.addEventListener("click", () => go(state.place - 1));
    buttons.on.addEventListener("click", () => go(state.place + 1));
    buttons.overview.addEventListener("click", toggleOverview);
    buttons.notes.addEventListener("click", openNotes);
    buttons.black.addEventListener("click", black);
    buttons.full.addEventListener("click", toggleFull);
    buttons.end.addEventListener("click", end);
    document.addEventListener("fullscreenchange", fullChanged);
    document.addEventListener("visibilitychange", keepAwake);
    new ResizeObserver(fit).observe(room);
    return { begin, end };
  }

  Object.assign(Autodiagnostic, { stage });
})();
