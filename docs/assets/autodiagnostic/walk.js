/**
 * The way through a page's questionnaires, one theme a screen. The mode is on while the address is #parcours, which is
 * where to go on, or #parcours-<questionnaire>: so that reloading stays, and the browser's buttons go from step to step.
 * A theme is a heading and what follows it until the next; it is hidden by one attribute of each of these few elements.
 */
(() => {
  "use strict";

  const { store, score, byData, setText, today } = Autodiagnostic;
  const ADDRESS = /^#parcours(?:-(.+))?$/;
  const WIDE = "(min-width: 60em)";

  /** @param {HTMLElement} element */
  function walk(element) {
    /** @type {Record<string, Words>} */
    const words = JSON.parse(String(element.dataset.texts));
    const parts = byData(element, "part");
    const buttons = byData(element, "action");
    const place = /** @type {HTMLElement} */ (element.parentElement);
    const steps = stepsAfter(place);
    const own = new Set(steps.flatMap(({ elements }) => elements));
    const aside = [...between(place.parentElement?.querySelector("h1"), place), ...between(place, null)].filter((one) => !own.has(one));
    const themes = steps.filter(({ definition }) => definition.kind !== "profile");
    /** The one shown alone. @type {Step | undefined} */
    let current;

    /** @param {string} name @param {Record<string, any>} [values] */
    function say(name, values) {
      return Autodiagnostic.say(words[name], values);
    }

    // What is done, and what is left.

    /** In a later round, answers of the last one stand until someone has looked at them again. @param {Step} step */
    function assess({ definition }) {
      const { answered, applicable, remaining } = score(definition, store.kept.answers);
      const later = Object.keys(store.kept.snapshots).length > 0;
      const seen = definition.id in store.kept.reviewed;
      const open = remaining.length ? (answered ? "started" : "todo") : "";
      const state = open || (!later ? "complete" : seen ? "reviewed" : "again");
      return { answered, applicable, state, left: later && !seen ? applicable : remaining.length };
    }

    /** @param {string[]} [keys] what has changed; without, anything may have */
    function update(keys) {
      for (const step of steps) {
        if (keys && !keys.some((key) => step.concerned.has(key))) continue;
        step.standing = assess(step);
        const { state, answered, applicable } = step.standing;
        step.badge.dataset.state = state;
        setText(step.badge, say(state, { n: answered, applicable }));
      }
      const sum = (/** @type {(step: Step) => number} */ of) => steps.reduce((total, step) => total + of(step), 0);
      const n = sum(({ standing }) => standing.left);
      const minutes = sum((step) => (step.minutes * step.standing.left) / (step.standing.applicable || 1));
      const time = say("minutes", { n: Math.max(1, Math.round(minutes)) });
      const again = steps.some(({ standing }) => standing.state === "again");
      setText(parts.left, n ? say(again ? "left_again" : "left", { n, time }) : say("none_left"));
      const applicable = sum(({ standing }) => standing.applicable);
      setText(parts["so-far"], say("so_far", { n: sum(({ standing }) => standing.answered), applicable }));
    }

    function firstLeft() {
      return steps.find(({ standing }) => standing.left) ?? steps[0];
    }

    /** Going on from a theme that is answered ends it for this round. */
    function leaveBehind() {
      if (!current || /todo|started/.test(current.standing.state)) return;
      store.save([["reviewed", current.definition.id, today()]]);
    }

    // What is shown.

    /** @param {Step | undefined} shown one alone, or all */
    function display(shown) {
      if (!shown !== !current) {
        for (const part of aside) part.hidden = Boolean(shown);
        for (const part of [parts.here, parts.turn, buttons.all]) part.hidden = !shown;
        parts.start.hidden = Boolean(shown);
        // Entered, the mode folds the list away on a phone; left, the page is as it was.
        parts.steps.toggleAttribute("open", !shown || matchMedia(WIDE).matches);
      }
      for (const step of steps) {
        const away = Boolean(shown) && step !== shown;
        if (step.heading.hidden !== away) for (const part of step.elements) part.hidden = away;
      }
      current?.link?.removeAttribute("aria-current");
      current?.heading.removeAttribute("aria-describedby");
      current = shown;
    }

    /** @param {Step} step */
    function show(step) {
      display(step);
      const { answered } = step.standing;
      const number = themes.indexOf(step) + 1;
      setText(parts.place, say(number ? "place" : "before", { place: number, count: themes.length }));
      setText(parts.already, answered ? say("already", { n: answered }) : "");
      const next = steps[steps.indexOf(step) + 1];
      setText(parts.next, next?.title ?? "");
      buttons.back.hidden = step === steps[0];
      buttons.on.hidden = !next;
      parts.end?.toggleAttribute("hidden", Boolean(next));
      step.link?.setAttribute("aria-current", "step");
      step.heading.setAttribute("aria-describedby", parts.here.id);
    }

    /** The focus tells where one is. @param {HTMLElement} target @param {HTMLElement} [top] what to see above it */
    function arrive(target, top = target) {
      if (!target.matches("a, button, input, textarea, summary, [tabindex]")) target.tabIndex = -1;
      target.focus({ preventScroll: true });
      top.scrollIntoView({ behavior: "instant" });
    }

    /** @param {Step} step */
    function begin(step) {
      show(step);
      arrive(step.heading, parts.here);
    }

    /** @param {Step} step @param {HTMLElement} [target] in it */
    function go(step, target = step.heading) {
      history.pushState(null, "", `#parcours-${step.definition.id}`);
      if (target === step.heading) return begin(step);
      if (step !== current) show(step);
      arrive(target);
    }

    /** The page as a whole, at the theme that was shown. */
    function leave() {
      const { heading } = /** @type {Step} */ (current);
      history.pushState(null, "", `#${heading.id}`);
      display(undefined);
      arrive(heading);
    }

    /** Does what the address says. */
    function route() {
      if (!element.isConnected || !steps.length) return;
      const found = ADDRESS.exec(location.hash);
      if (found) {
        const step = steps.find(({ definition }) => definition.id === found[1]) ?? firstLeft();
        history.replaceState(history.state, "", `#parcours-${step.definition.id}`);
        begin(step);
      } else if (current) {
        display(undefined);
        pointedAt(location.hash)?.scrollIntoView({ behavior: "instant" });
      }
    }

    /** Links within the page lead to themes and questions that may be hidden. @param {MouseEvent} event */
    function follow(event) {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!current || !element.isConnected || event.defaultPrevented || !link) return;
      if (event.ctrlKey || event.metaKey || event.shiftKey || link.href.split("#")[0] !== location.href.split("#")[0]) return;
      const target = pointedAt(link.hash);
      if (!target) return;
      event.preventDefault();
      const step = steps.find(({ elements }) => elements.some((part) => part.contains(target)));
      if (step) go(step, target);
      else arrive(target);
    }

    /** @param {number} by */
    function turn(by) {
      const next = steps[steps.indexOf(/** @type {Step} */ (current)) + by];
      if (by > 0) leaveBehind();
      go(next);
    }

    for (const step of steps) {
      const link = /** @type {HTMLElement | null} */ (place.querySelector(`a[href="#${step.heading.id}"]`));
      step.badge.id = `etat-${step.definition.id}`;
      step.badge.className = "walk-state";
      step.heading.tabIndex = -1;
      link?.setAttribute("aria-describedby", step.badge.id);
      link?.after(" ", step.badge);
      step.link = link;
    }
    parts.steps.append(...between(element, null));
    place.parentElement?.append(parts.turn);
    update();
    store.subscribe((keys) => {
      update(keys);
      return element.isConnected;
    });
    buttons.enter.addEventListener("click", () => go(firstLeft()));
    buttons.all.addEventListener("click", leave);
    buttons.back.addEventListener("click", () => turn(-1));
    buttons.on.addEventListener("click", () => turn(1));
    parts.end?.addEventListener("click", leaveBehind);
    document.addEventListener("click", follow);
    addEventListener("hashchange", route);
    route();
  }

  /** Each heading with what follows it until the next, where a questionnaire is among it; first what others ask of.
   * @param {HTMLElement} place @returns {Step[]} */
  function stepsAfter(place) {
    /** @type {HTMLElement[][]} */
    const sections = [];
    for (const element of between(place, null)) {
      if (element.tagName === "H2") sections.push([]);
      sections[sections.length - 1]?.push(element);
    }
    const steps = sections.flatMap((elements) => {
      const form = elements.flatMap((one) => [...one.querySelectorAll("form")]).find(({ dataset }) => dataset.definition);
      return form ? [stepOf(elements, form)] : [];
    });
    const first = (/** @type {Step} */ { definition }) => (definition.kind === "profile" ? 0 : 1);
    return steps.sort((one, other) => first(one) - first(other));
  }

  /** @param {HTMLElement[]} elements @param {HTMLFormElement} form @returns {Step} */
  function stepOf(elements, form) {
    /** @type {Definition} */
    const definition = JSON.parse(String(form.dataset.definition));
    const asked = [...(definition.controls ?? []), ...definition.questions];
    return {
      definition,
      elements,
      heading: elements[0],
      title: String(elements[0].textContent),
      minutes: Number(form.dataset.minutes ?? 0),
      concerned: new Set([definition.id, ...asked.map(({ key }) => key)]),
      standing: { answered: 0, applicable: 0, state: "todo", left: 0 },
      badge: document.createElement("span"),
      link: null,
    };
  }

  /** What follows an element, up to another or to the end. @param {Element | null | undefined} from @param {Element | null} to */
  function between(from, to) {
    /** @type {HTMLElement[]} */
    const found = [];
    for (let one = from?.nextElementSibling; one && one !== to; one = one.nextElementSibling) {
      found.push(/** @type {HTMLElement} */ (one));
    }
    return found;
  }

  /** @param {string} hash */
  function pointedAt(hash) {
    return hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  }

  Object.assign(Autodiagnostic.modules, { walk });
})();
