// The browser that tests look with, and what finds faults of accessibility in it; both come from the
// packages beside the working folder's package.json.
import { createRequire } from "node:module";
import { join } from "node:path";

// A number that is no machine's leads to this one, which a browser does not know to be this one.
export const UNLISTED = "192.0.2.7";
const require = createRequire(join(process.cwd(), "package.json"));
export const { AxeBuilder } = require("@axe-core/playwright");
export const browser = await require("playwright-core").chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run", `--host-resolver-rules=MAP ${UNLISTED} 127.0.0.1`],
});
