// Serves a folder on this machine alone, below a prefix such as "a/b/" where one is given.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";

const types = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml", png: "image/png",
  jpg: "image/jpeg", xml: "text/xml", json: "application/json", csv: "text/csv; charset=utf-8", ics: "text/calendar",
};

// The address of the folder's root, and a function that ends the server.
export async function serve(folder, prefix = "") {
  const base = prefix ? `/${prefix.replace(/^\/|\/$/g, "")}/` : "/";
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
    if (path === "/favicon.ico") { response.statusCode = 204; response.end(); return; }
    try {
      if (!path.startsWith(base)) throw new Error("elsewhere");
      const below = path.slice(base.length);
      const file = join(folder, below === "" || below.endsWith("/") ? `${below}index.html` : below);
      const bytes = await readFile(file);
      response.setHeader("content-type", types[file.split(".").pop()] ?? "application/octet-stream");
      response.end(request.method === "HEAD" ? undefined : bytes);
    } catch {
      response.statusCode = 404;
      response.end("not found");
    }
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return { root: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() };
}
