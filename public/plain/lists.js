// Lists to choose from: the start, and the articles of a category.
import { icon, make } from "../loader/nodes.js";
import { ARTICLE, FOLDER, NEXT } from "./drawings.js";

/** Lines that open an article each. */
export const entries = (ui, articles) =>
  ui.content("ul", "entries", ...articles.map(({ slug, title, other }) =>
    make("li", {}, ui.button("entry", () => ui.open(slug), icon(ARTICLE),
      make("span", {}, Object.assign(make("span", {}, title), other)), icon(NEXT)))));

/** Lines under a heading; nothing where there are none. */
export const section = (ui, name, key, articles) =>
  articles.length ? [make("section", name, make("h2", {}, ui.text(key)), entries(ui, articles))] : [];

const count = (ui, number) => {
  const key = "count.articles.";
  const category = new Intl.PluralRules(ui.frame.lang).select(number);
  return ui.fill(ui.frame.strings[key + category] ? key + category : key + "other", "count", number);
};

const card = (ui, category) => {
  const { title, description, icon_line, icon_face, articles } = category;
  const drawing = icon(icon_line || icon_face || FOLDER);
  if (!icon_line && icon_face) drawing.setAttribute("class", "face");
  return make("li", {}, ui.button("card", () => ui.category(category), drawing, make("strong", {}, title),
    ...(description ? [make("span", "about", description)] : []),
    make("span", {}, count(ui, articles.length))));
};

/** What is left to say, suggestions or main articles, and all categories. */
export const home = (ui, fault, suggested) => {
  const { main, categories } = ui.site;
  const [key, articles] = suggested.length
    ? ["home.suggested", suggested]
    : ["home.main", main.map((doc) => ui.articles[doc])];
  return make("div", "home", fault, ...section(ui, "main-articles", key, articles),
    make("section", "topics", make("h2", {}, ui.text("home.categories")),
      ui.content("ul", "cards", ...categories.map((one) => card(ui, one)))));
};

/** Title, description and articles of one category. */
export const categoryOf = (ui, { title, description, articles }) =>
  make("div", "category", ui.heading(title), ...(description ? [make("p", "lead", description)] : []),
    entries(ui, articles.map((doc) => ui.articles[doc])));
