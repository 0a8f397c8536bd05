// Pictures of pages of a published site, to be looked at:
// node pictures.mjs SITE PICTURES PATH… [--widths=320,1280] [--schemes=light,dark] [--print] [--bare]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { browser } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [site, pictures, ...rest] = process.argv.slice(2);
const option = (name, usual) => (rest.find((own) => own.startsWith(`--${name}=`))?.split("=")[1] ?? usual).split(",");
const paths = rest.filter((own) => !own.startsWith("--"));
await mkdir(pictures, { recursive: true });
const { root, close } = await serve(site);
for (const scheme of option("schemes", "light")) {
  for (const width of option("widths", "320,1280").map(Number)) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    if (rest.includes("--print")) await page.emulateMedia({ media: "print" });
    for (const path of paths) {
      await page.goto(root + path.replace(/^\//, ""));
      if (rest.includes("--bare")) await page.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").forEach((own) => own.remove()));
      const name = `${path.replaceAll("/", "_").replace(/^_|_$/g, "") || "home"}-${width}-${scheme}.png`;
      await page.screenshot({ path: join(pictures, name), fullPage: true });
      console.log(name);
    }
    await context.close();
  }
}
await browser.close();
close();
