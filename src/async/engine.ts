import type { Dialect } from "../dialect/dialect.ts";
import type { Driver } from "../dialect/driver.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import type { ConnectionCore } from "../engine/connection-core.ts";
import { createCore } from "../engine/create-core.ts";
import { type EngineConfig, type EngineConfigOptions, readEngineConfig } from "../engine/engine-config.ts";
import type { EngineCore } from "../engine/engine-core.ts";
import { runDDL } from "../engine/ddl.ts";
import type { EngineEvents, EventConnection } from "../engine/engine-events.ts";
import { makeEngineListeners } from "../engine/engine-pool.ts";
import type { PoolEvents } from "../pool/pool-events.ts";
import type { EngineOptions } from "../engine/engine-options.ts";
import type { ExecutionOptions } from "../engine/execution-options.ts";
import type { EchoOption } from "../engine/log-options.ts";
import { type Attempt, optionsOf, runRetrying, type RunOptions } from "../engine/retry.ts";
import type { URL } from "../engine/url.ts";
import { defineDispatch, type Dispatch, type EventTarget } from "../event/dispatch.ts";
import { type Awaitable, type Flow, wait } from "../flow/flow.ts";
import { pauseAsync } from "../flow/pause.ts";
import { runAsync, runSync } from "../flow/run.ts";
import type { Pool } from "../pool/pool.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
import { inAsyncRun } from "./open-runs.ts";
import { AsyncRawConnection } from "./raw-connection.ts";
import { AsyncConnection } from "./connection.ts";

/** A database as an async program sees it: a dialect, a driver and a pool of connections. Made by `createAsyncEngine`. */
export class AsyncEngine {
  readonly #core: EngineCore;
  constructor(core: EngineCore) {
    this.#core = core;
    core.attach(this);
  }
  /** What sync and async engines have in common; for sessions and extensions. */
  get core(): EngineCore {
    return this.#core;
  }
  get url(): URL {
    return this.#core.url;
  }
  get dialect(): Dialect {
    return this.#core.dialect;
  }
  get driver(): Driver {
    return this.#core.driver;
  }
  get pool(): Pool {
    return this.#core.pool;
  }
  /** The dialect's name. */
  get name(): string {
    return this.#core.dialect.name;
  }
  /** What is logged; may be set at any time: `engine.echo = "debug"`. */
  get echo(): EchoOption {
    return this.#core.echo.option;
  }
  set echo(echo: EchoOption) {
    this.#core.echo = this.#core.echo.set(echo);
  }

