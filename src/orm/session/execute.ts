import { shortLivedOfLength } from "../../util/short-lived.ts";
import type { CoreConnection } from "../../engine/core-connection.ts";
import { CursorResult } from "../../engine/cursor-result.ts";
import type { Executable, ExecuteParams } from "../../engine/executable.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import { Result } from "../../engine/result.ts";
import { ResultMeta } from "../../engine/result-meta.ts";
import { RowSource } from "../../engine/row-source.ts";
import { ObjectNotExecutableError } from "../../errors/executable.ts";
import type { Flow } from "../../flow/flow.ts";
import { Delete } from "../../sql/delete.ts";
import { Insert } from "../../sql/insert.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "../../sql/nodes/dml.ts";
import type { Node } from "../../sql/node.ts";
import type { CompoundNode } from "../../sql/nodes/compound.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { CompoundSelect } from "../../sql/query.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import type { EntityNode } from "../../sql/entity.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { InstanceState } from "../contract/state.ts";
import { executeBulkInsert } from "../dml/bulk-insert.ts";
import { executeBulkUpdate } from "../dml/bulk-update.ts";
import {
  checkSynchronize,
  executeSynchronized,
  followBulkUpdate,
  type SynchronizeSession,
  type SynchronizingSession,
} from "../dml/synchronize.ts";
import { filterCompound, filterWrite } from "../loading/apply-criteria.ts";
import { EntityLoader, LoadRun } from "../loading/entity-loader.ts";
import { loadSelect, type LoadedRows, type LoadOptions, streamSelect } from "../loading/execute-select.ts";
import { CompositeAttribute, compositeOf } from "../mapping/composite.ts";
import { type EntityRef, entityRefOf, slotsOf } from "../mapping/entity-ref.ts";
import { ORMExecuteState } from "./orm-execute-state.ts";
import { expireState } from "./expire.ts";
import { noteRowGone } from "./row-gone.ts";
import type { SessionCore } from "./session-core.ts";

/** Options of `session.execute()`. */
export interface SessionExecuteOptions extends ExecutionOptions {
  /** Overwrite what is in memory with what the rows hold. */
  readonly populateExisting?: boolean;
  readonly autoflush?: boolean;
  /** How the session's objects follow an UPDATE or DELETE of their class. */
  readonly synchronizeSession?: SynchronizeSession;
}

/** `session.execute(statement, params?, options?)`. */
export function* executeStatement(
  session: SessionCore,
  statement: Executable,
  params: ExecuteParams | undefined,
  options: SessionExecuteOptions | undefined,
  from = 0,
): Flow<Result> {
  if (!session.hears("doOrmExecute")) return yield* executeNow(session, statement, params, options);
  nodeOf(statement);
  // A listener may execute the rest of the way itself: the listeners behind it, then the statement.
  let at = from;
  const state = new ORMExecuteState(session, statement, {
    params,
    options,
    invoke: (...rest) => executeStatement(session, ...rest, at + 1),
  });
  for (; at < session.listening("doOrmExecute"); at++) {
    const given = yield* session.askOne("doOrmExecute", [state], at);
    if (given instanceof Result) return given;
  }
  return yield* executeNow(session, state.statement, state.parameters, state.executionOptions);
}

function* executeNow(
  session: SessionCore,
  statement: Executable,
  params: ExecuteParams | undefined,
  options: SessionExecuteOptions | undefined,
): Flow<Result> {
  const node = nodeOf(statement);
  const own = (node as { execOptions?: SessionExecuteOptions }).execOptions;
  if ((options?.autoflush ?? own?.autoflush) !== false) yield* session.autoflush();
  if (node.kind === "select" && !Array.isArray(params)) {
    const load: LoadOptions = {
      populateExisting: options?.populateExisting ?? own?.populateExisting,
      params: params as Readonly<Record<string, unknown>> | undefined,
      readsOnly: options === undefined && own === undefined,
      told: true,
    };
    return yield* executeSelect(session, node as SelectNode, load, forConnection(own, options));
  }
  const connection = yield* session.connection(node);
  if (node.kind === "compound") {
    const filtered = filterCompound(node as CompoundNode);
    return yield* connection.execute(filtered === node ? statement : new CompoundSelect(filtered), params, options);
  }
  const given = node as InsertNode | UpdateNode | DeleteNode;
  const written =
    given.entity === undefined || given.kind === "insert" || Array.isArray(params) ? given : filterWrite(given);
  const ref = written.entity === undefined ? undefined : entityRefOf(written.entity);
  const results =
    ref === undefined
      ? [yield* connection.execute(statement, params, options)]
      : yield* executeWrite(session, connection, written, ref, params, options);
  const returned = "returning" in written ? written.returning : [];
  if (returned.length === 0) return CursorResult.joined(results);
  const hasEntities = returned.some((item) => entityRefOf(item) !== undefined || compositeOf(item) !== undefined);
  const [first, ...others] = hasEntities
    ? results.map((result) =>
        entitiesReturned(session, written, result, (options?.populateExisting ?? own?.populateExisting) === true),
      )
    : (results as Result[]);
  return others.length === 0 ? (first as Result) : (first as Result).merge(...others);
}

