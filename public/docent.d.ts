/** An article that answers a search. */
export interface Hit {
  /** Title of the article. */
  title: string;
  /** Source path of the article in the content folder, without its suffix. Stable across builds. */
  path: string;
  /** Name of the article in links; what {@link Docent.show} takes. */
  slug: string;
  /** Number of the section that answers best; 0 is the text before the first heading. */
  section: number;
  /** Heading of that section; empty for the text before the first heading. */
  heading: string;
  /** How well it answers; comparable within one search only. */
  score: number;
  /** Absolute address of the article's static page. */
  url: string;
}

/** What the listeners of each event receive. Every event also reaches the page as a DOM event
 * named `docent:<name>`, which bubbles from the widget's element and has the same `detail`. */
export interface DocentEvents {
  /** The panel was opened. */
  open: null;
  /** The panel was closed. */
  close: null;
  /** The app has loaded and answers searches. */
  ready: null;
  /** The visitor has searched: sent a second after the last keystroke. Nothing leaves the page. */
  search: {
    /** What was typed. */
    query: string;
    /** Number of results shown. */
    hits: number;
  };
  /** An article is on screen. */
  article: {
    /** Name of the article in links. */
    slug: string;
    /** Title of the article. */
    title: string;
  };
  /** The visitor has answered "Did this help?". A changed mind is another event. */
  vote: {
    /** Name of the article in links. */
    slug: string;
    /** The answer. */
    helpful: boolean;
    /** After a no, why; `null` until a reason is given. */
    reason: "incomplete" | "wrong" | "unclear" | "broken" | "other" | null;
  };
  /** A message has arrived at the contact endpoint. */
  message: {
    /** Reference that the visitor was shown; may be empty. */
    reference: string;
  };
  /** The widget could not load, or stopped. The panel shows the way to the static help centre. */
  error: {
    /** What kind of failure: `load-failed`, `widget-stopped`, `site-malformed` or `index-…`. */
    code: string;
    /** The failure in words, for a log. */
    message: string;
  };
}

/** The widget of this page, as `window.docent`. */
export interface Docent {
  /** Opens the panel and moves the focus into its search field. */
  open(): void;
  /** Closes the panel and gives the focus back. */
  close(): void;
  /** Searches without showing anything; loads the app first if needed. Rejects if it cannot load. */
  search(
    query: string,
    options?: {
      /** The most hits to return; 10 unless told. */
      limit?: number;
    },
  ): Promise<Hit[]>;
  /** Opens the panel with an article, given as `slug` or `slug#heading-id`. Resolves to whether
   * there is such an article. */
  show(slug: string): Promise<boolean>;
  /** Listens for an event. Returns a function that ends it. */
  on<Name extends keyof DocentEvents>(
    name: Name,
    listener: (detail: DocentEvents[Name]) => void,
  ): () => void;
  /** Takes the widget off the page, with every listener, timer and request. */
  destroy(): void;
  /** Takes calls that may come before the script has loaded; see {@link DocentQueue}. */
  q: { push(call: (docent: Docent) => void): void };
}

/** What a page may put into `window.docent` before the script has loaded:
 *
 * ```js
 * window.docent ??= { q: [] };
 * docent.q.push((docent) => docent.on("vote", console.log));
 * ```
 *
 * The calls are made once the widget is there, and at once if it already is. */
export interface DocentQueue {
  /** Calls to be made with the widget, in this order. */
  q: { push(call: (docent: Docent) => void): void };
}

declare global {
  interface Window {
    /** The first widget of this page, or the queue before it has loaded. */
    docent: Docent | DocentQueue;
  }
}
