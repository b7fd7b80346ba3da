import type { ConnectOptions, DriverResult, QueryOptions } from "../driver.ts";

/** What the waiting thread asks of the worker. */
export type BridgeRequest =
  | readonly ["connect", ConnectOptions]
  | readonly ["query", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["many", number, string, readonly (readonly unknown[])[], QueryOptions | undefined]
  | readonly ["close", number]
  | readonly ["dispose"];

/** State of the connection after the call. */
export interface ConnectionState {
  readonly inTransaction: boolean | undefined;
  readonly isOpen: boolean;
}

/** The worker's answer: a result with the connection's state, or an error with it. */
export type BridgeReply =
  | readonly ["ok", DriverResult | number | undefined, ConnectionState | undefined]
  | readonly ["error", PortableError, ConnectionState | undefined];

/** An error as it crosses between threads, where classes are lost. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own properties that are plain values: code, constraint, detail, severity … */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly cause: PortableError | undefined;
}

/** What the worker is started with. */
export interface BridgeStart {
  readonly port: import("node:worker_threads").MessagePort;
  /** [how many requests are answered, the worker's heartbeat]. */
  readonly signal: Int32Array;
  readonly module: string;
  readonly factory: string;
}
