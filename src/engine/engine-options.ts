import type { SqliteBeginMode } from "../dialect/transaction-options.ts";
import { ArgumentError } from "../errors/argument.ts";
import type { Awaitable } from "../flow/flow.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { type PoolClass, poolClasses, type PoolKind } from "../pool/make-pool.ts";
import type { Pool } from "../pool/pool.ts";
import { reprValue } from "../util/repr-params.ts";
import { checkExecutionOptions, type ExecutionOptions } from "./execution-options.ts";
import type { LogOptions } from "./log-options.ts";
import type { CreateEnginePluginClass } from "./plugin.ts";
import type { SqlCommentsOption } from "./sql-comments.ts";
import type { StatementTracer } from "./tracing.ts";

/** Options of createEngine and createAsyncEngine. */
export interface EngineOptions extends LogOptions {
  /** Makes a span of every statement: `openTelemetry()` of "athanor/opentelemetry". */
  readonly tracer?: StatementTracer | undefined;
  /**
   * Tags that are appended to statements in sqlcommenter's form, `/*application='shop'*\/`, so that the database's own logs and views tell
   * whose they are. A function gives tags for each execution; it and `{ traceparent: true }`, which names the active span, make every
   * statement another text, which the database then cannot keep prepared.
   */
  readonly sqlComments?: SqlCommentsOption | undefined;
  /** For every transaction of the engine; "AUTOCOMMIT" for none. */
  readonly isolationLevel?: string | undefined;
  /** No ROLLBACK when a connection in AUTOCOMMIT mode is given back by a driver that cannot tell whether a transaction is open. */
  readonly skipAutocommitRollback?: boolean | undefined;
  /** Compiled statements that are kept; 500 by default, 0 turns the cache off. */
  readonly queryCacheSize?: number | undefined;
  /** Warn of a SELECT, UPDATE or DELETE whose tables no condition joins (a cartesian product); true by default. */
  readonly enableFromLinting?: boolean | undefined;
  /** Options of every execution; those of a connection or statement win. */
  readonly executionOptions?: ExecutionOptions | undefined;
  /** Rows a batch when one INSERT carries many sets; 1000 by default. */
  readonly insertmanyvaluesPageSize?: number | undefined;
  /** false: an INSERT with a list of sets is executed once for each set; true by default. */
  readonly useInsertmanyvalues?: boolean | undefined;
  /** Longest label or bind name that is made up for you; by default as long as any name of the database may be. */
  readonly labelLength?: number | undefined;
  /** Longest name that the database takes, where its own limit is not the dialect's (a PostgreSQL built with another NAMEDATALEN). */
  readonly maxIdentifierLength?: number | undefined;
  /** Writes JSON values, in place of JSON.stringify; gives text. */
  readonly jsonSerializer?: ((value: unknown) => string) | undefined;
  /** Reads JSON text, in place of JSON.parse. */
  readonly jsonDeserializer?: ((text: string) => unknown) | undefined;
  /** Handed to the driver's connect function as they are. */
  readonly connectArgs?: Readonly<Record<string, unknown>> | undefined;
  /** Opens connections by the driver's own package, in place of the driver: gives what the package gives. The URL then says only which driver it is. */
  readonly creator?: (() => Awaitable<unknown>) | undefined;
  /** What takes part in making the engine: names that `registerPlugin` knows, or classes. */
  readonly plugins?: readonly (string | CreateEnginePluginClass)[] | undefined;
  /** Connections that are kept open; 5 by default. */
  readonly poolSize?: number | undefined;
  /** Connections that may be opened beyond `poolSize` when all are in use; 10 by default. */
  readonly maxOverflow?: number | undefined;
  /** Seconds to wait for a connection before a TimeoutError; 30 by default. */
  readonly poolTimeout?: number | undefined;
  /** Seconds that a connection may live: after that it is replaced before its next use; -1 (the default) for any time. */
  readonly poolRecycle?: number | undefined;
  /** Tests a pooled connection before use and replaces a dead one. */
  readonly poolPrePing?: boolean | undefined;
  /** Gives out the connection used last instead of the one idle for longest. */
  readonly poolUseLifo?: boolean | undefined;
  /**
   * What ends a transaction that is still open when a connection is given back: "rollback" (the default), "commit", or null for nothing,
   * where a `reset` listener does it.
   */
  readonly poolResetOnReturn?: "rollback" | "commit" | "none" | null | undefined;
  /**
   * Notes where each connection is taken, for the errors and warnings about those that are not given back: it costs about 10 µs a
   * checkout. By default only when `echoPool` is on.
   */
  readonly poolTraceCheckouts?: boolean | undefined;
  /**
   * "queue", "single" (one connection, taken in turns), "static" (one connection for all at the same time), "null" (none is kept),
   * "assertion" (a second one is an error), or a class that extends one of these; by default the dialect chooses.
   */
  readonly poolclass?: PoolKind | PoolClass | undefined;
  /**
   * Seconds that opening a connection may take, and a ping; and the server's answer when a transaction is rolled back, a stream is left or
   * a connection given back, which is dropped after that time. 30 by default, 0 for any time.
   */
  readonly connectTimeout?: number | undefined;
  /** A ready pool instead of the options above. */
  readonly pool?: Pool | undefined;
  /** Begin mode of SQLite transactions: "DEFERRED" (the default), "IMMEDIATE" or "EXCLUSIVE". */
  readonly sqliteBeginMode?: SqliteBeginMode | undefined;
  /** Whether SQLite enforces foreign keys; true by default. */
  readonly sqliteForeignKeys?: boolean | undefined;
  /** How SQLite protects transactions; "wal" lets others read while one writes. The file remembers it. */
  readonly sqliteJournalMode?: "delete" | "truncate" | "persist" | "memory" | "wal" | "off" | undefined;
  /** Further SQLite files, which each connection attaches: `{ archive: "archive.db" }` makes tables with `schema: "archive"` live there. */
  readonly sqliteAttach?: Readonly<Record<string, string>> | undefined;
}

