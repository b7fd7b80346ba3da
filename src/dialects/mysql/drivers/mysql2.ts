import type { ConnectOptions, Driver, DriverConnection, DriverResult, QueryOptions } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { decimalParameterText } from "../decimal-parameter.ts";
import { connectionSettings } from "./connection-settings.ts";
import { type ColumnDescription, readValues } from "./result-values.ts";

// The parts of the package that are used here.
interface Header {
  readonly affectedRows: number;
  readonly insertId: number | string;
  readonly serverStatus?: number;
}
type Rows = unknown[][];
type Fields = readonly ColumnDescription[];
type Callback = (error: Error | null, result?: unknown, fields?: unknown) => void;
interface Client {
  query(options: { sql: string }, callback: Callback): unknown;
  execute(options: { sql: string; values: readonly unknown[] }, callback: Callback): unknown;
  unprepare(sql: string): unknown;
  end(callback: (error?: Error) => void): void;
  on(event: "error" | "end", listener: (error?: Error) => void): unknown;
  once(event: "connect" | "error", listener: (error?: Error) => void): unknown;
  removeListener(event: "connect" | "error", listener: (error?: Error) => void): unknown;
}
interface TypedInteger {
  (value: bigint | number): unknown;
  unsigned(value: bigint): unknown;
}
interface Package {
  createConnection(settings: object): Client;
  readonly TypedParameter?: { readonly LONGLONG: TypedInteger; DECIMAL(value: string): unknown };
}

const PREPARED_STATEMENTS = 256;
const IN_TRANSACTION = 1;
const MAX_SIGNED = 9223372036854775807n;
/** ER_UNSUPPORTED_PS: the server does not prepare such a statement. */
const CANNOT_PREPARE = 1295;
/** ER_UNKNOWN_STMT_HANDLER, ER_NEED_REPREPARE: the server has forgotten a prepared statement. */
const FORGOTTEN: ReadonlySet<unknown> = new Set([1243, 1615]);

/** MySQL and MariaDB through the package mysql2. */
export function mysql2Driver(): Driver {
  return { name: "mysql2", isAsync: true, connect, bridge: { module: import.meta.url, factory: "mysql2Driver" } };
}

/** What our types rely on; not for connectArgs to change. */
const fixed = {
  rowsAsArray: true,
  nestTables: false,
  namedPlaceholders: false,
  typeCast: true,
  supportBigNumbers: true,
  bigNumberStrings: false,
  decimalNumbers: false,
  dateStrings: true,
  jsonStrings: true,
  timezone: "Z",
  multipleStatements: false,
};

async function connect(options: ConnectOptions): Promise<DriverConnection> {
  const module = (await importPackage("mysql2", "mysql+mysql2")) as Package & { default?: Package };
  const mysql2 = module.default ?? module;
  const client = mysql2.createConnection({
    charset: "UTF8MB4",
    maxPreparedStatements: PREPARED_STATEMENTS,
    // UPDATE counts the rows it found; a server may not ask for files of this machine.
    flags: ["FOUND_ROWS", "-LOCAL_FILES"],
    ...connectionSettings(options),
    ...options.connectArgs,
    ...fixed,
  });
  const connection = new Mysql2Connection(client, mysql2.TypedParameter);
  await new Promise<void>((resolve, reject) => {
    const connected = (): void => {
      client.removeListener("error", refused);
      resolve();
    };
    const refused = (error?: Error): void => {
      client.removeListener("connect", connected);
      reject(error ?? new Error("Connection lost"));
    };
    client.once("connect", connected);
    client.once("error", refused);
  });
  return connection;
}

class Mysql2Connection implements DriverConnection {
  readonly raw: Client;
  readonly #typed: Package["TypedParameter"];
  inTransaction = false;
  #lost: Error | undefined;
  #ended = false;

