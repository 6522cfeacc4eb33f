// Follows server-sent events with fetch: the browser's own EventSource cannot send a key.

import { Problem, send } from "./api.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/**
 * Calls `onEvent(name, data)` until an event named `end`, or until `signal`. A stream that breaks
 * is taken up after the last event that came.
 */
export async function follow(path, onEvent, signal) {
  let last = null;
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const headers = { accept: "text/event-stream", ...(last && { "last-event-id": last }) };
      const response = await send("GET", path, { headers, signal });
      for await (const event of events(response.body)) {
        pause = FIRST_PAUSE;
        last = event.id ?? last;
        onEvent(event.name, JSON.parse(event.data));
        if (event.name === "end") return;
      }
    } catch (error) {
      if (signal.aborted) return;
      // The server refuses; to ask again would not change it.
      if (error instanceof Problem && error.status < 500) throw error;
    }
    await wait(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

function wait(duration, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, duration);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** The events of a body, as they come. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = {};
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r?\n/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === "") {
          if (event.data !== undefined) yield { name: "message", ...event };
          event = {};
        } else take(event, line);
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function take(event, line) {
  const colon = line.indexOf(":");
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
  if (field === "event") event.name = value;
  else if (field === "id") event.id = value;
  else if (field === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
}
