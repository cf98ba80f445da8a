// One question of the form: label, control, help, and what is wrong with the answer.
import { make } from "../loader/nodes.js";

/** One `@`, something before it, a dot inside what follows: as the receiver checks it. */
const isEmail = (text) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text);

const control = (kind, attributes, { first, options, complete }) => {
  if (kind === "area") return make("textarea", { rows: 5, ...attributes });
  if (kind === "select") {
    return make("select", attributes, make("option", { value: "" }, first),
      ...options.map((one) => make("option", { value: one }, one)));
  }
  return make("input", { type: kind, autocomplete: complete ?? "off", ...attributes });
};

export const question = (ui, asked) => {
  const { name, kind, label, required, help, most, missing } = asked;
  const id = "docent-" + name;
  const ticks = kind === "checkbox";
  const takes = kind === "file";
  const input = control(kind, { id, name, "aria-required": !!required }, asked);
  if ("maxLength" in input && !ticks && !takes) input.maxLength = most;
  const optional = required || ticks ? [] : [make("span", "optional", ui.text("contact.optional"))];
  const title = make("label", { for: id }, label, ...optional);
  const hint = help ? [make("p", { class: "help", id: id + "-help" }, help)] : [];
  const fault = make("p", { class: "fault-text", id: id + "-fault" });
  fault.hidden = true;
  // The script that takes files says what it takes.
  const said = [...(takes ? [id + "-limits"] : []), ...hint.map((one) => one.id)];
  const describe = (ids) => (ids.length ? input.setAttribute("aria-describedby", ids.join(" ")) : input.removeAttribute("aria-describedby"));
  describe(said);
  return {
    name, input,
    field: make("div", ticks ? "field tick" : "field", ...(ticks ? [input, title, ...hint] : [title, ...hint, input]), fault),
    get: () => (ticks ? (input.checked ? "yes" : "") : input.value),
    set(value = "") {
      if (ticks) input.checked = !!value;
      else input.value = value;
    },
    /** Key of what is wrong with an answer; nothing if it is right. */
    check(answer) {
      const text = answer.trim();
      if (required && !text) return missing;
      if (kind === "email" && !isEmail(text)) return "email.invalid";
      return "";
    },
    /** Says what is wrong, or that nothing is any more; returns whether there is anything. */
    say(key) {
      fault.hidden = !key;
      fault.textContent = key ? ui.text("contact.error." + key) : "";
      if (key) input.setAttribute("aria-invalid", true);
      else input.removeAttribute("aria-invalid");
      describe(key ? [...said, fault.id] : said);
      return !!key;
    },
    focus: () => input.focus(),
  };
};
