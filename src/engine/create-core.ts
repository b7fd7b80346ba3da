import { connectTimeoutOf } from "../dialect/connect-timeout.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, Driver } from "../dialect/driver.ts";
import { resolve } from "../dialect/registry.ts";
import { ArgumentError } from "../errors/argument.ts";
import { Dispatch } from "../event/dispatch.ts";
import { reprValue } from "../util/repr-params.ts";
import { Echo } from "./echo.ts";
import { EngineCore } from "./engine-core.ts";
import { type EngineEvents, engineEventNames } from "./engine-events.ts";
import { checkEngineOptions, type EngineOptions } from "./engine-options.ts";
import { enginePool } from "./engine-pool.ts";
import { makeUrl } from "./parse-url.ts";
import { loadPlugins, type CreateEnginePlugin } from "./plugin.ts";
import { SqlComments } from "./sql-comments.ts";
import { StatementCache } from "./statement-cache.ts";
import type { StatementTracer } from "./tracing.ts";
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
  const { connectTimeout } = options;
  const connectOptions: ConnectOptions = {
    ...url.translateConnectArgs(),
    ...(connectTimeout === undefined ? {} : { connectTimeout: connectTimeout * 1000 }),
    connectArgs: options.connectArgs ?? {},
  };
  checkServers(connectOptions, driver);
  adjust(dialect, options);
  const isolationLevel =
    options.isolationLevel === undefined ? undefined : dialect.checkIsolationLevel(options.isolationLevel);
  const pool = enginePool({
    dialect,
    driver,
    options,
    connectOptions,
    isolationLevel,
    plugins,
    sync,
    all,
    core: () => core,
  });
  const dispatch = new Dispatch<EngineEvents>("an engine", engineEventNames, all, pool.dispatch);
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
    patience: connectTimeoutOf(connectOptions),
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
