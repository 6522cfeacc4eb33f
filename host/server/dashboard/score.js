// Scoring a document by hand.

import { get, path, postBody } from "./api.js";
import { element, patch } from "./element.js";
import { fail } from "./notices.js";
import { button, empty, heading, link } from "./parts.js";
import { scores } from "./scores.js";
import { typesOf } from "./types.js";

const SAMPLE = '{ "gross_pay": 3200.00, "net_pay": 2450.50, … }';

/** The typed text outlives the page, for whoever looks at a version in between. */
const kept = { text: "", received: "", plural: "" };

export function open([name], redraw) {
  let answer = null;
  let chosen = name;
  let types = [];

  const text = element("textarea", { id: "document", rows: "12", spellcheck: "false", required: true, placeholder: SAMPLE,
    input: () => (kept.text = text.value) });
  text.value = kept.text;
  const received = element("input", { id: "received", type: "date", input: () => (kept.received = received.value) });
  received.value = kept.received;
  const plural = element("select", { id: "plural", change: () => (kept.plural = plural.value) });
  // For a key that may score and not look: the types are not told then.
  const typed = element("input", { id: "plural", placeholder: "paystubs", required: true, spellcheck: "false",
    input: () => (kept.plural = typed.value) });
  typed.value = kept.plural;
  const file = element("input", { id: "file", type: "file", accept: ".json,application/json", change: read });

  async function read() {
    const [first] = file.files;
    if (!first) return;
    text.value = kept.text = await first.text();
  }

  async function score() {
    const field = plural.isConnected ? plural : typed;
    if (!field.reportValidity() || !text.reportValidity()) return;
    try {
      const query = received.value ? `?received=${encodeURIComponent(received.value)}` : "";
      const body = await postBody(path`/api/${field.value}/score` + query, text.value, "application/json");
      answer = { plural: field.value, results: body.results ?? [body] };
    } catch (error) {
      answer = null;
      fail(error, "Scoring");
    }
    redraw();
  }

  async function example() {
    const type = types.find((type) => type.plural === plural.value);
    if (!type) return;
    try {
      const plugin = await get(path`/api/plugins/${type.name}`);
      text.value = kept.text = JSON.stringify(plugin.example, null, 2);
      received.value = kept.received = plugin.example_received ?? "";
      answer = null;
    } catch (error) {
      fail(error, "The example");
    }
    redraw();
  }

  function clear() {
    text.value = kept.text = "";
    file.value = "";
    answer = null;
    redraw();
  }

  const ofType = element("p", { class: "field" });
  // Built once: what is typed and focused stays as it is, however often the page is drawn.
  const form = element("form", { class: "score", "data-key": "form", submit: (event) => event.preventDefault() },
    ofType,
    element("p", { class: "field" }, element("label", { for: "received" }, "Received on (today if empty)"), received),
    element("p", { class: "field" }, element("label", { for: "file" }, "Take it from a file"), file),
    element("p", { class: "field wide" },
      element("label", { for: "document" }, "The document as JSON, or {\"documents\": […]} for several"), text),
    element("p", { class: "actions" },
      button("Score", score, { kind: "primary" }), button("Try an example", example, { kind: "quiet" }), button("Clear", clear, { kind: "quiet" })));

  function offer(types) {
    const field = types.length > 0 ? plural : typed;
    patch(plural, types.map((type) => element("option", { value: type.plural }, type.title)));
    if (!ofType.contains(field)) {
      const label = types.length > 0 ? "Document type" : "Document type, as its routes call it";
      ofType.replaceChildren(element("label", { for: "plural" }, label), field);
    }
    const wanted = chosen ? types.find((type) => type.name === chosen)?.plural : kept.plural;
    if (types.some((type) => type.plural === wanted)) plural.value = kept.plural = wanted;
    // Once: from then on it is the reader's choice.
    if (types.length > 0) chosen = undefined;
  }

  return {
    title: "Score",
    // A key that may only score cannot read the status.
    drawsAlways: true,
    draw(state) {
      types = typesOf(state).filter((type) => type.plural);
      if (state.status && types.length === 0) {
        return [heading("Score a document"), empty("There is no document type yet. ", link("#/plugins", "Add a plugin"), " first.")];
      }
      offer(types);
      return [
        heading("Score a document"),
        form,
        element("div", { "data-key": "answer", "aria-live": "polite" }, answer && scores(answer, types)),
      ];
    },
  };
}
