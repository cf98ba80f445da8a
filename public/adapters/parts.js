// A form as browsers send one: url-encoded, or in parts where there are files.
import { post } from "../files/send.js";
import { answerOf, exchange } from "./exchange.js";

/** Posts names and texts, and files, which come as names, what the message says of them, and bytes. */
export const postForm = async (url, frame, entries, files, headers) => {
  if (!files.length) {
    const body = new URLSearchParams(entries);
    return exchange(url, frame, { method: "POST", headers, body, keepalive: !String(body)[6e4] });
  }
  const parts = new FormData();
  for (const [name, text] of entries) parts.append(name, text);
  for (const [name, one, bytes] of files) parts.append(name, bytes, one.name);
  const sent = await post(url, parts, files.map(([, one]) => one), frame.signal, headers);
  return answerOf(sent.status, sent.responseText, sent.getResponseHeader("content-type"), sent.responseURL !== url);
};
