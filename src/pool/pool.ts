import { closeConnection } from "../dialect/close-connection.ts";
import { InvalidRequestError } from "../errors/state.ts";
import { defineDispatch, Dispatch, type EventTarget } from "../event/dispatch.ts";
import { emit } from "../event/emit.ts";
import type { Awaitable, Flow } from "../flow/flow.ts";
import { runAsync, runSync } from "../flow/run.ts";
import { describeError } from "../util/describe-error.ts";
import { type Log, silent } from "../util/log.ts";
import { checkIn } from "./check-in.ts";
import { refusalOf } from "./check-out.ts";
import { checkoutPlace, describePlace, describePlaces } from "./checkout-place.ts";
import { Guard } from "./never-returned.ts";
import type { PoolEntry } from "./pool-entry.ts";
import { poolEventNames, type PoolEvents } from "./pool-events.ts";
import type { PoolOptions } from "./pool-options.ts";
import { PooledConnection } from "./pooled-connection.ts";

/** What becomes of a connection that leaves its holder: it is kept for others, closed, dropped because it was lost, or the pool's no more. */
export type Fate = "keep" | "close" | "lost" | "gone";

/** How many connections in a row `checkout` listeners and pings may refuse. */
const ATTEMPTS = 2;

/**
 * Keeps the connections of an engine: `engine.pool`. `poolclass` of createEngine says which kind; one of your own extends this class or
 * another kind. `status()` and the counts are for everybody, the generators (`acquire`, `release` …) for engines.
 *
 * ```ts
 * engine.pool.status(); // Pool size: 5  Connections in pool: 1 Current Overflow: -4 Current Checked out connections: 0
 * listen(engine.pool, "checkout", (driverConnection, record) => record.info.set("uses", 1));
 * ```
 */
export abstract class Pool {
  readonly options: PoolOptions;
  readonly dispatch: Dispatch<PoolEvents>;
  readonly log: Log;
  readonly #recycle: number;
  /** What is held at the moment, when its places are noted (`poolTraceCheckouts`). */
  readonly #held: Set<PoolEntry> | undefined;
  /** Connections of an earlier generation are not used again. */
  #generation = 0;
  /** Those before this generation were lost, mostly, and need no farewell. */
  #lostBefore = 0;
  #opened = 0;
  #connected = false;

  /** Whether a connection is recovered when its holder was collected as garbage. */
  protected readonly isGuarded: boolean = true;

  constructor(options: PoolOptions) {
    this.options = options;
    this.log = options.log ?? silent;
    this.dispatch = new Dispatch("a pool", poolEventNames, options.listeners ?? poolListeners);
    const { poolRecycle, poolTraceCheckouts } = options;
    this.#recycle = poolRecycle === undefined || poolRecycle < 0 ? Infinity : poolRecycle * 1000;
    this.#held = (poolTraceCheckouts ?? this.log.enabled) ? new Set() : undefined;
  }

  /** A place for the caller alone, with a connection in it or without. Throws TimeoutError when none comes free. */
  protected abstract take(signal: AbortSignal | undefined): Flow<PoolEntry>;
  /** Gets a place back, whose connection is kept if its fate is "keep" and it `isWanted`, and otherwise closed with `close`. Never throws. */
  protected abstract giveBack(entry: PoolEntry, fate: Fate): Flow<void>;
  /** Closes the idle connections. */
  protected abstract closeIdle(): Flow<void>;
  /** How many connections the pool keeps, at most. */
  abstract size(): number;
  /** How many connections are idle. */
  abstract checkedin(): number;
  /** How many connections are held by callers. */
  abstract checkedout(): number;
  /** How many connections there are above `size()`; negative while there are fewer. */
  abstract overflow(): number;
  /** One line about the pool's state, for logs and error messages. */
  abstract status(): string;

  /** Seconds that a caller waits for a connection. */
  timeout(): number {
    return this.options.poolTimeout ?? 30;
  }
  /** A new pool with the options and listeners of this one, and none of its connections. */
  recreate(): Pool {
    const PoolClass = this.constructor as new (options: PoolOptions) => Pool;
    return new PoolClass({ ...this.options, listeners: this.dispatch });
  }
  /** Closes the idle connections; those that are held are closed when they come back. The pool can be used again. */
  dispose(): Awaitable<void> {
    return this.#run(this.drain());
  }

  // --- for engines ------------------------------------------------------------------------------------------------

