import { ArgumentError } from "../errors/argument.ts";
import { INTEGER, NULL_TYPE, resolveLiteralType } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { describeValue } from "../util/describe.ts";
import { checkName, columnExpr, condition, exprOf, FALSE, NULL, orderExpr, refuse, TRUE, valueExpr } from "./coerce.ts";
import { ColumnElement, NamedElement, type Operand } from "./column-element.ts";
import { bindNode, namedBindNode } from "./nodes/bind.ts";
import { caseNode } from "./nodes/case.ts";
import { castNode, extractNode } from "./nodes/cast.ts";
import { columnNode } from "./nodes/column.ts";
import { listNode } from "./nodes/list.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { unaryNode } from "./nodes/unary.ts";
import { between as betweenOp, collate as collateOp, compare, signed } from "./operations.ts";
import * as O from "./operator.ts";

/** A value as an expression: a bind `:param_1`. */
export function literal<T>(value: T, type?: TypeLike<T>): ColumnElement<T> {
  if (value === null) return new ColumnElement(type === undefined ? NULL : bindNode("param", null, toType(type)));
  const t = type === undefined ? undefined : toType(type);
  if (t !== undefined && t.family !== "null") {
    if (value === undefined || typeof value === "function" || typeof value === "symbol")
      refuse("literal(): a value", value);
    return new ColumnElement(bindNode("param", value, t));
  }
  return new ColumnElement(valueExpr(value, "literal(): a value"));
}

/** A column by name alone, not belonging to a table. */
export function column<L extends string, T = unknown>(name: L, type?: TypeLike<T>): NamedElement<L, T> {
  checkName(name, "column(): a name");
  const t = type === undefined ? NULL_TYPE : toType(type);
  return new NamedElement(columnNode(`c${name.length}:${name}|${t.cacheKey}`, false, name, name, t, undefined), name);
}

export interface BindOptions<T> {
  readonly value?: T;
  readonly type?: TypeLike<T>;
  readonly unique?: boolean;
  readonly expanding?: boolean;
  readonly literalExecute?: boolean;
  /** true: the value must come with the execution; false: without one it is NULL. */
  readonly required?: boolean;
  /** Gives the value when the statement is executed, each time anew. */
  readonly callable?: () => T;
}

/** A bind that is a list: `column.in(bindparam("ids", { expanding: true }))`. */
export interface BindListOptions<T> extends Omit<BindOptions<T>, "value"> {
  readonly value?: readonly T[];
  readonly expanding: true;
}

/**
 * A named placeholder; its value comes with the execution unless it is given here, as `value` or by `callable`.
 *
 * `select(t.c.id).where(t.c.day.eq(bindparam("today", { callable: () => today() })))` asks the function at each execution.
 */
export function bindparam<T>(name: string, options: BindListOptions<T>): ColumnElement<T>;
export function bindparam<T = unknown>(name: string, options?: BindOptions<T>): ColumnElement<T>;
export function bindparam<T = unknown>(
  name: string,
  options: BindOptions<T> | BindListOptions<T> = {},
): ColumnElement<T> {
  checkName(name, "bindparam(): a name");
  const given = "value" in options && options.value !== undefined;
  const sample =
    options.expanding === true && Array.isArray(options.value) ? (options.value as unknown[])[0] : options.value;
  const { required, callable } = options;
  if (callable !== undefined && typeof callable !== "function")
    refuse("bindparam(): callable: a function", callable, "Give () => value.");
  if (given && (callable !== undefined || required === true))
    throw new ArgumentError(
      `bindparam(${JSON.stringify(name)}): value goes with neither ${callable !== undefined ? "callable, which gives the value" : "required, which says that the value comes with the execution"}.`,
    );
  const type: SqlType =
    options.type !== undefined ? toType(options.type) : given ? resolveLiteralType(sample) : NULL_TYPE;
  return new ColumnElement(
    namedBindNode({
      name,
      value: given || required !== false || callable !== undefined ? options.value : null,
      type,
      unique: options.unique === true,
      expanding: options.expanding === true,
      required: required ?? !given,
      literalExecute: options.literalExecute === true,
      callable,
    }),
  );
}

/** NULL */
export function nullValue(): ColumnElement<null> {
  return new ColumnElement(NULL);
}
/** true, the condition that always holds. */
export function trueValue(): ColumnElement<boolean> {
  return new ColumnElement(TRUE);
}
/** false, the condition that never holds. */
export function falseValue(): ColumnElement<boolean> {
  return new ColumnElement(FALSE);
}

