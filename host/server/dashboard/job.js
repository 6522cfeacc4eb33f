// One job: its steps as they happen, and what came of it.

import { cancel } from "./actions.js";
import { get, path } from "./api.js";
import { element } from "./element.js";
import { seconds, span, time } from "./format.js";
import { fail, sentence } from "./notices.js";
import { badge, button, empty, facts, heading, link, progress, section, table } from "./parts.js";
import { runParts } from "./run.js";
import { follow } from "./stream.js";
import { isOpen, titleOf } from "./types.js";
import * as mean from "./words.js";

export function open([id], redraw) {
  const stop = new AbortController();
  const where = path`/api/retraining/jobs/${id}`;
  let job = null;
  let problem = null;
  const events = [];

  async function look() {
    try {
      job = await get(where, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) problem = error;
    }
    redraw();
  }

  function take(name, data) {
    if (name === "end") job = { ...job, ...data };
    else {
      events.push(data);
      if (job && isOpen(job)) job = advanced(job, data);
    }
    redraw();
  }

  async function begin() {
    await look();
    if (problem) return;
    await follow(`${where}/events`, take, stop.signal);
    // With the record of its run.
    await look();
  }

  begin().catch((error) => fail(error, "Following the job"));
  return {
    title: "Job",
    draw: (state) => {
      if (problem && !job) return [heading("Job"), empty(sentence(problem.message), " ", link("#/jobs", "All jobs"))];
      if (!job) return [heading("Job"), empty("Loading …")];
      // A cancel that was asked for here is known to the list first.
      const listed = state.jobs.find((other) => other.job_id === id);
      const asked = job.cancel_requested || Boolean(listed?.cancel_requested);
      return page(state, { ...job, cancel_requested: asked }, events);
    },
    close: () => stop.abort(),
  };
}

/** The job after an event of its stream. */
function advanced(job, event) {
  if (event.type === "run") return { ...job, status: "running", started_at: job.started_at ?? new Date().toISOString() };
  if (event.type !== "step") return job;
  const done = event.state === "ended" ? event.number : event.number - 1;
  return { ...job, status: "running", step: event.step, steps_done: done };
}

function page(state, job, events) {
  const title = titleOf(state, job.document_type);
  return [
    heading(`Retraining of ${title}`,
      isOpen(job) && !job.cancel_requested && button("Cancel", () => cancel(job)),
      link(`#/types/${job.document_type}`, title),
      link("#/jobs", "All jobs")),
    element("p", { class: "lead", role: "status" }, badge(mean.jobState(job.status)), " ",
      job.verdict && badge(mean.outcome(job.verdict)), " ", sentence(job.run?.reason ?? job.error)),
    isOpen(job) && progress(job),
    facts([
      ["Asked for by", mean.actor(job.requested_by)],
      ["Asked for", job.triggers > 1 ? `${job.triggers} times` : null],
      ["When", time(job.created_at, true)],
      ["Begun", job.started_at && time(job.started_at, true)],
      ["Ended", job.ended_at && time(job.ended_at, true)],
      ["Took", job.started_at && job.ended_at && span(job.started_at, job.ended_at)],
      ["Attempt", job.attempt > 0 ? `${job.attempt} of ${job.max_attempts}` : null],
      ["Job", element("code", null, job.job_id)],
    ]),
    section("Steps", steps(job, events)),
    runParts(job),
    events.length > 0 && section("Events", element("details", null,
      element("summary", null, `${events.length} events as they came`),
      element("pre", { tabindex: "0", "aria-label": "Events" }, events.map((event) => JSON.stringify(event)).join("\n")))),
  ];
}

/** The eleven steps: from the record of the run where it is there, from the events before. */
function steps(job, events) {
  const ended = new Map((job.run?.steps ?? []).map((step) => [step.step, step]));
  let running = null;
  if (!job.run) {
    for (const event of events) {
      // A further attempt begins anew.
      if (event.type === "run") ended.clear();
      else if (event.state === "ended") ended.set(event.step, event);
      else running = event.step;
    }
  }
  const failedIn = job.run?.failure?.step;
  const rows = Object.keys(mean.STEPS).map((name, at) => {
    const step = ended.get(name);
    const isRunning = isOpen(job) && running === name && !step;
    return {
      key: name,
      current: isRunning,
      cells: [at + 1, mean.step(name), badge(stateOf(step, isRunning, failedIn === name, isOpen(job))),
        step ? seconds(step.seconds) : "–", step ? element("div", { class: "reason" }, sentence(step.summary)) : ""],
    };
  });
  return table("Steps of the run", [{ name: "No.", numeric: true }, "Step", "State", { name: "Took", numeric: true }, "What it came to"], rows);
}

function stateOf(step, isRunning, isFailed, isWaiting) {
  if (step) return { label: "Done", tone: "good" };
  if (isFailed) return { label: "Failed", tone: "bad" };
  if (isRunning) return { label: "Running", tone: "live" };
  return { label: isWaiting ? "Waits" : "Not run", tone: "calm" };
}
