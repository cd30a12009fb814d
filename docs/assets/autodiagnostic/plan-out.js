/** The plan on paper, in a spreadsheet, in a calendar: of the actions that are shown, in their order. */
(() => {
  "use strict";

  const { store, byData, make, today, inWords, fileName } = Autodiagnostic;
  const TEN = 10;

  /** @param {HTMLElement} section @param {Board} board @param {() => PlanRow[]} shown */
  function planOut(section, board, shown) {
    const parts = byData(section, "part");

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("plan", name, values);
    }

    /** @param {PlanRow} row */
    function status({ kind, status }) {
      return say(kind === "settled" && status !== "done" && status !== "dropped" ? "settled" : status);
    }

    /** @param {PlanRow} row */
    function titles({ title, references }) {
      const further = references.slice(1).map((one) => part(board.advice(one), "action"));
      return [title || say("untitled"), ...further];
    }

    /** The text of a part of an advice, on one line. @param {HTMLElement | undefined} piece @param {string} name */
    function part(piece, name) {
      const text = piece?.querySelector(`[data-part=${name}]`)?.textContent ?? "";
      return text.replace(/\s+/g, " ").trim();
    }

    /** Where to read about it, as an address that works from elsewhere. @param {PlanRow} row */
    function address({ key, references }) {
      const link = board.advice(references[0])?.querySelector("[data-part=facts] a")?.getAttribute("href");
      const href = link ?? board.questions.get(key)?.theme.chapter;
      return href ? new URL(href, document.baseURI).href : "";
    }

    /** Said twice in a row, the same words would not be heard. @param {string} text */
    function tell(text) {
      parts.said.textContent = "";
      parts.said.textContent = text;
    }

    // Files.

    /** @param {string} ending @param {string} type @param {string} text */
    function handOver(ending, type, text) {
      const name = fileName("plan", store.kept.commune, today(), ending);
      Autodiagnostic.download(name, type, text);
      return name;
    }

    function spreadsheet() {
      const names = ["number", "action", "theme", "essential", "owner", "due", "status", "late", "note_column", "read"];
      const rows = shown();
      const table = rows.map((row, place) => [
        String(place + 1),
        titles(row).join(" ; "),
        board.themes.find(({ id }) => id === row.theme)?.title ?? "",
        say(row.essential ? "yes" : "no"),
        row.owner,
        row.due.split("-").reverse().join("/"),
        status(row),
        say(row.late ? "yes" : "no"),
        row.note,
        address(row),
      ]);
      const text = Autodiagnostic.csvText([names.map((name) => say(name)), ...table]);
      const file = handOver("csv", "text/csv", text);
      tell(say("csv_said", { n: rows.length, file }));
    }

    function calendar() {
      const rows = shown();
      const dated = rows.filter(({ due }) => due);
      if (!dated.length) return tell(say("no_dates"));
      const { commune } = store.kept;
      const events = dated.map((row) => ({
        // Every first file is called "": without the commune's name, one's events would replace another's in the
        // calendar of a secretary who works for both.
        uid: `${[row.key, store.file, Autodiagnostic.slug(commune)].filter(Boolean).join(".")}@autodiagnostic`,
        day: row.due,
        title: titles(row)[0],
        description: description(row),
        url: address(row),
        category: say("category"),
        cancelled: !row.open && row.status !== "done",
      }));
      const name = commune ? say("calendar_of", { commune }) : say("calendar");
      const file = handOver("ics", "text/calendar", Autodiagnostic.calendarText(name, new Date().toISOString(), events));
      const undated = rows.length - dated.length;
      const told = [say("ics_said", { n: dated.length, file }), undated ? say("undated", { n: undated }) : ""];
      tell(told.join(" ").trim());
    }

    /** @param {PlanRow} row */
    function description(row) {
      const reasons = row.references.map((one) => part(board.advice(one), "why"));
      const lines = { owner: row.owner, status: status(row), note_column: row.note, read: address(row) };
      const facts = Object.entries(lines).filter(([, value]) => value);
      const told = facts.map(([name, value]) => say("line", { name: say(name), value }));
      return [...titles(row).slice(1), ...reasons, ...told].filter(Boolean).join("\n");
    }

    // Paper: ten actions a page, whose head says again whose they are.

    function paper() {
      const rows = shown();
      const pages = [];
      for (let start = 0; start < rows.length; start += TEN) pages.push(page(rows.slice(start, start + TEN), start));
      parts.paper.replaceChildren(...pages);
    }

    /** @param {PlanRow[]} rows @param {number} start */
    function page(rows, start) {
      const { commune } = store.kept;
      const whose = commune ? say("commune", { commune }) : say("blank");
      const head = make(
        "th",
        { colspan: 6, class: "report-plan-head" },
        make("strong", {}, say("paper")),
        make("span", {}, whose),
        make("span", {}, say("printed", { date: inWords(today()) })),
        make("span", {}, say("council")),
      );
      const columns = ["number", "action", "owner", "due", "status", "done"];
      const names = columns.map((name) => make("th", { scope: "col" }, say(name)));
      const widths = make("colgroup", {}, ...columns.map(() => make("col")));
      const thead = make("thead", {}, make("tr", {}, head), make("tr", {}, ...names));
      return make("table", {}, widths, thead, ...rows.map((row, place) => lines(row, start + place + 1)));
    }

    /** @param {PlanRow} row @param {number} number */
    function lines(row, number) {
      const action = make("td", {}, ...titles(row).map((title) => make("div", {}, title)));
      if (row.essential) action.append(make("small", {}, say("essential")));
      const due = make("td", {}, row.due.split("-").reverse().join("/"));
      if (row.late) due.append(make("strong", {}, say("late")));
      const box = make("td", { class: "report-plan-box" }, row.status === "done" ? "☑" : "☐");
      const cells = [make("td", {}, String(number)), action, make("td", {}, row.owner), due, make("td", {}, status(row)), box];
      const body = make("tbody", {}, make("tr", {}, ...cells));
      const note = say("line", { name: say("note_column"), value: row.note });
      if (row.note) body.append(make("tr", { class: "report-plan-note" }, make("td"), make("td", { colspan: 5 }, note)));
      return body;
    }

    function printAlone() {
      section.dataset.printed = "";
      addEventListener("afterprint", () => delete section.dataset.printed, { once: true });
      print();
    }

    addEventListener("beforeprint", () => section.isConnected && paper());
    parts.print.addEventListener("click", printAlone);
    parts.csv.addEventListener("click", spreadsheet);
    parts.ics.addEventListener("click", calendar);
  }

  Object.assign(Autodiagnostic, { planOut });
})();
