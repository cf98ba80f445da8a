// Zendesk's API for requests, as anybody may use it without signing in.
import { isRefusal, postJson } from "./exchange.js";
import { fieldsOf, subjectOf, textOf } from "./fields.js";

/** What is wrong, field by field; else what is wrong with the whole. */
const reason = ({ details, description, error }, status) => {
  const each = Object.values(details ?? {}).flat().map((one) => one?.description).filter(Boolean);
  return each.join(" ") || description || error?.message || String(status);
};

export const zendesk = async (message, { frame, url, fields, subject }) => {
  const custom = fieldsOf(message).filter(([name]) => fields[name]).map(([name, value]) => ({ id: fields[name], value }));
  const placed = ["name", "email", ...Object.keys(fields)];
  const request = {
    requester: { name: message.name || message.email, email: message.email },
    subject: subjectOf(message, subject),
    comment: { body: textOf(message, placed) },
    // Old libraries give all lists a `toJSON` that makes texts of them; one of its own hides it.
    custom_fields: Object.assign(custom, { toJSON: undefined }),
  };
  const answer = await postJson(url.replace(/\/$/, "") + "/api/v2/requests.json", frame, { request });
  const { status, json } = answer;
  if (status === 201 && json?.request?.id) return { reference: "#" + json.request.id };
  return json && isRefusal(answer) ? { why: reason(json, status) } : undefined;
};
