import { ArgumentError } from "../errors/argument.ts";
import { checkName, condition, exprOf, record, refuse } from "./coerce.ts";
import type { Condition } from "./column-element.ts";
import { assignmentsOf, columnFor, type ColumnOf, type ReturningItems, type UpdateOf } from "./dml.ts";
import { Insert } from "./insert.ts";
import { type ConflictTarget, type OnConflictNode, onConflictNode } from "./nodes/upsert.ts";
import type { TextClause } from "./text.ts";

/** The unique index that a conflict is about: its columns and expressions, and its condition when it is a partial one. */
export interface ConflictIndex<C> {
  readonly indexElements?: readonly (ColumnOf<C> | TextClause)[];
  readonly indexWhere?: Condition;
}

/** What is changed in the row that is there. */
export interface ConflictSet<C> {
  readonly set: UpdateOf<C>;
  /** The row is changed only where this holds. */
  readonly where?: Condition;
}

/** An INSERT of a database that has ON CONFLICT. */
export class OnConflictInsert<C, R extends readonly unknown[] = [], T = ConflictIndex<C>> extends Insert<C, R> {
  /** `ON CONFLICT DO NOTHING`: a row that is there already stays as it is. Without a target: whatever the conflict. */
  onConflictDoNothing(target?: T): this {
    const role = "onConflictDoNothing()";
    return this.#with(onConflictNode(this.#target(record(target ?? {}, role), role), undefined, undefined), role);
  }

  /**
   * `ON CONFLICT (…) DO UPDATE SET …`: a row that is there already is changed.
   *
   * ```ts
   * const stmt = insert(stock).values({ sku: "a", qty: 1 });
   * stmt.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: stmt.excluded.qty } });
   * // INSERT INTO stock (sku, qty) VALUES (?, ?) ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty
   * ```
   */
  onConflictDoUpdate(options: T & ConflictSet<C>): this {
    const role = "onConflictDoUpdate()";
    const given = record(options, role);
    const target = this.#target(given, role);
    if (target.constraint === undefined && target.elements.length === 0)
      throw new ArgumentError(`${role} needs to know which conflict is meant: indexElements, a list of columns.`);
    const set = assignmentsOf(this.node, given["set"], `${role}: set`);
    const where = given["where"] === undefined ? undefined : condition(given["where"], `${role}: where: a condition`);
    return this.#with(onConflictNode(target, set, where), role);
  }

  override returning<J extends readonly unknown[]>(...items: J): OnConflictInsert<C, ReturningItems<J>, T> {
    return super.returning(...items) as unknown as OnConflictInsert<C, ReturningItems<J>, T>;
  }

  /** Whether one INSERT may have several clauses; the first whose target fits counts. */
  protected get takesSeveral(): boolean {
    return false;
  }
  /** What is known of a named constraint; databases without say nothing. */
  protected constraintTarget(_given: unknown, _role: string): ConflictTarget | undefined {
    return undefined;
  }

  #target(given: Readonly<Record<string, unknown>>, role: string): ConflictTarget {
    const { indexElements, indexWhere } = given;
    if (given["constraint"] !== undefined) {
      if (indexElements !== undefined)
        throw new ArgumentError(`${role} takes either constraint or indexElements, not both.`);
      const target = this.constraintTarget(given["constraint"], role);
      if (target === undefined)
        throw new ArgumentError(`${role}: this database knows no constraint in ON CONFLICT. Give indexElements.`);
      return target;
    }
    const unknown = Object.keys(given).find((k) => !["indexElements", "indexWhere", "set", "where"].includes(k));
    if (unknown !== undefined)
      throw new ArgumentError(
        `${role} has no option ${JSON.stringify(unknown)}; it takes indexElements, indexWhere, set and where.`,
      );
    if (indexElements === undefined) {
      if (indexWhere !== undefined) throw new ArgumentError(`${role}: indexWhere needs indexElements.`);
      return { constraint: undefined, elements: [], where: undefined };
    }
    if (!Array.isArray(indexElements) || indexElements.length === 0)
      throw new ArgumentError(`${role} takes indexElements as a list of at least one column or expression.`);
    return {
      constraint: undefined,
      elements: indexElements.map((e: unknown) =>
        typeof e === "string"
          ? columnFor(this.node, checkName(e, `${role}: a column`), role)
          : (exprOf(e) ?? refuse(`${role}: a column, expression or the name of a column`, e)),
      ),
      where: indexWhere === undefined ? undefined : condition(indexWhere, `${role}: indexWhere: a condition`),
    };
  }

  #with(node: OnConflictNode, role: string): this {
    if (this.node.extensions.length > 0 && !this.takesSeveral)
      throw new ArgumentError(`${role}: this INSERT says already what happens on a conflict.`);
    return this.derive({ extensions: [...this.node.extensions, node] });
  }
}
