// What a person can do, from the question to the message about it.

import { path, post, remove } from "./api.js";
import { askReason, askWhether } from "./dialogs.js";
import { element } from "./element.js";
import { decimal } from "./format.js";
import { fail, sentence, tell } from "./notices.js";
import { link, warning } from "./parts.js";
import { refresh } from "./store.js";

/** Does it, tells how it went, and looks at once what became of it; whether it went well. */
export async function attempt(doing, act) {
  try {
    await act();
    return true;
  } catch (error) {
    fail(error, doing);
    return false;
  } finally {
    await refresh();
  }
}

export function retrain(type) {
  return attempt(`Retraining ${type.title}`, async () => {
    const answer = await post(path`/api/${type.plural}/retrain-model`);
    tell(`${sentence(answer.message)} `, link(`#/jobs/${answer.job_id}`, "Follow the job"));
  });
}

export function retrainAll() {
  return attempt("Retraining all types", async () => {
    const answer = await post("/api/retraining/run-all");
    const skipped = answer.skipped.map(({ document_type, reason }) => ` ${document_type} is left out: it ${reason}.`);
    tell(`${sentence(answer.message)}${skipped.join("")} `, link("#/jobs", "Follow the jobs"));
  });
}

/** Makes a version live, whatever its run decided. */
export async function activate(type, version) {
  const body = [
    element("p", null, `Documents will be scored with version ${version.version_id} (R² ${decimal(version.r2_score)}) at once.`),
    type.active && element("p", null, `Live now: ${type.active.version_id} (R² ${decimal(type.active.r2_score)}).`),
    version.verdict !== "activate" && warning("warn",
      element("p", null, "Its run decided against it: ", sentence(version.reason))),
  ];
  const reason = await askReason({ title: `Activate a version of ${type.title}`, body, confirm: "Activate" });
  if (reason === null) return;
  await attempt("Activating the version", async () => {
    const answer = await post(path`/api/${type.plural}/versions/${version.version_id}/activate`, { reason });
    tell(`${sentence(answer.message)} It is generation ${answer.generation}.`);
  });
}

/** Goes back to the version before the active one. */
export async function rollBack(type) {
  const title = `Roll back ${type.title}`;
  const before = type.why?.previous;
  const body = element("p", null,
    `The version before ${type.history.active_version} goes live again, at once`,
    before ? `: ${before}.` : ".");
  const reason = await askReason({ title, body, confirm: "Roll back", danger: true });
  if (reason === null) return;
  await attempt(title, async () => {
    const answer = await post(path`/api/${type.plural}/rollback`, { reason });
    tell(`${sentence(answer.message)} It is generation ${answer.generation}.`);
  });
}

export async function cancel(job) {
  const title = `Cancel the retraining of ${job.document_type}?`;
  const body = element("p", null, job.status === "running"
    ? "It stops at its next step. What is live stays live."
    : "It waits and has not begun. What is live stays live.");
  if (!(await askWhether({ title, body, confirm: "Cancel the job", danger: true }))) return;
  await attempt("Cancelling the job", async () => {
    const answer = await remove(path`/api/retraining/jobs/${job.job_id}`);
    tell(answer.status === "cancelled" ? "The job is cancelled." : "The job stops at its next step.");
  });
}
