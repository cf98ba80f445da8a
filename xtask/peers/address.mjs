// Addresses that stand for articles where an engine knows only pages. Runs in Node.js and in a page.

export function address(id) {
  return `/${encodeURIComponent(id)}.html`;
}

export function idOf(url) {
  return decodeURIComponent(url.replace(/^\//, '').replace(/\.html$/, ''));
}