  constructor(client: Client, typed: Package["TypedParameter"]) {
    this.raw = client;
    this.#typed = typed;
    // Without a listener a lost connection would end the process.
    client.on("error", (error) => (this.#lost ??= error ?? new Error("Connection lost")));
    client.on("end", () => (this.#ended = true));
  }

  get isOpen(): boolean {
    return this.#lost === undefined && !this.#ended;
  }

  /** Statements with parameters are prepared, and those that return rows, so that values come the same way with and without parameters. */
  query(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverResult> {
    return params.length === 0 && options?.returnsRows !== true ? this.#query(sql) : this.#execute(sql, params);
  }

  async executeMany(sql: string, sets: readonly (readonly unknown[])[]): Promise<DriverResult> {
    const rows: unknown[][] = [];
    const ids: (number | bigint)[] = [];
    let columns: readonly string[] | undefined;
    let rowcount = 0;
    for (const set of sets) {
      const result = await this.#execute(sql, set);
      for (const row of result.rows) rows.push(row);
      if (result.lastInsertId !== undefined) ids.push(result.lastInsertId);
      columns = result.columns;
      rowcount += result.rowcount;
    }
    return { rows, columns, rowcount, lastInsertIds: ids.length === sets.length ? ids : undefined };
  }

  close(): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    this.#ended = true;
    return new Promise((resolve, reject) =>
      this.raw.end((error) => (error === undefined || error === null ? resolve() : reject(error))),
    );
  }

  #query(sql: string): Promise<DriverResult> {
    return new Promise((resolve, reject) =>
      this.raw.query({ sql }, (error, result, fields) =>
        error === null ? resolve(this.#toResult(result, fields)) : reject(error),
      ),
    );
  }

  async #execute(sql: string, params: readonly unknown[]): Promise<DriverResult> {
    const values = params.map((value) => this.#parameter(value));
    try {
      return await this.#executeOnce(sql, values);
    } catch (error) {
      const { errno } = error as { errno?: unknown };
      if (errno === CANNOT_PREPARE && values.length === 0) return await this.#query(sql);
      if (!FORGOTTEN.has(errno)) throw error;
      this.raw.unprepare(sql);
      return await this.#executeOnce(sql, values);
    }
  }

  #executeOnce(sql: string, values: readonly unknown[]): Promise<DriverResult> {
    return new Promise((resolve, reject) =>
      this.raw.execute({ sql, values }, (error, result, fields) =>
        error === null ? resolve(this.#toResult(result, fields)) : reject(error),
      ),
    );
  }

  /** Whole numbers go as integers: the package would send a double, which LIMIT does not take and which rounds what it is compared with. */
  #parameter(value: unknown): unknown {
    if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) {
      if (this.#typed === undefined) return String(value);
      return typeof value === "bigint" && value > MAX_SIGNED
        ? this.#typed.LONGLONG.unsigned(value)
        : this.#typed.LONGLONG(value);
    }
    const decimal = decimalParameterText(value);
    if (decimal !== undefined) return this.#typed === undefined ? decimal : this.#typed.DECIMAL(decimal);
    if (value instanceof Uint8Array && !Buffer.isBuffer(value))
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return value;
  }

  #toResult(result: unknown, fields: unknown): DriverResult {
    // CALL gives several results: the rows that count are the last ones, behind them comes a header.
    if (Array.isArray(fields) && Array.isArray(result) && isSeveral(fields)) {
      let at = fields.findLastIndex((each) => each !== undefined);
      if (at < 0) at = fields.length - 1;
      const header = result.findLast((each) => !Array.isArray(each)) as Header | undefined;
      if (header?.serverStatus !== undefined) this.inTransaction = (header.serverStatus & IN_TRANSACTION) !== 0;
      return this.#toResult(result[at], fields[at]);
    }
    if (Array.isArray(fields)) {
      const rows = result as Rows;
      readValues(rows, fields as Fields);
      const columns = new Array<string>(fields.length);
      for (let i = 0; i < fields.length; i++) columns[i] = (fields[i] as ColumnDescription).name;
      return { rows, columns, rowcount: rows.length };
    }
    const header = result as Header;
    if (header.serverStatus !== undefined) this.inTransaction = (header.serverStatus & IN_TRANSACTION) !== 0;
    const id = typeof header.insertId === "string" ? BigInt(header.insertId) : header.insertId;
    return {
      rows: [],
      columns: undefined,
      rowcount: header.affectedRows,
      lastInsertId: id === 0 ? undefined : id,
    };
  }
}

/** Whether the fields are those of several results, each a list or undefined. */
function isSeveral(fields: readonly unknown[]): boolean {
  return fields.length > 0 && (fields[0] === undefined || Array.isArray(fields[0]));
}
