// A form service: flat names and texts, and a word of its own for success.
import { isGood, isRefusal } from "./exchange.js";
import { fieldsOf, subjectOf } from "./fields.js";
import { postForm } from "./parts.js";

const isYes = (value) => String(value) === "true";

/** What a service says is wrong. Each has its own place for it. */
const reason = ({ message, error, errors, body }, status) => {
  const list = Array.isArray(errors) ? errors.map((one) => one?.message ?? one).join(" ") : undefined;
  const all = [list, message, error?.message ?? error, body?.message];
  return all.find((text) => text && typeof text === "string") ?? String(status);
};

/** What an answer means. A page is for people, such as one that asks whether this is a person. */
const judge = (answer, success) => {
  const { json, moved, isPage, status } = answer;
  if (json && isRefusal(answer)) return { why: reason(json, status) };
  if (!isGood(answer) || moved || isPage) return undefined;
  if (json && [json.success, json.ok].some((value) => String(value) === "false")) return { why: reason(json, status) };
  const taken = success === "status" || (json && (isYes(json.success) || isYes(json.ok)));
  return taken ? { reference: "" } : undefined;
};

export const form = async (message, { frame, files, url, names, extra, honeypot, subject, subject_field, success }) => {
  const named = (name) => names[name] ?? name;
  const entries = [
    ...Object.entries(extra),
    [subject_field, subjectOf(message, subject)],
    ...fieldsOf(message).map(([name, text]) => [named(name), text]),
    // Only robots write something there.
    ...(honeypot ? [[honeypot, ""]] : []),
  ];
  const chosen = files.map(([one, bytes]) => [named(one.field), one, bytes]);
  // Otherwise the answer would be a page, or the way to one.
  return judge(await postForm(url, frame, entries, chosen, { accept: "application/json" }), success);
};
