import { Fetchable } from "./fetchable.ts";
import type { ResultMeta } from "./result-meta.ts";

/** The named part of a row type. */
export type MappingOf<R> = {
  [K in keyof R as K extends keyof (readonly unknown[]) | `${number}` ? never : K]: R[K];
} & {};

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
