// An editor without a window: opens files of a project in the YAML language server, with the
// project's own settings, and says what a person would see there.
//
// node editor.mjs ROOT <questions.json; the questions and the answers:
// {"open": [PATH], "complete": [{"file", "line", "character"}], "hover": [the same]}
// {"faults": {PATH: [{"line", "character", "message"}]}, "complete": [[LABEL]], "hover": [TEXT]}
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = process.argv[2];
const questions = JSON.parse(readFileSync(0, "utf8"));
const settings = JSON.parse(readFileSync(join(root, ".vscode/settings.json"), "utf8"));
const require = createRequire(join(process.cwd(), "package.json"));
const folder = join(require.resolve("yaml-language-server/package.json"), "..");
const server = spawn(process.execPath, [join(folder, "bin/yaml-language-server"), "--stdio"]);

/** Settings as the server asks for them: "yaml" for all that begin with "yaml.". */
function section(name) {
  const found = {};
  for (const [key, value] of Object.entries(settings)) {
    if (key.startsWith(`${name}.`)) found[key.slice(name.length + 1)] = value;
  }
  // Nothing is fetched from elsewhere.
  if (name === "yaml") Object.assign(found, { schemaStore: { enable: false }, validate: true, hover: true, completion: true });
  return found;
}

let waiting = Buffer.alloc(0);
let id = 0;
const answers = new Map();
const faults = new Map();

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function ask(method, params) {
  id += 1;
  send({ id, method, params });
  return new Promise((answer) => answers.set(id, answer));
}

function take(message) {
  if (message.method === "workspace/configuration") {
    send({ id: message.id, result: message.params.items.map((item) => section(item.section)) });
  } else if (message.method === "textDocument/publishDiagnostics") {
    faults.set(message.params.uri, message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.id !== undefined) {
    answers.get(message.id)?.(message.result);
  }
}

server.stdout.on("data", (chunk) => {
  waiting = Buffer.concat([waiting, chunk]);
  for (;;) {
    const head = waiting.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(waiting.subarray(0, head).toString())[1]);
    if (waiting.length < head + 4 + length) return;
    const body = waiting.subarray(head + 4, head + 4 + length).toString();
    waiting = waiting.subarray(head + 4 + length);
    take(JSON.parse(body));
  }
});

const pause = (time) => new Promise((done) => setTimeout(done, time));
const address = (path) => pathToFileURL(join(root, path)).href;

/** Asks again until the answer is one, since the server reads the schemas in its own time. */
async function until(question) {
  for (let tries = 0; tries < 40; tries += 1) {
    const answer = await question();
    if (answer) return answer;
    await pause(250);
  }
  return null;
}

const workspace = pathToFileURL(root).href;
await ask("initialize", {
  processId: process.pid,
  rootUri: workspace,
  workspaceFolders: [{ uri: workspace, name: "project" }],
  capabilities: {
    workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
    textDocument: {
      publishDiagnostics: {},
      hover: { contentFormat: ["markdown"] },
      completion: { completionItem: { documentationFormat: ["markdown"] } },
    },
  },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings: null } });
await pause(500);

for (const path of questions.open) {
  const text = readFileSync(join(root, path), "utf8");
  send({
    method: "textDocument/didOpen",
    params: { textDocument: { uri: address(path), languageId: "yaml", version: 1, text } },
  });
}
await until(() => (questions.open.every((path) => faults.has(address(path))) ? true : null));
// A file is looked at once more when its schema has been read.
await pause(1500);

const at = ({ file, line, character }) => ({ textDocument: { uri: address(file) }, position: { line, character } });
const complete = [];
for (const place of questions.complete ?? []) {
  const list = await until(async () => {
    const found = await ask("textDocument/completion", at(place));
    return found?.items?.length ? found.items : null;
  });
  complete.push((list ?? []).map((item) => item.label));
}
const hover = [];
for (const place of questions.hover ?? []) {
  const found = await until(() => ask("textDocument/hover", at(place)));
  hover.push(found?.contents?.value ?? "");
}
const shown = Object.fromEntries(
  questions.open.map((path) => [
    path,
    (faults.get(address(path)) ?? []).map((own) => ({ ...own.range.start, message: own.message })),
  ]),
);
process.stdout.write(JSON.stringify({ faults: shown, complete, hover }));
server.kill();
process.exit(0);
