import { ResourceClosedError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import type { ResultMeta } from "./result-meta.ts";
import { ReadAhead, type RowFeed } from "./row-feed.ts";
import type { StreamOptions } from "./sending-options.ts";

/** The rows of one execution and how far they were read; a Result and the views made from it share it. */
export class RowSource {
  readonly meta: ResultMeta | undefined;
  #rows: unknown[][];
  /** The one value of each row, as long as nobody has asked for rows. */
  #values: unknown[] | undefined = undefined;
  position: number;
  closed: boolean;
  /** The rows repeat their entity, because a collection was joined: reading needs `unique()`. */
  mustBeUnique: boolean = false;
  /** Where more rows come from, until the last one was read. */
  feed: RowFeed | undefined = undefined;
  /** Set by `yieldPer()`. */
  batch: number | undefined = undefined;
  #ahead: ReadAhead | undefined = undefined;
  /** Reading has failed: what came until then is not all. */
  #failed = false;

  /** `meta` is undefined for a statement that returns no rows. */
  constructor(meta: ResultMeta | undefined, rows: unknown[][]) {
    this.meta = meta;
    this.#rows = rows;
    this.position = 0;
    this.closed = false;
  }

  /** A source of rows with one value each, which become arrays only when somebody wants them so. */
  static ofValues(meta: ResultMeta, values: unknown[]): RowSource {
    const source = new RowSource(meta, []);
    source.#values = values;
    return source;
  }

  /** Those that are in memory. */
  get rows(): unknown[][] {
    if (this.#values !== undefined) {
      this.#rows = this.#values.map((value) => [value]);
      this.#values = undefined;
    }
    return this.#rows;
  }

  /** All values that are left, for a reader of the first column; undefined when the source has rows. */
  takeValues(): unknown[] | undefined {
    const values = this.#values;
    if (values === undefined || this.position > 0) return undefined;
    this.#setRows([]);
    return values;
  }

  /** A source that reads its rows when they are asked for. */
  static streaming(meta: ResultMeta, feed: RowFeed, options?: StreamOptions): RowSource {
    const source = new RowSource(meta, []);
    source.feed = feed;
    source.#ahead = new ReadAhead(options?.maxRowBuffer);
    if (options?.yieldPer !== undefined) source.yieldPer(options.yieldPer);
    return source;
  }

  /** Throws when there is nothing to read from. */
  check(): ResultMeta {
    if (this.meta === undefined) {
      throw new ResourceClosedError("This result object does not return rows. It has been closed automatically.");
    }
    if (this.closed)
      throw new ResourceClosedError(
        "This result object is closed. Execute the statement again, or keep what all() gave.",
      );
    if (this.#failed) throw new ResourceClosedError("Reading this result has failed; the rest of its rows is lost.");
    return this.meta;
  }

  yieldPer(size: number): void {
    this.batch = size;
    this.#ahead?.fix(size);
  }

  /** Reads more rows, once all in memory were given out: `count` of them, or as many as reading ahead suggests. */
  *more(count?: number): Flow<void> {
    const { feed } = this;
    const ahead = this.#ahead;
    if (feed === undefined || ahead === undefined) return;
    const size = count === undefined ? ahead.next() : Math.min(count, ahead.max);
    this.#setRows([]);
    this.position = 0;
    try {
      const rows = yield* feed.fetch(size);
      this.#setRows(rows);
      if (rows.length < size) this.feed = undefined;
    } catch (error) {
      this.feed = undefined;
      this.#failed = true;
      throw error;
    }
  }

  #setRows(rows: unknown[][]): void {
    this.#rows = rows;
    this.#values = undefined;
  }

  /** Closed for good, without a word to the feed. */
  close(): void {
    this.closed = true;
    this.#setRows([]);
    this.position = 0;
  }

  /** The same, and what was not read yet is given up. */
  *finish(): Flow<void> {
    const { feed } = this;
    this.feed = undefined;
    this.close();
    if (feed !== undefined) yield* feed.close();
  }
}
