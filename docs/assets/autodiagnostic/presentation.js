/**
 * Slides one at a time. The address says what is shown: #objectifs or #objectifs/3 on the wall, #objectifs/3/notes in the
 * speaker's window. So a link starts a presentation, reloading goes on with it, and the browser's Back ends it.
 */
(() => {
  "use strict";

  const { byData, stage: makeStage, lectern: makeLectern } = Autodiagnostic;
  const ADDRESS = /^#([^/]+)(?:\/(\d{1,4}))?(\/notes)?$/;

  /** @param {HTMLElement} element */
  function presentation(element) {
    const home = /** @type {HTMLElement} */ (element.querySelector("[data-texts]"));
    /** @type {Record<string, Words>} */
    const words = JSON.parse(String(home.dataset.texts));
    const parts = byData(home, "part");
    const buttons = byData(home, "action");
    /** @type {Map<string, Deck>} */
    const decks = new Map([...element.querySelectorAll(/** @type {"div"} */ (".deck"))].map((place) => [place.id, readDeck(place)]));
    const equipment = { words, parts, buttons, decks };
    // What an old browser cannot show stays a list.
    if (!("showModal" in parts.stage)) throw new Error("no dialog");
    const stage = makeStage(equipment, leave);
    const lectern = makeLectern(equipment, leave);

    /** The list again, at the deck that was shown. @param {string} name */
    function leave(name) {
      if (ADDRESS.test(location.hash)) history.replaceState(history.state, "", location.href.split("#")[0]);
      const link = decks.get(name)?.link;
      link?.focus({ preventScroll: true });
      link?.scrollIntoView({ behavior: "instant", block: "center" });
    }

    /** Does what the address says. */
    function route() {
      if (!element.isConnected) return;
      const found = ADDRESS.exec(location.hash);
      const deck = found && decks.get(found[1]);
      if (!deck) {
        stage.end();
        lectern.end();
        return;
      }
      const place = Math.min(Math.max(Number(found[2] ?? 1), 1), deck.slides.length) - 1;
      (found[3] ? lectern : stage).begin(deck.name, place);
    }

    for (const deck of decks.values()) {
      // Followed again, the link to where one already is changes nothing that the browser would tell.
      deck.link.addEventListener("click", () => setTimeout(route));
      deck.print.addEventListener("click", () => printAlone(deck.place));
    }
    addEventListener("hashchange", route);
    route();
  }

  /** @param {HTMLElement} place @returns {Deck} */
  function readDeck(place) {
    const { present, print } = byData(place, "action");
    const slides = [...place.querySelectorAll("li")].filter(({ parentElement }) => parentElement?.matches(".deck-slides"));
    return {
      place,
      name: place.id,
      title: String(place.querySelector("h3")?.textContent),
      link: present,
      print,
      slides: slides.map((slide) => {
        const { face, notes } = byData(slide, "part");
        const [number, text = number] = [...face.querySelectorAll("h4 > span")].map(({ textContent }) => textContent);
        return { face, notes, title: text === number ? String(text) : `${number}. ${text}` };
      }),
    };
  }

  /** @param {HTMLElement} place */
  function printAlone(place) {
    place.dataset.printed = "";
    addEventListener("afterprint", () => delete place.dataset.printed, { once: true });
    print();
  }

  Object.assign(Autodiagnostic.modules, { presentation });
})();
