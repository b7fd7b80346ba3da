import { conditions, fromClause } from "./coerce.ts";
import { ColumnElement, type Condition } from "./column-element.ts";
import { scalarSubqueryNode } from "./nodes/scalar-subquery.ts";
import { selectNode } from "./nodes/select.ts";
import type { QueryNode } from "./nodes/unions.ts";
import { ArgumentError } from "../errors/argument.ts";
import { scalarType } from "./selected-columns.ts";

/** `(SELECT …)` as a value: what `select(…).scalarSubquery()` makes. */
export class ScalarSelect<T> extends ColumnElement<T> {
  readonly #query: QueryNode;
  constructor(query: QueryNode) {
    super(scalarSubqueryNode(query, scalarType(query)));
    this.#query = query;
  }
  /** More conditions for the query inside. */
  where(...items: Condition[]): ScalarSelect<T> {
    const q = this.#select("where()");
    return new ScalarSelect(selectNode({ where: [...q.where, ...conditions(items, "where(): a condition")] }, q));
  }
  /** These from-clauses are the outer statement's; null: none is. */
  correlate(...froms: unknown[]): ScalarSelect<T> {
    return this.#correlate(froms, false, "correlate()");
  }
  /** All from-clauses but these may be the outer statement's. */
  correlateExcept(...froms: unknown[]): ScalarSelect<T> {
    return this.#correlate(froms, true, "correlateExcept()");
  }
  #correlate(froms: readonly unknown[], except: boolean, role: string): ScalarSelect<T> {
    const list =
      froms.length === 1 && froms[0] === null ? [] : froms.map((f) => fromClause(f, `${role}: a from-clause`));
    return new ScalarSelect(selectNode({ correlate: { froms: list, except } }, this.#select(role)));
  }
  #select(role: string): Extract<QueryNode, { kind: "select" }> {
    if (this.#query.kind === "select") return this.#query;
    throw new ArgumentError(`${role}: the scalar subquery holds a ${this.#query.kind}, not a select().`);
  }
}
