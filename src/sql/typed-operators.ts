import { ArrayType } from "../types/array-type.ts";
import { BOOLEAN, STRING } from "../types/literal-type.ts";
import { JSON_PATH } from "../types/postgresql-types.ts";
import { TextType } from "../types/string-type.ts";
import { arrayAt, type ArrayComparison, arrayQuantified, arraySlice } from "./array-operations.ts";
import type { ColumnElement } from "./column-element.ts";
import type { JsonElement, JsonValueAt } from "./json-element.ts";
import { jsonElement } from "./json-operations.ts";
import { late } from "./late.ts";
import type { ExprNode } from "./nodes/unions.ts";
import * as O from "./operator.ts";
import {
  containment,
  deletePath,
  hasKey,
  hasKeys,
  hstoreFunction,
  hstoreGet,
  jsonPath,
  rangeOperator,
} from "./typed-operations.ts";

/** An expression whose value is a V. The operators below ask for it, so that they do not compile on other types. */
export interface Valued<V> {
  readonly _t: V;
}
/** An expression whose value is Allowed, NULL or not, or not known. The type parameter is the method's, so that comparing two expressions costs nothing more. */
export type Only<V, Allowed> = Valued<V> &
  TypedOperators &
  ([V] extends [Allowed | null] ? unknown : unknown extends V ? unknown : Refused);
/** Why a method is not there for an expression. */
interface Refused {
  readonly _operator: "This type of expression does not have this operator.";
}
/** What a `Range` of PostgreSQL has; the class itself is in "athanor/postgresql". */
export interface RangeLike<E> {
  readonly lower: E | null;
  readonly upper: E | null;
  readonly bounds: string;
}
export type AnyRange<E> = RangeLike<E> | readonly RangeLike<E>[];
type RangeOperand<E> = AnyRange<E> | ColumnElement<unknown>;
/** An expression of objects or arrays (jsonb, hstore, arrays, ranges), or of values that nobody told. */
export type Keyed<V> = Valued<V> &
  (unknown extends V ? TypedOperators : NonNullable<V> extends Scalar ? never : TypedOperators);
type Scalar = string | number | bigint | boolean | Date | Uint8Array;
/** Keys and positions that `get()` takes; none where the value cannot be JSON. */
export type JsonKey<V> = unknown extends V
  ? string | number
  : NonNullable<V> extends infer N
    ? N extends readonly unknown[]
      ? number
      : N extends Scalar
        ? never
        : keyof N & (string | number)
    : never;
type ItemOf<V> = NonNullable<V> extends readonly (infer E)[] ? E : unknown;

const TEXT_ARRAY = new ArrayType(new TextType());
const STRINGS = new ArrayType(STRING);

/** An expression of a node; the class is further down the chain. */
export function element<R>(node: ExprNode): ColumnElement<R> {
  return late.expression?.(node) as ColumnElement<R>;
}

/**
 * The first in a chain of classes that hold the operators by family: these, text, numbers, and ColumnElement's own.
 * The operators of single types: JSON, arrays, and PostgreSQL's jsonb, hstore and ranges. Each says by its `this` which values
 * it is for, and is an ArgumentError on an expression of another SQL type.
 */
export abstract class TypedOperators {
  // `declare`: a field that the constructor sets need not be set to undefined first.
  declare readonly node: ExprNode;

  constructor(node: ExprNode) {
    this.node = node;
  }

  // --- JSON -------------------------------------------------------------------------------------------------------

  /** An element of JSON by key, by position (negative from the end), by path, or by an expression: `data -> 'name'`. */
  get<V, K extends JsonKey<V>>(this: Valued<V> & TypedOperators, key: K): JsonElement<JsonValueAt<V, K>>;
  get<V>(this: Keyed<V>, path: readonly (string | number)[] | ColumnElement<unknown>): JsonElement<unknown>;
  get(this: TypedOperators, key: unknown): unknown {
    if (this.node.type.family === "hstore") return element(hstoreGet(this.node, key));
    return late.jsonElement?.(jsonElement(this.node, key));
  }

  // --- arrays -----------------------------------------------------------------------------------------------------