  /** A connection for the caller alone (a StaticPool's excepted). An aborted `signal` ends the waiting with its reason. */
  *acquire(signal?: AbortSignal): Flow<PooledConnection> {
    signal?.throwIfAborted();
    const place = this.#held === undefined ? undefined : checkoutPlace();
    let entry = yield* this.take(signal);
    // From here on this call owns a place, and whatever fails must give it back.
    try {
      if (!this.isCurrent(entry)) entry = yield* this.replace(entry);
      for (let attempt = 1; ; attempt++) {
        const pooled = new PooledConnection(entry, entry.view());
        const refusal =
          this.dispatch.active || this.options.ping !== undefined ? yield* refusalOf(this, pooled) : undefined;
        if (refusal === undefined) return this.#lend(pooled, place);
        pooled.checkedOut = false;
        if (refusal.invalidatePool) this.invalidateOlder(entry);
        yield* this.#tellInvalid(pooled, refusal);
        if (attempt === ATTEMPTS)
          throw new InvalidRequestError(
            `${ATTEMPTS} connections in a row were refused at checkout; the last one because: ${refusal.message}`,
            "invalid-request",
            { cause: refusal },
          );
        entry = yield* this.replace(entry);
      }
    } catch (error) {
      yield* this.giveBack(entry, "lost");
      throw error;
    }
  }

