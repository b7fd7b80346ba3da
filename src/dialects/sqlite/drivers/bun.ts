import { createRequire } from "node:module";
import type { ConnectOptions, Driver, DriverConnection } from "../../../dialect/driver.ts";
import { MissingDriverError } from "../../../errors/driver.ts";
import { inspectSql } from "./inspect-sql.ts";
import { integerBinds } from "./integer-binds.ts";
import { LocalConnection, type Prepared, type RunInfo } from "./local-connection.ts";
import { opened, plainPath, sqliteLocation, uriOf } from "./location.ts";
import { isReading, severalStatements } from "./one-statement.ts";
import { regexpFunction, type SqliteValue } from "./regexp.ts";

// The parts of bun:sqlite that are used here.
interface Statement {
  readonly columnNames: readonly string[];
  readonly paramsCount: number;
  values(...params: readonly unknown[]): unknown[][];
  run(...params: readonly unknown[]): RunInfo;
  iterate(...params: readonly unknown[]): Iterator<Record<string, unknown>>;
  safeIntegers(enabled: boolean): unknown;
}
interface Database {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  run(sql: string): unknown;
  function?(
    name: string,
    options: { deterministic: boolean },
    implementation: (pattern: SqliteValue, value: SqliteValue) => unknown,
  ): void;
  close(): void;
}
interface SqliteModule {
  readonly Database: new (path: string, flags: number) => Database;
  readonly constants: Readonly<
    Record<"SQLITE_OPEN_READONLY" | "SQLITE_OPEN_READWRITE" | "SQLITE_OPEN_CREATE" | "SQLITE_OPEN_URI", number>
  >;
}

/** Whether this program runs on Bun. */
export function isBun(): boolean {
  return process.versions["bun"] !== undefined;
}

/** SQLite through Bun's own module bun:sqlite. */
export function bunSqliteDriver(): Driver {
  return {
    name: "bun",
    isAsync: false,
    connect,
    adopt: (raw, options) => new BunSqliteConnection(raw as Database, sqliteLocation(options).cacheSize),
  };
}

function connect(options: ConnectOptions): DriverConnection {
  const location = sqliteLocation(options);
  if (!isBun())
    throw new MissingDriverError(
      `The driver sqlite+bun needs bun:sqlite, which only Bun has; this is Node ${process.versions.node}. Use sqlite+node: or sqlite+better-sqlite3:`,
    );
  const { Database, constants } = createRequire(import.meta.url)("bun:sqlite") as SqliteModule;
  const access = location.readonly
    ? constants.SQLITE_OPEN_READONLY
    : constants.SQLITE_OPEN_READWRITE | (location.mustExist ? 0 : constants.SQLITE_OPEN_CREATE);
  const uri = location.uriOptions.length > 0;
  const path = uri ? uriOf(location) : plainPath(location.path);
  const flags = access | (uri ? constants.SQLITE_OPEN_URI : 0);
  const database = opened(location, () => new Database(path, flags));
  database.run(`PRAGMA busy_timeout = ${location.timeout}`);
  return new BunSqliteConnection(database, location.cacheSize);
}

class BunSqliteConnection extends LocalConnection<Statement> {
  readonly raw: Database;
  isOpen = true;

  constructor(database: Database, cacheSize: number) {
    super(cacheSize);
    this.raw = database;
    database.function?.("regexp", { deterministic: true }, regexpFunction());
  }

  get inTransaction(): boolean {
    return this.isOpen && this.raw.inTransaction;
  }

  protected prepare(sql: string): Prepared<Statement> {
    const { several } = inspectSql(sql);
    if (several) throw severalStatements();
    const statement = this.raw.prepare(sql);
    const columns = statement.columnNames.length > 0 ? this.columnsOf(statement) : undefined;
    // Only the generated key can be large; it is always asked for exactly.
    if (columns === undefined) statement.safeIntegers(true);
    return {
      statement,
      columns,
      readonly: columns !== undefined && isReading(sql),
      parameters: statement.paramsCount,
      bigints: columns === undefined,
    };
  }

  protected columnsOf(statement: Statement): readonly string[] {
    return [...statement.columnNames];
  }

  protected setBigints({ statement }: Prepared<Statement>, bigints: boolean): void {
    statement.safeIntegers(bigints);
  }

  protected override bind(params: readonly unknown[]): readonly unknown[] {
    for (const value of params) {
      // Only in its exact mode does Bun notice by itself.
      if (typeof value === "bigint" && BigInt.asIntN(64, value) !== value)
        throw new RangeError(`BigInt value '${value}' is too large to be an INTEGER of 64 bits`);
    }
    return integerBinds(params);
  }

  protected all({ statement }: Prepared<Statement>, values: readonly unknown[]): unknown[][] {
    return statement.values(...values);
  }

  protected first({ statement }: Prepared<Statement>, values: readonly unknown[]): unknown[] | undefined {
    return statement.values(...values)[0];
  }

  protected run(statement: Statement, values: readonly unknown[]): RunInfo {
    return statement.run(...values);
  }

  /** Bun gives row by row as objects alone: where names are equal, or not certain, all rows are read at once instead. */
  protected *iterate(
    { statement, columns, star }: Prepared<Statement>,
    values: readonly unknown[],
  ): Generator<unknown> {
    const names = columns as readonly string[];
    if (star === true || new Set(names).size < names.length || names.includes("__proto__")) {
      yield* statement.values(...values);
      return;
    }
    const rows = statement.iterate(...values);
    try {
      for (let step = rows.next(); step.done !== true; step = rows.next()) {
        const { value } = step;
        yield names.map((name) => value[name]);
      }
    } finally {
      rows.return?.();
    }
  }

  protected end(): void {
    this.isOpen = false;
    this.raw.close();
  }
}
