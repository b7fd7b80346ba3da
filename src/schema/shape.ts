import type { $kind } from "../util/brand.ts";
import type { ColumnFlag } from "./flags.ts";
import type { AnyColumnBuilder, ColumnBuilder } from "./column-builder.ts";

/** The value of one member of a shape; never for what is no column. */
export type ColVal<B> =
  B extends ColumnBuilder<infer T, infer F, unknown> ? ("nullable" extends F ? T | null : T) : never;

/** What may be written to a column: its value, or another form that its type takes. */
export type InputVal<B> =
  B extends ColumnBuilder<infer T, infer F, infer In> ? T | In | ("nullable" extends F ? null : never) : never;

/** Members that are columns. */
export type ColKeys<S> = { [K in keyof S]: S[K] extends AnyColumnBuilder ? K : never }[keyof S];

/** Columns that take values: all but those that the database computes. */
export type WritableKeys<S> = {
  [K in keyof S]: S[K] extends ColumnBuilder<unknown, infer F, unknown>
    ? [ColumnFlag] extends [F]
      ? K
      : "generated" extends F
        ? never
        : K
    : never;
}[keyof S];

/** Columns that an INSERT must give. */
export type ReqKeys<S> = {
  [K in keyof S]: S[K] extends ColumnBuilder<unknown, infer F, unknown> ? ("optional" extends F ? never : K) : never;
}[keyof S];

/** Columns of the primary key. */
export type PkKeys<S> = {
  [K in keyof S]: S[K] extends ColumnBuilder<unknown, infer F, unknown> ? ("pk" extends F ? K : never) : never;
}[keyof S];

/** An SQL expression by its value alone; one that may be NULL is none for a column that is NOT NULL. */
interface SqlValue<T> {
  readonly _t: T;
  readonly [$kind]: "expr";
}
type Assigned<B> = InputVal<B> | SqlValue<ColVal<B>>;

/** What `insert(t).values(…)` takes. `undefined` means "not given". */
export type InsertValues<S> = { [K in ReqKeys<S>]: Assigned<S[K]> } & {
  [K in Exclude<WritableKeys<S>, ReqKeys<S>>]?: Assigned<S[K]> | undefined;
};

/** What `update(t).set(…)` takes. */
export type UpdateValues<S> = { [K in WritableKeys<S>]?: Assigned<S[K]> | undefined };

/** What `filterBy(…)` takes; null: IS NULL. */
export type FilterValues<S> = { readonly [K in ColKeys<S>]?: Assigned<S[K]> | null };

type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

/** The primary key as `get` takes it: the value, or an object by attribute name when there are several columns. */
export type PkOf<S> =
  IsUnion<PkKeys<S>> extends true
    ? { [K in PkKeys<S>]: InputVal<S[K]> }
    : PkKeys<S> extends keyof S
      ? InputVal<S[PkKeys<S>]>
      : never;
