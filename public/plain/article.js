// An article: fetched, and shown by the script that the app shows it with (`page/prose.js`).
import { language } from "../../app/src/page/browser.js";
import { icon, make } from "../loader/nodes.js";
import { ALERT, LINK_OUT } from "./drawings.js";
import { section } from "./lists.js";

/** Texts that the script needs, in the order in which it takes them. */
const TEXTS = ["new-window", "copy-code", "copy-section", "copied", "not-copied", "enlarge", "close-picture"];

const scrollTo = (into, id) => {
  // Ids of an article are the writer's: compared, never put into a selector.
  const part = [...into.querySelectorAll("[id]")].find((one) => one.id === id);
  let folded = part;
  while ((folded = folded?.closest("details:not([open])"))) folded.open = true;
  if (!part) return;
  part.tabIndex = -1;
  part.focus();
};

const filled = (ui, page) => {
  const { frame, late, site, text } = ui;
  const { other } = ui.find(page.slug);
  const url = new URL(page.url, frame.base).href;
  const texts = TEXTS.map((key) => text("article." + key)).join("\n");
  const prose = make("div", "prose");
  late.write(prose, [page.contents, ...page.sections.map(({ html }) => html)].join(""), frame.base, url, texts);
  // There is none in the visitor's language.
  const note = other
    ? [make("p", { class: "foreign", lang: frame.lang, dir: "auto" }, ui.fill("article.untranslated", "language", language(site.lang, frame.lang)))]
    : [];
  const article = ui.content("article", "", ui.heading(page.title), ...note, prose,
    make("p", "out",
      make("a", { href: url, target: "_blank", rel: "noopener" }, text("article.open"), icon(LINK_OUT)),
      make("button", { type: "button", class: "copy", "data-copy": url }, text("article.copy-link"))));
  Object.assign(article, other);
  article.onclick = (event) => {
    const place = late.follow(event, texts);
    if (!place) return;
    const [slug, part] = place.split("#");
    if (slug && slug !== page.slug) ui.open(slug, part);
    else scrollTo(prose, decodeURIComponent(part));
  };
  const links = (key, slugs = []) => section(ui, "related", key, slugs.map(ui.find));
  return [article, ...links("article.next", page.next && [page.next]), ...links("article.related", page.related)];
};

const lost = (ui) =>
  make("div", "notice", make("span", "notice-icon", icon(ALERT)), ui.heading(ui.text("article.failed.title")),
    make("p", {}, ui.text("article.failed.text")), ui.button("main", ui.draw, ui.text("article.retry")));

/** Draws an article into a screen as soon as it is here, at one of its parts. */
export const showArticle = async (ui, into, slug, part) => {
  const { key, title } = ui.find(slug);
  const heading = ui.heading(title);
  into.append(heading, make("p", "lead", ui.text("article.loading")));
  let shown;
  try {
    const page = await ui.fetch(`_docent/articles/${key}.json`);
    shown = filled(ui, page);
    ui.frame.emit("article-view", { slug, title: page.title });
  } catch {
    shown = [lost(ui)];
  }
  const inside = ui.frame.root.activeElement === heading;
  into.replaceChildren(...shown);
  if (inside) into.querySelector("h1").focus({ preventScroll: true });
  if (part) scrollTo(into, part);
};
