/** Theme by theme: bars in a table, a radar beside it, and the level that the commune aims at in each theme. */
(() => {
  "use strict";

  const { store, byData, setText, levelIn, draw } = Autodiagnostic;
  const CENTRE = [160, 150];
  const RADIUS = 118;
  const RINGS = [25, 50, 75, 100];
  /** Half of what marks a target across its spoke. */
  const ACROSS = 14;

  /** What is drawn is not drawn again. @param {Element} element @param {Record<string, string | number>} attributes */
  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
    }
  }

  /** @param {HTMLElement} section */
  function charts(section) {
    const board = Autodiagnostic.board(section);
    const { radar, key } = byData(section, "part");
    const table = /** @type {HTMLElement} */ (section.querySelector("table"));
    const rows = Object.entries(byData(section, "row")).map(([id, row]) => ({ id, parts: byData(row, "part") }));
    const spokes = board.themes.map((_, place) => spoke(radar, place, board.themes.length));
    const shape = draw("path", { class: "report-shape" });
    radar.append(shape, ...spokes.flatMap(({ dot, goal }) => [goal, dot]));

    /** The level that a theme aims at. @param {Theme | undefined} theme */
    function targetOf(theme) {
      return theme?.definition.levels?.find(({ id }) => id === store.kept.targets[theme.id]);
    }

    function update() {
      const { whole, themes } = board.picture();
      section.hidden = whole.percent === null;
      if (section.hidden) return;
      table.toggleAttribute("data-unleveled", whole.instead_of_level !== null);
      for (const { id, parts } of rows) {
        const theme = board.themes.find((one) => one.id === id);
        showRow(parts, themes[id] ?? whole, theme);
      }
      showRadar(themes);
    }

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return board.say("charts", name, values);
    }

    /** @param {Record<string, HTMLInputElement>} parts @param {Result} result @param {Theme} [theme] none for the whole */
    function showRow(parts, result, theme) {
      const { sums, percent, low, high, remaining } = result;
      const n = remaining.length;
      /** @param {string | null} id */
      const title = (id) => theme?.levels[String(id)] ?? board.title(id);
      const { shown } = levelIn(result, title, (ends) => board.say("live", "range", ends));
      const none = percent === null;
      setText(parts.numbers, none ? say(n ? "open" : "none") : say("numbers", { ...sums, n: sums.points, percent }));
      setText(parts.open, low === high ? "" : say(n ? "remaining" : "unverified", { n, low, high }));
      setText(parts.level, none ? "" : shown);
      set(parts.bar, { width: `${percent ?? 0}%` });
      set(parts.reach, { x1: `${low ?? 0}%`, x2: `${high ?? 0}%` });
      const target = result.instead_of_level ? undefined : targetOf(theme);
      for (const part of [parts.goal, parts.mark]) part.toggleAttribute("hidden", !target);
      if (target) {
        const at = `${target.from}%`;
        set(parts.goal, { x1: at, x2: at });
        set(parts.mark, target.from > 75 ? { x: at, dx: -3, "text-anchor": "end" } : { x: at, dx: 3, "text-anchor": "start" });
      }
      if (!parts.target) return;
      if (parts.target.value !== (target?.id ?? "")) parts.target.value = target?.id ?? "";
      setText(parts.chosen, target ? (theme?.levels[target.id] ?? "") : "");
    }

    /** The line goes from neighbour to neighbour, and closes where every theme has a score. @param {Record<string, Result>} themes */
    function showRadar(themes) {
      const points = board.themes.map((theme, place) => {
        const { percent, instead_of_level } = themes[theme.id];
        const { at, dot, goal, number } = spokes[place];
        const target = instead_of_level ? undefined : targetOf(theme);
        const [cx, cy] = at(percent ?? 0);
        set(dot, { cx, cy });
        dot.toggleAttribute("hidden", percent === null);
        number.toggleAttribute("data-open", percent === null);
        goal.toggleAttribute("hidden", !target);
        if (target) {
          const [[x1, y1], [x2, y2]] = [at(target.from, -ACROSS), at(target.from, ACROSS)];
          set(goal, { x1, y1, x2, y2 });
        }
        return percent === null ? "" : `${cx} ${cy}`;
      });
      const sides = points.map((point, place) => [point, points[(place + 1) % points.length]]);
      const joined = sides.filter(([one, other]) => one && other).map(([one, other]) => `M${one}L${other}`);
      set(shape, { d: points.every(Boolean) ? `M${points.join("L")}Z` : joined.join("") });
      key.hidden = !board.themes.some(targetOf);
    }

    section.addEventListener("change", ({ target }) => {
      const select = /** @type {HTMLSelectElement} */ (target);
      const id = select.closest("[data-row]")?.getAttribute("data-row");
      store.save([["targets", String(id), select.value || undefined]]);
    });
    board.follow(section, update);
  }

  /**
   * Draws the ground of a theme's spoke: the first points up, the others follow the clock. `at` says where a percentage
   * stands on it, or beside it.
   * @param {Element} radar @param {number} place @param {number} count
   */
  function spoke(radar, place, count) {
    const angle = (2 * Math.PI * place) / count;
    /** @param {number} percent @param {number} [aside] */
    const at = (percent, aside = 0, turn = angle) => {
      const [x, y, length] = [Math.sin(turn), -Math.cos(turn), (RADIUS * percent) / 100];
      return [CENTRE[0] + x * length - y * aside, CENTRE[1] + y * length + x * aside].map((one) => one.toFixed(1));
    };
    const [x2, y2] = at(100);
    const [x, y] = at(112);
    const number = draw("text", { x, y, dy: ".35em" }, String(place + 1));
    const rings = RINGS.map((percent) => {
      const [[ax, ay], [bx, by]] = [at(percent), at(percent, 0, angle + (2 * Math.PI) / count)];
      return draw("line", { x1: ax, y1: ay, x2: bx, y2: by });
    });
    radar.append(...rings, draw("line", { x1: CENTRE[0], y1: CENTRE[1], x2, y2 }), number);
    const dot = draw("circle", { class: "report-dot", r: 4 });
    const goal = draw("line", { class: "report-goal", hidden: true });
    return { at, dot, goal, number };
  }

  Object.assign(Autodiagnostic.modules, { charts });
})();
