// The one place where prepared HTML becomes nodes.
//
// The build has cleaned it. Here it passes through one Trusted Types policy into an inert
// template, where nothing loads and nothing runs; addresses are completed there before the nodes
// enter the page.
import { resolve } from "./browser.js";

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

/** Puts the text of an article into an element. */
export const write = (into, html, base, newWindow, table) => {
  const template = document.createElement("template");
  try {
    template.innerHTML = trusted(html);
  } catch {
    // The page forbids the policy: nothing is shown but the way to the static page.
    return;
  }
  const { content } = template;
  for (const element of content.querySelectorAll("[src]")) {
    element.setAttribute("src", resolve(element.getAttribute("src"), base));
  }
  for (const element of content.querySelectorAll("[href]")) {
    const href = element.getAttribute("href");
    if (href.startsWith("#")) continue;
    const whole = resolve(href, base);
    element.setAttribute("href", whole);
    if (element.hasAttribute("data-docent-article") || !whole.startsWith("http")) continue;
    // Foreign pages get a window of their own.
    element.setAttribute("target", "_blank");
    element.setAttribute("rel", "noopener");
    element.setAttribute("title", newWindow);
  }
  // Wide tables move inside a frame of their own, also by keyboard.
  for (const wide of content.querySelectorAll("table")) {
    const frame = document.createElement("div");
    frame.className = "table";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", table);
    wide.replaceWith(frame);
    frame.append(wide);
  }
  into.append(content);
};

/**
 * The link to an article, or to a part of this one, that a click follows. It stays inside the
 * widget, unless the visitor wants a new tab.
 */
export const linkOf = (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest?.("a[href]");
  const href = link?.getAttribute("href");
  const place = link?.getAttribute("data-docent-article") ?? (href?.startsWith("#") ? href : null);
  if (place === null) return;
  event.preventDefault();
  return place;
};
