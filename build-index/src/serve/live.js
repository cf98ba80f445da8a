// Keeps a page of `docent serve` up to date, and shows what is wrong with the articles. Only that
// server puts it into pages.
//
// A new version is shown by loading the page again, at the same place and with the same search or
// article in the widget: so the page is exactly what it is when somebody opens it.
const own = document.currentScript;
const KEY = "docent-live";
// Whoever types is not interrupted before the keys have rested for so long.
const REST = 400;

// Storage may be refused; then a page begins at its top.
const stored = {
  read() {
    try {
      const text = sessionStorage.getItem(KEY);
      sessionStorage.removeItem(KEY);
      return JSON.parse(text) || {};
    } catch {
      return {};
    }
  },
  write(value) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(value));
    } catch {
      // Nothing is kept.
    }
  },
};

const make = (name, { text = "", ...attributes } = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(text, ...children);
  return element;
};

// What the widget shows, as far as it has told.
const panel = { open: false, slug: null };
addEventListener("docent:open", () => (panel.open = true));
addEventListener("docent:close", () => (panel.open = false));
addEventListener("docent:article-view", ({ detail }) => (panel.slug = detail.slug));
let typed = 0;
addEventListener("input", () => (typed = Date.now()), true);

const widgetState = () => {
  const root = document.querySelector("docent-help")?.shadowRoot;
  if (!root || !panel.open) return null;
  return {
    query: root.querySelector("input[type=search], .ask input")?.value || "",
    // The widget does not tell when somebody goes back from an article.
    slug: root.querySelector("article") ? panel.slug : null,
    top: root.querySelector(".body")?.scrollTop || 0,
  };
};

const again = () => {
  const { closed, unfolded } = overlay;
  stored.write({ path: location.pathname, x: scrollX, y: scrollY, panel: widgetState(), closed, unfolded });
  location.reload();
};

const update = () => {
  const rest = typed + REST - Date.now();
  rest > 0 ? setTimeout(update, rest) : again();
};

// Brings back what was there before the page was loaded again.
const before = stored.read();
const bringBack = () => {
  if (before.path !== location.pathname) return;
  scrollTo(before.x, before.y);
  if (!before.panel) return;
  const { query, slug, top } = before.panel;
  window.docent ??= { q: [] };
  window.docent.q.push(async (docent) => {
    try {
      await docent.open(query);
      if (slug) await docent.show(slug);
      const body = document.querySelector("docent-help")?.shadowRoot?.querySelector(".body");
      if (slug && top) setTimeout(() => body?.scrollTo(0, top), 100);
    } catch {
      // What keeps the widget from opening, it says itself.
    }
  });
};

// What is wrong, over the page.
const overlay = {
  host: make("docent-live", { lang: "en" }),
  section: make("section", { role: "region", "aria-label": "Problems in the articles" }),
  said: make("p", { class: "said", role: "status" }),
  // What was closed stays closed until something else is wrong.
  closed: before.closed || "",
  // What was unfolded stays so, from one save to the next.
  unfolded: before.unfolded || false,
  shown: "",

  attach() {
    const root = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(__DOCENT_LIVE_CSS__);
    root.adoptedStyleSheets = [sheet];
    root.append(this.said, this.section);
    this.section.hidden = true;
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    document.body.append(this.host);
  },

  close() {
    this.closed = this.shown;
    this.section.hidden = true;
  },

  show({ errors, warnings, problems }) {
    const all = JSON.stringify(problems);
    if (all === this.shown) return;
    this.shown = all;
    const count = (number, noun) => (number ? [`${number} ${noun}${number > 1 ? "s" : ""}`] : []);
    const title = [...count(errors, "error"), ...count(warnings, "warning")].join(", ");
    this.section.hidden = !title || all === this.closed;
    this.section.className = errors ? "errors" : "";
    this.said.textContent = title ? `${title} in the articles` : "The articles have no problems any more.";
    const close = make("button", { type: "button", class: "close", "aria-label": "Close", text: "×" });
    close.addEventListener("click", () => this.close());
    const details = make("details", {}, make("summary", { text: title }));
    details.open = errors > 0 || this.unfolded;
    if (!errors) details.addEventListener("toggle", () => (this.unfolded = details.open));
    if (errors) details.append(make("p", { class: "remark", text: "The page shows what could be built last. It changes when the errors are mended." }));
    details.append(make("ol", {}, ...problems.map(entry)));
    const more = errors + warnings - problems.length;
    if (more > 0) details.append(make("p", { class: "remark", text: `${more} more in the terminal.` }));
    this.section.replaceChildren(details, close);
  },
};

const entry = ({ severity, code, message, place, excerpt, help }) => {
  const item = make("li", { class: severity },
    make("p", {}, make("span", { class: "kind", text: `${severity}[${code}]` }), `: ${message}`),
    make("p", { class: "place", text: place }));
  if (excerpt.join("")) {
    const [start, marked, end] = excerpt;
    item.append(make("pre", { tabindex: 0 }, make("code", { text: start }, make("mark", { text: marked }), end)));
  }
  if (help) item.append(make("p", { class: "help", text: `What to do: ${help}` }));
  return item;
};

// One connection a tab, and browsers allow few: those that nobody sees give theirs back, and are
// told everything when they are looked at again.
let source;
const listen = () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource("/docent.live/events");
    source.addEventListener("message", ({ data }) => {
      const notice = JSON.parse(data);
      overlay.show(notice);
      if (notice.version !== own.dataset.version) update();
    });
  }
};

overlay.attach();
if (document.readyState === "complete") bringBack();
else addEventListener("load", bringBack, { once: true });
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
listen();
