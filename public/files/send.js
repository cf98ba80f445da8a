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

const post = (url, body, files, signal, then) => {
  const sending = new XMLHttpRequest();
  sending.open("POST", url);
  const all = files.reduce((sum, { size }) => sum + size, 0);
  // What is around the files goes first, near enough.
  sending.upload.onprogress = ({ loaded, total }) => tell(files, loaded - (total - all));
  sending.onloadend = () => then(sending.status, sending.responseText || undefined);
  signal.addEventListener("abort", () => sending.abort());
  sending.send(body);
};

/** Sends a message; hands over status and answer as `request` does. What is gone is said so. */
export const send = async (frame, url, json, then, mayKeep) => {
  const { signal } = frame;
  const message = JSON.parse(json);
  const parts = new FormData();
  const files = [];
  for (const one of message.attachments) {
    const bytes = one.lost ? undefined : await recall(frame, one.id);
    one.lost = !bytes || undefined;
    if (bytes) files.push([one, new Blob([bytes], { type: one.type })]);
  }
  const whole = JSON.stringify(message);
  if (!files.length) return request(url, whole, signal, then);
  // Chosen before the visitor agreed, they may be kept only now.
  if (mayKeep(frame)) for (const [{ id }] of files) await keep(frame, id);
  parts.append("message", whole);
  for (const [{ id, name }, file] of files) parts.append(id, file, name);
  const sent = files.map(([one]) => one);
  post(url, parts, sent, signal, (status, text) => {
    then(status, text);
    if (status < 200 || status > 299) return;
    for (const { id } of sent) {
      watchers.delete(id);
      drop(frame, id);
    }
  });
};
