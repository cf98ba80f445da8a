/** An article that answers a search. */
export interface Hit {
  /** Title of the article. */
  title: string;
  /** The language that it is written in, as a BCP 47 tag: the default one of the help centre where
   * there is no translation. */
  lang: string;
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

/** What the tag's `data-*` attributes and {@link Docent.init} take. All values are texts, as in
 * attributes. */
export interface DocentOptions {
  // Made from options.json.
  /** A language tag, such as `es`. Without it: The language of the page, else of the browser.
   * @example "es"
   * @since 0.1.0 */
  lang?: string;
  /** The words on the button; inside a page, the name of the widget for screen readers. Without it: "Help", in the visitor's language.
   * @example "Questions?"
   * @since 0.1.0 */
  label?: string;
  /** Address of a picture for the button. Without it: A speech bubble.
   * @example "/img/ask.svg"
   * @since 0.1.0 */
  icon?: string;
  /** `off` for no button: your page opens the panel. Without it: A button in the corner.
   * @example "off"
   * @since 0.1.0 */
  launcher?: "off";
  /** A CSS selector, such as `#help`. Without it: None: the widget floats in the corner.
   * @example "#help"
   * @since 0.1.0 */
  target?: string;
  /** `right` or `left`. Without it: `position` in docent.toml, else `right`.
   * @example "left"
   * @since 0.1.0 */
  position?: "right" | "left";
  /** `auto`, `light` or `dark`. Without it: `scheme` in docent.toml, else `auto`.
   * @example "dark"
   * @since 0.1.0 */
  scheme?: "auto" | "light" | "dark";
  /** Any CSS colour. Without it: `accent` in docent.toml, else a blue.
   * @example "#7a1f5c"
   * @since 0.1.0 */
  accent?: string;
  /** Width of the panel, as in CSS. Without it: `26em`, and never wider than the page.
   * @example "28em"
   * @since 0.1.0 */
  width?: string;
  /** Height of the panel, as in CSS. Without it: `44em`, and never higher than the page.
   * @example "36em"
   * @since 0.1.0 */
  height?: string;
  /** Distance from the edges, as in CSS. Without it: `20px`.
   * @example "32px"
   * @since 0.1.0 */
  offset?: string;
  /** A `z-index`. Without it: `2147483000`, above nearly everything.
   * @example "100"
   * @since 0.1.0 */
  layer?: string;
  /** What links that open the widget begin with, or `off`. Without it: `docent`.
   * @example "off"
   * @since 0.1.0 */
  links?: string;
  /** `plausible`, `umami`, `matomo`, `datalayer`: who is told of events. Without it: Nobody.
   * @example "plausible"
   * @since 0.1.0 */
  analytics?: string;
  /** Needs no value: events say what was searched for. Without it: Off.
   * @example ""
   * @since 0.1.0 */
  words?: "";
  /** `wait` to store nothing on the device before the visitor consents. Without it: `given`.
   * @example "wait"
   * @since 0.1.0 */
  consent?: "wait" | "given";
  /** Needs no value: what each score is made of. Without it: Off.
   * @example ""
   * @since 0.1.0 */
  debug?: "";
  // End of what is made.
}

/** What is known of the visitor, for the contact form. */
export interface Visitor {
  /** Name of the visitor. */
  name?: string;
  /** Mail address to answer to. */
  email?: string;
}

/** What the contact form shall begin with. A field that the visitor has filled stays. */
export interface Draft extends Visitor {
  /** One of the site's topics. */
  topic?: string;
  /** The message. */
  message?: string;
}

/** Where the visitor is. */
export interface Context {
  /** A path that takes the place of the page's address where suggestions depend on it. */
  page?: string;
  /** Slugs of articles to suggest before anything is typed. */
  articles?: string[];
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
  /** The visitor has searched: sent a second after the last keystroke. */
  search: {
    /** Number of results shown. */
    hits: number;
    /** What was typed, where the option `words` is on; else `null`. */
    query: string | null;
  };
  /** A search has found nothing; comes right after its `search`. */
  "no-results": DocentEvents["search"];
  /** A result was chosen. */
  "result-click": {
    /** Name of the article in links. */
    slug: string;
    /** Its place in the list, from 1. */
    rank: number;
  };
  /** An article is on screen. */
  "article-view": {
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
  /** The contact form is on screen. */
  "contact-open": null;
  /** A message has arrived at the contact endpoint. */
  "contact-submit": {
    /** Reference that the visitor was shown; may be empty. */
    reference: string;
  };
  /** The contact endpoint has refused a message. */
  "contact-error": null;
  /** The app could not load, or stopped. The panel shows topics and the form without it, or at least the
   * way to the static help centre. */
  error: {
    /** What kind of failure: `load-failed`, `widget-stopped`, `site-malformed` or `index-…`. */
    code: string;
    /** The failure in words, for a log. */
    message: string;
  };
}

/** A widget. Calls that need what is not loaded yet load it, and reject if that fails. */
export interface Docent {
  /** Opens the panel and moves the focus into its search field; with words, searches for them. */
  open(query?: string): Promise<void>;
  /** Closes the panel and gives the focus back. */
  close(): Promise<void>;
  /** Opens the panel, or closes it. */
  toggle(): Promise<void>;
  /** Searches without showing anything. */
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
  /** Opens the panel with the contact form. */
  contact(draft?: Draft): Promise<void>;
  /** Says who the visitor is. Loads and sends nothing. */
  identify(visitor: Visitor): void;
  /** Says what the contact form shall begin with. Loads nothing. */
  prefill(draft: Draft): void;
  /** Says where the visitor is. Loads nothing. */
  setContext(context: Context): void;
  /** Says whether the visitor consents to what is stored on the device. Counts where the option
   * `consent` is `wait`; until then everything works, and lives as long as the page. */
  consent(given?: boolean): void;
  /** Listens for an event. Returns a function that ends it. */
  on<Name extends keyof DocentEvents>(
    name: Name,
    listener: (detail: DocentEvents[Name]) => void,
  ): () => void;
  /** Ends what `on` began with the same listener. */
  off<Name extends keyof DocentEvents>(
    name: Name,
    listener: (detail: DocentEvents[Name]) => void,
  ): void;
  /** Takes the widget off the page, with every listener, timer and request. */
  destroy(): void;
  /** Ends with the widget. */
  readonly signal: AbortSignal;
  /** Takes calls that may come before the script has loaded; see {@link DocentQueue}. */
  q: { push(call: (docent: Docent) => void): void };
}

/** The first widget of a page, as `window.docent`. */
export interface FirstDocent extends Docent {
  /** Puts another widget of the same help centre on the page. */
  init(options: DocentOptions): Docent;
}

/** An element for a widget inside the page. Its `data-*` attributes are {@link DocentOptions}. */
export interface DocentHelpElement extends HTMLElement {
  /** The widget in it; `null` while it is not on the page. */
  docent: Docent | null;
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
  q: { push(call: (docent: FirstDocent) => void): void };
}

/** The {@link DocentEvents} of all widgets of a page, as the document gets them. */
export type DocentDomEvents = {
  [Name in keyof DocentEvents as `docent:${Name}`]: CustomEvent<DocentEvents[Name]>;
};

declare global {
  interface DocumentEventMap extends DocentDomEvents {}
  interface Window {
    /** The first widget of this page, or the queue before it has loaded. */
    docent: FirstDocent | DocentQueue;
  }
  interface HTMLElementTagNameMap {
    "docent-help": DocentHelpElement;
  }
}
