// The language of the widget: what the tag says, else the page, else the visitor's browser.
const primary = (tag) => tag.split("-")[0];

export const choose = (known, tag = document.documentElement.lang) => {
  for (const wanted of tag ? [tag] : navigator.languages) {
    const lower = wanted.toLowerCase();
    const found =
      known.find(({ lang }) => lang.toLowerCase() === lower) ||
      known.find(({ lang }) => primary(lang.toLowerCase()) === primary(lower));
    if (found) return found;
  }
  return known[0];
};
