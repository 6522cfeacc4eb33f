// Numbers, times and names as people read them.

import { element } from "./element.js";

const NOTHING = "–";

const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const counts = new Intl.NumberFormat(undefined);

/** A number with so many decimals; a dash where there is none. */
export function decimal(value, places = 3) {
  if (!Number.isFinite(value)) return NOTHING;
  return value.toFixed(places).replace("-", "−");
}

/** A number with its sign, also where it is above zero. */
export function signed(value, places = 3) {
  if (!Number.isFinite(value)) return NOTHING;
  return (value > 0 ? "+" : "") + decimal(value, places);
}

/** A value of unknown size: no needless decimals. */
export function plain(value) {
  if (!Number.isFinite(value)) return NOTHING;
  return new Intl.NumberFormat(undefined, { maximumSignificantDigits: 6 }).format(value).replace("-", "−");
}

export function count(value) {
  return Number.isFinite(value) ? counts.format(value) : NOTHING;
}

export function percent(value, places = 0) {
  return Number.isFinite(value) ? `${(value * 100).toFixed(places)} %` : NOTHING;
}

/** A count with its word: "1 row", "2 rows". */
export function many(value, word, plural = `${word}s`) {
  return `${count(value)} ${value === 1 ? word : plural}`;
}

/** An interval of a difference: "−0.004 to +0.012 (95 %)". */
export function interval(value, places = 3) {
  if (!value) return null;
  const text = `${signed(value.lower, places)} to ${signed(value.upper, places)} (${percent(value.level)})`;
  return element("span", { class: "fine" }, text);
}

export function bytes(value) {
  if (!Number.isFinite(value)) return NOTHING;
  if (value < 1000) return `${value} B`;
  return value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;
}

export function seconds(value) {
  if (!Number.isFinite(value)) return NOTHING;
  if (value < 0.0995) return `${Math.round(value * 1000)} ms`;
  if (value < 60) return `${value.toFixed(1)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

/** How long something took, from one time to another or to now. */
export function span(from, to) {
  if (!from) return NOTHING;
  return seconds(Math.max(0, ((to ? new Date(to) : new Date()) - new Date(from)) / 1000));
}

/** A time: local to read, UTC to point at. */
export function time(value, isExact = false) {
  return timed(value, isExact ? exact : short);
}

/** A time of this day. */
export function timeOfDay(value) {
  return timed(value, clock);
}

function timed(value, style) {
  const date = new Date(value ?? NaN);
  if (Number.isNaN(date.getTime())) return NOTHING;
  const iso = date.toISOString();
  const utc = `${iso.slice(0, 19).replace("T", " ")} UTC`;
  return element("time", { datetime: iso, title: utc }, style.format(date));
}

/** A time as it is in another zone, with the zone's name. */
export function timeIn(value, zone) {
  const options = { weekday: "short", dateStyle: undefined, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  try {
    return `${new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone }).format(new Date(value))} ${zone}`;
  } catch {
    // A zone that the browser does not know.
    return `${new Date(value).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  }
}

/** "bank_statement" as "Bank statement". */
export function words(name) {
  return capital(String(name ?? "").replaceAll("_", " "));
}

/** A text that begins with a capital letter. */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A digest: the beginning to read, the whole to point at and to copy. */
export function digest(value) {
  if (!value) return NOTHING;
  const text = String(value);
  const bare = text.replace(/^sha256:/, "");
  return element("code", { class: "digest", title: text }, bare.length > 16 ? `${bare.slice(0, 12)}…` : bare);
}
