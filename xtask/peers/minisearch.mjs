// MiniSearch in three set-ups: as it comes, as its documentation builds a search box, and as
// somebody would set it up who takes care. Runs in Node.js and, bundled, in a page.

import MiniSearch from 'minisearch';
import snowball from 'snowball-stemmers';

const FIELDS = ['title', 'headings', 'text'];

// Names of stemmers by language, as snowball-stemmers has them.
const STEMMERS = {
  de: 'german',
  en: 'english',
  es: 'spanish',
  fr: 'french',
  it: 'italian',
  nl: 'dutch',
  pt: 'portuguese',
  ru: 'russian',
  sv: 'swedish',
};

export const SET_UPS = ['minisearch', 'minisearch-box', 'minisearch-care'];

// Options of a set-up, for building and for loading.
export function options(setUp, lang) {
  const common = { fields: FIELDS, storeFields: ['title'] };
  switch (setUp) {
    case 'minisearch':
      return common;
    case 'minisearch-box':
      return { ...common, searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 2 } } };
    case 'minisearch-care':
      return { ...common, processTerm: stemming(lang), searchOptions: CARE };
  }
  throw new Error(`there is no set-up ${setUp}`);
}

// Only the last word may still be on its way, and a short word has too many neighbours. Stop
// words stay: they tell questions apart.
const CARE = {
  boost: { title: 3, headings: 1.5 },
  prefix: (term, index, terms) => index === terms.length - 1,
  fuzzy: (term) => (term.length > 3 ? 0.2 : false),
};

function stemming(lang) {
  const name = STEMMERS[lang.split('-')[0]];
  const stemmer = name && snowball.newStemmer(name);
  return (term) => {
    const folded = term.normalize('NFKC').toLowerCase();
    const stem = stemmer ? stemmer.stem(folded) : folded;
    return stem.normalize('NFD').replace(/\p{Mn}/gu, '');
  };
}

// An index with nothing in it but what is needed to find an article and to name it.
export function build(setUp, { lang, articles }) {
  const index = new MiniSearch(options(setUp, lang));
  index.addAll(
    articles.map(({ id, title, sections }) => ({
      id,
      title,
      headings: sections.map((section) => section.heading).join('\n'),
      text: sections.map((section) => section.text).join('\n'),
    })),
  );
  return index;
}

// An index from its JSON, as a page loads it.
export function load(setUp, lang, json) {
  return MiniSearch.loadJSON(json, options(setUp, lang));
}
