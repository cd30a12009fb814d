/** Communes that were read: which of them the session knows already, and the session once they are taken in. Pure. */
(() => {
  "use strict";

  const { contentOf, nameKey, idOf } = Autodiagnostic;

  /** @type {AutodiagnosticNamespace["received"]} */
  function received(all, session) {
    /** @type {Map<string, string>} */
    const contents = new Map();
    /** @type {Map<string, string[]>} */
    const names = new Map();
    for (const [id, { name, answers }] of Object.entries(session.participants)) {
      contents.set(contentOf(name, answers), "twin");
      if (name) names.set(nameKey(name), [...(names.get(nameKey(name)) ?? []), id]);
    }
    const here = new Set();
    return all.map(({ from, document: { commune, answers, reviewed, snapshots } }) => {
      const content = contentOf(commune, answers);
      const name = nameKey(commune);
      const namesakes = names.get(name) ?? [];
      const days = [...Object.values(reviewed), ...Object.keys(snapshots).map((moment) => moment.slice(0, 10))];
      const twin = contents.get(content);
      const met = twin ?? (namesakes.length ? "namesake" : name && here.has(name) ? "namesake_here" : "");
      contents.set(content, twin ?? "twin_here");
      here.add(name);
      const empty = !Object.keys(answers).length;
      const choice = empty || twin ? "skip" : met === "namesake" ? "replace" : "add";
      return /** @type {Received} */ ({ from, commune, answers, date: days.sort().pop() ?? "", content, met, namesakes, choice });
    });
  }

  /** @type {AutodiagnosticNamespace["taken"]} */
  function taken(session, all, anonymous, ids) {
    const participants = { ...session.participants };
    let number = Math.max(0, ...Object.values(participants).map((one) => one.number));
    all.forEach(({ from, commune, answers, date, content, namesakes, choice }, place) => {
      if (choice === "skip") return;
      const [replaced] = choice === "replace" ? namesakes.filter((id) => id in participants) : [];
      const before = participants[replaced];
      // The same file gets the same id in every session, and so counts once where two are merged.
      const own = from === "strips" ? ids[place] : idOf(content);
      const id = replaced ?? (own in participants ? ids[place] : own);
      const name = [...commune].slice(0, 100).join("");
      participants[id] = { number: before?.number ?? (number += 1), name, anonymous, from, date, answers, lines: {} };
    });
    return { ...session, participants };
  }

  Object.assign(Autodiagnostic, { received, taken });
})();
