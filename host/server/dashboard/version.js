// One version and its manifest: where it comes from, how good it is, and what was decided.

import { activate } from "./actions.js";
import { key } from "./api.js";
import { element } from "./element.js";
import { bytes, capital, count, decimal, digest, interval, many, percent, plain, signed, time, words } from "./format.js";
import { metricsTable } from "./metrics.js";
import { sentence } from "./notices.js";
import { badge, button, empty, facts, heading, link, section, table } from "./parts.js";
import { resource } from "./resource.js";
import { typeOf } from "./types.js";
import { manifestOf } from "./versions.js";
import * as mean from "./words.js";

export function open([name, id], redraw) {
  let plural = null;
  const own = resource(() => manifestOf(plural, id), redraw);
  return {
    title: `${words(name)} ${id}`,
    draw(state) {
      const type = typeOf(state, name);
      if (!type) return [heading(`Version ${id}`), empty(`There is no document type “${name}”.`)];
      plural = type.plural;
      const { value, problem } = own.want(state.at);
      if (value) return page(type, value);
      const back = link(`#/types/${name}`, "All versions");
      return [heading(`Version ${id}`, back), empty(problem ? sentence(problem.message) : "Loading …")];
    },
  };
}

function page(type, version) {
  const { manifest } = version;
  // The manifest never changes; what is live does.
  const isActive = type.history.active_version === version.version_id;
  return [
    heading(`${type.title}, version ${version.version_id}`,
      isActive
        ? badge({ label: "Live", tone: "good", help: "This version scores." })
        : button("Activate", () => activate(type, version)),
      link(`#/types/${type.name}`, "All versions")),
    section("Decision", decision(type, manifest.comparison)),
    section("Quality", metricsTable(manifest.metrics, manifest.evaluation?.metrics_by_source)),
    section("Data", data(manifest)),
    section("Features", features(manifest.features)),
    section("Parameters", parameters(manifest.parameters)),
    section("Lineage", lineage(version, manifest)),
    section("Files", table("Files of this version", ["What", "File", { name: "Size", numeric: true }, "SHA-256"],
      manifest.artifacts.map((file) => [NAMES[file.kind] ?? words(file.kind), element("code", null, file.file), bytes(file.bytes), digest(file.sha256)]))),
    section("Raw", raw(type, version)),
  ];
}

function decision(type, comparison) {
  return [
    element("p", { class: "lead" }, badge(mean.verdict(comparison.verdict)), " ", sentence(comparison.reason)),
    facts([
      ["Rule that decided", words(comparison.rule)],
      ["Policy", words(comparison.policy)],
      ["Compared with", comparison.previous_version
        ? link(`#/types/${type.name}/versions/${comparison.previous_version}`, element("code", null, comparison.previous_version))
        : "nothing: it was the first version"],
      ["R² of this version", decimal(comparison.new_r2)],
      ["R² of the other, on the same rows", comparison.previous_version && decimal(comparison.previous_r2)],
      ["Change of R²", comparison.previous_version && [signed(comparison.delta), " ", interval(comparison.r2_difference)]],
      ["Change of ROC-AUC", comparison.roc_auc_difference &&
        [signed(comparison.roc_auc_difference.estimate), " ", interval(comparison.roc_auc_difference)]],
      ["ROC-AUC", comparison.roc_auc && [decimal(comparison.roc_auc.estimate), " ", range(comparison.roc_auc)]],
      ["Rows that both scored", `${count(comparison.rows)}, of these ${count(comparison.fraud_rows)} frauds`],
    ]),
  ];
}

const range = ({ lower, upper, level }) =>
  element("span", { class: "fine" }, `${decimal(lower)} to ${decimal(upper)} (${percent(level)})`);

function data({ training_data: rows, data_source, data_digest, as_of, seed, golden_rows: golden }) {
  return facts([
    ["Trained on", mean.source(data_source)],
    ["Rows", count(rows.total_samples)],
    ["Real rows", count(rows.real_samples)],
    ["Synthetic rows", count(rows.synthetic_samples)],
    ["Frauds", `${count(rows.fraud_count)} (${percent(rows.fraud_ratio, 1)})`],
    ["Trained with", many(rows.training_rows, "row")],
    ["Held out", `${many(rows.holdout_rows, "row")}, of these ${many(rows.holdout_fraud_count, "fraud")}`],
    ["Synthetic documents made for", as_of],
    ["Seed", seed],
    ["Digest of the data", digest(data_digest)],
    ["Rows whose scores are proven on loading", golden && count(golden.length)],
  ]);
}

const EFFECTS = { raises: "More risk", lowers: "Less risk", either: "It depends" };

function features(all) {
  return element("details", { open: all.length <= 6 }, element("summary", null, many(all.length, "feature")),
    table("List of features", [{ name: "No.", numeric: true }, "Feature", "Name", "Kind", { name: "Lowest", numeric: true },
      { name: "Highest", numeric: true }, "A higher value means", "May be missing"],
    all.map((feature, at) => [
      at + 1, capital(feature.title), element("code", null, feature.name),
      typeof feature.kind === "string" ? words(feature.kind) : words(feature.kind.other),
      plain(feature.lowest), plain(feature.highest), EFFECTS[feature.effect] ?? feature.effect,
      feature.may_be_missing ? "Yes" : "No",
    ])));
}

const NAMES = { xgboost: "Boosted trees (xgboost)" };

/** Parameters of any depth, one list a group. */
function parameters(all) {
  const isGroup = ([, value]) => value !== null && typeof value === "object" && !Array.isArray(value);
  const entries = Object.entries(all ?? {});
  const single = entries.filter((entry) => !isGroup(entry));
  return [
    single.length > 0 && facts(single.map(pair)),
    entries.filter(isGroup).map(([name, group]) => [element("h3", null, NAMES[name] ?? words(name)), facts(Object.entries(group).map(pair))]),
  ];
}

const pair = ([name, value]) => [NAMES[name] ?? words(name), value !== null && typeof value === "object" ? JSON.stringify(value) : String(value ?? "none")];

function lineage(version, manifest) {
  return facts([
    ["Saved", time(version.timestamp, true)],
    ["Run", manifest.run],
    ["Refit", manifest.host_version],
    ["Plugin", `${manifest.plugin.version} (built with SDK ${manifest.plugin.sdk_version})`],
    ["Digest of the plugin", digest(manifest.plugin.digest)],
    ["Hash of the features", digest(manifest.feature_schema_hash)],
    ["Digest of the manifest", digest(version.manifest_digest)],
  ]);
}

function raw(type, version) {
  const href = `/api/${encodeURIComponent(type.plural)}/versions/${encodeURIComponent(version.version_id)}`;
  return [
    // A link cannot send the key.
    !key() && element("p", null, element("a", { href, target: "_blank", rel: "noopener" }, "Raw JSON"), " from the server"),
    element("details", null, element("summary", null, "Show as JSON"),
      element("pre", { tabindex: "0", "aria-label": "The version as JSON" }, JSON.stringify(version, null, 2))),
  ];
}
