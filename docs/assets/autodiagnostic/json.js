/**
 * JSON from elsewhere, and JSON of ours. Pure.
 * The readers of browsers do not all say where a text breaks off, and their writers put keys like "10" first.
 */
(() => {
  "use strict";

  const LARGEST = 1_000_000; // bytes
  const LONE_SURROGATE = /\p{Cs}/u;
  const TOKEN =
    /[ \t\n\r]*("(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null|[{}[\],:])/y;
  const INDENT = "  ";
  /** An end that more signs might have made whole. */
  const CUT_SHORT = /^[ \t\n\r]*("(?:[^"\\\x00-\x1f]|\\.)*\\?|-|t(ru?)?|f(a|al|als)?|n(ul?)?)?$/;

  /** What may come next, by what came before: a sign, "text" or "value" (any other) → what that makes. */
  const VALUE = { "{": "first key", "[": "first item", text: "next", value: "next" };
  /** @type {Record<string, Record<string, string>>} */
  const GRAMMAR = {
    value: VALUE,
    "first item": { ...VALUE, "]": "next" },
    "first key": { text: "colon", "}": "next" },
    key: { text: "colon" },
    colon: { ":": "value" },
    "next in {": { ",": "key", "}": "next" },
    "next in [": { ",": "value", "]": "next" },
    "next in ": {},
  };

  /** @param {string | ArrayBuffer} content @param {number} [most] bytes @returns {{ data: any } | Fault} */
  function parseJson(content, most = LARGEST) {
    const isText = typeof content === "string";
    if ((isText ? weight(content, most) : content.byteLength) > most)
      return { error: "too-large", values: { most } };
    let text = "";
    try {
      text = isText ? content.replace(/^\ufeff/, "") : new TextDecoder("utf-8", { fatal: true }).decode(content);
    } catch {
      return { error: "not-utf-8", values: {} };
    }
    if (/^[ \t\r\n]*$/.test(text)) return { error: "empty", values: {} };
    try {
      const data = JSON.parse(text);
      // Written again, half a pair of surrogates is an escape, and a whole pair is a sign.
      const halves = /\\ud/i.test(text) || LONE_SURROGATE.test(text);
      if (!halves || !/[^\\](\\\\)*\\ud[89a-f]/.test(JSON.stringify(data))) return { data };
      return { error: "not-utf-8", values: {} };
    } catch {
      return syntaxFault(text) ?? { error: "not-a-document", values: {} };
    }
  }

  /** In bytes. @param {string} text @param {number} most */
  function weight(text, most) {
    if (text.length > most) return text.length;
    let bytes = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // Each half of a pair counts for two of its four bytes.
      bytes += code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
    }
    return bytes;
  }

  /** Where a text stops being JSON; undefined when it never does. @param {string} text @returns {Fault | undefined} */
  function syntaxFault(text) {
    /** @type {string[]} */
    const open = [];
    let state = "value";
    let at = 0;
    for (;;) {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(text)?.[1] ?? "";
      const kind = /^["]/.test(token) ? "text" : /^[{}[\],:]/.test(token) ? token : token && "value";
      const place = state === "next" ? `next in ${open[open.length - 1] ?? ""}` : state;
      const next = GRAMMAR[place][kind];
      if (next === undefined) return broken(text, at, place === "next in ");
      state = next;
      at = TOKEN.lastIndex;
      if (/[{[]/.test(kind)) open.push(kind);
      if (/[}\]]/.test(kind)) open.pop();
    }
  }

  /** @param {string} text @param {number} at @param {boolean} done @returns {Fault | undefined} */
  function broken(text, at, done) {
    const rest = text.slice(at);
    const blank = /^[ \t\n\r]*/.exec(rest)?.[0].length ?? 0;
    if (done && blank === rest.length) return undefined;
    if (!done && CUT_SHORT.test(rest)) return { error: "truncated", values: {} };
    const lines = text.slice(0, at + blank).split("\n");
    return { error: "not-json", values: { line: lines.length, column: lines[lines.length - 1].length + 1 } };
  }

  /**
   * Indented text of a record given by its entries, in their order; within them, keys stand in theirs.
   * @param {[string, unknown][]} entries
   */
  function writeJson(entries) {
    return block("{}", entries.map(([key, part]) => `${JSON.stringify(key)}: ${written(part, "\n" + INDENT)}`), "\n") + "\n";
  }

  /** @param {any} value @param {string} margin @returns {string} */
  function written(value, margin) {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const inner = margin + INDENT;
    if (Array.isArray(value)) return block("[]", value.map((part) => written(part, inner)), margin);
    const keys = Object.keys(value).sort();
    return block("{}", keys.map((key) => `${JSON.stringify(key)}: ${written(value[key], inner)}`), margin);
  }

  /** @param {string} brackets @param {string[]} parts @param {string} margin */
  function block([open, close], parts, margin) {
    if (!parts.length) return open + close;
    return open + parts.map((part) => `${margin}${INDENT}${part}`).join(",") + margin + close;
  }

  Object.assign(Autodiagnostic, { parseJson, writeJson });
})();
