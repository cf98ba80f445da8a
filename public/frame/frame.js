// The frame: panel, header, search field, body and live region.
//
// Owns opening and closing, Escape, and where the focus returns to. The frame is complete and
// takes typing before the app has arrived, which then moves into its body.
import { icon, make } from "../loader/nodes.js";
import shell from "./shell.css";

const ALERT = "M12 4 3 19.5h18zM12 10v4.5m0 2.5v.1";
const BACK = "m15 5-7 7 7 7";
const CLOSE = "m6 6 12 12M18 6 6 18";
const SEARCH = "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14m5 12 4 4";

export const createFrame = ({ all, base, config, emit, language, launcher, listen, options, root, signal, style, target }, face) => {
  const { strings } = face;
  const text = (key) => strings["loader." + key] || key;
  const button = (name, path, key, run) => {
    const made = make("button", { type: "button", class: name, "aria-label": text(key) }, icon(path));
    listen(made, "click", run);
    return made;
  };
  // One step back, then out: the app knows the steps.
  const step = (event) => {
    event.preventDefault();
    if (!frame.app?.step_back()) frame.close();
  };

  const back = button("round back", BACK, "back", step);
  back.hidden = true;
  const title = make("div", { id: "title", class: "title" }, text("title"));
  const input = make("input", {
    type: "search", "aria-label": text("search"), placeholder: text("search"), maxlength: 200,
    autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
  });
  // Several in one page need names that differ.
  const name = target && options.label && { "aria-label": options.label };
  const form = make("form", { role: "search", class: "ask", ...name }, icon(SEARCH), input);
  const body = make("div", "body");
  const live = make("div", { class: "live", role: "status" });
  const head = make("div", "head", back, title);
  const panel = make(target ? "section" : "dialog", { class: "panel", part: "panel", ...(name || { "aria-labelledby": "title" }) }, head, form, body, live);
  const phone = matchMedia("(max-width:480px),(max-height:440px)");
  const show = () => (phone.matches ? panel.showModal() : panel.show());
  let opener;

  const frame = {
    back, base, body, emit, form, input, lang: face.lang, live, options, panel, root, signal, strings, style, title,
    debug: "debug" in options,
    words: "words" in options,
    // The running app, once it has moved in.
    app: null,
    // Brings the app; set by whoever can.
    load() {},
    open(query) {
      frame.load();
      if (!target && !panel.open) {
        opener = root.activeElement || document.activeElement;
        show();
        launcher.setAttribute("aria-expanded", true);
        emit("open", null);
      }
      input.focus();
      if (frame.app) frame.app.opened(query);
      // It is as if somebody had typed before the app was there.
      else if (query) input.value = query;
    },
    close() {
      if (target || !panel.open) return;
      const inside = root.activeElement;
      panel.close();
      launcher.setAttribute("aria-expanded", false);
      if (inside) (opener?.isConnected && opener !== document.body ? opener : launcher).focus();
      emit("close", null);
    },
    toggle: () => (panel.open ? frame.close() : frame.open()),
    // Draws the waiting state, also after a failure.
    wait() {
      all.classList.remove("failed");
      body.replaceChildren(make("div", { class: "wait", "aria-label": text("loading"), role: "progressbar" },
        make("i"), make("i"), make("i"), make("i")));
    },
    // Says that something did not arrive, or, if it is over, will not work any more, and what is left.
    fail(code, error, over) {
      const offline = !navigator.onLine;
      const kind = offline ? "offline." : "failed.";
      const link = (href, key) => make("a", { href, target: "_blank", rel: "noopener" }, text(key));
      const ways = [link(base + language.home, "home")];
      if (config.email) ways.push(link("mailto:" + config.email, "mail"));
      if (!over) {
        const retry = make("button", { type: "button", class: "main" }, text("retry"));
        listen(retry, "click", () => {
          frame.load(true);
          frame.open();
        });
        ways.unshift(retry);
      }
      const inside = root.activeElement;
      frame.app = null;
      all.classList.add("failed");
      back.hidden = true;
      body.replaceChildren(
        make("div", "fault", icon(ALERT), make("strong", {}, text(kind + "title")), make("p", {}, text(kind + "text")), ...ways),
      );
      // The search field is out of sight now.
      if (inside) ways[0].focus();
      live.textContent = text(kind + "text");
      if (offline) addEventListener("online", () => frame.load(), { once: true, signal });
      emit("error", { code, message: String(error) });
    },
  };

  style(shell);
  all.dir = face.dir;
  listen(form, "submit", (event) => event.preventDefault());
  listen(panel, "cancel", step);
  listen(panel, "keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) step(event);
  });
  // To the page, keys in here seem pressed where nobody types: its shortcuts would take them.
  for (const name of ["keydown", "keypress", "keyup"]) {
    listen(panel, name, (event) => event.stopPropagation());
  }
  if (target) {
    all.classList.add("idle");
    for (const name of ["pointerenter", "focusin"]) listen(panel, name, () => frame.load());
    // The page moves only for a visitor who means it, never for a passing pointer.
    listen(panel, "focusin", () => all.classList.remove("idle"));
  } else {
    head.append(button("round", CLOSE, "close", frame.close));
    // A turned phone changes between the window and the full screen.
    listen(phone, "change", () => {
      if (!panel.open) return;
      const inside = root.activeElement;
      panel.close();
      show();
      inside?.focus();
    });
  }
  all.prepend(panel);
  return frame;
};
