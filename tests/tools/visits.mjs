// Comes to previews that other machines can ask for, from pages of another site, in a real browser:
// visits.mjs PROGRAM PROJECT. It starts `PROGRAM serve --host` in the folder PROJECT.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UNLISTED, browser } from "./browser.mjs";

const [program, project] = process.argv.slice(2);
const faults = [];
let looks = 0;
const expect = (is, what) => { looks += 1; if (!is) faults.push(what); };

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill()));
// Starts a preview; its port and its token.
const start = (port = 0, more = ["--host", "0.0.0.0"]) => new Promise((done, failed) => {
  const child = spawn(program, ["serve", "--port", port, "--date", "2026-05-01", ...more], { cwd: project, stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  const stop = () => new Promise((ended) => { running.delete(child); child.once("exit", ended); child.kill(); });
  let said = "";
  child.once("exit", () => failed(new Error(said)));
  child.stderr.on("data", (text) => {
    said += text;
    const found = said.match(/ is at http:\/\/[^/]*:(\d+)\/(?:\?token=(\w+))?\n/);
    if (found) done({ port: Number(found[1]), token: found[2], stop });
  });
});

// Another site: it answers with the page that the address asks for, or leads on.
const elsewhere = createServer((request, response) => {
  const asked = new URL(request.url, "http://localhost");
  if (asked.searchParams.has("to")) {
    response.writeHead(302, { location: asked.searchParams.get("to") }).end();
  } else {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>${asked.searchParams.get("page") ?? ""}`);
  }
}).listen(0, "127.0.0.1");
await new Promise((done) => elsewhere.once("listening", done));
const other = `http://localhost:${elsewhere.address().port}`;
const holding = (page) => `${other}/?page=${encodeURIComponent(page)}`;

const isShown = async (page, address) => {
  await page.waitForURL(address, { timeout: 10000 }).catch(() => null);
  // It comes with the news, which need the cookie too.
  const news = await page.waitForSelector("#_planpress .planpress-settings", { state: "attached", timeout: 10000 }).catch(() => null);
  return page.url() === address && news !== null && (await page.innerText("main")).includes("Plan for the plots");
};
const reload = (page) => page.reload().catch(() => null);
const click = (page) => page.click("#to");

const ways = {
  "a link": (to) => [holding(`<a id=to href="${to}">to</a>`), click],
  "a link for a new window": (to) => [holding(`<a id=to target=_blank href="${to}">to</a>`), click],
  "a form": (to) => [holding(`<form action="${to.split("?")[0]}"><input name=token value="${to.split("=")[1] ?? ""}"><button id=to>to</button></form>`), click],
  "a script": (to) => [holding(`<button id=to onclick="location = '${to}'">to</button>`), click],
  "a window that a script opens": (to) => [holding(`<button id=to onclick="window.open('${to}')">to</button>`), click],
  "a page that refreshes": (to) => [holding(`<meta http-equiv=refresh content="0; url=${to}">`), () => null],
  "a link that leads on": (to) => [holding(`<a id=to href="${other}/?to=${encodeURIComponent(to)}">to</a>`), click],
  "a frame's link": (to) => [holding(`<iframe srcdoc='<a target=_top href="${to}">to</a>'></iframe>`), (page) => page.frames()[1].evaluate(() => { setTimeout(() => document.querySelector("a").click()); })],
};

// Browsers tell a host on this machine what a request is for; others are told nothing.
for (const host of ["127.0.0.1", UNLISTED]) {
  let [first, second] = [await start(), await start()];
  const at = (preview, path = "/") => `http://${host}:${preview.port}${path}`;
  const printed = (preview, path) => `${at(preview, path)}?token=${preview.token}`;
  const context = await browser.newContext();
  let leaks = 0;
  context.on("request", async (request) => {
    const { referer = "" } = await request.allHeaders().catch(() => ({}));
    if (referer.startsWith(`http://${host}`) && referer.includes("token")) leaks += 1;
  });
  const visit = async (name, to, then = to.split("?")[0]) => {
    const page = await context.newPage();
    const [from, go] = ways[name](to);
    await page.goto(from).catch(() => null);
    const opened = /window/.test(name) ? context.waitForEvent("page").catch(() => page) : page;
    await go(page);
    const shown = await opened;
    expect(await isShown(shown, then), `${host}: ${name} to ${to} ends at ${shown.url()}: ${(await shown.innerText("body").catch(() => "")).slice(0, 200)}`);
    return shown;
  };

  // A browser keeps few connections to a host, and each page that is open has one.
  const closeAll = () => Promise.all(context.pages().map((page) => page.close()));

  // From anywhere, each time as if for the first time.
  for (const name of Object.keys(ways)) {
    await context.clearCookies();
    await visit(name, printed(first, "/2025-27/"));
    await closeAll();
  }
  const file = join(project, "mail.html");
  await writeFile(file, `<a id=to href="${printed(first, "/2025-27/")}">to</a>`);
  await context.clearCookies();
  const mail = await context.newPage();
  await mail.goto(pathToFileURL(file).href);
  await click(mail);
  expect(await isShown(mail, at(first, "/2025-27/")), `${host}: a link in a file ends at ${mail.url()}`);

  await closeAll();

  // Beside another preview: neither takes the other's cookies.
  const one = await visit("a link", printed(first, "/2025-27/"));
  const two = await visit("a link", printed(second, "/2025-27/"));
  for (const page of [one, two]) {
    await reload(page);
    expect(await isShown(page, page.url()), `${host}: two previews lock each other out at ${page.url()}`);
  }
  if (!(await one.locator("#_planpress select").isVisible())) await one.locator("#_planpress .planpress-settings summary").click();
  await Promise.all([one.waitForEvent("load"), one.locator("#_planpress select").selectOption("staff")]);
  await reload(two);
  await isShown(two, two.url());
  const settings = (page) => page.waitForSelector("#_planpress .planpress-settings summary").then((summary) => summary.innerText());
  expect((await settings(one)).includes("staff"), `${host}: the edition is not chosen`);
  expect((await settings(two)).includes("public"), `${host}: the edition is chosen in the other preview too`);

  // A file of it can be saved.
  await two.evaluate(() => document.querySelector("main").insertAdjacentHTML("afterbegin", "<a id=save download href=/2025-27/plan.json>save</a>"));
  const [saved] = await Promise.all([two.waitForEvent("download", { timeout: 10000 }).catch(() => null), two.click("#save")]);
  expect(saved && (await saved.failure()) === null, `${host}: a link is not saved: ${await saved?.failure()}`);

  // The token is in no place that one comes back to.
  expect(!(await one.content()).includes(first.token), `${host}: the token is in the page`);
  expect(!(await one.evaluate(() => document.referrer + document.cookie + JSON.stringify({ ...sessionStorage, ...localStorage }))).includes(first.token), `${host}: a script can read the token`);
  await one.goBack();
  expect(one.url().startsWith(other), `${host}: going back leads to ${one.url()}`);

  // Started again, with the cookie of the time before.
  await first.stop();
  const before = first;
  first = await start(before.port);
  await visit("a link", printed(first, "/2025-27/"));
  await reload(two);
  expect(await isShown(two, two.url()), `${host}: the other preview is locked out by the start`);
  const again = await context.newPage();
  await again.goto(printed(before, "/2025-27/"));
  expect(await isShown(again, at(first, "/2025-27/")), `${host}: an old address is not shown where the new cookie is`);

  await closeAll();

  // A link without the token, or with an old one: a page says what to do, and has the way on.
  for (const to of [at(first, "/2025-27/"), printed(before, "/2025-27/")]) {
    const page = await context.newPage();
    await page.goto(holding(`<a id=to href="${to}">to</a>`));
    await click(page);
    await page.waitForURL(to);
    expect((await page.innerText("main")).includes("Open the whole address that the terminal shows"), `${host}: ${to} says ${await page.innerText("body")}`);
    await page.click("main a");
    expect(await isShown(page, at(first, "/2025-27/")), `${host}: the way on from ${to} ends at ${page.url()}`);
  }
  const stranger = await browser.newContext();
  const unknown = await stranger.newPage();
  expect((await unknown.goto(at(first, "/2025-27/"))).status() === 403, `${host}: it is shown without a token`);
  expect((await unknown.innerText("main")).includes("Open the whole address"), `${host}: nothing says what to do`);
  await stranger.close();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await plain.newPage();
  await quiet.goto(holding(`<a id=to href="${printed(first, "/2025-27/")}">to</a>`));
  await click(quiet);
  await quiet.waitForURL(at(first, "/2025-27/")).catch(() => null);
  expect((await quiet.innerText("main")).includes("Plan for the plots"), `${host}: without scripts it ends at ${quiet.url()}`);
  await plain.close();

  await closeAll();

  // Pages of another site show nothing of it, and read nothing.
  const local = host === "127.0.0.1" ? await start(0, []) : null;
  for (const to of [at(first), printed(first), ...(local ? [at(local)] : [])]) {
    const thief = await context.newPage();
    const framed = [`<iframe src="${to}"></iframe>`, `<embed src="${to}">`, `<object data="${to}"></object>`, `<embed type="text/html" src="${to}">`, `<iframe sandbox="allow-scripts" src="${to}"></iframe>`];
    for (const element of framed) {
      await thief.goto(holding(element), { waitUntil: "load" });
      await thief.waitForTimeout(200);
      for (const frame of thief.frames().slice(1)) {
        const text = await frame.locator("body").innerText({ timeout: 1000 }).catch(() => "");
        expect(!/Plan|preview/i.test(text), `${host}: ${element} shows ${text.slice(0, 100)}`);
      }
      looks += 1;
    }
    await thief.goto(other);
    const path = new URL(to);
    const read = await thief.evaluate(async ([origin, query]) => {
      const loads = (name, attributes) => new Promise((done) => {
        const element = Object.assign(document.createElement(name), attributes);
        element.onload = () => done(true);
        element.onerror = () => done(false);
        document.body.append(element);
      });
      const found = [];
      if (await loads("script", { src: `${origin}/assets/find.js${query}` })) found.push("a script");
      if (await loads("script", { src: `${origin}/_planpress/preview.js${query}` })) found.push("the preview's script");
      if (await loads("link", { rel: "stylesheet", href: `${origin}/assets/style.css${query}` })) found.push("a stylesheet");
      if (await loads("img", { src: `${origin}/favicon.svg${query}` })) found.push("a picture");
      for (const mode of ["cors", "no-cors"]) {
        const text = await fetch(`${origin}/2025-27/plan.json${query}`, { mode, credentials: "include" }).then((answer) => answer.text(), () => "");
        if (text) found.push(`data by ${mode}`);
      }
      await new Promise((done) => {
        const events = new EventSource(`${origin}/_planpress/events${query}`, { withCredentials: true });
        events.onmessage = () => { found.push("news"); done(); };
        events.onerror = () => { events.close(); done(); };
      });
      return found;
    }, [path.origin, path.search]);
    expect(read.length === 0, `${host}: another site reads ${read.join(", ")} of ${to}`);
    await thief.close();
  }
  expect(leaks === 0, `${host}: ${leaks} requests tell the token as where they come from`);
  await context.close();
  for (const preview of [first, second, local]) await preview?.stop();
}

await browser.close();
elsewhere.close();
faults.forEach((fault) => console.log(fault));
console.log(`${looks} looks, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
