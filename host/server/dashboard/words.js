// What the server's words mean, in plain English, and how each is coloured.

import { words } from "./format.js";

const good = (label, help) => ({ label, help, tone: "good" });
const bad = (label, help) => ({ label, help, tone: "bad" });
const warn = (label, help) => ({ label, help, tone: "warn" });
const calm = (label, help) => ({ label, help, tone: "calm" });
const live = (label, help) => ({ label, help, tone: "live" });

const VERDICTS = {
  activate: good("Go live", "The run found the new model fit to go live."),
  keep: warn("Keep previous", "The new model looks worse, which is not proven; the previous one stays."),
  reject: bad("Rejected", "The new model is worse; the previous one stays."),
  hold: warn("Held", "The run could not tell; a person decides."),
};

const OUTCOMES = {
  activated: good("Went live", "The new version is active."),
  kept: warn("Kept previous", "The new version looks worse, which is not proven."),
  rejected: bad("Rejected", "The new version is worse, or unfit."),
  held: warn("Held", "Nothing could be said; a person decides."),
  failed: bad("Failed", "The run came to no verdict."),
  cancelled: calm("Cancelled", "Somebody stopped the run."),
  dry_run: calm("Trial run", "The run was to save nothing."),
};

const JOB_STATES = {
  queued: calm("Queued", "It waits for its turn."),
  running: live("Running", "It is at work."),
  done: good("Done", "It came to a verdict."),
  failed: bad("Failed", "It came to nothing, and trying again would not help."),
  cancelled: calm("Cancelled", "Somebody stopped it."),
  dead: bad("Given up", "It was tried as often as it may be."),
  superseded: calm("Superseded", "Another job of the same type does its work."),
};

const PLUGIN_STATES = {
  ready: good("Ready", "It is used."),
  refused: bad("Refused", "It is not used."),
  quarantined: warn("Quarantined", "It failed too often and is not called."),
  superseded: calm("Superseded", "Kept for models that were trained with it."),
};

const ACTIONS = {
  activated: good("Activated by a run", "A run's version went live by its verdict."),
  activated_by_operator: warn("Activated by a person", "A person made this version live."),
  rolled_back: warn("Rolled back", "A person went back to the version before."),
  fell_back: bad("Fell back", "The active version was broken; the last good one took its place."),
  plugin_installed: calm("Plugin added", "A plugin was added, or took another one's place."),
  plugin_removed: warn("Plugin removed", "A plugin was removed."),
  plugin_released: warn("Plugin released", "A plugin was released from quarantine."),
  documents_erased: warn("Documents erased", "Documents were erased."),
  adopted: calm("Adopted", "A version was found in the model store that the database did not know."),
};

const LEVELS = {
  LOW: good("Low"),
  MEDIUM: warn("Medium"),
  HIGH: bad("High"),
  CRITICAL: bad("Critical"),
};

const RECOMMENDATIONS = {
  APPROVE: good("Approve", "A score of 30 or less."),
  ESCALATE: warn("Escalate", "Between 30 and 70: a person should look at it."),
  REJECT: bad("Reject", "A score of 70 or more."),
};

const FINDINGS = { error: bad("Error"), warning: warn("Warning"), info: calm("Note") };

/** The steps of a run in their order. */
export const STEPS = {
  fetch: "Fetch labelled documents",
  generate: "Generate synthetic documents, extract features",
  blend: "Blend real and synthetic rows",
  validate: "Validate the data",
  split: "Hold rows out",
  train: "Train the models",
  evaluate: "Evaluate on the rows held out",
  compare: "Compare with the active version",
  save: "Save the version",
  activate: "Activate",
  clean_up: "Clean up old versions",
};

const SOURCES = {
  real: "Real documents",
  hybrid: "Real and synthetic documents",
  synthetic: "Synthetic documents only",
};

const of = (table) => (word) => (word ? (table[word] ?? calm(words(word))) : null);

export const verdict = of(VERDICTS);
export const outcome = of(OUTCOMES);
export const jobState = of(JOB_STATES);
export const pluginState = of(PLUGIN_STATES);
export const action = of(ACTIONS);
export const level = of(LEVELS);
export const recommendation = of(RECOMMENDATIONS);
export const finding = of(FINDINGS);
export const source = (word) => SOURCES[word] ?? words(word);
export const step = (word) => STEPS[word] ?? words(word);

/** Who asked for a job or a change. */
export function actor(name) {
  if (name === "loopback") return "this computer";
  return name === "schedule" ? "the schedule" : name;
}
