// The audit trail: who changed what is live or what it is made of, when and why.

import { get, path } from "./api.js";
import { element } from "./element.js";
import { count, time } from "./format.js";
import { sentence } from "./notices.js";
import { badge, button, empty, heading, link, table } from "./parts.js";
import { resource } from "./resource.js";
import { titleOf, typesOf } from "./types.js";
import * as mean from "./words.js";

const MORE = 100;
const MOST = 1000;
const COLUMNS = ["When", "Who", "Type", "What", "From", "To", { name: "Generation", numeric: true }, "Why"];

export function open([name], redraw) {
  let limit = MORE;
  const own = resource(() => {
    const of = name ? path`document_type=${name}&` : "";
    return get(`/api/audit?${of}limit=${limit}`);
  }, redraw);

  const more = () => {
    limit = Math.min(limit + MORE, MOST);
    redraw();
  };

  return {
    title: "Audit",
    draw(state) {
      // Asked again only when something else went live, plugins changed, or more is wanted.
      const live = [state.status.plugins, ...typesOf(state).map(({ name, history }) => [name, history.generation, history.total_versions])];
      const { value, problem } = own.want(state.at, [live, limit]);
      const records = value?.records;
      return [
        heading(name ? `Audit trail of ${titleOf(state, name)}` : "Audit trail", filter(state, name)),
        problem && empty("The audit trail cannot be read: ", sentence(problem.message)),
        !records && !problem && empty("Loading …"),
        records?.length === 0 && empty("Nothing went live yet, and nobody changed a plugin."),
        records?.length > 0 && table("Changes, newest first", COLUMNS, records.map((record) => row(state, record))),
        records?.length >= limit && limit < MOST && element("p", { "data-key": "more" }, button("Show older changes", more)),
      ];
    },
  };
}

function filter(state, name) {
  const all = ["", ...typesOf(state).map((type) => type.name)];
  const go = (event) => (location.hash = `#/audit${event.target.value && `/${event.target.value}`}`);
  return element("label", null, "Type ",
    element("select", { change: go }, all.map((type) =>
      element("option", { value: type, selected: type === (name ?? "") }, type ? titleOf(state, type) : "All types"))));
}

function row(state, record) {
  const version = (id) => (id ? link(`#/types/${record.document_type}/versions/${id}`, element("code", null, id)) : "–");
  return {
    key: String(record.id),
    cells: [
      time(record.at, true),
      mean.actor(record.actor),
      link(`#/types/${record.document_type}`, titleOf(state, record.document_type)),
      [badge(mean.action(record.action)), record.run && element("div", { class: "fine" }, `run ${record.run}`)],
      version(record.previous),
      version(record.version),
      record.generation ? [record.generation > 1 && `${count(record.generation - 1)} → `, count(record.generation)] : "–",
      element("div", { class: "reason" }, sentence(record.reason)),
    ],
  };
}
