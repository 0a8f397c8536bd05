// Prints pages with one Chromium that is kept open, and says how many seconds they took.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const playwright = await import(pathToFileURL(require.resolve("playwright-core")));
const { chromium } = playwright.default ?? playwright;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const page = await browser.newPage();
const print = async (path) => {
  await page.goto(pathToFileURL(path).href);
  await page.pdf({ preferCSSPageSize: true, tagged: true });
};
const pages = process.argv.slice(2);
await print(pages[0]);
const started = performance.now();
for (const path of pages) await print(path);
console.log((performance.now() - started) / 1000);
await browser.close();