/** What an option is, for checking it and for reading it from text (`engineFromConfig`). */
export type OptionKind =
  | "boolean"
  | "echo"
  | "text"
  | "value"
  | { readonly oneOf: readonly string[] }
  | { readonly least: number; readonly whole: boolean };

const whole = (least: number): OptionKind => ({ least, whole: true });
const number = (least: number): OptionKind => ({ least, whole: false });

/** Options that are not the dialect's own. */
export const optionKinds: Readonly<Record<Exclude<keyof EngineOptions, `sqlite${string}`>, OptionKind>> = {
  echo: "echo",
  echoPool: "echo",
  logger: "value",
  hideParameters: "boolean",
  loggingName: "text",
  poolLoggingName: "text",
  slowQueryThreshold: number(0),
  tracer: "value",
  sqlComments: "value",
  isolationLevel: "text",
  skipAutocommitRollback: "boolean",
  queryCacheSize: whole(0),
  enableFromLinting: "boolean",
  executionOptions: "value",
  insertmanyvaluesPageSize: whole(1),
  useInsertmanyvalues: "boolean",
  labelLength: whole(1),
  maxIdentifierLength: whole(1),
  jsonSerializer: "value",
  jsonDeserializer: "value",
  connectArgs: "value",
  creator: "value",
  plugins: "value",
  poolSize: whole(0),
  maxOverflow: whole(-1),
  poolTimeout: number(0),
  poolRecycle: number(-1),
  poolPrePing: "boolean",
  poolUseLifo: "boolean",
  poolResetOnReturn: { oneOf: ["rollback", "commit", "none"] },
  poolTraceCheckouts: "boolean",
  poolclass: { oneOf: Object.keys(poolClasses) },
  connectTimeout: number(0),
  pool: "value",
};

const FUNCTIONS = ["creator", "jsonSerializer", "jsonDeserializer"] as const;
const OBJECTS = ["connectArgs", "executionOptions"] as const;

/** Checks the options; gives back those that are the dialect's own (their names begin with its name). */
export function checkEngineOptions(options: EngineOptions, dialectName: string): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(optionKinds, name) ? optionKinds[name as keyof typeof optionKinds] : undefined;
    if (kind !== undefined) checkKind(name, value, kind);
    else if (name.startsWith(dialectName)) own[name] = value;
    else {
      throw new ArgumentError(
        `createEngine has no option ${JSON.stringify(name)}.${didYouMean(name, Object.keys(optionKinds))} What the driver is to get goes into connectArgs.`,
      );
    }
  }
  for (const name of FUNCTIONS) {
    if (options[name] !== undefined && typeof options[name] !== "function")
      throw new ArgumentError(`${name} is a function; got ${reprValue(options[name])}.`);
  }
  for (const name of OBJECTS) {
    const value: unknown = options[name];
    if (value !== undefined && (value === null || typeof value !== "object" || Array.isArray(value)))
      throw new ArgumentError(`${name} is an object; got ${Array.isArray(value) ? "a list" : reprValue(value)}.`);
  }
  if (options.executionOptions !== undefined) checkExecutionOptions(options.executionOptions);
  if (options.pool !== undefined && typeof (options.pool as Partial<Pool> | null)?.acquire !== "function")
    throw new ArgumentError(`pool is a Pool; got ${reprValue(options.pool)}. Its class goes into poolclass.`);
  return own;
}

function checkKind(name: string, value: unknown, kind: OptionKind): void {
  if (value === undefined || kind === "value" || kind === "echo") return;
  if (typeof kind === "object" && "oneOf" in kind) {
    if (name === "poolclass" && typeof value === "function") return;
    if (name === "poolResetOnReturn" && value === null) return;
    if (!kind.oneOf.includes(value as string))
      throw new ArgumentError(
        `${name} is ${kind.oneOf.map((each) => JSON.stringify(each)).join(", ")}${name === "poolclass" ? " or a class that extends Pool" : " or null"}; got ${reprValue(value)}.`,
      );
    return;
  }
  if (kind === "boolean" || kind === "text") {
    if (typeof value !== (kind === "text" ? "string" : kind))
      throw new ArgumentError(`${name} is ${kind === "text" ? "a string" : "true or false"}; got ${reprValue(value)}.`);
  } else if (
    typeof value !== "number" ||
    !Number.isFinite(value) ||
    value < kind.least ||
    (kind.whole && !Number.isInteger(value))
  ) {
    throw new ArgumentError(
      `${name} is a ${kind.whole ? "whole " : ""}number of at least ${kind.least}; got ${reprValue(value)}.`,
    );
  }
}
