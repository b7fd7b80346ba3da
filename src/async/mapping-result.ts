import type { MappingResult } from "../engine/mapping-result.ts";
import type { ColumnKey } from "../engine/row-columns.ts";
import { AsyncFetchable } from "./fetchable.ts";
import type { OperationQueue } from "./operation-queue.ts";

/** Rows of a streamed result as plain objects: what `result.mappings()` gives. */
export class AsyncMappingResult<M> extends AsyncFetchable<M> {
  readonly #result: MappingResult<M>;

  constructor(result: MappingResult<M>, queue: OperationQueue) {
    super(result, queue);
    this.#result = result;
  }

  /** The names of the columns, in order. */
  keys(): string[] {
    return this.#result.keys();
  }

  /** Only these columns, in this order: by name, position, or the column itself. */
  columns(...columns: ColumnKey[]): AsyncMappingResult<Record<string, unknown>> {
    return new AsyncMappingResult(this.#result.columns(...columns), this.queue);
  }
}
