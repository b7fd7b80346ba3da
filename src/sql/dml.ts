import { ArgumentError } from "../errors/argument.ts";
import { type $kind, setBrand } from "../util/brand.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { conditions, exprOf, fromClause, queryOf, record, refuse, selectItem, valueBind } from "./coerce.ts";
import type { Condition } from "./column-element.ts";
import { compare } from "./operations.ts";
import { EQ } from "./operator.ts";
import { entityOf } from "./entity.ts";
import { columnBindNode } from "./nodes/bind.ts";
import type { ColumnNode } from "./nodes/column.ts";
import {
  type Assignment,
  type DeleteNode,
  deleteNode,
  type InsertNode,
  insertNode,
  type ReturningItem,
  type UpdateNode,
  updateNode,
} from "./nodes/dml.ts";
import { cteNode } from "./nodes/subquery.ts";
import type { ProxyColumn, StatementOption } from "./nodes/select.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";
import { Cte, cteOf, cteOptions, optionalName, type CteArguments, type QueryLike } from "./query.ts";
import { affix, type FilterOf } from "./select.ts";
import type { SubCols } from "./row-of.ts";
import { planColumns } from "./selected-columns.ts";
import { describeFrom } from "./join-condition.ts";
import { Statement } from "./statement.ts";

/** What a target says of the values that it takes; tables and mapped classes do, others take anything. */
export type InsertOf<C> = C extends { readonly _insert: infer V } ? V : Readonly<Record<string, unknown>>;
export type UpdateOf<C> = C extends { readonly _update: infer V } ? V : Readonly<Record<string, unknown>>;
export type Dml = InsertNode | UpdateNode | DeleteNode;

interface Target {
  readonly table: FromNode;
  readonly entity: InsertNode["entity"];
}

function target(value: unknown, role: string): Target {
  const entity = entityOf(value);
  return { table: fromClause(value, `${role}: a table or mapped class`), entity };
}

/** The column that a key of values() means. */
function columnFor(t: Target, key: string, role: string): ColumnNode {
  const attr = t.entity?.attrs(key)?.node;
  if (attr?.kind === "column") return attr;
  const columns = t.table.kind === "join" || t.table.kind === "text" ? [] : t.table.columns;
  const found = t.entity === undefined ? columns.find((c) => c.propKey === key) : undefined;
  if (found !== undefined) return found;
  // A table in name only may say nothing of its columns.
  throw new ArgumentError(
    `${role}: ${t.entity?.label ?? describeFrom(t.table)} has no column ${JSON.stringify(key)}.${didYouMean(
      key,
      columns.map((c) => c.propKey),
    )}`,
  );
}

function newValue(column: ColumnNode, value: unknown, role: string): ExprNode {
  const expr = value !== null && (typeof value === "object" || typeof value === "function") ? exprOf(value) : undefined;
  if (expr !== undefined) return expr;
  if (value === null) return columnBindNode(column.propKey, null, column.type);
  const place = isPrimitive(value) ? undefined : `${role}: a value for ${JSON.stringify(column.propKey)}`;
  const bind = valueBind(column, "assign", value, place);
  return columnBindNode(column.propKey, value, bind.type);
}

