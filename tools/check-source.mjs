// House rules of src/ that no linter has: files stay small, every silenced rule says why, error codes and their documentation match.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { documentedCodes, sourceCodes } from "./error-codes.mjs";

const MAX_CODE_LINES = 400;
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const problems = [];

const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(root, "src", name));

for (const file of files) {
  const name = relative(root, file);
  const lines = readFileSync(file, "utf8").split("\n");
  const code = lines.filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line)).length;
  if (code > MAX_CODE_LINES)
    problems.push(`${name}: ${code} lines of code, at most ${MAX_CODE_LINES}: one concept, one file`);
  lines.forEach((line, index) => {
    if (
      /(oxlint|eslint)-disable|@ts-expect-error/.test(line) &&
      !/(oxlint|eslint)-disable.* -- \S|@ts-expect-error \S/.test(line)
    ) {
      problems.push(`${name}:${index + 1}: a silenced rule says why, after " -- "`);
    }
    if (/\bextends String\b/.test(line))
      problems.push(`${name}:${index + 1}: a subclass of String slows down all strings of the process in V8`);
    if (/@ts-ignore|@ts-nocheck/.test(line))
      problems.push(`${name}:${index + 1}: @ts-ignore hides more than it names; use @ts-expect-error with a reason`);
  });
}

const documented = documentedCodes(readFileSync(join(root, "docs", "errors.md"), "utf8"));
const used = sourceCodes(join(root, "src"));
for (const [code, where] of used)
  if (!documented.has(code)) problems.push(`docs/errors.md has no section for the code "${code}" (${where})`);
for (const code of documented)
  if (!used.has(code)) problems.push(`docs/errors.md describes the code "${code}", which nothing in src/ has`);

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`source: ${files.length} files, ${used.size} error codes, each with its section`);
