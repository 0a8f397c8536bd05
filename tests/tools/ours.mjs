// Uses the finder of guides and the sheet "our plan" in a real browser, as officers do.
// ours.mjs FOLDER PORTABLE: the same site as it is served and as it is read from a disk.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder, browser } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, portable] = process.argv.slice(2);
const files = mkdtempSync(join(tmpdir(), "ours-"));
const faults = [];
let looks = 0;
const expect = (is, what) => { looks += 1; if (!is) faults.push(what); };
const served = await serve(folder, "a/b");
const disk = portable && `${pathToFileURL(portable).href.replace(/\/$/, "")}/`;
const places = [served.root, disk].filter(Boolean);

async function open(root, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("request", (request) => { if (!request.url().startsWith(root) && !request.url().startsWith("blob:")) faults.push(`asks for ${request.url()}`); });
  page.on("pageerror", (error) => faults.push(`script: ${error}`));
  page.on("console", (message) => { if (message.type() === "error") faults.push(`console: ${message.text()}`); });
  return { page, close: () => context.close() };
}
const at = (root, path) => `${root}${path}${root === disk ? "index.html" : ""}`;
const says = (page, words) => page.waitForFunction((words) => document.querySelector("[role=status]")?.textContent.includes(words), words, { timeout: 5000 }).then(() => true, () => false);
const saidNow = (page) => page.locator("[role=status]").first().textContent();
const row = (page, number) => page.locator(".action--sheet", { has: page.locator(`.action__number:text-is("${number}")`) });
const ready = (page) => page.waitForFunction(() => document.querySelectorAll("#_ours-party option").length > 1);
// What is printed: the text of all that is not hidden on paper.
const printed = async (page) => {
  await page.emulateMedia({ media: "print" });
  const text = await page.locator("main").innerText();
  await page.emulateMedia({ media: "screen" });
  return text;
};

