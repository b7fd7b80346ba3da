import { compileStatement } from "../compiler/compile-statement.ts";
import type { Compiled, CompileOptions } from "../compiler/compiled.ts";
import type { BindNode } from "../sql/node.ts";
import type { InsertNode } from "../sql/nodes/dml.ts";
import type { StatementNode } from "../sql/nodes/unions.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { implicitReturning } from "./inserted-key.ts";
import { lookupCompiled, lookupNamed } from "./lookup.ts";
import type { ParameterSet } from "./parameters.ts";
import type { CacheEntry } from "./statement-cache.ts";

/** The cache entry of a statement that is executed with one set of parameters, or none. */
export function lookupStatement(
  core: ConnectionCore,
  node: StatementNode,
  extraction: readonly BindNode[],
  set: ParameterSet | undefined,
): CacheEntry {
  if (node.kind === "insert") {
    const columnKeys = set === undefined ? defaultKeys(node) : Object.keys(set);
    return lookupInsert(core, node, extraction, columnKeys, "o", () => ({
      implicitReturning: implicitReturning(core.dialect, node, columnKeys),
    }));
  }
  // The parameters' names decide the SQL only where they may be columns to set.
  const columnKeys = node.kind === "update" && set !== undefined ? Object.keys(set) : undefined;
  const build = (): Compiled =>
    compile(core, node, columnKeys === undefined ? { extraction } : { extraction, columnKeys });
  return columnKeys === undefined
    ? lookupCompiled(core, node, build, "", extraction)
    : lookupNamed(core, node, build, "", columnKeys, extraction);
}

/** Without values and parameters an INSERT names no columns. */
function defaultKeys(node: InsertNode): readonly string[] | undefined {
  return node.columns === undefined && node.select === undefined ? [] : undefined;
}

/** The same for an INSERT; `variant` tells apart what `options` changes. */
export function lookupInsert(
  core: ConnectionCore,
  node: InsertNode,
  extraction: readonly BindNode[],
  columnKeys: readonly string[] | undefined,
  variant: string,
  options: () => CompileOptions,
): CacheEntry {
  const build = (): Compiled =>
    compile(core, node, { extraction, ...(columnKeys === undefined ? {} : { columnKeys }), ...options() });
  return columnKeys === undefined
    ? lookupCompiled(core, node, build, variant, extraction)
    : lookupNamed(core, node, build, variant, columnKeys, extraction);
}

function compile(core: ConnectionCore, node: StatementNode, options: CompileOptions): Compiled {
  return compileStatement(core.dialect, node, { ...options, schemaTranslateMap: core.options.schemaTranslateMap });
}
