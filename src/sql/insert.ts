import { ArgumentError } from "../errors/argument.ts";
import { queryOf, record } from "./coerce.ts";
import {
  assignmentsOf,
  columnFor,
  type ColumnOf,
  columnOf,
  DmlStatement,
  dmlTarget,
  type InsertOf,
  newValue,
  type ReturningItems,
  returningOf,
  type UpdateOf,
  valuesByColumn,
} from "./dml.ts";
import type { ColumnNode } from "./nodes/column.ts";
import { changedInsert, type InsertNode, insertNode } from "./nodes/dml.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { upsertNode } from "./nodes/upsert.ts";
import { type ColumnsOf, proposedRow } from "./proposed-row.ts";
import type { QueryLike } from "./cte.ts";

/** What `orUpdate()` takes. */
export interface OrUpdate<C> {
  /** The columns of the primary key or unique constraint that rows may meet on. */
  readonly on: readonly ColumnOf<C>[];
  /** New values of the row that is there; "all": those of the INSERT, for every column but those of `on`. */
  readonly set: UpdateOf<C> | "all";
}

/** What `orIgnore()` takes. */
export interface OrIgnore<C> {
  /** The columns of the primary key or unique constraint that rows may meet on; without: any. */
  readonly on?: readonly ColumnOf<C>[];
}

interface Rows {
  readonly columns: readonly ColumnNode[];
  readonly rows: readonly (readonly ExprNode[])[];
}

/** An INSERT; each method gives a new one. */
export class Insert<C, R extends readonly unknown[] = []> extends DmlStatement<R> {
  declare readonly _target: C;
  readonly node: InsertNode;
  constructor(node: InsertNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<InsertNode>): this {
    const make = this.constructor as new (node: InsertNode) => Insert<C, R>;
    return new make(changedInsert(this.node, fields)) as this;
  }

  /**
   * The values of one row, or of several with equal columns; `{}` is DEFAULT VALUES. A value may be an SQL expression or a
   * subquery. `undefined` means not given, so that the column's default applies. A second call adds: columns to the one row, or rows.
   *
   * ```ts
   * insert(users).values({ name: "Ann" });                    // INSERT INTO users (name) VALUES (:name)
   * insert(users).values([{ name: "Ann" }, { name: "Bob" }]); // … VALUES (:name_m0), (:name_m1)
   * ```
   */
  values(values: InsertOf<C> | readonly InsertOf<C>[]): this {
    const { node } = this;
    if (node.select !== undefined) throw new ArgumentError("values() cannot follow fromSelect().");
    const many = Array.isArray(values);
    const list = (many ? values : [values]) as readonly unknown[];
    if (list.length === 0) throw new ArgumentError("values() got an empty array; give at least one row.");
    const made = rowsOf(node, list, node.several ? node.columns : undefined, node.rows.length);
    if (node.columns === undefined) return this.derive({ ...made, several: many });
    if (many !== node.several) {
      throw new ArgumentError(
        "values() was given one row before and several now, or the other way round: one INSERT takes one of the two.",
      );
    }
    if (many) return this.derive({ rows: [...node.rows, ...made.rows] });
    const kept = node.columns.map((c, i) => [c, node.rows[0]![i]!] as const).filter(([c]) => !made.columns.includes(c));
    return this.derive({
      columns: [...kept.map((k) => k[0]), ...made.columns],
      rows: [[...kept.map((k) => k[1]), ...made.rows[0]!]],
    });
  }

  /**
   * `INSERT INTO t (a, b) SELECT …`. Columns that are not named and have a client-side default get it, as one more column of the
   * SELECT; `{ includeDefaults: false }` leaves them out.
   */
  fromSelect(
    columns: readonly ColumnOf<C>[],
    query: QueryLike,
    options: { readonly includeDefaults?: boolean } = {},
  ): this {
    if (this.node.columns !== undefined) throw new ArgumentError("fromSelect() cannot follow values().");
    if (!Array.isArray(columns) || columns.length === 0)
      throw new ArgumentError("fromSelect() needs a list of at least one column.");
    return this.derive({
      columns: columns.map((c) => columnOf(this.node, c, "fromSelect()")),
      select: queryOf(query, "fromSelect(): a select()"),
      selectDefaults: options.includeDefaults !== false,
    });
  }

  /** For SQLAlchemy's sake: nothing is executed before an INSERT here, so that every one is inline. */
  inline(): this {
    return this;
  }

