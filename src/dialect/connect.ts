import { type Flow, isPromiseLike } from "../flow/flow.ts";
import { closeConnection } from "./close-connection.ts";
import type { Dialect } from "./dialect.ts";
import type { ConnectOptions, Driver, DriverConnection } from "./driver.ts";
import { SharedConnection } from "./shared-connection.ts";

/**
 * Opens a connection, unless one was opened otherwise, and prepares it for its dialect; one that cannot be prepared is closed again.
 * The `connect` of a pool.
 */
export function* openConnection(
  dialect: Dialect,
  driver: Driver,
  options: ConnectOptions,
  how: {
    /** It was opened otherwise. */
    readonly already?: DriverConnection | undefined;
    /** Several holders will have it at the same time. */
    readonly shared?: boolean | undefined;
    /** Its engine is asynchronous. */
    readonly forAsync?: boolean | undefined;
  } = {},
): Flow<DriverConnection> {
  const shared = how.shared ?? dialect.poolKind(options) === "static";
  const opened = how.already ?? driver.connect(options);
  let connection = isPromiseLike(opened) ? ((yield opened) as DriverConnection) : opened;
  try {
    yield* dialect.onConnect(connection, options);
    dialect.defaultIsolationLevel ??= yield* dialect.getIsolationLevel(connection);
    if (how.forAsync === true && !driver.isAsync && !shared) connection = yield* dialect.forAsync(connection);
  } catch (error) {
    yield* closeConnection(connection, false);
    throw error;
  }
  return shared ? new SharedConnection(connection) : connection;
}
