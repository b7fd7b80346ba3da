import { ArgumentError } from "../errors/argument.ts";
import type { Flow } from "../flow/flow.ts";
import { describeValue } from "../util/describe.ts";
import { Result } from "./result.ts";
import { ResultMeta } from "./result-meta.ts";
import type { RowFeed } from "./row-feed.ts";
import { RowSource } from "./row-source.ts";

/**
 * A result of rows of your own: arrays in the order of `keys`, read from the iterable when they are asked for. For extensions that answer a
 * query from elsewhere, such as a cache.
 *
 * ```ts
 * new IteratorResult(["id", "name"], [[1, "Anna"]]).mappings().all();   // [{ id: 1, name: "Anna" }]
 * ```
 */
export class IteratorResult<R extends readonly unknown[] = unknown[]> extends Result<R> {
  constructor(keys: readonly string[], rows: Iterable<R>) {
    super(RowSource.streaming(new ResultMeta([...keys]), new IteratorFeed(keys.length, () => oneByOne(rows))));
  }
}

/**
 * The same of rows that come in chunks. `chunks` is called when reading begins, with what `yieldPer()` was given; a chunk may have any
 * number of rows.
 */
export class ChunkedIteratorResult<R extends readonly unknown[] = unknown[]> extends Result<R> {
  constructor(keys: readonly string[], chunks: (size: number | undefined) => Iterable<readonly R[]>) {
    const feed = new IteratorFeed(keys.length, () => chunks(source.batch));
    const source = RowSource.streaming(new ResultMeta([...keys]), feed);
    super(source);
  }
}

function* oneByOne<R>(rows: Iterable<R>): Generator<readonly R[], void, undefined> {
  for (const row of rows) yield [row];
}

class IteratorFeed implements RowFeed {
  readonly #width: number;
  readonly #chunks: () => Iterable<readonly (readonly unknown[])[]>;
  #iterator: Iterator<readonly (readonly unknown[])[]> | undefined;
  /** What is left of the last chunk. */
  #rest: unknown[][] = [];

  constructor(width: number, chunks: () => Iterable<readonly (readonly unknown[])[]>) {
    this.#width = width;
    this.#chunks = chunks;
  }

  // oxlint-disable-next-line require-yield -- waits for nothing
  *fetch(count: number): Flow<unknown[][]> {
    this.#iterator ??= this.#chunks()[Symbol.iterator]();
    while (this.#rest.length < count) {
      const step = this.#iterator.next();
      if (step.done === true) break;
      for (const row of step.value) this.#rest.push(this.#copy(row));
    }
    return this.#rest.splice(0, count);
  }

  // oxlint-disable-next-line require-yield -- waits for nothing
  *close(): Flow<void> {
    this.#rest = [];
    this.#iterator?.return?.();
  }

  #copy(row: readonly unknown[]): unknown[] {
    if (Array.isArray(row) && row.length === this.#width) return [...(row as unknown[])];
    throw new ArgumentError(`The rows of this result are arrays of ${this.#width} values; got ${describeValue(row)}.`);
  }
}
