// Document types as the status tells of them.

import { words } from "./format.js";

/** The types, in the order of their names, each with all that is known of it. */
export function typesOf(state) {
  const { status, jobs, why } = state;
  if (!status) return [];
  return Object.entries(status.performance_history).map(([name, history]) => {
    const plugin = pluginOf(status, name);
    return {
      name,
      title: plugin?.title ?? words(name),
      plural: plugin?.plural,
      plugin,
      history,
      active: history.versions.find((version) => version.is_active),
      paused: status.paused.find((pause) => pause.document_type === name),
      jobs: jobs.filter((job) => job.document_type === name && isOpen(job)),
      why: why.get(name),
    };
  });
}

export function typeOf(state, name) {
  return typesOf(state).find((type) => type.name === name);
}

/** A type's name for people, also where its plugin is gone. */
export function titleOf(state, name) {
  return typeOf(state, name)?.title ?? words(name);
}

// A kept older file names the type too; the one in use decides.
function pluginOf(status, name) {
  const own = status.plugins.filter((plugin) => plugin.document_type === name && plugin.plural);
  return own.find((plugin) => plugin.state === "ready") ?? own[0];
}

/** Whether a job waits or runs. */
export function isOpen(job) {
  return job.status === "queued" || job.status === "running";
}

/** Whether there is a version to go back to. */
export function canRollBack(type) {
  return Boolean(type.why?.previous);
}
