// Opened as a file, a page may not start the worker that searches: a hidden frame does its work.
if (location.protocol === "file:") {
  class IFrameWorker extends EventTarget {
    /** @param {string} url */
    constructor(url) {
      super();
      const frame = document.body.appendChild(document.createElement("iframe"));
      frame.hidden = true;
      /** @type {any} */
      const inside = frame.contentWindow, page = inside.document;
      // Firefox replaces the page of a frame that nobody opened.
      page.open();
      page.close();
      const load = (/** @type {string} */ src) => new Promise((onload, onerror) => {
        page.head.append(Object.assign(page.createElement("script"), { src, onload, onerror }));
      });
      const send = (/** @type {EventTarget} */ to, /** @type {unknown} */ data) => {
        to.dispatchEvent(new MessageEvent("message", { data }));
      };
      inside.postMessage = send.bind(null, this);
      inside.importScripts = async (/** @type {string[]} */ ...urls) => {
        for (const src of urls) await load(src);
      };
      const ready = load(new URL(url, location.href).href);
      this.postMessage = async (/** @type {unknown} */ data) => {
        await ready;
        send(inside, data);
      };
    }
  }

  // The theme's worker looks for this name to know where it runs.
  Object.assign(window, { IFrameWorker, Worker: IFrameWorker });
}
