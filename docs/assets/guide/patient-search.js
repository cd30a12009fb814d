// As soon as a page opens, the theme fetches all the words of the guide and has its search sort them, which keeps a slow
// line and a phone busy for a second each. That can wait until someone is about to search: until then, what is asked of
// the server and said to the worker is kept for them.
{
  const Impatient = Worker;
  /** @type {(() => void)[] | undefined} */
  let kept = [];

  /** @param {EventTarget | null} target */
  function focused(target) {
    if (!(target instanceof Element) || !target.matches("[data-md-component=search-query]")) return;
    for (const send of kept ?? []) send();
    kept = undefined;
  }

  focused(document.activeElement); // Before this script came.
  document.addEventListener("focusin", ({ target }) => focused(target));

  class PatientRequest extends XMLHttpRequest {
    #address = "";

    /** @override @param {string} method @param {string | URL} address @param {any[]} rest */
    open(method, address, ...rest) {
      this.#address = String(address);
      super.open(method, address, .../** @type {[boolean]} */ (rest));
    }

    /** @override @param {XMLHttpRequestBodyInit | null} [body] */
    send(body) {
      if (kept && this.#address.endsWith("search_index.json")) kept.push(() => super.send(body));
      else super.send(body);
    }
  }

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
  Object.assign(window, { Worker: Patient, XMLHttpRequest: PatientRequest });
}
