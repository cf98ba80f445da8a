// Entry of what the loader brings when a visitor reaches for the widget: the panel in the
// visitor's language, and what the page's calls do once it is there.
import { bridge } from "./bridges.js";
import { createFrame } from "./frame.js";
import { createLoad } from "./load.js";
import { warn } from "./options.js";

// `docent build` puts the language, its direction and its texts in place of this name.
const face = __DOCENT_FACE__;

export const start = (core) => {
  warn(core.options);
  bridge(core);
  const frame = createFrame(core, face);
  const load = createLoad(core, core.asked, frame);
  frame.load = (anew) => void load(anew).then(hear, () => {});
  // What visitors do is counted only where the site asks for it.
  if (face.statistics) import(face.statistics).then(({ begin }) => begin(core), () => {});
  const { told } = core;
  const hear = () => {
    for (const [name, value] of frame.app ? told.splice(0) : []) frame.app[name === "identify" ? "prefill" : name]?.(value);
  };
  // Suggestions follow the address. Where the browser does not tell of a new one, it counts when
  // help is opened.
  core.listen(window.navigation || core.host, "currententrychange", () => frame.app?.setContext(frame.context));
  return {
    // Opening and closing are the frame's own.
    ...frame,
    hear,
    search: async (query, { limit = 10 } = {}) => {
      const app = await load();
      return new Promise((then) => app.search(query, limit, then));
    },
    show: async (slug) => {
      frame.open();
      return (await load()).show(slug);
    },
    contact: async (fields) => {
      frame.open();
      const app = await load();
      if (fields) app.prefill(fields);
      app.contact();
    },
    destroy() {
      frame.app?.destroy();
      frame.app = null;
    },
  };
};
