import type { $named, EventDescription } from "../event/dispatch.ts";
import type { PoolEntry } from "./pool-entry.ts";
import type { PooledConnection } from "./pooled-connection.ts";

/** What a listener is told of a place of the pool. */
export type ConnectionPoolEntry = Pick<PoolEntry, "dbapiConnection" | "driverConnection" | "info" | "recordInfo">;

/** What a listener is told of a connection that is being taken. */
export type PoolProxiedConnection = Pick<
  PooledConnection,
  "dbapiConnection" | "driverConnection" | "info" | "recordInfo" | "isValid" | "isDetached"
>;

/** What is known of a connection that is being reset. */
export interface PoolResetState {
  /** No transaction is open any more: the holder has ended his own. */
  readonly transactionWasReset: boolean;
}

/**
 * Events of pools; an engine's own pool tells the listeners of the engine. `driverConnection` is the connection object of the driver's own
 * package (undefined where it lives in a worker thread); `record.dbapiConnection.query(sql, params)` works everywhere.
 */
export type PoolEvents = {
  readonly [$named]?: {
    readonly [N in keyof typeof poolEvents]: Named<(typeof poolEvents)[N]["arguments"], PoolEvents[N]>;
  };
  /** A database connection was opened. */
  readonly connect: (driverConnection: unknown, record: ConnectionPoolEntry) => unknown;
  /** The pool's first database connection was opened; before `connect`. */
  readonly firstConnect: (driverConnection: unknown, record: ConnectionPoolEntry) => unknown;
  /** A connection is taken. A listener that throws DisconnectionError gets another one to look at. */
  readonly checkout: (driverConnection: unknown, record: ConnectionPoolEntry, proxy: PoolProxiedConnection) => unknown;
  /** A connection comes back. `driverConnection` is undefined when it was lost. */
  readonly checkin: (driverConnection: unknown, record: ConnectionPoolEntry) => unknown;
  /** A connection that comes back is about to be reset: the place for a way of one's own, with `poolResetOnReturn: null`. */
  readonly reset: (driverConnection: unknown, record: ConnectionPoolEntry, state: PoolResetState) => unknown;
  /** A connection is taken out of use; `error` is why, where there is a reason. */
  readonly invalidate: (driverConnection: unknown, record: ConnectionPoolEntry, error: unknown) => unknown;
  /** A connection is to be replaced before its next use. */
  readonly softInvalidate: (driverConnection: unknown, record: ConnectionPoolEntry, error: unknown) => unknown;
  /** A connection is about to be closed. */
  readonly close: (driverConnection: unknown, record: ConnectionPoolEntry) => unknown;
  /** A connection has left the pool, by `detach()`. */
  readonly detach: (driverConnection: unknown, record: ConnectionPoolEntry) => unknown;
  /** A connection that had left the pool is about to be closed. */
  readonly closeDetached: (driverConnection: unknown) => unknown;
};

const poolEvents = {
  connect: { arguments: ["driverConnection", "record"] },
  firstConnect: { arguments: ["driverConnection", "record"] },
  checkout: { arguments: ["driverConnection", "record", "proxy"] },
  checkin: { arguments: ["driverConnection", "record"] },
  reset: { arguments: ["driverConnection", "record", "state"] },
  invalidate: { arguments: ["driverConnection", "record", "error"] },
  softInvalidate: { arguments: ["driverConnection", "record", "error"] },
  close: { arguments: ["driverConnection", "record"] },
  detach: { arguments: ["driverConnection", "record"] },
  closeDetached: { arguments: ["driverConnection"] },
} as const;

/** The arguments of a listener as one object: for `named`. */
type Named<Names extends readonly string[], Listener> = Listener extends (...args: infer Args) => unknown
  ? { readonly [I in keyof Names & `${number}` as Names[I] & string]: I extends keyof Args ? Args[I] : never }
  : never;

const described: Readonly<Record<keyof PoolEvents & string, EventDescription>> = poolEvents;
export const poolEventNames: ReadonlyMap<string, EventDescription> = new Map(Object.entries(described));
