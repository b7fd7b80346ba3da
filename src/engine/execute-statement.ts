import { compileStatement } from "../compiler/compile-statement.ts";
import type { Compiled, CompileOptions } from "../compiler/compiled.ts";
import { bindValues, expand, processValues } from "../compiler/expand.ts";
import type { DriverResult } from "../dialect/driver.ts";
import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { DDLElement } from "../schema/ddl-element.ts";
import { type BindNode, flattenBinds, type Node } from "../sql/node.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import type { InsertNode } from "../sql/nodes/dml.ts";
import type { StatementNode } from "../sql/nodes/unions.ts";
import { select } from "../sql/select.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { send } from "./cursor.ts";
import { CursorResult } from "./cursor-result.ts";
import { executeDDL } from "./ddl.ts";
import { executeWithEvents, hasExecuteListeners } from "./execute-events.ts";
import { executeStream, givesRows } from "./execute-stream.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import { implicitReturning, insertedKeys } from "./inserted-key.ts";
import { lookupCompiled } from "./lookup.ts";
import { checkEqualKeys, checkParameterNames, type ParameterSet, readParameterSets } from "./parameters.ts";
import { queryOptionsOf } from "./query-options.ts";
import { convertRows, metaOf, namesOf } from "./result-rows.ts";
import { RowSource } from "./row-source.ts";
import type { CacheEntry } from "./statement-cache.ts";
import { untypedResult } from "./untyped-result.ts";
import { withOptions } from "./with-options.ts";

const executable: ReadonlySet<string> = new Set(["select", "compound", "insert", "update", "delete", "merge", "text"]);

/** Executes anything executable: the body of `execute()`. No generator of its own, which would cost each execution a bit. */
export function executeStatement(
  core: ConnectionCore,
  statement: unknown,
  params?: unknown,
  options?: ExecutionOptions,
): Flow<CursorResult> {
  if (!hasExecuteListeners(core)) return executeNow(core, statement, params, options);
  return executeWithEvents(core, statement, params, options, (changed, values) =>
    executeNow(core, changed, values, options),
  );
}

function executeNow(
  core: ConnectionCore,
  statement: unknown,
  params: unknown,
  options: ExecutionOptions | undefined,
): Flow<CursorResult> {
  if (brandOf(statement) === "ddl") {
    if (params !== undefined) throw new ArgumentError("A DDL element takes no parameters.");
    return executeDDL(core, statement as DDLElement);
  }
  const node = executableNode(statement);
  const ownOptions = (node as { readonly execOptions?: ExecutionOptions | undefined }).execOptions;
  if (options !== undefined || ownOptions !== undefined)
    return withOptions(core, { ...ownOptions, ...options }, () =>
      params === undefined ? executeOnce(core, node, undefined) : executeSets(core, node, params),
    );
  return params === undefined ? executeOnce(core, node, undefined) : executeSets(core, node, params);
}

function executableNode(statement: unknown): StatementNode {
  if (brandOf(statement) !== undefined) {
    const { node } = statement as { readonly node?: Node };
    if (node !== undefined && executable.has(node.kind)) return node as StatementNode;
    if (brandOf(statement) === "expr") return select(statement as ColumnElement<unknown>).node;
  }
  const hint = typeof statement === "string" ? ' Write text("…") around SQL of your own, or use execDriverSql().' : "";
  throw new ArgumentError(
    `execute() takes a statement: select(…), insert(…), update(…), deleteFrom(…), text("…") or a DDL element; got ${describeValue(statement)}.${hint}`,
  );
}

function* executeSets(core: ConnectionCore, node: StatementNode, params: unknown): Flow<CursorResult> {
  const { sets, many } = readParameterSets(params);
  if (!many) return yield* executeOnce(core, node, sets[0]);
  checkEqualKeys(sets);
  return yield* executeMany(core, node, sets);
}

function* executeOnce(core: ConnectionCore, node: StatementNode, set: ParameterSet | undefined): Flow<CursorResult> {
  const extraction = flattenBinds(node.binds);
  const entry = lookup(core, node, extraction, set, false);
  const { compiled } = entry;
  if (set !== undefined) checkParameterNames(compiled, set);
  const values = bindValues(compiled, extraction, set);
  if (core.sending?.stream !== undefined && givesRows(compiled)) {
    const streamed = yield* executeStream(core, entry, values);
    if (streamed !== undefined) return streamed;
  }
  const result = yield* sendOnce(core, compiled, values);
  return resultOf(core, entry, result, [values], result.lastInsertId === undefined ? undefined : [result.lastInsertId]);
}

/** `values` stay as they are; the driver gets processed copies. */
function sendOnce(core: ConnectionCore, compiled: Compiled, values: unknown[]): Flow<DriverResult> {
  if (compiled.segments !== undefined) {
    const { sql, params } = expand(compiled, values);
    return send(core, sql, params, false, queryOptionsOf(compiled), compiled);
  }
  const keep = isKept(compiled) ? [...values] : values;
  return send(core, compiled.sql, processValues(compiled, keep), false, queryOptionsOf(compiled), compiled);
}

