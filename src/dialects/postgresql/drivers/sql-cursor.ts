import type { DriverConnection, DriverCursor } from "../../../dialect/driver.ts";

/** One is open at a time. A name that stays lets drivers keep the statement prepared. */
const NAME = "athanor_cursor";

/**
 * A cursor in plain SQL, for every PostgreSQL driver: DECLARE, FETCH, CLOSE. The rows come as those of a query, with the driver's own
 * conversions. FETCH must not be prepared: its columns are the cursor's.
 * Outside a transaction the server keeps the whole result (WITH HOLD), since the cursor would end with the statement that made it.
 */
export async function declareCursor(
  connection: DriverConnection,
  sql: string,
  params: readonly unknown[],
): Promise<DriverCursor> {
  const hold = connection.inTransaction === false ? "WITH HOLD " : "";
  await connection.query(`DECLARE ${NAME} NO SCROLL CURSOR ${hold}FOR ${sql}`, params);
  // Moves nothing and gives the columns.
  const { columns } = await connection.query(`FETCH 0 FROM ${NAME}`, []);
  return new SqlCursor(connection, columns ?? []);
}

class SqlCursor implements DriverCursor {
  readonly columns: readonly string[];
  readonly allows = "anything";
  readonly #connection: DriverConnection;
  #open = true;

  constructor(connection: DriverConnection, columns: readonly string[]) {
    this.#connection = connection;
    this.columns = columns;
  }

  async fetch(count: number): Promise<unknown[][]> {
    if (!this.#open) return [];
    let rows: unknown[][];
    try {
      ({ rows } = await this.#connection.query(`FETCH ${count} FROM ${NAME}`, []));
    } catch (error) {
      // The error has ended the transaction, and the cursor with it.
      this.#open = false;
      throw error;
    }
    if (rows.length < count) await this.close();
    return rows;
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    if (this.#connection.isOpen === false) return;
    try {
      await this.#connection.query(`CLOSE ${NAME}`, []);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

/** The transaction has failed, and its cursors are closed with it; or it has ended already. */
function isGone(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "25P02" || code === "34000";
}
