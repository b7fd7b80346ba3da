import { BOOLEAN, INTEGER } from "../types/literal-type.ts";
import { type $kind, setBrand } from "../util/brand.ts";
import { ArgumentError } from "../errors/argument.ts";
import { checkName, exprOf, fromClause, orderExpr, rowCount } from "./coerce.ts";
import { ColumnElement, NamedElement } from "./column-element.ts";
import {
  addedCtes,
  Cte,
  type CteArguments,
  cteOptions,
  optionalName,
  queryList,
  type QueryLike,
  Subquery,
} from "./cte.ts";
import { type CompoundKeyword, type CompoundNode, compoundNode } from "./nodes/compound.ts";
import { labelNode } from "./nodes/label.ts";
import { existsNode, scalarSubqueryNode } from "./nodes/scalar-subquery.ts";
import type { ForUpdate, SelectNode, StatementOption } from "./nodes/select.ts";
import { cteNode, subqueryNode } from "./nodes/subquery.ts";
import type { ExprNode, QueryNode } from "./nodes/unions.ts";
import { proxyColumnsOf, scalarType } from "./selected-columns.ts";
import type { ItemVal, SubCols, UnionItems } from "./row-of.ts";
import { ScalarSelect } from "./scalar-select.ts";
import { selectedColumns } from "./select-info.ts";
import { Statement } from "./statement.ts";
import { withParams } from "./with-params.ts";

type Ordering = ColumnElement<unknown> | string | null;
export type RowCount = number | bigint | ColumnElement<unknown> | null;

export interface ForUpdateArguments {
  readonly read?: boolean;
  readonly nowait?: boolean;
  readonly skipLocked?: boolean;
  readonly keyShare?: boolean;
  readonly of?: unknown;
}

/** What select() and union() share: order, limits, and use inside other statements. */
export abstract class Query<I extends readonly unknown[]> extends Statement<I> {
  abstract override readonly node: QueryNode & (SelectNode | CompoundNode);
  protected abstract derive(fields: Partial<CompoundNode>): this;
  /** The same kind of statement of another node. */
  protected abstract remade(node: QueryNode): this;

  /** Adds to ORDER BY; a string is the name of a label; null takes all away. */
  orderBy(...items: Ordering[]): this {
    if (items.length === 1 && items[0] === null) return this.derive({ orderBy: [] });
    return this.derive({
      orderBy: [...this.node.orderBy, ...orderItems(items, "orderBy(): a column expression or the name of a label")],
    });
  }
  /** Adds to GROUP BY; a string is the name of a label; null takes all away. */
  groupBy(...items: Ordering[]): this {
    if (items.length === 1 && items[0] === null) return this.derive({ groupBy: [] });
    return this.derive({
      groupBy: [...this.node.groupBy, ...orderItems(items, "groupBy(): a column expression or the name of a label")],
    });
  }
  /** At most so many rows; null: no limit. */
  limit(count: RowCount): this {
    return this.derive({ limit: rowCount(count, "limit()", INTEGER), fetch: undefined });
  }
  /** Without the first so many rows. */
  offset(count: RowCount): this {
    return this.derive({ offset: rowCount(count, "offset()", INTEGER) });
  }
  /** The rows from `start` up to, not including, `stop`. */
  slice(start: number, stop: number): this {
    rowCount(start, "slice()", INTEGER);
    rowCount(stop, "slice()", INTEGER);
    if (stop < start) throw new ArgumentError(`slice(): the end, ${stop}, is before the start, ${start}.`);
    const limited = this.limit(stop - start);
    return start === 0 ? limited : limited.offset(start);
  }
  /** `FETCH FIRST n ROWS ONLY`, or `WITH TIES`. */
  fetch(count: RowCount, options: { readonly withTies?: boolean; readonly percent?: boolean } = {}): this {
    const node = rowCount(count, "fetch()", INTEGER);
    return this.derive({
      fetch:
        node === undefined
          ? undefined
          : { count: node, withTies: options.withTies === true, percent: options.percent === true },
      limit: undefined,
    });
  }
  /** `FOR UPDATE`, so that the rows stay locked until the transaction ends. */
  withForUpdate(options: ForUpdateArguments = {}): this {
    const list = options.of === undefined ? [] : Array.isArray(options.of) ? options.of : [options.of];
    const of = list.map((x: unknown) => exprOf(x) ?? fromClause(x, "withForUpdate(): of"));
    const forUpdate: ForUpdate = {
      read: options.read === true,
      nowait: options.nowait === true,
      skipLocked: options.skipLocked === true,
      keyShare: options.keyShare === true,
      of,
    };
    return this.derive({ forUpdate });
  }
  /** Options of the layer above, such as loader options. */
  options(...options: StatementOption[]): this {
    return this.derive({ options: [...this.node.options, ...options] });
  }
  /** Options for this execution, added to those of the engine and connection. */
  executionOptions(options: Readonly<Record<string, unknown>>): this {
    return this.derive({ execOptions: { ...this.node.execOptions, ...options } });
  }
  /**
   * Writes CTEs into the WITH clause although nothing else names them; with `{ nestHere: true }` at last, into the WITH
   * clause of this query, not of the outermost statement.
   */
  addCte(...ctes: readonly (Cte<unknown> | { readonly nestHere?: boolean })[]): this {
    return this.derive({ ctes: [...this.node.ctes, ...addedCtes(ctes)] });
  }
  /** Gives values to named bind parameters anywhere in the statement: `bindparam("x")` by `.params({ x: 8 })`. */
  params(values: Readonly<Record<string, unknown>>): this {
    return this.remade(withParams(this.node, values));
  }