/** Whether the result tells the values that were sent. */
function isKept({ kind }: Compiled): boolean {
  return kind === "insert" || kind === "update";
}

function* executeMany(core: ConnectionCore, node: StatementNode, sets: readonly ParameterSet[]): Flow<CursorResult> {
  const extraction = flattenBinds(node.binds);
  const entry = lookup(core, node, extraction, sets[0], true);
  const { compiled } = entry;
  if (compiled.kind === "select" || compiled.kind === "compound") {
    throw new InvalidRequestError(
      "A query cannot be executed with a list of parameter sets: it gives one result. Execute it once for each.",
    );
  }
  checkParameterNames(compiled, sets[0] as ParameterSet);
  const values = sets.map((set) => bindValues(compiled, extraction, set));
  if (compiled.segments === undefined && !compiled.returnsRows) {
    const processed = values.map((set) => processValues(compiled, isKept(compiled) ? [...set] : set));
    const result = yield* send(core, compiled.sql, processed, true, queryOptionsOf(compiled), compiled);
    return resultOf(core, entry, result, values, result.lastInsertIds, true);
  }
  const rows: unknown[][] = [];
  let columns: readonly string[] | undefined;
  let rowcount = 0;
  for (const set of values) {
    const result = yield* sendOnce(core, compiled, set);
    columns = result.columns ?? columns;
    rowcount = result.rowcount < 0 || rowcount < 0 ? -1 : rowcount + result.rowcount;
    for (const row of result.rows) rows.push(row);
  }
  return resultOf(core, entry, { rows, columns, rowcount }, values, undefined, true);
}

function lookup(
  core: ConnectionCore,
  node: StatementNode,
  extraction: readonly BindNode[],
  set: ParameterSet | undefined,
  many: boolean,
): CacheEntry {
  if (node.kind === "insert") return lookupInsert(core, node, extraction, set, many);
  // The parameters' names decide the SQL only where they may be columns to set.
  const columnKeys = node.kind === "update" && set !== undefined ? Object.keys(set) : undefined;
  const build = (): Compiled =>
    compile(core, node, columnKeys === undefined ? { extraction } : { extraction, columnKeys });
  return lookupCompiled(core, node, build, columnKeys === undefined ? "" : JSON.stringify(columnKeys), extraction);
}

function lookupInsert(
  core: ConnectionCore,
  node: InsertNode,
  extraction: readonly BindNode[],
  set: ParameterSet | undefined,
  many: boolean,
): CacheEntry {
  const columnKeys =
    set === undefined ? (node.columns === undefined && node.select === undefined ? [] : undefined) : Object.keys(set);
  const build = (): Compiled =>
    compile(core, node, {
      extraction,
      ...(columnKeys === undefined ? {} : { columnKeys }),
      implicitReturning: !many && implicitReturning(core.dialect, node, columnKeys),
    });
  return lookupCompiled(
    core,
    node,
    build,
    `${many ? "m" : "o"}${columnKeys === undefined ? "" : JSON.stringify(columnKeys)}`,
    extraction,
  );
}

function compile(core: ConnectionCore, node: StatementNode, options: CompileOptions): Compiled {
  return compileStatement(core.dialect, node, { ...options, schemaTranslateMap: core.options.schemaTranslateMap });
}

function resultOf(
  core: ConnectionCore,
  entry: CacheEntry,
  result: DriverResult,
  values: readonly (readonly unknown[])[],
  generated: readonly (number | bigint)[] | undefined,
  many = false,
): CursorResult {
  const { compiled } = entry;
  const { insert } = compiled;
  if (insert !== undefined && insert.implicitReturning !== undefined) {
    const rows = convertRows(core.dialect, entry, result.rows);
    return new CursorResult(new RowSource(undefined, []), {
      rowcount: result.rowcount < 0 ? rows.length : result.rowcount,
      lastrowid: null,
      insertedPrimaryKeys: insertedKeys(core.dialect, compiled, values, rows, undefined),
      compiled,
      values,
      many,
      returnedDefaults: { meta: metaOf(entry, compiled.columns ?? []), rows },
    });
  }
  const facts = {
    rowcount: result.rowcount,
    lastrowid: result.lastInsertId ?? null,
    insertedPrimaryKeys:
      insert === undefined || compiled.returnsRows
        ? undefined
        : insertedKeys(core.dialect, compiled, values, undefined, generated),
    compiled,
    values,
    many,
  };
  if (result.columns === undefined) return new CursorResult(new RowSource(undefined, result.rows), facts);
  if (compiled.columns === undefined || compiled.columns.length !== result.columns.length) {
    const { meta, rows } = untypedResult(core.dialect, result);
    return new CursorResult(new RowSource(meta, rows), facts);
  }
  const rows = convertRows(core.dialect, entry, result.rows);
  const source = new RowSource(namesOf(core, entry, compiled.columns, result.columns), rows);
  if (core.sending?.stream?.yieldPer !== undefined) source.yieldPer(core.sending.stream.yieldPer);
  return new CursorResult(source, facts);
}
