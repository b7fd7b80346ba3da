import type { DriverConnection, DriverCursor, DriverResult, QueryOptions } from "../../../dialect/driver.ts";
import { StatementCache } from "../../../dialect/statement-cache.ts";
import { generatedKey, integerBinds } from "./integer-binds.ts";
import { IteratedRows, OpenCursors, type UnreadRows } from "./open-cursors.ts";

/** What a package says of an INSERT, UPDATE or DELETE. */
export interface RunInfo {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

/** A statement as the package prepared it, and what is to be known of it. */
export interface Prepared<S> {
  readonly statement: S;
  /** undefined: it gives no rows. */
  readonly columns: readonly string[] | undefined;
  /** Whether `columns` may change. */
  star?: boolean;
  /** true: it begins a transaction; false: it ends one. */
  begins?: boolean | undefined;
  /** It changes nothing. */
  readonly readonly: boolean;
  /** How many values it takes, where the package does not check this itself. */
  readonly parameters?: number | undefined;
  /** Whether it now gives integers as bigint. */
  bigints: boolean;
}

/**
 * A star stands for columns that a change of the schema changes, of which this connection may not even hear before it has begun to execute:
 * what such a statement gives is asked again each time. All others keep the columns that they name, or fail.
 */
const star = /(?:\b(?:select|distinct|all|returning)\s*|[.,]\s*)\*/i;

/** A connection to a database file or memory database in this thread, whichever package opens it. */
export abstract class LocalConnection<S> implements DriverConnection {
  abstract readonly raw: unknown;
  abstract readonly inTransaction: boolean;
  abstract readonly isOpen: boolean;
  readonly #prepared: StatementCache<Prepared<S>>;
  readonly #cursors = new OpenCursors();
  /** Whether a transaction was begun and not ended by a statement. */
  #begun = false;
  /** Asked between rows, and between the sets of many parameters: whether what runs is to be given up. undefined: never. */
  isStopped: (() => boolean) | undefined;

  /** Hook: whether the arrays of the rows of a statement are larger than they need to be. */
  protected isRoomy(_prepared: Prepared<S>): boolean {
    return false;
  }

  constructor(cacheSize: number) {
    this.#prepared = new StatementCache(cacheSize);
  }

  protected abstract prepare(sql: string): Prepared<S>;
  /** The names of the columns as they are now. */
  protected abstract columnsOf(statement: S): readonly string[];
  /** Integers as bigint, or as numbers. */
  protected abstract setBigints(prepared: Prepared<S>, bigints: boolean): void;
  protected abstract all(prepared: Prepared<S>, values: readonly unknown[]): unknown[][];
  /** The one row that there is; undefined: none. */
  protected abstract first(prepared: Prepared<S>, values: readonly unknown[]): unknown[] | undefined;
  protected abstract run(statement: S, values: readonly unknown[]): RunInfo;
  /** The rows of a statement that nobody else uses, one by one. */
  protected abstract iterate(prepared: Prepared<S>, values: readonly unknown[]): Iterator<unknown>;
  /** The same, as many as are asked for. */
  protected unread(prepared: Prepared<S>, values: readonly unknown[]): UnreadRows {
    return new IteratedRows(this.iterate(prepared, values));
  }
  protected abstract end(): void;
  /** Hook: values as the package takes them. */
  protected bind(params: readonly unknown[]): readonly unknown[] {
    return integerBinds(params);
  }

  query(sql: string, params: readonly unknown[], options?: QueryOptions): DriverResult {
    try {
      return this.#query(sql, params, options);
    } catch (error) {
      throw this.#noted(error);
    }
  }

  executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): DriverResult {
    try {
      return this.#executeMany(sql, sets, options);
    } catch (error) {
      throw this.#noted(error);
    }
  }

  openCursor(sql: string, params: readonly unknown[], options?: QueryOptions): DriverCursor {
    // A statement of its own: one that is being read cannot be executed meanwhile.
    const prepared = this.#read(sql);
    if (prepared.columns === undefined || !prepared.readonly) {
      const { columns, rows } = this.query(sql, params, options);
      return this.#cursors.open(columns ?? [], new IteratedRows(rows.values()));
    }
    if (options?.bigints === true) this.setBigints(prepared, (prepared.bigints = true));
    const values = this.#values(prepared, params);
    if (prepared.star !== true) return this.#cursors.open(prepared.columns, this.unread(prepared, values));
    const rows = this.iterate(prepared, values);
    const first = rows.next();
    const all = first.done === true ? rows : withFirst(first, rows);
    return this.#cursors.open(this.columnsOf(prepared.statement), new IteratedRows(all));
  }

  close(): void {
    this.#cursors.close();
    this.#prepared.clear();
    if (this.isOpen) this.end();
  }

