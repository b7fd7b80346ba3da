import { ArgumentError } from "../errors/argument.ts";
import { BOOLEAN } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { type $kind, setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { anonName } from "./anon-name.ts";
import { checkName, condition } from "./coerce.ts";
import { type CompileRequest, type CompileResult, compileNode, late } from "./late.ts";
import { castNode } from "./nodes/cast.ts";
import { labelNode } from "./nodes/label.ts";
import type { ExprNode, QueryNode } from "./nodes/unions.ts";
import { unaryNode } from "./nodes/unary.ts";
import * as O from "./operator.ts";
import { inOp } from "./membership.ts";
import * as op from "./operations.ts";
import { NumericOperators } from "./numeric-operators.ts";

/** What may stand beside an expression of T: a value, null, or another expression. */
export type Operand<T> =
  | T
  | NonNullable<T>
  | null
  | ColumnElement<T>
  | ColumnElement<NonNullable<T>>
  | ColumnElement<T | null>;
/** What arithmetic takes: numbers in any form, or what the expression itself holds. */
export type NumericOperand<T> =
  | Operand<T>
  | number
  | bigint
  | string
  | ColumnElement<number>
  | ColumnElement<number | null>
  | ColumnElement<bigint>
  | ColumnElement<string>;
/** Text, or an expression of text. */
export type TextOperand = string | ColumnElement<string> | ColumnElement<string | null>;
/** A query of one column, or a list, on the right of IN. */
export type InOperand<T> =
  | readonly (T | NonNullable<T> | ColumnElement<T> | ColumnElement<NonNullable<T>> | ColumnElement<T | null> | null)[]
  | { readonly node: QueryNode }
  | ColumnElement<unknown>
  | { readonly [$kind]: "from" };

/**
 * An SQL expression with a value of type T: a column, a function call, a comparison.
 * Methods are SQL's operators; each gives a new expression.
 */
export class ColumnElement<T> extends NumericOperators<T> {
  /** The SQL type, which converts values on the way in and out. */
  get type(): SqlType<T> {
    return this.node.type as SqlType<T>;
  }

  /** `a = b`; with null, `a IS NULL`. */
  eq(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.EQ, this.node, other));
  }
  /** `a != b`; with null, `a IS NOT NULL`. */
  ne(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.NE, this.node, other));
  }
  /** `a < b` */
  lt(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.LT, this.node, other));
  }
  /** `a <= b` */
  le(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.LE, this.node, other));
  }
  /** `a > b` */
  gt(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.GT, this.node, other));
  }
  /** `a >= b` */
  ge(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.GE, this.node, other));
  }
  /** `a IS b`, for null, true and false. */
  is(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.IS, this.node, other));
  }
  /** `a IS NOT b` */
  isNot(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.IS_NOT, this.node, other));
  }
  /** `a IS DISTINCT FROM b`: like ne(), with NULL as a value of its own. */
  isDistinctFrom(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.IS_DISTINCT_FROM, this.node, other));
  }
  /** `a IS NOT DISTINCT FROM b`: like eq(), with NULL as a value of its own. */
  isNotDistinctFrom(other: Operand<T>): ColumnElement<boolean> {
    return new ColumnElement(op.compare(O.IS_NOT_DISTINCT_FROM, this.node, other));
  }
  /** `a IN (…)`: an array of values or expressions, or a select of one column. An empty array is false. */
  in(values: InOperand<T>): ColumnElement<boolean> {
    return new ColumnElement(inOp(O.IN, this.node, values));
  }
  /** `a NOT IN (…)`. An empty array is true; null in the array is an error. */
  notIn(values: InOperand<T>): ColumnElement<boolean> {
    return new ColumnElement(inOp(O.NOT_IN, this.node, values));
  }
  /** `a BETWEEN low AND high` */
  between(low: Operand<T>, high: Operand<T>, options?: { readonly symmetric?: boolean }): ColumnElement<boolean> {
    return new ColumnElement(op.between(O.BETWEEN, this.node, low, high, options?.symmetric === true));
  }
  /** Any other operator of the database: `col.op("->>")("name")`. The operator is written as given: never build it from input. */
  op(
    operator: string,
    options: { readonly precedence?: number; readonly isComparison: true },
  ): (other: unknown) => ColumnElement<boolean>;
  op<R = unknown>(
    operator: string,
    options?: { readonly precedence?: number; readonly isComparison?: boolean; readonly returnType?: TypeLike<R> },
  ): (other: unknown) => ColumnElement<R>;
  op<R = unknown>(
    operator: string,
    options: { readonly precedence?: number; readonly isComparison?: boolean; readonly returnType?: TypeLike<R> } = {},
  ): (other: unknown) => ColumnElement<R> {
    const o = O.customOperator(checkOperator(operator), options.precedence ?? 0, options.isComparison === true);
    const type =
      options.returnType !== undefined
        ? toType(options.returnType)
        : options.isComparison === true
          ? BOOLEAN
          : undefined;
    return (other) => new ColumnElement(op.custom(o, this.node, other, type ?? this.node.type));
  }
  /** op() with a boolean result. */
  boolOp(operator: string, options: { readonly precedence?: number } = {}): (other: unknown) => ColumnElement<boolean> {
    return this.op(operator, { ...options, isComparison: true, returnType: BOOLEAN });
  }

  /** This condition and others. */
  and(this: ColumnElement<boolean> | ColumnElement<boolean | null>, ...others: Condition[]): ColumnElement<boolean> {
    return new ColumnElement(
      op.conjunction(O.AND, [condition(this, "and(): a condition"), ...conditionList("and()", others)]),
    );
  }
  /** This condition or others. */
  or(this: ColumnElement<boolean> | ColumnElement<boolean | null>, ...others: Condition[]): ColumnElement<boolean> {
    return new ColumnElement(
      op.conjunction(O.OR, [condition(this, "or(): a condition"), ...conditionList("or()", others)]),
    );
  }
  /** The opposite: `a != b` of `a = b`, `NOT (…)` where there is no opposite operator. */
  not(this: ColumnElement<boolean> | ColumnElement<boolean | null>): ColumnElement<boolean> {
    return new ColumnElement(op.negate(this.node));
  }

  /** The expression under a name: `a AS name`; the row has it by that name. null: a name is made up, as for subqueries. */
  label<L extends string>(name: L): NamedElement<L, T>;
  label(name: null): ColumnElement<T>;
  label(name: string | null): ColumnElement<T> {
    const node = this.node;
    const made =
      name === null ? anonName(node, node.kind === "column" ? node.name : "anon") : checkName(name, "label(): a name");
    return new NamedElement<string, T>(labelNode(made, node, node.type), made);
  }
  /** `CAST(a AS type)` */
  cast<U>(type: TypeLike<U>): ColumnElement<U> {
    return new ColumnElement(castNode("cast", this.node, toType(type)));
  }
  /** The same SQL, with values converted as by another type. */
  typeCoerce<U>(type: TypeLike<U>): ColumnElement<U> {
    return new ColumnElement(castNode("coerce", this.node, toType(type)));
  }
  /** `a COLLATE collation`, `a COLLATE schema.collation` */
  collate(collation: string, schema?: string): ColumnElement<T> {
    return new ColumnElement(op.collate(this.node, collation, schema));
  }
  /** `DISTINCT a`, inside an aggregate function. */
  distinct(): ColumnElement<T> {
    return new ColumnElement(unaryNode(O.DISTINCT, this.node, this.node.type));
  }
  /** `a ASC` */
  asc(): ColumnElement<T> {
    return new ColumnElement(unaryNode(O.ASC, this.node, this.node.type));
  }
  /** `a DESC` */
  desc(): ColumnElement<T> {
    return new ColumnElement(unaryNode(O.DESC, this.node, this.node.type));
  }
  /** `… NULLS FIRST` */
  nullsFirst(): ColumnElement<T> {
    return new ColumnElement(unaryNode(O.NULLS_FIRST, this.node, this.node.type));
  }
  /** `… NULLS LAST` */
  nullsLast(): ColumnElement<T> {
    return new ColumnElement(unaryNode(O.NULLS_LAST, this.node, this.node.type));
  }

  /** The SQL and its parameters. */
  compile(request?: CompileRequest): CompileResult {
    return compileNode(this.node, request);
  }
  /** The SQL of the default dialect. */
  override toString(): string {
    return compileNode(this.node).sql;
  }
}
// oxlint-disable-next-line no-unused-vars -- merged with the class, whose type parameters it has to repeat
export interface ColumnElement<T> {
  readonly [$kind]: "expr";
}
setBrand(ColumnElement.prototype, "expr");
late.expression = (node) => new ColumnElement(node);

