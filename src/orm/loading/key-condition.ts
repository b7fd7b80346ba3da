import type { ColumnElement } from "../../sql/column-element.ts";
import { tuple } from "../../sql/expressions.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { all } from "../relationship/join-on.ts";

/** The condition that meets the rows with these primary keys. */
export function keyCondition(mapper: ClassMapper, keys: readonly (readonly unknown[])[]): ColumnElement<boolean> {
  return columnsIn(
    mapper.primaryKeySlots.map((slot) => mapper.entity.column(slot)),
    keys,
  );
}

/** `column = value` for one, `column IN (…)` for more; several columns as a tuple. */
export function columnsIn(
  columns: readonly ColumnElement<unknown>[],
  keys: readonly (readonly unknown[])[],
): ColumnElement<boolean> {
  const [first] = keys;
  if (keys.length === 1 && first !== undefined) return all(columns.map((column, at) => column.eq(first[at])));
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only.in(keys.map((key) => key[0]));
  return tuple(...columns).in(keys.map((key) => [...key]));
}
