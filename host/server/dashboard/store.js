// What the server says, fetched again and again while somebody looks.

import { Problem, get, path } from "./api.js";
import { follow } from "./stream.js";
import { isOpen } from "./types.js";

const POLL = 5_000;
const LONGEST_POLL = 30_000;
/** A browser has six connections to a server; streams must leave room. */
const MOST_STREAMS = 2;

export const state = {
  status: null,
  /** Jobs that wait or run. */
  jobs: [],
  /** By type: the audit record of what made its version live. */
  why: new Map(),
  /** When the data is from. */
  at: null,
  /** Since when the server is away. */
  awayAt: null,
  /** Why the server does not tell. */
  problem: null,
};

const watchers = new Set();
const streams = new Map();
let timer = null;
let failures = 0;
let current = null;

/** Calls back whenever something changed. */
export function watch(callback) {
  watchers.add(callback);
}

export function changed() {
  for (const callback of watchers) callback(state);
}

export function start() {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
      for (const stop of streams.values()) stop.abort();
    } else refresh();
  });
  return refresh();
}

/** Forgets all that was told: to another key it may not be told. */
export function forget() {
  Object.assign(state, { status: null, jobs: [], why: new Map(), at: null, awayAt: null, problem: null });
  for (const stop of streams.values()) stop.abort();
}

/** Fetches everything now. */
export function refresh() {
  clearTimeout(timer);
  current?.abort();
  current = new AbortController();
  return load(current.signal);
}

async function load(signal) {
  try {
    const status = await get("/api/retraining/status", signal);
    Object.assign(state, { status, jobs: merged(status.jobs), at: new Date(), awayAt: null, problem: null });
    failures = 0;
    followJobs();
    changed();
    if (await loadReasons(status, signal)) changed();
  } catch (error) {
    if (signal.aborted) return;
    failures += 1;
    if (error instanceof Problem) state.problem = error;
    else state.awayAt ??= new Date();
    changed();
  }
  schedule();
}

function schedule() {
  // To ask again without a key, or with one that may not look, would change nothing.
  const isRefused = [401, 403].includes(state.problem?.status);
  if (document.hidden || isRefused) return;
  timer = setTimeout(refresh, Math.min(POLL * Math.max(1, failures), LONGEST_POLL));
}

/** A stream may be ahead of the answer that overtook it. */
function merged(jobs) {
  return jobs.map((job) => {
    const known = state.jobs.find((other) => other.job_id === job.job_id);
    const isBehind = known && isOpen(job) && known.attempt === job.attempt && known.steps_done > job.steps_done;
    return isBehind ? { ...job, step: known.step, steps_done: known.steps_done } : job;
  });
}

/** Why each active version is live; asked again only when another one went live. */
async function loadReasons(status, signal) {
  const stale = Object.entries(status.performance_history).filter(
    ([name, { generation }]) => generation && state.why.get(name)?.generation !== generation,
  );
  await Promise.all(stale.map(async ([name, { generation }]) => {
    const { records } = await get(path`/api/audit?document_type=${name}&limit=20`, signal);
    const record = records.find((found) => found.generation === generation);
    state.why.set(name, record ?? { generation });
  }));
  return stale.length > 0;
}

/** Follows what runs, so that its progress is told at once. */
function followJobs() {
  for (const job of state.jobs) {
    if (job.status !== "running" || streams.has(job.job_id) || streams.size >= MOST_STREAMS) continue;
    const stop = new AbortController();
    streams.set(job.job_id, stop);
    follow(path`/api/retraining/jobs/${job.job_id}/events`, (name, data) => take(job.job_id, name, data), stop.signal)
      .catch(() => {})
      .finally(() => streams.delete(job.job_id));
  }
}

function take(id, name, data) {
  // What came of it is told together with the version that it made.
  if (name === "end") return refresh();
  const job = state.jobs.find((other) => other.job_id === id);
  if (!job || data.type !== "step") return;
  job.step = data.step;
  job.steps_done = data.state === "ended" ? data.number : data.number - 1;
  changed();
}
