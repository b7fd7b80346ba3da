import { ColumnElement } from "../../sql/column-element.ts";
import { any, column as derivedColumn, tuple } from "../../sql/expressions.ts";
import { func } from "../../sql/func.ts";
import { binaryNode } from "../../sql/nodes/binary.ts";
import { bindNode } from "../../sql/nodes/bind.ts";
import { scalarSubqueryNode } from "../../sql/nodes/scalar-subquery.ts";
import { selectNode } from "../../sql/nodes/select.ts";
import { IN } from "../../sql/operator.ts";
import { arrayItemType } from "../../types/array-item.ts";
import { ArrayType } from "../../types/array-type.ts";
import { BOOLEAN, NULL_TYPE } from "../../types/literal-type.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { all } from "../relationship/join-on.ts";

/** The condition that meets the rows with these primary keys. */
export function keyCondition(
  mapper: ClassMapper,
  keys: readonly (readonly unknown[])[],
  arrays = false,
): ColumnElement<boolean> {
  return columnsIn(
    mapper.primaryKeySlots.map((slot) => mapper.entity.column(slot)),
    keys,
    arrays,
  );
}

/**
 * `column = value` for one, `column IN (…)` for more; several columns as a tuple. With `arrays` the values travel as one array for each
 * column, `column = ANY (array)`, so that one text, prepared once, serves any number of keys.
 */
export function columnsIn(
  columns: readonly ColumnElement<unknown>[],
  keys: readonly (readonly unknown[])[],
  arrays = false,
): ColumnElement<boolean> {
  const [first] = keys;
  if (keys.length === 1 && first !== undefined) return all(columns.map((column, at) => column.eq(first[at])));
  const inArrays = arrays ? columnsInArrays(columns, keys) : undefined;
  if (inArrays !== undefined) return inArrays;
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only.in(keys.map((key) => key[0]));
  return tuple(...columns).in(keys.map((key) => [...key]));
}

/** `a = ANY (array)`, or `(a, b) IN (SELECT … FROM unnest(array, array))`; undefined where a type does not travel in arrays. */
function columnsInArrays(
  columns: readonly ColumnElement<unknown>[],
  keys: readonly (readonly unknown[])[],
): ColumnElement<boolean> | undefined {
  const binds: ColumnElement<readonly unknown[]>[] = [];
  for (let at = 0; at < columns.length; at++) {
    const { node } = columns[at] as ColumnElement<unknown>;
    const item = arrayItemType(node.type);
    if (item === undefined) return undefined;
    const values = keys.map((key) => key[at]);
    binds.push(new ColumnElement(bindNode(node.kind === "column" ? node.name : "keys", values, new ArrayType(item))));
  }
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only.eq(any(binds[0]));
  const unnest = func["unnest"] as (...args: ColumnElement<unknown>[]) => ReturnType<typeof func.max>;
  const names = columns.map((_, at) => `k${at}`);
  const rows = unnest(...binds)
    .tableValued(...names.map((name) => derivedColumn(name)))
    .renderDerived({ name: "keys" });
  const read = rows.c;
  const query = selectNode({ columns: names.map((name) => (read[name] as ColumnElement<unknown>).node) });
  return new ColumnElement(binaryNode(IN, tuple(...columns).node, scalarSubqueryNode(query, NULL_TYPE), BOOLEAN));
}
