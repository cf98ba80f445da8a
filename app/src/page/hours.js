// Opening hours in the visitor's time zone: a script of its own, which is fetched only where a site
// says when somebody answers.

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** What a clock in a time zone shows, as if it were one in UTC. */
const wall = (zone, at) => {
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const { year, month, day, hour, minute } = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, +value]));
  return Date.UTC(year, month - 1, day, hour, minute);
};

/** When a clock in a time zone shows this. Around a change of the clocks the second look is right. */
const instant = (zone, shown) => {
  let at = shown;
  for (let look = 0; look < 2; look++) at += shown - wall(zone, at);
  return at;
};

/** From when to when somebody answers, from yesterday until a week from now. */
const openings = ({ time_zone, spans, closed = [] }, now) => {
  const all = [];
  const today = Math.floor(wall(time_zone, now) / DAY);
  for (let day = today - 1; day < today + 8; day++) {
    if (closed.includes(new Date(day * DAY).toISOString().slice(0, 10))) continue;
    for (const [weekday, from, to] of spans) {
      // The first day of 1970 was a Thursday.
      if ((day + 3) % 7 != weekday) continue;
      const [begin, end] = [from, to].map((minute) => instant(time_zone, day * DAY + minute * MINUTE));
      const last = all[all.length - 1];
      // Midnight is no pause.
      if (last?.[1] == begin) last[1] = end;
      else all.push([begin, end]);
    }
  }
  return all;
};

const minuteOf = (at) => new Date(at).getHours() * 60 + new Date(at).getMinutes();

/** The hours of today and the six days after it, in lines such as "Mon – Fri, 9:00 – 17:00". */
const week = (all, lang, now) => {
  const clock = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" });
  const name = new Intl.DateTimeFormat(lang, { weekday: "short" });
  const days = [];
  const midnight = (after) => new Date(now).setHours(24 * after, 0, 0, 0);
  for (const [begin, end] of all) {
    if (begin < midnight(0) || begin >= midnight(7)) continue;
    const day = (new Date(begin).getDay() + 6) % 7;
    const one = (days[day] ||= { name: name.format(begin), times: [] });
    // Over midnight, a range would name the dates.
    const until = (end - begin > DAY ? name.format(end) + " " : "") + clock.format(end);
    const isOneDay = new Date(begin).toDateString() == new Date(end).toDateString();
    one.times[minuteOf(begin)] = isOneDay ? clock.formatRange(begin, end) : `${clock.format(begin)} – ${until}`;
  }
  const lines = [];
  let open;
  for (let day = 0; day < 7; day++) {
    // By the minute at which they begin: the array has gaps.
    const times = days[day]?.times.filter(Boolean).join(", ");
    if (open && times == open.times) open.last = days[day].name;
    else {
      open = times && { first: days[day].name, times };
      if (open) lines.push(open);
    }
  }
  return lines.map(({ first, last, times }) => `${last ? `${first} – ${last}` : first}, ${times}`);
};

/** Whether somebody answers now, in words. */
const state = ([begin, end], lang, now, text) => {
  const isOpen = begin <= now;
  const change = isOpen ? end : begin;
  const isToday = new Date(change).toDateString() == new Date(now).toDateString();
  const clock = new Intl.DateTimeFormat(lang, { ...(!isToday && { weekday: "long" }), hour: "numeric", minute: "2-digit" });
  return text(isOpen ? "contact.hours.open" : "contact.hours.closed").replace("{time}", clock.format(change));
};

/** Lines about the hours of a channel; none where the browser does not know its time zone. */
export const lines = (hours, lang, text, now = Date.now()) => {
  try {
    const all = openings(hours, now);
    const next = all.find(([, end]) => end > now);
    if (!next) return [];
    // Nobody closes in the days that are known.
    if (next[0] <= now && next[1] > now + 6 * DAY) return [text("contact.hours.always")];
    const away = wall(hours.time_zone, now) != wall(undefined, now);
    return [state(next, lang, now, text), ...week(all, lang, now), ...(away ? [text("contact.hours.yours")] : [])];
  } catch {
    return [];
  }
};
