// Moves the app into the frame, and notices when it fails.
//
// It must not know what the app shows.
const STOPPED = "widget-stopped";

export const createLoad = ({ ask, config, emit, listen, signal, style }, asked, frame) => {
  const { files } = config;
  let pending;
  let attempt = 0;
  let styled = false;

  const fail = (code, error) => {
    if (signal.aborted) return;
    // After a trap nothing of the module may run again: the next load would meet its remains.
    const over = code === STOPPED;
    pending = over && Promise.reject(error);
    frame.fail(code, error, over);
  };

  // A trap inside the module cannot be undone. It shows up as an error of the page, told apart
  // from other modules' by the files in its trace.
  const caught = (event) => {
    const fault = event.error || event.reason;
    const trace = fault?.stack || "";
    if (!trace.includes(files.wasm) && !trace.includes(files.js)) return;
    const trap = fault instanceof WebAssembly.RuntimeError;
    // What its timers and listeners still do afterwards is no news.
    if (trap || !frame.app) event.preventDefault();
    if (trap && frame.app) fail(STOPPED, fault);
  };
  listen(window, "error", caught);
  listen(window, "unhandledrejection", caught);

  const good = (response) => {
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  };

  const run = async () => {
    const again = attempt ? "?" + attempt : "";
    const all = (!attempt++ && asked) || ask(again);
    const [js, ...rest] = all;
    try {
      const [wasm, css, site, index] = rest.map((response) => response.then(good));
      const [glue, sheet, settings, bytes] = await Promise.all([
        js,
        css.then((response) => response.text()),
        site.then((response) => response.text()),
        index.then((response) => response.arrayBuffer()),
        wasm,
      ]);
      // Two widgets of one page share the module, which must start once.
      await (window[Symbol.for(all.js)] ??= glue.default({ module_or_path: wasm }));
      if (signal.aborted) return;
      if (!styled) style(sheet);
      styled = true;
      frame.body.replaceChildren();
      frame.app = glue.mount(frame, settings, new Uint8Array(bytes));
    } catch (error) {
      fail(error.code || "load-failed", error);
      throw error;
    }
    emit("ready", null);
    return frame.app;
  };

  return () => {
    if (!pending) {
      frame.wait();
      pending = run();
    }
    return pending;
  };
};
