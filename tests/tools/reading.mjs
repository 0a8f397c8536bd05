// Reads pages as people do: on a small screen with nothing moving about, with twice the size, with the
// keyboard alone, without a script. reading.mjs FOLDER PAGE...; then `--four=WORDS` for each link that
// every first screen has, `--tree=PAGE` prints what a screen reader is told of a page, in order.
import { browser } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, ...rest] = process.argv.slice(2);
const option = (name) => rest.filter((own) => own.startsWith(`--${name}=`)).map((own) => own.slice(name.length + 3));
const pages = rest.filter((own) => !own.startsWith("--"));
const { root, close } = await serve(folder);
let faults = 0, looks = 0;
const say = (page, what) => { faults += 1; console.log(`${page || "/"}: ${what}`); };
const seen = async (options, each) => {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  for (const address of pages) {
    const answer = await page.goto(root + address);
    if (!answer.ok()) say(address, `is answered with ${answer.status()}`);
    looks += 1;
    await each(page, address);
  }
  await context.close();
};

// A phone: what moves after it was shown, what is to be fetched before it is, what the first screen has.
await seen({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }, async (page, address) => {
  const found = await page.evaluate(async (words) => {
    const shifts = await new Promise((done) => {
      const all = [];
      new PerformanceObserver((list) => all.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(all), 150);
    });
    const visible = (own) => { const box = own.getBoundingClientRect(); return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth; };
    const first = new Set([...document.querySelectorAll("a")].filter(visible).map((own) => own.innerText.trim()));
    return {
      moved: shifts.reduce((sum, own) => sum + own.value, 0),
      blocking: [...document.scripts].filter((own) => own.src && !own.defer && !own.async).map((own) => own.src),
      fonts: document.fonts.size,
      missing: words.filter((own) => !first.has(own)),
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  }, option("four"));
  if (found.moved > 0) say(address, `things move by ${found.moved} after they were shown`);
  if (found.blocking.length) say(address, `waits for ${found.blocking}`);
  if (found.fonts) say(address, `has ${found.fonts} fonts to fetch`);
  if (found.over > 0) say(address, `${found.over}px wider than a phone`);
  if (found.missing.length) say(address, `the first screen does not say ${found.missing}`);
});

// Text of twice the size, and with the room between lines, words and letters that some readers need.
await seen({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, bypassCSP: true }, async (page, address) => {
  await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }" });
  const cut = await page.evaluate(() => {
    // What is hidden from sight on purpose is one pixel wide.
    const hides = (own) => { const style = getComputedStyle(own); return style.overflowX === "hidden" || style.overflowX === "clip" || style.overflowY === "hidden"; };
    const cut = [...document.querySelectorAll("main *")].filter((own) => hides(own) && own.clientWidth > 1 && (own.scrollWidth > own.clientWidth + 1 || own.scrollHeight > own.clientHeight + 1) && !(own instanceof SVGElement));
    return { over: document.documentElement.scrollWidth - document.documentElement.clientWidth, cut: cut.map((own) => own.className) };
  });
  if (cut.over > 0) say(address, `${cut.over}px wider than the window at twice the size`);
  if (cut.cut.length) say(address, `text is cut off in ${cut.cut}`);
});

// The keyboard alone: everything is reached, in the order in which it stands, and is seen to be.
await seen({ viewport: { width: 1000, height: 700 } }, async (page, address) => {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    const there = all.filter((own) => own.checkVisibility() && !own.disabled);
    there.forEach((own, at) => { own.dataset.at = at; });
    return there.length;
  });
  const reached = [];
  for (let step = 0; step <= wanted; step += 1) {
    await page.keyboard.press("Tab");
    const own = await page.evaluate(() => {
      const own = document.activeElement;
      if (own === document.body) return null;
      const style = getComputedStyle(own), box = own.getClientRects()[0] ?? own.getBoundingClientRect();
      const x = box.left + Math.min(box.width / 2, 8), y = box.top + box.height / 2;
      const top = document.elementFromPoint(x, y);
      return {
        at: Number(own.dataset.at ?? -1), name: own.innerText || own.getAttribute("aria-label") || own.tagName,
        marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        covered: !(top && (own.contains(top) || top.contains(own))) && `${Math.round(x)},${Math.round(y)} ${top?.className}`,
      };
    });
    // After the last one the keyboard leaves the page, or begins anew.
    if (!own || (reached.length > 1 && own.at === reached[0])) break;
    reached.push(own.at);
    if (!own.marked) say(address, `nothing shows that the keyboard is at “${own.name}”`);
    if (own.covered) say(address, `“${own.name}” is covered or out of sight when the keyboard is there (${own.covered})`);
  }
  // What a script adds when it is first used was not counted.
  const counted = reached.filter((at) => at >= 0);
  const radio = await page.evaluate(() => document.querySelectorAll("input[type=radio]").length);
  if (counted.length < wanted - radio) say(address, `the keyboard reaches ${reached.length} of ${wanted}`);
  if (counted.some((at, before) => before && at < counted[before - 1])) say(address, "the keyboard jumps back");
});

// Without a script: the same words, but for what says that it needs one.
const texts = async (javaScriptEnabled) => {
  const texts = new Map();
  await seen({ javaScriptEnabled, viewport: { width: 1000, height: 700 } }, async (page, address) => {
    const own = page.locator("main").first();
    texts.set(address, (await own.evaluate((main) => { main.querySelectorAll("[data-needs-script]").forEach((own) => own.remove()); return main.innerText; })).replace(/\s+/g, " ").trim());
  });
  return texts;
};
const [bare, full] = [await texts(false), await texts(true)];
for (const [address, text] of bare) {
  if (text !== full.get(address)) say(address, `without a script it says other things:\n${text.slice(0, 400)}\nand with one:\n${full.get(address).slice(0, 400)}`);
}

// What a screen reader is told.
for (const address of option("tree")) {
  const page = await browser.newPage();
  await page.goto(root + address);
  console.log(await page.locator("body").ariaSnapshot());
  await page.close();
}
await browser.close();
close();
console.log(`${looks} looks, ${faults} faults`);
process.exit(faults ? 1 : 0);
