import { ArgumentError } from "../errors/argument.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { arrayNode } from "./array-operations.ts";
import { columnExpr } from "./coerce.ts";
import { ColumnElement } from "./column-element.ts";
import { listNode } from "./nodes/list.ts";

/** `ARRAY[a, b]` */
export function arrayLiteral<T>(
  items: readonly (T | ColumnElement<T> | null)[],
  options: { readonly type?: TypeLike<T> } = {},
): ColumnElement<T[]> {
  if (items.length === 0 && options.type === undefined)
    throw new ArgumentError("array() of nothing needs the type of its elements: array([], { type: integer() }).");
  return new ColumnElement(arrayNode(items, options.type === undefined ? undefined : toType(options.type)));
}

/** The input of an aggregate function in an order: `func.array_agg(aggregateOrderBy(a, b.desc()))` is `array_agg(a ORDER BY b DESC)`. */
export function aggregateOrderBy<T>(
  target: ColumnElement<T>,
  ...order: readonly ColumnElement<unknown>[]
): ColumnElement<T> {
  if (order.length === 0) throw new ArgumentError("aggregateOrderBy() needs at least one expression to order by.");
  const role = "aggregateOrderBy(): a column expression";
  const node = columnExpr(target, role);
  return new ColumnElement(
    listNode("aggregate", [node, ...order.map((expression) => columnExpr(expression, role))], node.type),
  );
}
