import type { Compiled } from "../compiler/compiled.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { RowOrder } from "./insert-many-plan.ts";
import { keyOf } from "./insert-pages.ts";

/** Puts the rows that an INSERT returned in the order of its sets of values, in place. */
export function sortRows(
  compiled: Compiled,
  order: RowOrder,
  rows: unknown[][],
  sets: readonly (readonly unknown[])[],
): void {
  if (order.by === "generated") sortByKey(rows, keyPosition(compiled, order));
  else if (order.by === "values" || order.by === "counter") matchValues(compiled, order, rows, sets);
}

function keyPosition(compiled: Compiled, order: RowOrder & { readonly by: "generated" }): number {
  const asked = compiled.insert?.implicitReturning?.indexOf(order.column) ?? -1;
  return asked >= 0 ? asked : (compiled.columns?.length ?? 1) - 1;
}

/** Rows nearly always come in order already. */
function sortByKey(rows: unknown[][], at: number): void {
  for (let i = 1; i < rows.length; i++) {
    const before = rows[i - 1]?.[at] as number | bigint;
    const after = rows[i]?.[at] as number | bigint;
    if (before < after) continue;
    rows.sort((a, b) => ((a[at] as number) < (b[at] as number) ? -1 : 1));
    return;
  }
}

function matchValues(
  { binds, columns }: Compiled,
  order: RowOrder & { readonly by: "values" | "counter" },
  rows: unknown[][],
  sets: readonly (readonly unknown[])[],
): void {
  const first = (columns?.length ?? 0) - order.columns.length;
  const returned = order.columns.map((_, i) => first + i);
  const given = order.columns.map((column) => binds.findIndex((bind) => bind.column === column));
  const places = new Map(sets.map((set, place) => [keyOf(set, given), place]));
  const sorted = new Array<unknown[]>(rows.length);
  for (const row of rows) {
    const place = places.get(keyOf(row, returned));
    if (place === undefined || sorted[place] !== undefined) {
      throw new InvalidRequestError(
        "The rows that the INSERT returned cannot be matched with the sets of values: the database has changed a primary key (or insertSentinel() column), or two sets have the same. Execute it without sortByParameterOrder.",
      );
    }
    sorted[place] = row;
  }
  for (let i = 0; i < sorted.length; i++) rows[i] = sorted[i] as unknown[];
}
