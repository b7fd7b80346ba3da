import { closeConnection } from "../dialect/close-connection.ts";
import { connectTimeoutOf } from "../dialect/connect-timeout.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, Driver, DriverConnection } from "../dialect/driver.ts";
import { StoppedStatement } from "../dialect/limited-call.ts";
import { withPatience } from "../dialect/patience.ts";
import { Dispatch } from "../event/dispatch.ts";
import type { Flow } from "../flow/flow.ts";
import { withinTime } from "../flow/within-time.ts";
import { poolClasses } from "../pool/make-pool.ts";
import { poolListeners, type Pool } from "../pool/pool.ts";
import { type PoolEvents, poolEventNames } from "../pool/pool-events.ts";
import type { PoolOptions } from "../pool/pool-options.ts";
import type { EngineCore } from "./engine-core.ts";
import { type EngineEvents, engineEventNames } from "./engine-events.ts";
import type { EngineOptions } from "./engine-options.ts";
import { handleConnectError } from "./handle-error.ts";
import { poolLog } from "./log-options.ts";
import { Opener } from "./opener.ts";
import type { CreateEnginePlugin } from "./plugin.ts";

/** Listeners of all engines of a kind, and of their pools: `listen(Engine, …)`. */
export function makeEngineListeners(): Dispatch<EngineEvents> {
  const pools = new Dispatch<PoolEvents>("an engine's pool", poolEventNames, poolListeners);
  return new Dispatch("an engine", engineEventNames, undefined, pools);
}

/** What an engine's pool is made of. */
interface PoolParts {
  readonly dialect: Dialect;
  readonly driver: Driver;
  readonly options: EngineOptions;
  readonly connectOptions: ConnectOptions;
  readonly isolationLevel: string | undefined;
  readonly plugins: readonly CreateEnginePlugin[];
  readonly sync: boolean;
  /** Listeners of all engines of the kind. */
  readonly all: Dispatch<EngineEvents>;
  /** The engine, once it is made. */
  readonly core: () => EngineCore;
}

/** The pool of an engine, by its options. */
export function enginePool(parts: PoolParts): Pool {
  const { dialect, driver, options, connectOptions, isolationLevel, plugins, sync, all, core } = parts;
  const given = options.poolclass ?? dialect.poolKind(connectOptions);
  const PoolClass = typeof given === "string" ? poolClasses[given] : given;
  const listeners = (): Dispatch<EngineEvents> => core().dispatch;
  const opener = new Opener(dialect, driver, connectOptions, listeners, options.creator, {
    shared: given === "static",
    forAsync: !sync,
  });
  const { poolSize, maxOverflow, poolTimeout, poolRecycle, poolUseLifo, poolTraceCheckouts } = options;
  const poolOptions = { poolSize, maxOverflow, poolTimeout, poolRecycle, poolUseLifo, poolTraceCheckouts };
  for (const plugin of plugins) plugin.handlePoolKwargs(typeof given === "string" ? given : given.name, poolOptions);
  if (options.pool !== undefined) return options.pool;
  return new PoolClass({
    ...poolOptions,
    *connect() {
      const connection = yield* opener.open();
      if (isolationLevel === undefined) return connection;
      try {
        yield* dialect.setIsolationLevel(connection, isolationLevel);
      } catch (error) {
        yield* closeConnection(connection, false);
        throw error;
      }
      return connection;
    },
    isAsync: !sync,
    reset: resetOf(dialect, options.poolResetOnReturn, connectTimeoutOf(connectOptions)),
    ping: options.poolPrePing === true ? (connection) => ping(core(), connection, connectOptions) : undefined,
    log: poolLog(options),
    listeners: all.beside as Dispatch<PoolEvents> | undefined,
  });
}

function resetOf(dialect: Dialect, how: EngineOptions["poolResetOnReturn"], patience: number): PoolOptions["reset"] {
  if (how === null || how === "none") return undefined;
  return how === "commit"
    ? (connection) => dialect.commit(connection)
    : (connection) => withPatience(connection, patience, dialect.rollback(connection));
}

/** Whether a connection still answers, in time. Listeners of `handleError` may know of errors that mean it is lost. */
function* ping(core: EngineCore, connection: DriverConnection, options: ConnectOptions): Flow<boolean> {
  const limit = connectTimeoutOf(options);
  const late = new Error("No answer");
  try {
    const asking = core.dialect.ping(connection, limit === Infinity ? undefined : limit);
    return yield* withinTime(asking, limit, () => late);
  } catch (error) {
    if (error === late || error instanceof StoppedStatement) return false;
    const { thrown, isDisconnect } = yield* handleConnectError(core, error, true);
    if (isDisconnect) return false;
    throw thrown;
  }
}
