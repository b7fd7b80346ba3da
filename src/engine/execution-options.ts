import type { SqliteBeginMode } from "../dialect/transaction-options.ts";
import { ArgumentError } from "../errors/argument.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { describeValue } from "../util/describe.ts";

/**
 * Options that travel with an execution. Those of one execution win over those of the statement, these over the connection's, and
 * those over the engine's. An unknown name is an ArgumentError.
 */
export interface ExecutionOptions {
  /** For an engine or a connection, not for one statement. */
  readonly isolationLevel?: string | undefined;
  /** For an engine or a connection: its transactions write nothing. One transaction: `begin({ readOnly: true })`. */
  readonly readOnly?: boolean | undefined;
  /** `readOnly` on PostgreSQL, and nothing elsewhere. */
  readonly postgresqlReadonly?: boolean | undefined;
  /** For an engine or a connection on PostgreSQL: serializable transactions that only read wait until they cannot fail. */
  readonly postgresqlDeferrable?: boolean | undefined;
  /** For an engine or a connection on SQLite: how its transactions begin. */
  readonly sqliteBeginMode?: SqliteBeginMode | undefined;
  /** Other schemas than those that tables were declared with; `null` is the key of tables without one. */
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
  /** null: compile afresh, without the cache. */
  readonly compiledCache?: null | undefined;
  /** Most rows of one INSERT when it is executed with a list of sets; 1000 by default. */
  readonly insertmanyvaluesPageSize?: number | undefined;
  /** false: an INSERT with a list of sets is executed once for each set; true by default. */
  readonly useInsertmanyvalues?: boolean | undefined;
  /** Shown in the log lines: `[token] BEGIN (implicit)`. */
  readonly loggingToken?: string | undefined;
  /** The rows of a query are read when they are asked for, through a cursor of the database, instead of all at once. */
  readonly streamResults?: boolean | undefined;
  /** Most rows that a streamed result reads ahead; 1000 by default. */
  readonly maxRowBuffer?: number | undefined;
  /** `streamResults`, reading this many rows at a time; `partitions()` gives as many. */
  readonly yieldPer?: number | undefined;
  /** Milliseconds after which the database is asked to stop the statement (of a stream: one read); StatementTimeoutError. */
  readonly timeout?: number | undefined;
  /** Stops the statement when it is aborted; StatementAbortedError. For async engines. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The text gives several results, of which `result.nextResult()` gives the later ones: statements in a row, given to `execDriverSql()`.
   * CALL needs no saying.
   */
  readonly severalResults?: boolean | undefined;
  /** Columns are called as the driver calls them, instead of as the statement does. */
  readonly driverColumnNames?: boolean | undefined;
  /** Accepted as SQLAlchemy's: rowcounts are always kept. */
  readonly preserveRowcount?: boolean | undefined;
  /** Accepted as SQLAlchemy's: text without parameters always goes to the driver as it is. */
  readonly noParameters?: boolean | undefined;
  /** Options of your own, for listeners; see `registerOptionNamespace`. */
  readonly [own: `${string}.${string}`]: unknown;
}

/** The options without those of others. */
type OwnOption = Exclude<keyof ExecutionOptions, `${string}.${string}`>;

const checks: Readonly<Record<OwnOption, (value: unknown) => boolean>> = {
  isolationLevel: (value) => typeof value === "string",
  readOnly: isBoolean,
  postgresqlReadonly: isBoolean,
  postgresqlDeferrable: isBoolean,
  sqliteBeginMode: (value) => BEGIN_MODES.includes(value),
  schemaTranslateMap: (value) => value instanceof Map,
  compiledCache: (value) => value === null,
  insertmanyvaluesPageSize: isCount,
  useInsertmanyvalues: isBoolean,
  loggingToken: (value) => typeof value === "string",
  streamResults: isBoolean,
  maxRowBuffer: isCount,
  yieldPer: isCount,
  timeout: (value) => typeof value === "number" && Number.isFinite(value) && value > 0 && value <= MAX_TIMER_MS,
  signal: (value) => typeof value === "object" && value !== null && "aborted" in value && "addEventListener" in value,
  severalResults: isBoolean,
  driverColumnNames: isBoolean,
  preserveRowcount: isBoolean,
  noParameters: isBoolean,
};

const expected: Readonly<Record<OwnOption, string>> = {
  isolationLevel: "a string",
  readOnly: "a boolean",
  postgresqlReadonly: "a boolean",
  postgresqlDeferrable: "a boolean",
  sqliteBeginMode: '"DEFERRED", "IMMEDIATE" or "EXCLUSIVE"',
  schemaTranslateMap: "a Map of schema names",
  compiledCache: "null",
  insertmanyvaluesPageSize: "a positive whole number",
  useInsertmanyvalues: "a boolean",
  loggingToken: "a string",
  streamResults: "a boolean",
  maxRowBuffer: "a positive whole number",
  yieldPer: "a positive whole number",
  timeout: "a positive number of milliseconds",
  signal: "an AbortSignal",
  severalResults: "a boolean",
  driverColumnNames: "a boolean",
  preserveRowcount: "a boolean",
  noParameters: "a boolean",
};

const BEGIN_MODES: readonly unknown[] = ["DEFERRED", "IMMEDIATE", "EXCLUSIVE"];

/** What setTimeout can count. */
const MAX_TIMER_MS = 2_147_483_647;

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}
function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** Options of layers above: the ORM's. */
const added = new Set<string>();
const namespaces = new Set<string>();

/** Makes names known as execution options. */
export function addExecutionOptions(...names: readonly string[]): void {
  for (const name of names) added.add(name);
}

/**
 * Allows execution options of your own, for listeners to read: those named `namespace.option`.
 *
 * ```ts
 * registerOptionNamespace("billing");
 * conn.execute(statement, undefined, { "billing.tenant": 7 });
 * ```
 *
 * Throws ArgumentError for a name that holds a dot, or nothing.
 */
export function registerOptionNamespace(namespace: string): void {
  if (typeof namespace !== "string" || namespace === "" || namespace.includes(".")) {
    throw new ArgumentError(
      `registerOptionNamespace() takes a name without a dot; got ${typeof namespace === "string" ? JSON.stringify(namespace) : describeValue(namespace)}.`,
    );
  }
  namespaces.add(namespace);
}

/** Throws ArgumentError for an option that is unknown or means nothing. */
export function checkExecutionOptions(options: ExecutionOptions): void {
  if (options === null || typeof options !== "object")
    throw new ArgumentError(`Execution options are an object; got ${describeValue(options)}.`);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(checks, name)) {
      if (isAllowed(name)) continue;
      const known = [...Object.keys(checks), ...added];
      throw new ArgumentError(
        `There is no execution option ${JSON.stringify(name)}.${didYouMean(name, known)} Options of your own are named "namespace.option", with a namespace that registerOptionNamespace() was given.`,
      );
    }
    const key = name as OwnOption;
    if (!checks[key](value))
      throw new ArgumentError(`The execution option ${name} is ${expected[key]}; got ${describeValue(value)}.`);
  }
}

function isAllowed(name: string): boolean {
  return added.has(name) || namespaces.has(name.slice(0, Math.max(0, name.indexOf("."))));
}

/** The schema that is meant by the one that a table was declared with. */
export function translateSchema(options: ExecutionOptions, schema: string | undefined): string | undefined {
  const map = options.schemaTranslateMap;
  if (map === undefined || !map.has(schema ?? null)) return schema;
  return map.get(schema ?? null) ?? undefined;
}
