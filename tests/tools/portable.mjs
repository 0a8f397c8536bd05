// Reads a site from a disk as a reader does, in a browser with nothing but its usual rights: follows every
// link from index.html, loads every asset, looks for every anchor, and searches in every language.
// portable.mjs FOLDER
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser } from "./browser.mjs";

const folder = process.argv[2];
const root = `${pathToFileURL(folder).href.replace(/\/$/, "")}/`;
const faults = new Set();
const open = async () => {
  const page = await (await browser.newContext({ reducedMotion: "reduce", viewport: { width: 390, height: 844 } })).newPage();
  const say = (what) => faults.add(`${page.url().replace(root, "")}: ${what}`);
  page.on("pageerror", (error) => say(`script: ${error}`));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) say(`console: ${message.text()}`); });
  page.on("requestfailed", (request) => say(`${request.url()} does not load`));
  page.on("request", (request) => { if (!request.url().startsWith(root)) say(`asks for ${request.url()}`); });
  return { page, say };
};
const isFile = (url) => { try { return statSync(fileURLToPath(url)).isFile(); } catch { return false; } };
const bare = (url) => url.split(/[?#]/)[0];

// Every page, four at a time; anchors are looked for when all pages are known.
const start = `${root}index.html`;
const waiting = [start];
const anchors = new Map([[start, null]]);
const links = [];
let busy = 0;
const take = async ({ page, say }) => {
  for (;;) {
    const url = waiting.pop();
    if (!url) {
      if (!busy) return;
      await new Promise((done) => setTimeout(done, 5));
      continue;
    }
    busy += 1;
    await page.goto(url);
    const found = await page.evaluate(async () => {
      const images = [...document.images];
      images.forEach((own) => { own.loading = "eager"; });
      const blank = (own) => own.decode().then(() => own.naturalWidth === 0, () => true);
      const blanks = await Promise.all(images.map(blank));
      return {
        ids: [...document.querySelectorAll("[id]")].map((own) => own.id),
        links: [...document.querySelectorAll("[href]")].map((own) => own.href),
        assets: [...document.querySelectorAll("[src]")].map((own) => own.src),
        bare: [...document.querySelectorAll("link[rel=stylesheet]")].filter((own) => !own.sheet).map((own) => own.href),
        blank: images.filter((_, at) => blanks[at]).map((own) => own.src),
        title: document.title,
      };
    });
    if (!found.title) say("has no title");
    for (const asset of [...found.bare, ...found.blank]) say(`${asset} is not shown`);
    anchors.set(url, new Set(found.ids));
    for (const to of [...found.links, ...found.assets]) {
      if (!to.startsWith("file:")) { if (!/^(https?|mailto|tel):/.test(to)) say(`leads to ${to}`); continue; }
      links.push([url, to]);
      if (!to.startsWith(root) || !isFile(bare(to))) { say(`${to} is no file`); continue; }
      if (bare(to).endsWith(".html") && !anchors.has(bare(to))) { anchors.set(bare(to), null); waiting.push(bare(to)); }
    }
    busy -= 1;
  }
};
const readers = await Promise.all([open(), open(), open(), open()]);
await Promise.all(readers.map(take));
for (const [from, to] of links) {
  const anchor = decodeURIComponent(to.split("#")[1] ?? "");
  if (anchor && anchors.get(bare(to)) && !anchors.get(bare(to)).has(anchor)) faults.add(`${from}: ${to} has no such anchor`);
}
const pages = readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".html"));
for (const name of pages) if (!anchors.get(root + name)) faults.add(`no link leads to ${name}`);

// What is broken already is said at once: clicking would only wait for it.
const end = async (searched) => {
  await browser.close();
  faults.forEach((what) => console.log(what));
  console.log(`${pages.length} pages, ${links.length} links, ${searched} results of searches, ${faults.size} faults`);
  process.exit(faults.size || pages.length < 2 || !searched ? 1 : 0);
};
if (faults.size) await end(0);

// By clicking: to each language, to its search, to what is found first, and back home.
const { page, say } = await open();
await page.goto(start);
const languages = await page.evaluate(() => [...document.querySelectorAll(".languages a")].map((own) => own.hreflang));
let searched = 0;
for (const lang of languages.length ? languages : [""]) {
  await page.goto(start);
  const other = page.locator(`.languages a[hreflang="${lang}"]:not([aria-current])`);
  if (await other.count()) await other.click();
  if (lang && (await page.evaluate(() => document.documentElement.lang)) !== lang) say(`is not in ${lang}`);
  await page.locator(".header__search a").click();
  await page.waitForSelector("#_query");
  const query = await page.locator("#_index .index__list a").nth(1).innerText();
  await page.locator("#_query").fill(query);
  await page.waitForSelector(".found__link");
  const others = page.locator(".search__results button");
  for (let left = await others.count(); left > 0; left -= 1) await others.first().click();
  await page.waitForTimeout(300);
  const hits = await page.evaluate(() => [...document.querySelectorAll(".found__link, .search__results a")].map((own) => own.href));
  for (const hit of hits) if (!isFile(bare(hit)) || !anchors.has(bare(hit))) say(`finds ${hit}, which is no page`);
  await page.locator(".found__link").first().click();
  await page.waitForURL((url) => String(url) === hits[0]);
  const title = await page.locator("h1").first().innerText();
  if (!title) say("is found and says nothing");
  await page.locator(".header__name a").click();
  await page.waitForURL((url) => /\/index\.html$/.test(String(url)));
  searched += hits.length;
}

await end(searched);