  /**
   * A connection from the pool; give it back with `close()` or `await using`. While it waits for one, an aborted `signal` ends the
   * waiting with its reason. Throws TimeoutError when none comes free in time.
   */
  async connect({ signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<AsyncConnection> {
    return new AsyncConnection(this, await runAsync(this.#core.connect(signal)));
  }
  /**
   * Runs `body` on a connection in a transaction: committed when its promise is fulfilled, rolled back when it is rejected. The options
   * say what the transaction is to be: `{ isolationLevel: "SERIALIZABLE", readOnly: true }`.
   *
   * ```ts
   * await engine.begin(async (conn) => { await conn.execute(insert(users).values({ name: "Anna" })); });
   * ```
   */
  async begin<T>(body: (connection: AsyncConnection) => Awaitable<T>, options?: TransactionOptions): Promise<T> {
    const connection = await this.connect();
    return await connection.during(() => body(connection), options);
  }
  /**
   * As `begin`, and runs the transaction again when another one was to blame for its failure: a deadlock, a serialization failure, a locked
   * SQLite file. `body` must bear being run several times: what it does outside of the database stays done.
   *
   * ```ts
   * await engine.run((conn) => transfer(conn, 100), { isolationLevel: "SERIALIZABLE", retry: { attempts: 5 } });
   * ```
   *
   * The waits between are random and grow; after the last attempt its error is thrown. With `retry: false` it is run once. Throws
   * InvalidRequestError inside another transaction that `run` runs on the same engine.
   */
  run<T>(body: (connection: AsyncConnection) => Awaitable<T>, options: RunOptions = {}): Promise<T> {
    const core = this.#core;
    const attempt = (each: Attempt): Flow<T> => wait(this.begin(body, optionsOf(core.dialect, each)));
    return inAsyncRun(core, options, () =>
      runAsync(runRetrying(options, { attempt, pause: pauseAsync, engine: core })),
    );
  }
  /** A connection of the driver's own package, from the pool; give it back with `close()` or `await using`. */
  async rawConnection(): Promise<AsyncRawConnection> {
    return new AsyncRawConnection(await runAsync(this.#core.rawConnection()));
  }
  /** The same pool under other options. */
  executionOptions(options: ExecutionOptions): AsyncEngine {
    const engine = new AsyncEngine(this.#core.derive());
    engine.updateExecutionOptions(options);
    return engine;
  }
  /** Other options for this engine's connections to come. */
  updateExecutionOptions(options: ExecutionOptions): void {
    runSync(this.#core.updateOptions(options));
  }
  getExecutionOptions(): ExecutionOptions {
    return this.#core.executionOptions;
  }
  /** Forgets all compiled statements. */
  clearCompiledCache(): void {
    this.#core.cache.clear();
  }
  /** Closes all idle connections and what the driver holds; the engine can be used again. */
  async dispose(): Promise<void> {
    await runAsync(this.#core.dispose());
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
  /** For `metadata.createAll(…)`. */
  runPlan(plan: (connection: DDLConnection) => Flow<void>): Promise<void> {
    return runAsync(this.#core.transact((core) => runDDL(core, plan)));
  }
  /** What listeners get for a connection: one whose operations do not wait for the one under way, which waits for the listener. */
  eventConnection(core: ConnectionCore): EventConnection {
    return new AsyncConnection(this, core);
  }
  toString(): string {
    return `AsyncEngine(${this.#core.url.renderAsString()})`;
  }
}

/** Where events and `metadata.createAll` find what they need. */
export interface AsyncEngine extends DDLRunner, EventTarget<EngineEvents & PoolEvents> {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): Promise<void>;
}

/** Listeners of all async engines and their pools: `listen(AsyncEngine, …)`. */
const allEngines: Dispatch<EngineEvents> = makeEngineListeners();
defineDispatch(AsyncEngine, () => allEngines);
defineDispatch(AsyncEngine.prototype, ({ core }) => core.dispatch);
// console.log shows which database it is, not what the engine is made of.
Object.defineProperty(AsyncEngine.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: AsyncEngine) {
    return this.toString();
  },
});
Object.defineProperty(AsyncEngine.prototype, $runDDL, {
  value(this: AsyncEngine, plan: (connection: DDLConnection) => Flow<void>) {
    return this.runPlan(plan);
  },
});

/**
 * An engine for async programs. Nothing is connected until the first use.
 *
 * ```ts
 * const engine = createAsyncEngine("postgresql://localhost/app");
 * ```
 *
 * SQLite's drivers are synchronous and work here behind async methods. Throws ArgumentError for a URL or option that means nothing.
 */
export function createAsyncEngine(url: string | URL, options: EngineOptions = {}): AsyncEngine {
  const { core, plugins } = createCore(url, options, false, allEngines);
  const engine = new AsyncEngine(core);
  for (const plugin of plugins) plugin.engineCreated(engine);
  return engine;
}

/**
 * An async engine from a configuration: the entries whose names begin with `prefix` ("athanor."), of which `url` must be there. Text becomes
 * what each option is: "5" a number, "true" a boolean. Names may be written `poolSize`, `pool_size` or `POOL_SIZE`. Options beside `prefix` stand over the configuration's.
 *
 * ```ts
 * asyncEngineFromConfig({ "athanor.url": "sqlite:///app.db", "athanor.echo": "true" });
 * asyncEngineFromConfig(process.env, { prefix: "DB_" });     // DB_URL, DB_POOL_SIZE …
 * ```
 *
 * Throws ArgumentError for an entry that is no option, or no such value.
 */
export function asyncEngineFromConfig(config: EngineConfig, options: EngineConfigOptions = {}): AsyncEngine {
  const read = readEngineConfig(config, options);
  return createAsyncEngine(read.url, read.options);
}