  #query(sql: string, params: readonly unknown[], options: QueryOptions | undefined): DriverResult {
    const prepared = this.#prepared.get(sql) ?? (options?.once === true ? this.#read(sql) : this.#prepare(sql));
    const { statement, columns } = prepared;
    if (!this.#cursors.isEmpty && !prepared.readonly) this.#cursors.detach();
    const values = this.#values(prepared, params);
    if (columns === undefined) {
      const info = this.run(statement, values);
      if (prepared.begins !== undefined) this.#begun = prepared.begins;
      return {
        rows: [],
        columns: undefined,
        rowcount: Number(info.changes),
        lastInsertId: this.#key(info.lastInsertRowid),
      };
    }
    const bigints = options?.bigints === true;
    if (prepared.bigints !== bigints) this.setBigints(prepared, (prepared.bigints = bigints));
    if (options?.atMostOne === true && this.isStopped === undefined && prepared.star !== true) {
      const row = this.first(prepared, values);
      return row === undefined ? { rows: [], columns, rowcount: 0 } : { rows: [row], columns, rowcount: 1 };
    }
    const rows = this.isStopped === undefined ? this.all(prepared, values) : this.#allUnlessStopped(prepared, values);
    if (prepared.star === true) return this.#starred(prepared, values, rows);
    return { rows, columns, rowcount: rows.length, roomy: this.isRoomy(prepared) };
  }

  #executeMany(sql: string, sets: readonly (readonly unknown[])[], options: QueryOptions | undefined): DriverResult {
    const prepared = this.#prepared.get(sql) ?? this.#prepare(sql);
    const { statement, columns } = prepared;
    if (columns !== undefined) {
      const rows: unknown[][] = [];
      for (const set of sets) for (const row of this.#query(sql, set, options).rows) rows.push(row);
      return { rows, columns, rowcount: rows.length };
    }
    if (!this.#cursors.isEmpty) this.#cursors.detach();
    const lastInsertIds: (number | bigint)[] = [];
    let rowcount = 0;
    for (const set of sets) {
      const info = this.run(statement, this.#values(prepared, set));
      rowcount += Number(info.changes);
      if (this.isStopped?.() === true) throw interrupted();
      lastInsertIds.push(this.#key(info.lastInsertRowid));
    }
    return { rows: [], columns: undefined, rowcount, lastInsertId: lastInsertIds.at(-1), lastInsertIds };
  }

  /**
   * Some errors make SQLite undo the whole transaction (a full disk, ON CONFLICT ROLLBACK), after which each statement would commit by itself.
   * Whoever was in it hears of it, and what he still sends is in a transaction again, which can only be rolled back.
   */
  #noted(error: unknown): unknown {
    if (!this.#begun || !(error instanceof Error) || !this.isOpen || this.inTransaction) return error;
    Object.assign(error, { transactionEnded: true });
    this.run(this.prepare("BEGIN").statement, []);
    return error;
  }

  #prepare(sql: string): Prepared<S> {
    const prepared = this.#read(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #read(sql: string): Prepared<S> {
    const prepared = this.prepare(sql);
    if (prepared.columns !== undefined) prepared.star = star.test(sql);
    else prepared.begins = beginsTransaction(sql);
    return prepared;
  }

  /** The rows with the columns that they have now. Node 22 notices new columns only after it has made the rows without them. */
  #starred(prepared: Prepared<S>, values: readonly unknown[], given: unknown[][]): DriverResult {
    const columns = this.columnsOf(prepared.statement);
    const stale = given.length > 0 && given[0]?.length !== columns.length && prepared.readonly;
    const rows = stale ? this.all(prepared, values) : given;
    return { rows, columns, rowcount: rows.length };
  }

  #allUnlessStopped(prepared: Prepared<S>, values: readonly unknown[]): unknown[][] {
    const rows: unknown[][] = [];
    const iterator = this.iterate(prepared, values);
    for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
      rows.push(step.value as unknown[]);
      if (this.isStopped?.() !== true) continue;
      iterator.return?.();
      throw interrupted();
    }
    return rows;
  }

  #values(prepared: Prepared<S>, params: readonly unknown[]): readonly unknown[] {
    const { parameters } = prepared;
    if (parameters !== undefined && parameters !== params.length)
      throw new RangeError(`The statement takes ${parameters} values; ${params.length} were given`);
    return this.bind(params);
  }

  /** A key that a number cannot hold may have come rounded; SQLite is asked for it again. */
  #key(id: number | bigint): number | bigint {
    if (typeof id === "bigint") return generatedKey(id);
    if (Number.isSafeInteger(id)) return id;
    return generatedKey(this.query("SELECT last_insert_rowid()", [], { bigints: true }).rows[0]?.[0] as bigint);
  }
}

/** An iterator whose first step was made already. */
function withFirst(first: IteratorResult<unknown>, rest: Iterator<unknown>): Iterator<unknown> {
  let step: IteratorResult<unknown> | undefined = first;
  return {
    next() {
      const given = step ?? rest.next();
      step = undefined;
      return given;
    },
    return: () => rest.return?.() ?? { done: true, value: undefined },
  };
}

function beginsTransaction(sql: string): boolean | undefined {
  if (/^\s*begin\b/i.test(sql)) return true;
  return /^\s*(?:commit|end|rollback(?!\s+(?:transaction\s+)?to))\b/i.test(sql) ? false : undefined;
}

/** What SQLite says when it is interrupted. */
function interrupted(): Error {
  return Object.assign(new Error("interrupted"), { code: "SQLITE_INTERRUPT" });
}
