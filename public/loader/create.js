// One widget, as far as it is there before anybody reaches for it: the launcher, what a page may
// ask for (`docent.d.ts`), and the requests that bring the rest.
import { choose } from "./language.js";
import css from "./launcher.css";
import { icon, make } from "./nodes.js";

// `docent build` puts the settings of the site in place of this name.
const config = __DOCENT_CONFIG__;

const HELP = "M12 3a9 9 0 1 1-4.6 16.7L3 21l1.3-4.4A9 9 0 0 1 12 3m-2.6 6.6a2.7 2.7 0 1 1 3.9 2.4c-.9.4-1.3.9-1.3 1.8m0 2.7v.1";
// Options that are values of the style sheets, and the property that tells whether they are valid.
const VALUES = { accent: "color", width: "width", height: "width", offset: "width", layer: "z-index" };

export const create = (base, options, own) => {
  const { files, theme } = config;
  const language = choose(config.languages, options.lang);
  const face = choose(config.faces, options.lang);
  // Everything the widget listens to or waits for ends with this signal.
  const life = new AbortController();
  const { signal } = life;
  const listen = (target, name, run) => target.addEventListener(name, run, { signal });

  const target = own || (options.target && document.querySelector(options.target));
  const host = own || make("docent-help");
  const root = host.shadowRoot || host.attachShadow({ mode: "open" });
  const style = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
  const launcher = make("button", { type: "button", class: "launcher", part: "launcher", "aria-expanded": false, "aria-haspopup": "dialog" },
    options.icon ? make("img", { src: options.icon, alt: "" }) : icon(HELP), make("span", { "aria-live": "polite" }));
  const label = launcher.lastChild;
  const say = ({ lang }, text) => {
    label.lang = lang;
    label.textContent = text;
  };
  const name = () => say(face, options.label || face.label);
  name();
  const all = make("div", {
    class: target ? "all inline" : "all", lang: face.lang,
    "data-scheme": options.scheme || theme.scheme || "", "data-position": options.position || theme.position || "",
  });

  const ask = (again) => {
    const all = [import(base + files.js + again)];
    for (const path of [files.wasm, files.css, language.site, language.index]) {
      // What was broken once may lie in the browser's cache.
      all.push(fetch(base + path, { signal, cache: again ? "reload" : "default" }));
    }
    // Whoever waits for them is told; the page's console need not be.
    all.forEach((one) => one.catch(() => {}));
    // A module that failed once stays failed under its address; one that runs has one of its own.
    all.js = files.js + again;
    return all;
  };

  const heard = new Map();
  const core = {
    all, ask, base, config, face, host, language, launcher, listen, options, root, signal, style, target,
    // Events from before the frame was there, and what it shall be told.
    early: [],
    told: [],
    asked: null,
    emit(name, detail) {
      // When it happened last, for who wants to know.
      core.emit[name] = Date.now();
      core.early?.push([name, detail]);
      host.dispatchEvent(new CustomEvent("docent:" + name, { detail, bubbles: true, composed: true }));
    },
  };
  let bringing;
  let frame;
  let attempts = "";
  // Brings the frame: the panel with its texts. The app is on its way meanwhile.
  const bring = () =>
    (bringing ??= import(base + files.frame + face.lang + ".js" + attempts)
      .then((module) => (frame = signal.aborted || frame || module.start(core)))
      .catch((error) => {
        attempts += "?";
        bringing = core.asked = null;
        core.emit("error", { code: "load-failed", message: String(error) });
        throw error;
      }));
  // The frame is asked for first: it is what a visitor sees first.
  const intend = () => {
    const brought = bring();
    core.asked ||= ask(attempts);
    return brought;
  };
  const quietly = () => intend().catch(() => {});

  const api = {
    signal,
    on(name, run) {
      const hear = (event) => run(event.detail);
      heard.set(run, hear);
      listen(host, "docent:" + name, hear);
      return () => api.off(name, run);
    },
    off: (name, run) => host.removeEventListener("docent:" + name, heard.get(run)),
    destroy() {
      life.abort();
      frame?.destroy?.();
      root.adoptedStyleSheets = [];
      own ? root.replaceChildren() : host.remove();
      host.docent = null;
      if (window.docent === api) delete window.docent;
    },
    // The page's attributes say the same.
    consent(given = true) {
      options.consent = given ? "given" : "wait";
    },
    q: { push: (call) => call(api) },
  };
  for (const name of ["open", "close", "toggle", "search", "show", "contact"]) {
    api[name] = async (...asked) => {
      await intend();
      return frame[name]?.(...asked);
    };
  }
  // These need not load anything.
  for (const name of ["identify", "prefill", "setContext"]) {
    api[name] = (value) => {
      core.told.push([name, value]);
      frame?.hear?.();
    };
  }

  style(css);
  style(`:host{${Object.keys(VALUES).map((name) => {
    const value = options[name] || theme[name];
    return CSS.supports(VALUES[name], value) ? `--set-${name}:${value};` : "";
  }).join("")}}`);
  root.append(all);
  if (target) {
    // The place is the widget's: its search field is there without being asked for.
    bring().catch(() => all.append(launcher));
  } else {
    if (options.launcher != "off") all.append(launcher);
    // A finger enters, too, the moment it touches.
    for (const name of ["pointerenter", "focus"]) listen(launcher, name, quietly);
  }
  listen(launcher, "click", () => {
    api.toggle().then(name, () => {
      // The static pages are left.
      if (navigator.onLine) return window.open(base + language.home, "_blank", "noopener");
      const told = face.offline ? face : config.faces[0];
      say(told, told.offline);
      addEventListener("online", () => api.open().then(name, () => {}), { once: true, signal });
    });
  });
  host.docent = api;
  if (!own) (target || document.body).append(host);
  return api;
};
