import type { CoreConnection } from "../../engine/core-connection.ts";
import type { CursorResult } from "../../engine/cursor-result.ts";
import type { ExecutionOptions } from "../../engine/execution-options.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import { Delete } from "../../sql/delete.ts";
import { collectFroms } from "../../sql/from-list.ts";
import { type DeleteNode, deleteNode, type UpdateNode, updateNode } from "../../sql/nodes/dml.ts";
import { flattenBinds } from "../../sql/node.ts";
import { type SelectNode, selectNode } from "../../sql/nodes/select.ts";
import { Select } from "../../sql/select.ts";
import { Update } from "../../sql/update.ts";
import { describeValue } from "../../util/describe.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { rowValues, type RowValuesByName } from "./row-values.ts";
import { columnProfile } from "../persistence/column-profile.ts";
import {
  conditionEvaluator,
  type Evaluator,
  evaluator,
  type GivenParams,
  UnevaluatableError,
  UNKNOWN,
} from "../persistence/evaluate.ts";

/**
 * How the session's objects follow an UPDATE or DELETE that is executed beside it: "evaluate" finds them by working out the criteria
 * in memory, "fetch" by asking the database for their keys, "auto" by the first where it can and the second where not; false: not at all.
 */
export type SynchronizeSession = "auto" | "evaluate" | "fetch" | false;

/** What the synchronisation needs of the session. */
export interface SynchronizingSession {
  states(mapper: Mapper): Iterable<InstanceState>;
  byKey(mapper: Mapper, key: readonly unknown[]): InstanceState | undefined;
  /** What is in memory of an object may be old: all of it is read again. */
  expire(state: InstanceState): void;
  /** The statement has deleted the row of an object. */
  deleted(state: InstanceState): void;
  /** The statement has changed the row of an object: a rollback must undo what was put in memory. */
  changed(state: InstanceState): void;
}

/** An object that the statement met, or may have met. */
interface Matched {
  readonly state: InstanceState;
  readonly isCertain: boolean;
}

export function checkSynchronize(given: unknown): SynchronizeSession {
  if (given === undefined) return "auto";
  if (given === "auto" || given === "evaluate" || given === "fetch" || given === false) return given;
  throw new ArgumentError(
    `synchronizeSession is "auto", "evaluate", "fetch" or false; given was ${describeValue(given)}.`,
    "argument",
  );
}

/** Executes an UPDATE or DELETE of a mapped class, and lets the session's objects of it follow. */
export function* executeSynchronized(
  session: SynchronizingSession,
  connection: CoreConnection,
  node: UpdateNode | DeleteNode,
  ref: EntityRef,
  strategy: SynchronizeSession,
  params: GivenParams,
  options: ExecutionOptions | undefined,
): Flow<CursorResult> {
  const { mapper } = ref;
  const execute = (changed: UpdateNode | DeleteNode): Flow<CursorResult> =>
    connection.execute(changed.kind === "update" ? new Update(changed) : new Delete(changed), params, options);
  if (strategy === false) return yield* execute(node);
  const values = node.kind === "update" ? newValues(node, mapper, params) : undefined;
  if (strategy !== "fetch") {
    const matched = evaluateMatched(session, node, mapper, params, strategy);
    if (matched !== undefined) {
      const result = yield* execute(node);
      follow(session, matched, values);
      return result;
    }
  }
  const { updateReturning, deleteReturning, deleteUsingReturning } = connection.dialect.sqlFeatures;
  const returns = node.kind === "update" ? updateReturning : namesOthers(node) ? deleteUsingReturning : deleteReturning;
  const keys = mapper.primaryKeySlots.map((slot) => ref.column(slot).node);
  if (returns && node.returning.length === 0) {
    const asked =
      node.kind === "update" ? updateNode({ ...node, returning: keys }) : deleteNode({ ...node, returning: keys });
    const result = yield* execute(asked);
    const rows = result.all();
    follow(session, byKeys(session, mapper, rows), values);
    return result.withoutRows(rows.length);
  }
  const froms = node.kind === "delete" ? [node.table, ...node.using] : [node.table];
  const query = selectNode({ columns: keys, froms, where: node.where, ctes: node.ctes, options: node.options });
  const found = yield* connection.execute(new Select(query), paramsOf(query, params));
  const matched = byKeys(session, mapper, found.all());
  const result = yield* execute(node);
  follow(session, matched, values);
  return result;
}

/** Whether a DELETE names more tables than the one whose rows go. */
function namesOthers(node: DeleteNode): boolean {
  const froms = new Set(node.using);
  for (const condition of node.where) collectFroms(condition, froms);
  froms.delete(node.table);
  return froms.size > 0;
}

/** Those of an execution's parameters that a part of its statement has. */
function paramsOf({ binds }: SelectNode, params: GivenParams): GivenParams {
  if (params === undefined) return undefined;
  const names = new Set(flattenBinds(binds).map(({ name }) => name));
  return Object.fromEntries(Object.entries(params).filter(([name]) => names.has(name)));
}

function* mine(session: SynchronizingSession, mapper: Mapper): Generator<InstanceState> {
  for (const state of session.states(mapper)) {
    if (state.status === Status.persistent && state.mapper.isa(mapper)) yield state;
  }
}

