import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError, MultipleResultsFound, NoResultFound } from "../errors/state.ts";
import type { RowSource } from "./row-source.ts";
import { UniqueFilter, type UniqueStrategy } from "./unique-filter.ts";

/** How one view of a result reads: shared by rows, scalars and mappings. Reading consumes. */
export abstract class Fetchable<Out> implements Iterable<Out> {
  protected readonly source: RowSource;
  protected filter: UniqueFilter | undefined;

  constructor(source: RowSource) {
    this.source = source;
    this.filter = undefined;
  }

  /** What comes out for one row of the driver. */
  protected abstract shape(row: unknown[]): Out;

  /** Leaves out what came before already: by value, entities by identity, or by what `strategy` gives for it. */
  unique(strategy?: UniqueStrategy): this {
    if (strategy !== undefined && typeof strategy !== "function") {
      throw new ArgumentError("unique() takes nothing, or a function that gives for a row what it is told apart by.");
    }
    this.filter = new UniqueFilter(strategy);
    return this;
  }

  /** All that is left, as an array. */
  all(): Out[] {
    this.source.check();
    return this.take(Number.POSITIVE_INFINITY);
  }

  /** The same as `all()`. */
  fetchall(): Out[] {
    return this.all();
  }

  /** The next `size` ones; fewer at the end, none after it. */
  fetchmany(size = 1): Out[] {
    checkSize("fetchmany", size);
    this.source.check();
    return this.take(size);
  }

  /** The next one, or null after the last. */
  fetchone(): Out | null {
    this.source.check();
    const next = this.take(1);
    return next.length === 0 ? null : (next[0] as Out);
  }

  /** The first one, or null; what remains is discarded. */
  first(): Out | null {
    const source = this.source;
    source.check();
    this.#checkUnique();
    const row = source.rows[source.position];
    const result = row === undefined ? null : this.shape(row);
    source.close();
    return result;
  }

  /** The only one. Throws NoResultFound for none and MultipleResultsFound for more. */
  one(): Out {
    const result = this.single();
    if (result === undefined) throw new NoResultFound();
    return result.value;
  }

  /** The only one, or null for none. Throws MultipleResultsFound for more. */
  oneOrNone(): Out | null {
    const result = this.single("Multiple rows were found when one or none was required");
    return result === undefined ? null : result.value;
  }

  /** Arrays of up to `size` at a time. */
  *partitions(size = 1000): Generator<Out[], void, undefined> {
    checkSize("partitions", size);
    this.source.check();
    for (;;) {
      const part = this.take(size);
      if (part.length === 0) return;
      yield part;
    }
  }

  *[Symbol.iterator](): Generator<Out, void, undefined> {
    this.source.check();
    this.#checkUnique();
    for (;;) {
      const source = this.source;
      if (source.position >= source.rows.length) return;
      const row = source.rows[source.position++] as unknown[];
      const value = this.shape(row);
      if (this.filter === undefined || this.filter.isNew(value)) yield value;
    }
  }

  /** Discards the rest; reading after that is an error. */
  close(): void {
    this.source.close();
  }

  get closed(): boolean {
    return this.source.closed;
  }

  [Symbol.dispose](): void {
    this.source.close();
  }

  /** Throws when rows would come out that repeat their entity. */
  #checkUnique(): void {
    if (!this.source.mustBeUnique || this.filter !== undefined) return;
    throw new InvalidRequestError(
      "The rows repeat their entity, because a collection was joined to it. Call unique() before reading: session.scalars(statement).unique().all().",
      "unique-required",
    );
  }

  protected take(count: number): Out[] {
    this.#checkUnique();
    const { rows, position } = this.source;
    const filter = this.filter;
    if (filter === undefined) {
      const end = Math.min(rows.length, position + count);
      this.source.position = end;
      const out = new Array<Out>(end - position);
      for (let i = position; i < end; i++) out[i - position] = this.shape(rows[i] as unknown[]);
      return out;
    }
    const out: Out[] = [];
    let i = position;
    for (; i < rows.length && out.length < count; i++) {
      const value = this.shape(rows[i] as unknown[]);
      if (filter.isNew(value)) out.push(value);
    }
    this.source.position = i;
    return out;
  }

  /** The only value in a box, undefined for none. The result is closed. */
  protected single(multiple?: string): { readonly value: Out } | undefined {
    this.source.check();
    const found = this.filter === undefined ? this.take(2) : this.take(Number.POSITIVE_INFINITY);
    this.source.close();
    if (found.length > 1) throw new MultipleResultsFound(multiple);
    return found.length === 0 ? undefined : { value: found[0] as Out };
  }
}

function checkSize(method: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 1) {
    throw new ArgumentError(`${method}() takes a positive whole number of rows, and got ${String(size)}.`);
  }
}
