// The plugins: what became of each file, and a way to bring and to remove them.

import { attempt } from "./actions.js";
import { path, post, postBody, remove } from "./api.js";
import { askWhether } from "./dialogs.js";
import { element } from "./element.js";
import { digest } from "./format.js";
import { sentence, tell } from "./notices.js";
import { badge, button, empty, heading, link, section, table } from "./parts.js";
import * as mean from "./words.js";

const COLUMNS = ["File", "State", "Document type", "Version", "SHA-256", "Why it is not used, and what to do", "Actions"];

export function open() {
  return { title: "Plugins", draw };
}

function draw({ status }) {
  const { plugins } = status;
  return [
    heading("Plugins"),
    element("p", { class: "fine" }, "A plugin knows one document type: its features, and how a document looks. ",
      "It can be dropped into the folder of plugins too; the server finds it there by itself."),
    plugins.length === 0
      ? empty("There is no plugin yet. Add a .wasm file here, or build the ones that come with Refit and put them into the folder of plugins.")
      : table("Files of plugins", COLUMNS, plugins.map(row)),
    section("Add or replace a plugin", form()),
  ];
}

function row(plugin) {
  const { document_type: type, state } = plugin;
  return {
    key: `${plugin.file} ${plugin.digest} ${state}`,
    cells: [
      element("code", { class: "file" }, plugin.file),
      badge(mean.pluginState(state)),
      type ? link(`#/types/${type}`, element("code", null, type)) : "not known",
      plugin.version ?? "–",
      digest(plugin.digest),
      plugin.reason && element("div", { class: "reason" }, sentence(plugin.reason),
        plugin.hint && element("p", { class: "fine" }, sentence(plugin.hint)),
        plugin.code && element("p", { class: "fine" }, "Code: ", element("code", null, plugin.code))),
      element("div", { class: "actions" },
        state === "quarantined" && button("Release", () => release(type), { kind: "small", name: `Release ${type} from quarantine` }),
        type && (state === "ready" || state === "quarantined") &&
          button("Remove", () => drop(plugin), { kind: "small", name: `Remove the plugin of ${type}` })),
    ],
  };
}

function form() {
  return element("form", { class: "inline", submit: (event) => event.preventDefault() },
    element("label", { for: "component" }, "Component (.wasm)"),
    element("input", { id: "component", name: "component", type: "file", accept: ".wasm,application/wasm" }),
    button("Add", bring, { kind: "primary" }),
    element("p", { class: "fine" }, "It is checked first: what is refused changes nothing. ",
      "“refit plugin check FILE” says before what it would be refused for."));
}

async function bring(event) {
  const input = event.currentTarget.closest("form").elements.component;
  const [file] = input.files;
  if (!file) return input.click();
  const isDone = await attempt(`Adding ${file.name}`, async () => {
    const answer = await postBody("/api/plugins", file, "application/wasm");
    tell(`${answer.document_type} ${answer.version} is ${answer.replaced ? "in use, in place of the one before" : "ready"}. `,
      link(`#/types/${answer.document_type}`, "See the type"));
  });
  if (isDone) input.value = "";
}

async function drop({ document_type: type, file }) {
  const body = element("p", null, `Documents of the type ${type} are no longer scored, and its model is no longer retrained, `,
    "until the plugin is added again. Its versions and documents stay.");
  if (!(await askWhether({ title: `Remove ${file}?`, body, confirm: "Remove", danger: true }))) return;
  await attempt(`Removing ${file}`, async () => {
    await remove(path`/api/plugins/${type}`);
    tell(`The plugin of ${type} is removed.`);
  });
}

async function release(type) {
  const body = element("p", null, "It is called again. If it goes on failing it is quarantined again.");
  if (!(await askWhether({ title: `Release ${type} from quarantine?`, body, confirm: "Release" }))) return;
  await attempt(`Releasing ${type}`, async () => {
    await post(path`/api/plugins/${type}/release`);
    tell(`The plugin of ${type} is called again.`);
  });
}
