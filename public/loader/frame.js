// The frame: launcher, panel, header, search field, body and live region.
//
// Owns opening and closing, Escape, and where the focus returns to. The frame is complete and
// takes typing before anything else has arrived; the app then moves into its body.
import { icon, make } from "./nodes.js";
import shell from "./shell.css";

const HELP = "M12 3a9 9 0 1 1-4.6 16.7L3 21l1.3-4.4A9 9 0 0 1 12 3m-2.6 6.6a2.7 2.7 0 1 1 3.9 2.4c-.9.4-1.3.9-1.3 1.8m0 2.7v.1";
const BACK = "m15 5-7 7 7 7";
const CLOSE = "m6 6 12 12M18 6 6 18";
const SEARCH = "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14m5 12 4 4";

export const createFrame = ({ base, config, language, options, signal, text }) => {
  const { theme } = config;
  const host = make("docent-help");
  const root = host.attachShadow({ mode: "open" });
  const style = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
  const listen = (target, name, run) => target.addEventListener(name, run, { signal });

  const target = options.target && document.querySelector(options.target);
  const back = make("button", { type: "button", class: "round back", "aria-label": text("back"), hidden: "" }, icon(BACK));
  const close = make("button", { type: "button", class: "round", "aria-label": text("close") }, icon(CLOSE));
  const title = make("div", { id: "docent-title", class: "title" }, text("title"));
  const input = make("input", {
    type: "search", "aria-label": text("search"), placeholder: text("search"), maxlength: 200,
    autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
  });
  const form = make("form", { role: "search", class: "ask" }, icon(SEARCH), input);
  const body = make("div", "body");
  const live = make("div", { class: "live", role: "status" });
  const head = make("div", "head", back, title);
  const panel = make(target ? "section" : "dialog", { class: "panel", part: "panel", "aria-labelledby": "docent-title" }, head, form, body, live);
  const launcher = make("button", { type: "button", class: "launcher", part: "launcher", "aria-expanded": false, "aria-haspopup": "dialog" },
    icon(HELP), make("span", {}, options.label || text("launcher")));
  const all = make("div", {
    class: target ? "all inline idle" : "all", lang: language.lang, dir: language.dir,
    "data-scheme": options.scheme || theme.scheme, "data-position": options.position || theme.position,
  }, panel);

  const frame = {
    debug: "debug" in options, base, root, panel, back, title, form, input, body, live, signal, style,
    // The running app, once it has moved in.
    app: null,
    intent() {},
    emit: (name, detail) =>
      host.dispatchEvent(new CustomEvent("docent:" + name, { detail, bubbles: true, composed: true })),
    on(name, run) {
      const hear = (event) => run(event.detail);
      host.addEventListener("docent:" + name, hear);
      return () => host.removeEventListener("docent:" + name, hear);
    },
    open() {
      frame.intent();
      if (target || panel.open) return input.focus();
      opener = root.activeElement || document.activeElement;
      show();
      launcher.setAttribute("aria-expanded", true);
      input.focus();
      frame.app?.opened();
      frame.emit("open");
    },
    close() {
      if (target || !panel.open) return;
      const inside = root.activeElement;
      panel.close();
      launcher.setAttribute("aria-expanded", false);
      if (inside) (opener?.isConnected && opener !== document.body ? opener : launcher).focus();
      frame.emit("close");
    },
    // Draws the waiting state, also after a failure.
    wait() {
      all.classList.remove("failed");
      body.replaceChildren(make("div", { class: "wait", "aria-label": text("loading"), role: "progressbar" },
        ...[0, 1, 2, 3].map(() => make("i"))));
    },
  };

  let opener;
  const phone = matchMedia("(max-width:480px),(max-height:440px)");
  const show = () => (phone.matches ? panel.showModal() : panel.show());
  // One step back, then out: the app knows the steps.
  const step = (event) => {
    event.preventDefault();
    if (!frame.app?.step_back()) frame.close();
  };

  style(shell);
  const accent = options.accent || theme.accent;
  if (CSS.supports("color", accent)) style(`:host{--set:${accent}}`);

  listen(back, "click", step);
  listen(form, "submit", (event) => event.preventDefault());
  listen(panel, "cancel", step);
  listen(panel, "keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) step(event);
  });
  // To the page, keys in here seem pressed where nobody types: its shortcuts would take them.
  for (const name of ["keydown", "keypress", "keyup"]) {
    listen(panel, name, (event) => event.stopPropagation());
  }
  // A finger enters, too, the moment it touches.
  for (const name of ["pointerenter", "focusin"]) listen(target ? panel : launcher, name, () => frame.intent());
  if (target) {
    // The page moves only for a visitor who means it, never for a passing pointer.
    listen(panel, "focusin", () => all.classList.remove("idle"));
    target.append(host);
  } else {
    head.append(close);
    all.append(launcher);
    listen(close, "click", frame.close);
    listen(launcher, "click", () => (panel.open ? frame.close() : frame.open()));
    // A turned phone changes between the window and the full screen.
    listen(phone, "change", () => {
      if (!panel.open) return;
      const inside = root.activeElement;
      panel.close();
      show();
      inside?.focus();
    });
    document.body.append(host);
  }
  root.append(all);
  return frame;
};
