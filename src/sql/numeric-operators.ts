import type { ColumnElement, NumericOperand, Operand, TextOperand } from "./column-element.ts";
import { operand } from "./coerce.ts";
import { binaryNode } from "./nodes/binary.ts";
import * as op from "./operations.ts";
import * as O from "./operator.ts";
import { TextOperators } from "./text-operators.ts";
import { type AnyRange, element, type Only, type TypedOperators, type Valued } from "./typed-operators.ts";

/** Numbers in any form: exact ones, intervals and bits are strings in JavaScript. */
type Numeric = number | bigint | string;
/** What has + and -: numbers, dates, texts, and PostgreSQL's arrays and ranges. */
type Addable = Numeric | Date | readonly unknown[] | AnyRange<unknown>;

/** Arithmetic, concatenation and bits. */
export abstract class NumericOperators<T> extends TextOperators {
  declare readonly _t: T;

  /** `a || b` */
  concat(other: TextOperand | Operand<T>): ColumnElement<T> {
    return element(binaryNode(O.CONCAT, this.node, operand(this.node, "concat", other), this.node.type));
  }
  /** `a + b`; on strings `a || b`. */
  add<V>(this: Only<V, Addable>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.ADD, this.node, other));
  }
  /** `a - b`; the time between two moments is an interval. */
  sub(this: Valued<Date> & TypedOperators, other: Date | ColumnElement<Date>): ColumnElement<string>;
  sub<V>(this: Only<V, Addable>, other: NumericOperand<T>): ColumnElement<T>;
  sub(this: TypedOperators, other: unknown): unknown {
    return element(op.arithmetic(O.SUB, this.node, other));
  }
  /** `a * b` */
  mul<V>(this: Only<V, Numeric | AnyRange<unknown>>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.MUL, this.node, other));
  }
  /** `a / b`, with a fraction, also between integers (the result is then numeric, a string in JavaScript). */
  div<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.DIV, this.node, other));
  }
  /** Division rounded down. */
  floordiv<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.FLOORDIV, this.node, other));
  }
  /** `a % b` */
  mod<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.MOD, this.node, other));
  }
  /** `pow(a, b)` */
  pow<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.power(this.node, other));
  }
  /** `-a` */
  neg<V>(this: Only<V, Numeric>): ColumnElement<T> {
    return element(op.signed(O.NEG, this.node));
  }
  /** `a & b` */
  bitwiseAnd<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.BITWISE_AND, this.node, other));
  }
  /** `a | b` */
  bitwiseOr<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.BITWISE_OR, this.node, other));
  }
  /** `a ^ b` (`#` on PostgreSQL) */
  bitwiseXor<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.BITWISE_XOR, this.node, other));
  }
  /** `~a` */
  bitwiseNot<V>(this: Only<V, Numeric>): ColumnElement<T> {
    return element(op.signed(O.BITWISE_NOT, this.node));
  }
  /** `a << b` */
  bitwiseLshift<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.BITWISE_LSHIFT, this.node, other));
  }
  /** `a >> b` */
  bitwiseRshift<V>(this: Only<V, Numeric>, other: NumericOperand<T>): ColumnElement<T> {
    return element(op.arithmetic(O.BITWISE_RSHIFT, this.node, other));
  }
}
