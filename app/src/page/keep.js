// What is written to the device: nothing as long as the page says that consent is awaited.
//
// The caller has in memory what is not taken. Here it is held as well, to be written once consent
// is there.

import { ends } from "./claim.js";

/** Frames of the widgets on this page. */
const frames = new Set();
const held = new Map();

const waits = (key) =>
  [...frames].some(({ base, options }) => options.consent === "wait" && key.startsWith(`docent:${base} `));

/** Whether the pages of a help centre's widgets let the device keep anything. */
export const mayKeep = ({ base }) => !waits(`docent:${base} `);

/** Whether the browser took it. Where storage is forbidden, the mere look at it throws. */
export const store = (key, text) => {
  held.delete(key);
  if (waits(key)) {
    held.set(key, text);
    return false;
  }
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
};

export const unstore = (key) => {
  // A parcel that is gone is nobody's.
  ends[key.slice(-36)]?.();
  held.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Then there is nothing to remove.
  }
};

/** Writes what was held back, as far as that is allowed by now. */
const settle = () => [...held].forEach(([key, text]) => store(key, text));

/** Heeds what a widget's page says about consent, now and later. */
export const heed = (frame) => {
  const { signal } = frame;
  frames.add(frame);
  // Options are attributes or, from a call, an object, which nobody tells about changes.
  const observer = new MutationObserver(settle);
  observer.observe(document, { subtree: true, attributeFilter: ["data-consent"] });
  addEventListener("pagehide", settle, { signal });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    frames.delete(frame);
  });
};
