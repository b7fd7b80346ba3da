import { Fetchable } from "./fetchable.ts";
import type { RowSource } from "./row-source.ts";
import type { UniqueFilter } from "./unique-filter.ts";

/** One column of a result: what `result.scalars()` gives. */
export class ScalarResult<T> extends Fetchable<T> {
  readonly #index: number;
  constructor(source: RowSource, index: number, filter?: UniqueFilter) {
    super(source, filter);
    this.#index = index;
  }
  /** Whether a value is the first of its row. */
  get firstColumn(): boolean {
    return this.#index === 0;
  }
  protected override shape(row: unknown[]): T {
    return row[this.#index] as T;
  }
}