/** The objects that the criteria meet; undefined where "auto" must ask the database. */
function evaluateMatched(
  session: SynchronizingSession,
  node: UpdateNode | DeleteNode,
  mapper: ClassMapper,
  params: GivenParams,
  strategy: "auto" | "evaluate",
): Matched[] | undefined {
  let meets: Evaluator;
  try {
    meets = conditionEvaluator(node.where, mapper, params);
  } catch (error) {
    if (!(error instanceof UnevaluatableError)) throw error;
    if (strategy === "auto") return undefined;
    throw new InvalidRequestError(
      `The criteria of this ${node.kind.toUpperCase()} cannot be worked out in memory (${error.message}). Execute it with { synchronizeSession: "fetch" }, or false.`,
      "unevaluatable",
      { cause: error },
    );
  }
  const matched: Matched[] = [];
  for (const state of mine(session, mapper)) {
    const value = meets(state);
    if (value === true || value === UNKNOWN) matched.push({ state, isCertain: value === true });
  }
  return matched;
}

function byKeys(session: SynchronizingSession, mapper: ClassMapper, rows: readonly (readonly unknown[])[]): Matched[] {
  const matched: Matched[] = [];
  for (const key of rows) {
    const state = session.byKey(mapper, key);
    if (state !== undefined && state.status === Status.persistent && state.mapper.isa(mapper))
      matched.push({ state, isCertain: true });
  }
  return matched;
}

/** After an update by primary key: objects of those rows get what was set. */
export function followBulkUpdate(session: SynchronizingSession, mapper: ClassMapper, rows: readonly unknown[]): void {
  for (const given of rows as readonly RowValuesByName[]) {
    const row = rowValues(mapper, given);
    const key = mapper.primaryKeySlots.map((slot) => row[mapper.columns[slot]?.key ?? ""]);
    const values = newValues(undefined, mapper, row);
    for (const slot of mapper.primaryKeySlots) values.delete(slot);
    // The row gave the version that it was read with.
    if (mapper.version !== undefined) values.set(mapper.version.slot, undefined);
    follow(session, byKeys(session, mapper, [key]), values);
  }
}

/** The new values by slot; undefined where only the database knows. */
type NewValues = Map<number, Evaluator | undefined>;

function newValues(node: UpdateNode | undefined, mapper: ClassMapper, params: GivenParams): NewValues {
  const out: NewValues = new Map();
  const assignments = node?.assignments ?? [];
  for (const { column, value } of assignments) {
    const owner = columnOfNode(column);
    const slot = owner === undefined ? undefined : mapper.slotOf(owner);
    if (slot !== undefined) out.set(slot, isKept(mapper, slot) ? tryEvaluator(value, mapper, params) : undefined);
  }
  // update(Class) without set(): the parameters say what is set.
  for (const [name, value] of Object.entries(assignments.length === 0 ? (params ?? {}) : {})) {
    const slot = mapper.column(name)?.slot;
    if (slot !== undefined && value !== undefined) out.set(slot, isKept(mapper, slot) ? () => value : undefined);
  }
  const { computed, onupdate } = columnProfile(mapper);
  for (const slot of [...computed, ...onupdate]) if (!out.has(slot)) out.set(slot, undefined);
  return out;
}

function tryEvaluator(...args: Parameters<typeof evaluator>): Evaluator | undefined {
  try {
    return evaluator(...args);
  } catch (error) {
    if (error instanceof UnevaluatableError) return undefined;
    throw error;
  }
}

/** Whether a value comes back from the database as it went. */
function isKept(mapper: ClassMapper, slot: number): boolean {
  const { type } = (mapper.columns[slot] as (typeof mapper.columns)[number]).column;
  return (
    (type.family === "integer" || type.family === "boolean" || type.kind === "string" || type.kind === "text") &&
    type.kind !== "custom"
  );
}

function follow(session: SynchronizingSession, matched: readonly Matched[], values: NewValues | undefined): void {
  for (const { state, isCertain } of matched) {
    if (values === undefined) {
      if (isCertain) session.deleted(state);
      else session.expire(state);
      continue;
    }
    if (state.values === state.mapper.expiredRow) continue;
    // All from the old values, before the first is set.
    const next: [number, unknown][] = [];
    for (const [slot, value] of values) {
      const found = isCertain && value !== undefined ? value(state) : UNKNOWN;
      next.push([slot, found === UNKNOWN || !isStored(found) ? NOT_LOADED : found]);
    }
    for (const [slot, value] of next) put(state, slot, value);
    forgetReferences(state, values);
    session.changed(state);
  }
}

/** Plain values alone are what the database gives back. */
function isStored(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

/** What the session has changed itself stays; it is written by the next flush. */
function put(state: InstanceState, slot: number, value: unknown): void {
  const { values, committed } = state;
  if (committed === undefined) {
    values[slot] = value;
    return;
  }
  if (committed[slot] === values[slot]) values[slot] = value;
  // The row that expired objects share is never written.
  const own = committed === state.mapper.expiredRow ? (state.committed = committed.slice()) : committed;
  own[slot] = value;
}

/** An object whose foreign key was changed refers to another one now. */
function forgetReferences(state: InstanceState, values: NewValues): void {
  if (state.related === undefined) return;
  for (const { direction, slot, pairs } of state.mapper.relationships) {
    if (direction !== "manyToOne" || state.committedRelated?.has(slot) === true) continue;
    if (pairs.some((pair) => values.has(pair.toSlot))) state.related[slot] = undefined;
  }
}
