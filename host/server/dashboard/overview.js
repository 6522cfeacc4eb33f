// The overview: a card a document type, and the schedule.

import { activate, cancel, retrain, rollBack } from "./actions.js";
import { element } from "./element.js";
import { count, decimal, time } from "./format.js";
import { sentence } from "./notices.js";
import { badge, button, empty, facts, heading, link, progress, section, warning } from "./parts.js";
import { schedule } from "./schedule.js";
import { canRollBack, typesOf } from "./types.js";
import * as mean from "./words.js";

export function open() {
  return { title: "Overview", draw };
}

function draw(state) {
  const types = typesOf(state);
  const cards = types.length > 0
    ? element("div", { class: "cards" }, types.map(card))
    : empty("There is no document type yet. Each comes from a plugin: ", link("#/plugins", "add the first one"), ".");
  return [heading("Overview"), schedule(state), section("Document types", cards)];
}

function card(type) {
  const { name, title, history, active } = type;
  return element("article", { class: "card", "data-key": name, "aria-label": title },
    element("header", null,
      element("h3", null, link(`#/types/${name}`, title)),
      element("code", { class: "fine" }, name)),
    troubles(type),
    type.jobs.map(openJob),
    active ? live(type) : notLive(type),
    element("footer", { class: "actions" },
      button("Retrain", () => retrain(type), { name: `Retrain ${title}`, kind: active ? null : "primary" }),
      canRollBack(type) && button("Roll back", () => rollBack(type), { name: `Roll back ${title}` }),
      history.total_versions > 0 && link(`#/types/${name}`, `All versions (${history.total_versions})`)));
}

/** What keeps a type from scoring or from being retrained. */
export function troubles({ name, history, paused, plugin }) {
  return [
    history.fault && warning("bad",
      element("strong", null, "The active version does not score. "), sentence(history.fault)),
    plugin?.state === "quarantined" && warning("bad",
      element("strong", null, "The plugin is quarantined. "), sentence(plugin.reason), " ", link("#/plugins", "See plugins")),
    paused && warning("warn",
      element("strong", null, "Paused since ", time(paused.since), ". "), sentence(paused.reason),
      " Retraining by hand takes it up again."),
  ].map((part, at) => part && (part.dataset.key = `trouble-${name}-${at}`, part));
}

/** A job that waits or runs. */
export function openJob(job) {
  return element("div", { class: "job", "data-key": job.job_id },
    element("p", null, badge(mean.jobState(job.status)), " ",
      link(`#/jobs/${job.job_id}`, "Retraining"), ` asked for by ${mean.actor(job.requested_by)}`),
    progress(job),
    !job.cancel_requested && button("Cancel", () => cancel(job), { kind: "quiet small", name: "Cancel this retraining" }));
}

function live(type) {
  const { active, history, name } = type;
  return element("div", { "data-key": "live" },
    facts([
      ["Active version", link(`#/types/${name}/versions/${active.version_id}`, element("code", null, active.version_id))],
      ["Generation", count(history.generation)],
      ["R²", decimal(active.r2_score)],
      ["ROC-AUC", decimal(active.roc_auc)],
      ["Rows", count(active.training_samples)],
      ["Trained on", mean.source(active.data_source)],
      ["Trained", time(active.timestamp)],
    ]),
    why(type, "h4"));
}

/** Why the active version is live: what the audit trail says, and the run where the two differ.
 * `level` is that of its heading. */
export function why({ active, why: record }, level) {
  const byPerson = record?.actor && record.action !== "activated";
  return element("div", { class: "why" },
    element(level, null, "Why it is live"),
    record?.reason
      ? element("p", null, badge(mean.action(record.action)), " ", sentence(record.reason))
      : element("p", null, badge(mean.verdict(active.verdict)), " ", sentence(active.reason)),
    record?.actor && element("p", { class: "fine" }, "By ", mean.actor(record.actor), ", ", time(record.at)),
    byPerson && element("p", { class: "fine" }, "Its run said: ", badge(mean.verdict(active.verdict)), " ", sentence(active.reason)));
}

function notLive(type) {
  const newest = type.history.versions[0];
  const isTraining = type.jobs.length > 0;
  if (isTraining) return empty("No version is live yet; the first is training now.");
  if (!newest) return empty("There is no version yet, so nothing can be scored. Retrain to make the first one.");
  return element("div", { "data-key": "not-live" },
    empty("No version is live, so nothing can be scored."),
    element("p", null, "The newest, ", element("code", null, newest.version_id), ": ",
      badge(mean.verdict(newest.verdict)), " ", sentence(newest.reason)),
    button("Activate it all the same", () => activate(type, newest)));
}
