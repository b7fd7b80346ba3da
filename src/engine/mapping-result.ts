import type { NotReadableByName } from "../sql/row-of.ts";
import { Fetchable } from "./fetchable.ts";
import type { ResultMeta } from "./result-meta.ts";

/** The named part of a row type. */
export type MappingOf<R> = {
  [K in keyof R as IsColumn<K, R[K]> extends true ? K : never]: R[K] extends NotReadableByName<string, infer T>
    ? T
    : R[K];
} & {};
/** A name of arrays is a column's as well when the row says why it cannot be read. */
type IsColumn<K, V> = K extends keyof unknown[]
  ? V extends NotReadableByName<string, unknown>
    ? true
    : false
  : K extends `${number}`
    ? false
    : true;

/** Rows as plain objects: what `result.mappings()` gives. */
export class MappingResult<M> extends Fetchable<M> {
  /** The names of the columns, in order. */
  keys(): string[] {
    return [...this.source.check().keys];
  }
  protected override shape(row: unknown[]): M {
    return (this.source.meta as ResultMeta).mapping(row) as M;
  }
}