function isPrimitive(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function returningItems(items: readonly unknown[]): ReturningItem[] {
  if (items.length === 0) throw new ArgumentError("returning() needs at least one column, table or mapped class.");
  return items.map((i) => selectItem(i, "returning(): a column expression, table or mapped class"));
}

/** INSERT, UPDATE and DELETE in common. */
abstract class DmlStatement<I extends readonly unknown[]> extends Statement<I> {
  abstract override readonly node: Dml;
  protected abstract derive(fields: Partial<Dml>): this;

  /** Options for this execution. */
  executionOptions(options: Readonly<Record<string, unknown>>): this {
    return this.derive({ execOptions: { ...this.node.execOptions, ...options } });
  }
  /** Options of the layer above. */
  options(...options: StatementOption[]): this {
    return this.derive({ options: [...this.node.options, ...options] });
  }
  /** SQL text after the first word. */
  prefixWith(text: string, options: { readonly dialect?: string } = {}): this {
    return this.derive({ prefixes: [...this.node.prefixes, { node: affix(text), dialect: options.dialect }] });
  }
  /** Writes a CTE into the WITH clause. */
  addCte(...ctes: Cte<unknown>[]): this {
    return this.derive({ ctes: [...this.node.ctes, ...ctes.map((c) => ({ cte: cteOf(c), nestHere: false }))] });
  }
  /** The statement in WITH; its RETURNING columns are the CTE's. */
  cte(name?: string, options: CteArguments = {}): Cte<SubCols<I>> {
    const proxies = planColumns(this.node.returning, "disambiguateOnly").map((c): ProxyColumn => ({
      key: c.key,
      name: c.required ?? c.fallback ?? c.key,
      node: c.node,
    }));
    return new Cte(cteNode(this.node, proxies, optionalName(name, "cte()"), cteOptions(options)));
  }
}
interface DmlStatement<I extends readonly unknown[]> extends Statement<I> {
  readonly [$kind]: "dml";
}
setBrand(DmlStatement.prototype, "dml");

/** An INSERT; each method gives a new one. */
export class Insert<C, R extends readonly unknown[] = []> extends DmlStatement<R> {
  declare readonly _target: C;
  readonly node: InsertNode;
  constructor(node: InsertNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<Dml>): this {
    return new Insert(insertNode({ ...this.node, ...(fields as Partial<InsertNode>) })) as unknown as this;
  }
  /** The values of one row, or of several with equal columns; `{}` is DEFAULT VALUES. undefined means not given. */
  values(values: InsertOf<C> | readonly InsertOf<C>[]): this {
    const role = "values()";
    if (this.node.select !== undefined) throw new ArgumentError("values() cannot follow fromSelect().");
    const many = Array.isArray(values);
    const list = (many ? values : [values]) as readonly unknown[];
    if (list.length === 0) throw new ArgumentError("values() got an empty array; give at least one row.");
    const columns: ColumnNode[] = [];
    const rows: ExprNode[][] = [];
    let keys: string[] = [];
    list.forEach((item, i) => {
      const row = record(item, role);
      const own = Object.keys(row).filter((k) => row[k] !== undefined);
      if (i === 0) {
        keys = own;
        for (const k of keys) columns.push(columnFor(this.node, k, role));
      } else if (own.length !== keys.length || keys.some((k) => row[k] === undefined)) {
        throw new ArgumentError(
          `values(): row ${i} has other columns (${own.join(", ") || "none"}) than row 0 (${keys.join(", ") || "none"}). Rows of one INSERT have the same columns.`,
        );
      }
      rows.push(keys.map((k, j) => newValue(columns[j]!, row[k], role)));
    });
    if (!many && this.node.rows.length === 1 && this.node.columns !== undefined) {
      const kept = this.node.columns
        .map((c, i) => [c, this.node.rows[0]![i]!] as const)
        .filter(([c]) => !columns.includes(c));
      return this.derive({
        columns: [...kept.map((k) => k[0]), ...columns],
        rows: [[...kept.map((k) => k[1]), ...rows[0]!]],
      });
    }
    return this.derive({ columns, rows });
  }
  /** `INSERT INTO t (a, b) SELECT …` */
  fromSelect(columns: readonly (string | { readonly node: ExprNode })[], query: QueryLike): this {
    const list = columns.map((c) => {
      if (typeof c === "string") return columnFor(this.node, c, "fromSelect()");
      const node = exprOf(c);
      return node?.kind === "column" ? node : refuse("fromSelect(): a column or the name of one", c);
    });
    return this.derive({ columns: list, rows: [], select: queryOf(query, "fromSelect(): a select()") });
  }
  /** The columns of the new rows as a result. */
  returning<J extends readonly unknown[]>(...items: J): Insert<C, J> {
    return this.derive({ returning: [...this.node.returning, ...returningItems(items)] }) as unknown as Insert<C, J>;
  }
}

/** An UPDATE; each method gives a new one. */
export class Update<C, R extends readonly unknown[] = []> extends DmlStatement<R> {
  declare readonly _target: C;
  readonly node: UpdateNode;
  constructor(node: UpdateNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<Dml>): this {
    return new Update(updateNode({ ...this.node, ...(fields as Partial<UpdateNode>) })) as unknown as this;
  }
  /** New values by column. undefined means not given. */
  set(values: UpdateOf<C>): this {
    return this.#assign(Object.entries(record(values, "set()")), false);
  }
  /** The same as set(). */
  values(values: UpdateOf<C>): this {
    return this.set(values);
  }
  /** New values in an order that matters, as it does on MySQL. */
  orderedValues(...pairs: (readonly [string | { readonly node: ExprNode }, unknown])[]): this {
    return this.#assign(
      pairs.map((pair) => {
        if (!Array.isArray(pair) || pair.length !== 2) return refuse("orderedValues(): a pair [column, value]", pair);
        const [c, value] = pair as readonly [unknown, unknown];
        if (typeof c === "string") return [c, value] as const;
        const node = exprOf(c);
        return [node?.kind === "column" ? node.propKey : refuse("orderedValues(): a column", c), value] as const;
      }),
      true,
    );
  }
  #assign(entries: readonly (readonly [string, unknown])[], ordered: boolean): this {
    const made: Assignment[] = [];
    for (const [key, value] of entries) {
      if (value === undefined) continue;
      const column = columnFor(this.node, key, "set()");
      made.push({ column, value: newValue(column, value, "set()") });
    }
    if (made.length === 0)
      throw new ArgumentError(
        "set() needs at least one column with a value; undefined means not given, null is SQL NULL.",
      );
    const kept = this.node.assignments.filter((a) => !made.some((m) => m.column === a.column));
    return this.derive({ assignments: [...kept, ...made], ordered: ordered || this.node.ordered });
  }
  where(...items: Condition[]): this {
    if (items.length === 0)
      throw new ArgumentError("where() needs at least one condition. Say allRows() when every row is meant.");
    return this.derive({ where: [...this.node.where, ...conditions(items, "where(): a condition")] });
  }
  filterBy(values: FilterOf<C>): this {
    return this.derive({ where: [...this.node.where, ...equalities(this.node, values)] });
  }
  /** Every row is meant: no where() is needed. */
  allRows(): this {
    return this.derive({ allRows: true });
  }
  returning<J extends readonly unknown[]>(...items: J): Update<C, J> {
    return this.derive({ returning: [...this.node.returning, ...returningItems(items)] }) as unknown as Update<C, J>;
  }
}

