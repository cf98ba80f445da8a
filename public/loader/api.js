// `window.docent`: what a page may ask of the widget, described in docent.d.ts.
export const createApi = (frame, load, life) => {
  const early = window.docent;
  const api = {
    open: frame.open,
    close: frame.close,
    search: async (query, options = {}) => {
      const widget = await load();
      return new Promise((then) => widget.search(query, options.limit || 10, then));
    },
    show: async (slug) => {
      frame.open();
      return (await load()).show(slug);
    },
    on: frame.on,
    destroy() {
      life.abort();
      frame.app?.destroy();
      frame.app = null;
      frame.root.host.remove();
      if (window.docent === api) delete window.docent;
    },
    q: { push: (call) => call(api) },
  };
  // The first widget of a page has the name; another one beside it works without.
  if (!early?.destroy) window.docent = api;
  early?.q?.splice?.(0).forEach((call) => call(api));
};
