import type { Compiled } from "../compiler/compiled.ts";
import { bindValues } from "../compiler/expand.ts";
import type { DriverResult } from "../dialect/driver.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import { flattenBinds } from "../sql/node.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { InsertNode } from "../sql/nodes/dml.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { send } from "./cursor.ts";
import { CursorResult } from "./cursor-result.ts";
import { insertInBulk } from "./insert-in-bulk.ts";
import { type InsertManyPlan, planInsertMany, type RowOrder } from "./insert-many-plan.ts";
import { insertPages } from "./insert-pages.ts";
import { lookupInsert } from "./lookup-statement.ts";
import { InsertBatch } from "./observed-call.ts";
import { pageText, type PageText } from "./page-text.ts";
import { checkParameterNames, type ParameterSet } from "./parameters.ts";
import { queryOptionsOf } from "./query-options.ts";
import { ResultSum, sendSets } from "./send-statement.ts";
import { sortRows } from "./sort-rows.ts";
import { resultOf } from "./statement-result.ts";

/** Executes an INSERT with a list of parameter sets: many rows a statement where that is possible, and rows come back in their order where that was asked for. */
export function* executeInsertMany(
  core: ConnectionCore,
  node: InsertNode,
  given: readonly ParameterSet[],
): Flow<CursorResult> {
  const extraction = flattenBinds(node.binds);
  const { useInsertmanyvalues } = core.options;
  const plan = planInsertMany(core.dialect, node, Object.keys(given[0] as ParameterSet), useInsertmanyvalues !== false);
  const { implicit, order } = plan;
  const sets = order.by === "counter" ? given.map((set, index) => ({ ...set, [order.key]: index })) : given;
  const first = sets[0] as ParameterSet;
  const columnKeys = Object.keys(first);
  const sentinels = implicit ? [] : returnedOnceMore(order);
  const entry = lookupInsert(core, node, extraction, columnKeys, `m${implicit ? "i" : ""}${order.by}`, () => ({
    implicitReturning: implicit,
    sentinels,
  }));
  const { compiled } = entry;
  checkParameterNames(compiled, first);
  const text = plan.paged ? pageText(compiled, plan.form) : undefined;
  if (node.inBulk && text?.isPlain === true && plan.distinct.length === 0)
    return CursorResult.counted(yield* insertInBulk(core, compiled, extraction, text, sets), compiled);
  const values = sets.map((set) => bindValues(compiled, extraction, set));
  let result: DriverResult;
  if (text !== undefined) result = yield* sendPages(core, compiled, text, plan, values);
  else {
    const ordered = order.by !== "nothing";
    const source = (index: number): InsertBatch => new InsertBatch(compiled, index + 1, values.length, ordered, true);
    result = yield* sendSets(core, compiled, values, useInsertmanyvalues === false ? undefined : source);
  }
  return resultOf(core, entry, withoutSentinels(result, compiled), {
    values,
    generated: node.inBulk ? undefined : result.lastInsertIds,
    many: true,
  });
}

function* sendPages(
  core: ConnectionCore,
  compiled: Compiled,
  text: PageText,
  plan: InsertManyPlan,
  values: readonly unknown[][],
): Flow<DriverResult> {
  const pages = insertPages(compiled, text, plan.distinct, values, core.options.insertmanyvaluesPageSize);
  const options = queryOptionsOf(compiled);
  const ordered = plan.order.by !== "nothing";
  const all = new ResultSum();
  for (let i = 0; i < pages.length; i++) {
    const page = pages[i] as (typeof pages)[number];
    const batch = new InsertBatch(compiled, i + 1, pages.length, ordered, false);
    const result = yield* send(core, text.sql(page.sets.length), page.params, false, options, batch);
    if (ordered) {
      if (result.rows.length !== page.sets.length) {
        throw new InvalidRequestError(
          `The INSERT of ${page.sets.length} rows returned ${result.rows.length}, so that it cannot be told which belong to which values. Something in the database (a trigger, a rule) leaves rows out; execute it without sortByParameterOrder.`,
        );
      }
      sortRows(compiled, plan.order, result.rows, page.sets);
    }
    all.add(result);
  }
  return all;
}

/** The columns by which rows are put in order. */
function returnedOnceMore(order: RowOrder): readonly ColumnNode[] {
  switch (order.by) {
    case "nothing":
    case "position":
      return [];
    case "generated":
      return [order.column];
    case "values":
    case "counter":
      return order.columns;
  }
}

/** What the compiler added to RETURNING is not for the user. */
function withoutSentinels(result: DriverResult, compiled: Compiled): DriverResult {
  const { rows, columns } = result;
  const sentinels = compiled.insert?.sentinels ?? 0;
  if (sentinels === 0 || columns === undefined) return result;
  const width = columns.length - sentinels;
  for (const row of rows) row.length = width;
  return { rows, columns: columns.slice(0, width), rowcount: result.rowcount };
}
