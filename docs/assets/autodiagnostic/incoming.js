/** What comes from elsewhere, read: a file, a link, strips. Nothing is kept, nothing is shown. */
(() => {
  "use strict";

  const { readDocument, readLink, readStrip, writtenStrips } = Autodiagnostic;
  const LARGEST = 1_000_000; // bytes
  const LINK = /copie=\d/;
  const LINK_END = /[\s<>"»]/;
  const ADDRESS = /\b(?:https?|file):\/\//;

  /** @param {File} file @param {Definitions} definitions @returns {Promise<Arrived | Fault>} */
  async function readFile(file, definitions) {
    if (file.size > LARGEST) return tooLarge();
    return { from: "file", ...readDocument(await file.arrayBuffer(), definitions) };
  }

  /** A link, strips, or the text of a file: which of them, it says itself. @param {string} text @param {Definitions} definitions @returns {Promise<Arrived | Fault>} */
  async function readText(text, definitions) {
    if (text.length > LARGEST) return tooLarge();
    const bare = text.trim();
    if (bare.startsWith("{")) return { from: "file", ...readDocument(bare, definitions) };
    const start = bare.search(LINK);
    return start < 0 ? readStrips(text, definitions) : { from: "link", ...(await readAnyLink(bare.slice(start), definitions)) };
  }

  /** Where a text follows the link, or a mail program has cut it into lines. @param {string} text @param {Definitions} definitions */
  async function readAnyLink(text, definitions) {
    const reading = await readLink(text.split(LINK_END)[0], definitions);
    if (!("error" in reading) || reading.error !== "damaged-link") return reading;
    return readLink(text.replace(/\s/g, ""), definitions);
  }

  /** @param {string} text @param {Definitions} definitions @returns {Arrived | Fault} */
  function readStrips(text, definitions) {
    const reading = readStrip(text, definitions);
    if ("error" in reading) return reading.error === "strip-none" ? { error: "unrecognised", values: {} } : reading;
    const nothing = { notes: {}, plan: {}, targets: {}, reviewed: {}, snapshots: {} };
    const document = { format: "autodiagnostic-document", version: 1, commune: "", ...reading, ...nothing };
    return { from: "strips", document };
  }

  /** @returns {Fault} */
  function tooLarge() {
    return { error: "too-large", values: { most: LARGEST } };
  }

  /**
   * The texts of several communes, one after the other: links, and strips, of which a blank line or a questionnaire that
   * comes again starts another commune's. Each keeps the lines above it as blank ones, so that faults name its own line.
   * @param {string} text @returns {string[]}
   */
  function textsOfCommunes(text) {
    if (text.trim().startsWith("{")) return [text];
    const start = text.search(LINK);
    if (start < 0) return stripsOfCommunes(text);
    const ends = [...text.matchAll(RegExp(LINK, "g"))].map(({ index }) => Number(index));
    const links = ends.map((at, place) => text.slice(at, ends[place + 1]).split(ADDRESS)[0]);
    // Below the links, strips may follow.
    const without = text.split(/\r\n|\r|\n/).map((line) => (LINK.test(line) ? "" : line)).join("\n");
    return [...links, ...(writtenStrips(without).length ? stripsOfCommunes(without) : [])];
  }

  /** @param {string} text */
  function stripsOfCommunes(text) {
    const lines = text.split(/\r\n|\r|\n/);
    const ids = new Map(writtenStrips(text).map(({ line, id }) => [line, id]));
    /** @type {string[][]} */
    const communes = [];
    let met = new Set();
    let open = false;
    lines.forEach((line, at) => {
      const id = ids.get(at + 1);
      if (id === undefined) {
        if (!line.trim()) open = false;
        return;
      }
      if (!open || met.has(id)) {
        communes.push(Array(at).fill(""));
        met = new Set();
      }
      open = true;
      met.add(id);
      const last = communes[communes.length - 1];
      while (last.length < at) last.push("");
      last.push(line);
    });
    return communes.length ? communes.map((one) => one.join("\n")) : [text];
  }

  Object.assign(Autodiagnostic, { readFile, readText, textsOfCommunes });
})();
