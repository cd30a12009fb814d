// As soon as a page opens, the theme has its search sort all the words of the guide, which keeps a phone busy for a
// second. That can wait until someone is about to search: until then, what is said to the worker is kept for it.
{
  const Impatient = Worker;
  /** @type {(() => void)[] | undefined} */
  let kept = [];

  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element) || !target.matches("[data-md-component=search-query]")) return;
    for (const send of kept ?? []) send();
    kept = undefined;
  });

  /** @param {string | URL} url @param {WorkerOptions} [options] */
  const Patient = function (url, options) {
    const worker = new Impatient(url, options);
    const send = worker.postMessage.bind(worker);
    worker.postMessage = (/** @type {unknown} */ message) => {
      if (kept) kept.push(() => send(message));
      else send(message);
    };
    return worker;
  };
  Object.assign(window, { Worker: Patient });
}
