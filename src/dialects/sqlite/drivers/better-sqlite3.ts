import type {
  ConnectOptions,
  Driver,
  DriverConnection,
  DriverCursor,
  DriverResult,
  QueryOptions,
} from "../../../dialect/driver.ts";
import { requirePackage } from "../../../dialect/load-package.ts";
import { StatementCache } from "../../../dialect/statement-cache.ts";
import { altersTable } from "./alters-table.ts";
import { generatedKey, integerBinds } from "./integer-binds.ts";
import { OpenCursors } from "./iterator-cursor.ts";
import { sqliteLocation } from "./location.ts";

// The parts of the package that are used here.
interface Statement {
  readonly reader: boolean;
  readonly readonly: boolean;
  all(...params: readonly unknown[]): unknown[];
  iterate(...params: readonly unknown[]): IterableIterator<unknown>;
  run(...params: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  raw(toggle?: boolean): this;
  safeIntegers(toggle?: boolean): this;
  columns(): { name: string }[];
}
interface Database {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  close(): void;
}
type DatabaseClass = new (
  path: string,
  options: { readonly: boolean; fileMustExist: boolean; timeout: number },
) => Database;

/** SQLite through the package better-sqlite3. */
export function betterSqlite3Driver(): Driver {
  return {
    name: "better-sqlite3",
    isAsync: false,
    connect,
    adopt: (raw) => new BetterSqlite3Connection(raw as Database),
  };
}

function connect(options: ConnectOptions): DriverConnection {
  const location = sqliteLocation(options);
  const loaded = requirePackage("better-sqlite3", "sqlite+better-sqlite3") as
    | DatabaseClass
    | { default: DatabaseClass };
  const DatabaseClass = typeof loaded === "function" ? loaded : loaded.default;
  let database: Database;
  try {
    database = new DatabaseClass(location.path, {
      readonly: location.readonly,
      fileMustExist: location.mustExist,
      timeout: location.timeout,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // A missing directory is noticed by the package, not by SQLite, and so has no code.
    throw Object.assign(new Error(`${error.message}: ${location.path}`, { cause: error }), { code: "SQLITE_CANTOPEN" });
  }
  return new BetterSqlite3Connection(database);
}

interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[] | undefined;
  bigints: boolean;
}

class BetterSqlite3Connection implements DriverConnection {
  readonly raw: Database;
  readonly #prepared = new StatementCache<Prepared>(256);
  readonly #cursors = new OpenCursors();

  constructor(database: Database) {
    this.raw = database;
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }
  get isOpen(): boolean {
    return this.raw.open;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): DriverResult {
    const prepared = this.#prepared.get(sql) ?? this.#prepare(sql);
    const { statement, columns } = prepared;
    if (!this.#cursors.isEmpty && !statement.readonly) this.#cursors.detach();
    const values = integerBinds(params);
    if (columns === undefined) {
      const info = values.length === 0 ? statement.run() : statement.run(values);
      return { rows: [], columns: undefined, rowcount: info.changes, lastInsertId: this.#key(info.lastInsertRowid) };
    }
    const bigints = options?.bigints === true;
    if (prepared.bigints !== bigints) {
      prepared.bigints = bigints;
      statement.safeIntegers(bigints);
    }
    const rows = (
      values.length === 0 ? statement.all() : values.length === 1 ? statement.all(values[0]) : statement.all(values)
    ) as unknown[][];
    return { rows, columns, rowcount: rows.length };
  }

  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): DriverResult {
    const prepared = this.#prepared.get(sql) ?? this.#prepare(sql);
    const { statement, columns } = prepared;
    if (columns !== undefined) {
      const rows: unknown[][] = [];
      for (const set of sets) for (const row of this.query(sql, set, options).rows) rows.push(row);
      return { rows, columns, rowcount: rows.length };
    }
    if (!this.#cursors.isEmpty) this.#cursors.detach();
    const lastInsertIds: (number | bigint)[] = [];
    let rowcount = 0;
    for (const set of sets) {
      const info = statement.run(integerBinds(set));
      rowcount += info.changes;
      lastInsertIds.push(this.#key(info.lastInsertRowid));
    }
    return { rows: [], columns: undefined, rowcount, lastInsertId: lastInsertIds.at(-1), lastInsertIds };
  }

  openCursor(sql: string, params: readonly unknown[], options?: QueryOptions): DriverCursor {
    // A statement of its own: one that is being read cannot be executed meanwhile.
    const statement = this.raw.prepare(sql).raw(true);
    if (options?.bigints === true) statement.safeIntegers(true);
    const columns = statement.columns().map((column) => column.name);
    return this.#cursors.open(columns, statement.iterate(integerBinds(params)));
  }

  close(): void {
    this.#cursors.close();
    this.#prepared.clear();
    this.raw.close();
  }

  #prepare(sql: string): Prepared {
    // Statements read before the change would still report the old column names.
    if (altersTable(sql)) this.#prepared.clear();
    const statement = this.raw.prepare(sql);
    const columns = statement.reader
      ? statement
          .raw(true)
          .columns()
          .map((column) => column.name)
      : undefined;
    const prepared: Prepared = { statement, columns, bigints: false };
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  /** A key that a number cannot hold came rounded; SQLite is asked for it again. */
  #key(id: number | bigint): number | bigint {
    if (typeof id === "number" && Number.isSafeInteger(id)) return id;
    const exact = this.query("SELECT last_insert_rowid()", [], { bigints: true }).rows[0]?.[0];
    return generatedKey(exact as bigint);
  }
}
