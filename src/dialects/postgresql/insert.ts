import { ArgumentError } from "../../errors/argument.ts";
import type { Constraint } from "../../schema/constraint.ts";
import { checkName } from "../../sql/coerce.ts";
import { dmlTarget } from "../../sql/dml.ts";
import { insertNode } from "../../sql/nodes/dml.ts";
import type { ConflictTarget } from "../../sql/nodes/upsert.ts";
import { type ConflictIndex, OnConflictInsert } from "../../sql/on-conflict.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";

/** The conflict that is meant: by the columns of a unique index, or by a constraint, of which the name will do. */
export type PostgreSQLConflict<C> =
  | (ConflictIndex<C> & { readonly constraint?: never })
  | { readonly constraint: string | Constraint; readonly indexElements?: never; readonly indexWhere?: never };

/** PostgreSQL's INSERT: with ON CONFLICT. */
export class Insert<C, R extends readonly unknown[] = []> extends OnConflictInsert<C, R, PostgreSQLConflict<C>> {
  /** A name stands for itself; a constraint for its name, or without one for its columns. */
  protected override constraintTarget(given: unknown, role: string): ConflictTarget {
    if (typeof given === "string")
      return { constraint: checkName(given, `${role}: the name of a constraint`), elements: [], where: undefined };
    if (brandOf(given) !== "constraint") {
      throw new ArgumentError(
        `${role} takes as constraint its name, or a constraint such as table.primaryKeyConstraint, not ${describeValue(given)}.`,
      );
    }
    const { name, columns } = given as Constraint;
    if (typeof name === "string") return { constraint: name, elements: [], where: undefined };
    return { constraint: undefined, elements: columns.map((c) => c.node), where: undefined };
  }
}

/**
 * PostgreSQL's INSERT, which has `onConflictDoNothing()` and `onConflictDoUpdate()`; on every database there is
 * `insert(…).orUpdate(…)` of "athanor".
 *
 * ```ts
 * const stmt = insert(stock).values({ sku: "a", qty: 1 });
 * stmt.onConflictDoUpdate({ constraint: "uq_stock_sku", set: { qty: stmt.excluded.qty } });
 * ```
 */
export function insert<C>(into: C): Insert<C> {
  return new Insert(insertNode(dmlTarget(into, "insert()")));
}
