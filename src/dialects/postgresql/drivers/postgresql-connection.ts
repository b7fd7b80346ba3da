import type { DriverConnection, DriverCursor, DriverResult, QueryOptions } from "../../../dialect/driver.ts";
import { type Prepared, type PreparedStatements } from "./prepared-statements.ts";
import { declareCursor } from "./sql-cursor.ts";

/** What a connection to PostgreSQL does, whichever package talks to it. */
export abstract class PostgreSQLConnection implements DriverConnection {
  abstract readonly raw: unknown;
  abstract readonly inTransaction: boolean;
  abstract readonly isOpen: boolean;
  protected readonly statements: PreparedStatements;

  constructor(statements: PreparedStatements) {
    this.statements = statements;
  }

  /** Sends one statement, or several in one text when it has no parameters, and gives what came last. */
  protected abstract send(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult>;
  protected abstract sendAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]>;
  abstract close(): Promise<void>;

  async query(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverResult> {
    const prepared = params.length === 0 || options?.once === true ? undefined : this.statements.use(sql);
    // Not inside a transaction, which a failure would end.
    if (this.statements.hasUnused && !this.inTransaction) await this.#deallocate();
    try {
      return await this.send(sql, params, prepared);
    } catch (error) {
      if (prepared === undefined || !this.forgetRefused(prepared, error)) throw error;
      // Inside a transaction the error has ended it; the caller has to begin again.
      if (this.inTransaction) throw error;
      return await this.send(sql, params, undefined);
    }
  }

  /** A prepared statement has failed: forgets what the server does not have. True when the reason was that it was prepared too long ago. */
  protected forgetRefused({ sql, name }: Prepared, error: unknown): boolean {
    if (name === undefined) this.statements.forget(sql);
    const stale = isStale(error);
    if (stale === undefined) return false;
    this.statements.clear();
    if (stale === "all") this.statements.takeUnused();
    return true;
  }

  async executeMany(sql: string, sets: readonly (readonly unknown[])[], options?: QueryOptions): Promise<DriverResult> {
    const rows: unknown[][] = [];
    let columns: readonly string[] | undefined;
    let rowcount = 0;
    for (const set of sets) {
      const result = await this.query(sql, set, options);
      for (const row of result.rows) rows.push(row);
      columns = result.columns;
      rowcount += result.rowcount;
    }
    return { rows, columns, rowcount };
  }

  openCursor(sql: string, params: readonly unknown[]): Promise<DriverCursor> {
    return declareCursor(this, sql, params);
  }

  queryAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    return this.sendAll(sql, params);
  }

  /** Leaves nothing prepared on the server. */
  protected async forgetAll(): Promise<void> {
    this.statements.clear();
    if (this.statements.hasUnused) await this.#deallocate();
  }

  async #deallocate(): Promise<void> {
    const names = this.statements.takeUnused();
    await this.send(names.map((name) => `DEALLOCATE "${name}"`).join("; "), [], undefined);
  }
}

/** A table was altered after a statement on it was prepared; or the server has none of them any more, after DISCARD ALL. */
function isStale(error: unknown): "plan" | "all" | undefined {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === "26000") return "all";
  return code === "0A000" && message === "cached plan must not change result type" ? "plan" : undefined;
}
