// Entry of the loader: puts the widget of the script tag on the page.
//
// Owns the order of things. It must not know what the widget shows.
import { attend } from "./attend.js";
import { create } from "./create.js";

const script = document.currentScript || document.querySelector('script[src*="docent.js"]');
const base = new URL(".", script.src).href;
const init = (options, host) => create(base, options, host);

const start = () => {
  const early = window.docent;
  const api = init(script.dataset);
  // The first help centre of a page has the name, and answers to the page's own elements.
  if (!early?.destroy) {
    window.docent = api;
    api.init = init;
    attend(api, script.dataset.links);
    customElements.get("docent-help") ||
      customElements.define(
        "docent-help",
        class extends HTMLElement {
          connectedCallback() {
            this.docent ||= init(this.dataset, this);
          }
          disconnectedCallback() {
            this.docent?.destroy();
          }
        },
      );
  }
  early?.q?.splice?.(0).forEach((call) => call(api));
};

// An async script in the head can run before there is a body to stand in.
if (document.body) start();
else addEventListener("DOMContentLoaded", start, { once: true });
