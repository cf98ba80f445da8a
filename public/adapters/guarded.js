// Docent's own collector where it asks for something against robots: how long the form was open, a
// proof of work, the answer to a captcha (`collector/src/guard/`). The message itself stays as it is.
import { post } from "../files/send.js";
import { exchange } from "./exchange.js";
import { prove } from "./proof.js";

const pause = (millis, signal) =>
  new Promise((over) => {
    const timer = setTimeout(over, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      over();
    });
  });

/** Milliseconds since the form was opened, or since the message was written on an earlier visit. */
const age = ({ at }, { emit }) => Math.max(0, Date.now() - Math.min(at, emit["contact-open"] ?? at));

export const guarded = async (message, { frame, files, url, minimum_seconds, proof_of_work_bits, captcha }) => {
  const { signal } = frame;
  // People who are quicker need not know: their message leaves a little later.
  await pause(minimum_seconds * 1000 - age(message, frame), signal);
  const nonce = await prove(message.id, proof_of_work_bits, signal);
  // A function of the page's own.
  const answer = captcha && (await globalThis[captcha]?.(message.id));
  const seconds = Math.max(minimum_seconds, Math.floor(age(message, frame) / 1000));
  const shown = Object.entries({ id: message.id, seconds, nonce, captcha: answer });
  const headers = { "docent-guard": String(new URLSearchParams(shown.filter(([, value]) => value !== undefined))) };
  const whole = JSON.stringify(message);
  if (!files.length) {
    headers["content-type"] = "application/json";
    return exchange(url, frame, { method: "POST", headers, body: whole, keepalive: !whole[2e4] });
  }
  const parts = new FormData();
  parts.append("message", whole);
  for (const [{ id, name }, bytes] of files) parts.append(id, bytes, name);
  const { status, responseText } = await post(url, parts, files.map(([one]) => one), signal, headers);
  return { status, text: responseText };
};