function* executeSelect(
  session: SessionCore,
  node: SelectNode,
  load: LoadOptions,
  options: ExecutionOptions | undefined,
): Flow<Result> {
  const connection = session.readyConnection(node) ?? (yield* session.connection(node));
  if (options !== undefined)
    return yield* connection.withOptions(options, () => executeSelect(session, node, load, undefined));
  if (connection.streaming !== undefined) {
    const source = yield* streamSelect(session, node, load);
    if (source !== undefined) return new Result(source);
  }
  return resultOf(yield* loadSelect(session, node, load));
}

/** What an execution's options say to the connection; undefined: nothing, as nearly always. */
function forConnection(
  own: SessionExecuteOptions | undefined,
  given: SessionExecuteOptions | undefined,
): ExecutionOptions | undefined {
  if (own === undefined && given === undefined) return undefined;
  const { populateExisting: _p, autoflush: _a, synchronizeSession: _s, ...rest } = { ...own, ...given };
  return Object.keys(rest).length === 0 ? undefined : rest;
}

/** INSERT, UPDATE and DELETE of a mapped class. */
function* executeWrite(
  session: SessionCore,
  connection: CoreConnection,
  node: InsertNode | UpdateNode | DeleteNode,
  ref: EntityRef,
  params: ExecuteParams | undefined,
  options: SessionExecuteOptions | undefined,
): Flow<CursorResult[]> {
  const { mapper } = ref;
  const given = params as Readonly<Record<string, unknown>> | undefined;
  if (node.kind === "insert") {
    if (!Array.isArray(params) || node.columns !== undefined || node.select !== undefined || params.length === 0)
      return [yield* connection.execute(new Insert(node), params, options)];
    return yield* executeBulkInsert(connection, node, mapper, params, options, false);
  }
  if (node.kind === "update" && Array.isArray(params)) {
    const own =
      options?.synchronizeSession ?? (node.execOptions as SessionExecuteOptions | undefined)?.synchronizeSession;
    const rowcount = yield* executeBulkUpdate(connection, node, mapper, params, options);
    if (checkSynchronize(own) !== false) followBulkUpdate(new Following(session), mapper, params);
    return [CursorResult.counted(rowcount)];
  }
  if (Array.isArray(params)) return [yield* connection.execute(new Delete(node as DeleteNode), params, options)];
  const own = node.execOptions as SessionExecuteOptions | undefined;
  const strategy = checkSynchronize(options?.synchronizeSession ?? own?.synchronizeSession);
  const result = yield* executeSynchronized(new Following(session), connection, node, ref, strategy, given, options);
  if (session.observed) {
    const told = { session: session.user, class: mapper.class, statement: node, result };
    yield* session.emit(node.kind === "update" ? "afterBulkUpdate" : "afterBulkDelete", [told]);
  }
  return [result];
}

/** The loaded rows as a result. */
export function resultOf(loaded: LoadedRows): Result {
  const { meta } = loaded.plan;
  const result = new Result(
    loaded.states === undefined
      ? new RowSource(meta, loaded.rows ?? [])
      : RowSource.ofValues(meta, entitiesOf(loaded.states)),
  );
  if (loaded.plan.repeats) result.requireUnique();
  return result;
}

/** The objects of states, in order; null where an outer join found none. */
export function entitiesOf(states: readonly (InstanceState | undefined)[]): (object | null)[] {
  const entities = shortLivedOfLength<object | null>(states.length);
  for (let i = 0; i < states.length; i++) entities[i] = states[i]?.entity ?? null;
  return entities;
}

/** How a session's objects follow a statement that was executed beside it. */
class Following implements SynchronizingSession {
  readonly #session: SessionCore;
  constructor(session: SessionCore) {
    this.#session = session;
  }
  states(mapper: Mapper): Iterable<InstanceState> {
    return this.#session.identityMap.of(mapper).values();
  }
  byKey(mapper: Mapper, key: readonly unknown[]): InstanceState | undefined {
    return this.#session.identityMap.of(mapper).get(key);
  }
  expire(state: InstanceState): void {
    expireState(this.#session, state);
  }
  changed(state: InstanceState): void {
    this.#session.recordChanged(state);
  }
  deleted(state: InstanceState): void {
    noteRowGone(this.#session, state);
  }
}

/** Entities in RETURNING: their columns, converted already, become objects; those of the session get what the rows hold, except for changes that were not flushed. */
function entitiesReturned(
  session: SessionCore,
  node: InsertNode | UpdateNode | DeleteNode,
  result: Result,
  populateExisting: boolean,
): Result {
  const read: ((row: unknown[], run: LoadRun) => unknown)[] = [];
  const keys: string[] = [];
  const nodes: Node[] = [];
  const names = result.keys();
  let at = 0;
  for (const item of node.returning) {
    const ref = entityRefOf(item);
    const composite = compositeOf(item);
    if (composite !== undefined) {
      const start = at;
      at += (item as EntityNode).columns.length;
      const end = at;
      keys.push((item as EntityNode).label);
      nodes.push(item);
      read.push((row) => CompositeAttribute.make(composite, row.slice(start, end)));
      continue;
    }
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
  const run = LoadRun.written(populateExisting);
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
