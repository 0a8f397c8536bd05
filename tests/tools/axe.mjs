// Looks for accessibility faults on one page of each kind, light and dark, wide and narrow.
// axe.mjs FOLDER PAGE...: pages are addresses such as cy/2025-27/.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder, browser } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, ...pages] = process.argv.slice(2);

const { root, close } = await serve(folder);
// 404.html alone has addresses from base_url, and its policy lets it ask no other site; it is looked at
// there, answered from the folder.
const base = (await readFile(join(folder, "sitemap.xml"), "utf8")).match(/<loc>(.*?)<\/loc>/)[1];

let faults = 0, looks = 0;
const looksLike = [["light", 320], ["dark", 320], ["light", 1280], ["dark", 1280]];
await Promise.all(looksLike.map(async ([colorScheme, width]) => {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const say = (where, what) => { faults += 1; console.log(`${where} (${colorScheme}, ${width}px): ${what}`); };
  await context.route(`${base}**`, async (route) => route.fulfill({ response: await route.fetch({ url: root + route.request().url().slice(base.length) }) }));
  const known = (url) => url.startsWith(root) || url === `${base}404.html` || (url.startsWith(base) && page.url().endsWith("/404.html"));
  page.on("request", (request) => { if (!known(request.url())) say(page.url(), `asks for ${request.url()}`); });
  page.on("console", (message) => { if (message.type() === "error") say(page.url(), message.text()); });
  page.on("dialog", async (dialog) => { say(page.url(), `dialog ${dialog.message()}`); await dialog.dismiss(); });
  for (const address of pages) {
    await page.goto((address === "404.html" ? base : root) + address);
    looks += 1;
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) say(address || "/", `${over}px wider than the window`);
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    for (const violation of violations) {
      say(address || "/", `${violation.id}: ${violation.help} ${violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ")}`);
    }
  }
  await context.close();
}));
await browser.close();
close();
console.log(`${looks} looks, ${faults} faults`);
process.exit(faults ? 1 : 0);
