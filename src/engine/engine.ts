import { defineDispatch, type Dispatch, type EventTarget } from "../event/dispatch.ts";
import { wait, type Flow } from "../flow/flow.ts";
import { pauseSync } from "../flow/pause.ts";
import { runSync } from "../flow/run.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Driver } from "../dialect/driver.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import type { Pool } from "../pool/pool.ts";
import { $runDDL, type DDLConnection, type DDLRunner } from "../schema/ddl-runner.ts";
import { Connection } from "./connection.ts";
import type { ConnectionCore } from "./connection-core.ts";
import { runDDL } from "./ddl.ts";
import { createCore } from "./create-core.ts";
import { type EngineConfig, type EngineConfigOptions, readEngineConfig } from "./engine-config.ts";
import type { EngineCore } from "./engine-core.ts";
import type { EngineEvents, EventConnection } from "./engine-events.ts";
import { makeEngineListeners } from "./engine-pool.ts";
import type { PoolEvents } from "../pool/pool-events.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import type { EchoOption } from "./log-options.ts";
import { inBody, inRun } from "./open-bodies.ts";
import { type Attempt, optionsOf, runRetrying, type RunOptions } from "./retry.ts";
import { RawConnection } from "./raw-connection.ts";
import type { URL } from "./url.ts";

/** A database as a sync program sees it: a dialect, a driver and a pool of connections. Made by `createEngine`. */
export class Engine {
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

  /** A connection from the pool; give it back with `close()` or `using`. */
  connect(): Connection {
    return new Connection(this, runSync(this.#core.connect()));
  }
  /**
   * Runs `body` on a connection in a transaction: committed when it returns, rolled back when it throws. The options say what the
   * transaction is to be: `{ isolationLevel: "SERIALIZABLE", readOnly: true }`.
   *
   * ```ts
   * engine.begin((conn) => conn.execute(insert(users).values({ name: "Anna" })));
   * ```
   */
  begin<T>(body: (connection: Connection) => T, options?: TransactionOptions): T {
    return inBody(this.#core, () => runSync(this.#transact(body, options)));
  }
  /**
   * As `begin`, and runs the transaction again when another one was to blame for its failure: a deadlock, a serialization failure, a locked
   * SQLite file. `body` must bear being run several times: what it does outside of the database stays done.
   *
   * ```ts
   * engine.run((conn) => transfer(conn, 100), { isolationLevel: "SERIALIZABLE", retry: { attempts: 5 } });
   * ```
   *
   * The waits between are random and grow; after the last attempt its error is thrown. With `retry: false` it is run once. Throws
   * InvalidRequestError inside another transaction of the same engine.
   */
  run<T>(body: (connection: Connection) => T, options: RunOptions = {}): T {
    const core = this.#core;
    const attempt = (each: Attempt): Flow<T> => this.#transact(body, optionsOf(core.dialect, each));
    return inRun(core, options, () => runSync(runRetrying(options, { attempt, pause: pauseSync, engine: core })));
  }
  /** A connection of the driver's own package, from the pool; give it back with `close()` or `using`. */
  rawConnection(): RawConnection {
    return new RawConnection(runSync(this.#core.rawConnection()));
  }
  /** The same pool under other options. */
  executionOptions(options: ExecutionOptions): Engine {
    const engine = new Engine(this.#core.derive());
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
  dispose(): void {
    runSync(this.#core.dispose());
  }
  [Symbol.dispose](): void {
    this.dispose();
  }
  /** For `metadata.createAll(…)`. */
  runPlan(plan: (connection: DDLConnection) => Flow<void>): void {
    return runSync(this.#core.transact((core) => runDDL(core, plan)));
  }
  /** What listeners get for a connection. */
  eventConnection(core: ConnectionCore): EventConnection {
    return (core.shell ?? new Connection(this, core)) as Connection;
  }
  #transact<T>(body: (connection: Connection) => T, options: TransactionOptions | undefined): Flow<T> {
    return this.#core.transact((core) => wait(body(new Connection(this, core))), options);
  }
  toString(): string {
    return `Engine(${this.#core.url.renderAsString()})`;
  }
}

/** Where events and `metadata.createAll` find what they need. */
export interface Engine extends DDLRunner, EventTarget<EngineEvents & PoolEvents> {
  [$runDDL](plan: (connection: DDLConnection) => Flow<void>): void;
}

/** Listeners of all sync engines and their pools: `listen(Engine, …)`. */
const allEngines: Dispatch<EngineEvents> = makeEngineListeners();
defineDispatch(Engine, () => allEngines);
defineDispatch(Engine.prototype, ({ core }) => core.dispatch);
// console.log shows which database it is, not what the engine is made of.
Object.defineProperty(Engine.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: Engine) {
    return this.toString();
  },
});
Object.defineProperty(Engine.prototype, $runDDL, {
  value(this: Engine, plan: (connection: DDLConnection) => Flow<void>) {
    return this.runPlan(plan);
  },
});

/**
 * An engine for sync programs. Nothing is connected until the first use.
 *
 * ```ts
 * const engine = createEngine("sqlite:///app.db");
 * ```
 *
 * `postgresql:` and `mysql:` go through a worker thread. Throws ArgumentError for a URL or option that means nothing.
 */
export function createEngine(url: string | URL, options: EngineOptions = {}): Engine {
  const { core, plugins } = createCore(url, options, true, allEngines);
  const engine = new Engine(core);
  for (const plugin of plugins) plugin.engineCreated(engine);
  return engine;
}

/**
 * An engine from a configuration: the entries whose names begin with `prefix` ("athanor."), of which `url` must be there. Text becomes
 * what each option is: "5" a number, "true" a boolean. Names may be written `poolSize`, `pool_size` or `POOL_SIZE`. Options beside `prefix` stand over the configuration's.
 *
 * ```ts
 * engineFromConfig({ "athanor.url": "sqlite:///app.db", "athanor.echo": "true" });
 * engineFromConfig(process.env, { prefix: "DB_" });     // DB_URL, DB_POOL_SIZE …
 * ```
 *
 * Throws ArgumentError for an entry that is no option, or no such value.
 */
export function engineFromConfig(config: EngineConfig, options: EngineConfigOptions = {}): Engine {
  const read = readEngineConfig(config, options);
  return createEngine(read.url, read.options);
}
