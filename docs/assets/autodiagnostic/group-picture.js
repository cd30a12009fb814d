/** The group's picture in the workshop: figures of all its communes, shown to the room, kept as files, printed. */
(() => {
  "use strict";

  const { byData, setText, download, fileName, today } = Autodiagnostic;
  const { groupMarks, countMarks, groupFigures, raisedFigures, allCards } = Autodiagnostic;
  const { groupTold, groupJson, groupCsv, groupSections, groupSlides, groupSheets } = Autodiagnostic;
  const FEWEST = 5;

  /** @param {HTMLElement} section */
  function start(section) {
    const desk = Autodiagnostic.desk(section);
    const parts = byData(section, "part");
    const texts = JSON.parse(String(desk.root.dataset.texts));
    const told = groupTold(desk);
    const sections = groupSections(desk, told);
    /** What each commune's answers leave, as long as they stay the same. @type {WeakMap<Answers, Mark[]>} */
    const known = new WeakMap();
    /** What stands in each part, as figures. @type {Map<string, string>} */
    const shown = new Map();
    /** @type {Group} */
    let group = figuresOf([]);
    const list = groupSheets(parts, desk, printed);
    groupSlides(parts, desk, () => ({ group, sections, told }));

    /** @param {Place[]} communes */
    function figuresOf(communes) {
      /** @type {GroupCounts} */
      const counts = new Map();
      for (const { participant: { answers } } of communes) {
        const marks = known.get(answers) ?? groupMarks(desk.report, desk.definitions, answers);
        known.set(answers, marks);
        countMarks(counts, marks);
      }
      return groupFigures(desk.report, desk.definitions, counts);
    }

    function update() {
      const communes = desk.places().filter(({ participant: { answers } }) => Object.keys(answers).length);
      const n = communes.length;
      const few = n < FEWEST && communes.some(({ participant }) => participant.anonymous);
      parts.empty.hidden = n > 0;
      parts.hidden.hidden = !few;
      parts.picture.hidden = !n || few;
      parts.private.hidden = !n;
      setText(parts.hidden, few ? desk.say("picture", "hidden", { n: FEWEST - n, fewest: FEWEST }) : "");
      group = figuresOf(few ? [] : communes);
      setText(parts.count, desk.say("picture", "count", { n }));
      // What is hidden is not even there.
      for (const name of Object.keys(sections.of)) fill(name, parts.picture.hidden ? null : group, () => sections.of[name](group));
      list(communes);
      showCards();
    }

    /** What says the same stays. @param {string} name @param {unknown} data @param {() => Element[]} content */
    function fill(name, data, content) {
      const text = JSON.stringify(data);
      if (shown.get(name) === text) return;
      shown.set(name, text);
      const folds = () => [...parts[name].querySelectorAll("details")];
      const open = folds().map((fold) => fold.open);
      parts[name].replaceChildren(...(data ? content() : []));
      // What someone has unfolded stays so.
      folds().forEach((fold, place) => (fold.open = open[place] ?? false));
    }

    /** They belong to nobody, and are in no other figure. */
    function showCards() {
      const cards = Object.entries(allCards(desk.session)).flatMap(([key, counts]) => {
        const asked = desk.questions.get(key);
        return asked ? [raisedFigures(asked.question, counts)] : [];
      });
      parts.cards.hidden = !cards.length;
      fill("raised", cards, () => cards.map(sections.raised));
    }

    /** Prints one thing of this page. @param {string} what */
    function printed(what) {
      section.dataset.printed = what;
      addEventListener("afterprint", () => delete section.dataset.printed, { once: true });
      print();
    }

    /** @param {string} ending @param {string} type @param {string} text */
    function save(ending, type, text) {
      download(fileName(desk.say("picture", "file"), "", desk.session.date || today(), ending), type, text);
    }

    parts.print.addEventListener("click", () => {
      const closed = [...parts.picture.querySelectorAll("details")].filter(({ open }) => !open);
      const turn = (/** @type {boolean} */ open) => closed.forEach((one) => one.toggleAttribute("open", open));
      turn(true);
      addEventListener("afterprint", () => turn(false), { once: true });
      printed("picture");
    });
    parts.csv.addEventListener("click", () => save("csv", "text/csv", groupCsv(group, told, texts.figures)));
    parts.json.addEventListener("click", () => save("json", "application/json", groupJson(group)));
    desk.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { "group-picture": start });
})();