  /** `(SELECT …) AS name`, to select from. */
  subquery(name?: string): Subquery<SubCols<I>> {
    return new Subquery(subqueryNode(this.node, proxyColumnsOf(this.node), optionalName(name, "subquery()"), false));
  }
  /** The same as subquery(). */
  alias(name?: string): Subquery<SubCols<I>> {
    return this.subquery(name);
  }
  /** A subquery that may refer to what stands before it in FROM. */
  lateral(name?: string): Subquery<SubCols<I>> {
    return new Subquery(subqueryNode(this.node, proxyColumnsOf(this.node), optionalName(name, "lateral()"), true));
  }
  /** `WITH name AS (SELECT …)`; `recursive` for one that `.union()` lets refer to itself. */
  cte(name?: string, options: CteArguments = {}): Cte<SubCols<I>> {
    return new Cte(cteNode(this.node, proxyColumnsOf(this.node), optionalName(name, "cte()"), cteOptions(options)));
  }
  /** `(SELECT …)` as a value; the query gives one column. */
  scalarSubquery(): ScalarSelect<ItemVal<I[0]> | null> {
    return new ScalarSelect(this.node);
  }
  /** The query as a value under a name. */
  label<L extends string>(name: L): NamedElement<L, ItemVal<I[0]> | null> {
    const node = scalarSubqueryNode(this.node, scalarType(this.node));
    return new NamedElement(labelNode(checkName(name, "label(): a name"), node, node.type), name);
  }
  /** The columns of the query's rows. */
  get selectedColumns(): readonly ColumnElement<unknown>[] {
    return selectedColumns(this.node);
  }
  /** The same as selectedColumns. */
  get exportedColumns(): readonly ColumnElement<unknown>[] {
    return this.selectedColumns;
  }

  /** `EXISTS (SELECT …)` */
  exists(): ColumnElement<boolean> {
    return new ColumnElement(existsNode(this.node, BOOLEAN));
  }
}
// oxlint-disable-next-line no-unused-vars -- merged with the class, whose type parameters it has to repeat
export interface Query<I extends readonly unknown[]> {
  readonly [$kind]: "select";
}
setBrand(Query.prototype, "select");

/** Items of ORDER BY or GROUP BY. */
export function orderItems(items: readonly unknown[], role: string): ExprNode[] {
  if (items.length === 0) throw new ArgumentError(`${role} expected, got nothing.`);
  const out = new Array<ExprNode>(items.length);
  for (let i = 0; i < items.length; i++) out[i] = orderExpr(items[i], role);
  return out;
}

