import { ArgumentError } from "../../errors/argument.ts";
import type { AnyColumnBuilder } from "../../schema/column-builder.ts";
import type { ColVal } from "../../schema/shape.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { toType } from "../../types/type-like.ts";
import { describeValue } from "../../util/describe.ts";
import { ExpressionDeclaration } from "./attribute-declaration.ts";
import type { EntityRef } from "./entity-ref.ts";

export interface ColumnPropertyOptions {
  /** Queries of the class leave it out; it is loaded when it is read. */
  readonly deferred?: boolean;
  /** Deferred attributes of a group are loaded together. */
  readonly group?: string;
  /** Deferred, and reading it is an error unless a query (`undefer`) or `session.refresh(object, ["name"])` has loaded it. */
  readonly raiseload?: boolean;
  /** false: a flush that wrote the object leaves the value as it is; by default it is loaded again when it is read. */
  readonly expireOnFlush?: boolean;
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the class is not inferred yet where the expression is written, and its body must not be resolved
type EntityExpression = (columns: any) => any;

class ColumnProperty<T> extends ExpressionDeclaration<T, ColumnElement<T>> {
  readonly type: SqlType;
  readonly deferred: boolean;
  override readonly group: string | undefined;
  override readonly raiseload: boolean;
  override readonly expireOnFlush: boolean;
  override readonly info: Readonly<Record<string, unknown>>;
  readonly #expression: EntityExpression;

  constructor(type: SqlType, expression: EntityExpression, options: ColumnPropertyOptions) {
    super();
    this.type = type;
    this.#expression = expression;
    const { deferred, group, raiseload = false, expireOnFlush = true, info = {} } = options;
    this.deferred = deferred ?? (group !== undefined || raiseload);
    this.group = group;
    this.raiseload = raiseload;
    this.expireOnFlush = expireOnFlush;
    this.info = info;
  }

  override over(entity: EntityRef): ColumnElement<unknown> {
    const given: unknown = this.#expression(entity.attributes);
    if (given instanceof ColumnElement) return given as ColumnElement<unknown>;
    throw new ArgumentError(
      `columnProperty(…) of ${entity.mapper.name} takes a function that gives an SQL expression, such as (c) => c.first.concat(c.last); it gave ${describeValue(given)}.`,
      "argument",
    );
  }
}

/**
 * A read-only attribute that an SQL expression fills, loaded with the object. `c` are the class's own attributes (or those of
 * its alias in the statement); the builder names the type.
 *
 * ```ts
 * class Box extends Base.table("boxes", {
 *   id: integer().primaryKey(), width: integer(), height: integer(),
 *   area: columnProperty(integer(), (c) => c.width.mul(c.height)),
 *   get items() { return columnProperty(integer(), (c) => select(func.count(Item.c.id)).where(Item.c.boxId.eq(c.id)).scalarSubquery()); },
 * }) {}
 * // SELECT boxes.id, boxes.width, boxes.height, boxes.width * boxes.height AS anon_1, (SELECT count(items.id) …) AS anon_2 FROM boxes
 * ```
 *
 * A getter is needed where the expression names other classes. After a flush that wrote the object it is loaded again when read.
 */
export function columnProperty<B extends AnyColumnBuilder>(
  type: B,
  expression: EntityExpression,
  options: ColumnPropertyOptions = {},
): ExpressionDeclaration<ColVal<B>, ColumnElement<ColVal<B>>> {
  if (typeof expression !== "function") {
    throw new ArgumentError(
      `columnProperty(type, (c) => …) takes a function that gives an SQL expression; given was ${describeValue(expression)}.`,
      "argument",
    );
  }
  return new ColumnProperty<ColVal<B>>(toType(type), expression, options);
}
