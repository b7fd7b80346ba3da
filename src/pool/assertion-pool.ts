import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import { type Fate, Pool } from "./pool.ts";
import { PoolEntry } from "./pool-entry.ts";
import type { PoolOptions } from "./pool-options.ts";

/** One connection, for tests and programs that must never hold two: taking a second one is an error that says where the first was taken. */
export class AssertionPool extends Pool {
  #entry: PoolEntry | undefined;
  #isTaken = false;

  constructor(options: PoolOptions) {
    super({ ...options, poolTraceCheckouts: options.poolTraceCheckouts ?? true });
  }

  override size(): number {
    return 1;
  }
  override checkedin(): number {
    return this.#entry !== undefined && !this.#isTaken ? 1 : 0;
  }
  override checkedout(): number {
    return this.#isTaken ? 1 : 0;
  }
  override overflow(): number {
    return this.checkedin() + this.checkedout() - 1;
  }
  override status(): string {
    return `AssertionPool: the connection is ${this.#isTaken ? "checked out" : this.#entry === undefined ? "not open" : "idle"}`;
  }

  // oxlint-disable-next-line require-yield -- there is nothing to wait for
  protected override *take(): Flow<PoolEntry> {
    if (this.#isTaken)
      throw new InvalidRequestError(
        `A second connection was asked for, and poolclass "assertion" allows one at a time. Close the first one before.${this.places()}`,
      );
    this.#isTaken = true;
    const entry = this.#entry ?? new PoolEntry();
    entry.connection?.ref?.();
    this.#entry = undefined;
    return entry;
  }
  protected override *giveBack(entry: PoolEntry, fate: Fate): Flow<void> {
    if (fate === "keep" && this.isWanted(entry)) {
      entry.connection?.unref?.();
      this.#entry = entry;
    } else yield* this.close(entry, fate);
    this.#isTaken = false;
  }
  protected override *closeIdle(): Flow<void> {
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry !== undefined) yield* this.close(entry, "close");
  }
}
