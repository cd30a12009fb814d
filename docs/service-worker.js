// Keeps the guide in the browser, for use without a network (decision 14). The build fills in the next two lines, unless
// mkdocs.yml has no `app`: as it stands here it keeps nothing, removes what an earlier one kept, and then itself.
{
  const VERSION = "";
  const FILES = /** @type {string[]} */ ([]);

  const worker = /** @type {any} */ (self);
  // Other sites may stand under the same address.
  const OURS = `guide ${worker.registration.scope} `;
  const NAME = OURS + VERSION;

  // All of this version or nothing: until then the one before it answers, or the server.
  async function keep() {
    const cache = await caches.open(NAME);
    try {
      await Promise.all(FILES.map(async (file) => {
        const response = await fetch(file, { cache: "no-cache" });
        if (!response.ok) throw new Error(`${response.status} ${file}`);
        // A host may lead elsewhere (from index.html to ./, say); a browser takes no such answer for a page.
        await cache.put(file, response.redirected ? new Response(response.body, response) : response);
      }));
    } catch (error) {
      await caches.delete(NAME);
      throw error;
    }
    if (!FILES.length) await worker.skipWaiting();
  }

  // No page of an earlier version is open any more.
  async function tidy() {
    const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && (name !== NAME || !FILES.length));
    await Promise.all(names.map((name) => caches.delete(name)));
    if (!FILES.length) await worker.registration.unregister();
  }

  /** @param {Request} request */
  async function answer(request) {
    const kept = await caches.match(request, { cacheName: NAME, ignoreSearch: true, ignoreVary: true });
    return kept ?? fetch(request);
  }

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keep()));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
  if (FILES.length) worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { method, url } = event.request;
    if (method === "GET" && url.startsWith(worker.registration.scope)) event.respondWith(answer(event.request));
  });
}
