import { ArgumentError } from "../errors/argument.ts";
import { conditions, exprOf, refuse } from "./coerce.ts";
import type { Condition } from "./column-element.ts";
import {
  atLeastOne,
  columnFor,
  DmlStatement,
  dmlTarget,
  equalities,
  newValue,
  type ReturningItems,
  returningOf,
  type UpdateOf,
  valuesByColumn,
} from "./dml.ts";
import type { ColumnNode } from "./nodes/column.ts";
import { type Assignment, type UpdateNode, updateNode, changedUpdate } from "./nodes/dml.ts";
import type { ExprNode } from "./nodes/unions.ts";
import type { FilterOf } from "./select.ts";

/** An UPDATE; each method gives a new one. */
export class Update<C, R extends readonly unknown[] = []> extends DmlStatement<R> {
  declare readonly _target: C;
  readonly node: UpdateNode;
  constructor(node: UpdateNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<UpdateNode>): this {
    return new Update(changedUpdate(this.node, fields)) as unknown as this;
  }
  /** New values by column; values may be SQL expressions, of other tables too. undefined means not given. */
  set(values: UpdateOf<C>): this {
    const given = valuesByColumn(this.node, values, "set()");
    return this.#assign(
      Object.keys(given).map((key) => [columnFor(this.node, key, "set()"), given[key]] as const),
      false,
    );
  }
  /** The same as set(). */
  values(values: UpdateOf<C>): this {
    return this.set(values);
  }
  /**
   * New values in an order that matters, as it does on MySQL, where a later one sees what an earlier one has set. A column
   * of another table makes MySQL update that table as well.
   */
  orderedValues(...pairs: (readonly [string | { readonly node: ExprNode }, unknown])[]): this {
    return this.#assign(
      pairs.map((pair) => {
        if (!Array.isArray(pair) || pair.length !== 2) return refuse("orderedValues(): a pair [column, value]", pair);
        const [c, value] = pair as readonly [unknown, unknown];
        if (typeof c === "string") return [columnFor(this.node, c, "orderedValues()"), value] as const;
        const node = exprOf(c);
        return [node?.kind === "column" ? node : refuse("orderedValues(): a column", c), value] as const;
      }),
      true,
    );
  }
  #assign(entries: readonly (readonly [ColumnNode, unknown])[], ordered: boolean): this {
    const made: Assignment[] = [];
    for (const [column, value] of entries) {
      if (value !== undefined) made.push({ column, value: newValue(column, value, "set()") });
    }
    atLeastOne(made, "set()");
    const kept = this.node.assignments.filter((a) => !made.some((m) => m.column === a.column));
    return this.derive({ assignments: [...kept, ...made], ordered: ordered || this.node.ordered });
  }
  /** Which rows; conditions may name other tables, which then stand in FROM (on MySQL beside the updated table). */
  where(...items: Condition[]): this {
    if (items.length === 0)
      throw new ArgumentError("where() needs at least one condition. Say allRows() when every row is meant.");
    return this.derive({ where: [...this.node.where, ...conditions(items, "where(): a condition")] });
  }
  /** `WHERE a = :a AND b = :b` by attribute name. */
  filterBy(values: FilterOf<C>): this {
    return this.derive({ where: [...this.node.where, ...equalities(this.node, values)] });
  }
  /** For SQLAlchemy's sake: nothing is executed before an UPDATE here, so that every one is inline. */
  inline(): this {
    return this;
  }
  /** Every row is meant: no where() is needed. */
  allRows(): this {
    return this.derive({ allRows: true });
  }
  /** The columns of the changed rows as a result. */
  returning<J extends readonly unknown[]>(...items: J): Update<C, ReturningItems<J>> {
    return this.derive({
      returning: [...this.node.returning, ...returningOf(items).items],
    }) as unknown as Update<C, ReturningItems<J>>;
  }
}

/** `UPDATE …`; without where() it is an error unless allRows() is said. */
export function update<C>(what: C): Update<C> {
  return new Update(updateNode(dmlTarget(what, "update()")));
}
