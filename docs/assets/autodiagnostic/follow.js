/** How components follow what changes. */
(() => {
  "use strict";

  const ANYTHING = "";
  const PAUSE = 300; // milliseconds

  /**
   * What is in sight follows each change at once; what is not, once changes pause, or someone comes near, or prints.
   * @type {AutodiagnosticNamespace["following"]}
   */
  const following = (subscribe) => (element, update) => {
    let near = true;
    /** @type {Set<string> | undefined} */
    let missed;
    let pause = 0;

    function catchUp() {
      clearTimeout(pause);
      if (!missed) return;
      const keys = missed.has(ANYTHING) ? undefined : [...missed];
      missed = undefined;
      update(keys);
    }

    update();
    subscribe((keys = [ANYTHING]) => {
      missed = new Set([...(missed ?? []), ...keys]);
      clearTimeout(pause);
      if (near) catchUp();
      else pause = setTimeout(catchUp, PAUSE);
      return element.isConnected;
    });
    new IntersectionObserver(([{ isIntersecting }]) => {
      near = isIntersecting;
      if (near) catchUp();
    }, { rootMargin: "50% 0%" }).observe(element);
    // Whoever does something here has come, whether the observer has noticed or not.
    for (const sign of ["focusin", "pointerdown", "input"]) {
      element.addEventListener(sign, () => {
        near = true;
        catchUp();
      }, { capture: true });
    }
    addEventListener("beforeprint", catchUp);
  };

  Object.assign(Autodiagnostic, { following });
})();
