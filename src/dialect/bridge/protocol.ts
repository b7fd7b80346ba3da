import type { ConnectOptions, DriverCursor, DriverResult, QueryOptions } from "../driver.ts";
import type { PortableRows } from "./portable-rows.ts";

/** What the waiting thread asks of the worker. */
export type BridgeRequest =
  | readonly ["connect", ConnectOptions]
  | readonly ["query", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["many", number, string, SentRows, QueryOptions | undefined]
  | readonly ["all", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["cursor", number, string, readonly unknown[], QueryOptions | undefined]
  | readonly ["fetch", number, cursor: number, count: number, timeout: number | undefined]
  | readonly ["closeCursor", number, cursor: number]
  /** A request that comes after a statement. */
  | readonly ["after", number, string, BridgeRequest]
  /** A request that must be answered within so many milliseconds. */
  | readonly ["within", number, milliseconds: number, BridgeRequest]
  | readonly ["close", number, terminate: boolean]
  | readonly ["dispose"];

/** Rows as they are when they are few, else packed. */
export type SentRows = readonly (readonly unknown[])[] | PortableRows;
export type SentResult = Omit<DriverResult, "rows"> & { readonly rows: SentRows };

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
  readonly query: SentResult;
  readonly many: SentResult;
  readonly all: readonly SentResult[];
  readonly cursor: OpenedCursor;
  readonly fetch: SentRows;
  readonly closeCursor: undefined;
  readonly after: BridgeValues["query"];
  readonly within: BridgeValues["query"];
  readonly close: undefined;
  readonly dispose: undefined;
}

/** The worker's answer. */
export type BridgeReply = readonly ["ok", BridgeValues[keyof BridgeValues]] | readonly ["error", PortableError];

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

/** What both sides share, by its index. */
export const SIGNAL = {
  /** How many requests are answered; -1: the worker has ended. */
  answers: 0,
  heartbeat: 1,
  /** The connection that the last answer was about, as a sum of `STATE`. */
  state: 2,
  length: 3,
} as const;

export const STATE = { open: 1, inTransaction: 2, unknownTransaction: 4 } as const;

/** What the worker is started with. */
export interface BridgeStart {
  readonly port: import("node:worker_threads").MessagePort;
  readonly signal: Int32Array;
  readonly module: string;
  readonly factory: string;
}
