// Counts searches, articles that were opened, and visits of the help, where the site asks for it.
//
// Fetched only by such a site, when a visitor reaches for help. It collects in memory what the
// widget tells the page, as `docent_protocol::Event` says in which shape, and sends it when the
// page is hidden or left. It must not know the app.
import { resolve } from "../../app/src/page/browser.js";
import { createBatch } from "./batch.js";
import { createSearches } from "./searches.js";

// `docent build` puts the settings in place of this name.
const { events, searches, visits } = __DOCENT_STATISTICS__;

/** How a visit can end, the first that is true of it. */
const OUTCOMES = ["contacted", "solved", "read", "unread"];
const [CONTACTED, SOLVED, READ, UNREAD] = OUTCOMES.keys();

/** Counts what is done in a widget (`public/loader/create.js`) until its signal ends it. */
export const begin = ({ base, host, language, options, root, signal }) => {
  const [panel, input] = [".panel", ".ask input"].map((part) => root.querySelector(part));
  const batch = createBatch(options, resolve(events, base));
  const search = createSearches(({ at, ...members }) => batch.put("search", language.lang, members, at));
  // Number of the outcome so far; nothing as long as no visit has begun.
  let outcome;
  const goesOn = (reached = UNREAD) => (outcome = Math.min(outcome ?? UNREAD, reached));
  // The page's listeners get no words; what was searched for stands in the field.
  const words = () => input.value;

  const rest = () => {
    search.end();
    batch.send();
  };
  const leave = () => {
    search.end();
    if (visits && outcome !== undefined) batch.put("visit", language.lang, { outcome: OUTCOMES[outcome] });
    outcome = undefined;
    batch.send();
  };
  const view = ({ slug }) => {
    goesOn(READ);
    // The article, whose language it is, is on screen a moment later.
    const put = () => batch.put("view", root.querySelector("article")?.lang || language.lang, { slug });
    if (visits) setTimeout(put);
  };
  const ways = {
    open: () => goesOn(),
    "contact-open": () => goesOn(),
    "article-view": view,
    vote: ({ helpful }) => goesOn(helpful ? SOLVED : UNREAD),
    "contact-submit": () => goesOn(CONTACTED),
    search({ hits }) {
      goesOn();
      if (searches) search.shown(words(), hits);
    },
    "result-click"({ rank }) {
      if (searches) search.chosen(words(), rank);
    },
  };
  const listen = (target, name, run) => target.addEventListener(name, run, { signal });
  for (const name in ways) listen(host, "docent:" + name, ({ detail }) => ways[name](detail));
  listen(input, "input", search.typed);
  // A page that is hidden may come back, and then the visit goes on; a telephone may also end it
  // without another word.
  listen(document, "visibilitychange", () => document.hidden && rest());
  listen(document, "freeze", leave);
  listen(window, "pagehide", leave);
  signal.addEventListener("abort", leave);
  // Opened before this script was here.
  if (panel.open) goesOn();
};
