// Keeps what the console says, for browsers whose drivers do not tell. It stands first in the page.
(() => {
  let said = "";
  const note = (kind, text) => {
    said += `${kind}: ${text.replaceAll("\n", " ")}\n`;
  };
  for (const level of ["debug", "log", "info", "warn", "error"]) {
    const plain = console[level];
    console[level] = (...all) => {
      note(`console.${level}`, all.map(String).join(" "));
      plain.apply(console, all);
    };
  }
  addEventListener("error", (event) => {
    note("error", `${event.message} (${event.filename}:${event.lineno})`);
  });
  addEventListener("unhandledrejection", (event) => note("rejection", String(event.reason)));
  addEventListener("securitypolicyviolation", (event) => {
    note("policy", `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  Object.defineProperty(window, "journeyListener", {
    value: () => {
      const all = said;
      said = "";
      return all;
    },
  });
  document.currentScript.remove();
})();
