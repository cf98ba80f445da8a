// Service worker that lets help go on without a connection, once it was opened.
//
// Owns caches whose names begin with "docent ". A site registers it for the help centre alone, or
// imports it into a worker of its own, which says in `self.docent` where the help centre is. It
// must not touch what is not below that address, and stores nothing before help was opened.

// `docent build` puts the files of the site in place of this name.
const { version, widget, languages } = __DOCENT_FILES__;

/** More articles than these are kept only as they are read. */
const ARTICLES_MAX = 300;
const LOADER = "docent.js";
const ANY = { ignoreSearch: true, ignoreVary: true };

const base = new URL(self.docent ?? ".", location).href;
const mine = `docent ${base} `;
const open = () => caches.open(mine + version);
const find = (path) => caches.match(base + path, ANY);

/** Puts files into the cache, one after the other: the visitor's own requests come first. */
const fill = async (paths) => {
  const cache = await open();
  for (const path of paths) {
    if (await cache.match(base + path, ANY)) continue;
    const response = await fetch(base + path);
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    await cache.put(base + path, response);
  }
};

/** Keeps all that search and reading need in one language. */
const keep = async ({ site, index, supplement, list }) => {
  await fill([site, index, supplement, list, ...widget, LOADER]);
  const articles = await (await find(list)).json();
  await fill(articles.slice(0, ARTICLES_MAX).map(([, , key]) => `_docent/articles/${key}.json`));
};

/** A file whose content never changes: fetched once. */
const unchanging = async (event, path) => {
  const { request } = event;
  const known = request.cache !== "reload" && (await find(path));
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    event.waitUntil(open().then((cache) => cache.put(base + path, copy)));
  }
  return response;
};

/** A page or the loader: fetched each time, and taken from the cache where that fails. */
const changing = async (event, path) => {
  try {
    const response = await fetch(event.request);
    // A page of the help centre is asked for by a visitor, the loader by every page.
    if (response.ok && !response.redirected && (path !== LOADER || (await find(path)))) {
      const copy = response.clone();
      event.waitUntil(open().then((cache) => cache.put(base + path, copy)));
    }
    return response;
  } catch {
    return (await find(path)) ?? Response.error();
  }
};

/** Languages in which help was opened under an earlier version, whose files make room. */
const renew = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== mine + version);
  const paths = [];
  for (const name of names) {
    for (const { url } of await (await caches.open(name)).keys()) paths.push(url.slice(base.length));
  }
  for (const files of languages) {
    const start = files.site.slice(0, files.site.lastIndexOf("-") + 1);
    if (paths.some((path) => path.startsWith(start))) await keep(files);
  }
  for (const name of names) await caches.delete(name);
};

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(base)) return;
  const path = url.slice(base.length).split(/[?#]/)[0];
  if (path.startsWith("_docent/")) {
    event.respondWith(unchanging(event, path));
    const opened = languages.find(({ site }) => site === path);
    // What is missing comes with the next opening.
    if (opened) event.waitUntil(keep(opened).catch(() => {}));
  } else if (path === LOADER || mode === "navigate") {
    event.respondWith(changing(event, path));
  }
});

addEventListener("activate", (event) => event.waitUntil(renew().catch(() => {})));

// In a worker of the site's own, that decides when it takes over.
if (self.docent === undefined) {
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(clients.claim()));
}
