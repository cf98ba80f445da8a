// Netlify's forms: posted to a page of the site itself, which `docent build` makes, and from which
// Netlify has learned what there is to fill in.
import { isGood } from "./exchange.js";
import { fieldsOf, subjectOf } from "./fields.js";
import { postForm } from "./parts.js";

/** Netlify takes the first away when it takes the form over, and asks for the second in a page. */
const NOT_TAKEN = /data-netlify|captcha/i;

export const netlify = async (message, { frame, files, url, form, honeypot, subject }) => {
  // Elsewhere it would arrive, but nobody could hear so, and it would be sent again and again.
  if (new URL(url).origin !== location.origin) return undefined;
  const counts = {};
  // A field holds one file: the second has a field with a number.
  const nameOf = ({ field }) => {
    counts[field] = (counts[field] ?? 0) + 1;
    return counts[field] > 1 ? `${field}-${counts[field]}` : field;
  };
  const entries = [
    ["form-name", form],
    [honeypot, ""],
    ["subject", subjectOf(message, subject)],
    ...fieldsOf(message),
  ];
  const answer = await postForm(url, frame, entries, files.map(([one, bytes]) => [nameOf(one), one, bytes]));
  return isGood(answer) && !answer.moved && !NOT_TAKEN.test(answer.text) ? { reference: "" } : undefined;
};
