import { checkSize, type Fetchable, oneOrNone, onlyOne } from "../engine/fetchable.ts";
import { nextBatch, take, takeLast } from "../engine/row-view.ts";
import type { UniqueStrategy } from "../engine/unique-filter.ts";
import type { OperationQueue } from "./operation-queue.ts";

/** How one view of a streamed result reads: shared by rows, scalars and mappings. Reading consumes. */
export abstract class AsyncFetchable<Out> implements AsyncIterable<Out> {
  protected readonly queue: OperationQueue;
  readonly #view: Fetchable<Out>;

  /** `view` is what the same result is to sync programs; reads queue with the connection's other operations. */
  constructor(view: Fetchable<Out>, queue: OperationQueue) {
    this.#view = view;
    this.queue = queue;
  }

  /** Leaves out what came before already; see `Result.unique`. All that came before is remembered. */
  unique(strategy?: UniqueStrategy): this {
    this.#view.unique(strategy);
    return this;
  }

  /** Rows are read, and come out of `partitions()`, this many at a time. */
  yieldPer(size: number): this {
    this.#view.yieldPer(size);
    return this;
  }

  /** All that is left, as an array. */
  all(): Promise<Out[]> {
    return this.#take(Number.POSITIVE_INFINITY);
  }

  /** The same as `all()`. */
  fetchall(): Promise<Out[]> {
    return this.#take(Number.POSITIVE_INFINITY);
  }

  /** The next `size` ones (1, or what `yieldPer()` was given); fewer at the end, none after it. */
  async fetchmany(size: number = this.#view.core.source.batch ?? 1): Promise<Out[]> {
    checkSize("fetchmany", size);
    return await this.#take(size);
  }

  /** The next one, or null after the last. */
  async fetchone(): Promise<Out | null> {
    const next = await this.#take(1);
    return next.length === 0 ? null : (next[0] as Out);
  }

  /** The first one, or null; what remains is discarded. */
  async first(): Promise<Out | null> {
    const next = await this.takeLast(1);
    return next.length === 0 ? null : (next[0] as Out);
  }

  /** The only one. Throws NoResultFound for none and MultipleResultsFound for more. */
  async one(): Promise<Out> {
    return onlyOne(await this.takeLast(2));
  }

  /** The only one, or null for none. Throws MultipleResultsFound for more. */
  async oneOrNone(): Promise<Out | null> {
    return oneOrNone(await this.takeLast(2));
  }

  /** Arrays of up to `size` (1000, or what `yieldPer()` was given) at a time. Leaving the loop early closes the stream. */
  async *partitions(size: number = this.#view.core.source.batch ?? 1000): AsyncGenerator<Out[], void, undefined> {
    checkSize("partitions", size);
    try {
      for (;;) {
        const part = await this.#take(size);
        if (part.length === 0) return;
        yield part;
      }
    } finally {
      await this.#leave();
    }
  }

  /** One after another. Leaving the loop early closes the stream. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Out, void, undefined> {
    try {
      for (;;) {
        const batch = await this.queue.run(() => nextBatch(this.#view.core));
        if (batch.length === 0) return;
        // Without yield*, which would await each value.
        for (const value of batch) yield value;
      }
    } finally {
      await this.#leave();
    }
  }

  /** Discards the rest and frees the database's cursor; reading after that is an error. */
  close(): Promise<void> {
    return this.queue.run(() => this.#view.core.source.finish());
  }

  /** Whether it was closed, by `close()`, `first()`, `one()` and the like. */
  get closed(): boolean {
    return this.#view.closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  protected takeLast(count: number): Promise<Out[]> {
    return this.queue.run(() => takeLast(this.#view.core, count));
  }

  #take(count: number): Promise<Out[]> {
    return this.queue.run(() => take(this.#view.core, count));
  }

  /** Out of a loop: what was not read is given up. */
  async #leave(): Promise<void> {
    if (this.#view.core.source.feed !== undefined) await this.close();
  }
}
