import { shortLived } from "../../../util/short-lived.ts";
import type { UnreadRows } from "./open-cursors.ts";

/** What of a statement of better-sqlite3 is used here. */
interface Statement {
  get(...params: readonly unknown[]): unknown;
  iterate(...params: readonly unknown[]): Iterator<unknown>;
  pluck(toggle?: boolean): this;
}
interface FunctionOptions {
  readonly varargs: true;
  readonly directOnly: true;
  readonly safeIntegers: boolean;
}
/** What of a database is used here. */
export interface Collecting<S extends Statement> {
  prepare(sql: string): S;
  function(name: string, options: FunctionOptions, implementation: (...row: unknown[]) => number | null): void;
  aggregate(
    name: string,
    options: FunctionOptions & { start: null; step: (state: null, ...row: unknown[]) => void },
  ): void;
}

/** What becomes of the rows: all are wanted, or the only one, or some now and others later. */
export type Collected = "all" | "one" | "some";

const names: Record<Collected, string> = { all: "athanor_all", one: "athanor_one", some: "athanor_some" };
const BIGINTS = "_bigints";
const none: unknown[][] = [];

/**
 * Takes rows as the arguments of a function that SQLite calls with each. The package makes arguments at once, but the array of a row value by
 * value, in which V8 looks each index up and moves what is there: that takes twice the time of everything else in reading a row.
 */
export class RowCollector<S extends Statement> {
  readonly #database: Collecting<S>;
  #rows: unknown[][] = none;
  #row: unknown[] | undefined;
  #wanted = 0;

  constructor(database: Collecting<S>) {
    this.#database = database;
    for (const safeIntegers of [false, true]) {
      const suffix = safeIntegers ? BIGINTS : "";
      const options = { varargs: true, directOnly: true, safeIntegers } as const;
      const step = (_: null, ...row: unknown[]): void => void this.#rows.push(row);
      database.aggregate(names.all + suffix, { ...options, start: null, step });
      database.function(names.one + suffix, options, (...row) => {
        this.#row = row;
        return null;
      });
      database.function(names.some + suffix, options, (...row) => (this.#rows.push(row) < this.#wanted ? 0 : 1));
    }
  }

  /** The statement that gives the rows of a query, in their order, to the method of that name; undefined where a query cannot stand inside another (EXPLAIN, a text with a semicolon). */
  prepare(sql: string, columns: number, collected: Collected, bigints: boolean): S | undefined {
    let list = "c0";
    for (let i = 1; i < columns; i++) list += `, c${i}`;
    const call = `${names[collected]}${bigints ? BIGINTS : ""}(${list})`;
    const rows = `WITH athanor_rows(${list}) AS (${sql}\n) SELECT`;
    try {
      return this.#database
        .prepare(
          collected === "some"
            ? // A LIMIT, though it limits nothing, keeps the condition out of the query; it is true when enough are there.
              `${rows} 1 FROM (SELECT * FROM athanor_rows LIMIT -1) WHERE ${call}`
            : // An aggregate without groups takes what a query gives in the query's order.
              `${rows} ${call} FROM athanor_rows`,
        )
        .pluck();
    } catch {
      return undefined;
    }
  }

  all(statement: S, values: readonly unknown[]): unknown[][] {
    const rows = shortLived<unknown[]>();
    this.#rows = rows;
    try {
      get(statement, values);
    } finally {
      this.#rows = none;
    }
    return rows;
  }

  one(statement: S, values: readonly unknown[]): unknown[] | undefined {
    this.#row = undefined;
    get(statement, values);
    const row = this.#row;
    this.#row = undefined;
    return row;
  }

  some(statement: S, values: readonly unknown[]): UnreadRows {
    const iterator = statement.iterate(values);
    return {
      take: (count) => this.#take(iterator, count),
      close: () => void iterator.return?.(),
    };
  }

  /** Reads on until so many rows have come, or all. */
  #take(iterator: Iterator<unknown>, count: number): unknown[][] {
    const rows = shortLived<unknown[]>();
    if (count <= 0) return rows;
    this.#rows = rows;
    this.#wanted = count;
    try {
      iterator.next();
    } finally {
      this.#rows = none;
    }
    return rows;
  }
}

function get(statement: Statement, values: readonly unknown[]): void {
  if (values.length === 0) statement.get();
  else if (values.length === 1) statement.get(values[0]);
  else statement.get(values);
}
