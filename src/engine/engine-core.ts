import type { Compiled } from "../compiler/compiled.ts";
import { openConnection } from "../dialect/connect.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, Driver, DriverConnection } from "../dialect/driver.ts";
import { resolve } from "../dialect/registry.ts";
import { ArgumentError } from "../errors/argument.ts";
import { AthanorError } from "../errors/base.ts";
import { Dispatch } from "../event/dispatch.ts";
import { emit } from "../event/emit.ts";
import { wait, type Flow } from "../flow/flow.ts";
import { makePool } from "../pool/make-pool.ts";
import type { ConnectionPool, PooledDriver } from "./connection-pool.ts";
import { ConnectionCore } from "./connection-core.ts";
import { Echo } from "./echo.ts";
import { type EngineEvents, engineEventNames } from "./engine-events.ts";
import { checkEngineOptions, type EngineOptions } from "./engine-options.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import { wrapError } from "./handle-error.ts";
import { type CacheEntry, StatementCache } from "./statement-cache.ts";
import { closing, inTransaction } from "./transaction.ts";
import { makeUrl, type URL } from "./url.ts";

interface EngineParts {
  readonly url: URL;
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly pool: ConnectionPool;
  readonly cache: StatementCache;
  readonly entries: WeakMap<Compiled, CacheEntry>;
  readonly echo: Echo;
  readonly dispatch: Dispatch<EngineEvents>;
  readonly isolationLevel: string | undefined;
  readonly executionOptions: ExecutionOptions;
}

/** What sync and async engines have in common: a dialect, a driver, a pool, the cache of compiled statements. */
export class EngineCore {
  readonly url: URL;
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly pool: ConnectionPool;
  readonly cache: StatementCache;
  readonly echo: Echo;
  readonly dispatch: Dispatch<EngineEvents>;
  /** The level of every connection, when one was asked for. */
  readonly isolationLevel: string | undefined;
  readonly executionOptions: ExecutionOptions;
  /** Connections commit each statement by itself. */
  readonly autocommit: boolean;
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.url = parts.url;
    this.dialect = parts.dialect;
    this.driver = parts.driver;
    this.pool = parts.pool;
    this.cache = parts.cache;
    this.echo = parts.echo;
    this.dispatch = parts.dispatch;
    this.isolationLevel = parts.isolationLevel;
    this.executionOptions = parts.executionOptions;
    this.autocommit = parts.isolationLevel === "AUTOCOMMIT";
  }

  static create(given: string | URL, options: EngineOptions, sync: boolean): EngineCore {
    const url = makeUrl(given);
    const dialectOptions = checkEngineOptions(options, url.backendName);
    const { dialect, driver } = resolve(url.drivername, sync, dialectOptions);
    dialect.fromLinting = options.enableFromLinting !== false;
    const isolationLevel =
      options.isolationLevel === undefined ? undefined : dialect.checkIsolationLevel(options.isolationLevel);
    const dispatch = new Dispatch<EngineEvents>("an engine", engineEventNames);
    const connectOptions: ConnectOptions = { ...url.translateConnectArgs(), connectArgs: options.connectArgs ?? {} };
    const connect = function* (): Flow<DriverConnection> {
      const connection = yield* openConnection(dialect, driver, connectOptions);
      if (isolationLevel !== undefined) yield* dialect.setIsolationLevel(connection, isolationLevel);
      if (dispatch.active) yield* emit(dispatch, "connect", [connection.raw]);
      return connection;
    };
    const { poolclass, poolSize, maxOverflow, poolTimeout, poolRecycle, poolPrePing, poolUseLifo } = options;
    const pool =
      options.pool ??
      makePool(poolclass ?? dialect.poolKind(connectOptions), {
        connect,
        isAsync: !sync && driver.isAsync,
        reset: isolationLevel === "AUTOCOMMIT" ? noReset : (connection) => dialect.rollback(connection),
        ping: poolPrePing === true ? (connection) => dialect.ping(connection) : undefined,
        poolSize,
        maxOverflow,
        poolTimeout,
        poolRecycle,
        poolUseLifo,
      });
    return new EngineCore({
      url,
      dialect,
      driver,
      pool,
      dispatch,
      isolationLevel,
      cache: new StatementCache(options.queryCacheSize ?? 500),
      entries: new WeakMap(),
      echo: new Echo(options),
      executionOptions: options.executionOptions ?? {},
    });
  }

  /** An engine over the same pool, cache and listeners, with other options. */
  withOptions(options: ExecutionOptions): EngineCore {
    if (options === null || typeof options !== "object")
      throw new ArgumentError("executionOptions() takes an object of options.");
    if (options.isolationLevel !== undefined) this.dialect.checkIsolationLevel(options.isolationLevel);
    return new EngineCore({
      ...this.#parts,
      executionOptions: { ...this.executionOptions, ...options },
      dispatch: new Dispatch("an engine", engineEventNames, this.dispatch),
    });
  }

  *connect(): Flow<ConnectionCore> {
    const core = new ConnectionCore(this, yield* this.acquire());
    const level = this.executionOptions.isolationLevel;
    if (level !== undefined) yield* core.setOptions({ isolationLevel: level });
    if (this.dispatch.active) yield* emit(this.dispatch, "engineConnect", [core]);
    return core;
  }

  /** A connection of the pool; a driver's refusal comes out as one of our errors. */
  *acquire(): Flow<PooledDriver> {
    try {
      return yield* this.pool.acquire();
    } catch (error) {
      if (error instanceof AthanorError) throw error;
      throw wrapError(error, this.dialect.describeError(error) ?? unreachable, this.driver.name, {});
    }
  }

  /** Runs a flow on a connection of its own, in a transaction. */
  *transact<T>(body: (core: ConnectionCore) => Flow<T>): Flow<T> {
    const core = yield* this.connect();
    return yield* closing(core, function* () {
      return yield* inTransaction(yield* core.beginTransaction(), () => body(core));
    });
  }

  *dispose(): Flow<void> {
    yield* this.pool.dispose();
    if (this.driver.dispose !== undefined) yield* wait(this.driver.dispose());
    if (this.dispatch.active) yield* emit(this.dispatch, "engineDisposed", []);
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

/** A connection could not be made, for a reason that the dialect does not know. */
const unreachable = { category: "operational", isDisconnect: false } as const;

function* noReset(): Flow<void> {}