/** A condition, for where(), and(), or(). */
export type Condition = ColumnElement<boolean> | ColumnElement<boolean | null> | SqlText | boolean;
/** `text(…)`, which may stand for a condition too. */
export interface SqlText {
  readonly _text: true;
}

/** An expression that has a name on the row: a column, or something with a label. */
export class NamedElement<L extends string, T> extends ColumnElement<T> {
  declare readonly key: L;

  constructor(node: ExprNode, key: L) {
    super(node);
    this.key = key;
  }
}

/**
 * Type only: what a column of type T belongs to, so that an outer join of that makes its value nullable. Stands beside the
 * column's own type in an intersection: TypeScript then compares columns of different owners as fast as if they had none.
 */
export interface Owned<T, O> {
  readonly _owner: O;
  label<L extends string>(name: L): Owned<T, O> & NamedElement<L, T>;
}

/** Checked conditions of and(), or(): at least one. */
export function conditionList(role: string, values: readonly unknown[]): ExprNode[] {
  if (values.length === 0) {
    throw new ArgumentError(
      `${role} needs at least one condition. Say trueValue() or falseValue() when everything or nothing is meant.`,
    );
  }
  return values.map((v) => condition(v, `${role}: a condition`));
}

function checkOperator(operator: string): string {
  checkName(operator, "op(): an operator");
  if (operator.includes(";") || operator.includes("--") || operator.includes("/*")) {
    throw new ArgumentError(`op(): ${describeValue(operator)} is no operator; comments and ";" are refused.`);
  }
  return operator;
}
