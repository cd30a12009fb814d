/** The communes of the session: what each gave; its name only where the trainer asks for names. */
(() => {
  "use strict";

  const { byData, setText, make, inWords } = Autodiagnostic;
  const SHOWN = 50;

  /** @param {HTMLElement} section */
  function communes(section) {
    const desk = Autodiagnostic.desk(section);
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    let most = SHOWN;
    /** What each item was made from. @type {Map<string, { made: unknown[], item: HTMLElement }>} */
    let items = new Map();

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return desk.say("communes", name, values);
    }

    function update() {
      const all = desk.places();
      const n = desk.group().length;
      const waiting = all.length - n;
      setText(parts.counted, [say("counted", { n }), waiting ? say("waiting", { n: waiting }) : ""].join(" ").trim());
      parts.names.checked = desk.named;
      const shown = all.slice(0, most);
      const known = items;
      items = new Map(shown.map((place) => [place.id, itemOf(place, known.get(place.id))]));
      Autodiagnostic.fillList(parts.list, [...items.values()].map(({ item }) => item));
      const more = Math.min(all.length - shown.length, SHOWN);
      buttons.more.hidden = more <= 0;
      setText(buttons.more, say("more", { n: more }));
    }

    /** @param {Place} place @param {{ made: unknown[], item: HTMLElement }} [known] */
    function itemOf(place, known) {
      const made = [place.participant, place.number, desk.named, desk.session.questionnaires];
      if (known?.made.every((one, at) => one === made[at])) return known;
      const item = entry(place);
      // Whoever types in the name goes on typing there.
      const typing = known && document.activeElement?.closest("li") === known.item && document.activeElement;
      if (known && typing instanceof HTMLInputElement && typing.type === "text" && desk.named) return { made, item: known.item };
      return { made, item };
    }

    /** @param {Place} place */
    function entry(place) {
      const { id, participant } = place;
      const commune = desk.called(place, false);
      const hidden = make("input", { type: "checkbox", checked: participant.anonymous, "aria-label": say("anonymous_it", { commune }) });
      hidden.addEventListener("change", () => set(id, { anonymous: /** @type {HTMLInputElement} */ (hidden).checked }));
      const remove = make("button", { type: "button", class: "workshop-link", "aria-label": say("remove_it", { commune }) }, say("remove"));
      remove.addEventListener("click", () => takeAway(id, commune));
      return make(
        "li",
        { "data-commune": id },
        make("span", { class: "workshop-who" }, make("b", {}, commune), ...(desk.named ? [nameField(id, participant, commune)] : [])),
        make("small", {}, facts(participant).join(" · ")),
        make("span", { class: "workshop-acts" }, make("label", {}, hidden, ` ${say("anonymous")}`), remove),
      );
    }

    /** @param {string} id @param {Participant} participant @param {string} commune */
    function nameField(id, { name }, commune) {
      const field = /** @type {HTMLInputElement} */ (
        make("input", { type: "text", maxlength: 100, value: name, "aria-label": say("name", { commune }), autocomplete: "off" })
      );
      field.addEventListener("input", () => set(id, { name: field.value.trim() }));
      return field;
    }

    /** @param {Participant} participant */
    function facts({ from, date, answers }) {
      const titles = desk.assessments.filter(({ definition: { questions } }) => questions.some(({ key }) => key in answers));
      const asked = titles.filter(({ id }) => desk.session.questionnaires.includes(id));
      const gave = (asked.length ? asked : titles).map(({ title }) => title).join(", ");
      return [gave || say("nothing_yet"), say(`from_${from}`), inWords(date) && say("of_day", { date: inWords(date) })].filter(Boolean);
    }

    /** @param {string} id @param {Partial<Participant>} fields */
    function set(id, fields) {
      desk.change((session) => {
        const one = session.participants[id];
        if (!one) return session;
        return { ...session, participants: { ...session.participants, [id]: { ...one, ...fields } } };
      });
    }

    /** @param {string} id @param {string} commune */
    function takeAway(id, commune) {
      desk.change((session) => {
        const { [id]: _, ...participants } = session.participants;
        return { ...session, participants };
      }, say("removed", { commune }));
      parts.heading.focus();
    }

    parts.names.addEventListener("change", () => desk.showNames(parts.names.checked));
    // On paper and on a wall, names stay out.
    addEventListener("beforeprint", () => section.isConnected && desk.showNames(false));
    buttons.more.addEventListener("click", () => {
      const next = most;
      most += SHOWN;
      update();
      parts.list.children[next]?.querySelector("input")?.focus();
    });
    desk.follow(section, update);
  }

  Object.assign(Autodiagnostic.modules, { "workshop-communes": communes });
})();
