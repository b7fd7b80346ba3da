import type { Executable, ExecuteParams } from "../../engine/executable.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import { Result } from "../../engine/result.ts";
import { ResultMeta } from "../../engine/result-meta.ts";
import { RowSource } from "../../engine/row-source.ts";
import { ObjectNotExecutableError } from "../../errors/executable.ts";
import type { Flow } from "../../flow/flow.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "../../sql/nodes/dml.ts";
import type { Node } from "../../sql/node.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import type { EntityNode } from "../../sql/entity.ts";
import { Status } from "../contract/state.ts";
import { EntityLoader, LoadRun } from "../loading/entity-loader.ts";
import { loadSelect, type LoadedRows } from "../loading/execute-select.ts";
import { entityRefOf, slotsOf } from "../mapping/entity-ref.ts";
import { expireState } from "./expire.ts";
import type { SessionCore } from "./session-core.ts";

/** Options of `session.execute()`. */
export interface SessionExecuteOptions extends ExecutionOptions {
  /** Overwrite what is in memory with what the rows hold. */
  readonly populateExisting?: boolean;
  readonly autoflush?: boolean;
}

/** `session.execute(statement, params?, options?)`. */
export function* executeStatement(
  session: SessionCore,
  statement: Executable,
  params: ExecuteParams | undefined,
  options: SessionExecuteOptions | undefined,
): Flow<Result> {
  const node = nodeOf(statement);
  const own = (node as { execOptions?: SessionExecuteOptions }).execOptions;
  if ((options?.autoflush ?? own?.autoflush) !== false) yield* session.autoflush();
  if (node.kind === "select" && !Array.isArray(params)) {
    const loaded = yield* loadSelect(session, node as SelectNode, {
      populateExisting: options?.populateExisting ?? own?.populateExisting,
      params: params as Readonly<Record<string, unknown>> | undefined,
    });
    return resultOf(loaded);
  }
  const connection = yield* session.connection(node);
  const result = yield* connection.execute(statement, params, options);
  const written = node as InsertNode | UpdateNode | DeleteNode;
  if (node.kind === "update" || node.kind === "delete") expireTarget(session, written);
  const returned = "returning" in written ? written.returning : [];
  if (returned.some((item) => entityRefOf(item) !== undefined)) return entitiesReturned(session, written, result);
  return result;
}

/** The loaded rows as a result. */
export function resultOf(loaded: LoadedRows): Result {
  const rows =
    loaded.states === undefined ? (loaded.rows ?? []) : loaded.states.map((state) => [state?.entity ?? null]);
  const result = new Result(new RowSource(loaded.plan.meta, rows));
  if (loaded.plan.repeats) result.requireUnique();
  return result;
}

/** A statement of the rows' table was executed beside the session: what is in memory of it may be old. */
function expireTarget(session: SessionCore, node: InsertNode | UpdateNode | DeleteNode): void {
  const ref = node.entity === undefined ? undefined : entityRefOf(node.entity);
  if (ref === undefined) return;
  for (const state of session.identityMap.of(ref.mapper).values()) {
    if (state.status === Status.persistent && state.mapper.isa(ref.mapper) && state.values !== state.mapper.expiredRow)
      expireState(session, state);
  }
}

/** Entities in RETURNING: their columns, converted already, become objects. */
function entitiesReturned(session: SessionCore, node: InsertNode | UpdateNode | DeleteNode, result: Result): Result {
  const read: ((row: unknown[], run: LoadRun) => unknown)[] = [];
  const keys: string[] = [];
  const nodes: Node[] = [];
  const names = result.keys();
  let at = 0;
  for (const item of node.returning) {
    const ref = entityRefOf(item);
    if (ref === undefined) {
      const count = "columns" in item && item.columns !== undefined ? item.columns.length : 1;
      for (let i = 0; i < count; i++) {
        const index = at++;
        keys.push(names[index] as string);
        nodes.push("columns" in item ? (item.columns?.[i] ?? item) : item);
        read.push((row) => row[index]);
      }
      continue;
    }
    const columns = (item as EntityNode).columns;
    const loader = new EntityLoader(ref.mapper, at, slotsOf(item as EntityNode), names.length, () => undefined);
    at += columns.length;
    keys.push((item as EntityNode).label);
    nodes.push(item);
    read.push((row, run) => loader.loadRow(session, row, run)?.entity ?? null);
  }
  const run = new LoadRun(true);
  const rows = result.all().map((row) => read.map((reader) => reader(row, run)));
  return new Result(new RowSource(new ResultMeta(keys, nodes), rows));
}

function nodeOf(statement: unknown): Node {
  const node = brandOf(statement) === undefined ? undefined : (statement as { node?: Node }).node;
  if (node === undefined) {
    throw new ObjectNotExecutableError(
      `execute() takes a statement, such as select(User); given was ${describeValue(statement)}.`,
    );
  }
  return node;
}
