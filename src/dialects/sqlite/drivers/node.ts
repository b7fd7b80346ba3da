import { existsSync } from "node:fs";
import type { ConnectOptions, Driver, DriverConnection, DriverResult, QueryOptions } from "../../../dialect/driver.ts";
import { StatementCache } from "../../../dialect/statement-cache.ts";
import { MissingDriverError } from "../../../errors/driver.ts";
import { altersTable } from "./alters-table.ts";
import { generatedKey, integerBinds } from "./integer-binds.ts";
import { sqliteLocation } from "./location.ts";

// The parts of node:sqlite that are used here.
interface Statement {
  all(...params: readonly unknown[]): unknown[];
  run(...params: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  setReturnArrays(enabled: boolean): void;
  setReadBigInts(enabled: boolean): void;
  columns(): { name: string }[];
}
interface Database {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  prepare(sql: string): Statement;
  close(): void;
}
interface SqliteModule {
  readonly DatabaseSync: new (path: string, options: { readOnly: boolean; timeout: number }) => Database;
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
  return { name: "node", isAsync: false, connect, adopt: (raw) => new NodeSqliteConnection(raw as Database) };
}

function connect(options: ConnectOptions): DriverConnection {
  const location = sqliteLocation(options);
  const module = nodeSqlite();
  if (module === undefined) {
    throw new MissingDriverError(
      `The driver sqlite+node needs node:sqlite of Node 22.16, 24 or later; this is Node ${process.versions.node}. Update Node, or use sqlite+better-sqlite3: (npm install better-sqlite3)`,
    );
  }
  if (location.mustExist && location.path !== ":memory:" && !existsSync(location.path)) {
    // node:sqlite would create the file; it has no option against it.
    throw Object.assign(new Error(`unable to open database file: ${location.path}`), { code: "SQLITE_CANTOPEN" });
  }
  return new NodeSqliteConnection(
    new module.DatabaseSync(location.path, { readOnly: location.readonly, timeout: location.timeout }),
  );
}

interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[] | undefined;
  bigints: boolean;
}

class NodeSqliteConnection implements DriverConnection {
  readonly raw: Database;
  readonly #prepared = new StatementCache<Prepared>(256);

  constructor(database: Database) {
    this.raw = database;
  }

  get inTransaction(): boolean {
    return this.raw.isOpen && this.raw.isTransaction;
  }
  get isOpen(): boolean {
    return this.raw.isOpen;
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): DriverResult {
    const prepared = this.#prepared.get(sql) ?? this.#prepare(sql);
    const { statement, columns } = prepared;
    const values = integerBinds(params);
    if (columns === undefined) {
      const info = statement.run(...values);
      return {
        rows: [],
        columns: undefined,
        rowcount: Number(info.changes),
        lastInsertId: generatedKey(info.lastInsertRowid),
      };
    }
    const bigints = options?.bigints === true;
    if (prepared.bigints !== bigints) {
      prepared.bigints = bigints;
      statement.setReadBigInts(bigints);
    }
    const rows = (values.length === 1 ? statement.all(values[0]) : statement.all(...values)) as unknown[][];
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
    const lastInsertIds: (number | bigint)[] = [];
    let rowcount = 0;
    for (const set of sets) {
      const info = statement.run(...integerBinds(set));
      rowcount += Number(info.changes);
      lastInsertIds.push(generatedKey(info.lastInsertRowid));
    }
    return { rows: [], columns: undefined, rowcount, lastInsertId: lastInsertIds.at(-1), lastInsertIds };
  }

  close(): void {
    this.#prepared.clear();
    if (this.raw.isOpen) this.raw.close();
  }

  #prepare(sql: string): Prepared {
    // Statements read before the change would still report the old column names.
    if (altersTable(sql)) this.#prepared.clear();
    const statement = this.raw.prepare(sql);
    const names = statement.columns();
    const prepared: Prepared = {
      statement,
      columns: names.length > 0 ? names.map((column) => column.name) : undefined,
      bigints: names.length === 0,
    };
    // Without result columns only the generated key can be large; it is always asked for exactly.
    if (names.length > 0) statement.setReturnArrays(true);
    else statement.setReadBigInts(true);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}
