// Ids that sort by time.
import { random } from "./browser.js";

/** UUID version 7 (RFC 9562, section 5.7). */
export const newId = (millis) => {
  const time = millis.toString(16).padStart(12, "0");
  const bytes = random(10);
  bytes[0] = (bytes[0] & 0x0f) | 0x70;
  bytes[2] = (bytes[2] & 0x3f) | 0x80;
  const rest = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [time.slice(0, 8), time.slice(8), rest.slice(0, 4), rest.slice(4, 8), rest.slice(8)].join("-");
};