/** A DELETE; each method gives a new one. */
export class Delete<R extends readonly unknown[] = [], C = unknown> extends DmlStatement<R> {
  readonly node: DeleteNode;
  constructor(node: DeleteNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<Dml>): this {
    return new Delete(deleteNode({ ...this.node, ...(fields as Partial<DeleteNode>) })) as unknown as this;
  }
  where(...items: Condition[]): this {
    if (items.length === 0)
      throw new ArgumentError("where() needs at least one condition. Say allRows() when every row is meant.");
    return this.derive({ where: [...this.node.where, ...conditions(items, "where(): a condition")] });
  }
  filterBy(values: FilterOf<C>): this {
    return this.derive({ where: [...this.node.where, ...equalities(this.node, values)] });
  }
  /** Other tables that conditions may name. */
  using(...froms: unknown[]): this {
    return this.derive({ using: [...this.node.using, ...froms.map((f) => fromClause(f, "using(): a table"))] });
  }
  /** Every row is meant: no where() is needed. */
  allRows(): this {
    return this.derive({ allRows: true });
  }
  returning<J extends readonly unknown[]>(...items: J): Delete<J, C> {
    return this.derive({ returning: [...this.node.returning, ...returningItems(items)] }) as unknown as Delete<J, C>;
  }
}

function equalities(t: Target, values: unknown): ExprNode[] {
  const given = record(values, "filterBy()");
  const names = Object.keys(given);
  if (names.length === 0) throw new ArgumentError("filterBy() needs at least one attribute.");
  return names.map((n) => compare(EQ, columnFor(t, n, "filterBy()"), given[n]));
}

/** `INSERT INTO …` a table or mapped class. */
export function insert<C>(into: C): Insert<C> {
  return new Insert(insertNode(target(into, "insert()")));
}
/** `UPDATE …`; without where() it is an error unless allRows() is said. */
export function update<C>(what: C): Update<C> {
  return new Update(updateNode(target(what, "update()")));
}
/** `DELETE FROM …`; without where() it is an error unless allRows() is said. */
export function deleteFrom<C>(what: C): Delete<[], C> {
  return new Delete(deleteNode(target(what, "deleteFrom()")));
}
