import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import { type Assignment, updateNode } from "../../sql/nodes/dml.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { type ArrayPlan, updateFromArrays } from "./array-plan.ts";
import { checkRowcount } from "./check-rowcount.ts";
import { columnProfile } from "./column-profile.ts";
import type { FlushUndo } from "./flush-undo.ts";
import { keyCondition } from "./key-condition.ts";
import { PlanCache } from "./plan-cache.ts";
import { From } from "./row-binder.ts";
import { slotSetKey } from "./slot-set.ts";
import { type BindSources, columnBind, StatementPlan } from "./statement-plan.ts";
import { type UpdateBatch, updateBatches } from "./update-batches.ts";
import { writeSlot } from "./write-slot.ts";

const plans = new PlanCache<Mapper, StatementPlan>();
const arrayPlans = new PlanCache<Mapper, ArrayPlan | undefined>();
const versionedPlans = new PlanCache<Mapper, StatementPlan>();

/** Updates the changed columns of objects of one class; objects without changes send nothing. Throws StaleDataError when a row is gone. */
export function* updateStates(
  connection: CoreConnection,
  mapper: Mapper,
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
  const identities = states.map(writtenIdentity);
  yield* updateBatch(
    connection,
    { mapper, states, identities, versions: undefined, slots, shape: slotSetKey(slots), expressions: undefined },
    undo,
  );
}

/** Gives the columns of rows, found by the keys that they have, the values that their objects have just now. */
export function* sendSlots(
  connection: CoreConnection,
  mapper: Mapper,
  states: InstanceState[],
  slots: readonly number[],
): Flow<void> {
  const identities = states.map(({ identity }) => identity);
  yield* sendBatch(connection, {
    mapper,
    states,
    identities,
    versions: undefined,
    slots,
    shape: slotSetKey(slots),
    expressions: undefined,
  });
}

function* updateBatch(connection: CoreConnection, batch: UpdateBatch, undo: FlushUndo): Flow<void> {
  yield* sendBatch(connection, batch);
  forgetComputed(batch, undo);
}

function* sendBatch(connection: CoreConnection, batch: UpdateBatch): Flow<void> {
  const { mapper, states, identities, versions, slots, expressions, shape } = batch;
  if (states.length > 1 && expressions === undefined && connection.dialect.capabilities.arraysOfRows) {
    const shared = arrayPlans.get(mapper, connection.dialect, `${shape}${versions === undefined ? "" : "v"}`, () =>
      updateFromArrays(mapper, slots, versions !== undefined),
    );
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

/** What the database has computed is not known. */
function forgetComputed({ mapper, states, slots, expressions, versions }: UpdateBatch, undo: FlushUndo): void {
  const { computed, onupdate } = columnProfile(mapper);
  if (versions !== undefined && mapper.version?.next === undefined) {
    const slot = mapper.version?.slot as number;
    if (!slots.includes(slot)) for (const state of states) writeSlot(state, slot, NOT_LOADED, undo);
  }
  if (expressions === undefined && computed.length === 0 && onupdate.length === 0) return;
  const unknown = [
    ...(expressions?.keys() ?? []),
    ...computed.concat(onupdate).filter((slot) => !slots.includes(slot)),
  ];
  for (const state of states) for (const slot of unknown) writeSlot(state, slot, NOT_LOADED, undo);
}

function makePlan({ mapper, slots, expressions, versions }: UpdateBatch): StatementPlan {
  const sources: BindSources = new Map();
  const assignments: Assignment[] = [];
  for (const slot of slots) {
    const property = mapper.columns[slot] as (typeof mapper.columns)[number];
    assignments.push({
      column: property.column.node as ColumnNode,
      value: expressions?.get(slot)?.node ?? columnBind(property, From.values, slot, sources),
    });
  }
  const node = updateNode({
    table: mapper.table.node,
    assignments,
    where: keyCondition(mapper, sources, versions !== undefined),
  });
  return new StatementPlan(node, sources);
}

/** The key that the row has by now: that of a new object, or a changed one, is in its columns. */
function writtenIdentity({ mapper, values, identity }: InstanceState): unknown {
  const slots = mapper.primaryKeySlots;
  const [only] = slots;
  if (slots.length === 1 && only !== undefined) return typeof values[only] === "symbol" ? identity : values[only];
  return slots.map((slot, at) =>
    typeof values[slot] === "symbol" ? (identity as readonly unknown[])[at] : values[slot],
  );
}
