// The frame: which page is shown, the key, and whether the server answers.

import * as audit from "./audit.js";
import { key, onKeyNeeded, setKey } from "./api.js";
import { askKey } from "./dialogs.js";
import { element, patch } from "./element.js";
import { time, timeOfDay } from "./format.js";
import * as job from "./job.js";
import * as jobs from "./jobs.js";
import { sentence } from "./notices.js";
import * as overview from "./overview.js";
import { button, empty, heading } from "./parts.js";
import * as plugins from "./plugins.js";
import * as score from "./score.js";
import { forget, refresh, start, state, watch } from "./store.js";
import * as type from "./type.js";
import * as version from "./version.js";

const PAGES = [
  [/^\/?$/, overview, "#/"],
  [/^\/types\/([^/]+)$/, type, "#/"],
  [/^\/types\/([^/]+)\/versions\/([^/]+)$/, version, "#/"],
  [/^\/jobs$/, jobs, "#/jobs"],
  [/^\/jobs\/([^/]+)$/, job, "#/jobs"],
  [/^\/score(?:\/([^/]+))?$/, score, "#/score"],
  [/^\/plugins$/, plugins, "#/plugins"],
  [/^\/audit(?:\/([^/]+))?$/, audit, "#/audit"],
];

const view = document.getElementById("view");
let page = null;
let isDrawing = false;

/** Draws soon, once for all that changed at once. */
function redraw() {
  if (isDrawing) return;
  isDrawing = true;
  queueMicrotask(() => {
    isDrawing = false;
    draw();
  });
}

function draw() {
  frame();
  if (state.status || page.drawsAlways) patch(view, page.draw(state));
  else patch(view, [heading(page.title), waiting()]);
}

/** What stands where the status is not there yet. */
function waiting() {
  const { problem, awayAt } = state;
  if (problem) {
    return [
      empty(problem.status === 401 ? "This server answers only with a key." : sentence(problem.message)),
      element("p", null, button(key() ? "Use another key" : "Use a key", () => askForKey()), " ", button("Try again", refresh, { kind: "quiet" })),
    ];
  }
  return empty(awayAt ? "The server does not answer. It is asked again and again." : "Loading …");
}

function frame() {
  const { at, awayAt, problem } = state;
  const isLive = at && !awayAt && !problem;
  patch(document.getElementById("link"), isLive ? ["Up to date, ", timeOfDay(at)] : at ? "Not up to date" : "");
  patch(document.getElementById("away"), away());
  document.getElementById("key").textContent = key() ? "Forget the key" : "Use a key";
}

function away() {
  if (state.awayAt) {
    return [element("p", null, "The server does not answer; it is asked again. ",
      state.at && ["What you see is of ", time(state.at, true), " (", element("span", { id: "age", "aria-live": "off" }, age()), ")."])];
  }
  // A page without data says it itself.
  if (state.problem && state.at) return [element("p", null, sentence(state.problem.message))];
  return [];
}

function age() {
  const seconds = Math.round((Date.now() - state.at) / 1000);
  return seconds < 120 ? `${seconds} s old` : `${Math.round(seconds / 60)} min old`;
}

function unescaped(part) {
  try {
    return part && decodeURIComponent(part);
  } catch {
    return part;
  }
}

function route() {
  const where = location.hash.replace(/^#/, "");
  const [match, module, nav] = PAGES.map(([pattern, ...rest]) => [where.match(pattern), ...rest]).find(([found]) => found) ??
    [["", ""], overview, "#/"];
  const isFirst = page === null;
  page?.close?.();
  page = module.open(match.slice(1).map(unescaped), redraw);
  document.title = `${page.title} · Refit`;
  for (const link of document.querySelectorAll("#nav a")) {
    if (link.getAttribute("href") === nav) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // Another page shares no node with this one.
  view.replaceChildren();
  draw();
  if (isFirst) return;
  window.scrollTo(0, 0);
  view.querySelector("h1")?.focus({ preventScroll: true });
}

/** Looks at everything anew as somebody else. */
async function useKey(given) {
  setKey(given);
  forget();
  route();
  await refresh();
}

let isAsking = false;

async function askForKey(problem) {
  if (isAsking) return;
  isAsking = true;
  if (problem) setKey(null);
  const given = await askKey(problem);
  isAsking = false;
  if (given) await useKey(given);
  else redraw();
}

document.getElementById("key").addEventListener("click", async () => {
  if (!key()) return askForKey();
  await useKey(null);
});

// The fragment names the page here, so the link to the content must not change it.
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  view.focus();
});

setInterval(() => {
  const shown = document.getElementById("age");
  if (shown) shown.textContent = age();
}, 1_000);

onKeyNeeded(askForKey);
watch(redraw);
window.addEventListener("hashchange", route);
route();
start();
