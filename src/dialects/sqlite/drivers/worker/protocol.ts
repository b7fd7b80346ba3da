import type { PortableError } from "../../../../dialect/bridge/protocol.ts";
import type { ConnectOptions, DriverResult, QueryOptions } from "../../../../dialect/driver.ts";

/** What is asked of the thread, each with a number of its own. It answers in the same order. */
export type ThreadRequest = readonly [id: number, ...ThreadCall];
export type ThreadCall =
  | readonly ["connect", ConnectOptions]
  | readonly ["query", string, readonly unknown[], QueryOptions | undefined]
  | readonly ["many", string, readonly (readonly unknown[])[], QueryOptions | undefined]
  | readonly ["cursor", string, readonly unknown[], QueryOptions | undefined]
  | readonly ["fetch", number, number]
  | readonly ["release", number]
  | readonly ["close"];

/** A cursor that was opened in the thread. */
export interface OpenedCursor {
  readonly cursor: number;
  readonly columns: readonly string[];
}

export type ThreadValue = DriverResult | OpenedCursor | unknown[][] | undefined;

/** The answer, and whether the database is in a transaction after it. */
export type ThreadReply =
  | readonly [id: number, kind: "ok", value: ThreadValue, inTransaction: boolean]
  | readonly [id: number, kind: "error", error: PortableError, inTransaction: boolean];

export interface ThreadStart {
  /** The number of the request that is to be given up. */
  readonly stop: Int32Array;
}
