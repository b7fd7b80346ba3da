import type { Compiled } from "../compiler/compiled.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { Column } from "../schema/column.ts";
import { keyMeta, namedValues, postfetchCols, prefetchCols } from "./dml-columns.ts";
import { Result } from "./result.ts";
import type { ResultMeta } from "./result-meta.ts";
import type { Row } from "./row.ts";
import { RowSource } from "./row-source.ts";

/** What a statement did besides giving rows. */
export interface CursorFacts {
  readonly rowcount: number;
  readonly lastrowid: number | bigint | null;
  /** The primary keys of the inserted rows, in order; undefined unless the statement was an INSERT of which they are known. */
  readonly insertedPrimaryKeys: readonly (readonly unknown[])[] | undefined;
  /** Undefined for SQL text. */
  readonly compiled: Compiled | undefined;
  /** For INSERT and UPDATE: the values of each execution, in the order of the binds, before the types' conversion. */
  readonly values?: readonly (readonly unknown[])[] | undefined;
  /** Makes the next result, where the text gave several. */
  readonly next?: (() => CursorResult) | undefined;
  /** The statement was executed with a list of parameter sets. */
  readonly many?: boolean | undefined;
  /** What RETURNING gave that was added to learn the key. */
  readonly returnedDefaults?: { readonly meta: ResultMeta; readonly rows: readonly (readonly unknown[])[] } | undefined;
}

/** The result of a Core execution: rows, and what the database said about those it wrote. */
export class CursorResult<R extends readonly unknown[] = unknown[]> extends Result<R> {
  readonly #facts: CursorFacts;

  constructor(source: RowSource, facts: CursorFacts) {
    super(source);
    this.#facts = facts;
  }

  /** Rows matched by UPDATE and DELETE, or inserted; -1 when the driver does not know. */
  get rowcount(): number {
    return this.#facts.rowcount;
  }

  /** Whether `rowcount` of an UPDATE or DELETE can be relied upon: on all databases here. */
  supportsSaneRowcount(): boolean {
    return true;
  }

  /** The same for an UPDATE or DELETE with a list of parameter sets, which gives the sum. */
  supportsSaneMultiRowcount(): boolean {
    return true;
  }

  /** What several executions did, as one: the sum of the rowcounts, and all keys. They returned no rows. */
  static joined(results: readonly CursorResult[]): CursorResult {
    const [first, ...rest] = results;
    if (first !== undefined && rest.length === 0) return first;
    const keys: (readonly unknown[])[] = [];
    let rowcount = 0;
    let known = true;
    for (const { rowcount: count, isInsert, facts } of results) {
      rowcount = count < 0 || rowcount < 0 ? -1 : rowcount + count;
      known &&= isInsert && facts.insertedPrimaryKeys !== undefined;
      for (const key of facts.insertedPrimaryKeys ?? []) keys.push(key);
    }
    return new CursorResult(new RowSource(undefined, []), {
      rowcount,
      lastrowid: null,
      insertedPrimaryKeys: known ? keys : undefined,
      compiled: first?.facts.compiled,
      many: true,
    });
  }

  /** Of an execution that only tells how many rows it met. */
  static counted(rowcount: number, compiled?: Compiled): CursorResult {
    return new CursorResult(new RowSource(undefined, []), {
      rowcount,
      lastrowid: null,
      insertedPrimaryKeys: undefined,
      compiled,
      many: true,
    });
  }

  /** For `joined`. */
  private get facts(): CursorFacts {
    return this.#facts;
  }

  /** The same without the rows: what RETURNING was added for is no business of the user's. */
  withoutRows(rowcount: number): CursorResult {
    return new CursorResult(new RowSource(undefined, []), {
      ...this.#facts,
      rowcount: this.#facts.rowcount < 0 ? rowcount : this.#facts.rowcount,
    });
  }

  get isInsert(): boolean {
    return this.#facts.compiled?.kind === "insert";
  }

  /** The number the database gave the inserted row, where its driver tells (SQLite, MySQL); else null. */
  get lastrowid(): number | bigint | null {
    return this.#facts.lastrowid;
  }

  /** The primary key of the one inserted row: a row with the names of the table's key columns. Throws InvalidRequestError unless one row was inserted and its key is known. */
  get insertedPrimaryKey(): Row {
    const keys = this.insertedPrimaryKeyRows;
    if (keys.length !== 1) {
      throw new InvalidRequestError(
        `insertedPrimaryKey is for an INSERT of one row, and ${keys.length} were inserted; see insertedPrimaryKeyRows.`,
      );
    }
    return keys[0] as Row;
  }

