// What the theme's scripts lack; this runs before them.

// Keyboard.
document.addEventListener("keydown", (event) => {
  // Its one-letter shortcuts would carry off to another page whoever mistypes or dictates.
  if (event.key.length === 1) event.stopPropagation();
  // Its menu opens on Enter alone.
  if (event.key === " " && event.target instanceof HTMLLabelElement) {
    event.preventDefault();
    event.target.click();
  }
});

// Patience. As soon as a page opens, the theme fetches all the words of the guide and has its search sort them, which
// keeps a slow line and a phone busy for a second each. That can wait until someone is about to search: until then, what
// is asked of the server and said to the worker is kept for them.
{
  /** @type {(() => void)[] | undefined} */
  let kept = [];
  /** @param {() => void} send */
  const later = (send) => (kept ? kept.push(send) : send());

  const { open, send } = XMLHttpRequest.prototype;
  /** @this {XMLHttpRequest} @param {string} method @param {string | URL} address @param {any[]} rest */
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (/search_index/.test(String(address))) this.send = (body) => later(() => send.call(this, body));
    open.call(this, method, address, .../** @type {[boolean]} */ (rest));
  };

  const { postMessage } = Worker.prototype;
  /** @this {Worker} @param {[any]} message */
  Worker.prototype.postMessage = function (...message) {
    later(() => postMessage.apply(this, message));
  };

  const about = () => {
    if (!document.activeElement?.matches("[data-md-component=search-query]")) return;
    kept?.forEach((send) => send());
    kept = undefined;
  };
  document.addEventListener("focusin", about);
  about(); // Someone may have come before this script.
}
