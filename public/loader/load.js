// Fetches the app and its data, all at once, and hands the frame over to it.
//
// Owns the states before the app runs and after it failed. It must not know what the app shows.
import { icon, make } from "./nodes.js";

const STOPPED = "widget-stopped";
const ALERT = "M12 4 3 19.5h18zM12 10v4.5m0 2.5v.1";

export const createLoad = ({ base, config, language, signal, text }, frame) => {
  const { widget, email } = config;
  const at = (path) => new URL(path, base).href;
  const get = async (path) => {
    // What was broken once may lie in the browser's cache.
    const response = await fetch(at(path), { signal, cache: attempt > 1 ? "reload" : "default" });
    if (!response.ok) throw new Error(`${response.status} ${response.url}`);
    return response;
  };
  let pending;
  let attempt = 0;
  let styled = false;

  const fail = (code, error) => {
    if (signal.aborted) return;
    // After a trap nothing of the module may run again: the next load would meet its remains.
    const over = code === STOPPED;
    pending = over && Promise.reject(error);
    frame.app = null;
    const offline = !navigator.onLine;
    const kind = offline ? "offline." : "failed.";
    const link = (href, key) => make("a", { href, target: "_blank", rel: "noopener" }, text(key));
    const ways = [link(at(language.home), "home")];
    if (email) ways.push(link("mailto:" + email, "mail"));
    if (!over) {
      const retry = make("button", { type: "button", class: "main" }, text("retry"));
      retry.onclick = frame.open;
      ways.unshift(retry);
    }
    const sentence = text(kind + "text");
    const inside = frame.root.activeElement;
    frame.panel.parentNode.classList.add("failed");
    frame.back.hidden = true;
    frame.body.replaceChildren(
      make("div", "fault", icon(ALERT), make("strong", {}, text(kind + "title")), make("p", {}, sentence), ...ways),
    );
    // The search field is out of sight now.
    if (inside) ways[0].focus();
    frame.live.textContent = sentence;
    if (offline) addEventListener("online", frame.intent, { once: true, signal });
    frame.emit("error", { code, message: String(error) });
  };

  // A trap inside the module cannot be undone. It shows up as an error of the page, told apart
  // from other modules' by the files in its trace.
  const caught = (event) => {
    const fault = event.error || event.reason;
    const trace = fault?.stack || "";
    if (!trace.includes(widget.wasm) && !trace.includes(widget.js)) return;
    const trap = fault instanceof WebAssembly.RuntimeError;
    // What its timers and listeners still do afterwards is no news.
    if (trap || !frame.app) event.preventDefault();
    if (trap && frame.app) fail(STOPPED, fault);
  };
  addEventListener("error", caught, { signal });
  addEventListener("unhandledrejection", caught, { signal });

  const run = async () => {
    // A module that failed once stays failed under its address.
    const js = at(widget.js) + (attempt ? "?" + attempt : "");
    attempt++;
    try {
      const wasm = get(widget.wasm);
      const [glue, css, site, index] = await Promise.all([
        import(js),
        styled || get(widget.css).then((response) => response.text()),
        get(language.site).then((response) => response.text()),
        get(language.index).then((response) => response.arrayBuffer()),
        wasm,
      ]);
      // Two widgets of one page share the module, which must start once.
      await (window[Symbol.for(js)] ??= glue.default({ module_or_path: wasm }));
      if (signal.aborted) return;
      if (!styled) frame.style(css);
      styled = true;
      frame.body.replaceChildren();
      frame.app = glue.mount(frame, site, new Uint8Array(index));
    } catch (error) {
      fail(error.code || "load-failed", error);
      throw error;
    }
    frame.emit("ready");
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
