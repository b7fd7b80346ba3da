import { columnExpr } from "./coerce.ts";
import { ColumnElement, type Condition, conditionList } from "./column-element.ts";
import { conjunction, negate } from "./operations.ts";
import { AND, OR } from "./operator.ts";

/** `a AND b …`; at least one condition. */
export function and(...items: Condition[]): ColumnElement<boolean> {
  return new ColumnElement(conjunction(AND, conditionList("and()", items)));
}
/** `a OR b …`; at least one condition. */
export function or(...items: Condition[]): ColumnElement<boolean> {
  return new ColumnElement(conjunction(OR, conditionList("or()", items)));
}
/** The opposite of a condition. */
export function not(item: ColumnElement<boolean> | ColumnElement<boolean | null>): ColumnElement<boolean> {
  return new ColumnElement(negate(columnExpr(item, "not(): a condition")));
}
