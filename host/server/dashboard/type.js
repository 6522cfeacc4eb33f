// One document type: what is live and why, its versions, its documents.

import { retrain, rollBack } from "./actions.js";
import { chart } from "./chart.js";
import { documents } from "./documents.js";
import { element } from "./element.js";
import { count, decimal, words } from "./format.js";
import { openJob, troubles, why } from "./overview.js";
import { button, empty, facts, heading, link, section } from "./parts.js";
import { canRollBack, typeOf } from "./types.js";
import { fetchManifests, versions } from "./versions.js";

export function open([name], redraw) {
  const stored = documents(redraw);
  return {
    title: words(name),
    draw(state) {
      const type = typeOf(state, name);
      if (!type) return unknown(name);
      fetchManifests(type, redraw);
      return page(type, stored.draw(type, state.at));
    },
  };
}

function unknown(name) {
  return [
    heading(words(name)),
    empty(`There is no document type “${name}”: no plugin that is ready claims it. `, link("#/plugins", "See plugins"), "."),
  ];
}

function page(type, stored) {
  const { title, history, active } = type;
  return [
    heading(title,
      button("Retrain", () => retrain(type), { kind: active ? null : "primary" }),
      canRollBack(type) && button("Roll back", () => rollBack(type)),
      link(`#/score/${type.name}`, "Score a document"),
      link(`#/audit/${type.name}`, "Audit trail")),
    troubles(type),
    type.jobs.map(openJob),
    active && section("Live now", element("div", { class: "split" },
      facts([
        ["Active version", link(`#/types/${type.name}/versions/${active.version_id}`, element("code", null, active.version_id))],
        ["Generation", count(history.generation)],
        ["R²", decimal(active.r2_score)],
        ["ROC-AUC", decimal(active.roc_auc)],
        ["Plugin", active.plugin_version],
      ]),
      why(type, "h3"))),
    section("Versions", chart(history.versions, title), versions(type)),
    section("Documents", stored),
  ];
}
