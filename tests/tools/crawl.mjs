// Follows every link of a site from its home page and says which lead nowhere, anchors too.
// crawl.mjs FOLDER [PREFIX]: FOLDER holds the site; with a PREFIX such as a/b it is served there.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./serve.mjs";

const [folder, prefix = ""] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), "package.json"));
const { LinkChecker } = await import(pathToFileURL(require.resolve("linkinator")));
const { root, close } = await serve(folder, prefix);

const checker = new LinkChecker();
const reached = new Set();
checker.on("pagestart", (url) => reached.add(String(url).split("#")[0]));
const result = await checker.check({
  path: root,
  recurse: true,
  checkFragments: true,
  concurrency: 20,
  timeout: 20000,
  // Other sites are not asked; a test does not depend on them.
  linksToSkip: async (url) => /^https?:/.test(url) && !url.startsWith(new URL("/", root).href),
});
close();

const broken = result.links.filter((link) => link.state === "BROKEN");
for (const link of broken) {
  const why = link.failureDetails?.map((detail) => detail.message ?? detail.status).join(" ") ?? "";
  console.log(`${link.parent}: ${link.url} (${link.status}) ${why}`);
}
// No link leads to 404.html, nor to pages at old addresses, which lead on or are not to be listed.
const old = (name) => /http-equiv="refresh"|name="robots" content="noindex"/.test(readFileSync(join(folder, name), "utf8"));
const pages = readdirSync(folder, { recursive: true }).map(String).filter((name) => /(^|\/)index\.html$/.test(name) && !old(name));
const missed = pages.map((name) => root + name.replace(/index\.html$/, "")).filter((url) => !reached.has(url));
for (const url of missed) console.log(`no link leads to ${url}`);
console.log(`${pages.length} pages, ${result.links.length} links, ${broken.length} broken, ${missed.length} pages without a link to them`);
process.exit(broken.length || missed.length || pages.length < 2 ? 1 : 0);
