/**
 * What a file may hold: each check takes a value and its place, and gives what is wrong with it. Pure.
 * The sentences stand in the catalogue `exchange`.
 */
(() => {
  "use strict";

  const { parseJson } = Autodiagnostic;
  const STEP_SHOWN = 60;
  const NAME = "[a-z0-9]+(-[a-z0-9]+)*";
  const LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
  const DATE =
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)" +
    `|02-(0[1-9]|1[0-9]|2[0-8]))|${LEAP_YEAR}-02-29)`;
  const ID = RegExp(`^(?=.{1,200}$)${NAME}$`);
  const KEY = RegExp(`^(?=.{1,200}$)${NAME}\\.${NAME}$`);
  const DAY = RegExp(`^${DATE}$`);
  const MOMENT = RegExp(`^${DATE}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$`);
  const LONE_SURROGATE = /\p{Cs}/u;
  /** @type {Fault[]} */
  const NOTHING = [];

  /** @param {string} error @param {string[]} path @param {object} [values] @returns {Fault[]} */
  function wrong(error, path, values) {
    const steps = path.map((step) => {
      const signs = [...step];
      return signs.length > STEP_SHOWN ? signs.slice(0, STEP_SHOWN).join("") + "…" : step;
    });
    return [{ error, values: { path: steps.join(" › "), ...values } }];
  }

  /** @param {number} most @param {RegExp} [pattern] @param {string} [error] @returns {Check} */
  const text = (most, pattern, error = "wrong-value") => (value, path) => {
    if (typeof value !== "string" || LONE_SURROGATE.test(value)) return wrong("wrong-value", path);
    if (value.length > most && [...value].length > most) return wrong("too-long", path, { most });
    return pattern && !pattern.test(value) ? wrong(error, path) : NOTHING;
  };

  /** @param {number} least @param {number} [most] @returns {Check} */
  const whole = (least, most = Number.MAX_SAFE_INTEGER) => (value, path) =>
    Number.isSafeInteger(value) && value >= least && value <= most ? NOTHING : wrong("wrong-value", path);

  /** @param {...unknown} values @returns {Check} */
  const oneOf = (...values) => (value, path) => values.includes(value) ? NOTHING : wrong("wrong-value", path);

  /** @param {Check} check @returns {Check} */
  const orNull = (check) => (value, path) => value === null ? NOTHING : check(value, path);

  /** @param {any} value */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @param {RegExp} name @param {Check} each @param {number} [most] @param {string} [error] @returns {Check} */
  const record = (name, each, most = Infinity, error = "unknown-key") => (value, path) => {
    if (!isRecord(value)) return wrong("wrong-value", path);
    const entries = Object.entries(value);
    const faults = entries.flatMap(([key, part]) =>
      name.test(key) ? each(part, [...path, key]) : wrong(error, [...path, key]),
    );
    return faults.length || entries.length <= most ? faults : wrong("too-long", path, { most });
  };

  /** @param {Check} each @param {number} most @returns {Check} */
  const list = (each, most) => (value, path) => {
    if (!Array.isArray(value)) return wrong("wrong-value", path);
    if (value.length > most) return wrong("too-long", path, { most });
    return value.flatMap((part, place) => each(part, [...path, String(place + 1)]));
  };

  /** @param {Record<string, Check>} optional @param {Record<string, Check>} [required] @returns {Check} */
  const entry = (optional, required = {}) => {
    const known = new Map(Object.entries({ ...optional, ...required }));
    const needed = Object.keys(required);
    return (value, path) => {
      if (!isRecord(value)) return wrong("wrong-value", path);
      const keys = Object.keys(value);
      const missing = needed.filter((key) => !keys.includes(key));
      return [
        ...missing.flatMap((key) => wrong("missing-key", [...path, key])),
        ...keys.flatMap((key) => {
          const check = known.get(key);
          return check ? check(value[key], [...path, key]) : wrong("unknown-key", [...path, key]);
        }),
      ];
    };
  };

  const texts = list(text(200), 100);
  const words = text(5_000);
  const number = whole(-Number.MAX_SAFE_INTEGER);
  /** @type {Check} */
  const answer = (value, path) => (Array.isArray(value) ? texts : typeof value === "string" ? words : number)(value, path);
  const day = text(Infinity, DAY, "bad-date");

  /** @type {AutodiagnosticNamespace["checks"]["ofFormat"]} */
  function ofFormat(content, format, known, most) {
    const found = parseJson(content, most);
    if ("error" in found) return found;
    const { data } = found;
    if (!isRecord(data) || data.format !== format) return { error: "not-a-document", values: {} };
    const { version } = data;
    if (Number.isSafeInteger(version) && version > known) return { error: "newer-format", values: { version, known } };
    return found;
  }

  /** The first of several faults, by its place. @param {Fault[]} faults @returns {Fault | undefined} */
  function firstOf(faults) {
    return faults.sort(({ values: { path: one } }, { values: { path: other } }) => one < other ? -1 : Number(one > other))[0];
  }

  Autodiagnostic.checks = {
    ...{ ID, KEY, MOMENT, text, whole, oneOf, orNull, record, list, entry, answer, day, isRecord, ofFormat, firstOf },
  };
})();
