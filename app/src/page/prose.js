// The one place where prepared HTML becomes nodes, and what a reader can do with them.
//
// The build has cleaned it. Here it passes through one Trusted Types policy into an inert
// template, where nothing loads and nothing runs; addresses are completed there before the nodes
// enter the page.
import { resolve } from "./browser.js";
import { element } from "./elements.js";

let policy;

// The name is for sites that list theirs in `trusted-types`. Browsers without them take the text.
const trusted = (html) => {
  try {
    policy ??= window.trustedTypes?.createPolicy("docent", { createHTML: String });
    return policy ? policy.createHTML(html) : html;
  } catch {
    return html;
  }
};

/** A button with a text to see and one to hear. */
const button = (name, text, label) => {
  const made = element("button." + name);
  made.append(text);
  made.setAttribute("aria-label", label);
  return made;
};

/** Puts an element into another one that takes its place. */
const wrap = (inner, frame) => {
  inner.replaceWith(frame);
  frame.append(inner);
  return frame;
};

/** Links: whole addresses; what leaves the widget gets a window of its own, and says so. */
const completeLinks = (all, base, newWindow) => {
  for (const link of all("[href]")) {
    const href = link.getAttribute("href");
    if (href.startsWith("#")) continue;
    const whole = resolve(href, base);
    link.setAttribute("href", whole);
    if (link.dataset.docentArticle || !whole.startsWith("http")) continue;
    link.target = "_blank";
    link.relList.add("noopener");
    const said = element("span.said");
    said.append(` (${newWindow})`);
    link.append(said);
  }
};

/** Puts the text of an article, which lives at `url`, into an element. */
export const write = (into, html, base, url, texts) => {
  const [newWindow, copy, copyLink, , , enlarge] = texts.split("\n");
  const template = document.createElement("template");
  try {
    template.innerHTML = trusted(html);
  } catch {
    // The page forbids the policy: nothing is shown but the way to the static page.
    return;
  }
  const { content } = template;
  const all = (selector) => content.querySelectorAll(selector);
  for (const shown of all("[src]")) {
    shown.setAttribute("src", resolve(shown.getAttribute("src"), base));
  }
  completeLinks(all, base, newWindow);
  for (const code of all("pre")) wrap(code, element("div.code")).append(button("copy", copy, copy));
  for (const heading of all(":is(h2,h3)[id]")) {
    const link = button("copy", "#", `${copyLink}: ${heading.textContent}`);
    link.dataset.copy = url + "#" + encodeURIComponent(heading.id);
    wrap(heading, element("div.part")).append(link);
  }
  for (const picture of all("img")) {
    // What is small already shows all that there is, and a link leads elsewhere.
    if (picture.closest("a,summary") || (picture.getAttribute("width") ?? 999) < 320) continue;
    wrap(picture, button("picture", "", enlarge + (picture.alt && ": " + picture.alt)));
  }
  into.append(content);
};

/** Copies, and marks the button for as long as nothing else was copied. */
const copy = async (from, copied, failed) => {
  const root = from.getRootNode();
  let said = failed;
  try {
    await navigator.clipboard.writeText(from.dataset.copy ?? from.previousSibling.textContent);
    said = copied;
    root.querySelector("[data-done]")?.removeAttribute("data-done");
    from.dataset.done = copied;
  } catch {
    // The page or the visitor does not allow it.
  }
  root.querySelector("[role=status]").textContent = said;
};

/** Shows a picture as large as the window, until it is clicked or Escape is pressed. */
const show = (from, close) => {
  const dialog = element("dialog.large");
  const picture = from.lastChild.cloneNode();
  dialog.setAttribute("aria-label", picture.alt || close);
  dialog.append(picture, button("round", "×", close));
  // Escape means the picture only, not the panel around it.
  dialog.onkeydown = (event) => event.stopPropagation();
  dialog.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  from.after(dialog);
  dialog.showModal();
};

/** Takes the marks of the searched words away. */
const unmark = (from) => {
  const article = from.parentNode;
  for (const mark of article.querySelectorAll(".found")) mark.replaceWith(...mark.childNodes);
  article.querySelector("h1").focus({ preventScroll: true });
  from.remove();
};

/**
 * Does what a click in an article asks for. Returns the link to an article, or to a part of this
 * one, that it follows: it stays inside the widget, unless the visitor wants a new tab.
 */
export const follow = (event, texts) => {
  const [, , , copied, failed, , close] = texts.split("\n");
  const from = event.target.closest?.("a[href],button");
  if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const name = from.className;
  if (name === "copy") copy(from, copied, failed);
  if (name === "picture") show(from, close);
  if (name === "unmark") unmark(from);
  const place = from.dataset.docentArticle ?? from.getAttribute("href")?.match(/^#.*/)?.[0];
  if (place) event.preventDefault();
  return place;
};
