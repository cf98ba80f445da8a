// One request to a service, and its answer.

/** The value of a JSON text; nothing if it is none. */
const valueOf = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Whether a status is one of success. */
export const isGood = ({ status }) => status >= 200 && status <= 299;

/** Whether a status is one that no other attempt would change. */
export const isRefusal = ({ status }) => [400, 413, 415, 422].includes(status);

/**
 * An answer: its status, its text, and its JSON if it is an object; whether another address gave
 * it, and whether it is a page.
 */
export const answerOf = (status, text, type, moved) => {
  const value = valueOf(text);
  return { status, text, moved, json: value && typeof value === "object" ? value : undefined, isPage: /html/.test(type ?? "") };
};

/** Asks; an address that cannot be reached is an error. */
export const exchange = async (url, { signal }, init) => {
  const response = await fetch(url, { signal, ...init });
  return answerOf(response.status, await response.text(), response.headers.get("content-type"), response.redirected);
};

/** Posts JSON. */
export const postJson = (url, frame, value) =>
  exchange(url, frame, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(value),
  });
