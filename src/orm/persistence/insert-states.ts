import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import type { StoredTable } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { insertBatches, type InsertBatch } from "./insert-batches.ts";
import { insertPages } from "./insert-pages.ts";
import { type InsertPlan, insertPlan } from "./insert-plan.ts";
import { noRow, takeRow } from "./take-row.ts";

const noKey: readonly unknown[] = [];

/** Inserts the rows of new objects of one class into one of its tables, in their order. Generated keys and other values that come back are in `values` afterwards. */
export function* insertStates(
  connection: CoreConnection,
  mapper: StoredTable,
  states: readonly InstanceState[],
): Flow<void> {
  for (const batch of insertBatches(mapper, states)) {
    const plan = insertPlan(connection, batch);
    const single = plan.mode === "each" || batch.states.length === 1 || batch.states[0]?.mapper.batch === false;
    if (single || !(yield* insertTogether(connection, plan, batch))) yield* insertEach(connection, plan, batch);
    const { unknown } = plan;
    if (unknown.length > 0)
      for (const state of batch.states) for (const slot of unknown) state.values[slot] = NOT_LOADED;
  }
}

/** One statement for many objects; false when the statement cannot be written so. */
function* insertTogether(connection: CoreConnection, plan: InsertPlan, batch: InsertBatch): Flow<boolean> {
  if (plan.mode === "pages") return yield* insertPages(connection, plan, batch.states);
  yield* insertMany(connection, plan, batch);
  return true;
}

/** A statement for each object. */
function* insertEach(connection: CoreConnection, plan: InsertPlan, { states, mapper }: InsertBatch): Flow<void> {
  const { mode, statement, fetched } = plan;
  const compiled = statement.compile(connection);
  for (const state of states) {
    const params = statement.binder.row(state.values, noKey);
    const result = yield* connection.executeCompiled(compiled, params);
    if (mode === "plain") continue;
    if (mode === "lastInsertId") {
      takeGenerated(mapper, plan, state, result.lastInsertId);
      continue;
    }
    const row = result.rows[0];
    if (row === undefined) throw noRow(mapper);
    takeRow(fetched, state, row);
  }
}

/** One executemany, or pages of rows where nobody has to hear of each. */
function* insertMany(connection: CoreConnection, plan: InsertPlan, { states, mapper }: InsertBatch): Flow<void> {
  const { statement } = plan;
  const compiled = statement.compile(connection);
  const sets: unknown[][] = [];
  for (const state of states) {
    sets.push(statement.binder.row(state.values, noKey));
  }
  if (plan.mode !== "lastInsertId") {
    yield* connection.insertRows(compiled, sets);
    return;
  }
  const { lastInsertIds } = yield* connection.executeMany(compiled, sets);
  for (let i = 0; i < states.length; i++) takeGenerated(mapper, plan, states[i] as InstanceState, lastInsertIds?.[i]);
}

function takeGenerated(
  mapper: StoredTable,
  plan: InsertPlan,
  state: InstanceState,
  id: number | bigint | undefined,
): void {
  const target = plan.fetched[0];
  if (target === undefined) return;
  if (id === undefined) throw noRow(mapper);
  state.values[target.slot] = target.process === undefined ? id : target.process(id);
}
