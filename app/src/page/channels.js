// Ways to a person besides the form.
import { element } from "./elements.js";

/**
 * Draws them into a list: labels in the language of the articles, hours in that of the interface.
 * `script` is the address of `hours.js`. Without it the ways are there all the same.
 */
export const drawChannels = (list, channels, written, script, lang, text) => {
  for (const { label, link, hours } of channels) {
    const item = element("li");
    const way = element("a");
    way.href = link;
    way.textContent = label;
    way.lang = written;
    if (link.startsWith("https:")) {
      // Elsewhere, so that what was written stays.
      way.target = "_blank";
      way.rel = "noopener";
    }
    item.append(way);
    list.append(item);
    if (hours) {
      const say = ({ lines }) => {
        for (const words of lines(hours, lang, text)) {
          const line = element("p");
          line.textContent = words;
          item.append(line);
        }
      };
      import(script).then(say).catch(() => {});
    }
  }
};
