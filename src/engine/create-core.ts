import { openConnection } from "../dialect/connect.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, Driver, DriverConnection } from "../dialect/driver.ts";
import { resolve } from "../dialect/registry.ts";
import { ArgumentError } from "../errors/argument.ts";
import { Dispatch } from "../event/dispatch.ts";
import { callListener, emit } from "../event/emit.ts";
import { wait, type Flow, isPromiseLike } from "../flow/flow.ts";
import { makePool } from "../pool/make-pool.ts";
import { reprValue } from "../util/repr-params.ts";
import { Echo } from "./echo.ts";
import { EngineCore } from "./engine-core.ts";
import { type EngineEvents, engineEventNames, type MutableConnectOptions } from "./engine-events.ts";
import { checkEngineOptions, type EngineOptions } from "./engine-options.ts";
import { handleConnectError } from "./handle-error.ts";
import { poolLog } from "./log-options.ts";
import { makeUrl } from "./parse-url.ts";
import { loadPlugins, type CreateEnginePlugin } from "./plugin.ts";
import { SqlComments } from "./sql-comments.ts";
import { StatementCache } from "./statement-cache.ts";
import { type StatementTracer, tracedConnect } from "./tracing.ts";
import type { URL } from "./url.ts";

/** Everything under an Engine or AsyncEngine, put together. `all` has the listeners of all engines of a kind. */
export function createCore(
  given: string | URL,
  givenOptions: EngineOptions,
  sync: boolean,
  all: Dispatch<EngineEvents>,
): { readonly core: EngineCore; readonly plugins: readonly CreateEnginePlugin[] } {
  if (givenOptions === null || typeof givenOptions !== "object")
    throw new ArgumentError(`createEngine's second argument is an object of options; got ${reprValue(givenOptions)}.`);
  const options: EngineOptions & Record<string, unknown> = { ...givenOptions };
  const { url, plugins } = loadPlugins(makeUrl(given), options);
  const backend = url.getBackendName();
  const dialectOptions = checkEngineOptions(options, backend);
  for (const plugin of plugins) plugin.handleDialectKwargs(backend, dialectOptions);
  const { dialect, driver } = resolve(url.drivername, sync, dialectOptions);
  const connectOptions: ConnectOptions = { ...url.translateConnectArgs(), connectArgs: options.connectArgs ?? {} };
  checkServers(connectOptions, driver);
  adjust(dialect, options);
  const dispatch = new Dispatch<EngineEvents>("an engine", engineEventNames, all);
  const isolationLevel =
    options.isolationLevel === undefined ? undefined : dialect.checkIsolationLevel(options.isolationLevel);
  const kind = options.poolclass ?? dialect.poolKind(connectOptions);
  const opener = new Opener(dialect, driver, connectOptions, dispatch, options.creator, kind === "static");
  const { poolSize, maxOverflow, poolTimeout, poolRecycle, poolUseLifo } = options;
  const poolOptions = { poolSize, maxOverflow, poolTimeout, poolRecycle, poolUseLifo };
  for (const plugin of plugins) plugin.handlePoolKwargs(kind, poolOptions);
  const pool =
    options.pool ??
    makePool(kind, {
      ...poolOptions,
      *connect() {
        const connection = yield* opener.open();
        if (isolationLevel !== undefined) yield* dialect.setIsolationLevel(connection, isolationLevel);
        if (dispatch.active) yield* emit(dispatch, "connect", [connection.raw]);
        return connection;
      },
      isAsync: !sync && driver.isAsync,
      reset: (connection) => dialect.rollback(connection),
      ping: options.poolPrePing === true ? (connection) => ping(core, connection) : undefined,
      log: poolLog(options),
    });
  const { insertmanyvaluesPageSize, useInsertmanyvalues, sqlComments, tracer } = options;
  if (tracer !== undefined && typeof (tracer as Partial<StatementTracer> | null)?.start !== "function")
    throw new ArgumentError(
      `tracer is an object with start(statement), such as openTelemetry(); got ${reprValue(tracer)}.`,
    );
  const core = new EngineCore({
    url,
    dialect,
    driver,
    pool,
    dispatch,
    isolationLevel,
    skipAutocommitRollback: options.skipAutocommitRollback === true,
    cache: new StatementCache(options.queryCacheSize ?? 500),
    entries: new WeakMap(),
    echo: new Echo(options),
    tracer,
    comments: sqlComments === undefined ? undefined : new SqlComments(sqlComments, tracer !== undefined),
    executionOptions: {
      ...(insertmanyvaluesPageSize === undefined ? {} : { insertmanyvaluesPageSize }),
      ...(useInsertmanyvalues === undefined ? {} : { useInsertmanyvalues }),
      ...options.executionOptions,
    },
  });
  return { core, plugins };
}

