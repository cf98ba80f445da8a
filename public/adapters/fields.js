// A message as names and texts, for those who know nothing of its structure.

const time = (at) => new Date(at).toISOString();

/** All that a message says, in the order to read it. What was left empty is left out. */
export const fieldsOf = ({ id, lang, name, email, topic, message, fields, attachments, consent, complaint, copy, context = {} }) =>
  Object.entries({
    name, email, topic,
    ...fields,
    message,
    consent: consent && `${consent.text} (${time(consent.at)})`,
    complaint: complaint && "yes",
    copy: copy && "yes",
    search: context.search,
    searches: context.searches?.join("\n"),
    article: context.article,
    articles: context.articles?.join("\n"),
    page: context.page,
    lang,
    // Files that the browser has thrown away before they could be sent.
    lost: attachments?.filter(({ lost }) => lost).map(({ name }) => name).join("\n"),
    id,
  }).filter(([, text]) => text);

/** What stands above a message: what the site says, and the topic or how the message begins. */
export const subjectOf = ({ topic, message }, own) => {
  const [first] = message.trim().split("\n");
  return [own, topic || (first.length > 80 ? first.slice(0, 79) + "…" : first)].filter(Boolean).join(": ");
};

/** The message, and below it a line for all that has no place of its own. */
export const textOf = (message, placed) => {
  const others = fieldsOf(message).filter(([name]) => name !== "message" && !placed.includes(name));
  return [message.message, "", ...others.map(([name, text]) => `${name}: ${text.replaceAll("\n", ", ")}`)].join("\n");
};
