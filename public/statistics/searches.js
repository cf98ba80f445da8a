// When a search has ended: one that is counted is a question, not a keystroke.
import { now } from "../../app/src/page/browser.js";

/** Milliseconds without a key after which other words are another search. */
const PAUSE = 5_000;

/** `docent_protocol::WORDS_MAX`. */
const WORDS_MAX = 200;

/** The words on one line, as long as they may be. */
const cut = (words) => [...words.trim().replace(/\s+/g, " ")].slice(0, WORDS_MAX).join("");

/** Whether words came of others by typing on, deleting, or mending one place: two letters of it, as
 * where they were swapped. */
const continues = (words, before) => {
  const shorter = Math.min(words.length, before.length);
  let start = 0;
  while (start < shorter && words[start] === before[start]) start++;
  let end = 0;
  while (end < shorter - start && words.at(-1 - end) === before.at(-1 - end)) end++;
  const same = start + end;
  return same > 0 && shorter - same <= 2;
};

/** Hands each search that has ended to `tell`: `words`, `hits`, `chosen` and the time `at`. */
export const createSearches = (tell) => {
  let current;
  let key = now();
  const end = () => {
    if (!current || current.told) return;
    const { words, hits, chosen, at } = current;
    tell({ words, hits, chosen, at });
    // It is remembered: the same words, still on screen, are no other search.
    current.told = true;
  };
  /** The search for these words: the one that goes on, or another one. */
  const of = (typed) => {
    const words = cut(typed);
    if (current?.words === words) return current;
    if (current && (current.over || current.chosen || !continues(words, current.words))) end();
    return (current = { words, hits: 0, at: now() });
  };
  return {
    end,
    typed() {
      const before = key;
      key = now();
      if (current) current.over ||= key - before > PAUSE;
    },
    /** Results are on screen. */
    shown(words, hits) {
      if (words.trim()) of(words).hits = hits;
    },
    /** One of them was opened, perhaps before it was said that they are on screen. */
    chosen(words, rank) {
      const search = of(words);
      search.chosen ??= rank;
      search.hits = Math.max(search.hits, rank);
    },
  };
};
