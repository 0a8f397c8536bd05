// Searches a site in a real browser: search.mjs FOLDER PORTABLE QUERIES. FOLDER holds the site, PORTABLE
// the one to be opened from a disk, QUERIES lines such as `en | 2.3 | 2025-27/solutions/#local-government`:
// language, what is typed, the first result.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AxeBuilder, browser } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, portable, table] = process.argv.slice(2);
const queries = readFileSync(table, "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split(" | "));
const faults = [];
let looks = 0;
const expect = (is, what) => { looks += 1; if (!is) faults.push(what); };
const atRoot = await serve(folder);
const below = await serve(folder, "a/b");
const disk = `${pathToFileURL(portable).href.replace(/\/$/, "")}/`;

// A page that says when it asks for anything elsewhere, or when a script fails.
async function open(root, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => { asked.push(request.url()); if (!request.url().startsWith(root)) faults.push(`asks for ${request.url()}`); });
  page.on("pageerror", (error) => faults.push(`script: ${error}`));
  page.on("console", (message) => { if (message.type() === "error") faults.push(`console: ${message.text()}`); });
  return { page, asked, close: () => context.close() };
}
// On a disk there is nobody to give a folder's index.
const there = (root, address) => root + (root === disk ? address.replace(/(^|\/)(?=#|$)/, "$1index.html") : address);
const searchPage = (root, lang) => there(root, `${lang === "en" ? "" : `${lang}/`}search/`);
const first = (page) => page.evaluate(() => document.querySelector(".found__link")?.href ?? "nothing");
const status = (page) => page.locator("[role=status]").innerText();
const says = (page, words) => page.waitForFunction((words) => document.querySelector("[role=status]").innerText.includes(words), words, { timeout: 10000 }).then(() => true, () => false);
// Types, and waits until the results are those of what was typed.
const type = async (page, query) => {
  await page.locator("#_query").fill(query);
  await page.waitForFunction((query) => new URLSearchParams(location.search).get("q") === query && document.querySelector("[role=status]").innerText, query, { timeout: 10000 }).catch(() => faults.push(`no answer to ${query}`));
  await page.waitForTimeout(20);
};

// The table, by address at the root, and typed below a path and from a disk.
const ways = [[atRoot.root, "address"], [below.root, "typed"], [disk, "typed"], [disk, "address"]];
await Promise.all(["en", "cy"].map(async (lang) => {
  for (const [root, how] of ways) {
    const { page, close } = await open(root);
    await page.goto(searchPage(root, lang));
    for (const [, query, wanted] of queries.filter(([own]) => own === lang)) {
      if (how === "typed") await type(page, query);
      else {
        await page.goto(`${searchPage(root, lang)}?q=${encodeURIComponent(query)}`);
        await page.waitForFunction(() => document.querySelector("[role=status]")?.innerText, null, { timeout: 10000 }).catch(() => {});
        await page.waitForTimeout(20);
      }
      const found = await first(page);
      if (root === disk) expect(existsSync(fileURLToPath(found.split("#")[0])), `${query} finds ${found}, which is no file`);
      expect(found === there(root, wanted), `${root === disk ? "from a disk" : root} (${lang}): ${query} finds ${found.replace(root, "")}, not ${wanted}`);
    }
    await close();
  }
}));

// The index is loaded when the field is first used, and once.
{
  const { page, asked, close } = await open(atRoot.root);
  const loaded = () => asked.filter((url) => url.endsWith("/search/index.js")).length;
  await page.goto(`${atRoot.root}2025-27/`);
  await page.goto(searchPage(atRoot.root, "en"));
  await page.waitForTimeout(300);
  expect(loaded() === 0, "the index is loaded before it is used");
  await page.locator("#_query").focus();
  await type(page, "metro mayors");
  await type(page, "councillors");
  expect(loaded() === 1, `the index was loaded ${loaded()} times`);
  // The address is kept; one comes back to the results.
  const wanted = await first(page);
  await page.locator(".found__link").first().click();
  await page.goBack();
  expect(await says(page, "results") && (await first(page)) === wanted, "coming back does not lead to the results");
  await close();
}

// With the keyboard alone, from any page.
{
  const { page, close } = await open(atRoot.root);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  await page.goto(`${atRoot.root}dates/`);
  for (let step = 0; step < 6 && (await focused()) !== "Search"; step += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\/$/);
  for (let step = 0; step < 20 && (await focused()) !== "_query"; step += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("metro mayors");
  expect(await says(page, "6 results"), `"${await status(page)}" is said of metro mayors`);
  const at = () => page.evaluate(() => [...document.querySelectorAll(".found__link")].indexOf(document.activeElement));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect((await at()) === 1, "the arrow does not lead to the second result");
  expect(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle) !== "none", "the focus is not to be seen");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect((await focused()) === "_query", "the arrow does not lead back to the field");
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.querySelector("#_query").value === "" && !location.search && !document.querySelector(".found") && !document.querySelector("#_index").hidden), "Escape does not clear the search");
  await page.keyboard.type("metro mayors");
  await page.keyboard.press("Enter");
  await says(page, "6 results");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect((await at()) === 0, "Tab does not lead to the first result");
  const wanted = await first(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(wanted).catch(() => {});
  expect(page.url() === wanted, `Enter leads to ${page.url()}`);
  await close();
}

// What is said: how many, that some words are missing, what to do where there is nothing.
for (const [lang, query, words] of [["en", "pioneer", "1 result"], ["cy", "pioneer", "1 canlyniad"], ["cy", "2.3", "2 ganlyniad"], ["cy", "fairtrade", "3 chanlyniad"], ["en", "councils zebra", "Nothing has all of these words"], ["en", "co-operative", "More than 50 results"]]) {
  const { page, close } = await open(below.root);
  await page.goto(searchPage(below.root, lang));
  await type(page, query);
  expect((await status(page)).includes(words), `${query} (${lang}): "${await status(page)}" is said`);
  expect(await page.evaluate(() => document.querySelectorAll(".found").length <= 50 && document.querySelector("#_index").hidden), `${query}: the results and the index are both there`);
  await close();
}
{
  const { page, close } = await open(below.root);
  await page.goto(searchPage(below.root, "en"));
  await type(page, "memmbershop");
  expect((await status(page)) === "Nothing found", `"${await status(page)}" is said of nothing`);
  expect(await page.locator("#_index").isVisible(), "the index is hidden where nothing is found");
  expect((await page.locator(".search__results").innerText()).includes("Board Secretary"), "nobody is named to ask");
  await page.locator(".search__near a").first().click();
  expect(await says(page, "result"), "the nearest word does not lead to results");
  expect((await page.inputValue("#_query")) === "membership", `the nearest word is ${await page.inputValue("#_query")}`);
  await close();
}

// The other language, when it is asked for.
{
  const { page, asked, close } = await open(below.root);
  await page.goto(searchPage(below.root, "en"));
  await type(page, "cynghorwyr");
  expect((await page.locator(".found").count()) === 0, "a Welsh word is found on the English pages");
  expect(!asked.some((url) => url.includes("/cy/")), "the other language is loaded before it is asked for");
  await page.getByRole("button", { name: "Also search in Cymraeg" }).click();
  await page.waitForSelector(".search__other .found__link");
  expect((await first(page)).startsWith(`${below.root}cy/`), `the Welsh results lead to ${await first(page)}`);
  expect(await page.evaluate(() => document.activeElement.localName === "h2" && document.querySelector(".search__other .search__list").lang === "cy"), "the Welsh results are not announced");
  await close();
}

// Without a script, and where the index does not come.
{
  const { page, close } = await open(atRoot.root, { javaScriptEnabled: false });
  await page.goto(searchPage(atRoot.root, "en"));
  expect((await page.locator("input").count()) === 0, "there is a field that does nothing");
  expect((await page.locator("#_index a").count()) > 200, "the plain index is short");
  for (const words of ["2.3", "2-A1", "Local parties in Wales", "Board Secretary", "credit union", "Operations"]) {
    expect((await page.locator("#_index").innerText()).includes(words), `the plain index has no ${words}`);
  }
  await close();
}
{
  const { page, close } = await open(atRoot.root);
  const before = faults.length;
  await page.route("**/search/index.js", (route) => route.abort());
  await page.goto(`${searchPage(atRoot.root, "en")}?q=councillors`);
  expect(await says(page, "could not be loaded"), "it is not said that the index did not come");
  expect(await page.locator("#_index").isVisible(), "the plain index is hidden where the search failed");
  faults.splice(before, faults.length, ...faults.slice(before).filter((what) => !what.includes("ERR_FAILED")));
  await close();
}

// No accessibility fault, with results, with none and with those of both languages.
await Promise.all([["light", 320], ["dark", 320], ["light", 1280], ["dark", 1280]].map(async ([colorScheme, width]) => {
  for (const [lang, query] of [["en", "metro mayors"], ["en", "memmbershop"], ["cy", "Cymru"], ["cy", "zzzz"]]) {
    const { page, close } = await open(atRoot.root, { colorScheme, viewport: { width, height: 800 } });
    await page.goto(`${searchPage(atRoot.root, lang)}?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => document.querySelector("[role=status]")?.innerText);
    await page.locator(".search__results button").click();
    await page.waitForSelector(".search__other");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const where = `${query} (${lang}, ${colorScheme}, ${width}px)`;
    expect(over <= 0, `${where}: ${over}px wider than the window`);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    for (const own of violations) faults.push(`${where}: ${own.id}: ${own.help} ${own.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ")}`);
    looks += 1;
    await close();
  }
}));

await browser.close();
atRoot.close();
below.close();
faults.forEach((what) => console.log(what));
console.log(`${queries.length} queries, ${looks} looks, ${faults.length} faults`);
process.exit(faults.length || queries.length < 40 ? 1 : 0);
