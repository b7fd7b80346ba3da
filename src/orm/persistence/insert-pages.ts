import type { CoreConnection } from "../../engine/core-connection.ts";
import { pageText } from "../../engine/page-text.ts";
import type { Flow } from "../../flow/flow.ts";
import type { InstanceState } from "../contract/state.ts";
import type { InsertPlan } from "./insert-plan.ts";
import { noRow, takeRow } from "./take-row.ts";

/** Most rows of one statement; more gain nothing and make the text long. */
const PAGE_ROWS = 1000;

const noKey: readonly unknown[] = [];

/**
 * Inserts many objects by few statements that return what the database made:
 * `INSERT INTO t (a, b) SELECT p0::T, p1::T FROM (VALUES ($1, $2, 0), …) AS imp_sen(p0, p1, sen_counter) ORDER BY sen_counter RETURNING t.id, t.id AS id__1`.
 * The counter makes keys ascend in the order of the objects, and the key says which row belongs to which object.
 * Gives false, having done nothing, when the statement has no such form.
 */
export function* insertPages(
  connection: CoreConnection,
  plan: InsertPlan,
  states: readonly InstanceState[],
): Flow<boolean> {
  const statement = plan.paged ?? plan.statement;
  const compiled = statement.compile(connection);
  const text = pageText(compiled, "select");
  if (text === undefined || !text.isPlain) return false;
  const { binder } = statement;
  const rows = Math.max(
    1,
    Math.min(PAGE_ROWS, Math.floor(connection.dialect.sqlFeatures.maxBinds / Math.max(1, binder.size))),
  );
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
