// Looks at a preview in a real browser, while files change: preview.mjs ADDRESS CONTENT [PICTURES].
// CONTENT is the folder that is served; with PICTURES what was seen is kept there.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder, browser } from "./browser.mjs";

const [address, content, pictures] = process.argv.slice(2);
const faults = [];
let looks = 0;
const expect = (is, what) => { looks += 1; if (!is) faults.push(what); };
const context = await browser.newContext({ viewport: { width: 390, height: 700 }, reducedMotion: "reduce" });
const page = await context.newPage();
page.on("pageerror", (error) => faults.push(`script: ${error}`));
page.on("console", (message) => { if (message.type() === "error" && !/status of (404|500)/.test(message.text())) faults.push(`console: ${message.text()}`); });
page.on("request", (request) => { if (!request.url().startsWith(address)) faults.push(`asks for ${request.url()}`); });
// The strictest policy that the site may have: all that is added lives with it.
await context.route("**/*", async (route) => {
  if (route.request().url().includes("/_planpress/events")) return route.continue();
  const response = await route.fetch();
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'";
  await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
});
const picture = async (name) => { if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) }); };
const axe = async (name) => {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  for (const own of violations) faults.push(`${name}: ${own.id} ${own.nodes.slice(0, 2).map((node) => node.target.join(" ")).join("; ")}`);
  looks += 1;
};
const file = join(content, "pages/join.md");
const before = await readFile(file, "utf8");
const filled = `${before}\n${"A line to make the page long.\n\n".repeat(60)}`;
const at = () => page.evaluate(() => Math.round(scrollY));
const shows = (words) => page.waitForFunction((words) => document.querySelector("main").innerText.includes(words), words, { timeout: 15000 }).then(() => true, () => false);

await writeFile(file, filled);
await page.goto(`${address}/join/`);
expect(await shows("A line to make"), "the long page is not shown");
await page.waitForSelector("#_planpress .planpress-sources");
expect((await page.innerText("#_planpress .planpress-sources")).includes("content/pages/join.md"), "the source is not named");
await picture("page");
await axe("page");

// An edit appears without a key pressed, where one was reading.
await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
await writeFile(file, `${filled}\nJust written.\n`);
expect(await shows("Just written."), "the edit does not appear");
await page.waitForTimeout(300);
expect(Math.abs((await at()) - 900) < 3, `the page was scrolled to ${await at()}`);

// What is wrong is said over the page, and goes when it is mended.
await page.waitForSelector("#_planpress .planpress-settings");
await writeFile(file, filled.replace("title:", "titel:"));
const overlay = await page.waitForSelector("#_planpress .planpress-errors", { timeout: 15000 }).catch(() => null);
expect(overlay && (await overlay.innerText()).includes("content/pages/join.md:2:1"), "the fault is not shown with its place");
expect(await shows("Just written."), "the last good page is gone");
expect(Math.abs((await at()) - 900) < 3, "the fault moved the page");
await picture("fault");
await axe("fault");
await writeFile(file, `${filled}\nJust written.\n`);
const gone = await page.waitForFunction(() => !document.querySelector("#_planpress .planpress-errors"), null, { timeout: 15000 }).then(() => true, () => false);
expect(gone, "the fault does not go when it is mended");
expect(Math.abs((await at()) - 900) < 3, "the mending moved the page");

// Somebody who has put the cursor into the messages is told of the next fault, and of the mending.
const titles = () => page.locator("#_planpress .planpress-errors").count();
const told = (words) => page.waitForFunction((words) => document.querySelector("#_planpress .planpress-errors")?.innerText.includes(words), words, { timeout: 15000 }).then(() => true, () => false);
await writeFile(file, filled.replace("title:", "titel:"));
await page.waitForSelector("#_planpress .planpress-errors");
await page.locator("#_planpress .planpress-errors pre").first().click();
await writeFile(file, filled.replace("title:", "tilte:"));
expect(await told("tilte"), "the next fault is not shown while the cursor is in the messages");
expect((await titles()) === 1, `there are ${await titles()} lists of errors`);
await page.locator("#_planpress .planpress-settings summary").focus();
await writeFile(file, `${filled}\nJust written.\n`);
expect(await page.waitForFunction(() => !document.querySelector("#_planpress .planpress-errors"), null, { timeout: 15000 }).then(() => true, () => false), "the fault stays while the cursor is in the preview's parts");

