// Requests to the server, with the key where there is one, and its problem documents as errors.

const STORED_KEY = "refit.key";

/** Why the server did not do it. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? body.error ?? `The server answered with status ${status}.`);
    this.status = status;
    this.title = body.title ?? "Error";
    this.code = body.code ?? "";
    this.hint = body.hint ?? null;
    this.faults = body.faults ?? body.errors ?? [];
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super("The server does not answer.");
  }
}

// Kept for this tab only: a key must not outlive the session.
export function key() {
  return sessionStorage.getItem(STORED_KEY);
}

export function setKey(value) {
  if (value) sessionStorage.setItem(STORED_KEY, value);
  else sessionStorage.removeItem(STORED_KEY);
}

let keyNeeded = () => {};

/** Who is told that the server wants a key, or another one. */
export function onKeyNeeded(callback) {
  keyNeeded = callback;
}

/** The answer's head; throws a [`Problem`] or [`Unreachable`]. */
export async function send(method, path, { body, type, headers, signal } = {}) {
  const all = { accept: "application/json", ...headers };
  if (type) all["content-type"] = type;
  const used = key();
  if (used) all.authorization = `Bearer ${used}`;
  let response;
  try {
    response = await fetch(path, { method, body, headers: all, signal, cache: "no-store", credentials: "omit" });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
  if (response.ok) return response;
  const problem = new Problem(response.status, await problemBody(response));
  // An answer to a request without the newest key says nothing of it.
  if (problem.status === 401 && key() === used) keyNeeded(problem);
  throw problem;
}

async function problemBody(response) {
  try {
    const body = await response.json();
    return body && typeof body === "object" ? body : {};
  } catch {
    // Not from the server itself: a proxy before it, say.
    return { title: response.statusText || "Error" };
  }
}

async function answer(response, signal) {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
}

export async function get(path, signal) {
  return answer(await send("GET", path, { signal }), signal);
}

export async function remove(path) {
  return answer(await send("DELETE", path));
}

export async function post(path, value = {}) {
  return postBody(path, JSON.stringify(value), "application/json");
}

/** A body as it is: a file or text. */
export async function postBody(path, body, type) {
  return answer(await send("POST", path, { body, type }));
}

/** A path with its parts escaped: path`/api/${plural}/score`. */
export function path(texts, ...parts) {
  return String.raw({ raw: texts }, ...parts.map(encodeURIComponent));
}
