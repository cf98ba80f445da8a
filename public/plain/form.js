// The contact form, and what became of a message.
import { address, parse } from "../../app/src/page/browser.js";
import { icon, make } from "../loader/nodes.js";
import { CLOCK, DONE, MAIL } from "./drawings.js";
import { question } from "./field.js";

const DRAFT = "draft";
const OWN = ["name", "email", "topic", "message"];
// What is ticked makes no draft by itself.
const TICKS = ["complaint", "copy"];

export const createForm = (ui, outbox) => {
  const { frame, late, site, text } = ui;
  const { contact, lang } = site;
  const { endpoint, email, form } = contact;
  // What the visitor has written, by the names of the fields.
  let values = {};
  // Files that were chosen, of all fields.
  let attachments = [];
  // What is known instead of the form: what waits, or what has arrived.
  let outcome;
  let refusal;
  // The message that the screen is about.
  let current;
  let recalled = false;

  const own = () => Object.fromEntries(form.fields?.map(({ id }) => [id, values["field-" + id]?.trim()]).filter(([, answer]) => answer) ?? []);
  const message = (context) => {
    const line = (name) => values[name]?.trim() ?? "";
    const ticked = Object.fromEntries(TICKS.filter((name) => values[name]).map((name) => [name, true]));
    return { lang, name: line("name"), email: line("email"), topic: values.topic ?? "", message: line("message"), fields: own(), attachments, ...ticked, context };
  };
  /** What was agreed to, and when. A draft goes without it. */
  const agreement = () => {
    const { before, link = "", after = "" } = form.consent ?? {};
    return values.consent && { consent: { text: before + link + after, at: +values.consent } };
  };
  /** Takes up what was typed before. What the page knows makes room for it. */
  const recall = () => {
    const letter = recalled ? undefined : parse(outbox.recall(DRAFT));
    recalled = true;
    for (const name of OWN) values[name] = letter?.[name] || values[name] || "";
    for (const name of TICKS) values[name] ||= letter?.[name] ? "yes" : "";
    for (const [id, answer] of Object.entries(letter?.fields ?? {})) values["field-" + id] = answer;
    attachments = letter?.attachments ?? attachments;
  };
  const isBlank = () => !attachments.length && !Object.entries(values).some(([name, value]) => name !== "consent" && !TICKS.includes(name) && value.trim());
  const keepDraft = () =>
    isBlank() ? outbox.drop(DRAFT) : outbox.keep(DRAFT, JSON.stringify({ id: "", at: 0, ...message({}) }));

  const ask = (name, kind, rest) => question(ui, { name, kind, label: text("contact." + name), most: 200, ...rest });
  const tick = (name, rest) => (form[name] ? [ask(name, "checkbox", rest)] : []);
  const consent = () => {
    const { before, link, url, after = "" } = form.consent ?? {};
    // Elsewhere, so that what was written stays.
    const words = url ? [make("a", { href: url, target: "_blank", rel: "noopener" }, link)] : [];
    return tick("consent", { label: make("span", {}, before, ...words, after), required: true, missing: "tick" });
  };
  const questions = () => {
    const kinds = { text: "fill", select: "choose", checkbox: "tick", file: "choose" };
    const own = (form.fields ?? []).map(({ id, label, type, required, options, help }) =>
      ask("field-" + id, type, { label, required, options, help, most: 2000, first: text("contact.choose"), missing: kinds[type] }));
    const takesFiles = ({ input }) => input.type === "file";
    return [
      ask("name", "text", { complete: "name" }),
      ask("email", "email", { complete: "email", required: true, most: 254, missing: "email.missing" }),
      ...(form.topics?.length ? [ask("topic", "select", { first: text("contact.topic.choose"), options: form.topics })] : []),
      ...own.filter((one) => !takesFiles(one)),
      ask("message", "area", { required: true, most: 20_000, missing: "message.missing" }),
      ...own.filter(takesFiles),
    ];
  };

  /** What goes along, and the switch that leaves it out. */
  const along = () => {
    const read = ui.find(ui.lastRead());
    const line = (key, value) => make("li", {}, make("span", "what", text("contact.context." + key)), make("span", "value", value));
    const lines = make("ul", {}, ...(read ? [line("article", read.title)] : []), line("page", address()));
    const tick = make("input", { type: "checkbox", name: "along", checked: "" });
    tick.onchange = () => (lines.hidden = !tick.checked);
    const whole = () => ({ ...(read && { article: read.slug }), page: address() });
    return [
      make("div", "context", make("h2", {}, text("contact.context")),
        make("label", "along", tick, make("span", {}, text("contact.context.along"))), lines),
      () => (tick.checked ? whole() : {}),
    ];
  };

  const hear = (key, answer) => {
    // The visitor has taken it back and may be writing again.
    if (key !== current) return;
    if (answer.taken) {
      outcome = { sent: true, reference: answer.reference };
      attachments = [];
      for (const name of ["message", "topic", "consent", ...TICKS, ...(form.fields ?? []).map(({ id }) => "field-" + id)]) delete values[name];
      frame.emit("contact-submit", { reference: answer.reference });
    } else if (answer.settled) {
      outcome = undefined;
      refusal = answer.why;
      keepDraft();
      frame.emit("contact-error", null);
    } else {
      outcome = { kept: answer.kept };
    }
    redraw();
  };
  let into;
  const redraw = () => into?.isConnected && ui.draw();

  const notice = (path, title, words, ...ways) =>
    into.append(make("div", "notice", make("span", path === DONE ? "notice-icon good" : "notice-icon", icon(path)),
      ui.heading(title), make("p", { role: "status" }, words), ...ways));

  const showSent = () => {
    const reference = outcome.reference
      ? [make("p", "reference", text("contact.sent.reference"), make("strong", {}, outcome.reference))]
      : [];
    const again = () => {
      outcome = undefined;
      ui.draw();
    };
    notice(DONE, text("contact.sent.title"), ui.fill("contact.sent.text", "email", values.email?.trim()), ...reference,
      ui.button("main", ui.home, text("contact.home")), ui.button("quiet", again, text("contact.again")));
  };

  const showQueued = () => {
    const edit = () => {
      outbox.drop(current);
      current = outcome = undefined;
      keepDraft();
      ui.draw();
    };
    notice(CLOCK, text("contact.queued.title"), text(outcome.kept ? "contact.queued.text" : "contact.queued.volatile"),
      ui.button("main", outbox.flush, text("contact.queued.now")), ui.button("quiet", edit, text("contact.queued.edit")));
  };

  const others = () => {
    if (!contact.channels) return [];
    const list = make("ul", { class: "channels", "aria-label": text("contact.channels") });
    late.drawChannels(list, contact.channels, lang, frame.base + site.hours, frame.lang, text);
    return [list];
  };

  const showForm = () => {
    const asked = questions();
    const complaint = tick("complaint");
    const last = [...tick("copy"), ...consent()];
    const all = [...asked, ...complaint, ...last];
    const fields = (some) => some.map(({ field }) => field);
    const [context, chosen] = along();
    const draft = make("div", "draft", make("p", {}, text("contact.draft")), ui.button("quiet", () => {
      values = {};
      attachments = [];
      outbox.drop(DRAFT);
      ui.draw();
      frame.live.textContent = text("contact.draft.gone");
    }, text("contact.draft.discard")));
    draft.hidden = !outbox.isKept(DRAFT);
    const submit = make("button", { type: "submit", class: "main wide" }, text("contact.send"));
    const reply = form.reply_time ? [make("p", "lead", ui.fill("contact.reply", "time", form.reply_time))] : [];
    const refused = refusal
      ? [make("p", { class: "refused", role: "alert", tabindex: -1 }, ui.fill("contact.error.refused", "why", refusal))]
      : [];
    const shown = make("form", { class: "contact", novalidate: "" }, ui.heading(text("contact.title")), ...reply, ...others(), ...refused,
      ...fields(asked), draft, ...fields(complaint), context, ...fields(last), submit);
    const kept = () => {
      keepDraft();
      draft.hidden = !outbox.isKept(DRAFT);
    };
    const files = (id) => attachments.filter(({ field }) => field === id);
    const takeFiles = ({ id, type }, at) => {
      if (type !== "file") return;
      const one = all.find(({ name }) => name === "field-" + id);
      one.get = () => (files(id).length ? "yes" : "");
      one.input.addEventListener("files", ({ detail }) => {
        attachments = [...attachments.filter(({ field }) => field !== id), ...detail];
        one.say("");
        kept();
      });
      ui.late.drawFiles(one.input, contact.files, form, at, attachments, frame);
    };
    for (const { name, input, set } of all) if (input.type !== "file") set(values[name]);
    form.fields?.forEach(takeFiles);
    shown.oninput = (event) => {
      const one = all.find(({ name }) => name === event.target.name);
      if (!one || one.input.type === "file") return;
      const value = one.get();
      values[one.name] = value && one.name === "consent" ? String(Date.now()) : value;
      one.say("");
      kept();
    };
    shown.onsubmit = (event) => {
      event.preventDefault();
      const faulty = all.filter(({ check, say, get }) => say(check(get())));
      if (faulty.length) return faulty[0].focus();
      if (submit.hasAttribute("aria-disabled")) return;
      submit.setAttribute("aria-disabled", true);
      submit.textContent = frame.live.textContent = text("contact.sending");
      refusal = undefined;
      const key = (current = outbox.put({ ...message(chosen()), ...agreement() }, (answer) => hear(key, answer)));
      outbox.drop(DRAFT);
    };
    into.append(shown);
  };

  const showMail = () => {
    if (!email) return into.append(ui.heading(text("contact.title")), ...others());
    const link = make("a", { class: "main", href: "mailto:" + email }, icon(MAIL), ui.fill("contact.mail", "email", email));
    notice(MAIL, text("contact.title"), text("contact.mail.text"), link, ...others());
  };

  return {
    /** Draws what the visitor can do, or what became of it, into a screen. */
    show(screen) {
      into = screen;
      if (!endpoint) return showMail();
      if (outcome) return outcome.sent ? showSent() : showQueued();
      recall();
      showForm();
    },
    /** What the page knows goes into fields that are empty. */
    prefill(fields) {
      for (const name of OWN) {
        if (typeof fields?.[name] === "string") values[name] ||= fields[name];
      }
      redraw();
    },
  };
};
