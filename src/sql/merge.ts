import { ArgumentError } from "../errors/argument.ts";
import { condition, fromClause, record } from "./coerce.ts";
import type { Condition } from "./column-element.ts";
import { assignmentsOf, DmlStatement, dmlTarget, type InsertOf, type UpdateOf } from "./dml.ts";
import type { DmlFields } from "./nodes/dml.ts";
import { type MergeAction, type MergeBranch, type MergeNode, mergeNode } from "./nodes/merge.ts";
import type { ExprNode } from "./nodes/unions.ts";

/** What happens to a row that has a partner in the source: one of `set`, `delete` and `nothing`, where `and` holds. */
export type WhenMatched<C> = { readonly and?: Condition } & (
  | { readonly set: UpdateOf<C>; readonly delete?: never; readonly nothing?: never }
  | { readonly delete: true; readonly set?: never; readonly nothing?: never }
  | { readonly nothing: true; readonly set?: never; readonly delete?: never }
);

/** What happens for a row of the source that has no partner: `values` or `nothing`, where `and` holds. */
export type WhenNotMatched<C> = { readonly and?: Condition } & (
  | { readonly values: InsertOf<C>; readonly nothing?: never }
  | { readonly nothing: true; readonly values?: never }
);

/** A MERGE; each method gives a new one. */
export class Merge<C> extends DmlStatement<[]> {
  declare readonly _target: C;
  readonly node: MergeNode;
  constructor(node: MergeNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<DmlFields> & Partial<MergeNode>): this {
    return new Merge(mergeNode({ ...this.node, ...fields })) as unknown as this;
  }

  /** Where the new data is, a table, subquery, CTE or values(), and what makes a row of it meet one of the target. */
  using(source: unknown, on: Condition): this {
    if (this.node.source !== undefined) throw new ArgumentError("using(): the source was given already.");
    return this.derive({
      source: fromClause(source, "using(): a table or other from-clause"),
      on: condition(on, "using(): a condition"),
    });
  }

  /** Rows of the target that have a partner: `{ set: {…} }`, `{ delete: true }` or `{ nothing: true }`. The first branch whose `and` holds is taken. */
  whenMatched(what: WhenMatched<C>): this {
    const given = record(what, "whenMatched()");
    const action = only(given, ["set", "delete", "nothing"], "whenMatched()");
    if (action === "set") {
      const set = assignmentsOf(this.node, given["set"], "whenMatched(): set");
      return this.#branch("matched", given["and"], { do: "update", set });
    }
    return this.#branch("matched", given["and"], { do: action as "delete" | "nothing" });
  }

  /** Rows of the source that have no partner: `{ values: {…} }` or `{ nothing: true }`. */
  whenNotMatched(what: WhenNotMatched<C>): this {
    const given = record(what, "whenNotMatched()");
    const action = only(given, ["values", "nothing"], "whenNotMatched()");
    if (action === "nothing") return this.#branch("notMatched", given["and"], { do: "nothing" });
    const values = assignmentsOf(this.node, given["values"], "whenNotMatched(): values");
    return this.#branch("notMatched", given["and"], { do: "insert", values });
  }

  #branch(when: MergeBranch["when"], and: unknown, action: MergeAction): this {
    const where: ExprNode | undefined = and === undefined ? undefined : condition(and, "merge(): and: a condition");
    return this.derive({ branches: [...this.node.branches, { when, and: where, action }] });
  }
}

function only(given: Readonly<Record<string, unknown>>, actions: readonly string[], role: string): string {
  const said = actions.filter((a) => given[a] !== undefined && given[a] !== false);
  const unknown = Object.keys(given).find((k) => k !== "and" && !actions.includes(k));
  if (unknown !== undefined || said.length !== 1) {
    throw new ArgumentError(
      `${role} takes one of ${actions.join(", ")}, and perhaps \`and\`; given was ${Object.keys(given).join(", ") || "nothing"}.`,
    );
  }
  return said[0]!;
}

/**
 * `MERGE INTO …`, where the database has it (PostgreSQL from version 15 on); the portable upsert is `insert(…).orUpdate(…)`.
 *
 * ```ts
 * merge(stock)
 *   .using(delivery, stock.c.sku.eq(delivery.c.sku))
 *   .whenMatched({ set: { qty: stock.c.qty.add(delivery.c.qty) } })
 *   .whenNotMatched({ values: { sku: delivery.c.sku, qty: delivery.c.qty } });
 * // MERGE INTO stock USING delivery ON stock.sku = delivery.sku WHEN MATCHED THEN UPDATE SET qty = (stock.qty + delivery.qty)
 * // WHEN NOT MATCHED THEN INSERT (sku, qty) VALUES (delivery.sku, delivery.qty)
 * ```
 */
export function merge<C>(into: C): Merge<C> {
  return new Merge(mergeNode(dmlTarget(into, "merge()")));
}