type When<T> = readonly [condition: unknown, result: T | ColumnElement<T>];

/** `CASE WHEN … THEN … ELSE … END`. Pairs of condition and result, or, with `value`, what it is compared with. */
export function caseWhen<T>(
  whens: readonly When<T>[] | Readonly<Record<string, T | ColumnElement<T>>>,
  options: { readonly value?: ColumnElement<unknown>; readonly else?: T | ColumnElement<T> | null } = {},
): ColumnElement<T | null> {
  const value = options.value === undefined ? undefined : columnExpr(options.value, "caseWhen(): value");
  const list = Array.isArray(whens)
    ? (whens as readonly When<T>[])
    : Object.entries(whens as Record<string, T>).map(([key, result]) => [comparedKey(key, value), result] as const);
  if (list.length === 0) throw new ArgumentError("caseWhen() needs at least one pair [condition, result].");
  if (!Array.isArray(whens) && value === undefined)
    throw new ArgumentError(
      "caseWhen(): an object of results needs { value: expression }, which its keys are compared with.",
    );
  const pairs = list.map((pair, i): readonly [ExprNode, ExprNode] => {
    if (!Array.isArray(pair) || pair.length !== 2)
      return refuse(`caseWhen(): a pair [condition, result] at position ${i}`, pair);
    const [w, then] = pair as unknown as readonly [unknown, unknown];
    const when = value === undefined ? whenOf(w) : (exprOf(w) ?? bindNodeFor(value, w));
    return [when, valueExpr(then, "caseWhen(): a result")];
  });
  const otherwise = options.else === undefined ? undefined : valueExpr(options.else, "caseWhen(): else");
  const types = [...pairs.map((p) => p[1].type), ...(otherwise === undefined ? [] : [otherwise.type])];
  const type = types.findLast((t) => t.family !== "null") ?? NULL_TYPE;
  return new ColumnElement(caseNode(value, pairs, otherwise, type));
}

/** The keys of an object are strings in JavaScript: beside whole numbers they are meant as such. */
function comparedKey(key: string, value: ExprNode | undefined): string | number {
  const number = Number(key);
  return value?.type.family === "integer" && Number.isSafeInteger(number) && String(number) === key ? number : key;
}

/** A condition as it is: WHEN takes a bare boolean on every database. */
function whenOf(value: unknown): ExprNode {
  return exprOf(value) ?? condition(value, "caseWhen(): a condition");
}

function bindNodeFor(left: ExprNode, value: unknown): ExprNode {
  return valueExpr(value, "caseWhen(): a value", left.type);
}

/** `CAST(x AS type)` */
export function cast<T>(value: unknown, type: TypeLike<T>): ColumnElement<T> {
  const t = toType(type);
  return new ColumnElement(castNode("cast", valueExpr(value, "cast(): a value or column expression", t), t));
}
/** `TRY_CAST(x AS type)`, where the database has it. */
export function tryCast<T>(value: unknown, type: TypeLike<T>): ColumnElement<T> {
  const t = toType(type);
  return new ColumnElement(castNode("try", valueExpr(value, "tryCast(): a value or column expression", t), t));
}
/** The same SQL, with values converted as by another type. */
export function typeCoerce<T>(value: unknown, type: TypeLike<T>): ColumnElement<T> {
  const t = toType(type);
  return new ColumnElement(castNode("coerce", valueExpr(value, "typeCoerce(): a value or column expression", t), t));
}

const EXTRACT_FIELDS = new Set([
  "century",
  "day",
  "decade",
  "dow",
  "doy",
  "epoch",
  "hour",
  "isodow",
  "isoyear",
  "microseconds",
  "millennium",
  "milliseconds",
  "minute",
  "month",
  "quarter",
  "second",
  "timezone",
  "timezone_hour",
  "timezone_minute",
  "week",
  "year",
  "microsecond",
  "millisecond",
]);

/** `EXTRACT(field FROM x)` */
export function extract(field: string, value: ColumnElement<unknown>): ColumnElement<number> {
  if (typeof field !== "string" || !EXTRACT_FIELDS.has(field.toLowerCase())) {
    throw new ArgumentError(
      `extract(): ${describeValue(field)} is no field of a date; expected one of ${[...EXTRACT_FIELDS].join(", ")}.`,
    );
  }
  return new ColumnElement(extractNode(field, columnExpr(value, "extract(): a column expression"), INTEGER));
}

