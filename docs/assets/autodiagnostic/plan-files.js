/** Tables for a spreadsheet, days for a calendar, and names for files. Pure: no page, no storage, no clock. */
(() => {
  "use strict";

  /**
   * CSV as French spreadsheets open it with a double click: a byte order mark, semicolons. A text that would be taken for
   * a formula gets an apostrophe in front.
   * @param {string[][]} table
   */
  function csvText(table) {
    const cell = (/** @type {string} */ text) => `"${text.replace(/^(?=[=+\-@\t\r])/, "'").replace(/"/g, '""')}"`;
    return "\ufeff" + table.map((row) => row.map(cell).join(";") + "\r\n").join("");
  }

  /**
   * iCalendar (RFC 5545). Each action is an all-day event: the calendars of offices show nothing of a VTODO. `stamp` is
   * now, in ISO form; the same `uid` with a later one replaces the event in the calendar that takes the file in.
   * @param {string} name @param {string} stamp @param {CalendarEvent[]} events at least one, says the RFC
   */
  function calendarText(name, stamp, events) {
    const seconds = Math.floor(Date.parse(stamp) / 1000);
    const moment = new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Ma commune sur les reseaux sociaux//Plan//FR",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      `X-WR-CALNAME:${escaped(name)}`,
    ];
    for (const { uid, day, title, description, url, category, cancelled } of events) {
      lines.push(
        "BEGIN:VEVENT",
        `UID:${escaped(uid)}`,
        `DTSTAMP:${moment}`,
        `LAST-MODIFIED:${moment}`,
        // Some calendars keep what they have unless this number has grown. In minutes, it stays below 2 ** 31.
        `SEQUENCE:${Math.floor(seconds / 60)}`,
        `DTSTART;VALUE=DATE:${compact(day)}`,
        `DTEND;VALUE=DATE:${compact(dayAfter(day))}`,
        `SUMMARY:${escaped(title)}`,
        `DESCRIPTION:${escaped(description)}`,
        ...(url ? [`URL:${url}`] : []),
        `CATEGORIES:${escaped(category)}`,
        `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
      );
    }
    lines.push("END:VCALENDAR");
    return lines.map((line) => folded(line) + "\r\n").join("");
  }

  /** @param {string} text */
  function escaped(text) {
    const lines = text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n").replace(/[\0-\x08\x0e-\x1f\x7f]/g, "");
    return lines.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
  }

  /** No line is longer than 75 octets; what follows goes on after a space. @param {string} line */
  function folded(line) {
    let text = "";
    let room = 75;
    for (const character of line) {
      const code = Number(character.codePointAt(0));
      const octets = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (octets > room) {
        text += "\r\n ";
        room = 74;
      }
      text += character;
      room -= octets;
    }
    return text;
  }

  /** @param {string} day */
  function dayAfter(day) {
    return new Date(Date.parse(`${day}T00:00Z`) + 86400000).toISOString().slice(0, 10);
  }

  /** @param {string} day */
  function compact(day) {
    return day.replace(/-/g, "");
  }

  /** « Saint-Étienne d’Œuf » is saint-etienne-d-oeuf. @param {string} name */
  function slug(name) {
    const letters = name.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/\p{M}/gu, "");
    return letters.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  /** Such as plan-saint-martin-2026-11-23.csv. @param {string} what @param {string} commune @param {string} day @param {string} ending */
  function fileName(what, commune, day, ending) {
    return `${[what, slug(commune), day].filter(Boolean).join("-")}.${ending}`;
  }

  Object.assign(Autodiagnostic, { csvText, calendarText, slug, fileName });
})();
