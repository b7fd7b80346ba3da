import { bindValues, expand } from "../compiler/expand.ts";
import { ArgumentError } from "../errors/argument.ts";
import { ObjectNotExecutableError } from "../errors/executable.ts";
import type { Flow } from "../flow/flow.ts";
import { runSync } from "../flow/run.ts";
import type { DriverResult } from "../dialect/driver.ts";
import type { DDLElement } from "../schema/ddl-element.ts";
import { type BindNode, flattenBinds, type Node } from "../sql/node.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import type { StatementNode } from "../sql/nodes/unions.ts";
import { select } from "../sql/select.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { sendsNow } from "./cursor.ts";
import type { CursorResult } from "./cursor-result.ts";
import { executeDDL } from "./ddl.ts";
import { executeWithEvents, hasExecuteListeners } from "./execute-events.ts";
import { executeForAll, isCall } from "./execute-for-all.ts";
import { executeMany } from "./execute-many.ts";
import { executeStream, givesRows } from "./execute-stream.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import { lookupStatement } from "./lookup-statement.ts";
import {
  checkEqualKeys,
  checkParameterNames,
  type ParameterSet,
  readParameterSet,
  readParameterSets,
} from "./parameters.ts";
import { queryOptionsOf } from "./query-options.ts";
import { sendOnce, sendOnceNow } from "./send-statement.ts";
import type { CacheEntry } from "./statement-cache.ts";
import { resultOf } from "./statement-result.ts";
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
  throw new ObjectNotExecutableError(
    `execute() takes a statement: select(…), insert(…), update(…), deleteFrom(…), text("…") or a DDL element; got ${describeValue(statement)}.${hint}`,
  );
}

function* executeSets(core: ConnectionCore, node: StatementNode, params: unknown): Flow<CursorResult> {
  const { sets, many } = readParameterSets(params);
  if (!many) return yield* executeOnce(core, node, sets[0]);
  checkEqualKeys(sets);
  return yield* executeMany(core, node, sets);
}

/**
 * The body of `execute()` as a plain call, for a synchronous caller: one statement, once, that nobody watches or stops. undefined, with
 * nothing done, where it takes a flow.
 */
export function executeDirectly(
  core: ConnectionCore,
  statement: unknown,
  params: unknown,
  options: ExecutionOptions | undefined,
): CursorResult | undefined {
  if (options !== undefined || Array.isArray(params) || !sendsNow(core) || core.sending?.stream !== undefined)
    return undefined;
  if (hasExecuteListeners(core) || brandOf(statement) === "ddl") return undefined;
  const node = executableNode(statement);
  if (
    node.kind === "text" ||
    (node as { readonly execOptions?: ExecutionOptions | undefined }).execOptions !== undefined
  )
    return undefined;
  const set = params === undefined ? undefined : readParameterSet(params);
  const extraction = flattenBinds(node.binds);
  const entry = lookupStatement(core, node, extraction, set);
  const values = valuesOf(entry, extraction, set);
  const result = sendOnceNow(core, entry.compiled, values);
  return result === undefined ? runSync(sendAndShow(core, entry, values)) : shown(core, entry, result, values);
}

function valuesOf({ compiled }: CacheEntry, extraction: readonly BindNode[], set: ParameterSet | undefined): unknown[] {
  if (set !== undefined) checkParameterNames(compiled, set);
  return bindValues(compiled, extraction, set);
}

function* executeOnce(core: ConnectionCore, node: StatementNode, set: ParameterSet | undefined): Flow<CursorResult> {
  const extraction = flattenBinds(node.binds);
  const entry = lookupStatement(core, node, extraction, set);
  const { compiled } = entry;
  const values = valuesOf(entry, extraction, set);
  if (core.sending?.stream !== undefined && givesRows(compiled)) {
    const streamed = yield* executeStream(core, entry, values);
    if (streamed !== undefined) return streamed;
  }
  if (compiled.kind === "text" && isCall(compiled.sql)) {
    const { sql, params } = expand(compiled, values);
    const called = yield* executeForAll(core, sql, params, queryOptionsOf(compiled), compiled, compiled);
    if (called !== undefined) return called;
  }
  return yield* sendAndShow(core, entry, values);
}

function* sendAndShow(core: ConnectionCore, entry: CacheEntry, values: unknown[]): Flow<CursorResult> {
  return shown(core, entry, yield* sendOnce(core, entry.compiled, values), values);
}

function shown(core: ConnectionCore, entry: CacheEntry, result: DriverResult, values: unknown[]): CursorResult {
  const generated = result.lastInsertId === undefined ? undefined : [result.lastInsertId];
  return resultOf(core, entry, result, { values: [values], generated, many: false });
}
