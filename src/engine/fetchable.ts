import { ArgumentError } from "../errors/argument.ts";
import { MultipleResultsFound, NoResultFound } from "../errors/state.ts";
import { runSync } from "../flow/run.ts";
import type { RowSource } from "./row-source.ts";
import { checkUnique, nextBatch, type RowView, takeBuffered, takeLast, takeMore } from "./row-view.ts";
import { UniqueFilter, type UniqueStrategy } from "./unique-filter.ts";

/** How one view of a result reads: shared by rows, scalars and mappings. Reading consumes. */
export abstract class Fetchable<Out> implements Iterable<Out> {
  protected readonly source: RowSource;
  protected filter: UniqueFilter | undefined;

  constructor(source: RowSource, filter?: UniqueFilter) {
    this.source = source;
    this.filter = filter;
  }

  /** The same view as flows; for async results and extensions. */
  get core(): RowView<Out> {
    return this as unknown as RowView<Out>;
  }

  /** What comes out for one row of the source. */
  protected abstract shape(row: unknown[]): Out;

  /** What a value is told apart by, when `unique()` got no strategy. */
  protected identity(_row: unknown[], value: Out): unknown {
    return value;
  }

  /**
   * Leaves out what came before already: by value, entities by identity, or by what `strategy` gives for it. Throws
   * InvalidRequestError for values that cannot be compared (JSON, arrays) unless there is a strategy.
   */
  unique(strategy?: UniqueStrategy): this {
    this.filter = new UniqueFilter(strategy);
    return this;
  }

  /** Rows are read from a streamed result, and come out of `partitions()`, this many at a time. */
  yieldPer(size: number): this {
    checkSize("yieldPer", size);
    this.source.yieldPer(size);
    return this;
  }

  /** All that is left, as an array. */
  all(): Out[] {
    return this.take(Number.POSITIVE_INFINITY);
  }

  /** The same as `all()`. */
  fetchall(): Out[] {
    return this.take(Number.POSITIVE_INFINITY);
  }

  /** The next `size` ones (1, or what `yieldPer()` was given); fewer at the end, none after it. */
  fetchmany(size: number = this.source.batch ?? 1): Out[] {
    checkSize("fetchmany", size);
    return this.take(size);
  }

  /** The next one, or null after the last. */
  fetchone(): Out | null {
    const next = this.take(1);
    return next.length === 0 ? null : (next[0] as Out);
  }

  /** The first one, or null; what remains is discarded. */
  first(): Out | null {
    const next = this.takeLast(1);
    return next.length === 0 ? null : (next[0] as Out);
  }

  /** The only one. Throws NoResultFound for none and MultipleResultsFound for more. */
  one(): Out {
    return onlyOne(this.takeLast(2));
  }

  /** The only one, or null for none. Throws MultipleResultsFound for more. */
  oneOrNone(): Out | null {
    return oneOrNone(this.takeLast(2));
  }

  /** Arrays of up to `size` (1000, or what `yieldPer()` was given) at a time. Leaving the loop early closes a streamed result. */
  *partitions(size: number = this.source.batch ?? 1000): Generator<Out[], void, undefined> {
    checkSize("partitions", size);
    try {
      for (;;) {
        const part = this.take(size);
        if (part.length === 0) return;
        yield part;
      }
    } finally {
      if (this.source.feed !== undefined) this.close();
    }
  }

  /** One after another. Leaving the loop early closes a streamed result; of any other, the rest can be read later. */
  *[Symbol.iterator](): Generator<Out, void, undefined> {
    const { source } = this;
    source.check();
    checkUnique(this.core);
    while (source.position < source.rows.length) {
      const row = source.rows[source.position++] as unknown[];
      const value = this.shape(row);
      if (this.filter === undefined || this.filter.isNew(value, this.core, row)) yield value;
    }
    if (source.feed === undefined) return;
    try {
      for (;;) {
        const batch = runSync(nextBatch(this.core));
        if (batch.length === 0) return;
        yield* batch;
      }
    } finally {
      if (source.feed !== undefined) this.close();
    }
  }

  /** Discards the rest, and frees the database's cursor of a streamed result; reading after that is an error. */
  close(): void {
    const { source } = this;
    if (source.feed === undefined) source.close();
    else runSync(source.finish());
  }

  /** Whether it was closed, by `close()`, `first()`, `one()` and the like. */
  get closed(): boolean {
    return this.source.closed;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  protected take(count: number): Out[] {
    const { source } = this;
    source.check();
    checkUnique(this.core);
    const out = takeBuffered(this.core, count);
    return source.feed === undefined ? out : runSync(takeMore(this.core, out, count));
  }

  /** The first ones, of a result that ends with this. */
  protected takeLast(count: number): Out[] {
    const { source } = this;
    if (source.feed !== undefined) return runSync(takeLast(this.core, count));
    const out = this.take(count);
    source.close();
    return out;
  }
}

/** The value of a list of one. Throws NoResultFound for none and MultipleResultsFound for two. */
export function onlyOne<Out>(found: readonly Out[]): Out {
  if (found.length === 0) throw new NoResultFound();
  if (found.length > 1) throw new MultipleResultsFound();
  return found[0] as Out;
}

/** The same, with null for none. */
export function oneOrNone<Out>(found: readonly Out[]): Out | null {
  if (found.length > 1) throw new MultipleResultsFound("Multiple rows were found when one or none was required");
  return found.length === 0 ? null : (found[0] as Out);
}

export function checkSize(method: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new ArgumentError(`${method}() takes a positive whole number of rows, and got ${String(size)}.`);
  }
}