for (const root of places) {
  // The finder: by name, by area, by the beginning, with a slip, with nothing.
  for (const [lang, typed, first] of [
    ["", "london", "guides/london/"], ["", "yorkshire", "guides/yorkshire-and-the-humber/"], ["", "wales", "guides/wales/"],
    ["", "yorskhire", "guides/yorkshire-and-the-humber/"], ["", "north ea", "guides/north-east/"], ["cy/", "Cymru", "cy/guides/wales/"],
  ]) {
    const { page, close } = await open(root);
    await page.goto(at(root, `${lang}guides/`));
    await page.locator("#_finder-name").pressSequentially(typed);
    const link = page.locator(".finder__list a").first();
    await link.waitFor({ timeout: 5000 }).catch(() => {});
    const href = await link.evaluate((own) => own.href).catch(() => "nothing");
    expect(href.includes("/guides/"), `${root} finder: ${typed} finds ${href}`);
    const all = await page.locator(".finder__list a").evaluateAll((all) => all.map((own) => own.href));
    expect(all[0] === at(root, first), `${root} finder: ${typed} finds ${all} and not ${first}`);
    await link.click();
    await page.waitForURL(href).catch(() => {});
    await page.locator("h1").waitFor();
    expect((await page.locator("h1").count()) === 1 && page.url() === href, `${root} finder: ${typed} leads to ${page.url()}`);
    await close();
  }
  {
    const { page, close } = await open(root);
    await page.goto(at(root, "guides/"));
    await page.locator("#_finder-name").fill("zzzz");
    expect(await says(page, "No party"), `${root} finder: nothing is said of nothing`);
    await close();
  }

  // An officer comes from the guide of the party, ticks and writes, and finds it again.
  const { page, close } = await open(root);
  await page.goto(at(root, "2025-27/guide/wales/"));
  await page.getByRole("link", { name: "Make it our plan" }).click();
  await ready(page);
  expect((await page.inputValue("#_ours-party")) === "wales", `${root}: the sheet is for ${await page.inputValue("#_ours-party")}`);
  const before = await printed(page);
  expect(before.includes("1-A1") && before.includes("5-A6"), `${root}: with nothing chosen not all actions are printed`);
  await row(page, "2-A3").locator("label").first().click();
  expect(await says(page, "Chosen: 1"), `${root}: ${await saidNow(page)} is said of one`);
  await row(page, "2-A3").getByLabel("Who").fill("Ann <b>O’Neil</b>");
  await row(page, "2-A3").getByLabel("By when").fill("May 2026");
  await row(page, "2-A3").getByLabel("Notes").fill("Two lines\nof notes");
  await row(page, "5-A1").locator("input[type=checkbox]").focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Add an action" }).click();
  await page.keyboard.type("Paint the hall");
  expect(await says(page, "Chosen: 3"), `${root}: ${await saidNow(page)} is said of three`);
  await page.reload();
  await ready(page);
  expect(await row(page, "2-A3").locator("input[type=checkbox]").isChecked(), `${root}: what was ticked is lost`);
  expect((await row(page, "2-A3").getByLabel("Who").inputValue()) === "Ann <b>O’Neil</b>", `${root}: what was written is lost`);
  expect((await page.locator("#_ours-list").getByLabel("What we will do").inputValue()) === "Paint the hall", `${root}: the party's own action is lost`);

  // On paper: what was chosen and no more.
  const paper = await printed(page);
  for (const words of ["2-A3", "Ann <b>O’Neil</b>", "May 2026", "of notes", "5-A1", "Paint the hall", "Local plan: Local parties in Wales"]) {
    expect(paper.includes(words), `${root}: the printed plan has no “${words}”`);
  }
  for (const words of ["1-A1", "2-A1", "Objective 1", "Print our plan", "Add an action", "Remove"]) {
    expect(!paper.includes(words), `${root}: the printed plan has “${words}”`);
  }
  // The other language shows the same sheet.
  await page.goto(at(root, "cy/our-plan/"));
  await ready(page);
  expect((await page.inputValue("#_ours-party")) === "wales" && (await row(page, "2-A3").getByLabel("Pwy").inputValue()).startsWith("Ann"), `${root}: the Welsh sheet does not know what was written`);
  await page.goto(at(root, "our-plan/"));
  await ready(page);
  // Another party's is another.
  await page.selectOption("#_ours-party", "scotland");
  expect(!(await row(page, "2-A3").locator("input[type=checkbox]").isChecked()), `${root}: one party sees what another has ticked`);
  await page.selectOption("#_ours-party", "wales");
  expect(await row(page, "2-A3").locator("input[type=checkbox]").isChecked(), `${root}: the way back to a party's sheet loses it`);

  // As a file, and back.
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  expect(download.suggestedFilename() === "our-plan-2025-27-wales.json", `${root}: the file is called ${download.suggestedFilename()}`);
  const saved = join(files, "saved.json");
  await download.saveAs(saved);
  const text = readFileSync(saved, "utf8");
  const read = JSON.parse(text);
  expect(text.endsWith("}\n") && read.actions.map((own) => own.number).join() === "2-A3,5-A1" && read.own.length === 1, `${root}: the file holds ${text}`);
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Begin again" }).click();
  expect(await says(page, "empty") && !(await page.locator("input:checked").count()) && !(await page.locator("#_ours-list li").count()), `${root}: the sheet is not empty`);
  await page.reload();
  await ready(page);
  expect(!(await page.locator("input:checked").count()), `${root}: what was thrown away comes back`);
  await page.selectOption("#_ours-party", "");
  await page.setInputFiles("#_ours-file", saved);
  expect(await says(page, "Chosen: 3"), `${root}: ${await saidNow(page)} is said of an opened file`);
  expect((await page.inputValue("#_ours-party")) === "wales" && (await row(page, "2-A3").getByLabel("Notes").inputValue()) === "Two lines\nof notes", `${root}: the file does not bring back what was saved`);

  // Files that are none, that are too much, that are hostile, or of a plan that is no more.
  const bad = {
    "text.json": "hello", "newer.json": JSON.stringify({ ...read, format: 2 }), "other.json": '{"a":1}', "list.json": "[]", "null.json": "null", "huge.json": `{"planpress":"our-plan","x":"${"y".repeat(1_100_000)}"}`,
  };
  for (const [name, content] of Object.entries(bad)) {
    writeFileSync(join(files, name), content);
    await page.setInputFiles("#_ours-file", join(files, name));
    expect(await says(page, "no file that was saved here"), `${root}: ${name}: ${await saidNow(page)}`);
    expect((await page.locator("input:checked").count()) === 2, `${root}: ${name} changes the sheet`);
  }
  const hostile = { planpress: "our-plan", format: 1, site: read.site, plan: read.plan, party: "<img src=x onerror=alert(1)>", actions: [
    { id: "solutions/delegates", who: { toString: 1 }, when: 7, notes: "<script>alert(1)</script>" }, { id: "__proto__", text: "old action" },
    { id: "gone/long-ago", text: "<img src=x onerror=alert(1)>", who: "x".repeat(9000) }, null, 5, "x", [],
  ], own: [null, { text: ["a"] }, { text: "ours" }] };
  writeFileSync(join(files, "hostile.json"), JSON.stringify(hostile));
  await page.setInputFiles("#_ours-file", join(files, "hostile.json"));
  expect(await says(page, "Actions that are not in this plan now stand among your own: 2"), `${root}: hostile: ${await saidNow(page)}`);
  expect((await page.locator("input:checked").count()) === 1 && !(await page.locator("main img").count()) && !(await page.locator("main script").count()), `${root}: a hostile file does more than it may`);
  // Of another plan's file only what says the same is the same.
  const other = { ...read, plan: "2019-21", own: [], actions: [{ ...read.actions[0], who: "Zoe" }, { ...read.actions[1], text: "What it said then" }] };
  writeFileSync(join(files, "older.json"), JSON.stringify(other));
  await page.setInputFiles("#_ours-file", join(files, "older.json"));
  expect(await says(page, "stand among your own: 1"), `${root}: older: ${await saidNow(page)}`);
  expect((await page.locator("input:checked").count()) === 1 && (await page.locator("#_ours-list li").count()) === 1, `${root}: a file of an older plan ticks what it does not say`);
  await page.getByRole("button", { name: "Remove" }).first().click();
  expect((await page.evaluate(() => document.activeElement.id)) === "_ours-add", `${root}: after removing the keyboard is nowhere`);
  await close();
}

