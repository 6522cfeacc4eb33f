// The stored documents of a type: how many, and a way to bring more.

import { get, path, postBody } from "./api.js";
import { attempt } from "./actions.js";
import { element } from "./element.js";
import { count, many, percent } from "./format.js";
import { sentence, tell } from "./notices.js";
import { button, empty, facts, table } from "./parts.js";
import { resource } from "./resource.js";

const LABELS = { APPROVE: "Approved", REJECT: "Rejected", ESCALATE: "Escalated (not learnt from)", none: "Without a label" };
const SOURCES = { reviewer: "A reviewer", outcome: "What happened later", policy: "A rule of the house", model: "A model" };

const LINE = `{"document": {…}, "label": "APPROVE", "label_source": "reviewer", "confidence": 0.97, "received": "2025-01-22", "id": "…"}`;

/** The part of a type's page that shows them. */
export function documents(redraw) {
  let plural = null;
  let imports = 0;
  const own = resource(() => get(path`/api/${plural}/documents?limit=1`), redraw);

  async function bring(type, event) {
    const input = event.currentTarget.closest("form").elements.lines;
    const [file] = input.files;
    if (!file) return input.click();
    const rest = input.form.elements.rest.checked ? "?skip_rejected=true" : "";
    const isDone = await attempt(`Importing ${file.name}`, async () => {
      const answer = await postBody(path`/api/${type.plural}/documents` + rest, file, "application/x-ndjson");
      tell(summary(answer));
    });
    if (isDone) input.value = "";
    imports += 1;
    redraw();
  }

  return {
    draw(type, at) {
      plural = type.plural;
      return [shown(own.want(at, imports)), form(type, bring)];
    },
  };
}

function form(type, bring) {
  const id = "import-lines";
  return element("form", { class: "inline", "data-key": "import", submit: (event) => event.preventDefault() },
    element("label", { for: id }, "Import documents (a file of JSON lines)"),
    element("input", { id, name: "lines", type: "file", accept: ".jsonl,.ndjson,.json,application/x-ndjson" }),
    button("Import", (event) => bring(type, event)),
    element("p", null, element("label", { class: "choice" }, element("input", { name: "rest", type: "checkbox" }),
      " Import the rest where the plugin rejects documents")),
    element("details", null, element("summary", null, "What a line holds"),
      element("p", null, "One JSON object a line. Only “document” must be there; without “label” nothing is learnt from it."),
      element("pre", null, LINE),
      element("p", null, "All lines or none are stored, unless the rest is asked for. “label_source” is reviewer, outcome, ",
        "policy or model; the better source of a label wins. A document that is there already is not stored twice.")));
}

function shown({ value: stats, problem }) {
  if (problem) return empty("The documents cannot be counted: ", sentence(problem.message));
  if (!stats) return empty("Counting …");
  if (stats.documents === 0) {
    return empty("No documents are stored. Import labelled ones: under 100 of them the model learns from synthetic ",
      "documents only, from 500 on from real ones only (unless configured otherwise).");
  }
  return element("div", { "data-key": "stats", class: "stack" },
    facts([
      ["Documents", count(stats.documents)],
      ...Object.entries(stats.by_label).map(([label, number]) => [LABELS[label] ?? label, count(number)]),
      ["Oldest received", stats.oldest_received],
      ["Newest received", stats.newest_received],
    ]),
    element("h3", null, "Who labelled them"),
    facts(Object.entries(stats.by_label_source).map(([source, number]) => [SOURCES[source] ?? source, count(number)])),
    bands(stats));
}

/** How sure the source of the labels was. */
function bands({ by_confidence: all = [], without_confidence: without }) {
  const rows = all
    .filter(({ documents }) => totalOf(documents) > 0)
    .map(({ from, to, documents }) => [`${percent(from)} to ${percent(to)}`, ...cells(documents)]);
  if (totalOf(without) > 0) rows.push(["Not said", ...cells(without)]);
  if (rows.length === 0) return null;
  return [
    element("h3", null, "How sure the labels are"),
    table("Documents by confidence",
      ["Confidence", { name: "Approved", numeric: true }, { name: "Rejected", numeric: true }], rows),
  ];
}

const cells = ({ approve, reject }) => [count(approve), count(reject)];
const totalOf = (documents) => (documents?.approve ?? 0) + (documents?.reject ?? 0);

function summary(answer) {
  const parts = [
    [answer.added, "added"],
    [answer.relabelled, "relabelled"],
    [answer.updated, "updated"],
    [answer.unchanged, "unchanged"],
    [answer.outranked, "kept the label of a better source"],
    [answer.rejected, "rejected"],
  ];
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${count(number)} ${word}`);
  return `${many(answer.lines, "line")} read: ${told.join(", ") || "nothing changed"}. Retrain to learn from them.`;
}
