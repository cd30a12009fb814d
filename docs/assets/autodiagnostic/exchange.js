/** What a commune keeps goes out: as a file, a link or result strips. arrivals.js lets it in. */
(() => {
  "use strict";

  const { store, byData, setText, make, today, slug, fileName, writeDocument, writeLink, strip } = Autodiagnostic;
  const LONG = 2_000; // characters, which some mail programs cut

  /** @param {HTMLElement} section */
  function exchange(section) {
    const board = Autodiagnostic.board(section);
    const { definitions } = board;
    const parts = byData(section, "part");
    const buttons = byData(section, "action");
    // Themes first; then what else has a strip.
    const ids = new Set([...board.themes.map(({ id }) => id), ...Object.keys(definitions)]);
    const isLocal = location.protocol === "file:";
    /** Undefined once answers have changed. @type {Promise<string> | undefined} */
    let address;

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("exchange", name, values);
    }

    function present() {
      return /** @type {CommuneDocument} */ (store.kept);
    }

    // A file.

    function save() {
      const file = fileName("autodiagnostic", slug(store.kept.commune) || "commune", today(), "json");
      parts.saved.textContent = ""; // Said twice in a row, the same words would not be heard.
      Autodiagnostic.download(file, "application/json", writeDocument(present(), definitions));
      parts.saved.textContent = say("saved", { file });
    }

    // A link.

    /** Ready before the click, since some browsers let a page copy at that very moment only. */
    function link() {
      address ??= writeLink(present(), definitions).then((fragment) => `${location.href.split("#")[0]}#${fragment}`);
      return address;
    }

    async function copyLink() {
      const text = await link();
      const length = new Intl.NumberFormat("fr-FR").format(text.length);
      await copy("link", text, text.length > LONG ? say("link_long", { length }) : "");
    }

    async function share() {
      try {
        await navigator.share({ title: document.title, url: await link() });
      } catch (error) {
        if (/** @type {Error} */ (error).name !== "AbortError") select("link", await link());
      }
    }

    /** @param {"link" | "strips"} what @param {string} text @param {string} [more] */
    async function copy(what, text, more = "") {
      const said = parts[`${what}_said`];
      said.textContent = "";
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = `${say(`${what}_copied`)} ${more}`.trim();
      } catch {
        select(what, text, more);
      }
    }

    /** For the person to copy. @param {"link" | "strips"} what @param {string} text @param {string} [more] */
    function select(what, text, more = "") {
      const field = parts[`${what}_field`];
      parts[`${what}_by_hand`].hidden = false;
      field.value = text;
      field.select();
      parts[`${what}_said`].textContent = `${say(`${what}_selected`)} ${more}`.trim();
    }

    // Strips.

    /** Of each questionnaire that has one, and an answer. @returns {[string, string][]} its title, then its strip */
    function strips() {
      const { answers } = store.kept;
      return [...ids].flatMap((id) => {
        const line = definitions[id].questions.some(({ key }) => key in answers) && strip(definitions[id], answers);
        return line ? [/** @type {[string, string]} */ ([board.names[id], line])] : [];
      });
    }

    /** @param {string} line */
    function aloud(line) {
      const [prefix, digits, sum] = line.split("  ");
      const [points, possible] = sum.split("/");
      const groups = digits.split(" ").map((group) => [...group].map((one) => (one === "-" ? say("blank") : one)).join(", "));
      return say("aloud", { prefix, digits: groups.join(" ; "), points, possible });
    }

    function updateStrips() {
      if (!parts.strips.hasAttribute("open")) return;
      const all = strips();
      buttons.copy_strips.hidden = !all.length;
      parts.strips_none.hidden = all.length > 0;
      parts.strips_by_hand.hidden = true;
      const items = all.map(([title, line]) =>
        make(
          "li",
          {},
          make("span", {}, title),
          make("code", { "aria-hidden": "true" }, line),
          make("span", { class: "guide-unseen" }, aloud(line)),
        ),
      );
      parts.strips_list.replaceChildren(...items);
    }

    function update() {
      address = undefined;
      parts.link_by_hand.hidden = true;
      for (const said of [parts.saved, parts.link_said, parts.strips_said]) setText(said, "");
      updateStrips();
    }

    for (const part of [parts.link_ways, buttons.share]) part.hidden = isLocal;
    parts.link_local.hidden = !isLocal;
    if (!("share" in navigator)) buttons.share.hidden = true;
    for (const moment of ["pointerdown", "focusin"]) parts.link_ways.addEventListener(moment, link);
    buttons.save.addEventListener("click", save);
    buttons.copy_link.addEventListener("click", copyLink);
    buttons.share.addEventListener("click", share);
    buttons.copy_strips.addEventListener("click", () => copy("strips", strips().map(([, line]) => line).join("\n")));
    parts.strips.addEventListener("toggle", updateStrips);
    board.follow(section, update);
    Autodiagnostic.arrivals(section, board);
  }

  Object.assign(Autodiagnostic.modules, { exchange });
})();