/** Queries joined by UNION, INTERSECT or EXCEPT. */
export class CompoundSelect<I extends readonly unknown[]> extends Query<I> {
  readonly node: CompoundNode;
  constructor(node: CompoundNode) {
    super();
    this.node = node;
  }
  protected derive(fields: Partial<CompoundNode>): this {
    return new CompoundSelect(compoundNode({ ...this.node, ...fields })) as this;
  }
  protected remade(node: QueryNode): this {
    return new CompoundSelect(node as CompoundNode) as this;
  }
  /** `this UNION others …`, of queries whose rows are like these. */
  union(...others: AnyQueries): CompoundSelect<I> {
    return this.#with("UNION", others, "union()");
  }
  /** `this UNION ALL others …`, of queries whose rows are like these. */
  unionAll(...others: AnyQueries): CompoundSelect<I> {
    return this.#with("UNION ALL", others, "unionAll()");
  }
  /** `this INTERSECT others …`, of queries whose rows are like these. */
  intersect(...others: AnyQueries): CompoundSelect<I> {
    return this.#with("INTERSECT", others, "intersect()");
  }
  /** `this INTERSECT ALL others …`, of queries whose rows are like these. */
  intersectAll(...others: AnyQueries): CompoundSelect<I> {
    return this.#with("INTERSECT ALL", others, "intersectAll()");
  }
  /** `this EXCEPT others …`, of queries whose rows are like these. */
  except(...others: AnyQueries): CompoundSelect<I> {
    return this.#with("EXCEPT", others, "except()");
  }
  /** `this EXCEPT ALL others …`, of queries whose rows are like these. */
  exceptAll(...others: AnyQueries): CompoundSelect<I> {
    return this.#with("EXCEPT ALL", others, "exceptAll()");
  }
  #with(keyword: CompoundKeyword, others: AnyQueries, role: string): CompoundSelect<I> {
    return new CompoundSelect(compoundNode({ keyword, queries: [this.node, ...queryList(others, role)] }));
  }
}

/** A query by the items of its rows. */
export interface QueryOf<I extends readonly unknown[]> extends QueryLike {
  readonly _i: I;
}
export type AnyQueries = readonly QueryOf<readonly unknown[]>[];
/** Queries of one compound: names come from the first, values from all. */
export type CompoundOf<Q extends AnyQueries> = CompoundSelect<UnionItems<Q[0]["_i"], Q[number]["_i"]>>;

function compound<Q extends AnyQueries>(keyword: CompoundKeyword, role: string, queries: Q): CompoundOf<Q> {
  return new CompoundSelect(compoundNode({ keyword, queries: queryList(queries, role) }));
}
/** `a UNION b …`: the rows of all, without duplicates. */
export function union<Q extends AnyQueries>(...queries: Q): CompoundOf<Q> {
  return compound("UNION", "union()", queries);
}
/** `a UNION ALL b …`: the rows of all. */
export function unionAll<Q extends AnyQueries>(...queries: Q): CompoundOf<Q> {
  return compound("UNION ALL", "unionAll()", queries);
}
/** `a INTERSECT b …`: the rows that all have. */
export function intersect<Q extends AnyQueries>(...queries: Q): CompoundOf<Q> {
  return compound("INTERSECT", "intersect()", queries);
}
/** `a INTERSECT ALL b …` */
export function intersectAll<Q extends AnyQueries>(...queries: Q): CompoundOf<Q> {
  return compound("INTERSECT ALL", "intersectAll()", queries);
}
/** `a EXCEPT b …`: the rows of the first that the others have not. */
export function except<Q extends AnyQueries>(...queries: Q): CompoundOf<Q> {
  return compound("EXCEPT", "except()", queries);
}
/** `a EXCEPT ALL b …` */
export function exceptAll<Q extends AnyQueries>(...queries: Q): CompoundOf<Q> {
  return compound("EXCEPT ALL", "exceptAll()", queries);
}
