import type { ColumnElement } from "./column-element.ts";
import { func } from "./func.ts";
import type { TableValuedAlias } from "./function-element.ts";

/** `unnest(a, b) AS name(x, y)`: arrays side by side as the columns of a table. */
export function unnest(name: string, arrays: ReadonlyMap<string, ColumnElement<unknown>>): TableValuedAlias {
  const call = func["unnest"] as (...values: ColumnElement<unknown>[]) => ReturnType<typeof func.max>;
  return call(...arrays.values())
    .tableValued(...arrays.keys())
    .renderDerived({ name });
}
