import type { AnyColumnBuilder, ColumnBuilder } from "../../schema/column-builder.ts";
import type { ColVal } from "../../schema/shape.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import type { MapperOptions } from "./mapper-options.ts";

/** A column of a join or subquery in a shape, as the builder that its table declares it by where that is known. */
type MappedColumn<B> = B extends { readonly key: infer K; readonly _t: infer T; readonly _owner: infer O }
  ? K extends keyof O
    ? O[K] extends AnyColumnBuilder
      ? [T] extends [ColVal<O[K]>]
        ? O[K]
        : ReadColumn<T>
      : ReadColumn<T>
    : ReadColumn<T>
  : B extends ColumnElement<infer T>
    ? ReadColumn<T>
    : B extends readonly [infer F, ...unknown[]]
      ? MappedColumn<F>
      : B;

type ReadColumn<T> = ColumnBuilder<NonNullable<T>, "optional" | (null extends T ? "nullable" : never)>;

/** The same with another primary key; `never`: that of the tables. */
type Keyed<B, K, P> = [P] extends [never]
  ? B
  : B extends ColumnBuilder<infer T, infer F, infer In>
    ? ColumnBuilder<T, K extends P ? F | "pk" | "optional" : Exclude<F, "pk">, In>
    : B;

/** The shape of a class that maps a join or subquery, from the columns that it names. */
export type MappedShape<X, P> = { [K in keyof X]: Keyed<MappedColumn<X[K]>, K, P> };

/** The shape of a class that maps some columns of a table. */
export type ChosenShape<S, I extends keyof S, E, P> = 0 extends 1 & S
  ? // oxlint-disable-next-line typescript/no-explicit-any -- of a reflected table nothing is known
    any
  : { [K in Exclude<I, E>]: Keyed<S[K], K, P> };

/** Mapper options that say which columns of a table are mapped. */
export interface ChosenColumns<S, I extends keyof S & string, E extends string, P extends string> extends MapperOptions<
  keyof S & string
> {
  /** Only these columns. */
  readonly includeProperties?: readonly I[];
  /** All but these. */
  readonly excludeProperties?: readonly (E & keyof S)[];
  /** By which attributes objects are told apart, instead of the table's primary key: of a view, for example. */
  readonly primaryKey?: readonly (P & keyof S)[];
}

/** Mapper options over a join or subquery. */
export interface FromMapperOptions<K extends string, P extends string> extends MapperOptions<K> {
  /** By which attributes objects are told apart, where the tables' primary keys do not say it. */
  readonly primaryKey?: readonly (P & K)[];
}
