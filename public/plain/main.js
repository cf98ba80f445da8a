// What the panel shows where the app cannot run: topics, articles and the contact form.
//
// Owns the order of screens, and answers the calls that the frame makes of the app
// (`app/src/mount.rs`). It must not know why the app did not come.
import { suggested } from "../../app/src/page/browser.js";
import { icon, make } from "../loader/nodes.js";
import { showArticle } from "./article.js";
import { MAIL } from "./drawings.js";
import { createForm } from "./form.js";
import { categoryOf, home } from "./lists.js";
import { createOutbox } from "./outbox.js";
import css from "./plain.css";

const json = async (url, signal) => {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response.json();
};

/** Frames that have the styles already: a visitor may try again, and again in vain. */
const dressed = new WeakSet();

/** Moves into the frame, around what says there that the app did not come. */
export const begin = async (frame, site, sheet) => {
  const { back, base, body, root, signal, strings } = frame;
  const [list, late, style] = await Promise.all([
    json(base + site.list, signal),
    import(base + site.late),
    sheet.catch(() => ""),
  ]);
  const fault = body.querySelector(".fault");
  // The visitor has asked for another attempt meanwhile.
  if (!fault) throw new Error("not wanted any more");

  const text = (key) => strings[key] ?? key;
  // From a number on they stand in, in another language.
  const { from, ...other } = site.stand_ins ?? {};
  const ui = {
    frame, late, site, text,
    articles: list.map(([slug, title, key], doc) => ({ slug, title, key, other: doc >= from && other })),
    fetch: (path) => json(base + path, signal),
    fill: (key, name, value) => text(key).replace(`{${name}}`, () => value),
    heading: (words) => make("h1", { tabindex: -1 }, words),
    // In the language of the articles.
    content: (tag, name, ...children) => make(tag, { class: name, lang: site.lang, dir: site.dir }, ...children),
    button: (name, run, ...children) => {
      const made = make("button", { type: "button", class: name }, ...children);
      made.onclick = run;
      return made;
    },
    find: (slug) => ui.articles.find((article) => article.slug === slug),
    // The article that was read last.
    lastRead: () => read,
    open: (slug, part) => {
      read = slug;
      go((into) => showArticle(ui, into, slug, part));
    },
    category: (category) => go((into) => into.append(categoryOf(ui, category))),
    home: () => {
      trail.length = 0;
      draw();
    },
    // Draws the screen anew that the visitor is on.
    draw: () => draw(),
    contact() {
      if (trail.at(-1)?.run === form.show) return;
      go(form.show);
      frame.emit("contact-open", null);
    },
  };
  const outbox = createOutbox(frame, site, late);
  const form = createForm(ui, outbox);
  const trail = [];
  let read;
  let offered;

  const footer = () => {
    const { endpoint, email, channels } = site.contact;
    if (!endpoint && !email && !channels) return [];
    const button = ui.button("quiet", ui.contact, icon(MAIL), text("contact.open"));
    return [make("div", "footer", make("span", {}, text("contact.prompt")), button)];
  };
  const start = (into) => {
    offered = suggested(site.suggest, frame);
    into.append(home(ui, fault, offered.split("\n").map(ui.find).filter(Boolean)));
  };

  const draw = () => {
    const inside = root.activeElement;
    const { run = start, scroll = 0 } = trail.at(-1) ?? {};
    const screen = make("div", "screen");
    back.hidden = !trail.length;
    run(screen);
    body.replaceChildren(make("div", "app", screen, ...(run === form.show ? [] : footer())));
    if (inside) (trail.length ? screen.querySelector("h1") : fault.querySelector("button,a")).focus();
    body.scrollTop = scroll;
  };
  const go = (run) => {
    const here = trail.at(-1);
    if (here) here.scroll = body.scrollTop;
    trail.push({ run, scroll: 0 });
    draw();
  };

  if (!dressed.has(frame)) {
    dressed.add(frame);
    frame.style(style + late.css + css);
    late.heed(frame);
  }
  if (site.name) frame.title.textContent = site.name;
  fault.querySelector("strong").textContent = text("loader.plain.title");
  frame.live.textContent = fault.querySelector("p").textContent = text("loader.plain.text");
  draw();
  outbox.flush();

  return {
    opened() {},
    search() {
      throw new Error(text("loader.plain.title"));
    },
    setContext(context) {
      frame.context = context;
      // Most new addresses are nothing new here, and the focus stays where it is.
      if (!trail.length && offered !== suggested(site.suggest, frame)) draw();
    },
    step_back() {
      const left = trail.pop();
      if (left) draw();
      return !!left;
    },
    show(link) {
      const [slug, part] = link.split("#");
      const known = !!ui.find(slug);
      if (known) ui.open(slug, part);
      return known;
    },
    prefill: form.prefill,
    contact: ui.contact,
    // Everything ends with the frame's signal.
    destroy() {},
  };
};
