import { dmlTarget } from "../../sql/dml.ts";
import { insertNode } from "../../sql/nodes/dml.ts";
import { type ConflictIndex, OnConflictInsert } from "../../sql/on-conflict.ts";

/** SQLite's INSERT: with ON CONFLICT, for several indexes if need be. */
export class Insert<C, R extends readonly unknown[] = []> extends OnConflictInsert<C, R, ConflictIndex<C>> {
  protected override get takesSeveral(): boolean {
    return true;
  }
}

/**
 * SQLite's INSERT, which has `onConflictDoNothing()` and `onConflictDoUpdate()`; on every database there is
 * `insert(…).orUpdate(…)` of "athanor".
 *
 * ```ts
 * const stmt = insert(stock).values({ sku: "a", qty: 1 });
 * stmt.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: stmt.excluded.qty } });
 * ```
 */
export function insert<C>(into: C): Insert<C> {
  return new Insert(insertNode(dmlTarget(into, "insert()")));
}
