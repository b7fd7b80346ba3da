import type { Limits } from "../dialect/limited-call.ts";
import type { ExecutionOptions } from "./execution-options.ts";

/** How rows are read bit by bit. */
export interface StreamOptions {
  readonly maxRowBuffer: number | undefined;
  readonly yieldPer: number | undefined;
}

/** The options that change how a statement is sent and what becomes of its rows. */
export interface SendingOptions {
  /** Rows are read when they are asked for. */
  readonly stream: StreamOptions | undefined;
  readonly limits: Limits | undefined;
  readonly driverColumnNames: boolean;
  readonly severalResults: boolean;
}

/** undefined when none of them is set: what nearly every execution finds. */
export function sendingOptions(options: ExecutionOptions): SendingOptions | undefined {
  const { streamResults, yieldPer, maxRowBuffer, timeout, signal, driverColumnNames, severalResults } = options;
  const streams = streamResults ?? yieldPer !== undefined;
  const limited = timeout !== undefined || signal !== undefined;
  if (!streams && !limited && driverColumnNames !== true && severalResults !== true) return undefined;
  return {
    stream: streams ? { maxRowBuffer, yieldPer } : undefined,
    limits: limited ? { timeout, signal } : undefined,
    driverColumnNames: driverColumnNames === true,
    severalResults: severalResults === true,
  };
}
