import type { DriverConnection, DriverCursor } from "../../../dialect/driver.ts";

/** The numbers of the cursors that are open on a connection. Holders that share one may each have their own. */
const open = new WeakMap<DriverConnection, Set<number>>();

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
  const { number, name } = reserve(connection);
  try {
    await connection.query(`DECLARE ${name} NO SCROLL CURSOR ${hold}FOR ${sql}`, params);
    // Moves nothing and gives the columns.
    const { columns } = await connection.query(`FETCH 0 FROM ${name}`, []);
    return new SqlCursor(connection, number, name, columns ?? []);
  } catch (error) {
    open.get(connection)?.delete(number);
    throw error;
  }
}

/** The first name that is free: one that stays lets drivers keep the statement prepared. */
function reserve(connection: DriverConnection): { readonly number: number; readonly name: string } {
  let numbers = open.get(connection);
  if (numbers === undefined) open.set(connection, (numbers = new Set()));
  let number = 1;
  while (numbers.has(number)) number += 1;
  numbers.add(number);
  return { number, name: `athanor_cursor_${number}` };
}

class SqlCursor implements DriverCursor {
  readonly columns: readonly string[];
  readonly allows = "anything";
  readonly #connection: DriverConnection;
  readonly #number: number;
  readonly #name: string;
  #open = true;

  constructor(connection: DriverConnection, number: number, name: string, columns: readonly string[]) {
    this.#connection = connection;
    this.#number = number;
    this.#name = name;
    this.columns = columns;
  }

  async fetch(count: number): Promise<unknown[][]> {
    if (!this.#open) return [];
    let rows: unknown[][];
    try {
      ({ rows } = await this.#connection.query(`FETCH ${count} FROM ${this.#name}`, []));
    } catch (error) {
      // The error has ended the transaction, and the cursor with it; one outside of a transaction goes on.
      if (this.#connection.inTransaction === false) await this.close().catch(() => undefined);
      else this.#end();
      throw error;
    }
    if (rows.length < count) await this.close();
    return rows;
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#end();
    if (this.#connection.isOpen === false) return;
    try {
      await this.#connection.query(`CLOSE ${this.#name}`, []);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  #end(): void {
    this.#open = false;
    open.get(this.#connection)?.delete(this.#number);
  }
}

/** The transaction has failed, and its cursors are closed with it; or it has ended already. */
function isGone(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "25P02" || code === "34000";
}
