import { Fetchable } from "./fetchable.ts";
import { project } from "./project.ts";
import type { ResultMeta } from "./result-meta.ts";
import type { ColumnKey } from "./row-columns.ts";
import type { RowSource } from "./row-source.ts";
import type { UniqueFilter } from "./unique-filter.ts";

/** Rows as plain objects: what `result.mappings()` gives. */
export class MappingResult<M> extends Fetchable<M> {
  readonly #meta: ResultMeta;
  readonly #indexes: readonly number[] | undefined;

  constructor(source: RowSource, meta: ResultMeta, indexes: readonly number[] | undefined, filter?: UniqueFilter) {
    super(source, filter);
    this.#meta = meta;
    this.#indexes = indexes;
  }

  /** The names of the columns, in order. */
  keys(): string[] {
    return [...this.#meta.keys];
  }

  /** Only these columns, in this order: by name, position, or the column itself. */
  columns(...columns: ColumnKey[]): MappingResult<Record<string, unknown>> {
    const picked = columns.map((column) => this.#meta.indexOf(column));
    const indexes = picked.map((index) => this.#indexes?.[index] ?? index);
    return new MappingResult(this.source, this.#meta.pick(picked), indexes, this.filter?.again());
  }

  protected override shape(row: unknown[]): M {
    return this.#meta.mapping(this.#valuesOf(row)) as M;
  }
  protected override identity(row: unknown[]): unknown {
    return this.#valuesOf(row);
  }
  #valuesOf(row: unknown[]): unknown[] {
    return this.#indexes === undefined ? row : project(row, this.#indexes);
  }
}
