/** What the wall and the speaker's window share: a copy of a slide, the keys that move, and a line between the two. */
(() => {
  "use strict";

  /** @type {AutodiagnosticNamespace["slideCopy"]} */
  function slideCopy(part, level = 2) {
    const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
    copy.querySelector("h4")?.setAttribute("aria-level", String(level));
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    copy.removeAttribute("data-part");
    return copy;
  }

  /** @type {AutodiagnosticNamespace["moveOf"]} */
  function moveOf({ key, shiftKey, target }, place, count) {
    // On a button, these press it.
    const pressed = (key === " " || key === "Enter") && target instanceof Element && target.closest("button, a");
    if (pressed) return undefined;
    switch (key) {
      case " ":
        return shiftKey ? place - 1 : place + 1;
      case "ArrowRight":
      case "ArrowDown":
      case "PageDown":
      case "Enter":
        return place + 1;
      case "ArrowLeft":
      case "ArrowUp":
      case "PageUp":
        return place - 1;
      case "Home":
        return 0;
      case "End":
        return count - 1;
      default:
        return undefined;
    }
  }

  /** Unchecked before: what comes from another window may be anything. @param {any} heard @returns {heard is ShowState} */
  function isState(heard) {
    const whole = (/** @type {unknown} */ value) => Number.isInteger(value) && Number(value) >= 0;
    return (
      typeof heard?.deck === "string" &&
      typeof heard.on === "boolean" &&
      typeof heard.black === "boolean" &&
      whole(heard.place) &&
      whole(heard.since)
    );
  }

  /**
   * Between a window and the one that it opened, whichever of the two this is. Files have no origin of their own: there, as
   * everywhere, who speaks is known by who opened whom.
   * @type {AutodiagnosticNamespace["line"]}
   */
  function line(listen) {
    const origin = location.protocol === "file:" ? "*" : location.origin;
    /** @type {Window | null} */
    let other = opener;
    addEventListener("message", ({ data, source, origin: from }) => {
      const speaker = /** @type {Window | null} */ (source);
      const known = speaker && (speaker === opener || speaker.opener === window);
      if (!known || (origin !== "*" && from !== origin) || data?.from !== "presentation") return;
      other = speaker;
      listen(isState(data.state) ? data.state : undefined);
    });
    return {
      open(address) {
        other = open(address, "notes", "popup,width=960,height=720");
        return Boolean(other);
      },
      send(state) {
        if (other && !other.closed) other.postMessage({ from: "presentation", state }, origin);
      },
      /** Whether there is a window at the other end. */
      get up() {
        return Boolean(other && !other.closed);
      },
    };
  }

  Object.assign(Autodiagnostic, { slideCopy, moveOf, line });
})();
