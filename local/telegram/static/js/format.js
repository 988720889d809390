// Times, names and colours as people read them.

const locale = navigator.language;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const DAY = 86400;

const at = (unix) => new Date(unix * 1000);
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const daysAgo = (unix) => Math.round((midnight(new Date()) - midnight(at(unix))) / (DAY * 1000));

export const timeOfDay = (unix) => clock.format(at(unix));
export const dayKey = (unix) => midnight(at(unix));

export function listTime(unix) {
  const ago = daysAgo(unix);
  if (ago <= 0) return timeOfDay(unix);
  return (ago < 7 ? weekday : shortDay).format(at(unix));
}

export function dayTitle(unix) {
  const ago = daysAgo(unix);
  if (ago === 0) return "Today";
  return ago === 1 ? "Yesterday" : longDay.format(at(unix));
}

// A date_time entity: "r" relative; else w weekday, d/D date, t/T time, short or long. A long date
// names its year only where that is not this one.
export function entityTime(unix, format = "") {
  if (format.includes("r")) return relativeTime(unix);
  const isThisYear = at(unix).getFullYear() === new Date().getFullYear();
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "numeric" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long" }, isThisYear ? {} : { year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return Object.keys(options).length ? new Intl.DateTimeFormat(locale, options).format(at(unix)) : "";
}

function relativeTime(unix) {
  const seconds = unix - Date.now() / 1000;
  for (const [unit, size] of [["day", DAY], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(Math.round(seconds), "second");
}

export function initials(title) {
  const words = title.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] || "");
  return letters.join("").toUpperCase();
}

export const tint = (id) => `tint-${Math.abs(id) % 7}`;

export function languageName(code) {
  try {
    return new Intl.DisplayNames([code], { type: "language" }).of(code);
  } catch {
    return code;
  }
}