  /** An element of an array, `a[i]`. The first is 1, as the database counts. */
  at<V extends readonly unknown[] | null>(
    this: Valued<V> & TypedOperators,
    index: number | ColumnElement<number>,
  ): ColumnElement<ItemOf<V> | null> {
    return element(arrayAt(this.node, index));
  }
  /** `a[from:to]`, both ends included; null leaves an end open. Of an hstore, the pairs with these keys. */
  slice<V extends readonly unknown[] | null>(
    this: Valued<V> & TypedOperators,
    from: number | ColumnElement<number> | null,
    to: number | ColumnElement<number> | null,
  ): ColumnElement<V>;
  slice<V>(this: Keyed<V>, keys: readonly string[] | ColumnElement<unknown>): ColumnElement<V>;
  slice(this: TypedOperators, from: unknown, to?: unknown): unknown {
    return element(
      this.node.type.family === "hstore"
        ? hstoreFunction(this.node, "slice", "slice", this.node.type, [from])
        : arraySlice(this.node, from, to),
    );
  }
  /** `value = ANY (a)`: whether some element compares so. Without a value `ANY (a)`, to stand on the right of an operator. */
  any<V extends readonly unknown[] | null>(this: Valued<V> & TypedOperators): ColumnElement<ItemOf<V>>;
  any<V extends readonly unknown[] | null>(
    this: Valued<V> & TypedOperators,
    value: ItemOf<V> | ColumnElement<ItemOf<V>>,
    comparison?: ArrayComparison,
  ): ColumnElement<boolean>;
  any(this: TypedOperators, ...values: unknown[]): unknown {
    return element(arrayQuantified(O.ANY, this.node, values));
  }
  /** `value = ALL (a)`: whether every element compares so. */
  all<V extends readonly unknown[] | null>(this: Valued<V> & TypedOperators): ColumnElement<ItemOf<V>>;
  all<V extends readonly unknown[] | null>(
    this: Valued<V> & TypedOperators,
    value: ItemOf<V> | ColumnElement<ItemOf<V>>,
    comparison?: ArrayComparison,
  ): ColumnElement<boolean>;
  all(this: TypedOperators, ...values: unknown[]): unknown {
    return element(arrayQuantified(O.ALL, this.node, values));
  }
  /** `a && b`: whether two arrays share an element. Ranges have overlaps(). */
  overlap<V extends readonly unknown[] | null>(
    this: Valued<V> & TypedOperators,
    other: NonNullable<V> | ColumnElement<V> | ColumnElement<NonNullable<V>>,
  ): ColumnElement<boolean> {
    return element(containment(O.OVERLAP, this.node, other, "overlap"));
  }
  /** `a <@ b`: whether all of this is in the other; for arrays, jsonb, hstore and ranges. */
  containedBy<V>(this: Keyed<V>, other: unknown): ColumnElement<boolean> {
    return element(containment(O.CONTAINED_BY, this.node, other, "containedBy"));
  }

  // --- jsonb and hstore -------------------------------------------------------------------------------------------

  /** `a ? key`: whether the key (or, in a JSON array, the string) is there. */
  hasKey<V>(this: Keyed<V>, key: string | ColumnElement<unknown>): ColumnElement<boolean> {
    return element(hasKey(this.node, key));
  }
  /** `a ?& keys`: whether all keys are there. */
  hasAll<V>(this: Keyed<V>, keys: readonly string[] | ColumnElement<unknown>): ColumnElement<boolean> {
    return element(hasKeys(O.HAS_ALL, this.node, keys));
  }
  /** `a ?| keys`: whether one of the keys is there. */
  hasAny<V>(this: Keyed<V>, keys: readonly string[] | ColumnElement<unknown>): ColumnElement<boolean> {
    return element(hasKeys(O.HAS_ANY, this.node, keys));
  }
  /** `a #- path`: the value without what stands at the path. */
  deletePath<V>(
    this: Keyed<V>,
    path: readonly (string | number | ColumnElement<unknown>)[] | ColumnElement<unknown>,
  ): ColumnElement<V> {
    return element(deletePath(this.node, path, TEXT_ARRAY));
  }
  /** `a @? path`: whether an SQL/JSON path finds something. */
  pathExists<V>(this: Keyed<V>, path: string | ColumnElement<unknown>): ColumnElement<boolean> {
    return element(jsonPath(O.PATH_EXISTS, this.node, path, JSON_PATH));
  }
  /** `a @@ path`: what the predicate of an SQL/JSON path gives. */
  pathMatch<V>(this: Keyed<V>, path: string | ColumnElement<unknown>): ColumnElement<boolean> {
    return element(jsonPath(O.PATH_MATCH, this.node, path, JSON_PATH));
  }
  /** `defined(h, key)`: whether the key has a value that is not NULL. */
  defined<V>(this: Keyed<V>, key: string | ColumnElement<unknown>): ColumnElement<boolean> {
    return element(hstoreFunction(this.node, "defined", "defined", BOOLEAN, [key]));
  }
  /** `delete(h, key)`: the hstore without a key, a list of keys, or the pairs of another hstore. */
  delete<V>(this: Keyed<V>, keys: string | readonly string[] | V | ColumnElement<unknown>): ColumnElement<V> {
    return element(hstoreFunction(this.node, "delete", "delete", this.node.type, [keys]));
  }
  /** `akeys(h)`: the keys, as an array. */
  keys<V>(this: Keyed<V>): ColumnElement<string[]> {
    return element(hstoreFunction(this.node, "akeys", "keys", STRINGS, []));
  }
  /** `avals(h)`: the values, as an array. */
  vals<V>(this: Keyed<V>): ColumnElement<(string | null)[]> {
    return element(hstoreFunction(this.node, "avals", "vals", STRINGS, []));
  }
  /** `hstore_to_array(h)`: keys and values by turns. */
  array<V>(this: Keyed<V>): ColumnElement<(string | null)[]> {
    return element(hstoreFunction(this.node, "hstore_to_array", "array", STRINGS, []));
  }
  /** `hstore_to_matrix(h)`: pairs of key and value. */
  matrix<V>(this: Keyed<V>): ColumnElement<(string | null)[][]> {
    return element(
      hstoreFunction(this.node, "hstore_to_matrix", "matrix", new ArrayType(STRING, { dimensions: 2 }), []),
    );
  }

