import type { CoreConnection } from "../../engine/core-connection.ts";
import { pageText } from "../../engine/page-text.ts";
import type { Flow } from "../../flow/flow.ts";
import type { InstanceState } from "../contract/state.ts";
import type { InsertPlan } from "./insert-plan.ts";
import { noRow, takeRow } from "./take-row.ts";

const noKey: readonly unknown[] = [];

/**
 * Inserts many objects by few statements, which return what the database made:
 * `INSERT INTO t (a, b) SELECT p0::T, p1::T FROM (VALUES ($1, $2, 0), …) AS imp_sen(p0, p1, sen_counter) ORDER BY sen_counter RETURNING t.id, t.id AS id__1`,
 * or, where keys ascend as the values stand, `INSERT INTO t (a, b) VALUES (?, ?), … RETURNING id, id AS id__1`.
 * Keys ascend in the order of the objects, and so say which row belongs to which object.
 * Gives false, having done nothing, when the statement has no such form.
 */
export function* insertPages(
  connection: CoreConnection,
  plan: InsertPlan,
  states: readonly InstanceState[],
): Flow<boolean> {
  const statement = plan.paged ?? plan.statement;
  const compiled = statement.compile(connection);
  const text = pageText(compiled, connection.dialect.capabilities.insertManyOrder === "select" ? "select" : "values");
  if (text === undefined || !text.isPlain || connection.options.useInsertmanyvalues === false) return false;
  const { binder } = statement;
  const rows = text.rowsAPage(connection.options.insertmanyvaluesPageSize);
  for (let start = 0; start < states.length; start += rows) {
    const page = start === 0 && states.length <= rows ? states : states.slice(start, start + rows);
    const params: unknown[] = [];
    for (const state of page) binder.bind(state.values, noKey, params);
    const result = yield* connection.executeCompiled(compiled, params, text.sql(page.length));
    const returned = result.rows;
    if (returned.length !== page.length) throw noRow((page[0] as InstanceState).mapper);
    if (plan.paged !== undefined) sortBySentinel(returned, plan.fetched.length);
    for (let i = 0; i < page.length; i++) takeRow(plan.fetched, page[i] as InstanceState, returned[i] as unknown[]);
  }
  return true;
}

/** Puts rows in the order of their generated keys; they nearly always are. */
function sortBySentinel(rows: unknown[][], at: number): void {
  for (let i = 1; i < rows.length; i++) {
    const before = rows[i - 1]?.[at] as number | bigint;
    const after = rows[i]?.[at] as number | bigint;
    if (before > after) {
      rows.sort((a, b) => ((a[at] as number) < (b[at] as number) ? -1 : 1));
      return;
    }
  }
}
