import { arrayLiteral } from "../sql/array-literal.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import type { TypeLike } from "../types/type-like.ts";
import { arrayType } from "./builders.ts";
import type { ColumnBuilder } from "./column-builder.ts";

export interface ArrayOptions<D extends number | undefined = number | undefined> {
  /** How deep arrays of the type are nested; 1 unless told otherwise. */
  readonly dimensions?: D;
}

/**
 * With the builder of a type: the type of an array, `array(integer())` (PostgreSQL). With a list: an array of values and
 * expressions as SQL, `array([1, t.c.n])`, which is `ARRAY[$1, t.n]`; an empty one needs `{ type }`.
 */
export function array<T>(item: TypeLike<T>, options: ArrayOptions<2>): ColumnBuilder<T[][]>;
export function array<T>(item: TypeLike<T>, options: ArrayOptions<3>): ColumnBuilder<T[][][]>;
export function array<T>(item: TypeLike<T>, options?: ArrayOptions): ColumnBuilder<T[]>;
export function array<T>(
  items: readonly (T | ColumnElement<T> | null)[],
  options?: { readonly type?: TypeLike<T> },
): ColumnElement<T[]>;
export function array(first: unknown, options?: object): unknown {
  return Array.isArray(first) ? arrayLiteral(first, options) : arrayType(first as TypeLike<unknown>, options);
}
