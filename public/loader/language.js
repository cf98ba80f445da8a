// The language of the widget: what the tag says, else the page, else the visitor's browser.
const parts = (tag) => tag.toLowerCase().split("-");

export const choose = (known, tag = document.documentElement.lang) => {
  for (const wanted of tag ? [tag] : navigator.languages) {
    const found =
      known.find(({ lang }) => parts(lang).join() === parts(wanted).join()) ||
      known.find(({ lang }) => parts(lang)[0] === parts(wanted)[0]);
    if (found) return found;
  }
  return known[0];
};
