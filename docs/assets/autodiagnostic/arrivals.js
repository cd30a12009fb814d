/**
 * What comes from elsewhere: files that are chosen or dropped, a link or strips that are pasted, the link by which the
 * page was opened. Each is read, then shown in its turn by takeover.js; what cannot be read is said, and changes nothing.
 */
(() => {
  "use strict";

  const { byData, make, fileDrop, readFile, readText, readLink } = Autodiagnostic;
  const FRAGMENT = "copie=";

  /** @param {HTMLElement} section @param {Board} board */
  function arrivals(section, board) {
    const { definitions } = board;
    const parts = byData(section, "part");
    const panel = Autodiagnostic.takeover(section, board);
    /** Counts the gestures: what an earlier one brought makes room for what the next one brings. */
    let gesture = 0;

    // Showing, one after the other.

    /** @param {Arriving[]} all */
    async function receive(all) {
      gesture += 1;
      const own = gesture;
      panel.close();
      parts.faults.replaceChildren();
      for (const [place, { name, read }] of all.entries()) {
        const arrived = await read().catch(() => ({ error: "unreadable", values: {} }));
        if (own !== gesture) return;
        if ("error" in arrived) complain(name, arrived);
        else await panel.show(arrived, { name, place: place + 1, of: all.length });
        if (own !== gesture) return;
      }
    }

    /** @param {string} name of the file @param {Fault} fault */
    function complain(name, { error, values }) {
      const fault = board.say("faults", error, values);
      parts.faults.append(make("p", {}, name ? board.say("exchange", "fault_in", { name, fault }) : fault));
      parts.faults.scrollIntoView({ block: "nearest" });
    }

    // Where it comes from.

    /** @param {File[]} files */
    function receiveFiles(files) {
      receive(files.map((file) => ({ name: file.name, read: () => readFile(file, definitions) })));
    }

    /** @param {Event} event */
    function pasted(event) {
      event.preventDefault();
      receive([{ name: "", read: () => readText(parts.pasted.value, definitions) }]);
    }

    /** Taken out of the address, so that a reload does not ask again. */
    function followed() {
      if (!section.isConnected) return removeEventListener("hashchange", followed);
      const [page, fragment = ""] = location.href.split("#");
      if (!fragment.startsWith(FRAGMENT)) return;
      history.replaceState(history.state, "", page);
      receive([{ name: "", read: async () => ({ from: "link", ...(await readLink(fragment, definitions)) }) }]);
    }

    fileDrop(section, receiveFiles);
    parts.paste.addEventListener("submit", pasted);
    addEventListener("hashchange", followed);
    followed();
  }

  Object.assign(Autodiagnostic, { arrivals });
})();
