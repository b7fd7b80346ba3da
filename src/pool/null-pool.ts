import type { Flow } from "../flow/flow.ts";
import { type Fate, Pool } from "./pool.ts";
import { PoolEntry } from "./pool-entry.ts";

/** Keeps nothing: every checkout opens a connection, every return closes it. */
export class NullPool extends Pool {
  #checkedout = 0;

  override size(): number {
    return 0;
  }
  override checkedin(): number {
    return 0;
  }
  override checkedout(): number {
    return this.#checkedout;
  }
  override overflow(): number {
    return this.#checkedout;
  }
  override status(): string {
    return `NullPool: ${this.#checkedout} connections checked out`;
  }

  // oxlint-disable-next-line require-yield -- there is nothing to wait for
  protected override *take(): Flow<PoolEntry> {
    this.#checkedout += 1;
    return new PoolEntry();
  }
  protected override *giveBack(entry: PoolEntry, fate: Fate): Flow<void> {
    yield* this.close(entry, fate === "keep" ? "close" : fate);
    this.#checkedout -= 1;
  }
  protected override *closeIdle(): Flow<void> {}
}
