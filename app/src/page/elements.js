// Elements: one call for each thing that the widget does with them.

/** An HTML element from its tag and classes, as in `button.main.wide`. */
export const element = (name) => {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  return made;
};

export const drawing = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
export const fragment = () => document.createDocumentFragment();

/** Sets an attribute, or takes it away. */
export const attribute = (on, name, value) =>
  value === undefined ? on.removeAttribute(name) : on.setAttribute(name, value);

export const append = (parent, child) => parent.append(child);
export const appendText = (parent, text) => parent.append(text);
export const remove = (node) => node.remove();

/** An invisible node that marks a place. */
export const mark = (parent) => parent.appendChild(document.createComment(""));

/** Puts something in the place of all that stands between two marks. */
export const replaceBetween = (start, end, fresh) => {
  while (start.nextSibling && start.nextSibling !== end) start.nextSibling.remove();
  end.before(fresh);
};

export const setText = (on, text) => (on.textContent = text);
export const setValue = (field, text) => (field.value = text);

/** What the field that reports an event holds now; a checkbox its value or nothing. */
export const valueOf = ({ target }) =>
  target.type === "checkbox" && !target.checked ? "" : target.value;

/** The key that was pressed; none while an input method composes, whose the keys are then. */
export const keyOf = (event) => (event.isComposing ? "" : event.key);
