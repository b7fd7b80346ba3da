// The stable codes of errors, those of the classes and those that a place in the code gives, and the sections of docs/errors.md.
// Run as a program, it adds the sections that are missing.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const CLASS = /(?:\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\s*)?export (?:abstract )?class (\w+)[^{]*\{([\s\S]*?)\n\}/g;
const THROWN = /\bnew (\w+(?:Error|Found|Available))\(/g;
/** The code is the argument behind the message, or before the options. */
const GIVEN = /,\s*"([a-z][a-z0-9-]*)"\s*,?\s*(?:\{[^{}]*\}\s*,?\s*)?$/;

/** code → { name, summary, file } of the classes under src/errors, and of what is made with another code anywhere in src. */
export function sourceErrors(src) {
  const found = new Map();
  for (const name of readdirSync(join(src, "errors")).filter((each) => each.endsWith(".ts"))) {
    for (const [, doc, className, body] of readFileSync(join(src, "errors", name), "utf8").matchAll(CLASS)) {
      const call = /\bsuper\(([\s\S]*?)\);/.exec(body)?.[1] ?? "";
      const code = /\bcode = "([a-z0-9-]+)"/.exec(body)?.[1] ?? /"([a-z][a-z0-9-]*)"/.exec(call)?.[1];
      if (code === undefined || found.has(code)) continue;
      const summary = (doc ?? "")
        .split("\n")
        .map((line) => line.replace(/^\s*\* ?/, "").trim())
        .join(" ")
        .trim();
      found.set(code, { name: className, summary, file: `src/errors/${name}` });
    }
  }
  for (const name of readdirSync(src, { recursive: true, encoding: "utf8" }).filter((each) => each.endsWith(".ts"))) {
    const text = readFileSync(join(src, name), "utf8");
    for (const match of text.matchAll(THROWN)) {
      const args = argumentsAt(text, match.index + match[0].length);
      const code = GIVEN.exec(args)?.[1];
      if (code === undefined || found.has(code)) continue;
      found.set(code, { name: match[1], summary: messageOf(args), file: `src/${name}` });
    }
  }
  return found;
}

/** The text up to the parenthesis that closes a call. */
function argumentsAt(text, start) {
  let depth = 1;
  let quote = "";
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (c === "\\") i++;
    else if (quote !== "") {
      if (c === quote) quote = "";
      else if (quote === "`" && c === "$" && text[i + 1] === "{") i += argumentsAt(text, i + 2).length + 2;
    } else if (c === '"' || c === "'" || c === "`") quote = c;
    else if ("([{".includes(c)) depth++;
    else if (")]}".includes(c) && --depth === 0) return text.slice(start, i);
  }
  return text.slice(start);
}

/** The text of a message, with "…" for what is put into it: a beginning for the section, which is better written by hand. */
function messageOf(args) {
  const start = args.search(/["`]/);
  let text = "";
  for (let i = start + 1; i < args.length && args[i] !== args[start]; i++) {
    if (args[i] === "\\") text += args[++i];
    else if (args[start] === "`" && args[i] === "$" && args[i + 1] === "{") {
      i += argumentsAt(args, i + 2).length + 2;
      text += "…";
    } else text += args[i];
  }
  return text.trim();
}

/** code → where it is defined. */
export function sourceCodes(src) {
  return new Map([...sourceErrors(src)].map(([code, { name, file }]) => [code, `${name} in ${file}`]));
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
  for (const [code, { name, summary }] of sourceErrors(join(root, "src"))) {
    if (!documented.has(code)) added += `\n## ${code}\n\n\`${name}\`. ${summary}\n`;
  }
  writeFileSync(path, page.trimEnd() + "\n" + added);
  if (added !== "") console.log(`${relative(process.cwd(), path)}:${added}`);
}
