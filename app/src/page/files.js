// Files that go with a message: what chooses and sends them is a script of its own
// (`public/files`), which only a form that asks for some needs.
import { request } from "./browser.js";
import { claim } from "./claim.js";
import { mayKeep } from "./keep.js";

let attempts = "";

const script = async ({ base, lang }, path) => {
  try {
    return await import(`${base}${path}${lang}.js${attempts}`);
  } catch (error) {
    // A script that failed once stays failed under its address.
    attempts += "?";
    throw error;
  }
};

/** Makes a field for files of a plain one; where that fails, once more when something is chosen. */
export const drawFiles = (input, path, { fields }, at, chosen, frame) => {
  const { id, files } = fields[at];
  const own = chosen.filter(({ field }) => field === id);
  const load = () =>
    script(frame, path).then(
      ({ draw }) => input.isConnected && draw(input, id, files, own, frame, mayKeep),
      () => (input.onchange = load),
    );
  load();
};

/**
 * Posts JSON, as `request` does. A script of its own sends a message with files together with these,
 * and every message to an address that ends in `#`: who receives it speaks another language
 * (`public/adapters`). What a visitor has typed is never taken for either; in JSON, its quotation
 * marks have a backslash before them.
 */
export const send = (url, json, frame, path, then) => {
  const start = () =>
    /#{"|hments":\[{/.test(url + json)
      ? script(frame, path).then((files) => files.send(frame, url, json, then, mayKeep)).catch(() => then())
      : request(url, json, frame.signal, then);
  // Of a vote in its batch and of a message, the id comes first.
  claim(json.match(/[\w-]{36}/)[0], start, then);
};
