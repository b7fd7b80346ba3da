// The stable codes of the error classes, and the sections of docs/errors.md. Run as a program, it adds the sections that are missing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const CLASS = /(?:\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\s*)?export (?:abstract )?class (\w+)[^{]*\{([\s\S]*?)\n\}/g;

/** code → { name, summary, file } of the classes under src/errors. */
export function sourceErrors(folder) {
  const found = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts"))) {
    for (const [, doc, name, body] of readFileSync(join(folder, file), "utf8").matchAll(CLASS)) {
      const call = /\bsuper\(([\s\S]*?)\);/.exec(body)?.[1] ?? "";
      const code = /\bcode = "([a-z0-9-]+)"/.exec(body)?.[1] ?? /"([a-z][a-z0-9-]*)"/.exec(call)?.[1];
      if (code === undefined || found.has(code)) continue;
      const summary = (doc ?? "")
        .split("\n")
        .map((line) => line.replace(/^\s*\* ?/, "").trim())
        .join(" ")
        .trim();
      found.set(code, { name, summary, file: basename(file) });
    }
  }
  return found;
}

/** code → where it is defined. */
export function sourceCodes(folder) {
  return new Map([...sourceErrors(folder)].map(([code, { name, file }]) => [code, `${name} in src/errors/${file}`]));
}

/** The codes that have a section. */
export function documentedCodes(page) {
  return new Set([...page.matchAll(/^## ([a-z0-9-]+)$/gm)].map(([, code]) => code));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
  const path = join(root, "docs", "errors.md");
  const page = readFileSync(path, "utf8");
  const documented = documentedCodes(page);
  let added = "";
  for (const [code, { name, summary }] of sourceErrors(join(root, "src", "errors"))) {
    if (!documented.has(code)) added += `\n## ${code}\n\n\`${name}\`. ${summary}\n`;
  }
  writeFileSync(path, page.trimEnd() + "\n" + added);
}
