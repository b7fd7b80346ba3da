import type { $kind } from "../util/brand.ts";
import type { ColumnElement, NamedElement, Owned } from "./column-element.ts";
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
type NameOf<I> = I extends NamedValue<infer L extends string, unknown> ? (string extends L ? never : L) : never;
/** The value of a column of a from-clause. */
type ColumnValue<C> = C extends { readonly _t: infer T } ? T : never;
type U2I<U> = (U extends unknown ? (k: U) => void : never) extends (k: infer I) => void ? I : never;
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

type HasFrom<I extends readonly unknown[]> =
  Extract<I[number], { readonly [$kind]: "from" }> extends never ? false : true;
/** The row by position. */
type Tuple<I extends readonly unknown[]> = { -readonly [K in keyof I]: ItemVal<I[K]> };
/** A from-clause stands for all its columns, whose order types do not know. */
type FromValues<I extends readonly unknown[]> = I[number] extends infer X
  ? X extends FromClause<infer C>
    ? ColumnValue<C[keyof C]>
    : ItemVal<X>
  : never;

/** What a row gives for the name of a column that cannot be read by name: `Why`, in a sentence. */
export interface NotReadableByName<Why extends string, T> {
  readonly _why: Why;
  readonly _column: T;
}
/** The value of a column on the row: `K` are the positions that have its name. */
type NamedColumn<L, K, T> =
  IsUnion<K> extends true
    ? NotReadableByName<
        `The row has several columns named "${L & string}": read them by position, or give them different names with label().`,
        T
      >
    : L extends keyof unknown[]
      ? NotReadableByName<
          `A row is an array, whose own "${L & string}" comes first: read this column by position, or through mappings().`,
          T
        >
      : T;

/** The columns of a row by name, from its items. */
type Named<I extends readonly unknown[]> = {
  readonly [K in keyof I & `${number}` as NameOf<I[K]>]: NamedColumn<NameOf<I[K]>, K, ItemVal<I[K]>>;
};
type FromNames<I extends readonly unknown[]> = {
  [K in keyof I & `${number}` as I[K] extends FromClause<infer C> ? keyof C & string : NameOf<I[K]>]: K;
};
type NamedOfFroms<X, Names> = {
  readonly [L in keyof Names]: NamedColumn<L, Names[L], ValueNamed<X, L>>;
};
type ValueNamed<X, L> =
  X extends FromClause<infer C>
    ? L extends keyof C
      ? ColumnValue<C[L]>
      : never
    : X extends NamedValue<L, infer T>
      ? T
      : never;

/** A row: a tuple, with the columns by name too. Names that arrays have themselves are reached by position or through mappings(). */
export type RowOf<I extends readonly unknown[]> = number extends I["length"]
  ? unknown[] & Record<string, unknown>
  : HasFrom<I> extends true
    ? FromValues<I>[] & NamedOfFroms<I[number], FromNames<I>>
    : Tuple<I> & Named<I>;

/** Columns of a subquery: the named items of the select, and the columns of its entities and tables. */
export type SubCols<I extends readonly unknown[]> = {
  readonly [N in I[number] as NameOf<N>]: N extends NamedValue<infer L extends string, infer T>
    ? Owned<T, I> & NamedElement<L, T>
    : never;
} & FromCols<I[number], I>;
type FromCols<X, O> = U2I<
  X extends FromClause<infer C>
    ? Recolumn<C, O>
    : X extends { readonly _shape: unknown; readonly c: infer C }
      ? Recolumn<C, O>
      : {}
>;
type Recolumn<C, O> = {
  readonly [K in keyof C as NameOf<C[K]>]: C[K] extends NamedValue<infer L extends string, infer T>
    ? Owned<T, O> & NamedElement<L, T>
    : never;
};

/** The items of a select after an outer join of C: entities and columns of C may be missing. */
export type NullEntity<I extends readonly unknown[], C> = {
  [K in keyof I]: IsMissing<I[K], C> extends true ? Missing<I[K]> : I[K];
};
/** The items of a select where each may be missing. */
export type NullAll<I extends readonly unknown[]> = { [K in keyof I]: Missing<I[K]> };

type Missing<X> =
  X extends NamedValue<infer L extends string, infer T>
    ? NamedElement<L, T | null>
    : X extends { readonly _t: infer T; readonly [$kind]: "expr" }
      ? ColumnElement<T | null>
      : MaybeMissing<X>;
type IsMissing<X, C> = X extends { readonly _owner: infer O }
  ? Same<O, OwnerOf<C>>
  : X extends { prototype: infer P }
    ? C extends { prototype: infer Q }
      ? Same<P, Q>
      : false
    : C extends EntityAlias<unknown>
      ? Same<X, C>
      : false;
/** What the columns of a join's target have as their owner. */
type OwnerOf<C> = C extends { readonly c: infer Columns }
  ? Columns[keyof Columns] extends infer X
    ? X extends { readonly _owner: infer O }
      ? O
      : never
    : never
  : never;
type Same<A, B> = [B] extends [never] ? false : [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The items of a compound: names of the first query's, values of all. `O` is the union of all queries' items. */
export type UnionItems<I extends readonly unknown[], O> = { [K in keyof I]: UnionItem<I[K], ValueAt<O, K>> };
type ValueAt<O, K> = O extends unknown ? (K extends keyof O ? ItemVal<O[K]> : never) : never;
type UnionItem<X, V> = [V] extends [ItemVal<X>]
  ? X
  : X extends NamedValue<infer L extends string, unknown>
    ? NamedElement<L, V>
    : X extends { readonly [$kind]: "expr" }
      ? ColumnElement<V>
      : X;