  /** Gives a connection back: an open transaction is rolled back, a broken connection closed. Releasing twice is harmless. */
  *release(pooled: PooledConnection): Flow<void> {
    if (!this.#takeBack(pooled)) return;
    let fate: Fate = "lost";
    try {
      fate = yield* checkIn(this, pooled);
    } finally {
      yield* pooled.isDetached ? this.#closeDetached(pooled, fate) : this.giveBack(pooled.entry, fate);
    }
  }

  /** Takes a connection out of use: it is closed, and its place given back. With `soft` its holder goes on with it, and it is replaced before its next use. */
  *invalidate(pooled: PooledConnection, error?: unknown, soft = false): Flow<void> {
    if (!pooled.checkedOut) return;
    const { entry } = pooled;
    if (soft) {
      entry.softInvalidated = true;
      this.#say("info", () => `Soft invalidate connection #${entry.number}${because(error)}`);
      if (this.dispatch.active) yield* emit(this.dispatch, "softInvalidate", [pooled.driverConnection, entry, error]);
      return;
    }
    this.#takeBack(pooled);
    try {
      yield* this.#tellInvalid(pooled, error);
      if (this.dispatch.active && !pooled.isDetached) yield* emit(this.dispatch, "checkin", [undefined, entry]);
    } finally {
      yield* pooled.isDetached ? this.#closeDetached(pooled, "lost") : this.giveBack(entry, "lost");
    }
  }

  /** A connection was lost: so, mostly, were all that are as old, and none of them is used again. */
  invalidateOlder({ generation, number }: PoolEntry): void {
    if (generation !== this.#generation) return;
    this.#lostBefore = ++this.#generation;
    this.#say("info", () => `Connection #${number} was lost: those that were opened until now are not used again`);
  }

  /** Takes a connection out of the pool, which may open another one in its place; its holder closes it by giving it back. */
  *detach(pooled: PooledConnection): Flow<void> {
    if (!pooled.checkedOut || pooled.isDetached) return;
    pooled.isDetached = true;
    pooled.guard?.release();
    this.#held?.delete(pooled.entry);
    yield* this.giveBack(pooled.entry, "gone");
    if (this.dispatch.active) yield* emit(this.dispatch, "detach", [pooled.driverConnection, pooled.entry]);
  }

  /** The flow behind `dispose()`. */
  *drain(): Flow<void> {
    this.#generation += 1;
    yield* this.closeIdle();
    this.#say("info", () => `Pool disposed. ${this.status()}`);
  }

  /** A holder was collected as garbage with the connection in his hands. */
  recover(entry: PoolEntry): void {
    const { takenAt } = entry;
    this.log.write(
      "warn",
      `Connection #${entry.number} was never given back: whoever held it was collected as garbage. It is closed now. Close connections and sessions when their work is done ("using").${
        takenAt === undefined
          ? " poolTraceCheckouts: true of createEngine tells where it was taken."
          : ` It was taken ${describePlace(takenAt)}`
      }`,
    );
    this.#held?.delete(entry);
    void this.#run(this.giveBack(entry, "lost"));
  }

  // --- for the kinds of pools -------------------------------------------------------------------------------------

  /** Whether a place can be kept: its connection, or one that replaces it, is for others to use. */
  protected isWanted({ connection, generation }: PoolEntry): boolean {
    return connection !== undefined && generation === this.#generation && connection.isOpen !== false;
  }

  /** Whether the connection of a place can be used as it is. */
  protected isCurrent(entry: PoolEntry): boolean {
    return (
      this.isWanted(entry) &&
      !entry.softInvalidated &&
      (this.#recycle === Infinity || performance.now() - entry.openedAt <= this.#recycle)
    );
  }

  /** Puts a new connection into a place that the caller owns; gives that place, or another one that he owns instead. When it fails he owns what he had. */
  protected *replace(entry: PoolEntry): Flow<PoolEntry> {
    if (entry.connection !== undefined) yield* this.close(entry, "close");
    yield* this.open(entry);
    return entry;
  }

  /** Opens a connection in a place that has none. */
  protected *open(entry: PoolEntry): Flow<void> {
    const generation = this.#generation;
    entry.opened(yield* this.options.connect(), generation, ++this.#opened);
    if (this.isGuarded) entry.guard = new Guard(this, entry);
    this.#say("debug", () => `Created new connection #${entry.number}`);
    if (!this.dispatch.active) {
      this.#connected = true;
      return;
    }
    try {
      if (!this.#connected) {
        this.#connected = true;
        yield* this.#tellFirst(entry);
      }
      yield* emit(this.dispatch, "connect", [entry.driverConnection, entry]);
    } catch (error) {
      yield* this.close(entry, "close");
      throw error;
    }
  }

  /** Closes the connection of a place, if it is there and the pool's. Never throws: closing cannot be called off. */
  protected *close(entry: PoolEntry, fate: Fate): Flow<void> {
    const { connection } = entry;
    if (connection === undefined || fate === "gone") return;
    entry.guard?.release();
    this.#say("debug", () => `Closing connection #${entry.number}`);
    try {
      if (this.dispatch.active) yield* emit(this.dispatch, "close", [connection.raw, entry]);
    } catch (error) {
      this.log.write("error", `A close listener failed: ${describeError(error)}`);
    }
    entry.closed();
    const lost = fate === "lost" || connection.isOpen === false || entry.generation < this.#lostBefore;
    const error = yield* closeConnection(connection, lost);
    if (error !== undefined)
      this.#say("info", () => `Connection #${entry.number} did not close well: ${describeError(error)}`);
  }

  /** Where the connections were taken that are held now, when that is noted: for error messages. */
  protected places(): string {
    return this.#held === undefined ? "" : describePlaces(this.#held);
  }

  #lend(pooled: PooledConnection, place: Error | undefined): PooledConnection {
    const { entry } = pooled;
    entry.fresh = false;
    pooled.guard = entry.guard;
    entry.guard = undefined;
    if (this.#held !== undefined) {
      entry.takenAt = place;
      this.#held.add(entry);
      this.#say("debug", () => `Connection #${entry.number} checked out from pool`);
    }
    return pooled;
  }

  /** Whether it was still out. */
  #takeBack(pooled: PooledConnection): boolean {
    if (!pooled.checkedOut) return false;
    const { entry } = pooled;
    pooled.checkedOut = false;
    if (pooled.guard !== undefined) entry.guard = pooled.guard;
    pooled.guard = undefined;
    this.#held?.delete(entry);
    return true;
  }

  *#tellFirst(entry: PoolEntry): Flow<void> {
    try {
      yield* emit(this.dispatch, "firstConnect", [entry.driverConnection, entry]);
    } catch (error) {
      this.#connected = false;
      throw error;
    }
  }

  *#tellInvalid(pooled: PooledConnection, error: unknown): Flow<void> {
    const { entry } = pooled;
    this.#say("info", () => `Invalidate connection #${entry.number}${because(error)}`);
    if (this.dispatch.active) yield* emit(this.dispatch, "invalidate", [pooled.driverConnection, entry, error]);
  }

  *#closeDetached(pooled: PooledConnection, fate: Fate): Flow<void> {
    try {
      if (this.dispatch.active) yield* emit(this.dispatch, "closeDetached", [pooled.driverConnection]);
    } catch (error) {
      this.log.write("error", `A closeDetached listener failed: ${describeError(error)}`);
    }
    yield* closeConnection(pooled.connection, fate === "lost");
  }

  #say(level: "info" | "debug", text: () => string): void {
    if (level === "info" ? this.log.enabled : this.log.debug) this.log.write(level, text());
  }

  #run<T>(flow: Flow<T>): Awaitable<T> {
    return this.options.isAsync ? runAsync(flow) : runSync(flow);
  }
}

function because(error: unknown): string {
  return error === undefined ? "" : ` (reason: ${describeError(error)})`;
}

/** Where listeners find their place. */
export interface Pool extends EventTarget<PoolEvents> {}

/** Listeners of all pools: `listen(Pool, …)`. */
export const poolListeners: Dispatch<PoolEvents> = new Dispatch("a pool", poolEventNames);
defineDispatch(Pool, () => poolListeners);
defineDispatch(Pool.prototype, ({ dispatch }) => dispatch);
