// Tells whoever writes the tag about an option that there is not.
import names from "./names.js";

const distance = (a, b) => {
  let above = [...b].map((_, at) => at + 1);
  [...a].forEach((letter, row) => {
    let diagonal = row;
    let left = row + 1;
    above = above.map((up, at) => {
      left = Math.min(up + 1, left + 1, diagonal + (letter !== b[at]));
      diagonal = up;
      return left;
    });
  });
  return above.at(-1);
};

export const warn = (options) => {
  for (const name of Object.keys(options)) {
    // A name that there is, is the nearest to itself.
    const [nearest] = names.toSorted((a, b) => distance(name, a) - distance(name, b));
    if (nearest !== name) console.warn(`docent: there is no option "${name}"; did you mean "${nearest}"?`);
  }
};
