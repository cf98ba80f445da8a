// What the page's own elements and addresses ask for: `data-docent-…` and `#docent=…`.
const WAYS = { article: "show", search: "open", contact: "contact" };

export const attend = (api, links = "docent") => {
  const { signal } = api;
  const go = (kind, value) => WAYS[kind] && api[WAYS[kind]](value || undefined).catch(() => {});
  document.addEventListener("click", (event) => {
    // A new tab is a new tab.
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const kind in WAYS) {
      const name = "data-docent-" + kind;
      const asking = event.target.closest?.(`[${name}]`);
      if (asking) {
        event.preventDefault();
        return go(kind, asking.getAttribute(name));
      }
    }
  }, { signal });
  const follow = () => {
    const [name, way = ""] = location.hash.slice(1).split("=");
    const slash = (way + "/").indexOf("/");
    if (name == links) go(way.slice(0, slash), decodeURIComponent(way.slice(slash + 1)));
  };
  addEventListener("hashchange", follow, { signal });
  follow();
};
