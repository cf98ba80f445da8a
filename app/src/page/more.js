// What comes with the second half of the app: a WebAssembly module, which shares memory and
// functions with the first, and a script with its style sheet (`late.js`).
let late;
let attempts = "";

/**
 * Fetches a module and its script, if it has one, and links the module to the first by what that
 * exports; says whether they are here.
 */
export const link = async (url, script, exports, signal, then) => {
  let linked = false;
  try {
    const [module, response] = await Promise.all([script ? import(script + attempts) : late, fetch(url, { signal })]);
    if (response.ok) {
      // Compiled from its bytes: no server's idea of the type matters, and it is small.
      await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: exports });
      late = module;
      linked = true;
    }
  } catch {
    // A script that failed once stays failed under its address. Where the widget has gone meanwhile
    // nothing has failed, and the page keeps a script under every address that it was asked for.
    attempts += signal.aborted ? "" : "?";
  }
  then(linked);
};

/** Gives a widget what comes with the second half: the style, and heed of its page's consent. */
export const dress = (frame) => {
  frame.style(late.css);
  late.heed(frame);
};

export const store = (...given) => late.store(...given);
export const unstore = (...given) => late.unstore(...given);
export const write = (...given) => late.write(...given);
export const drawChannels = (list, channels, written, hours, { base, lang, strings }) =>
  late.drawChannels(list, channels, written, base + hours, lang, (key) => strings[key]);
export const drawFiles = (...given) => late.drawFiles(...given);
export const send = (...given) => late.send(...given);
export const follow = (...given) => late.follow(...given);
