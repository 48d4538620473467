// Write src/api/schema.d.ts (or the file named as the argument) from the API's own /openapi.json.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(web);
const ours = join(root, ".venv/bin/python");
const python = process.env.PYTHON ?? (existsSync(ours) ? ours : "python3");

const document = execFileSync(python, [join(web, "scripts/openapi.py")], {
  cwd: root,
  env: { ...process.env, PYTHONPATH: root },
  maxBuffer: 64 * 1024 * 1024,
});
const types = astToString(await openapiTS(document.toString(), { alphabetize: true }));
const head = "// Made from /openapi.json by `npm run types`; not written by hand.\n";
writeFileSync(process.argv[2] ?? join(web, "src/api/schema.d.ts"), head + types);
