// How good a model is, as tables.

import { decimal, seconds, words } from "./format.js";
import { facts, table } from "./parts.js";

const RANKING = [
  ["roc_auc", "ROC-AUC", "How well frauds rank above honest documents; 0.5 is chance"],
  ["pr_auc", "PR-AUC", "Precision over recall for frauds"],
  ["ks", "KS", "Distance between the scores of frauds and honest documents"],
  ["recall_at_1_percent_fpr", "Recall at 1 %", "Frauds found when 1 % of honest documents are suspected"],
  ["recall_at_5_percent_fpr", "Recall at 5 %", "Frauds found when 5 % of honest documents are suspected"],
  ["brier", "Brier", "Mean squared error of the score as a probability; 0 is perfect"],
];

/** Metrics of the rows held out: by model, and by where the rows come from. */
export function metricsTable(metrics, bySource = {}) {
  const sources = Object.entries(bySource ?? {});
  const models = [
    ["Together", metrics.r2_score, metrics.mse],
    ["Random forest", metrics.rf_r2, metrics.rf_mse],
    ["Boosted trees", metrics.xgb_r2, metrics.xgb_mse],
  ];
  const all = [["All", metrics], ...(sources.length > 1 ? sources.map(([name, of]) => [words(name), of]) : [])];
  return [
    table("Quality by rows",
      ["Rows held out", { name: "R²", numeric: true }, ...RANKING.map(([, name, help]) => ({ name, help, numeric: true }))],
      all.map(([name, of]) => [name, decimal(of.r2_score), ...RANKING.map(([member]) => decimal(of[member]))])),
    table("Quality by model",
      ["Model", { name: "R²", numeric: true }, { name: "Mean squared error", numeric: true }],
      models.map(([name, r2, mse]) => [name, decimal(r2), decimal(mse, 1)])),
    facts([["Training took", metrics.training_time_seconds > 0 ? seconds(metrics.training_time_seconds) : null]]),
  ];
}
