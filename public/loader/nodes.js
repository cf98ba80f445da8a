// Elements without HTML text: strict policies and Trusted Types forbid parsing any.
const SVG = "http://www.w3.org/2000/svg";

// Attributes, or just the class.
const fill = (node, attributes, children) => {
  if (attributes.at) attributes = { class: attributes };
  for (const name in attributes) node.setAttribute(name, attributes[name]);
  node.append(...children);
  return node;
};

export const make = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const icon = (path) =>
  fill(document.createElementNS(SVG, "svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" }, [
    fill(document.createElementNS(SVG, "path"), { d: path }, []),
  ]);