  /** The primary keys of all inserted rows, in the order of the parameter sets. Throws InvalidRequestError when they are not known. */
  get insertedPrimaryKeyRows(): Row[] {
    const { insertedPrimaryKeys, compiled } = this.#facts;
    if (compiled?.kind !== "insert")
      throw new InvalidRequestError("Only an INSERT has inserted primary keys; this statement is none.");
    if (insertedPrimaryKeys === undefined) {
      throw new InvalidRequestError(
        "The primary keys of these rows are not known: the INSERT was from a SELECT or in bulk, skipped rows, or has an explicit RETURNING. Add .returning(…) with the key columns.",
      );
    }
    const { prototype } = keyMeta(compiled);
    return insertedPrimaryKeys.map((key) => Object.setPrototypeOf([...key], prototype) as Row);
  }

  /** What the database made of the one inserted row's key and was fetched unasked; null when nothing was. */
  get returnedDefaults(): Row | null {
    return this.returnedDefaultsRows?.[0] ?? null;
  }

  /** The same for each inserted row. */
  get returnedDefaultsRows(): Row[] | null {
    const { returnedDefaults } = this.#facts;
    if (returnedDefaults === undefined) return null;
    const { meta, rows } = returnedDefaults;
    return rows.map((row) => Object.setPrototypeOf([...row], meta.prototype) as Row);
  }

  /** The values that an INSERT sent, defaults included, by attribute of the column; a list of them after an execution with a list. Throws InvalidRequestError for other statements. */
  lastInsertedParams(): Record<string, unknown> | Record<string, unknown>[] {
    return this.#params("insert", "lastInsertedParams");
  }

  /** The same for an UPDATE, its other parameters among them. */
  lastUpdatedParams(): Record<string, unknown> | Record<string, unknown>[] {
    return this.#params("update", "lastUpdatedParams");
  }

  /** Columns that an INSERT or UPDATE gave a value from a client-side default or `onupdate`. Throws InvalidRequestError for other statements. */
  prefetchCols(): Column[] {
    return prefetchCols(this.#written("prefetchCols", "insert", "update"));
  }

  /** Columns whose new value only the database knows: made by an SQL expression, a server default, or computed. Throws InvalidRequestError for other statements than INSERT and UPDATE. */
  postfetchCols(): Column[] {
    return postfetchCols(this.#written("postfetchCols", "insert", "update"));
  }

  /** Whether the written row has values that only the database knows. */
  lastrowHasDefaults(): boolean {
    return this.postfetchCols().length > 0;
  }

  /**
   * The next result of a text that gives several, as a procedure does; null after the last one.
   *
   * ```ts
   * for (let result = conn.execDriverSql("CALL report(?)", [7]); result !== null; result = result.nextResult()) …
   * ```
   */
  nextResult(): CursorResult | null {
    return this.#facts.next?.() ?? null;
  }

  /**
   * The rows of this result, each with the columns of the row of `other` that stands at the same place: for two INSERTs with
   * `returning(…, { sortByParameterOrder: true })` that write two halves of the same things. Throws InvalidRequestError when they have
   * different numbers of rows.
   */
  spliceHorizontally(other: CursorResult): CursorResult {
    const meta = this.core.source.check().concat(other.core.source.check());
    const left = this.all();
    const right = other.all();
    if (left.length !== right.length) {
      throw new InvalidRequestError(
        `spliceHorizontally() takes results of equally many rows; these have ${left.length} and ${right.length}.`,
      );
    }
    const rows = left.map((row, i) => [...row, ...(right[i] as unknown[])]);
    return new CursorResult(new RowSource(meta, rows), this.#facts);
  }

  /** The rows of this result and then those of `other`, which has the same columns. Throws InvalidRequestError when it has not. */
  spliceVertically(other: CursorResult<R>): CursorResult<R> {
    return this.merge(other);
  }

  /** One result of the rows of this one and then those of others that have the same columns; its `rowcount` is the sum. Throws InvalidRequestError when they have not. */
  override merge(...others: Result<R>[]): CursorResult<R> {
    const counts = [this, ...others].map((each) => (each instanceof CursorResult ? each.rowcount : -1));
    const rowcount = counts.includes(-1) ? -1 : counts.reduce((sum, count) => sum + count, 0);
    return new CursorResult<R>(this.merged(others), { ...this.#facts, rowcount });
  }

  #params(kind: "insert" | "update", method: string): Record<string, unknown> | Record<string, unknown>[] {
    const compiled = this.#written(method, kind);
    const { values: sent } = this.#facts;
    if (sent === undefined)
      throw new InvalidRequestError(
        `${method}() is not for rows that were written in bulk: their values are not kept.`,
      );
    const all = sent.map((values) => namedValues(compiled, values));
    return this.#facts.many === true ? all : (all[0] as Record<string, unknown>);
  }

  #written(method: string, ...kinds: readonly Compiled["kind"][]): Compiled {
    const { compiled } = this.#facts;
    if (compiled !== undefined && kinds.includes(compiled.kind)) return compiled;
    throw new InvalidRequestError(
      `${method}() is for ${kinds.map((kind) => `${kind}()`).join(" and ")}; this statement was ${compiled === undefined ? "SQL text" : `of the kind ${compiled.kind}`}.`,
    );
  }
}
