import type { Compiled, ResultColumn } from "../compiler/compiled.ts";
import type { ResultMeta } from "./result-meta.ts";
import type { ResultProcessor } from "../types/sql-type.ts";

/** A compiled statement and what executions of it share. */
export class CacheEntry {
  readonly compiled: Compiled;
  /** The columns that its result has for the user: what the compiler added to RETURNING aside. */
  readonly columns: readonly ResultColumn[] | undefined;
  /** When it was compiled (performance.now()), for the log's "cached since". */
  readonly madeAt: number;
  /** Seconds that compiling it took. */
  readonly took: number;
  /** Executions that found it, for the log; the first one compiled it. */
  uses = 0;
  /** The cache's clock at the last use. */
  usedAt = 0;
  /** Names of the result's columns; set with the first result. */
  meta: ResultMeta | undefined;
  /** Result processor by column; undefined when no column has one. */
  processors: readonly (ResultProcessor | undefined)[] | undefined;

  constructor(compiled: Compiled, madeAt: number, took: number) {
    this.compiled = compiled;
    const sentinels = compiled.insert?.sentinels ?? 0;
    this.columns = sentinels === 0 ? compiled.columns : compiled.columns?.slice(0, -sentinels);
    this.madeAt = madeAt;
    this.took = took;
    this.meta = undefined;
    this.processors = undefined;
  }
}

/**
 * Compiled statements by structural key. Least recently used ones go first; a hit writes a number into the entry and leaves the
 * map alone. The map may grow half beyond its size before it is swept back to it.
 */
export class StatementCache {
  readonly size: number;
  readonly #entries: Map<string, CacheEntry> = new Map();
  #clock = 0;

  constructor(size: number) {
    this.size = size;
  }

  get(key: string): CacheEntry | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.usedAt = ++this.#clock;
      entry.uses++;
    }
    return entry;
  }

  set(key: string, entry: CacheEntry): void {
    if (this.size === 0) return;
    entry.usedAt = ++this.#clock;
    this.#entries.set(key, entry);
    if (this.#entries.size > this.size * 1.5) this.#sweep();
  }

  clear(): void {
    this.#entries.clear();
  }

  /** How many compiled statements are kept now. */
  get count(): number {
    return this.#entries.size;
  }

  #sweep(): void {
    const byAge = [...this.#entries].sort((a, b) => a[1].usedAt - b[1].usedAt);
    for (let i = 0; i < byAge.length - this.size; i++) this.#entries.delete((byAge[i] as [string, CacheEntry])[0]);
  }
}
