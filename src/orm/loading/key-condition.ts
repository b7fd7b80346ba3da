import { ColumnElement } from "../../sql/column-element.ts";
import { any, tuple } from "../../sql/expressions.ts";
import { binaryNode } from "../../sql/nodes/binary.ts";
import { bindNode } from "../../sql/nodes/bind.ts";
import { scalarSubqueryNode } from "../../sql/nodes/scalar-subquery.ts";
import { selectNode } from "../../sql/nodes/select.ts";
import { IN } from "../../sql/operator.ts";
import { unnest } from "../../sql/unnest.ts";
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
  const arrays = new Map<string, ColumnElement<readonly unknown[]>>();
  for (let at = 0; at < columns.length; at++) {
    const { node } = columns[at] as ColumnElement<unknown>;
    const item = arrayItemType(node.type);
    if (item === undefined) return undefined;
    const values = keys.map((key) => key[at]);
    const bind = bindNode(node.kind === "column" ? node.name : "keys", values, new ArrayType(item));
    arrays.set(`k${at}`, new ColumnElement(bind));
  }
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return only.eq(any(arrays.get("k0")));
  const rows = unnest("keys", arrays).c;
  const query = selectNode({ columns: [...arrays.keys()].map((name) => (rows[name] as ColumnElement<unknown>).node) });
  return new ColumnElement(binaryNode(IN, tuple(...columns).node, scalarSubqueryNode(query, NULL_TYPE), BOOLEAN));
}
