// Chatwoot's API for visitors: a contact, a conversation of theirs, a message in it.
//
// Each message has a contact's source of its own. So what a lost answer has hidden can be asked
// for: whether that source has a conversation, and whether anything is in it.
import { stored, storedKeys } from "../../app/src/page/browser.js";
import { exchange, isGood, isRefusal, postJson } from "./exchange.js";
import { fieldsOf, subjectOf, textOf } from "./fields.js";

/** Sources of messages on their way, by the ids of these. */
const sources = new Map();

/** What the device keeps of them; nothing where the page does not allow it or the browser refuses. */
const shelf = ({ base }, allowed) => {
  const start = `docent:${base} chatwoot:`;
  const attempt = (run) => {
    try {
      run();
    } catch {
      // Memory has it.
    }
  };
  return {
    recall: (id) => sources.get(id) ?? stored(start + id),
    keep(id, source) {
      sources.set(id, source);
      if (allowed) attempt(() => localStorage.setItem(start + id, source));
    },
    forget(id) {
      sources.delete(id);
      attempt(() => localStorage.removeItem(start + id));
    },
    /** Forgets what no parcel needs any more: the visitor may have taken a message back. */
    sweep() {
      for (const key of storedKeys(start)) {
        const id = key.slice(start.length);
        if (!sources.has(id) && stored(`docent:${base} outbox:${id}`) === undefined) this.forget(id);
      }
    },
  };
};

/** An answer that was none of success, as an error that says what it means. */
class Unexpected extends Error {
  constructor(answer) {
    super();
    const { json, status } = answer;
    const text = [json?.message, json?.error, json?.description].find((one) => one && typeof one === "string");
    if (json && isRefusal(answer)) this.outcome = { why: text ?? String(status) };
  }
}

const expect = (answer, member) => {
  if (isGood(answer) && answer.json?.[member] !== undefined) return answer.json[member];
  throw new Unexpected(answer);
};

const list = (answer) => {
  if (isGood(answer) && Array.isArray(answer.json)) return answer.json;
  throw new Unexpected(answer);
};

const deliver = async (message, { frame, url, inbox, subject, mayKeep }) => {
  const { id, name, email } = message;
  const kept = shelf(frame, mayKeep(frame));
  kept.sweep();
  const contacts = `${url.replace(/\/$/, "")}/public/api/v1/inboxes/${encodeURIComponent(inbox)}/contacts`;
  let source = kept.recall(id);
  const isNew = !source;
  if (isNew) {
    source = expect(await postJson(contacts, frame, { name: name || email, email }), "source_id");
    kept.keep(id, source);
  }
  const conversations = `${contacts}/${encodeURIComponent(source)}/conversations`;
  const [known] = isNew ? [] : list(await exchange(conversations, frame));
  const about = Object.fromEntries([["subject", subjectOf(message, subject)], ...fieldsOf(message).filter(([key]) => key !== "message")]);
  const conversation = known?.id ?? expect(await postJson(conversations, frame, { custom_attributes: about }), "id");
  const messages = `${conversations}/${conversation}/messages`;
  if (!known || !list(await exchange(messages, frame)).length) {
    expect(await postJson(messages, frame, { content: textOf(message, []), echo_id: id }), "id");
  }
  kept.forget(id);
  return { reference: "#" + conversation };
};

export const chatwoot = (...given) =>
  deliver(...given).catch((error) => {
    if (error instanceof Unexpected) return error.outcome;
    throw error;
  });
