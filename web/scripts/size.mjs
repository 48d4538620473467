// Print the gzipped kilobytes of JavaScript and styles: what a page needs on its first load.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const built = join(web, "../api/console");
const manifest = JSON.parse(readFileSync(join(built, ".vite/manifest.json")));
const MOST = 250_000; // bytes, gzipped, on the dashboard

function filesOf(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of manifest[name].imports ?? []) filesOf(other, seen);
  return seen;
}

function weight(names) {
  const files = new Set(
    [...names].flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])]),
  );
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(built, file))).length,
    0,
  );
}

const frame = filesOf("index.html");
console.log(`frame      ${(weight(frame) / 1000).toFixed(1)} kB`);
for (const name of Object.keys(manifest).filter((name) => manifest[name].isDynamicEntry)) {
  const all = weight(new Set([...frame, ...filesOf(name)]));
  console.log(`${(all / 1000).toFixed(1).padStart(6)} kB  ${name}`);
  if (name.endsWith("Dashboard.tsx") && all > MOST) {
    console.error(`the dashboard's first load is more than ${MOST / 1000} kB`);
    process.exitCode = 1;
  }
}