// Warnings stand in a corner that can be opened, and stays open over a reload.
await writeFile(file, `${filled}\n[click here](/dates/)\n`);
const warnings = await page.waitForSelector("#_planpress .planpress-warnings", { timeout: 15000 }).catch(() => null);
expect(warnings, "the warning is not shown");
if (warnings) {
  await page.locator("#_planpress .planpress-warnings summary").focus();
  await page.keyboard.press("Enter");
  expect((await page.innerText("#_planpress .planpress-warnings")).includes("content/pages/join.md"), "the warning cannot be opened");
  await picture("warning");
  await axe("warning");
  await page.evaluate(() => document.activeElement.blur());
  await writeFile(file, `${filled}\n[click here](/dates/)\n\nStill open?\n`);
  expect(await shows("Still open?"), "the edit beside a warning does not appear");
  await page.waitForSelector("#_planpress .planpress-warnings");
  expect(await page.evaluate(() => document.querySelector("#_planpress .planpress-warnings").open), "what was opened is closed");
}

// Another edition, another day.
await page.locator("#_planpress .planpress-settings summary").click();
await Promise.all([page.waitForEvent("load"), page.locator("#_planpress select").selectOption("staff")]);
await page.waitForFunction(() => document.querySelector("#_planpress .planpress-settings summary")?.innerText.includes("staff"), null, { timeout: 15000 }).catch(() => faults.push("the edition is not shown"));
expect((await page.innerText("header")).match(/staff/i), "the page is not of the edition");
await Promise.all([page.waitForEvent("load"), page.locator("#_planpress input[type=date]").fill("2024-02-03")]);
await page.waitForFunction(() => document.querySelector("#_planpress .planpress-settings summary")?.innerText.includes("2024-02-03"), null, { timeout: 15000 }).catch(() => faults.push("the day is not shown"));
await picture("settings");
await axe("settings");

// An address that wishes for itself, or that has signs of its own, is shown and stays.
const quiet = await context.newPage();
for (const [path, words] of [["/?edition=staff&date=2024-02-03", "staff, 2024-02-03"], ["/50%25%20off/", "staff"], ["/404.html", "staff"], ["/nowhere%2525/", "staff"]]) {
  let loads = 0;
  const counted = () => { loads += 1; };
  await quiet.goto(`${address}${path}`);
  await quiet.waitForFunction((words) => document.querySelector("#_planpress .planpress-settings summary")?.innerText.includes(words), words, { timeout: 15000 }).catch(() => faults.push(`${path} is not shown as wished`));
  quiet.on("load", counted);
  await quiet.waitForTimeout(1500);
  quiet.off("load", counted);
  expect(loads === 0, `${path} was loaded ${loads} times more without a change`);
}
await quiet.goto(`${address}/?edition=staff&date=2024-02-03`);
await quiet.waitForSelector("#_planpress .planpress-settings");
if (!(await quiet.locator("#_planpress select").isVisible())) await quiet.locator("#_planpress .planpress-settings summary").click();
await quiet.locator("#_planpress select").selectOption("public");
await quiet.waitForFunction(() => document.querySelector("#_planpress .planpress-settings summary")?.innerText.includes("public, 2024-02-03"), null, { timeout: 15000 }).catch(() => faults.push("an edition in the address cannot be left"));
await quiet.close();

// Changed pages are marked in the navigation.
await context.clearCookies();
await page.goto(`${address}/dates/`);
await page.waitForFunction(() => [...document.querySelectorAll("nav a.planpress-changed")].some((link) => link.pathname === "/join/"), null, { timeout: 15000 }).catch(() => faults.push("the changed page is not marked"));
await picture("changed");

// The printed page has none of it.
await page.emulateMedia({ media: "print" });
expect(await page.evaluate(() => getComputedStyle(document.querySelector("#_planpress")).display === "none"), "the preview is printed");
await page.emulateMedia({ media: "screen" });

// A new page is there at once, and one that is gone says so.
await page.goto(`${address}/later/`);
await writeFile(join(content, "pages/later.md"), "---\ntitle: Later\n---\nIt came later.\n");
expect(await shows("It came later."), "the new page does not come by itself");

await writeFile(file, before);
await browser.close();
faults.forEach((fault) => console.log(fault));
console.log(`${looks} looks, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
