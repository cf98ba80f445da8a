// Hands the widget's events on to analytics that the page already has. Loads nothing.
const WAYS = {
  plausible: (name, detail) => window.plausible?.("docent:" + name, { props: detail }),
  umami: (name, detail) => window.umami?.track?.("docent:" + name, detail),
  matomo: (name, { slug, hits }) => window._paq?.push(["trackEvent", "docent", name, slug, hits]),
  datalayer: (name, detail) => window.dataLayer?.push({ event: "docent_" + name.replaceAll("-", "_"), ...detail }),
};

export const bridge = (core) => {
  const ways = (core.options.analytics || "").toLowerCase().split(/[\s,]+/).map((name) => WAYS[name]);
  const { early, emit } = core;
  core.early = null;
  const tell = (name, detail) => {
    for (const way of ways) {
      try {
        way?.(name, detail || {});
      } catch (error) {
        // What the page's analytics do wrong is not the visitor's business.
        console.warn(`docent: analytics: ${error}`);
      }
    }
  };
  early.forEach((event) => tell(...event));
  core.emit = (name, detail) => {
    emit(name, detail);
    tell(name, detail);
  };
};
