import type { AnyColumnBuilder } from "../../schema/column-builder.ts";
import type { ColVal } from "../../schema/shape.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { constNode } from "../../sql/nodes/literal.ts";
import { toType } from "../../types/type-like.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { ExpressionDeclaration } from "./attribute-declaration.ts";
import type { EntityRef } from "./entity-ref.ts";

/** Which attribute an element of `Model.c` is, for `withExpression`. */
const places = new WeakMap<object, { readonly entity: EntityRef; readonly declaration: QueryExpression<unknown> }>();

export class QueryExpression<T> extends ExpressionDeclaration<T | null, ColumnElement<T | null>> {
  readonly type: SqlType;
  readonly deferred = true;
  override readonly givenByQuery = true;

  constructor(type: SqlType) {
    super();
    this.type = type;
  }

  override over(entity: EntityRef): ColumnElement<unknown> {
    const element = new ColumnElement<unknown>(constNode(null, this.type));
    places.set(element, { entity, declaration: this });
    return element;
  }
}

/** The entity and the slot of an element of `Model.c` that is a query expression; undefined for any other. */
export function queryExpressionPlace(
  element: unknown,
): { readonly entity: EntityRef; readonly slot: number } | undefined {
  const place = typeof element === "object" && element !== null ? places.get(element) : undefined;
  if (place === undefined) return undefined;
  const { entity } = place;
  const property = entity.mapper.values.find(
    (candidate) => candidate.kind === "expression" && entity.column(candidate.slot) === element,
  );
  return property === undefined ? undefined : { entity, slot: property.slot };
}

/**
 * A read-only attribute that a query may fill by `withExpression()`; null for objects of other queries.
 *
 * ```ts
 * class Post extends Base.table("posts", { id: integer().primaryKey(), score: integer(), rank: queryExpression(integer()) }) {}
 * select(Post).options(withExpression(Post.c.rank, func.rank().over({ orderBy: Post.c.score })));
 * // SELECT posts.id, posts.score, rank() OVER (ORDER BY posts.score) AS anon_1 FROM posts
 * ```
 */
export function queryExpression<B extends AnyColumnBuilder>(
  type: B,
): ExpressionDeclaration<ColVal<B> | null, ColumnElement<ColVal<B> | null>> {
  return new QueryExpression<ColVal<B>>(toType(type));
}
