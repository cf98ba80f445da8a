// Entry of the loader: reads the script tag and puts one widget on the page.
//
// Owns the order of things. It must not know what the widget shows.
import { createApi } from "./api.js";
import { createFrame } from "./frame.js";
import { createLoad } from "./load.js";
import { chooseLanguage } from "./options.js";

// `docent build` puts the settings of the site in place of this name.
const config = __DOCENT_CONFIG__;

const script = document.currentScript || document.querySelector('script[src*="docent.js"]');
const options = script.dataset;
const language = chooseLanguage(config.languages, options.lang);
// Everything the widget listens to or waits for ends with this signal.
const life = new AbortController();
const site = {
  base: new URL(".", script.src).href,
  config,
  language,
  options,
  signal: life.signal,
  text: (key) => language.strings["loader." + key] || key,
};

const start = () => {
  const frame = createFrame(site);
  const load = createLoad(site, frame);
  frame.intent = () => load().catch(() => {});
  createApi(frame, load, life);
};

// An async script in the head can run before there is a body to stand in.
if (document.body) start();
else addEventListener("DOMContentLoaded", start, site);