function checkServers({ hosts }: ConnectOptions, driver: Driver): void {
  if (hosts !== undefined && driver.multiHost !== true)
    throw new ArgumentError(`The driver ${driver.name} knows one server, and the URL names ${hosts.length}.`);
}

/** What the user wants of the dialect beside its own options. */
function adjust(dialect: Dialect, options: EngineOptions): void {
  const { labelLength, maxIdentifierLength } = options;
  dialect.fromLinting = options.enableFromLinting !== false;
  dialect.maxIdentifierLength = maxIdentifierLength;
  dialect.labelLength = labelLength;
  dialect.jsonSerializer = options.jsonSerializer;
  dialect.jsonDeserializer = options.jsonDeserializer;
  const longest = maxIdentifierLength ?? dialect.sqlFeatures.maxIdentifierLength;
  if (labelLength !== undefined && labelLength > longest)
    throw new ArgumentError(`labelLength is ${labelLength}, but names have at most ${longest} characters here.`);
}

/** Opens connections for the pool: through the driver, `creator`, or a `doConnect` listener. */
class Opener {
  readonly #dialect: Dialect;
  readonly #driver: Driver;
  readonly #options: ConnectOptions;
  readonly #dispatch: Dispatch<EngineEvents>;
  readonly #creator: EngineOptions["creator"];
  readonly #shared: boolean;

  constructor(
    dialect: Dialect,
    driver: Driver,
    options: ConnectOptions,
    dispatch: Dispatch<EngineEvents>,
    creator: EngineOptions["creator"],
    shared: boolean,
  ) {
    this.#dialect = dialect;
    this.#driver = driver;
    this.#options = options;
    this.#dispatch = dispatch;
    this.#creator = creator;
    this.#shared = shared;
    if (creator !== undefined && driver.adopt === undefined) throw this.#cannotAdopt("creator");
  }

  *open(): Flow<DriverConnection> {
    let options = this.#options;
    let opened: DriverConnection | undefined;
    if (this.#creator !== undefined) opened = yield* this.#adopt("creator", yield* wait(this.#creator()), options);
    else if (this.#dispatch.active && this.#dispatch.listeners("doConnect") !== undefined) {
      const changed: MutableConnectOptions = {
        ...options,
        query: { ...options.query },
        connectArgs: { ...options.connectArgs },
      };
      opened = yield* this.#ask(changed);
      options = changed;
    }
    opened ??= yield* wait(tracedConnect(this.#dialect, this.#driver, options));
    return yield* openConnection(this.#dialect, this.#driver, options, { already: opened, shared: this.#shared });
  }

  /** The first connection that a listener gives; the others are not asked then. */
  *#ask(options: MutableConnectOptions): Flow<DriverConnection | undefined> {
    for (const listener of this.#dispatch.listeners("doConnect") ?? []) {
      let back = callListener(this.#dispatch, "doConnect", listener, [this.#dialect, options]);
      if (isPromiseLike(back)) back = yield back;
      if (back !== undefined && back !== null) return yield* this.#adopt("doConnect", back, options);
    }
    return undefined;
  }

  *#adopt(who: string, raw: unknown, options: ConnectOptions): Flow<DriverConnection> {
    if (this.#driver.adopt === undefined) throw this.#cannotAdopt(who);
    if (raw === null || typeof raw !== "object")
      throw new ArgumentError(`${who} gives a connection of the driver's package; got ${reprValue(raw)}.`);
    return yield* wait(this.#driver.adopt(raw, options));
  }

  #cannotAdopt(who: string): ArgumentError {
    return new ArgumentError(
      `${who} cannot give connections to the driver ${this.#driver.name} here: it opens its own, as drivers do that run in a worker thread for a synchronous engine. Use createAsyncEngine with a driver that has adopt().`,
    );
  }
}

/** Whether a connection still answers. Listeners of `handleError` may know of errors that mean it is lost. */
function* ping(core: EngineCore, connection: DriverConnection): Flow<boolean> {
  try {
    return yield* core.dialect.ping(connection);
  } catch (error) {
    const { thrown, isDisconnect } = yield* handleConnectError(core, error, true);
    if (isDisconnect) return false;
    throw thrown;
  }
}
