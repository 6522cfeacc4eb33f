// The list of jobs.

import { cancel } from "./actions.js";
import { get } from "./api.js";
import { element } from "./element.js";
import { span, time } from "./format.js";
import { sentence } from "./notices.js";
import { badge, button, empty, heading, link, progress, table } from "./parts.js";
import { resource } from "./resource.js";
import { isOpen, titleOf } from "./types.js";
import * as mean from "./words.js";

const MORE = 50;
const MOST = 1000;
const COLUMNS = ["Type", "State", "Asked for by", "When", { name: "Took", numeric: true }, "What came of it", "Actions"];

export function open(_, redraw) {
  let limit = MORE;
  const own = resource(() => get(`/api/retraining/jobs?limit=${limit}`), redraw);
  const more = () => {
    limit = Math.min(limit + MORE, MOST);
    redraw();
  };
  return {
    title: "Jobs",
    draw(state) {
      // With every status: a job may begin and end between two of them.
      const { value, problem } = own.want(state.at, [state.at, limit]);
      if (!value) return [heading("Jobs"), empty(problem ? sentence(problem.message) : "Loading …")];
      const jobs = value.jobs.map((job) => state.jobs.find((other) => other.job_id === job.job_id) ?? job);
      return [
        heading("Jobs"),
        jobs.length === 0
          ? empty("Nothing was retrained yet. Start with “Retrain” on the ", link("#/", "overview"), ".")
          : table("Jobs, newest first", COLUMNS, jobs.map((job) => row(state, job))),
        jobs.length >= limit && limit < MOST && element("p", { "data-key": "more" }, button("Show older jobs", more)),
      ];
    },
  };
}

function row(state, job) {
  return {
    key: job.job_id,
    cells: [
      link(`#/jobs/${job.job_id}`, titleOf(state, job.document_type)),
      badge(mean.jobState(job.status)),
      [mean.actor(job.requested_by), job.triggers > 1 && ` (and ${job.triggers - 1} more)`],
      time(job.created_at, true),
      job.started_at ? span(job.started_at, job.ended_at) : "–",
      isOpen(job) ? progress(job) : element("div", { class: "reason" }, result(job)),
      isOpen(job) && !job.cancel_requested &&
        button("Cancel", () => cancel(job), { kind: "small", name: `Cancel the retraining of ${job.document_type}` }),
    ],
  };
}

/** What an ended job came to. */
export function result(job) {
  return [
    job.verdict && badge(mean.outcome(job.verdict)),
    job.error && [" ", sentence(job.error)],
    job.attempt > 1 && ` Attempt ${job.attempt} of ${job.max_attempts}.`,
  ];
}
