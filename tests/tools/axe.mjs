// Looks for accessibility faults on one page of each kind, light and dark, wide and narrow.
// axe.mjs FOLDER PAGE...: pages are addresses such as cy/2025-27/.
import { join } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { serve } from "./serve.mjs";

const [folder, ...pages] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const load = async (name) => { const m = await import(pathToFileURL(require.resolve(name))); return m.default?.chromium || m.default?.AxeBuilder ? m.default : m; };
const { chromium } = await load("playwright-core");
const { AxeBuilder } = await load("@axe-core/playwright");

const { root, close } = await serve(folder);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
let faults = 0, looks = 0;
for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 1280]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const say = (where, what) => { faults += 1; console.log(`${where} (${colorScheme}, ${width}px): ${what}`); };
    page.on("request", (request) => { if (!request.url().startsWith(root)) say(page.url(), `asks for ${request.url()}`); });
    page.on("console", (message) => { if (message.type() === "error") say(page.url(), message.text()); });
    page.on("dialog", async (dialog) => { say(page.url(), `dialog ${dialog.message()}`); await dialog.dismiss(); });
    for (const address of pages) {
      await page.goto(root + address);
      looks += 1;
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) say(address || "/", `${over}px wider than the window`);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      for (const violation of violations) {
        say(address || "/", `${violation.id}: ${violation.help} ${violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ")}`);
      }
    }
    await context.close();
  }
}
await browser.close();
close();
console.log(`${looks} looks, ${faults} faults`);
process.exit(faults ? 1 : 0);
