import { shortLived } from "../../../util/short-lived.ts";

/** What of a statement of better-sqlite3 is used here. */
interface Statement {
  get(...params: readonly unknown[]): unknown;
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
  function(name: string, options: FunctionOptions, implementation: (...row: unknown[]) => null): void;
  aggregate(
    name: string,
    options: FunctionOptions & { start: null; step: (state: null, ...row: unknown[]) => void },
  ): void;
}

const ALL = "athanor_all";
const ONE = "athanor_one";
const BIGINTS = "_bigints";

/**
 * Takes rows as the arguments of a function that SQLite calls with each. The package makes arguments at once, but the array of a row value by
 * value, in which V8 looks each index up and moves what is there: that takes twice the time of everything else in reading a row.
 */
export class RowCollector<S extends Statement> {
  readonly #database: Collecting<S>;
  #rows: unknown[][] = [];
  #row: unknown[] | undefined;

  constructor(database: Collecting<S>) {
    this.#database = database;
    for (const safeIntegers of [false, true]) {
      const suffix = safeIntegers ? BIGINTS : "";
      const options = { varargs: true, directOnly: true, safeIntegers } as const;
      const step = (_: null, ...row: unknown[]): void => void this.#rows.push(row);
      database.aggregate(ALL + suffix, { ...options, start: null, step });
      database.function(ONE + suffix, options, (...row) => {
        this.#row = row;
        return null;
      });
    }
  }

  /**
   * The statement that gives the rows of a query to `all`, in their order, or its only one to `one`; undefined where a query cannot stand
   * inside another (EXPLAIN, a text with a semicolon).
   */
  prepare(sql: string, columns: number, one: boolean, bigints: boolean): S | undefined {
    let names = "c0";
    for (let i = 1; i < columns; i++) names += `, c${i}`;
    const collect = (one ? ONE : ALL) + (bigints ? BIGINTS : "");
    try {
      // An aggregate without groups takes what a query gives in the query's order.
      const text = `WITH athanor_rows(${names}) AS (${sql}\n) SELECT ${collect}(${names}) FROM athanor_rows`;
      return this.#database.prepare(text).pluck();
    } catch {
      return undefined;
    }
  }

  all(statement: S, values: readonly unknown[]): unknown[][] {
    const rows = shortLived<unknown[]>();
    this.#rows = rows;
    get(statement, values);
    this.#rows = [];
    return rows;
  }

  one(statement: S, values: readonly unknown[]): unknown[] | undefined {
    this.#row = undefined;
    get(statement, values);
    const row = this.#row;
    this.#row = undefined;
    return row;
  }
}

function get(statement: Statement, values: readonly unknown[]): void {
  if (values.length === 0) statement.get();
  else if (values.length === 1) statement.get(values[0]);
  else statement.get(values);
}
