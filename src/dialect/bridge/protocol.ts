import type { ConnectOptions, DriverCursor, DriverResult, QueryOptions } from "../driver.ts";

/** What the waiting thread asks of the worker. */
export type BridgeRequest =
  | readonly ["connect", ConnectOptions]
  | readonly ["query", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["many", number, string, readonly (readonly unknown[])[], QueryOptions | undefined]
  | readonly ["all", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["cursor", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["fetch", number, cursor: number, count: number, timeout: number | undefined]
  | readonly ["closeCursor", number, cursor: number]
  | readonly ["close", number, terminate: boolean]
  | readonly ["dispose"];

/** State of the connection after the call. */
export interface ConnectionState {
  readonly inTransaction: boolean | undefined;
  readonly isOpen: boolean;
}

/** A connection that was opened: its number, and what it can do. */
export interface OpenedConnection {
  readonly id: number;
  readonly canStream: boolean;
  readonly canGiveAll: boolean;
  readonly canCancel: boolean;
}

/** A cursor that was opened. A connection has one at a time, unless several share it. */
export interface OpenedCursor {
  readonly cursor: number;
  readonly columns: readonly string[];
  readonly allows: DriverCursor["allows"];
}

/** What a request comes back with, by its name. */
export interface BridgeValues {
  readonly connect: OpenedConnection;
  readonly query: DriverResult;
  readonly many: DriverResult;
  readonly all: readonly DriverResult[];
  readonly cursor: OpenedCursor;
  readonly fetch: unknown[][];
  readonly closeCursor: undefined;
  readonly close: undefined;
  readonly dispose: undefined;
}

/** The worker's answer: a result with the connection's state, or an error with it. */
export type BridgeReply =
  | readonly ["ok", BridgeValues[keyof BridgeValues], ConnectionState | undefined]
  | readonly ["error", PortableError, ConnectionState | undefined];

/** An error as it crosses between threads, where classes are lost. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own properties that are plain values: code, constraint, detail, severity … */
  readonly fields: Readonly<Record<string, PortableValue>>;
  readonly cause: PortableError | undefined;
}
export type PortableValue = string | number | boolean | bigint | null;

/** What the worker is started with. */
export interface BridgeStart {
  readonly port: import("node:worker_threads").MessagePort;
  /** [how many requests are answered, the worker's heartbeat]. */
  readonly signal: Int32Array;
  readonly module: string;
  readonly factory: string;
}
