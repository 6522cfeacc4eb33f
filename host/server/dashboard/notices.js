// Messages about what was done and what failed. Each can be put away.

import { Problem, Unreachable } from "./api.js";
import { element } from "./element.js";

const SUCCESS_STAYS = 8_000;
const MOST = 4;

const box = () => document.getElementById("notices");

/** Something was done. It goes by itself. */
export function tell(text, ...more) {
  const notice = show("good", element("p", null, text, more));
  setTimeout(() => notice.remove(), SUCCESS_STAYS);
}

/** Something failed. It stays until it is put away. */
export function fail(error, doing) {
  // Whoever must give a key first is asked in a dialog.
  if (error instanceof Problem && error.status === 401) return;
  show("bad", ...explain(error, doing));
}

function explain(error, doing) {
  const title = doing ? `${doing} did not work` : "That did not work";
  if (error instanceof Unreachable) {
    return [element("p", { class: "title" }, title), element("p", null, "The server does not answer. Is it running?")];
  }
  if (!(error instanceof Problem)) {
    console.error(error);
    return [element("p", { class: "title" }, title), element("p", null, error.message)];
  }
  const heading = error.status === 403 ? `${title}: not allowed` : title;
  return [
    element("p", { class: "title" }, heading),
    element("p", null, sentence(error.message)),
    error.hint && element("p", null, sentence(error.hint)),
    faults(error.faults),
    element("p", { class: "fine" }, `${error.title} (${error.status})`, error.code && `, ${error.code}`),
  ];
}

function faults(all) {
  if (!Array.isArray(all) || all.length === 0) return null;
  return element("ul", null, all.slice(0, 10).map((fault) =>
    element("li", null, typeof fault === "string" ? fault : JSON.stringify(fault))));
}

/** Server text as a sentence of its own. */
export function sentence(text) {
  const trimmed = String(text ?? "").trim();
  if (!trimmed) return "";
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?)]$/.test(begun) ? begun : `${begun}.`;
}

function show(tone, ...children) {
  const dismiss = () => notice.remove();
  const notice = element("div", { class: `notice ${tone}`, role: tone === "bad" ? "alert" : null },
    element("div", null, children),
    element("button", { type: "button", class: "quiet", "aria-label": "Dismiss this message", click: dismiss }, "×"));
  box().append(notice);
  // What was done goes before what failed.
  while (box().children.length > MOST) (box().querySelector(".good") ?? box().firstChild).remove();
  return notice;
}
