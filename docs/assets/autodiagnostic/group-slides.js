/** The group's picture on a wall: full screen, in large type, one thing at a time, and never a name. */
(() => {
  "use strict";

  const { make, setText } = Autodiagnostic;
  const STEPS = new Map(Object.entries({ ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity }));

  /**
   * @param {Record<string, HTMLElement>} parts @param {Desk} desk
   * @param {() => { group: Group, sections: GroupSections, told: GroupTold }} present
   */
  function groupSlides(parts, desk, present) {
    const dialog = /** @type {HTMLDialogElement} */ (parts.slides);
    /** @type {{ name: string, title: string, content: () => Element[] }[]} */
    let slides = [];
    let place = 0;

    function gather() {
      const { group, sections, told } = present();
      const words = JSON.parse(String(desk.root.dataset.texts)).group;
      const of = (/** @type {string} */ name) => ({ name, title: words[name], content: () => sections.of[name](group) });
      const themes = group.themes.filter(({ scored }) => scored);
      slides = [
        ...["overall", "themes"].map(of),
        ...themes.map((one) => ({ name: "theme", title: told.themes[one.id], content: () => sections.theme(one, group) })),
        ...["divided", "essentials", "actions"].map(of),
      ];
    }

    /** @param {number} to */
    function show(to) {
      place = Math.max(0, Math.min(to, slides.length - 1));
      const { name, title, content } = slides[place];
      const heading = make("h2", { tabindex: -1 }, title);
      parts.slide.dataset.slide = name;
      parts.slide.replaceChildren(heading, ...content());
      for (const link of parts.slide.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      parts.previous.toggleAttribute("disabled", place === 0);
      parts.next.toggleAttribute("disabled", place === slides.length - 1);
      setText(parts.place, desk.say("picture", "place", { n: place + 1, all: slides.length }));
      dialog.scrollTop = 0;
      heading.focus({ preventScroll: true });
    }

    function open() {
      gather();
      // A browser that refuses shows it in its window.
      document.documentElement.requestFullscreen?.().catch(() => {});
      dialog.showModal();
      show(0);
    }

    dialog.addEventListener("close", () => {
      if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
      parts.slide.replaceChildren();
      parts.project.focus();
    });
    dialog.addEventListener("keydown", (event) => {
      const step = STEPS.get(event.key);
      const onButton = event.key === " " && event.target instanceof HTMLButtonElement;
      if (step === undefined || onButton || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      show(place + step);
    });
    parts.project.addEventListener("click", open);
    parts.previous.addEventListener("click", () => show(place - 1));
    parts.next.addEventListener("click", () => show(place + 1));
    parts.leave.addEventListener("click", () => dialog.close());
  }

  Object.assign(Autodiagnostic, { groupSlides });
})();
