// A message with its files, as `docent_protocol::Attachment` says in which parts.
//
// `fetch` cannot tell how much of a body has been sent, so the older way is taken.
import { request } from "../../app/src/page/browser.js";
import { drop, keep, recall } from "./shelf.js";

/** Who is told how much of which files has been sent: ids to functions that take 0 to 1. */
export const watchers = new Map();

/** Tells each watcher its file's share of the bytes that have left. */
const tell = (files, sent) => {
  for (const { id, size } of files) {
    watchers.get(id)?.(Math.min(1, Math.max(0, sent / size)));
    sent -= size;
  }
};

/**
 * Posts parts. `files` are those among them, as a message names them. Resolves to the request when
 * it is over, whatever came of it.
 */
export const post = (url, parts, files, signal, headers = {}) =>
  new Promise((over) => {
    const sending = new XMLHttpRequest();
    sending.open("POST", url);
    for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
    const all = files.reduce((sum, { size }) => sum + size, 0);
    // What is around the files goes first, near enough.
    sending.upload.onprogress = ({ loaded, total }) => tell(files, loaded - (total - all));
    sending.onloadend = () => over(sending);
    signal.addEventListener("abort", () => sending.abort());
    sending.send(parts);
  });

/**
 * The files of a message, each with its bytes, kept from now on if that is allowed. What is gone is
 * said so in the message.
 */
export const gather = async (frame, message, mayKeep) => {
  const files = [];
  for (const one of message.attachments ?? []) {
    const bytes = one.lost ? undefined : await recall(frame, one.id);
    one.lost = !bytes || undefined;
    if (bytes) files.push([one, new Blob([bytes], { type: one.type })]);
  }
  // Chosen before the visitor agreed, they may be kept only now.
  if (mayKeep(frame)) for (const [{ id }] of files) await keep(frame, id);
  return files;
};

/** Forgets files that have arrived. */
export const release = (frame, files) => {
  for (const [{ id }] of files) {
    watchers.delete(id);
    drop(frame, id);
  }
};

/** Sends a message; hands over status and answer as `request` does. */
export const send = async (frame, url, json, then, mayKeep) => {
  const { signal } = frame;
  const message = JSON.parse(json);
  const files = await gather(frame, message, mayKeep);
  const whole = JSON.stringify(message);
  if (!files.length) return request(url, whole, signal, then);
  const parts = new FormData();
  parts.append("message", whole);
  for (const [{ id, name }, file] of files) parts.append(id, file, name);
  const { status, responseText } = await post(url, parts, files.map(([one]) => one), signal);
  then(status, responseText || undefined);
  if (status >= 200 && status <= 299) release(frame, files);
};
