import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import { type Assignment, updateNode } from "../../sql/nodes/dml.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { Mapper, StoredTable } from "../contract/mapper.ts";
import type { ColumnProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { type ArrayPlan, type RowValues, updateFromArrays } from "./array-plan.ts";
import { checkRowcount } from "./check-rowcount.ts";
import { columnProfile } from "./column-profile.ts";
import type { FlushUndo } from "./flush-undo.ts";
import { keyCondition, rowIdentity } from "./key-condition.ts";
import { PlanCache } from "./plan-cache.ts";
import { From } from "./row-binder.ts";
import { slotSetKey } from "./slot-set.ts";
import { type BindSources, columnBind, StatementPlan } from "./statement-plan.ts";
import { type UpdateBatch, updateBatches } from "./update-batches.ts";
import { writeSlot } from "./write-slot.ts";

const plans = new PlanCache<StoredTable, StatementPlan>();
const arrayPlans = new PlanCache<StoredTable, ArrayPlan | undefined>();
const returningPlans = new PlanCache<StoredTable, StatementPlan>();
const versionedPlans = new PlanCache<StoredTable, StatementPlan>();

/** Updates the changed columns of objects of one class in one of its tables; objects without changes send nothing. Throws StaleDataError when a row is gone. */
export function* updateStates(
  connection: CoreConnection,
  mapper: StoredTable,
  states: readonly InstanceState[],
  rowSwitches: ReadonlyMap<InstanceState, InstanceState>,
  undo: FlushUndo,
): Flow<void> {
  for (const batch of updateBatches(mapper, states, rowSwitches, undo)) yield* updateBatch(connection, batch, undo);
}

/** Sets the given columns of objects to their current values, changed or not. */
export function* updateSlots(
  connection: CoreConnection,
  mapper: Mapper,
  states: InstanceState[],
  slots: readonly number[],
  undo: FlushUndo,
): Flow<void> {
  for (const table of mapper.tables) {
    const own = slots.filter((slot) => table.columns[slot] !== undefined);
    if (own.length === 0) continue;
    const identities = states.map((state) => writtenIdentity(table, state));
    const batch = { mapper: table, states, identities, slots: own, shape: slotSetKey(own) };
    yield* updateBatch(connection, { ...batch, versions: undefined, expressions: undefined }, undo);
  }
}

/** Gives the columns of rows, found by the keys that they have, the values that their objects have just now. */
export function* sendSlots(
  connection: CoreConnection,
  mapper: Mapper,
  states: InstanceState[],
  slots: readonly number[],
): Flow<void> {
  for (const table of mapper.tables) {
    const own = slots.filter((slot) => table.columns[slot] !== undefined);
    if (own.length === 0) continue;
    const identities = states.map((state) => rowIdentity(table, state));
    const batch = { mapper: table, states, identities, slots: own, shape: slotSetKey(own) };
    yield* sendBatch(connection, { ...batch, versions: undefined, expressions: undefined });
  }
}

/** Gives rows values by one statement, and tells how many it met; undefined, with nothing sent, where the database has no such statement. */
export function* updateRows(
  connection: CoreConnection,
  mapper: StoredTable,
  rows: readonly RowValues[],
  identities: readonly unknown[],
  slots: readonly number[],
): Flow<number | undefined> {
  if (!connection.dialect.capabilities.arraysOfRows) return undefined;
  const plan = sharedPlan(connection, mapper, slots, slotSetKey(slots), false);
  if (plan === undefined) return undefined;
  const compiled = plan.compile(connection);
  return (yield* connection.executeCompiled(compiled, plan.params(compiled, rows, identities, undefined))).rowcount;
}

function sharedPlan(
  { dialect }: CoreConnection,
  mapper: StoredTable,
  slots: readonly number[],
  shape: number | string,
  versioned: boolean,
): ArrayPlan | undefined {
  return arrayPlans.get(mapper, dialect, `${shape}${versioned ? "v" : ""}`, () =>
    updateFromArrays(mapper, slots, versioned),
  );
}

function* updateBatch(connection: CoreConnection, batch: UpdateBatch, undo: FlushUndo): Flow<void> {
  const { mapper, states } = batch;
  if (mapper.eagerDefaults === true && states.length === 1 && connection.dialect.sqlFeatures.updateReturning) {
    yield* updateReturning(connection, batch, undo);
    return;
  }
  yield* sendBatch(connection, batch);
  forgetComputed(batch, undo);
}

function* sendBatch(connection: CoreConnection, batch: UpdateBatch): Flow<void> {
  const { mapper, states, identities, versions, slots, expressions, shape } = batch;
  if (states.length > 1 && expressions === undefined && connection.dialect.capabilities.arraysOfRows) {
    const shared = sharedPlan(connection, mapper, slots, shape, versions !== undefined);
    if (shared !== undefined) return yield* updateTogether(connection, shared, batch);
  }
  const plan =
    expressions === undefined
      ? (versions === undefined ? plans : versionedPlans).get(mapper, connection.dialect, shape, () => makePlan(batch))
      : makePlan(batch);
  const compiled = plan.compile(connection);
  const sets: unknown[][] = [];
  for (let i = 0; i < states.length; i++) {
    sets.push(plan.binder.row((states[i] as InstanceState).values, identities[i], versions?.[i]));
  }
  const result =
    sets.length === 1
      ? yield* connection.executeCompiled(compiled, sets[0] as unknown[])
      : yield* connection.executeMany(compiled, sets);
  checkRowcount(connection, "UPDATE", mapper.table.fullname, sets.length, result.rowcount);
}

/** One statement for all objects of a batch. */
function* updateTogether(
  connection: CoreConnection,
  plan: ArrayPlan,
  { mapper, states, identities, versions }: UpdateBatch,
): Flow<void> {
  const compiled = plan.compile(connection);
  const { rowcount } = yield* connection.executeCompiled(compiled, plan.params(compiled, states, identities, versions));
  checkRowcount(connection, "UPDATE", mapper.table.fullname, states.length, rowcount);
}

/** One object, with what the database makes of it coming back (`eagerDefaults`). */
function* updateReturning(connection: CoreConnection, batch: UpdateBatch, undo: FlushUndo): Flow<void> {
  const { mapper, states, identities, versions, expressions, shape } = batch;
  const fetched = unknownSlots(batch).filter((slot) => mapper.columns[slot]?.column.deferred === false);
  const make = (): StatementPlan => makePlan(batch, fetched);
  const versioned = versions === undefined ? "" : "v";
  const plan =
    expressions === undefined ? returningPlans.get(mapper, connection.dialect, `${shape}${versioned}`, make) : make();
  const compiled = plan.compile(connection);
  const state = states[0] as InstanceState;
  const params = plan.binder.row(state.values, identities[0], versions?.[0]);
  const { rows, rowcount } = yield* connection.executeCompiled(compiled, params);
  checkRowcount(connection, "UPDATE", mapper.table.fullname, 1, fetched.length === 0 ? rowcount : rows.length);
  forgetComputed(batch, undo);
  const row = rows[0] ?? [];
  fetched.forEach((slot, at) => {
    const process = connection.dialect.resultProcessor((mapper.columns[slot] as ColumnProperty).column.type);
    const value = row[at];
    writeSlot(state, slot, process === undefined || value === null ? value : process(value), undo);
  });
}

/** What the database has computed is not known. */
function forgetComputed(batch: UpdateBatch, undo: FlushUndo): void {
  const unknown = unknownSlots(batch);
  if (unknown.length > 0)
    for (const state of batch.states) for (const slot of unknown) writeSlot(state, slot, NOT_LOADED, undo);
}

const nothing: readonly number[] = [];

/** Slots whose new values only the database knows. */
function unknownSlots({ mapper, slots, expressions, versions }: UpdateBatch): readonly number[] {
  const { computed, onupdate } = columnProfile(mapper);
  const version = versions !== undefined && mapper.version?.next === undefined ? mapper.version?.slot : undefined;
  if (expressions === undefined && computed.length === 0 && onupdate.length === 0 && version === undefined)
    return nothing;
  const made = version === undefined ? computed.concat(onupdate) : [version, ...computed, ...onupdate];
  return [...(expressions?.keys() ?? []), ...made.filter((slot) => !slots.includes(slot))];
}

function makePlan(
  { mapper, slots, expressions, versions }: UpdateBatch,
  fetched: readonly number[] = nothing,
): StatementPlan {
  const sources: BindSources = new Map();
  const assignments: Assignment[] = [];
  for (const slot of slots) {
    const property = mapper.columns[slot] as ColumnProperty;
    assignments.push({
      column: property.column.node as ColumnNode,
      value: expressions?.get(slot)?.node ?? columnBind(property, From.values, slot, sources),
    });
  }
  const node = updateNode({
    table: mapper.table.node,
    assignments,
    where: keyCondition(mapper, sources, versions !== undefined),
    returning: fetched.map((slot) => (mapper.columns[slot] as ColumnProperty).column.node),
  });
  return new StatementPlan(node, sources);
}

/** The key that the row has by now: that of a new object, or a changed one, is in its columns. */
function writtenIdentity(table: StoredTable, { mapper, values, key }: InstanceState): unknown {
  const parts = table.primaryKeySlots.map((slot) =>
    typeof values[slot] === "symbol" ? key?.[mapper.primaryKeySlots.indexOf(slot)] : values[slot],
  );
  return parts.length === 1 ? parts[0] : parts;
}
