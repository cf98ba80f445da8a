// What else the browser does for the widget: addresses, requests, storage, chance, plurals, JSON.

/** A URL made absolute; one that cannot be is returned as it is. */
export const resolve = (url, base) => {
  try {
    return new URL(url, base).href;
  } catch {
    return url;
  }
};

/** The address of the page, without query and fragment. */
export const address = () => location.origin + location.pathname;

/**
 * Slugs, one a line: what the page suggests in its context, then by all rules that fit its path,
 * or what the context has in its place.
 */
export const suggested = (rules = [], { context }) => {
  const { articles = [], page = location.pathname } = context ?? {};
  const fitting = rules.filter(({ pages }) => new RegExp(pages).test(page));
  const slugs = [...articles, ...fitting.flatMap(({ articles }) => articles)];
  // More would be no choice any more.
  return [...new Set(slugs)].slice(0, 6).join("\n");
};

export const pageWindow = () => window;

export const isOffline = () => !navigator.onLine;

/**
 * Fetches a text, or posts a JSON text, and hands over the status (0 if there was no answer) and
 * the answer (none if it broke off). What is posted goes on when the page is left, if it is short
 * enough for that: a browser takes 64 KiB, and a character is at most three bytes.
 */
export const request = async (url, json, signal, then) => {
  let status = 0;
  let text;
  try {
    const headers = { "content-type": "application/json" };
    const post = json && { method: "POST", headers, body: json, keepalive: !json[2e4] };
    const response = await fetch(url, { ...post, signal });
    status = response.status;
    text = await response.text();
  } catch {
    // What was read so far says it.
  }
  then(status, text);
};

export const call = (run, value) => run(value);

/** Fetches bytes, and hands over nothing if they cannot be had. */
export const requestBytes = async (url, signal, then) => {
  let bytes;
  try {
    const response = await fetch(url, { signal });
    if (response.ok) bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    // Then there are none.
  }
  then(bytes);
};

// Where storage is forbidden, the mere look at it throws.

export const stored = (key) => {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
};

/** All keys that begin so. */
export const storedKeys = (start) => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
};

export const random = (count) => {
  const bytes = new Uint8Array(count);
  return globalThis.crypto?.getRandomValues(bytes) ?? bytes;
};

export const now = () => Date.now();

/** The plural category of Unicode CLDR, which every browser knows. */
export const plural = (lang, count) => new Intl.PluralRules(lang).select(count);

/** Name of a language in another one. */
export const language = (tag, inside) => new Intl.DisplayNames(inside, { type: "language" }).of(tag);

export const encode = (text) => encodeURIComponent(text);

export const fixed = (number, digits) => number.toFixed(digits);

/** The value of a JSON text; nothing if it is none. */
export const parse = (json) => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

export const print = (value) => JSON.stringify(value);

export const member = (value, name) => value?.[name];

export const text = (value, name) => {
  const found = value?.[name];
  return typeof found === "string" ? found : undefined;
};

export const list = (value, name) => {
  const found = value?.[name];
  return Array.isArray(found) ? found : undefined;
};

/** Names and values of an object, in turns. */
export const entries = (value, name) => Object.entries(value?.[name] ?? {}).flat();

export const object = () => ({});
export const set = (on, name, value) => (on[name] = value);

/** An error with a code for programs. */
export const failure = (code, message) => Object.assign(new Error(message), { code });
