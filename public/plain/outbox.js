// Messages on their way: kept as the app keeps them (`app/src/outbox.rs`), so that either sends
// what the other has left.
import { now, parse, stored, storedKeys } from "../../app/src/page/browser.js";
import { newId } from "../../app/src/page/id.js";

/** Answers that no other attempt would change. */
const REFUSALS = [400, 413, 415, 422];

export const createOutbox = (frame, { contact, events }, { send: dispatch, store, unstore }) => {
  const { base, signal } = frame;
  const scope = `docent:${base} `;
  // What the browser did not take.
  const memory = new Map();
  const waiting = new Map();
  let failures = 0;
  let timer;
  let busy = false;

  const keep = (key, text) => {
    const taken = store(scope + key, text);
    if (taken) memory.delete(key);
    else memory.set(key, text);
    return taken;
  };
  const drop = (key) => {
    memory.delete(key);
    unstore(scope + key);
  };
  const recall = (key) => memory.get(key) ?? stored(scope + key);
  const parcels = () => {
    const kept = storedKeys(scope + "outbox:").map((key) => key.slice(scope.length));
    return [...new Set([...kept, ...memory.keys()])].filter((key) => key.startsWith("outbox:")).sort();
  };

  const send = (key) =>
    new Promise((done) => {
      const [, kind, body] = recall(key)?.match(/^(\w+) (.*)$/s) ?? [];
      const url = kind === "vote" ? events : contact.endpoint;
      if (!url) return done(false);
      const whole = kind === "vote" ? `{"events":[${body}]}` : body;
      dispatch(new URL(url, base).href, whole, frame, contact.files, (status, text) => {
        const taken = status >= 200 && status < 300;
        const settled = taken || REFUSALS.includes(status);
        if (settled) drop(key);
        const answer = parse(text) ?? {};
        waiting.get(key)?.({ taken, settled, reference: answer.reference ?? "", why: answer.message ?? String(status) });
        if (settled) waiting.delete(key);
        done(!settled);
      });
    });

  /** Sends what waits, oldest first; what could not be sent, again after a while. */
  const flush = async () => {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    const tried = new Set();
    let failed = false;
    // Between two of them another may have been written.
    for (let key; (key = parcels().find((one) => !tried.has(one))); tried.add(key)) {
      failed = (await send(key)) || failed;
    }
    busy = false;
    failures = failed ? failures + 1 : 0;
    if (failed && !signal.aborted) timer = setTimeout(flush, Math.min(1000 * 2 ** failures, 600_000) * (1 - Math.random() / 2));
  };
  addEventListener("online", flush, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));

  return {
    keep, drop, recall, flush,
    /** Whether it outlives this page. */
    isKept: (key) => stored(scope + key) !== undefined,
    /** Keeps a message and sends it; tells what comes of each attempt. */
    put(message, then) {
      const at = now();
      const id = newId(at);
      const key = "outbox:" + id;
      const kept = keep(key, "message " + JSON.stringify({ id, at, ...message }));
      // Bounds as the app has them (`app/src/outbox/bounds.rs`); votes go first.
      while (parcels()[100] || String(parcels().map(recall))[1e6]) drop(parcels().find((key) => recall(key)?.[0] === "v") ?? parcels()[0]);
      waiting.set(key, (answer) => then({ ...answer, kept }));
      flush();
      return key;
    },
  };
};
