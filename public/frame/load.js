// Moves the app into the frame, and notices when it fails.
//
// It must not know what the app shows.
const STOPPED = "widget-stopped";

export const createLoad = ({ ask, base, config, emit, listen, signal, style }, asked, frame) => {
  const { files } = config;
  let pending;
  let attempt = 0;
  let again;
  let styled = false;
  // After a trap nothing of the module may run again: the next load would meet its remains.
  let over = false;
  let sheet;
  let settings;

  // Lists, articles and the form need no module: a script of their own takes the app's place.
  const instead = async (error) => {
    try {
      const site = JSON.parse(await settings);
      const plain = await import(base + site.plain + again);
      return (frame.app = await plain.begin(frame, site, sheet));
    } catch {
      throw error;
    }
  };

  const fail = (code, error) => {
    if (signal.aborted) throw error;
    over ||= code === STOPPED;
    frame.fail(code, error, over);
    const other = (pending = instead(error));
    other.catch(() => {
      if (pending === other && !over) pending = null;
    });
    return other;
  };

  // A trap inside the module cannot be undone. It shows up as an error of the page, told apart
  // from other modules' by the files in its trace.
  const caught = (event) => {
    const fault = event.error || event.reason;
    const trace = fault?.stack || "";
    if (!trace.includes(files.wasm) && !trace.includes(files.js)) return;
    const trap = fault?.name === "RuntimeError";
    // What its timers and listeners still do afterwards is no news.
    if (trap || !frame.app) event.preventDefault();
    if (trap && frame.app && !over) fail(STOPPED, fault);
  };
  listen(window, "error", caught);
  listen(window, "unhandledrejection", caught);

  const good = (response) => {
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  };

  const run = async () => {
    again = attempt ? "?" + attempt : "";
    const all = (!attempt++ && asked) || ask(again);
    const [js, ...rest] = all;
    try {
      const [wasm, css, site, index] = rest.map((response) => response.then(good));
      sheet = css.then((response) => response.text());
      settings = site.then((response) => response.text());
      const [glue, look, texts, bytes] = await Promise.all([
        js,
        sheet,
        settings,
        index.then((response) => response.arrayBuffer()),
        wasm,
      ]);
      // Two widgets of one page share the module, which must start once.
      await (window[Symbol.for(all.js)] ??= glue.default({ module_or_path: wasm }));
      if (signal.aborted) return;
      if (!styled) style(look);
      styled = true;
      frame.body.replaceChildren();
      frame.app = glue.mount(frame, texts, new Uint8Array(bytes));
    } catch (error) {
      return fail(error.code || "load-failed", error);
    }
    emit("ready", null);
    return frame.app;
  };

  return (anew) => {
    if (anew) frame.app = pending = null;
    if (!pending) {
      frame.wait();
      pending = run();
    }
    return pending;
  };
};
