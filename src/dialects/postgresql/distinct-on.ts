import { ArgumentError } from "../../errors/argument.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import type { SelectExtension } from "../../sql/select-extension.ts";

/**
 * `DISTINCT ON (…)`, for `select(…).ext(distinctOn(t.c.a))`: of the rows that are equal in these expressions, the first.
 *
 * ```sql
 * SELECT DISTINCT ON (t.a) t.id, t.a FROM t
 * ```
 */
export function distinctOn(...expressions: ColumnElement<unknown>[]): SelectExtension {
  if (expressions.length === 0) throw new ArgumentError("distinctOn() needs at least one column expression.");
  return { applyToSelect: (statement) => statement.distinct(...expressions) };
}