  /**
   * The columns of the new rows as a result: columns, expressions, a table or mapped class. `{ sortByParameterOrder: true }` last asks for
   * the order of the parameter sets.
   */
  returning<J extends readonly unknown[]>(...items: J): Insert<C, ReturningItems<J>> {
    const { items: added, sorted } = returningOf(items);
    return this.derive({
      returning: [...this.node.returning, ...added],
      sortByParameterOrder: this.node.sortByParameterOrder || sorted,
    }) as unknown as Insert<C, ReturningItems<J>>;
  }

  /** The row that the INSERT would have added, for `orUpdate()` and its kin: `stmt.excluded.qty`. */
  get excluded(): ColumnsOf<C> {
    return proposedRow(this.node.table).c as ColumnsOf<C>;
  }

  /**
   * Where a row of the same key is there already, it is updated instead. Written as each database does: ON CONFLICT DO UPDATE
   * on SQLite and PostgreSQL, ON DUPLICATE KEY UPDATE on MySQL and MariaDB (which look at every unique key, whatever `on` says).
   *
   * ```ts
   * const stmt = insert(stock).values({ sku: "a", qty: 1 });
   * stmt.orUpdate({ on: ["sku"], set: { qty: stock.c.qty.add(stmt.excluded.qty) } });
   * stmt.orUpdate({ on: ["sku"], set: "all" });
   * ```
   */
  orUpdate(options: OrUpdate<C>): this {
    const { on, set } = record(options, "orUpdate()") as unknown as OrUpdate<C>;
    const keys = this.#keys(on, "orUpdate()");
    if (keys.length === 0)
      throw new ArgumentError("orUpdate() needs `on`: the columns of a primary key or unique constraint.");
    return this.#upsert(
      upsertNode(keys, set === "all" ? "all" : assignmentsOf(this.node, set, "orUpdate(): set")),
      "orUpdate()",
    );
  }

  /**
   * Where a row of the same key is there already, nothing happens: ON CONFLICT DO NOTHING, or a key that is set to what it is on MySQL and
   * MariaDB (whose RETURNING gives such a row too, while the others give none).
   */
  orIgnore(options: OrIgnore<C> = {}): this {
    const { on } = record(options, "orIgnore()") as OrIgnore<C>;
    return this.#upsert(upsertNode(on === undefined ? [] : this.#keys(on, "orIgnore()"), undefined), "orIgnore()");
  }

  #keys(on: unknown, role: string): ColumnNode[] {
    if (!Array.isArray(on)) throw new ArgumentError(`${role} takes \`on\` as a list of columns, on: ["email"].`);
    return on.map((c: unknown) => columnOf(this.node, c, `${role}: on`));
  }
  #upsert(node: ReturnType<typeof upsertNode>, role: string): this {
    if (this.node.extensions.length > 0) throw new ArgumentError(`${role}: this INSERT is an upsert already.`);
    proposedRow(this.node.table);
    return this.derive({ extensions: [node] });
  }
}

/** Rows in the order of the first one's columns, or of those given before. */
function rowsOf(
  node: InsertNode,
  list: readonly unknown[],
  given: readonly ColumnNode[] | undefined,
  before: number,
): Rows {
  const role = "values()";
  let columns: ColumnNode[] = given === undefined ? [] : [...given];
  let keys = columns.map((c) => c.propKey);
  const rows: ExprNode[][] = [];
  list.forEach((item, i) => {
    const row = valuesByColumn(node, item, role);
    const own = Object.keys(row).filter((k) => row[k] !== undefined);
    if (i === 0 && given === undefined) {
      keys = own;
      columns = keys.map((k) => columnFor(node, k, role));
    } else {
      for (const k of own) if (!keys.includes(k)) columnFor(node, k, role);
      if (own.length !== keys.length || keys.some((k) => row[k] === undefined)) {
        throw new ArgumentError(
          `values(): row ${before + i} has other columns (${own.join(", ") || "none"}) than row 0 (${keys.join(", ") || "none"}). Rows of one INSERT have the same columns.`,
        );
      }
    }
    rows.push(keys.map((k, j) => newValue(columns[j]!, row[k], role)));
  });
  return { columns, rows };
}

/** `INSERT INTO …` a table or mapped class. */
export function insert<C>(into: C): Insert<C> {
  return new Insert(insertNode(dmlTarget(into, "insert()")));
}
