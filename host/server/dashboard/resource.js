// Something that a page fetches for itself, beside the status that all pages share.

import { Problem } from "./api.js";

/**
 * A value that is fetched when it is wanted first, and anew when it is wanted by another tag. What
 * failed for want of an answer is tried again when the server has answered something else since.
 */
export function resource(fetchValue, redraw) {
  let tried = null;
  const own = {
    value: null,
    problem: null,
    /** The resource, fetched or on its way; `at` is when the server answered last. */
    want(at, tag = "") {
      const isLasting = !own.problem || (own.problem instanceof Problem && own.problem.status < 500);
      const mark = JSON.stringify(isLasting ? [tag] : [tag, at]);
      if (mark !== tried) {
        tried = mark;
        load(at, tag);
      }
      return own;
    },
  };

  async function load(at, tag) {
    try {
      own.value = await fetchValue();
      own.problem = null;
    } catch (problem) {
      own.problem = problem;
      if (!(problem instanceof Problem) || problem.status >= 500) tried = JSON.stringify([tag, at]);
    }
    redraw();
  }

  return own;
}
