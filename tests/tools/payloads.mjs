// Opens every page of many small sites in a real browser: payloads.mjs FOLDER.
// FOLDER/sites.json lists them: {name, pages, shown, allowed}, each in a folder of its name. A site is served
// as http://NAME.plan.example/, by plain static hosting; every other name leads to the same server,
// which notes who was asked for. First without any policy, so that the escaping stands alone, and all
// that is to be shown is looked for; then with it, from `_headers` and the page or the page alone.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const module = await import(pathToFileURL(require.resolve("playwright-core")));
const chromium = module.chromium ?? module.default.chromium;
const sites = JSON.parse(await readFile(join(folder, "sites.json"), "utf8"));
const faults = [];
const fault = (where, what) => { if (faults.length < 200) faults.push(`${where}: ${what}`); };

const types = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", txt: "text/plain" };
let withHeaders = () => false;
const headers = new Map();
const server = createServer(async (request, response) => {
  const host = request.headers.host ?? "";
  const name = host.replace(/\.plan\.example$/, "");
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  // The browser itself also asks for what its makers keep elsewhere.
  if (host.includes("evil")) fault("the server", `was asked for ${host}${request.url}`);
  if (path === "/favicon.ico") return response.writeHead(204).end();
  try {
    if (withHeaders(name)) for (const [key, value] of headers.get(name)) response.setHeader(key, value);
    const bytes = await readFile(join(folder, name, path.endsWith("/") ? `${path}index.html` : path));
    response.setHeader("content-type", types[path.endsWith("/") ? "html" : path.split(".").pop()] ?? "application/octet-stream");
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((done) => server.once("listening", done));
for (const { name } of sites) {
  const lines = (await readFile(join(folder, name, "_headers"), "utf8")).split("\n").slice(1);
  headers.set(name, lines.filter((line) => line.includes(": ")).map((line) => line.trim().split(/: (.*)/).slice(0, 2)));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable", `--host-resolver-rules=MAP * 127.0.0.1:${server.address().port}`],
});

// What a page shows, and what in it could run, fetch or style, as the browser understood it.
const look = () => {
  const wrong = [];
  const shown = [document.documentElement.textContent];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    // The scripts of the search and the finder make their fields; the sheet has boxes, fields and buttons.
    const field = ["form", "input", "button"].includes(name) && element.closest("#_search, #_finder, #_ours");
    const sheet = element.matches("#_ours-sheet :is(input.box[id^='_tick-'], input[data-field], button[data-remove], #_ours-add), template[id^='_ours-']");
    if (!field && !sheet && ["style", "iframe", "object", "embed", "base", "form", "input", "button", "template", "math", "foreignObject"].includes(name)) wrong.push(`<${name}>`);
    // Data for programs, which no browser runs.
    const data = name === "script" && element.type === "application/ld+json" && !element.src;
    if (data) try { JSON.parse(element.textContent); } catch { wrong.push("data that is no JSON"); }
    if (name === "script" && !data && (!element.src || element.textContent || !element.defer)) wrong.push("an inline script");
    if (name === "meta" && element.httpEquiv && element.httpEquiv !== "Content-Security-Policy") wrong.push(`<meta ${element.httpEquiv}>`);
    for (const { name: key, value } of element.attributes) {
      if (key.startsWith("on") || ["style", "srcdoc", "srcset", "action", "formaction"].includes(key)) wrong.push(`<${name} ${key}>`);
      if (["alt", "aria-label", "title", "content"].includes(key)) shown.push(value);
      if (!/^[a-z][a-z0-9-]*$/.test(key) && key !== "viewBox") wrong.push(`<${name}> has an attribute ${JSON.stringify(key)}`);
    }
    if (name === "a" && element.hasAttribute("href")) {
      const href = element.getAttribute("href");
      if (!["http:", "https:", "mailto:", "tel:"].includes(element.protocol)) wrong.push(`a link to ${JSON.stringify(href)}`);
      else if (element.protocol.startsWith("http") && element.host !== location.host && !/^https?:\/\//i.test(href)) wrong.push(`a link that leaves: ${JSON.stringify(href)}`);
    }
  }
  return { wrong, shown: shown.join("\n") };
};

// The same letters as those that the test asks for.
const letters = (text) => text.replaceAll("—", "---").replaceAll("–", "--").replaceAll("…", "...")
  .replace(/[\s\u0000-\u001f\u007f-\u009f\u0085\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]/g, "")
  .replace(/[“”]/g, '"').replace(/[‘’]/g, "'");

// Opens pages, several at once; `allowed` says that the author's own HTML is among them.
let opened = 0;
async function visit(all, { bypassCSP, allowed = false }, see) {
  const context = await browser.newContext({ bypassCSP });
  await context.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
  let next = 0;
  await Promise.all([1, 2, 3].map(async () => {
    const page = await context.newPage();
    let at = "";
    page.on("dialog", (dialog) => { fault(at, `a dialog: ${dialog.message()}`); dialog.dismiss().catch(() => {}); });
    page.on("pageerror", (error) => fault(at, `a script failed: ${error}`));
    page.on("popup", () => fault(at, "a window opened"));
    page.on("console", (message) => { if (!allowed && message.type() === "error" && !/the server responded with a status of 404/.test(message.text())) fault(at, `console: ${message.text()}`); });
    page.on("request", (request) => {
      const own = at === "" || new URL(request.url()).host === new URL(at).host;
      // What the policy stops is announced here too; the server says whether it was asked for.
      if (!own && !allowed) fault(at, `asks for ${request.url()}`);
    });
    if (allowed) {
      // The author's own HTML may lead elsewhere, as a link does; it may not fetch.
      await page.route("**/*", (route) => route.request().isNavigationRequest() && new URL(route.request().url()).host !== new URL(at).host ? route.abort() : route.continue());
    }
    while (next < all.length) {
      const { url, site } = all[next++];
      at = url;
      await page.goto(url, { waitUntil: "load", timeout: 30000 }).catch((error) => { if (!allowed) fault(at, String(error).split("\n")[0]); });
      opened += 1;
      if (url.includes("?q=")) await page.waitForFunction(() => document.querySelector("[role=status]")?.textContent, null, { timeout: 30000 }).catch(() => fault(at, "the search says nothing"));
      if (allowed) { await page.waitForTimeout(50); continue; }
      const { wrong, shown } = await page.evaluate(look);
      wrong.forEach((what) => fault(at, what));
      see?.(site, shown);
    }
    at = "";
    await page.close();
  }));
  await context.close();
}

// The search is asked as well: for what would run if it were not text, and for what is in the titles.
const asked = (site) => (site.payload === undefined ? ["page"] : ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', site.payload.slice(0, 150)])
  .map((query) => `search/?q=${encodeURIComponent(query)}`);
const pages = (own) => own.flatMap((site) => [...site.pages, ...asked(site)].map((path) => ({ site, url: `http://${site.name}.plan.example/${path}` })));
const began = Date.now();
const escaped = sites.filter((site) => !site.allowed);
const text = new Map();
await visit(pages(escaped), { bypassCSP: true }, (site, shown) => text.set(site, `${text.get(site) ?? ""}\n${letters(shown)}`));
let looked = 0;
for (const site of escaped) {
  for (const [what, any] of Object.entries(site.shown)) {
    looked += 1;
    if (!any.some((words) => (text.get(site) ?? "").includes(words))) fault(site.name, `${what} is not shown as ${any[0]}`);
  }
}
const bare = Date.now();
withHeaders = (name) => Number(name.slice(1)) % 2 === 0;
await visit(pages(escaped).filter(({ url }) => !url.includes(".example/cy/")), { bypassCSP: false });
const kept = Date.now();
await visit(pages(sites.filter((site) => site.allowed)), { bypassCSP: false, allowed: true });
await browser.close();
server.close();
faults.forEach((what) => console.log(what));
console.log(`${opened} pages opened, ${looked} texts looked for, ${faults.length} faults (${bare - began}, ${kept - bare}, ${Date.now() - kept} ms)`);
process.exit(faults.length || opened < 100 ? 1 : 0);
