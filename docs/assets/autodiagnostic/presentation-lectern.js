/** The speaker's window: what is on the wall, what to say of it, what comes next, and how long it has been going on. */
(() => {
  "use strict";

  const { say, setText, slideCopy, moveOf, line: makeLine } = Autodiagnostic;
  const SECOND = 1000;
  /** After so many seconds without a word, nobody is at the other end. */
  const PATIENCE = 3;

  /** @type {AutodiagnosticNamespace["lectern"]} */
  function lectern({ words, parts, buttons, decks }, leave) {
    const dialog = /** @type {HTMLDialogElement} */ (parts.lectern);
    /** @type {ShowState} */
    let state = { on: false, deck: "", place: 0, black: false, since: 0 };
    /** @type {ReturnType<typeof makeLine> | undefined} */
    let line;
    let silence = PATIENCE;
    let ticking = 0;

    const deck = () => /** @type {Deck} */ (decks.get(state.deck));

    /** @param {Partial<ShowState>} change */
    function change(change) {
      adopt({ ...state, ...change });
      line?.send(state);
    }

    /** @param {ShowState} next */
    function adopt(next) {
      const moved = next.deck !== state.deck || next.place !== state.place;
      state = next;
      if (moved) show();
      buttons["lectern-black"].setAttribute("aria-pressed", String(state.black));
      setText(buttons.clock, state.since ? say(words.restart) : String(buttons.clock.dataset.start));
      tell();
    }

    function show() {
      const { slides, title } = deck();
      const { face, notes } = slides[state.place];
      const last = slides.length - 1;
      setText(parts.deck, title);
      setText(parts["lectern-place"], say(words.place, { place: state.place + 1, count: slides.length }));
      parts.shown.replaceChildren(slideCopy(face, 3));
      parts.told.replaceChildren(notes ? slideCopy(notes) : say(words.no_notes));
      // The notes stay where they are.
      for (const link of parts.told.querySelectorAll("a")) link.target = "_blank";
      setText(parts.next, slides[state.place + 1]?.title ?? say(words.nothing));
      buttons["lectern-back"].setAttribute("aria-disabled", String(!state.place));
      buttons["lectern-on"].setAttribute("aria-disabled", String(state.place === last));
      parts.body.scrollTo(0, 0);
      history.replaceState(history.state, "", `#${state.deck}/${state.place + 1}/notes`);
    }

    /** What cannot be seen from here. */
    function tell() {
      const linked = line?.up && silence < PATIENCE;
      setText(parts["lectern-said"], say(!linked ? words.alone : !state.on ? words.ended : state.black ? words.blacked : words.linked));
      const seconds = state.since ? Math.max(0, Math.floor((Date.now() - state.since) / SECOND)) : 0;
      setText(parts.time, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    }

    /** Asks for word from the other window, which may have been loaded anew and not know of this one. */
    function tick() {
      silence++;
      line?.send(undefined);
      tell();
    }

    /** @param {number} place */
    function go(place) {
      if (state.black) change({ black: false });
      else if (place >= 0 && place < deck().slides.length) change({ place });
    }

    /** @param {string} name @param {number} place */
    function begin(name, place) {
      line ??= makeLine((heard) => {
        silence = 0;
        if (!heard) return;
        // Loaded anew, the wall has forgotten when the clock was started.
        const since = heard.since || state.since;
        if (decks.get(heard.deck)?.slides[heard.place]) adopt({ ...heard, since });
        else adopt({ ...state, on: heard.on });
      });
      if (!dialog.open) dialog.showModal();
      buttons.clock.dataset.start ??= String(buttons.clock.textContent);
      adopt({ ...state, deck: name, place });
      parts.body.focus();
      clearInterval(ticking);
      ticking = setInterval(tick, SECOND);
      line.send(undefined);
    }

    function end() {
      if (!dialog.open && !ticking) return;
      clearInterval(ticking);
      ticking = 0;
      dialog.close();
      // Refused to a window that nothing opened: it has the list to go back to.
      close();
      leave(state.deck);
    }

    /** Up and Down scroll the notes. @param {KeyboardEvent} event */
    function press(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || /^(ArrowUp|ArrowDown|Enter)$/.test(event.key)) return;
      const move = moveOf(event, state.place, deck().slides.length);
      if (/^[b.]$/i.test(event.key)) change({ black: !state.black });
      else if (move !== undefined) go(move);
      else return;
      event.preventDefault();
    }

    dialog.addEventListener("keydown", press);
    dialog.addEventListener("close", end);
    buttons["lectern-back"].addEventListener("click", () => go(state.place - 1));
    buttons["lectern-on"].addEventListener("click", () => go(state.place + 1));
    buttons["lectern-black"].addEventListener("click", () => change({ black: !state.black }));
    buttons.clock.addEventListener("click", () => change({ since: Date.now() }));
    buttons["lectern-end"].addEventListener("click", end);
    return { begin, end };
  }

  Object.assign(Autodiagnostic, { lectern });
})();
