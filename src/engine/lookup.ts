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
  const { engine, options } = core;
  const cached = engine.cache.size > 0 && options.compiledCache !== null;
  let key = "";
  if (cached) {
    key = statementKey(node, extraction);
    if (variant !== "") key += `\u0002${variant}`;
    const map = options.schemaTranslateMap;
    if (map !== undefined) key += `\u0003${JSON.stringify([...map])}`;
    const found = engine.cache.get(key);
    if (found !== undefined) return found;
  }
  const start = performance.now();
  const compiled = build();
  const end = performance.now();
  const entry = new CacheEntry(compiled, end, (end - start) / 1000);
  if (cached) {
    engine.cache.set(key, entry);
    engine.remember(entry);
  }
  return entry;
}
