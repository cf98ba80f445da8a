// Which files a field takes, and how that is said.

/** Pictures of which some systems know no media type. */
const UNTYPED = /\.(heic|heif|avif)$/i;

/** Whether a file is of one of the kinds, which are those of the HTML attribute `accept`. */
export const fits = ({ name, type }, accept) =>
  accept.some((kind) => {
    if (kind.startsWith(".")) return name.toLowerCase().endsWith(kind.toLowerCase());
    if (kind === "image/*" && !type) return UNTYPED.test(name);
    return kind.endsWith("/*") ? type.startsWith(kind.slice(0, -1)) : type === kind;
  });

/** The kinds in words, such as "pictures, PDF". */
export const kinds = (accept, texts, lang) => {
  const words = accept.map((kind) => {
    const [main, sub] = kind.replace(/^\./, "/").split("/");
    return sub === "*" ? texts[main] ?? main : sub.toUpperCase();
  });
  return new Intl.ListFormat(lang, { type: "unit" }).format(words);
};

/** A number of bytes in words, such as "1.2 MB". */
export const size = (bytes, lang) => {
  const [unit, by] = bytes < 999_500 ? ["kilobyte", 1_000] : ["megabyte", 1_000_000];
  const shown = Math.max(bytes / by, 0.1);
  const words = new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: shown < 10 ? 1 : 0 }).format(shown);
  // Number and unit stay on one line.
  return words.replace(" ", "\u00a0");
};
