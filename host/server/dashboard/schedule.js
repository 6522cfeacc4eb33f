// When retraining comes up by itself.

import { retrainAll } from "./actions.js";
import { element } from "./element.js";
import { time, timeIn } from "./format.js";
import { badge, button, section } from "./parts.js";

/** The schedule as a part of the overview. */
export function schedule({ status }) {
  const { running, jobs } = status.scheduler;
  const on = { label: "On", tone: "good", help: "Retraining comes up by itself." };
  const off = { label: "Off", tone: "warn", help: "Models are retrained only when somebody asks." };
  return section("Schedule",
    element("div", { class: "schedule" },
      element("div", null,
        element("p", null, badge(running ? on : off), " ", text(running, jobs)),
        running && jobs.length > 0 && element("ul", { class: "plain" }, jobs.map(entry))),
      button("Retrain all", retrainAll, { disabled: Object.keys(status.performance_history).length === 0 })));
}

function text(running, jobs) {
  if (!running) return "Models are retrained only when somebody asks for it.";
  return jobs.length > 0 ? "Models are retrained by themselves." : "Nothing is scheduled.";
}

function entry(job) {
  return element("li", { "data-key": job.id },
    element("strong", null, job.name), " next ", time(job.next_run_time),
    element("span", { class: "fine" }, ` (${timeIn(job.next_run_time, job.time_zone)}; cron “${job.expression}”)`));
}