  // --- ranges -----------------------------------------------------------------------------------------------------

  /** `a && b`: whether two ranges share a point. */
  overlaps<E>(this: Valued<AnyRange<E> | null> & TypedOperators, other: RangeOperand<E>): ColumnElement<boolean> {
    return element(containment(O.OVERLAP, this.node, other, "overlaps"));
  }
  /** `a << b`: whether this ends before the other begins. */
  strictlyLeftOf<E>(this: Valued<AnyRange<E> | null> & TypedOperators, other: RangeOperand<E>): ColumnElement<boolean> {
    return element(rangeOperator(O.STRICTLY_LEFT_OF, this.node, other, "strictlyLeftOf", false));
  }
  /** `a >> b`: whether this begins after the other ends. */
  strictlyRightOf<E>(
    this: Valued<AnyRange<E> | null> & TypedOperators,
    other: RangeOperand<E>,
  ): ColumnElement<boolean> {
    return element(rangeOperator(O.STRICTLY_RIGHT_OF, this.node, other, "strictlyRightOf", false));
  }
  /** `a &< b`: whether this ends no later than the other. */
  notExtendRightOf<E>(
    this: Valued<AnyRange<E> | null> & TypedOperators,
    other: RangeOperand<E>,
  ): ColumnElement<boolean> {
    return element(rangeOperator(O.NOT_EXTEND_RIGHT_OF, this.node, other, "notExtendRightOf", false));
  }
  /** `a &> b`: whether this begins no earlier than the other. */
  notExtendLeftOf<E>(
    this: Valued<AnyRange<E> | null> & TypedOperators,
    other: RangeOperand<E>,
  ): ColumnElement<boolean> {
    return element(rangeOperator(O.NOT_EXTEND_LEFT_OF, this.node, other, "notExtendLeftOf", false));
  }
  /** `a -|- b`: whether the two touch without a gap or a common point. */
  adjacentTo<E>(this: Valued<AnyRange<E> | null> & TypedOperators, other: RangeOperand<E>): ColumnElement<boolean> {
    return element(rangeOperator(O.ADJACENT_TO, this.node, other, "adjacentTo", false));
  }
  /** `a + b`: the range that covers both; an error of the database when there is a gap. */
  union<V extends AnyRange<unknown> | null>(
    this: Valued<V> & TypedOperators,
    other: NonNullable<V> | ColumnElement<unknown>,
  ): ColumnElement<V> {
    return element(rangeOperator(O.ADD, this.node, other, "union", true));
  }
  /** `a * b`: what both have in common. */
  intersection<V extends AnyRange<unknown> | null>(
    this: Valued<V> & TypedOperators,
    other: NonNullable<V> | ColumnElement<unknown>,
  ): ColumnElement<V> {
    return element(rangeOperator(O.MUL, this.node, other, "intersection", true));
  }
  /** `a - b`: what is in this and not in the other. */
  difference<V extends AnyRange<unknown> | null>(
    this: Valued<V> & TypedOperators,
    other: NonNullable<V> | ColumnElement<unknown>,
  ): ColumnElement<V> {
    return element(rangeOperator(O.SUB, this.node, other, "difference", true));
  }
}
