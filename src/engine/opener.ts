import { closeConnection } from "../dialect/close-connection.ts";
import { openConnection } from "../dialect/connect.ts";
import { connectedTooLate, connectTimeoutOf } from "../dialect/connect-timeout.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ConnectOptions, Driver, DriverConnection } from "../dialect/driver.ts";
import { ArgumentError } from "../errors/argument.ts";
import type { Dispatch } from "../event/dispatch.ts";
import { callListener } from "../event/emit.ts";
import { type Flow, isPromiseLike, wait } from "../flow/flow.ts";
import { runAsync } from "../flow/run.ts";
import { withinTime } from "../flow/within-time.ts";
import { reprValue } from "../util/repr-params.ts";
import type { EngineEvents, MutableConnectOptions } from "./engine-events.ts";
import type { EngineOptions } from "./engine-options.ts";
import { tracedConnect } from "./tracing.ts";

interface OpenerOptions {
  /** Several holders will have a connection at the same time. */
  readonly shared: boolean;
  /** The engine is asynchronous. */
  readonly forAsync: boolean;
}

/** Opens connections for the pool: through the driver, `creator`, or a `doConnect` listener. */
export class Opener {
  readonly #dialect: Dialect;
  readonly #driver: Driver;
  readonly #options: ConnectOptions;
  readonly #listeners: () => Dispatch<EngineEvents>;
  readonly #creator: EngineOptions["creator"];
  readonly #how: OpenerOptions;

  constructor(
    dialect: Dialect,
    driver: Driver,
    options: ConnectOptions,
    listeners: () => Dispatch<EngineEvents>,
    creator: EngineOptions["creator"],
    how: OpenerOptions,
  ) {
    this.#dialect = dialect;
    this.#driver = driver;
    this.#options = options;
    this.#listeners = listeners;
    this.#creator = creator;
    this.#how = how;
    if (creator !== undefined && driver.adopt === undefined) throw this.#cannotAdopt("creator");
  }

  *open(): Flow<DriverConnection> {
    const limit = connectTimeoutOf(this.#options);
    return yield* withinTime(this.#open(), limit, () => connectedTooLate(limit));
  }

  *#open(): Flow<DriverConnection> {
    const dispatch = this.#listeners();
    let options = this.#options;
    let opened: DriverConnection | undefined;
    if (this.#creator !== undefined) opened = yield* this.#adopt("creator", yield* wait(this.#creator()), options);
    else if (dispatch.active && dispatch.hears("doConnect")) {
      const changed: MutableConnectOptions = {
        ...options,
        query: { ...options.query },
        connectArgs: { ...options.connectArgs },
      };
      opened = yield* this.#ask(dispatch, changed);
      options = changed;
    }
    opened ??= yield* this.#connect(options);
    return yield* openConnection(this.#dialect, this.#driver, options, { already: opened, ...this.#how });
  }

  *#connect(options: ConnectOptions): Flow<DriverConnection> {
    const opening = tracedConnect(this.#dialect, this.#driver, options);
    if (!isPromiseLike(opening)) return opening;
    try {
      return (yield opening) as DriverConnection;
    } catch (error) {
      // Nobody waits any more; a connection that comes nevertheless must not stay open.
      opening.then(
        (late) => runAsync(closeConnection(late, true)),
        () => undefined,
      );
      throw error;
    }
  }

  /** The first connection that a listener gives; the others are not asked then. */
  *#ask(dispatch: Dispatch<EngineEvents>, options: MutableConnectOptions): Flow<DriverConnection | undefined> {
    for (const listener of dispatch.listeners("doConnect") ?? []) {
      let back = callListener(dispatch, "doConnect", listener, [this.#dialect, options]);
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