/** `x COLLATE collation`; the collation of a schema is `x COLLATE schema.collation`. */
export function collate<T>(value: ColumnElement<T> | string, collation: string, schema?: string): ColumnElement<T> {
  const node = valueExpr(value, "collate(): a text or column expression");
  return new ColumnElement(collateOp(node, collation, schema));
}
/** `~x` */
export function bitwiseNot<T>(value: ColumnElement<T>): ColumnElement<T> {
  return new ColumnElement(signed(O.BITWISE_NOT, columnExpr(value, "bitwiseNot(): a column expression")));
}
/** `x BETWEEN low AND high` */
export function between<T>(
  value: ColumnElement<T>,
  low: Operand<T>,
  high: Operand<T>,
  options?: { readonly symmetric?: boolean },
): ColumnElement<boolean> {
  return new ColumnElement(betweenOp(O.BETWEEN, columnExpr(value), low, high, options?.symmetric === true));
}
/** `DISTINCT x`, inside an aggregate function. */
export function distinct<T>(value: ColumnElement<T>): ColumnElement<T> {
  return new ColumnElement(unaryNode(O.DISTINCT, columnExpr(value), columnExpr(value).type));
}

function modifier(op: O.Operator): <T>(value: ColumnElement<T> | string) => ColumnElement<T> {
  return (value) => {
    const node = orderExpr(value, `${op.name}(): a column expression or the name of a label`);
    return new ColumnElement(unaryNode(op, node, node.type));
  };
}
/** `x ASC` */
export const asc: <T>(value: ColumnElement<T> | string) => ColumnElement<T> = modifier(O.ASC);
/** `x DESC` */
export const desc: <T>(value: ColumnElement<T> | string) => ColumnElement<T> = modifier(O.DESC);
/** `x NULLS FIRST` */
export const nullsFirst: <T>(value: ColumnElement<T> | string) => ColumnElement<T> = modifier(O.NULLS_FIRST);
/** `x NULLS LAST` */
export const nullsLast: <T>(value: ColumnElement<T> | string) => ColumnElement<T> = modifier(O.NULLS_LAST);

/** `(a, b)`, to compare with tuples. */
export function tuple(...items: unknown[]): TupleElement {
  if (items.length === 0) throw new ArgumentError("tuple() needs at least one expression.");
  return new TupleElement(
    listNode(
      "tuple",
      items.map((i) => valueExpr(i, "tuple(): an expression")),
      NULL_TYPE,
    ),
  );
}

/** (a, b): compares with arrays of as many values. */
export class TupleElement extends ColumnElement<unknown[]> {
  override eq(other: readonly unknown[] | ColumnElement<unknown> | null): ColumnElement<boolean> {
    return this.#compare(O.EQ, other);
  }
  override ne(other: readonly unknown[] | ColumnElement<unknown> | null): ColumnElement<boolean> {
    return this.#compare(O.NE, other);
  }
  override lt(other: readonly unknown[] | ColumnElement<unknown> | null): ColumnElement<boolean> {
    return this.#compare(O.LT, other);
  }
  override gt(other: readonly unknown[] | ColumnElement<unknown> | null): ColumnElement<boolean> {
    return this.#compare(O.GT, other);
  }
  #compare(op: O.Operator, other: unknown): ColumnElement<boolean> {
    const items = this.node.kind === "list" ? this.node.items : [];
    const right = Array.isArray(other)
      ? tuple(...other.map((v, i) => new ColumnElement(valueExpr(v, "a value", items[i]?.type))))
      : other;
    return new ColumnElement(compare(op, this.node, right));
  }
}

/** `ANY (array or subquery)` */
export function any<T>(value: unknown): ColumnElement<T> {
  const node = columnExpr(value, "any(): an array expression or a select()");
  return new ColumnElement(unaryNode(O.ANY, node, node.type.family === "array" ? NULL_TYPE : node.type));
}
/** `ALL (array or subquery)` */
export function all<T>(value: unknown): ColumnElement<T> {
  const node = columnExpr(value, "all(): an array expression or a select()");
  return new ColumnElement(unaryNode(O.ALL, node, node.type.family === "array" ? NULL_TYPE : node.type));
}
