import { ArgumentError } from "../../errors/argument.ts";
import {
  assignmentsOf,
  atLeastOne,
  columnFor,
  type ColumnNameOf,
  dmlTarget,
  otherValue,
  type ReturningItems,
  type UpdateOf,
} from "../../sql/dml.ts";
import { Insert as BaseInsert } from "../../sql/insert.ts";
import { type Assignment, insertNode } from "../../sql/nodes/dml.ts";
import { onDuplicateKeyNode } from "../../sql/nodes/upsert.ts";
import type { ColumnsOf } from "../../sql/proposed-row.ts";
import { describeValue } from "../../util/describe.ts";

/** MySQL's and MariaDB's INSERT: with ON DUPLICATE KEY UPDATE. */
export class Insert<C, R extends readonly unknown[] = []> extends BaseInsert<C, R> {
  /** The row that the INSERT would have added: `VALUES(column)`, or `new.column` where the server wants it so. */
  get inserted(): ColumnsOf<C> {
    return this.excluded;
  }

  /**
   * `ON DUPLICATE KEY UPDATE …`: a row that has one of the keys already is changed. An object's columns are written in the
   * order of the table; a list of pairs keeps its own, which matters since MySQL assigns one after the other.
   *
   * ```ts
   * const stmt = insert(stock).values({ sku: "a", qty: 1 });
   * stmt.onDuplicateKeyUpdate({ qty: stmt.inserted.qty });
   * // INSERT INTO stock (sku, qty) VALUES (?, ?) ON DUPLICATE KEY UPDATE qty = VALUES(qty)
   * ```
   */
  onDuplicateKeyUpdate(set: UpdateOf<C> | readonly (readonly [ColumnNameOf<C>, unknown])[]): this {
    const role = "onDuplicateKeyUpdate()";
    if (this.node.extensions.length > 0)
      throw new ArgumentError(`${role}: this INSERT says already what happens on a duplicate key.`);
    const ordered = Array.isArray(set);
    const list = ordered ? this.#pairs(set as readonly unknown[], role) : assignmentsOf(this.node, set, role);
    return this.derive({ extensions: [onDuplicateKeyNode(list, ordered)] });
  }

  #pairs(pairs: readonly unknown[], role: string): Assignment[] {
    const made: Assignment[] = [];
    for (const pair of pairs) {
      if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string")
        throw new ArgumentError(`${role} takes an object, or pairs [column, value]; one is ${describeValue(pair)}.`);
      const [name, value] = pair as [string, unknown];
      const column = columnFor(this.node, name, role);
      if (value !== undefined) made.push({ column, value: otherValue(column, value, role) });
    }
    return atLeastOne(made, role);
  }

  override returning<J extends readonly unknown[]>(...items: J): Insert<C, ReturningItems<J>> {
    return super.returning(...items) as unknown as Insert<C, ReturningItems<J>>;
  }
}

/** MySQL's and MariaDB's INSERT, which has `onDuplicateKeyUpdate()`; on every database there is `insert(…).orUpdate(…)` of "athanor". */
export function insert<C>(into: C): Insert<C> {
  return new Insert(insertNode(dmlTarget(into, "insert()")));
}
