// The floor plan as a test. Every import under src/ goes to a strictly lower layer of layers.json or stays in its own
// (type-only imports count too); nothing inside imports a root (src/*.ts); no modules import each other in a circle at run time;
// third-party packages are reached by dynamic import only, from a dialect's drivers, because they are optional.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const src = join(root, "src");
const ladder = JSON.parse(readFileSync(join(root, "tools", "layers.json"), "utf8"));
const rank = new Map(ladder.flatMap((row, index) => row.map((name) => [name, index])));

const ROOT = "a root";
const IMPORT = /^[ \t]*(?:import|export)\s+(type\s+)?([^"';]*?\bfrom\s*)?["']([^"']+)["']/gm;
const DYNAMIC = /\bimport\s*\(\s*["']([^"']+)["']/g;

/** Entries that are there for a package alone: who imports them has it. */
const INTEGRATIONS = { "opentelemetry.ts": "@opentelemetry/api" };

/** The longest listed folder that a file is in; a file directly in src/ is a root. */
function layerOf(file) {
  const parts = relative(src, file).split(sep);
  if (parts.length === 1) return ROOT;
  for (let n = parts.length - 1; n > 0; n--) {
    const key = parts.slice(0, n).join("/");
    if (rank.has(key)) return key;
  }
  return undefined;
}

function withoutComments(code) {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));
}

/** True when an import or export clause names only types, and so is gone at run time. */
function namesTypesOnly(clause) {
  const names = /^\{([\s\S]*)\}\s*from\s*$/.exec(clause.trim())?.[1];
  if (names === undefined) return false;
  const items = names.split(",").map((name) => name.trim());
  return items.every((name) => name === "" || name.startsWith("type "));
}

const problems = [];
const runtime = new Map();
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(src, name));

for (const file of files) {
  const name = relative(src, file);
  const from = layerOf(file);
  const edges = [];
  runtime.set(file, edges);
  if (from === undefined) {
    problems.push(`${name}: the folder is in no layer; give it a place in tools/layers.json`);
    continue;
  }
  const code = withoutComments(readFileSync(file, "utf8"));
  const found = [...code.matchAll(IMPORT)].map(([, type, clause, target]) => ({
    target,
    dynamic: false,
    types: type !== undefined || (clause !== undefined && namesTypesOnly(clause)),
  }));
  for (const [, target] of code.matchAll(DYNAMIC)) found.push({ target, dynamic: true, types: false });

  for (const { target, dynamic, types } of found) {
    if (!target.startsWith(".")) {
      if (isBuiltin(target) || types || INTEGRATIONS[name] === target) continue;
      if (!dynamic)
        problems.push(
          `${name}: imports the package "${target}" statically; packages are optional, load them in a driver's connect`,
        );
      else if (!/(^|\/)drivers\//.test(name))
        problems.push(`${name}: loads the package "${target}"; only drivers/ may`);
      continue;
    }
    const path = resolve(dirname(file), target);
    if (!existsSync(path)) {
      problems.push(`${name}: imports ${target}, which does not exist`);
      continue;
    }
    if (!dynamic && !types) edges.push(path);
    const to = layerOf(path);
    if (from === ROOT || to === from || to === undefined) continue;
    if (to === ROOT) problems.push(`${name}: imports the root ${target}; roots are for users`);
    else if (rank.get(to) >= rank.get(from)) problems.push(`${name}: ${from} must not import ${to} (${target})`);
  }
}

/** Strongly connected components, after Tarjan: a component of more than one module is a circle. */
function circles(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const open = new Set();
  const out = [];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    open.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node), low.get(next)));
      } else if (open.has(next)) low.set(node, Math.min(low.get(node), index.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    for (const member of members) open.delete(member);
    if (members.length > 1) out.push(members);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return out;
}

for (const members of circles(runtime)) {
  problems.push(
    `these modules import each other in a circle: ${members.map((file) => relative(src, file)).join(", ")}`,
  );
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  console.error(`${problems.length} breach(es) of the import ladder (docs/architecture.md says why it is as it is)`);
  process.exit(1);
}
console.log(`layers: ${files.length} files, every import goes down, no circles`);
