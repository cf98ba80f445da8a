// Events on their way: in memory until the page is hidden or left, and then off without an answer.
// One that does not arrive is lost; nothing of it is kept on the device.
import { now } from "../../app/src/page/browser.js";
import { newId } from "../../app/src/page/id.js";

/** So many go together: far fewer than `docent_protocol::EVENTS_MAX`, and below the 64 KiB that a
 * browser sends for a page that is gone. */
const MOST = 50;

export const createBatch = (options, url) => {
  let events = [];
  const send = () => {
    // What happened before the visitor agreed is sent once that has happened, or never.
    if (!events.length || options.consent === "wait") return;
    // A search is told when it has ended, but happened before what it led to.
    const body = JSON.stringify({ events: events.sort((one, other) => one.at - other.at) });
    events = [];
    // As text: any other type would ask another host first, for which there is no time.
    if (navigator.sendBeacon?.(url, body)) return;
    fetch(url, { method: "POST", body, keepalive: true }).catch(() => {});
  };
  return {
    send,
    put(type, lang, members, at = now()) {
      if (events.length === MOST) send();
      if (events.length === MOST) events.shift();
      events.push({ id: newId(at), at, lang, type, ...members });
    },
  };
};
