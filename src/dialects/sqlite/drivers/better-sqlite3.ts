import type { ConnectOptions, Driver, DriverConnection } from "../../../dialect/driver.ts";
import { requirePackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { LocalConnection, type Prepared, type RunInfo } from "./local-connection.ts";
import { sqliteLocation } from "./location.ts";
import type { UnreadRows } from "./open-cursors.ts";
import { regexpFunction, type SqliteValue } from "./regexp.ts";
import { type Collected, type Collecting, RowCollector } from "./row-collector.ts";

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
  pluck(toggle?: boolean): this;
  columns(): { name: string }[];
}
interface Database extends Collecting<Statement> {
  readonly open: boolean;
  readonly inTransaction: boolean;
  function(name: string, options: object, implementation: (pattern: SqliteValue, value: SqliteValue) => unknown): void;
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

/** A statement that may come again; only then are its rows collected, which takes a second statement. */
interface Known extends Prepared<Statement> {
  readonly sql: string;
  again: boolean;
  /** Collects all rows; null: nothing can. */
  all: Statement | null | undefined;
  /** Collects the only row. */
  one: Statement | null | undefined;
}

class BetterSqlite3Connection extends LocalConnection<Statement> {
  readonly raw: Database;
  readonly #collector: RowCollector<Statement>;

  constructor(database: Database, cacheSize: number) {
    super(cacheSize);
    this.raw = database;
    database.function("regexp", { deterministic: true }, regexpFunction());
    this.#collector = new RowCollector(database);
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }
  get isOpen(): boolean {
    return this.raw.open;
  }

  /** Arrays that are filled value by value from native code grow to 17 places, and more. */
  protected override isRoomy({ all }: Known): boolean {
    return all === undefined || all === null;
  }

  protected prepare(sql: string): Known {
    const statement = this.raw.prepare(sql);
    const columns = statement.reader ? this.columnsOf(statement.raw(true)) : undefined;
    // What returns no rows (COMMIT, SAVEPOINT) the package runs only while nothing is being read.
    const readonly = statement.reader && statement.readonly;
    return { statement, columns, readonly, bigints: false, sql, again: false, all: undefined, one: undefined };
  }

  protected columnsOf(statement: Statement): readonly string[] {
    return statement.columns().map((column) => column.name);
  }

  protected setBigints(prepared: Known, bigints: boolean): void {
    prepared.statement.safeIntegers(bigints);
    prepared.all = undefined;
    prepared.one = undefined;
  }

  protected all(prepared: Known, values: readonly unknown[]): unknown[][] {
    const collecting = this.#again(prepared, "all");
    if (collecting !== null) return this.#collector.all(collecting, values);
    const { statement } = prepared;
    return (
      values.length === 0 ? statement.all() : values.length === 1 ? statement.all(values[0]) : statement.all(values)
    ) as unknown[][];
  }

  protected first(prepared: Known, values: readonly unknown[]): unknown[] | undefined {
    const collecting = this.#again(prepared, "one");
    if (collecting !== null) return this.#collector.one(collecting, values);
    const { statement } = prepared;
    return (values.length === 1 ? statement.get(values[0]) : statement.get(values)) as unknown[] | undefined;
  }

  /** The statement that collects the rows of one that comes again; null the first time, and where nothing can. */
  #again(prepared: Known, collected: "all" | "one"): Statement | null {
    if (!prepared.again) {
      prepared.again = true;
      return null;
    }
    if (prepared[collected] === undefined) prepared[collected] = this.#collecting(prepared, collected);
    return prepared[collected];
  }

  #collecting({ sql, columns, readonly, star, bigints }: Known, collected: Collected): Statement | null {
    if (!readonly || columns === undefined || star === true) return null;
    return this.#collector.prepare(sql, columns.length, collected, bigints) ?? null;
  }

  protected run(statement: Statement, values: readonly unknown[]): RunInfo {
    return values.length === 0 ? statement.run() : statement.run(values);
  }

  protected iterate({ statement }: Prepared<Statement>, values: readonly unknown[]): Iterator<unknown> {
    return statement.iterate(values);
  }

  protected override unread(prepared: Known, values: readonly unknown[]): UnreadRows {
    const statement = this.#collecting(prepared, "some");
    return statement === null ? super.unread(prepared, values) : this.#collector.some(statement, values);
  }

  protected end(): void {
    this.raw.close();
  }
}
