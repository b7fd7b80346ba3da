import { ArgumentError } from "../errors/argument.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { reprValue } from "../util/repr-params.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import type { ExecutionOptions } from "./execution-options.ts";
import type { LogOptions } from "./log-options.ts";

/** Options of createEngine and createAsyncEngine. */
export interface EngineOptions extends LogOptions {
  /** For every transaction of the engine; "AUTOCOMMIT" for none. */
  readonly isolationLevel?: string | undefined;
  /** Compiled statements that are kept; 500 by default, 0 turns the cache off. */
  readonly queryCacheSize?: number | undefined;
  /** Warn of a SELECT, UPDATE or DELETE whose tables no condition joins (a cartesian product); true by default. */
  readonly enableFromLinting?: boolean | undefined;
  readonly executionOptions?: ExecutionOptions | undefined;
  /** Handed to the driver's connect function as they are. */
  readonly connectArgs?: Readonly<Record<string, unknown>> | undefined;
  /** Connections that are kept open; 5 by default. */
  readonly poolSize?: number | undefined;
  /** Connections that may be opened beyond `poolSize` when all are in use; 10 by default. */
  readonly maxOverflow?: number | undefined;
  /** Seconds to wait for a connection before a TimeoutError; 30 by default. */
  readonly poolTimeout?: number | undefined;
  /** Seconds after which an idle connection is replaced; -1 (the default) for never. */
  readonly poolRecycle?: number | undefined;
  /** Tests a pooled connection before use and replaces a dead one. */
  readonly poolPrePing?: boolean | undefined;
  /** Gives out the connection used last instead of the one idle for longest. */
  readonly poolUseLifo?: boolean | undefined;
  /** "queue", "static" (one connection for all) or "null" (none is kept); by default the dialect chooses. */
  readonly poolclass?: "queue" | "static" | "null" | undefined;
  /** A ready pool instead of the options above. */
  readonly pool?: ConnectionPool | undefined;
  /** Begin mode of SQLite transactions: "DEFERRED" (the default), "IMMEDIATE" or "EXCLUSIVE". */
  readonly sqliteBeginMode?: "DEFERRED" | "IMMEDIATE" | "EXCLUSIVE" | undefined;
}

const known: ReadonlySet<string> = new Set([
  "echo",
  "echoPool",
  "logger",
  "hideParameters",
  "loggingName",
  "poolLoggingName",
  "slowQueryThreshold",
  "isolationLevel",
  "queryCacheSize",
  "enableFromLinting",
  "executionOptions",
  "connectArgs",
  "poolSize",
  "maxOverflow",
  "poolTimeout",
  "poolRecycle",
  "poolPrePing",
  "poolUseLifo",
  "poolclass",
  "pool",
] satisfies (keyof EngineOptions)[]);

/** Checks the options; gives back those that are the dialect's own (their names begin with its name). */
export function checkEngineOptions(options: EngineOptions, dialectName: string): Record<string, unknown> {
  if (options === null || typeof options !== "object")
    throw new ArgumentError(`createEngine's second argument is an object of options; got ${reprValue(options)}.`);
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    if (known.has(name)) continue;
    if (!name.startsWith(dialectName)) {
      throw new ArgumentError(
        `createEngine has no option ${JSON.stringify(name)}.${didYouMean(name, [...known])} What the driver is to get goes into connectArgs.`,
      );
    }
    own[name] = value;
  }
  checkNumber("queryCacheSize", options.queryCacheSize, 0, true);
  checkNumber("slowQueryThreshold", options.slowQueryThreshold, 0, false);
  checkNumber("poolSize", options.poolSize, 0, true);
  checkNumber("maxOverflow", options.maxOverflow, -1, true);
  checkNumber("poolTimeout", options.poolTimeout, 0, false);
  checkNumber("poolRecycle", options.poolRecycle, -1, false);
  if (options.poolclass !== undefined && !["queue", "static", "null"].includes(options.poolclass)) {
    throw new ArgumentError(`poolclass is "queue", "static" or "null"; got ${reprValue(options.poolclass)}.`);
  }
  return own;
}

function checkNumber(name: string, value: unknown, least: number, whole: boolean): void {
  if (value === undefined) return;
  if (typeof value !== "number" || !Number.isFinite(value) || value < least || (whole && !Number.isInteger(value))) {
    throw new ArgumentError(
      `${name} is a ${whole ? "whole " : ""}number of at least ${least}; got ${reprValue(value)}.`,
    );
  }
}
