import { ArgumentError } from "../errors/argument.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import { checkName, columnExpr, fromClause, queryOf, refuse } from "./coerce.ts";
import type { ColumnElement } from "./column-element.ts";
import { type ColumnMap, FromClause } from "./from-clause.ts";
import { type CompoundKeyword, compoundNode } from "./nodes/compound.ts";
import { textNode } from "./nodes/literal.ts";
import type { Affix } from "./nodes/select.ts";
import { type CteNode, type CteOptions, cteNode, subqueryNode, type SubqueryNode } from "./nodes/subquery.ts";
import type { ExprNode, QueryNode } from "./nodes/unions.ts";
import { proxyColumnsOf } from "./selected-columns.ts";
import { checkSqlText } from "./sql-text.ts";

/** Options of `.cte()`. */
export interface CteArguments {
  /** The CTE may name itself: add the part that does with union() or unionAll(). */
  readonly recursive?: boolean;
  /** The CTE is written in the WITH clause of the statement that names it, not in the outermost one. */
  readonly nesting?: boolean;
  /** AS MATERIALIZED, or AS NOT MATERIALIZED. */
  readonly materialized?: boolean;
}

export function cteOptions(options: CteArguments): CteOptions {
  return {
    recursive: options.recursive === true,
    nesting: options.nesting === true,
    materialized: options.materialized,
    prefixes: [],
    suffixes: [],
  };
}

export function optionalName(name: string | undefined, role: string): string | undefined {
  return name === undefined ? undefined : checkName(name, `${role}: a name`);
}

/** Whatever is a query: select(), union(), text(). */
export interface QueryLike {
  readonly node: QueryNode;
}

export function queryList(queries: readonly unknown[], role: string): QueryNode[] {
  if (queries.length === 0) throw new ArgumentError(`${role} needs at least one query.`);
  return queries.map((q) => queryOf(q, `${role}: a select() or other query`));
}

/** Text that a statement starts or ends with. */
export function affix(value: unknown, role = "prefixWith(): text"): ExprNode {
  return typeof value === "string"
    ? textNode([checkSqlText(value, role)], [], NULL_TYPE, undefined)
    : columnExpr(value, role);
}

/** A query in FROM. */
export class Subquery<C = ColumnMap> extends FromClause<C> {
  readonly node: SubqueryNode;
  constructor(node: SubqueryNode) {
    super();
    this.node = node;
  }
  /** The same query as `LATERAL (…)`, which may name what stands before it in FROM. */
  lateral(name?: string): Subquery<C> {
    const n = this.node;
    const columns = n.columns.map((c) => ({ key: c.propKey, name: c.name, node: c.base as ExprNode }));
    return new Subquery(subqueryNode(n.query, columns, optionalName(name, "lateral()") ?? n.name, true));
  }
}

/** A query in WITH. */
export class Cte<C = ColumnMap> extends FromClause<C> {
  readonly node: CteNode;
  constructor(node: CteNode) {
    super();
    this.node = node;
  }
  /** The CTE united with queries that may refer to it: the recursive part. */
  union(...queries: QueryLike[]): Cte<C> {
    return this.#restate("UNION", queries);
  }
  /** The same with UNION ALL. */
  unionAll(...queries: QueryLike[]): Cte<C> {
    return this.#restate("UNION ALL", queries);
  }
  #restate(keyword: CompoundKeyword, queries: readonly QueryLike[]): Cte<C> {
    const n = this.node;
    const q = n.query;
    if (q.kind === "insert" || q.kind === "update" || q.kind === "delete" || q.kind === "values")
      throw new ArgumentError(`union(): the CTE holds ${q.kind.toUpperCase()}, not a query.`);
    const node = compoundNode({ keyword, queries: [q, ...queryList(queries, "union()")] });
    return new Cte(cteNode(node, proxyColumnsOf(q), n.name, n.options, n));
  }
  /** SQL words between AS and the parenthesis: `cte.prefixWith("MATERIALIZED", { dialect: "postgresql" })`. */
  prefixWith(text: string | ColumnElement<unknown>, options: { readonly dialect?: string } = {}): Cte<C> {
    const { prefixes } = this.node.options;
    return this.#with({ prefixes: [...prefixes, { node: affix(text), dialect: options.dialect }] });
  }
  /** SQL words after the parenthesis, such as `SEARCH DEPTH FIRST BY id SET ordering`. */
  suffixWith(text: string | ColumnElement<unknown>, options: { readonly dialect?: string } = {}): Cte<C> {
    const { suffixes } = this.node.options;
    return this.#with({
      suffixes: [...suffixes, { node: affix(text, "suffixWith(): text"), dialect: options.dialect }],
    });
  }
  #with(fields: { readonly prefixes?: readonly Affix[]; readonly suffixes?: readonly Affix[] }): Cte<C> {
    const n = this.node;
    const columns = n.columns.map((c) => ({ key: c.propKey, name: c.name, node: c.base as ExprNode }));
    return new Cte(cteNode(n.query, columns, n.name, { ...n.options, ...fields }, n.restates, n.aliasOf));
  }
}

/** The node of what is given to addCte(). */
export function cteOf(value: unknown): CteNode {
  const from = fromClause(value, "addCte(): a CTE");
  return from.kind === "cte" ? from : refuse("addCte(): a CTE", value, "Make one with select(…).cte().");
}

/** The arguments of addCte(): CTEs, and at last, possibly, options. */
export function addedCtes(args: readonly unknown[]): { readonly cte: CteNode; readonly nestHere: boolean }[] {
  const last = args.at(-1);
  const options =
    last !== null && typeof last === "object" && Object.getPrototypeOf(last) === Object.prototype
      ? (last as { readonly nestHere?: boolean })
      : undefined;
  const ctes = options === undefined ? args : args.slice(0, -1);
  if (ctes.length === 0) throw new ArgumentError("addCte() needs at least one CTE.");
  return ctes.map((c) => ({ cte: cteOf(c), nestHere: options?.nestHere === true }));
}
