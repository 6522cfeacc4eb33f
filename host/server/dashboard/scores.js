// Scores as they are shown.

import { element, svg } from "./element.js";
import { capital, count, decimal, plain, signed } from "./format.js";
import { sentence } from "./notices.js";
import { badge, empty, facts, link, section, table, warning } from "./parts.js";
import * as mean from "./words.js";

/** One score, or those of a batch, each in its place. */
export function scores({ plural, results }, types) {
  const type = types.find((other) => other.plural === plural);
  if (results.length === 0) return empty("There was no document in it.");
  if (results.length === 1) return section("Result", one(results[0], type));
  return section("Results", results.map((result, at) =>
    element("details", { "data-key": `result-${at}` },
      element("summary", null, `Document ${at + 1}: `, summary(result)), one(result, type))));
}

const isProblem = (result) => result.risk_score === undefined;

function summary(result) {
  if (isProblem(result)) return badge({ label: "Not scored", tone: "bad" });
  return [decimal(result.risk_score, 1), " ", badge(mean.recommendation(result.recommendation))];
}

function one(result, type) {
  if (isProblem(result)) return warning("bad", sentence(result.detail));
  const version = element("code", null, result.version_id);
  return [
    element("div", { class: "verdict" },
      element("p", { class: "figure" }, decimal(result.risk_score, 1), element("span", { class: "fine" }, " of 100")),
      element("p", null, badge(mean.recommendation(result.recommendation)), " ",
        badge({ ...mean.level(result.risk_level), label: `${mean.level(result.risk_level).label} risk` }))),
    gauge(result.risk_score),
    facts([
      ["Random forest", decimal(result.model_scores.random_forest, 1)],
      ["Boosted trees", decimal(result.model_scores.xgboost, 1)],
      ["Version", type ? link(`#/types/${type.name}/versions/${result.version_id}`, version) : version],
      ["Generation", count(result.generation)],
    ]),
    element("h3", null, "What moved the score most"),
    contributions(result.top_features),
  ];
}

/** The score on its scale, with the limits between approve, escalate and reject. */
function gauge(score) {
  return svg("svg", { class: "gauge", role: "img", width: "100%", height: 34,
    "aria-label": `${decimal(score, 1)} of 100; up to 30 approve, from 70 reject` },
  svg("rect", { class: "zone good", x: "0%", y: 6, width: "30%", height: 10 }),
  svg("rect", { class: "zone warn", x: "30%", y: 6, width: "40%", height: 10 }),
  svg("rect", { class: "zone bad", x: "70%", y: 6, width: "30%", height: 10 }),
  svg("text", { x: "30%", y: 31, "text-anchor": "middle" }, "30"),
  svg("text", { x: "70%", y: 31, "text-anchor": "middle" }, "70"),
  svg("rect", { class: "needle", x: `${Math.min(99, Math.max(0.2, score))}%`, y: 1, width: 4, height: 20, rx: 2 }));
}

function contributions(features) {
  if (features.length === 0) return empty("No feature stands out.");
  const largest = Math.max(...features.map(({ contribution }) => Math.abs(contribution)), 1e-9);
  return table("What moved the score most",
    ["Feature", { name: "Points", numeric: true, help: "Added to the score or taken from it, in the boosted trees" }, "Risk", "Share", { name: "Value in this document", numeric: true }],
    features.map((feature) => {
      const raises = feature.contribution > 0;
      return [
        element("span", { title: feature.name }, capital(feature.title)),
        signed(feature.contribution, 2),
        raises ? "raises" : feature.contribution < 0 ? "lowers" : "none",
        bar(feature.contribution / largest, raises),
        feature.value === null ? "not on this paper" : plain(feature.value),
      ];
    }));
}

/** From the middle to the right what raises the risk, to the left what lowers it. */
function bar(share, raises) {
  const width = Math.abs(share) * 50;
  return svg("svg", { class: "share", width: 160, height: 16, "aria-hidden": "true" },
    svg("line", { class: "grid", x1: "50%", x2: "50%", y1: 0, y2: 16 }),
    svg("rect", { class: raises ? "raises" : "lowers", x: `${raises ? 50 : 50 - width}%`, y: 3, width: `${width}%`, height: 10 }));
}
