// Where the focus is and where it goes, and scrolling within the panel.

/** Whether the focus is the widget's to move: never take it from an element of the page. */
export const mayMove = (root) => {
  const { activeElement, body } = document;
  return !!root.activeElement || !activeElement || !body || activeElement === body;
};

/** Gives the focus to an element, making it able to take it, without scrolling to it. */
export const quietly = (element) => {
  if (element.tabIndex < 0 && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
};

/** Hides or shows. What has the focus hands it on first: no key may fall through to the page. */
export const setHidden = (on, hidden) => {
  if (hidden && on.matches(":focus-within")) quietly(on.getRootNode().querySelector(".body"));
  on.hidden = hidden;
};

/** Gives the focus to the first of these inside `body`. */
export const first = (body, selector, scrolls) => {
  const found = body.querySelector(selector);
  if (found && scrolls) found.focus();
  // What is on its way gets the focus later; the keys must not fall through to the page meanwhile.
  else quietly(found ?? body);
};

/** Whether focusing a field would cover half of the screen with a keyboard. */
export const opensKeyboard = () => matchMedia("(pointer: coarse)").matches;

/** Brings a part of the article to the top of the panel, without moving the page around it. */
export const scrollTo = (body, id) => {
  // Ids of an article are the writer's: compared, never put into a selector.
  let part = [...body.querySelectorAll(".prose [id]")].find((element) => element.id === id);
  // The first marked word from there on, which may be in an answer that is folded.
  const found = [...body.querySelectorAll(".found")].find(
    (mark) => !part || part.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  for (let folded of [part, found]) {
    while ((folded = folded?.closest("details:not([open])"))) folded.open = true;
  }
  part ??= found?.closest("details");
  if (!part) {
    body.scrollTop = 0;
    return;
  }
  const distance = part.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop += Math.trunc(distance) - body.querySelector(".here").offsetHeight - 12;
  if (part instanceof HTMLElement) quietly(part);
};
