import type { ConnectOptions, Driver, DriverConnection } from "../../../dialect/driver.ts";
import { requirePackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { LocalConnection, type Prepared, type RunInfo } from "./local-connection.ts";
import { sqliteLocation } from "./location.ts";
import { regexpFunction, type SqliteValue } from "./regexp.ts";

// The parts of the package that are used here.
interface Statement {
  readonly reader: boolean;
  readonly readonly: boolean;
  all(...params: readonly unknown[]): unknown[];
  get(...params: readonly unknown[]): unknown;
  iterate(...params: readonly unknown[]): IterableIterator<unknown>;
  run(...params: readonly unknown[]): RunInfo;
  raw(toggle?: boolean): this;
  safeIntegers(toggle?: boolean): this;
  columns(): { name: string }[];
}
interface Database {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  function(
    name: string,
    options: { deterministic: boolean },
    implementation: (pattern: SqliteValue, value: SqliteValue) => unknown,
  ): void;
  close(): void;
}
type DatabaseClass = new (path: string, options: object) => Database;

/** SQLite through the package better-sqlite3. */
export function betterSqlite3Driver(): Driver {
  return {
    name: "better-sqlite3",
    isAsync: false,
    connect,
    adopt: (raw, options) => new BetterSqlite3Connection(raw as Database, sqliteLocation(options).cacheSize),
  };
}

function connect(options: ConnectOptions): DriverConnection {
  const location = sqliteLocation(options);
  const [first] = location.uriOptions;
  if (first !== undefined)
    throw new ArgumentError(
      `The package better-sqlite3 opens plain files, and cannot do ${first[0]}=${first[1]}; sqlite+node: can.`,
    );
  const loaded = requirePackage("better-sqlite3", "sqlite+better-sqlite3") as
    | DatabaseClass
    | { default: DatabaseClass };
  const DatabaseClass = typeof loaded === "function" ? loaded : loaded.default;
  let database: Database;
  try {
    database = new DatabaseClass(location.path, {
      ...options.connectArgs,
      readonly: location.readonly,
      fileMustExist: location.mustExist,
      timeout: location.timeout,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A missing directory is noticed by the package, not by SQLite, and so has no code.
    throw Object.assign(new Error(`${error.message}: ${location.path}`, { cause: error }), { code: "SQLITE_CANTOPEN" });
  }
  return new BetterSqlite3Connection(database, location.cacheSize);
}

class BetterSqlite3Connection extends LocalConnection<Statement> {
  readonly raw: Database;

  constructor(database: Database, cacheSize: number) {
    super(cacheSize);
    this.raw = database;
    database.function("regexp", { deterministic: true }, regexpFunction());
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }
  get isOpen(): boolean {
    return this.raw.open;
  }

  /** Arrays that are filled value by value from native code grow to 17 places, and more. */
  protected override get roomy(): boolean {
    return true;
  }

  protected prepare(sql: string): Prepared<Statement> {
    const statement = this.raw.prepare(sql);
    const columns = statement.reader ? this.columnsOf(statement.raw(true)) : undefined;
    // What returns no rows (COMMIT, SAVEPOINT) the package runs only while nothing is being read.
    return { statement, columns, readonly: statement.reader && statement.readonly, bigints: false };
  }

  protected columnsOf(statement: Statement): readonly string[] {
    return statement.columns().map((column) => column.name);
  }

  protected setBigints(statement: Statement, bigints: boolean): void {
    statement.safeIntegers(bigints);
  }

  protected all(statement: Statement, values: readonly unknown[]): unknown[][] {
    return (
      values.length === 0 ? statement.all() : values.length === 1 ? statement.all(values[0]) : statement.all(values)
    ) as unknown[][];
  }

  protected first(statement: Statement, values: readonly unknown[]): unknown[] | undefined {
    return (values.length === 1 ? statement.get(values[0]) : statement.get(values)) as unknown[] | undefined;
  }

  protected run(statement: Statement, values: readonly unknown[]): RunInfo {
    return values.length === 0 ? statement.run() : statement.run(values);
  }

  protected iterate({ statement }: Prepared<Statement>, values: readonly unknown[]): Iterator<unknown> {
    return statement.iterate(values);
  }

  protected end(): void {
    this.raw.close();
  }
}