// Whoever ticks first and says for whom then, or does not want a file after all, loses nothing.
{
  const { page, close } = await open(served.root);
  await page.goto(at(served.root, "our-plan/"));
  await ready(page);
  await row(page, "1-A1").locator("label").first().click();
  await page.getByRole("button", { name: "Add an action" }).click();
  await page.locator("#_ours-list").getByLabel("Notes").fill("only a note");
  await page.selectOption("#_ours-party", "scotland");
  expect((await row(page, "1-A1").locator("input[type=checkbox]").isChecked()) && (await saidNow(page)) === "Chosen: 2", `what was ticked before the party was chosen is lost: ${await saidNow(page)}`);
  const asked = page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
  writeFileSync(join(files, "wales.json"), JSON.stringify({ planpress: "our-plan", format: 1, site: "", plan: "", party: "scotland", actions: [], own: [{ text: "x" }] }));
  await page.setInputFiles("#_ours-file", join(files, "wales.json"));
  await asked;
  await page.reload();
  await ready(page);
  expect((await page.inputValue("#_ours-party")) === "scotland" && (await page.locator("#_ours-list").getByLabel("Notes").inputValue()) === "only a note", "a file that was not wanted changes the sheet, or an own action of which only the note is there is lost");
  // An action that the plan has no more stands among the party's own.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((own) => own.includes("our-plan") && own.endsWith("scotland"));
    const kept = JSON.parse(localStorage.getItem(key));
    kept.actions["gone/long-ago"] = { text: "What the plan had", who: "Bob" };
    localStorage.setItem(key, JSON.stringify(kept));
  });
  await page.reload();
  await ready(page);
  expect(await says(page, "among your own: 1"), `gone: ${await saidNow(page)}`);
  await page.reload();
  await ready(page);
  expect((await page.locator("#_ours-list li").count()) === 2 && (await page.locator("#_ours-list").getByLabel("Who").first().inputValue()) === "Bob", "an action that the plan has no more is lost");
  // A second window shows what the first has written.
  const second = await page.context().newPage();
  await second.goto(page.url());
  await ready(second);
  await row(page, "1-A2").locator("label").first().click();
  expect(await second.waitForFunction(() => document.querySelectorAll("#_ours-sheet input:checked").length === 2, null, { timeout: 3000 }).then(() => true, () => false), "a second window does not follow");
  await close();
}

// Where the browser keeps nothing, it says so, and the page keeps it as long as it is open.
{
  const { page, close } = await open(served.root);
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new Error("full"); }; });
  await page.goto(at(served.root, "our-plan/"));
  await row(page, "1-A1").locator("label").first().click();
  expect(await says(page, "keeps nothing"), `it is not said that nothing is kept: ${await saidNow(page)}`);
  await ready(page);
  await page.selectOption("#_ours-party", "wales");
  await page.selectOption("#_ours-party", "scotland");
  await page.selectOption("#_ours-party", "wales");
  expect(await row(page, "1-A1").locator("input[type=checkbox]").isChecked(), "what cannot be kept is lost between parties");
  await close();
}
// What another site's page, or an old version, has left in its place does no harm.
{
  const { page, close } = await open(served.root);
  await page.addInitScript(() => { for (const party of ["", "wales"]) localStorage.setItem(`planpress our-plan https://plan.example.org public 2025-27 ${party}`, "{"); });
  await page.goto(at(served.root, "our-plan/"));
  await ready(page);
  await row(page, "1-A1").locator("label").first().click();
  expect(await says(page, "Chosen: 1"), "what was left there does harm");
  await close();
}

// No accessibility fault with all of it open, in no width and light; nothing wider than the window.
await Promise.all([["light", 320], ["dark", 320], ["light", 1280], ["dark", 1280]].map(async ([colorScheme, width]) => {
  for (const lang of ["", "cy/"]) {
    const { page, close } = await open(served.root, { colorScheme, viewport: { width, height: 800 } });
    const look = async (where) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over <= 0, `${where} (${colorScheme}, ${width}px): ${over}px wider than the window`);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      for (const own of violations) faults.push(`${where} (${colorScheme}, ${width}px): ${own.id}: ${own.help} ${own.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ")}`);
      looks += 1;
    };
    await page.goto(at(served.root, `${lang}our-plan/?party=wales`));
    await ready(page);
    await row(page, "1-A1").locator("label").first().click();
    await page.locator("#_ours-add").click();
    await look(`${lang}our-plan`);
    await page.goto(at(served.root, `${lang}guides/`));
    await page.locator("#_finder-name").fill("a");
    await page.locator(".finder__list a").first().waitFor();
    await look(`${lang}guides`);
    await close();
  }
}));

await browser.close();
served.close();
faults.forEach((what) => console.log(what));
console.log(`${looks} looks, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
