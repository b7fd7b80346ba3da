import { ArgumentError } from "../errors/argument.ts";
import { brandOf } from "../util/brand.ts";
import { condition, fromClause } from "./coerce.ts";
import type { ColumnElement, Condition } from "./column-element.ts";
import { Alias, type FromClause, Join, type JoinArguments } from "./from-clause.ts";
import { joinCondition } from "./join-condition.ts";
import { joinNode } from "./nodes/join.ts";
import { type TableSampleOptions, tablesampleNode } from "./tablesample.ts";

/** Something that can be aliased: a from-clause, or a query, which becomes a subquery. */
interface Aliased<C> {
  alias(name?: string): { readonly c: C };
}

/** `element AS name`: the same as `element.alias(name)`. */
export function alias<A extends Aliased<unknown>>(element: A, name?: string): ReturnType<A["alias"]> {
  if (brandOf(element) === undefined) fromClause(element, "alias(): a from-clause or query");
  return element.alias(name) as ReturnType<A["alias"]>;
}

/** `LATERAL (SELECT …) AS name`: what stands in it may name what stands before it in FROM. */
export function lateral<A extends { lateral(name?: string): unknown }>(
  element: A,
  name?: string,
): ReturnType<A["lateral"]> {
  if (typeof element.lateral !== "function")
    throw new ArgumentError("lateral() takes a query, subquery, values() or table-valued function.");
  return element.lateral(name) as ReturnType<A["lateral"]>;
}

/** `left JOIN right ON …`; without `on`, by the foreign keys between the two. */
export function join(left: unknown, right: unknown, on?: Condition, options: JoinArguments = {}): Join {
  const from = fromClause(left, "join(): the left side");
  const target = fromClause(right, "join(): the right side");
  const cond = on === undefined ? joinCondition(from, target) : condition(on, "join(): an ON condition");
  return new Join(joinNode(from, target, cond, options.isouter === true, options.full === true));
}

/** `left LEFT OUTER JOIN right ON …` */
export function outerjoin(
  left: unknown,
  right: unknown,
  on?: Condition,
  options: { readonly full?: boolean } = {},
): Join {
  return join(left, right, on, { ...options, isouter: true });
}

/**
 * A random part of a table: `tablesample(users, func.bernoulli(10), { seed: 5 })`. A number alone is a percentage for the
 * SYSTEM method.
 *
 * ```sql
 * users AS users_1 TABLESAMPLE bernoulli(10) REPEATABLE (5)
 * ```
 */
export function tablesample<C>(
  from: FromClause<C>,
  sampling: number | ColumnElement<unknown>,
  options: TableSampleOptions = {},
): Alias<C> {
  return new Alias(tablesampleNode(fromClause(from, "tablesample(): a table"), sampling, options));
}
