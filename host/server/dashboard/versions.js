// The versions of a type as a table. What only a manifest has is fetched once: it never changes.

import { activate } from "./actions.js";
import { get, path } from "./api.js";
import { element } from "./element.js";
import { count, decimal, signed, time, words } from "./format.js";
import { sentence } from "./notices.js";
import { badge, button, empty, link, table } from "./parts.js";
import * as mean from "./words.js";

/** More manifests than these are not fetched for a table. */
const MOST_MANIFESTS = 12;
const manifests = new Map();

const COLUMNS = [
  "Version",
  "Trained",
  "Trained on",
  { name: "R²", numeric: true, help: "Of the rows held out; 1 is perfect" },
  { name: "Change of R²", numeric: true, help: "Against the version that was live then, on the same rows, with its bootstrap interval of 95 % unless configured otherwise" },
  { name: "ROC-AUC", numeric: true, help: "How well frauds rank above honest documents; 0.5 is chance" },
  { name: "PR-AUC", numeric: true, help: "Precision over recall for frauds" },
  { name: "KS", numeric: true, help: "Distance between the scores of frauds and honest documents" },
  { name: "Rows", numeric: true, help: "Rows of its run, training and holdout" },
  "What its run decided, and why",
];

/** A version's manifest. */
export async function manifestOf(plural, id) {
  const known = `${plural}/${id}`;
  if (!manifests.has(known)) {
    const fetching = get(path`/api/${plural}/versions/${id}`);
    manifests.set(known, fetching);
    // A failure is no manifest.
    fetching.then((version) => manifests.set(known, version), () => manifests.delete(known));
  }
  return manifests.get(known);
}

function fetched(plural, id) {
  const found = manifests.get(`${plural}/${id}`);
  return found?.manifest ?? null;
}

/** Fetches the manifests that the table shows numbers of, and tells when some came. */
export async function fetchManifests(type, came) {
  const missing = type.history.versions
    .slice(0, MOST_MANIFESTS)
    .filter(({ version_id: id }) => !manifests.has(`${type.plural}/${id}`));
  if (missing.length === 0) return;
  await Promise.allSettled(missing.map(({ version_id: id }) => manifestOf(type.plural, id)));
  came();
}

export function versions(type) {
  const { history, title } = type;
  if (history.versions.length === 0) {
    return type.jobs.length > 0
      ? empty("There is no version yet; the first is training now.")
      : empty("There is no version yet. Retrain to make the first one; without labelled documents it learns from synthetic ones.");
  }
  return table(`Versions of ${title}`, COLUMNS, history.versions.map((version) => row(type, version)));
}

function row(type, version) {
  const manifest = fetched(type.plural, version.version_id);
  const { comparison, metrics } = manifest ?? {};
  const live = { label: "Live", tone: "good", help: "This version scores." };
  return {
    key: version.version_id,
    current: version.is_active,
    cells: [
      [link(`#/types/${type.name}/versions/${version.version_id}`, element("code", null, version.version_id)),
        element("div", { class: "sub" }, version.is_active
          ? badge(live)
          : button("Activate", () => activate(type, version), { kind: "small", name: `Activate version ${version.version_id}` }))],
      time(version.timestamp),
      element("span", { title: mean.source(version.data_source) }, words(version.data_source)),
      decimal(version.r2_score),
      comparison ? change(comparison) : "–",
      decimal(version.roc_auc),
      decimal(version.pr_auc),
      decimal(metrics?.ks),
      count(version.training_samples),
      element("div", { class: "reason" }, badge(mean.verdict(version.verdict)), " ", sentence(version.reason)),
    ],
  };
}

/** The change against the champion, with its interval. */
function change(comparison) {
  if (!comparison.previous_version) return element("span", { class: "fine" }, "first");
  const range = comparison.r2_difference;
  return [
    signed(comparison.delta),
    range && element("div", { class: "fine nowrap" }, `${signed(range.lower)} to ${signed(range.upper)}`),
  ];
}
