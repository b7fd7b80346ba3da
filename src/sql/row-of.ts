import type { $kind } from "../util/brand.ts";
import type { ColumnElement, NamedElement } from "./column-element.ts";
import type { FromClause } from "./from-clause.ts";

/** Marks a select item whose row may be missing: the right side of an outer join. */
export interface MaybeMissing<C> {
  readonly _missing: C;
}

/** An alias of a mapped class: its value on a row is V. */
export interface EntityAlias<V> {
  readonly _v: V;
}

/** What a select item becomes on the row. */
export type ItemVal<I> = I extends { readonly _t: infer T; readonly [$kind]: "expr" }
  ? T
  : I extends MaybeMissing<infer C>
    ? ItemVal<C> | null
    : I extends EntityAlias<infer V>
      ? V
      : I extends { prototype: infer P }
        ? P
        : never;

/** An expression with a name, and its value. Matched by these two members alone: the operators' operands would give T as well. */
interface NamedValue<L, T> {
  readonly key: L;
  readonly _t: T;
  readonly [$kind]: "expr";
}
/** The value of a column of a from-clause. */
type ColumnValue<C> = C extends { readonly _t: infer T } ? T : never;
type ItemRow<I> =
  I extends NamedValue<infer L extends string, infer T>
    ? { [K in L]: T }
    : I extends FromClause<infer C>
      ? { [K in keyof C & string]: ColumnValue<C[K]> }
      : {};
type U2I<U> = (U extends unknown ? (k: U) => void : never) extends (k: infer I) => void ? I : never;
type Simplify<T> = { [K in keyof T]: T[K] } & {};
type HasFrom<I extends readonly unknown[]> =
  Extract<I[number], FromClause<Readonly<Record<string, ColumnElement<unknown>>>>> extends never ? false : true;
/** The row by position. */
export type Tuple<I extends readonly unknown[]> =
  HasFrom<I> extends true ? FromValues<I>[] : { -readonly [K in keyof I]: ItemVal<I[K]> };
type FromValues<I extends readonly unknown[]> = I[number] extends infer X
  ? X extends FromClause<infer C>
    ? ColumnValue<C[keyof C]>
    : ItemVal<X>
  : never;
type ArrayNames = keyof unknown[];

/** A row: a tuple, with the columns by name too. Names that arrays have themselves are reached by position or through mappings(). */
export type RowOf<I extends readonly unknown[]> = number extends I["length"]
  ? unknown[] & Record<string, unknown>
  : Tuple<I> & Omit<Simplify<U2I<ItemRow<I[number]>>>, ArrayNames & string>;

/** The row as a plain object. */
export type MappingOf<I extends readonly unknown[]> = number extends I["length"]
  ? Record<string, unknown>
  : Simplify<U2I<ItemRow<I[number]>>>;

/** Columns of a subquery: the named items of the select. */
export type SubCols<I extends readonly unknown[]> = {
  readonly [N in I[number] as N extends NamedValue<infer L extends string, unknown> ? L : never]: N extends NamedValue<
    infer L extends string,
    infer T
  >
    ? NamedElement<L, T>
    : never;
} & FromCols<I[number]>;
type FromCols<X> = U2I<X extends FromClause<infer C> ? C : {}>;

/** The items of a select after an outer join of C: entities of C may be missing. */
export type NullEntity<I extends readonly unknown[], C> = {
  [K in keyof I]: I[K] extends { prototype: infer P }
    ? C extends { prototype: infer Q }
      ? P extends Q
        ? MaybeMissing<I[K]>
        : I[K]
      : I[K]
    : I[K] extends C
      ? C extends EntityAlias<unknown>
        ? MaybeMissing<I[K]>
        : I[K]
      : I[K];
};
