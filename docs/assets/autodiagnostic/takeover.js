/**
 * A foreign document, once read: what it holds is shown, and the person chooses what becomes of it. Nothing changes
 * before, and what has changed can be taken back.
 */
(() => {
  "use strict";

  const { store, files, byData, setText, make, inWords, merge, summary, readDocument, writeDocument } = Autodiagnostic;
  const SECTIONS = /** @type {const} */ (["answers", "notes", "plan", "targets", "reviewed", "snapshots"]);
  const UNKNOWN = "_ne-sait-pas";
  const NOT_APPLICABLE = "_sans-objet";
  const SHOWN = 200; // signs of an answer

  /** @type {AutodiagnosticNamespace["takeover"]} */
  function takeover(section, board) {
    const { definitions } = board;
    const parts = byData(section, "part");
    const buttons = byData(section, "choice");
    const undo = byData(section, "action").undo;
    /** What is shown, and what goes on once it is not. @type {{ arrived: Arrived, done: () => void } | undefined} */
    let shown;
    /** What was done last: the file, and the one shown before it was made. @type {{ file: string, before?: string } | undefined} */
    let last;

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("exchange", name, values);
    }

    // What may be done.

    function mine() {
      return /** @type {CommuneDocument} */ (store.kept);
    }

    /** @param {CommuneDocument} document */
    function text(document) {
      return writeDocument(document, definitions);
    }

    /** @param {CommuneDocument} document */
    function isEmpty(document) {
      return SECTIONS.every((name) => !Object.keys(document[name]).length);
    }

    /** What each choice comes to, in the order offered; of those that come to the same, the first. @param {Arrived} arrived */
    function ways({ from, document: theirs }) {
      if (store.state === "newer") return new Map([["other", theirs]]);
      const present = mine();
      const begins = isEmpty(present) && !isOther(theirs);
      const { commune, answers, reviewed } = theirs;
      // A link carries no notes and no plan, which therefore stay; a strip says nothing of other questionnaires.
      const replaced = from === "link" ? { ...present, commune: commune || present.commune, answers, reviewed } : theirs;
      /** @type {Map<string, CommuneDocument>} */
      const offered = new Map();
      const known = new Set([text(present)]);
      const offer = (/** @type {string} */ choice, /** @type {CommuneDocument} */ document) => {
        const written = text(document);
        if (!known.has(written)) offered.set(choice, document);
        known.add(written);
      };
      if (begins) {
        offer("begin", merge(present, theirs, true));
        return offered;
      }
      offer("add", merge(present, theirs));
      offer("take", merge(present, theirs, true));
      if (from !== "strips") offer("replace", replaced);
      if (offered.size) offered.set("other", theirs);
      return offered;
    }

    /** Of another commune than mine, by its name. @param {CommuneDocument} theirs */
    function isOther({ commune }) {
      return commune !== "" && store.kept.commune !== "" && commune !== store.kept.commune;
    }

    // What is shown.

    /** @param {Arrived} arrived @param {{ name: string, place: number, of: number }} told */
    function show(arrived, { name, place, of }) {
      setText(parts.heading, say(name ? "heading_named" : `heading_${arrived.from}`, { name }));
      setText(parts.place, of > 1 ? say("place", { place, of }) : "");
      parts.differing.removeAttribute("open");
      return new Promise((/** @type {(value?: unknown) => void} */ done) => {
        shown = { arrived, done };
        update();
        parts.panel.hidden = false;
        parts.heading.focus();
      });
    }

    function update() {
      updateUndo();
      if (!shown) return;
      const { arrived } = shown;
      const offered = ways(arrived);
      const told = summary(arrived.document, mine(), definitions);
      const other = isOther(arrived.document);
      const [first = "nothing"] = offered.keys();
      setText(parts.refused, "");
      setText(parts.remark, remark(offered, other));
      parts.facts.replaceChildren(...facts(told));
      updateDiffering(arrived);
      for (const [choice, button] of Object.entries(buttons)) {
        const isOffered = choice === "nothing" || offered.has(choice);
        button.parentElement?.toggleAttribute("hidden", !isOffered);
        button.classList.toggle("md-button--primary", choice === (other && offered.has("other") ? "other" : first));
      }
      setText(buttons.take, say(`take_${arrived.from}`));
      setText(parts.take_why, say(`take_why_${arrived.from}`));
      setText(parts.replace_why, say(`replace_why_${arrived.from === "link" ? "link" : "file"}`));
      setText(buttons.nothing, say(offered.size ? "nothing" : "close"));
    }

    /** @param {Map<string, CommuneDocument>} offered @param {boolean} other */
    function remark(offered, other) {
      if (store.state === "newer") return say("newer_here");
      if (!offered.size) return say("no_change");
      const names = { mine: store.kept.commune, theirs: shown?.arrived.document.commune };
      if (other) return say("other_commune", names);
      return offered.has("begin") || offered.has("add") || offered.has("take") ? "" : say("nothing_new");
    }

    /** @param {Summary} told */
    function facts(told) {
      const { commune, answers, unknown, snapshots, first, last } = told;
      const compared = /** @type {const} */ (["new", "same", "different"]).filter((name) => told[name]);
      const details = compared.map((name) => say(name, { n: told[name] })).join(", ");
      const known = isEmpty(mine()) || !details ? [] : [details];
      /** @type {[string, string | false][]} */
      const rows = [
        ["commune", commune || say("unnamed")],
        ["answers", [say("count", { n: answers }), ...known].join(say("colon"))],
        ["unknown", unknown > 0 && say("unknown_count", { n: unknown })],
        ...(/** @type {const} */ (["notes", "plan", "targets", "reviewed"]).map(
          (name) => /** @type {[string, string | false]} */ ([name, told[name] > 0 && say("count", { n: told[name] })]),
        )),
        ["snapshots", snapshots > 0 && period(snapshots, inWords(first ?? ""), inWords(last ?? ""))],
      ];
      return rows.flatMap(([name, fact]) =>
        fact ? [make("div", {}, make("dt", {}, say(`fact_${name}`)), make("dd", {}, fact))] : [],
      );
    }

    /** @param {number} n @param {string} first @param {string} last */
    function period(n, first, last) {
      return say(first === last ? "on" : "from_to", { n: 2, count: say("count", { n }), first, last });
    }

    /** Answers that are not the same on both sides. @param {Arrived} arrived */
    function updateDiffering({ from, document: { answers: theirs } }) {
      const { answers } = store.kept;
      const differ = (/** @type {string} */ key) => JSON.stringify(theirs[key]) !== JSON.stringify(answers[key]);
      const keys = Object.keys(theirs).filter((key) => key in answers && differ(key));
      const asked = [...board.questions.values()].filter(({ question }) => keys.includes(question.key));
      const elsewhere = keys.filter((key) => !board.questions.has(key)).map((key) => key.split(".")[0]);
      const items = asked.map((one) => {
        const [here, there] = [answers, theirs].map((each) => answerInWords(one, each[one.question.key]));
        const lines = [say("here", { answer: here }), say(`there_${from}`, { answer: there })];
        return make("li", {}, make("b", {}, one.text), ...lines.map((line) => make("span", {}, line)));
      });
      const others = [...new Set(elsewhere)].sort().map((id) => {
        const n = elsewhere.filter((one) => one === id).length;
        return make("li", {}, make("b", {}, board.names[id] ?? id), make("span", {}, say("count_different", { n })));
      });
      parts.differing.hidden = !keys.length;
      setText(parts.differing_summary, say("differing", { n: keys.length }));
      parts.differing_list.replaceChildren(...items, ...others);
    }

    /** @param {Asked} asked @param {unknown} value */
    function answerInWords({ question: { type, options = [] }, labels }, value) {
      const places = type === "number" ? [""] : options.map(({ id }) => id);
      const words = [value].flat().map((one) => {
        if (typeof one === "number") return `${one} ${type === "number" ? labels[0] : ""}`.trim();
        if (one === NOT_APPLICABLE) return labels[labels.length - 1];
        return labels[one === UNKNOWN ? places.length : places.indexOf(String(one))] ?? String(one);
      });
      const signs = [...words.join(", ")];
      return signs.length > SHOWN ? signs.slice(0, SHOWN).join("") + "…" : signs.join("");
    }

    // What is done.

    /** @param {string} choice */
    function choose(choice) {
      if (!shown) return;
      const { arrived, done } = shown;
      if (choice !== "nothing") {
        // What another tab has just written counts too.
        if (!files.open(store.file)) return refuse(say("refused"));
        const wanted = ways(arrived).get(choice);
        if (!wanted) return refuse(say("changed"));
        if ("error" in readDocument(text(wanted), definitions)) return refuse(say("too_much"));
        const before = store.file;
        if (!(choice === "other" ? files.create(wanted) : files.replace(wanted))) return refuse(say("refused"));
        last = choice === "other" ? { file: store.file, before } : { file: store.file };
        parts.pasted.value = "";
      }
      close();
      if (choice === "nothing") parts.in_title.focus();
      else tell(say(`done_${choice}`, { commune: store.kept.commune || say("unnamed") }));
      done();
    }

    /** The panel stays: one can make room, and choose again. @param {string} why */
    function refuse(why) {
      parts.refused.textContent = "";
      parts.refused.textContent = why;
    }

    function close() {
      shown = undefined;
      parts.panel.hidden = true;
      parts.done.hidden = true;
    }

    /** @param {string} said */
    function tell(said) {
      parts.done.hidden = false;
      updateUndo();
      setText(parts.said, said);
      parts.said.focus();
    }

    /** While nothing else was done that can be taken back. */
    function canUndo() {
      if (!last || last.file !== store.file) return false;
      const taken = files.taken();
      return last.before !== undefined || (taken?.did === "replaced" && taken.file === last.file);
    }

    function updateUndo() {
      undo.hidden = !canUndo();
    }

    function takeBack() {
      const before = last?.before;
      const done = before === undefined ? files.undo() : files.remove(store.file) && files.open(before);
      if (done) last = undefined;
      tell(say(done ? "undone" : "refused"));
    }

    for (const [choice, button] of Object.entries(buttons)) button.addEventListener("click", () => choose(choice));
    undo.addEventListener("click", takeBack);
    board.follow(section, update);
    return { show, close };
  }

  Object.assign(Autodiagnostic, { takeover });
})();
