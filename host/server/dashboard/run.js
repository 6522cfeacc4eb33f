// The record of a run: what it found in the data, what it decided, what it left behind.

import { element } from "./element.js";
import { count, decimal, interval, signed, time } from "./format.js";
import { metricsTable } from "./metrics.js";
import { sentence } from "./notices.js";
import { badge, facts, link, section, table } from "./parts.js";
import * as mean from "./words.js";

/** The parts of a job's page that its run's record fills. */
export function runParts({ run, document_type: type }) {
  if (!run) return null;
  return [
    run.failure && section("Why it failed", element("p", null, sentence(run.failure.message)),
      element("p", { class: "fine" }, `Code: ${run.failure.code}`)),
    section("Result", result(run, type)),
    run.findings.length > 0 && section("What was noticed about the data", findings(run.findings)),
    run.documents && section("Documents", documents(run)),
    run.metrics && section("Quality", metricsTable(run.metrics, run.metrics_by_source)),
  ];
}

function result(run, type) {
  const { comparison, training_data: rows } = run;
  const version = (id) => link(`#/types/${type}/versions/${id}`, element("code", null, id));
  return facts([
    ["Outcome", badge(mean.outcome(run.outcome))],
    ["Version", run.version_id && version(run.version_id)],
    ["Generation", run.generation && count(run.generation)],
    ["Compared with", comparison?.previous_version && version(comparison.previous_version)],
    ["Change of R²", comparison?.previous_version && [signed(comparison.delta), " ", interval(comparison.r2_difference)]],
    ["R²", run.metrics && decimal(run.metrics.r2_score)],
    ["Trained on", run.data_source && mean.source(run.data_source)],
    ["Rows", rows && `${count(rows.total_samples)} (${count(rows.real_samples)} real, ${count(rows.synthetic_samples)} synthetic)`],
    ["Deleted versions", run.deleted_versions.join(", ")],
    ["Run", run.run],
    ["Seed", run.seed],
    ["Plugin", run.plugin.version],
    ["Begun", time(run.started_at, true)],
    ["Ended", run.ended_at && time(run.ended_at, true)],
  ]);
}

function findings(all) {
  return element("ul", { class: "plain" },
    all.map((finding) => element("li", null, badge(mean.finding(finding.level)), " ", sentence(finding.message))));
}

/** What became of every stored document. */
function documents({ documents: counts, rejected_documents: rejected }) {
  const classes = [
    ["Used", counts.used],
    ["Left out: the label is not sure enough", counts.below_confidence],
    ["Left out: nothing says how sure the label is", counts.without_confidence],
  ].filter(([, number]) => number && number.approve + number.reject > 0);
  return [
    facts([
      ["Stored", count(counts.stored)],
      ["Left out: no label", counts.unlabelled ? count(counts.unlabelled) : null],
      ["Left out: escalated", counts.escalated ? count(counts.escalated) : null],
      ["Left out: beyond the limit", counts.beyond_limit ? count(counts.beyond_limit) : null],
    ]),
    classes.length > 0 && table("Labelled documents",
      ["Labelled documents", { name: "Approved", numeric: true }, { name: "Rejected", numeric: true }],
      classes.map(([name, number]) => [name, count(number.approve), count(number.reject)])),
    Object.keys(rejected).length > 0 && table("Documents that the plugin rejected",
      ["Rejected by the plugin because", { name: "Documents", numeric: true }],
      Object.entries(rejected).map(([reason, number]) => [sentence(reason), count(number)])),
  ];
}
