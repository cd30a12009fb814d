/**
 * A commune's name and answers in the fragment of a link, which browsers send to nobody.
 *
 *     copie=1z<check><deflated>    or, for a browser that cannot deflate,    copie=1p<check><packed>
 *
 * Packed, each questionnaire and each answer goes by its id. What a mail program cut off does not go unnoticed.
 */
(() => {
  "use strict";

  const { readDocument, writeDocument } = Autodiagnostic;
  const LARGEST = 1_000_000; // bytes
  const FRAGMENT = /^#?copie=(\d+)([zp])([0-9a-z]{7})(.*)$/;
  const VERSION = 1;
  const CHUNK = 8_192;
  const TOO_LARGE = { error: "too-large", values: { most: LARGEST } };

  // Packed: "Saint-Martin/objectifs:1:2026-11-23,public=oui,reseaux+facebook+x,comptes:3/moyens:1:,temps=peu". Texts are
  // percent-encoded, which leaves none of these marks in them: = before a text, + before each of a list, : before a number.

  /** @param {any} exported a document as written @returns {string} */
  function pack({ commune, questionnaires, answers, reviewed }) {
    const asked = Object.keys(answers).map((key) => key.split(".")[0]);
    const ids = [...new Set([...asked, ...Object.keys(reviewed)])].sort();
    const groups = ids.map((id) => {
      const own = Object.entries(answers).filter(([key]) => key.startsWith(id + "."));
      const packed = own.map(([key, value]) => `,${key.slice(id.length + 1)}${packValue(value)}`);
      return `/${id}:${questionnaires[id] ?? ""}:${reviewed[id] ?? ""}${packed.join("")}`;
    });
    return encodeURIComponent(commune) + groups.join("");
  }

  /** @param {any} value */
  function packValue(value) {
    if (typeof value === "number") return `:${value}`;
    if (typeof value === "string") return `=${encodeURIComponent(value)}`;
    return value.map((/** @type {string} */ part) => `+${encodeURIComponent(part)}`).join("");
  }

  /** As a document, to be checked like any other. @param {string} packed @throws on what no `pack` has made */
  function unpack(packed) {
    const [commune, ...groups] = packed.split("/");
    /** @type {Record<string, any>} */
    const found = { questionnaires: Object.create(null), answers: Object.create(null), reviewed: Object.create(null) };
    for (const group of groups) {
      const [heading, ...entries] = group.split(",");
      const [id, version, day] = heading.split(":");
      if (version) found.questionnaires[id] = Number(version);
      if (day) found.reviewed[id] = day;
      for (const entry of entries) {
        const [, name, value] = /** @type {string[]} */ (/^([^=+:]*)(.*)$/.exec(entry));
        found.answers[`${id}.${name}`] = unpackValue(value);
      }
    }
    return { format: "autodiagnostic-document", version: 1, commune: decodeURIComponent(commune), ...found };
  }

  /** @param {string} value */
  function unpackValue(value) {
    if (value[0] === ":") return Number(value.slice(1));
    if (value[0] === "=") return decodeURIComponent(value.slice(1));
    return value.split("+").slice(1).map(decodeURIComponent);
  }

  /** CRC-32 of plain letters, in seven signs. @param {string} text */
  function check(text) {
    let sum = -1;
    for (let at = 0; at < text.length; at++) {
      sum ^= text.charCodeAt(at);
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (~sum >>> 0).toString(36).padStart(7, "0");
  }

  /** @param {Uint8Array} bytes */
  function toBase64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
    return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  /** @param {string} text */
  function fromBase64(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  /**
   * Undefined past the largest size: a few letters may swell without end.
   * @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} through
   */
  async function passed(bytes, through) {
    const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
    const parts = [];
    for (let size = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
      size += value.length;
      parts.push(value);
      if (size > LARGEST) {
        await reader.cancel();
        return undefined;
      }
    }
  }

  /**
   * A fragment, without its #: the commune, the answers, and which themes were gone through.
   * @param {CommuneDocument} document @param {Definitions} definitions
   */
  async function writeLink(document, definitions) {
    const packed = pack(JSON.parse(writeDocument(document, definitions)));
    const start = `copie=${VERSION}`;
    try {
      const deflated = await passed(new TextEncoder().encode(packed), new CompressionStream("deflate-raw"));
      if (deflated) return `${start}z${check(packed)}${toBase64(deflated)}`;
    } catch {} // An older browser.
    return `${start}p${check(packed)}${packed}`;
  }

  /** @param {string} fragment @param {Definitions} definitions @returns {Promise<Reading>} */
  async function readLink(fragment, definitions) {
    if (fragment.length > 2 * LARGEST) return TOO_LARGE;
    const [, version, kind, sum, body] = FRAGMENT.exec(fragment) ?? [];
    if (Number(version) > VERSION) return { error: "newer-link", values: {} };
    if (kind === "z" && typeof DecompressionStream === "undefined") return { error: "old-browser", values: {} };
    try {
      const inflated = kind === "z" ? await passed(fromBase64(body), new DecompressionStream("deflate-raw")) : null;
      if (inflated === undefined) return TOO_LARGE;
      const packed = inflated ? new TextDecoder().decode(inflated) : body;
      if (check(packed) === sum) return readDocument(JSON.stringify(unpack(packed)), definitions);
    } catch {} // Damage shows in many ways.
    return { error: "damaged-link", values: {} };
  }

  Object.assign(Autodiagnostic, { writeLink, readLink });
})();
