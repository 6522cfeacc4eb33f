// Questions that are asked before something is done.

import { element } from "./element.js";

let shown = 0;

/** Asks in a dialog; the value, or null where the answer is no. */
function ask({ title, body, input, label, help, confirm, danger, required = true }) {
  const id = `dialog-${(shown += 1)}`;
  const field = input && [
    element("label", { for: `${id}-field` }, label),
    input,
    help && element("p", { class: "fine", id: `${id}-help` }, help),
  ];
  input?.setAttribute("id", `${id}-field`);
  if (help) input?.setAttribute("aria-describedby", `${id}-help`);
  if (required) input?.setAttribute("required", "");
  const dialog = element("dialog", { "aria-labelledby": `${id}-title` });
  return new Promise((resolve) => {
    let value = null;
    const submit = (event) => {
      event.preventDefault();
      value = input ? input.value.trim() : "";
      if (input && required && !value) return input.focus();
      dialog.close();
    };
    const form = element("form", { submit },
      element("h2", { id: `${id}-title` }, title), body, field,
      element("div", { class: "actions" },
        element("button", { type: "button", class: "quiet", click: () => ((value = null), dialog.close()) }, "Go back"),
        element("button", { type: "submit", class: danger ? "danger" : "primary", autofocus: !input }, confirm)));
    dialog.append(form);
    dialog.addEventListener("cancel", () => (value = null));
    dialog.addEventListener("close", () => (dialog.remove(), resolve(value)));
    document.body.append(dialog);
    dialog.showModal();
    input?.focus();
  });
}

/** Why it is done: text for the audit trail. */
export function askReason({ title, body, confirm, danger }) {
  const input = element("textarea", { rows: "3", maxlength: "1000" });
  const help = "It stands in the audit trail for whoever asks later why this version is live.";
  return ask({ title, body, input, label: "Reason", help, confirm, danger });
}

/** Whether to do it. */
export async function askWhether({ title, body, confirm, danger }) {
  return (await ask({ title, body, confirm, danger })) !== null;
}

/** A key for the server. */
export function askKey(problem) {
  const input = element("input", { type: "password", autocomplete: "off", spellcheck: "false" });
  const body = problem
    ? element("p", null, problem.code === "key-unknown"
      ? "The server does not know this key, or it was revoked."
      : "This server answers only with a key.")
    : element("p", null, "With a key the server knows who asks, and what they may do.");
  const help = "It is kept in this tab only and forgotten when the tab is closed. “refit key create” makes one.";
  return ask({ title: "Key for this server", body, input, label: "Key", help, confirm: "Use this key" });
}
