// Fields of the contact form that take files: choosing, dropping, pasting, the list of what was
// chosen, and the sending. Fetched only where a form has such a field, or such a message waits.
import { now } from "../../app/src/page/browser.js";
import { newId } from "../../app/src/page/id.js";
import { icon, make } from "../loader/nodes.js";
import { takeDrops } from "./drop.js";
import css from "./files.css";
import { fits, kinds, size } from "./kinds.js";
import { send, watchers } from "./send.js";
import { hold, keep, recall, sweep } from "./shelf.js";

export { send };

// `docent build` puts the texts of one language in place of this name.
const texts = __DOCENT_TEXTS__;

const CLIP = "M20 11.5 12.5 19a5 5 0 0 1-7-7L13 4.5a3.3 3.3 0 0 1 4.7 4.7L10.2 16.7a1.7 1.7 0 0 1-2.4-2.4l6.7-6.8";
const CLOSE = "m7 7 10 10M17 7 7 17";

const dressed = new WeakSet();

const fill = (text, name, value) => text.replace(`{${name}}`, () => value);

/**
 * Makes a field for files of a plain one. `chosen` are attachments from a draft; `field` is the id
 * of the question. What is chosen is told with an event `files` whose detail is the whole list.
 */
export const draw = (input, field, { accept, count, bytes }, chosen, frame, mayKeep) => {
  const { lang, live } = frame;
  if (!dressed.has(frame)) {
    dressed.add(frame);
    frame.style(css);
  }
  let all = [...chosen];
  // What lives no longer than the page.
  const volatile = new Set();
  const list = make("ul", "files");
  const fault = make("p", { class: "fault-text", role: "alert" });
  const limits = make("p", { class: "help", id: input.id + "-limits" },
    fill(texts.kinds, "kinds", kinds(accept, texts, lang)), " ",
    fill(fill(texts.limits, "count", new Intl.NumberFormat(lang).format(count)), "size", size(bytes, lang)));
  const area = make("div", "drop", icon(CLIP), make("span", {}, texts.choose));
  input.accept = accept.join();
  input.multiple = count > 1;
  input.before(limits);
  input.after(list, fault);
  input.replaceWith(area);
  area.append(input);

  const tell = () => input.dispatchEvent(new CustomEvent("files", { detail: all }));
  const remove = (id) => {
    const at = all.findIndex((one) => one.id === id);
    all = all.filter((one) => one.id !== id);
    tell();
    show();
    sweep(frame);
    (list.children[Math.min(at, all.length - 1)]?.querySelector("button") ?? input).focus();
  };
  const line = ({ id, name, size: length }) => {
    const sent = make("progress", { max: 1, value: 0, "aria-label": name });
    sent.hidden = true;
    watchers.set(id, (share) => {
      sent.hidden = false;
      sent.value = share;
    });
    const out = make("button", { type: "button", class: "round", "aria-label": fill(texts.remove, "name", name) }, icon(CLOSE));
    out.onclick = () => remove(id);
    const about = [size(length, lang), ...(volatile.has(id) ? [texts.volatile] : [])].join(" · ");
    return make("li", {}, make("span", "name", make("bdi", {}, name)), make("span", "about", about), out, sent);
  };
  const show = () => list.replaceChildren(...all.map(line));

  /** What is wrong with a file before it is read; nothing if it is right. */
  const refuse = (file) => {
    if (all.length >= count) return texts["too-many"];
    if (!fits(file, accept)) return fill(texts["wrong-kind"], "name", file.name);
    if (file.size > bytes) return fill(fill(texts["too-large"], "name", file.name), "size", size(bytes, lang));
    return "";
  };
  const take = async (file) => {
    let why = refuse(file);
    if (why) return why;
    try {
      // Read at once: until it is sent, it may change or go.
      const content = await file.arrayBuffer();
      if (!content.byteLength) throw new Error("empty");
      // Meanwhile others may have been chosen.
      why = refuse(file);
      if (why) return why;
      const one = { id: newId(now()), field, name: file.name, type: file.type, size: content.byteLength };
      hold(one.id, content);
      all.push(one);
      // First the draft, which names it, then the file: what nothing names is swept away.
      tell();
      live.textContent = fill(texts.added, "name", file.name);
      if (!mayKeep(frame) || !(await keep(frame, one.id))) volatile.add(one.id);
      return "";
    } catch {
      return fill(texts.unreadable, "name", file.name);
    }
  };
  const add = async (files) => {
    const faults = new Set();
    // A list of the browser's is emptied when the event is over.
    for (const file of [...files]) faults.add(await take(file));
    faults.delete("");
    fault.textContent = [...faults].join(" ");
    show();
  };

  input.onchange = () => {
    add([...input.files]);
    // So that the same one can be chosen again.
    input.value = "";
  };
  takeDrops(input.form, area, add);

  show();
  sweep(frame);
  frame.signal.addEventListener("abort", () => all.forEach(({ id }) => watchers.delete(id)));
  // What a draft names and nobody has any more is taken out.
  Promise.all(all.map((one) => recall(frame, one.id))).then((found) => {
    const lost = new Set(all.slice(0, found.length).filter((_, at) => !found[at]));
    if (!lost.size) return;
    all = all.filter((one) => !lost.has(one));
    tell();
    show();
  });
  // Chosen before this script was here.
  if (input.files.length) input.onchange();
};
