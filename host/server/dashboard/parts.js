// The parts that pages are made of.

import { element } from "./element.js";
import { many } from "./format.js";
import { STEPS, step } from "./words.js";

/** A word in its colour; the colour only repeats what the word says. */
export function badge(meaning) {
  if (!meaning) return null;
  return element("span", { class: `badge ${meaning.tone}`, title: meaning.help }, meaning.label);
}

/** The page's heading, which takes the focus when the page is opened. */
export function heading(title, ...actions) {
  return element("div", { class: "heading", "data-key": "heading" },
    element("h1", { tabindex: "-1" }, title),
    element("div", { class: "actions" }, actions));
}

/** A named part of a page. */
export function section(title, ...children) {
  const id = `part-${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  return element("section", { "aria-labelledby": id, "data-key": id }, element("h2", { id }, title), children);
}

/** A table in a box of its own, so that the page does not scroll sideways. Columns are names, or
 * `{name, numeric, help}`; rows are lists of cells, or `{key, cells, current}`. */
export function table(label, columns, rows) {
  const heads = columns.map((column) => (typeof column === "string" ? { name: column } : column));
  const head = heads.map(({ name, numeric, help }) =>
    element("th", { scope: "col", class: numeric && "number", title: help }, name));
  const body = rows.map((row) => {
    const { key, cells, current } = Array.isArray(row) ? { cells: row } : row;
    const shown = cells.map((cell, at) => element("td", { class: heads[at]?.numeric && "number" }, cell));
    return element("tr", { "data-key": key, class: current && "current" }, shown);
  });
  // Focusable, so that the keyboard can scroll it.
  return element("div", { class: "table", role: "region", "aria-label": label, tabindex: "0" },
    element("table", null, element("thead", null, element("tr", null, head)), element("tbody", null, body)));
}

/** Names and values; those without a value are left out. */
export function facts(pairs) {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return element("dl", { class: "facts" },
    shown.map(([name, value]) => element("div", null, element("dt", null, name), element("dd", null, value))));
}

/** What stands where nothing is, and what to do about it. */
export function empty(...children) {
  return element("p", { class: "empty" }, children);
}

/** A button that does not start twice what it has not ended. */
export function button(label, act, { kind, disabled, name, title } = {}) {
  const click = async (event) => {
    const pressed = event.currentTarget;
    if (working.has(pressed)) return;
    working.add(pressed);
    pressed.classList.add("working");
    try {
      await act(event);
    } finally {
      working.delete(pressed);
      pressed.classList.remove("working");
    }
  };
  return element("button", { type: "button", class: kind, disabled, "aria-label": name, title, click }, label);
}

const working = new WeakSet();

export function link(href, ...children) {
  return element("a", { href }, children);
}

/** Something that is wrong, in its place. */
export function warning(tone, ...children) {
  return element("div", { class: `note ${tone}` }, children);
}

/** A step that has just ended is still the one that is told of. */
const numberOf = (job) => Object.keys(STEPS).indexOf(job.step) + 1 || job.steps_done + 1;

/** How far a job is, as a bar and in words. */
export function progress(job) {
  const total = job.steps_total || 11;
  const label = job.status === "queued"
    ? "Waiting for its turn"
    : job.cancel_requested
      ? "Stops at its next step"
      : job.step
        ? `Step ${numberOf(job)} of ${total}: ${step(job.step)}`
        : "Starting";
  const bar = job.status === "running" &&
    element("progress", { max: total, value: job.steps_done, "aria-label": `${many(job.steps_done, "step")} of ${total} done` });
  return element("div", { class: "progress" }, bar, element("span", null, label));
}
