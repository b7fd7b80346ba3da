import type { ConnectOptions, Driver, DriverConnection } from "../../../dialect/driver.ts";
import { MissingDriverError } from "../../../errors/driver.ts";
import { inspectSql } from "./inspect-sql.ts";
import { LocalConnection, type Prepared, type RunInfo } from "./local-connection.ts";
import { opened, plainPath, sqliteLocation, uriOf } from "./location.ts";
import { isReading, severalStatements } from "./one-statement.ts";
import { regexpFunction, type SqliteValue } from "./regexp.ts";

// The parts of node:sqlite that are used here.
interface Statement {
  all(...params: readonly unknown[]): unknown[];
  get(...params: readonly unknown[]): unknown;
  iterate(...params: readonly unknown[]): Iterator<unknown>;
  run(...params: readonly unknown[]): RunInfo;
  setReturnArrays(enabled: boolean): void;
  setReadBigInts(enabled: boolean): void;
  columns(): { name: string }[];
}
interface Database {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  prepare(sql: string): Statement;
  function(
    name: string,
    options: { deterministic: boolean },
    implementation: (pattern: SqliteValue, value: SqliteValue) => unknown,
  ): void;
  close(): void;
}
interface SqliteModule {
  readonly DatabaseSync: new (path: string, options: object) => Database;
  readonly StatementSync: { readonly prototype: object };
}

let loaded: SqliteModule | undefined | null = null;

/** node:sqlite, or undefined where the runtime lacks it or has one that is too old to give rows as arrays. */
function nodeSqlite(): SqliteModule | undefined {
  if (loaded === null) {
    const builtin = (process as { getBuiltinModule?: (id: string) => unknown }).getBuiltinModule;
    const module = builtin?.("node:sqlite") as SqliteModule | undefined;
    loaded = module !== undefined && "setReturnArrays" in module.StatementSync.prototype ? module : undefined;
  }
  return loaded;
}

/** Whether this runtime can use `sqlite+node:`. */
export function hasNodeSqlite(): boolean {
  return nodeSqlite() !== undefined;
}

/** SQLite through Node's own module node:sqlite (Node 22.16, 24 and later). */
export function nodeSqliteDriver(): Driver {
  return {
    name: "node",
    isAsync: false,
    connect,
    adopt: (raw, options) => new NodeSqliteConnection(raw as Database, sqliteLocation(options).cacheSize),
  };
}

function connect(options: ConnectOptions): DriverConnection {
  const location = sqliteLocation(options);
  const module = nodeSqlite();
  if (module === undefined) {
    throw new MissingDriverError(
      `The driver sqlite+node needs node:sqlite of Node 22.16, 24 or later; this is Node ${process.versions.node}. Update Node, or use sqlite+better-sqlite3: (npm install better-sqlite3)`,
    );
  }
  // Only a URI can say that the file must exist.
  const uri = location.uriOptions.length > 0 || (location.mustExist && location.path !== ":memory:");
  const path = uri ? uriOf(location) : plainPath(location.path);
  const { readonly, timeout } = location;
  const database = opened(
    location,
    () => new module.DatabaseSync(path, { ...options.connectArgs, readOnly: readonly, timeout }),
  );
  return new NodeSqliteConnection(database, location.cacheSize);
}

class NodeSqliteConnection extends LocalConnection<Statement> {
  readonly raw: Database;

  constructor(database: Database, cacheSize: number) {
    super(cacheSize);
    this.raw = database;
    database.function("regexp", { deterministic: true }, regexpFunction());
  }

  get inTransaction(): boolean {
    return this.raw.isOpen && this.raw.isTransaction;
  }
  get isOpen(): boolean {
    return this.raw.isOpen;
  }

  protected prepare(sql: string): Prepared<Statement> {
    const statement = this.raw.prepare(sql);
    const { parameters, several } = inspectSql(sql);
    if (several) throw severalStatements();
    const columns = this.columnsOf(statement);
    if (columns.length === 0) {
      // Only the generated key can be large; it is always asked for exactly.
      statement.setReadBigInts(true);
      return { statement, columns: undefined, readonly: false, parameters, bigints: true };
    }
    statement.setReturnArrays(true);
    return { statement, columns, readonly: isReading(sql), parameters, bigints: false };
  }

  protected columnsOf(statement: Statement): readonly string[] {
    return statement.columns().map((column) => column.name);
  }

  protected setBigints({ statement }: Prepared<Statement>, bigints: boolean): void {
    statement.setReadBigInts(bigints);
  }

  protected all({ statement }: Prepared<Statement>, values: readonly unknown[]): unknown[][] {
    return (values.length === 1 ? statement.all(values[0]) : statement.all(...values)) as unknown[][];
  }

  protected first({ statement }: Prepared<Statement>, values: readonly unknown[]): unknown[] | undefined {
    return statement.get(...values) as unknown[] | undefined;
  }

  protected run(statement: Statement, values: readonly unknown[]): RunInfo {
    return statement.run(...values);
  }

  protected iterate({ statement }: Prepared<Statement>, values: readonly unknown[]): Iterator<unknown> {
    return statement.iterate(...values);
  }

  protected end(): void {
    this.raw.close();
  }
}
