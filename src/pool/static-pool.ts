import { InvalidRequestError } from "../errors/state.ts";
import type { Flow } from "../flow/flow.ts";
import { type Fate, Pool } from "./pool.ts";
import { PoolEntry } from "./pool-entry.ts";

/** One connection, shared by all holders: for a database that lives in its connection. It is closed by `dispose`, when the last holder left. */
export class StaticPool extends Pool {
  #entry: PoolEntry | undefined;
  /** Settles when the connection that is being opened is there, or failed. */
  #opening: Promise<void> | undefined;
  readonly #holders = new Map<PoolEntry, number>();
  #checkedout = 0;
  /** Others may have the connection of a holder that was collected. */
  protected override readonly isGuarded: boolean = false;

  override size(): number {
    return 1;
  }
  override checkedin(): number {
    return this.#entry !== undefined && !this.#holders.has(this.#entry) ? 1 : 0;
  }
  override checkedout(): number {
    return this.#checkedout;
  }
  override overflow(): number {
    return 0;
  }
  override status(): string {
    return `StaticPool: ${this.#entry === undefined ? "no connection" : "one connection"}, held ${this.#checkedout} times`;
  }
  // oxlint-disable-next-line require-yield -- it is refused
  override *detach(): Flow<void> {
    throw new InvalidRequestError(
      "The connection of a StaticPool is shared by all that hold it: none of them can detach it.",
    );
  }

  protected override *take(): Flow<PoolEntry> {
    while (this.#opening !== undefined) yield this.#opening;
    const entry = yield* this.#current();
    this.#enter(entry);
    return entry;
  }
  protected override *giveBack(entry: PoolEntry, fate: Fate): Flow<void> {
    if (fate !== "keep" && this.#entry === entry) this.#entry = undefined;
    this.#checkedout -= 1;
    const left = (this.#holders.get(entry) ?? 1) - 1;
    if (left > 0) {
      this.#holders.set(entry, left);
      return;
    }
    this.#holders.delete(entry);
    if (entry === this.#entry) entry.connection?.unref?.();
    else yield* this.close(entry, fate);
  }
  protected override *closeIdle(): Flow<void> {
    while (this.#opening !== undefined) yield this.#opening;
    const entry = this.#entry;
    this.#entry = undefined;
    if (entry !== undefined && !this.#holders.has(entry)) yield* this.close(entry, "close");
  }
  /** The others keep what they have. */
  protected override *replace(entry: PoolEntry): Flow<PoolEntry> {
    if (this.#entry === entry) this.#entry = undefined;
    const other = yield* this.take();
    yield* this.giveBack(entry, "close");
    return other;
  }

  *#current(): Flow<PoolEntry> {
    const entry = this.#entry;
    if (entry !== undefined) {
      if (this.isCurrent(entry)) return entry;
      this.#entry = undefined;
      if (!this.#holders.has(entry)) yield* this.close(entry, "close");
    }
    return yield* this.#open();
  }

  *#open(): Flow<PoolEntry> {
    let settle: () => void = () => undefined;
    if (this.options.isAsync) this.#opening = new Promise<void>((resolve) => (settle = resolve));
    try {
      const entry = new PoolEntry();
      yield* this.open(entry);
      return (this.#entry = entry);
    } finally {
      this.#opening = undefined;
      settle();
    }
  }

  #enter(entry: PoolEntry): void {
    entry.connection?.ref?.();
    this.#holders.set(entry, (this.#holders.get(entry) ?? 0) + 1);
    this.#checkedout += 1;
  }
}
