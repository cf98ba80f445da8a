// What sends messages to somebody who speaks another language than Docent: form services and help
// desks. Fetched only where the site names one, and there when a message is to be sent.
//
// It stands in for `public/files` on such a site, so it chooses files too. An adapter takes a
// message and says what came of it: `{ reference }` if it has arrived for certain, `{ why }` if it
// will never be taken, nothing if nobody knows. Who calls hears of it as if Docent's own collector
// had answered (`app/src/outbox/post.rs`), or what that has answered itself: `{ status, text }`.
import { gather, release } from "../files/send.js";
import { chatwoot } from "./chatwoot.js";
import { form } from "./form.js";
import { guarded } from "./guarded.js";
import { netlify } from "./netlify.js";
import { zendesk } from "./zendesk.js";

export { draw } from "../files/main.js";

// `docent build` puts the settings of the site in place of this name.
const settings = __DOCENT_ADAPTER__;

const ADAPTERS = { chatwoot, form, guarded, netlify, zendesk };

/** Those that send files. For the others, a file of an old message is one that was lost. */
const TAKES_FILES = ["form", "guarded", "netlify"];

/** Sends a message; hands over status and answer. */
export const send = async (frame, url, json, then, mayKeep) => {
  const message = JSON.parse(json);
  if (!TAKES_FILES.includes(settings.kind)) for (const one of message.attachments ?? []) one.lost = true;
  try {
    const files = await gather(frame, message, mayKeep);
    const known = { frame, files, url: url.slice(0, -1), mayKeep, ...settings };
    const { reference, why, status, text } = (await ADAPTERS[settings.kind](message, known)) ?? {};
    const [code, said] =
      why !== undefined ? [422, JSON.stringify({ message: why })]
      : reference !== undefined ? [200, JSON.stringify({ reference })]
      : [status ?? 0, text];
    then(code, said);
    if (code >= 200 && code <= 299) release(frame, files);
  } catch {
    then(0);
  }
};
