import type { Compiled } from "../compiler/compiled.ts";
import { statementKey } from "../compiler/statement-key.ts";
import type { BindNode, Node } from "../sql/node.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { CacheEntry } from "./statement-cache.ts";

/** The cache entry of a statement, made with `build` when there is none. `variant` says what the node's key does not. */
export function lookupCompiled(
  core: ConnectionCore,
  node: Node,
  build: () => Compiled,
  variant: string,
  extraction?: readonly BindNode[],
): CacheEntry {
  if (!isCached(core)) return compiledNow(build);
  const map = core.options.schemaTranslateMap;
  const key = statementKey(node, extraction) + (variant === "" ? "" : `\u0002${variant}`);
  return lookupKey(core, map === undefined ? key : `${key}\u0003${JSON.stringify([...map])}`, build);
}

interface KnownKey {
  readonly names: readonly string[];
  readonly variant: string;
  readonly key: string;
}

/** The key of a statement and the names that it was last executed with: a statement that is kept is mostly executed with the same again. */
const knownKeys = new WeakMap<Node, KnownKey>();

/** The same for a statement that the names of the given parameters make a difference to. */
export function lookupNamed(
  core: ConnectionCore,
  node: Node,
  build: () => Compiled,
  variant: string,
  names: readonly string[],
  extraction: readonly BindNode[],
): CacheEntry {
  if (!isCached(core) || core.options.schemaTranslateMap !== undefined)
    return lookupCompiled(core, node, build, variant + JSON.stringify(names), extraction);
  let known = knownKeys.get(node);
  if (known === undefined || known.variant !== variant || !equal(known.names, names)) {
    const key = `${statementKey(node, extraction)}\u0002${variant}${JSON.stringify(names)}`;
    knownKeys.set(node, (known = { names, variant, key }));
  }
  return lookupKey(core, known.key, build);
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function isCached({ engine, options }: ConnectionCore): boolean {
  return engine.cache.size > 0 && options.compiledCache !== null;
}

function lookupKey({ engine }: ConnectionCore, key: string, build: () => Compiled): CacheEntry {
  const found = engine.cache.get(key);
  if (found !== undefined) return found;
  const entry = compiledNow(build);
  engine.cache.set(key, entry);
  engine.remember(entry);
  return entry;
}

function compiledNow(build: () => Compiled): CacheEntry {
  const start = performance.now();
  const compiled = build();
  const end = performance.now();
  return new CacheEntry(compiled, end, (end - start) / 1000);
}
