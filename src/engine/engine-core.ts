import type { Compiled } from "../compiler/compiled.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Driver } from "../dialect/driver.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { Dispatch } from "../event/dispatch.ts";
import { emit } from "../event/emit.ts";
import { wait, type Flow } from "../flow/flow.ts";
import type { Pool } from "../pool/pool.ts";
import type { PooledConnection } from "../pool/pooled-connection.ts";
import { ConnectionCore } from "./connection-core.ts";
import type { Echo } from "./echo.ts";
import { type EngineEvents, engineEventNames, type EventConnection, type EventEngine } from "./engine-events.ts";
import { checkExecutionOptions, type ExecutionOptions } from "./execution-options.ts";
import { RawConnectionCore } from "./raw-connection.ts";
import { handleConnectError } from "./handle-error.ts";
import type { SqlComments } from "./sql-comments.ts";
import type { StatementTracer } from "./tracing.ts";
import type { CacheEntry, StatementCache } from "./statement-cache.ts";
import { closing, inTransaction } from "./transaction.ts";
import type { URL } from "./url.ts";

export interface EngineParts {
  readonly url: URL;
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly pool: Pool;
  readonly cache: StatementCache;
  readonly entries: WeakMap<Compiled, CacheEntry>;
  readonly echo: Echo;
  readonly tracer: StatementTracer | undefined;
  readonly comments: SqlComments | undefined;
  readonly dispatch: Dispatch<EngineEvents>;
  readonly isolationLevel: string | undefined;
  readonly skipAutocommitRollback: boolean;
  readonly patience: number;
  readonly executionOptions: ExecutionOptions;
}

/** An Engine or AsyncEngine, as the core knows it. */
interface EngineShell extends EventEngine {
  eventConnection(core: ConnectionCore): EventConnection;
}

/** What sync and async engines have in common: a dialect, a driver, a pool, the cache of compiled statements. */
export class EngineCore {
  readonly url: URL;
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly pool: Pool;
  readonly cache: StatementCache;
  readonly tracer: StatementTracer | undefined;
  readonly comments: SqlComments | undefined;
  readonly dispatch: Dispatch<EngineEvents>;
  /** The level of every connection, when one was asked for. */
  readonly isolationLevel: string | undefined;
  #options: ExecutionOptions;
  /** Connections commit each statement by itself. */
  readonly autocommit: boolean;
  /** `skipAutocommitRollback` of createEngine. */
  readonly skipAutocommitRollback: boolean;
  /** Milliseconds that a server may take to answer when something is given up: `withPatience`. */
  readonly patience: number;
  /** Something besides listeners watches statements: the log, a tracer, comments that are added. */
  observed: boolean;
  #echo: Echo;
  /** What listeners get as the engine, and as its connections. */
  #shell: EngineShell | undefined;
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.url = parts.url;
    this.dialect = parts.dialect;
    this.driver = parts.driver;
    this.pool = parts.pool;
    this.cache = parts.cache;
    this.tracer = parts.tracer;
    this.comments = parts.comments;
    this.#echo = parts.echo;
    this.observed = this.#isObserved();
    this.dispatch = parts.dispatch;
    this.isolationLevel = parts.isolationLevel;
    this.#options = parts.executionOptions;
    this.autocommit = parts.isolationLevel === "AUTOCOMMIT";
    this.skipAutocommitRollback = parts.skipAutocommitRollback;
    this.patience = parts.patience;
  }

  get echo(): Echo {
    return this.#echo;
  }
  set echo(echo: Echo) {
    this.#echo = echo;
    this.observed = this.#isObserved();
  }
  #isObserved(): boolean {
    const { enabled, slow } = this.#echo;
    return enabled || slow !== Infinity || this.tracer !== undefined || this.comments !== undefined;
  }

  /** Called by the Engine or AsyncEngine over this core: every core has one. */
  attach(shell: EngineShell): void {
    this.#shell = shell;
  }
  get eventEngine(): EventEngine {
    return this.#shell as EngineShell;
  }
  /** What listeners get for a connection of this engine. */
  eventConnectionOf(core: ConnectionCore): EventConnection {
    return (this.#shell as EngineShell).eventConnection(core);
  }
  get executionOptions(): ExecutionOptions {
    return this.#options;
  }

  /** An engine over the same pool, cache and listeners; `updateOptions` then gives it others. */
  derive(): EngineCore {
    return new EngineCore({
      ...this.#parts,
      echo: this.#echo,
      executionOptions: this.#options,
      dispatch: new Dispatch("an engine", engineEventNames, this.dispatch, this.pool.dispatch),
    });
  }

  /** Options for all connections to come, over those that the engine has. */
  *updateOptions(given: ExecutionOptions): Flow<void> {
    checkExecutionOptions(given);
    const options = { ...given };
    if (this.dispatch.active) {
      yield* emit(this.dispatch, "setEngineExecutionOptions", [this.eventEngine, options]);
      checkExecutionOptions(options);
    }
    if (options.isolationLevel !== undefined) this.dialect.checkIsolationLevel(options.isolationLevel);
    this.#options = { ...this.#options, ...options };
  }

  *connect(signal?: AbortSignal): Flow<ConnectionCore> {
    const core = new ConnectionCore(this, yield* this.acquire(signal));
    const level = this.executionOptions.isolationLevel;
    if (level === undefined && !this.dispatch.active) return core;
    try {
      if (level !== undefined) yield* core.held.setIsolationLevel(level);
      if (this.dispatch.active) yield* emit(this.dispatch, "engineConnect", [core.eventConnection]);
      return core;
    } catch (error) {
      yield* core.closeAfter();
      throw error;
    }
  }

  /** A connection of the pool; a driver's refusal comes out as one of our errors. An aborted `signal` ends the waiting with its reason. */
  *acquire(signal?: AbortSignal): Flow<PooledConnection> {
    try {
      return yield* this.pool.acquire(signal);
    } catch (error) {
      if (signal?.aborted === true && error === signal.reason) throw error;
      throw (yield* handleConnectError(this, error, false)).thrown;
    }
  }

  *rawConnection(): Flow<RawConnectionCore> {
    return new RawConnectionCore(this.pool, yield* this.acquire());
  }

  /** Runs a flow on a connection of its own, in a transaction. */
  *transact<T>(body: (core: ConnectionCore) => Flow<T>, options?: TransactionOptions): Flow<T> {
    const core = yield* this.connect();
    return yield* closing(core, function* () {
      return yield* inTransaction(yield* core.beginTransaction(options), () => body(core));
    });
  }

  *dispose(): Flow<void> {
    yield* this.pool.drain();
    if (this.driver.dispose !== undefined) yield* wait(this.driver.dispose());
    if (this.dispatch.active) yield* emit(this.dispatch, "engineDisposed", [this.eventEngine]);
  }

  /** Notes which cache entry a compiled statement belongs to; for the log alone. */
  remember(entry: CacheEntry): void {
    this.#parts.entries.set(entry.compiled, entry);
  }

  /** What the log says about where a statement's text came from. */
  badge(compiled: Compiled): string {
    const entry = this.#parts.entries.get(compiled);
    if (entry === undefined) return this.cache.size === 0 ? "caching disabled" : "no key";
    return entry.uses === 0
      ? `generated in ${entry.took.toFixed(5)}s`
      : `cached since ${((performance.now() - entry.madeAt) / 1000).toPrecision(4)}s ago`;
  }
}
