import { ArgumentError } from "../errors/argument.ts";
import { conditions, fromClause } from "./coerce.ts";
import type { Condition } from "./column-element.ts";
import { DmlStatement, dmlTarget, equalities, type ReturningItems, returningOf } from "./dml.ts";
import { type DeleteNode, deleteNode, changedDelete } from "./nodes/dml.ts";
import type { FilterOf } from "./select.ts";

/** A DELETE; each method gives a new one. */
export class Delete<R extends readonly unknown[] = [], C = unknown> extends DmlStatement<R> {
  readonly node: DeleteNode;
  constructor(node: DeleteNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<DeleteNode>): this {
    return new Delete(changedDelete(this.node, fields)) as unknown as this;
  }
  /** Which rows; conditions may name other tables, which then stand in USING (SQLite has none). */
  where(...items: Condition[]): this {
    if (items.length === 0)
      throw new ArgumentError("where() needs at least one condition. Say allRows() when every row is meant.");
    return this.derive({ where: [...this.node.where, ...conditions(items, "where(): a condition")] });
  }
  /** `WHERE a = :a AND b = :b` by attribute name. */
  filterBy(values: FilterOf<C>): this {
    return this.derive({ where: [...this.node.where, ...equalities(this.node, values)] });
  }
  /** Other tables, or joins of some, that conditions may name: `DELETE FROM t USING u WHERE …`. */
  using(...froms: unknown[]): this {
    if (froms.length === 0) throw new ArgumentError("using() needs at least one table.");
    return this.derive({ using: [...this.node.using, ...froms.map((f) => fromClause(f, "using(): a table"))] });
  }
  /** Every row is meant: no where() is needed. */
  allRows(): this {
    return this.derive({ allRows: true });
  }
  /** The columns of the deleted rows as a result. */
  returning<J extends readonly unknown[]>(...items: J): Delete<ReturningItems<J>, C> {
    return this.derive({
      returning: [...this.node.returning, ...returningOf(items).items],
    }) as unknown as Delete<ReturningItems<J>, C>;
  }
}

/** `DELETE FROM …`; without where() it is an error unless allRows() is said. */
export function deleteFrom<C>(what: C): Delete<[], C> {
  return new Delete(deleteNode(dmlTarget(what, "deleteFrom()")));
}
