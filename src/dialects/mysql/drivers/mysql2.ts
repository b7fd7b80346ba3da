import type { Socket } from "node:net";
import type { ConnectOptions, Driver, DriverConnection, DriverResult } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { decimalParameterText } from "../decimal-parameter.ts";
import { connectionSettings, preparedStatementCacheSize } from "./connection-settings.ts";
import { PushedRows } from "./pushed-rows.ts";
import { closedInTime } from "./closed-in-time.ts";
import { BINARY_CHARSET, type Convert, conversionsOf, convertOf, readValues } from "./result-values.ts";
import { ServerConnection } from "./server-connection.ts";

// The parts of the package that are used here.
interface Header {
  readonly affectedRows: number;
  readonly insertId: number | string;
  readonly serverStatus?: number;
}
interface Field {
  readonly name: string;
  readonly columnType?: number | undefined;
  readonly characterSet?: number | undefined;
  readonly decimals?: number | undefined;
}
type Fields = readonly Field[];
type Callback = (error: Error | null, result?: unknown, fields?: unknown) => void;
interface Command {
  /** Of this command alone, from when it is sent. */
  readonly options?: { disableEval?: boolean };
  on(event: "fields", listener: (this: Command, fields: Fields | undefined) => void): unknown;
  on(event: "result", listener: (row: unknown[] | Header) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end", listener: () => void): unknown;
}
interface Client {
  readonly threadId: number;
  query(options: { sql: string }, callback?: Callback): Command;
  execute(options: { sql: string; values: readonly unknown[] }, callback?: Callback): Command;
  unprepare(sql: string): unknown;
  pause(): void;
  resume(): void;
  end(callback: (error?: Error) => void): void;
  readonly stream: Socket;
  on(event: "error" | "end", listener: (error?: Error) => void): unknown;
  once(event: "connect" | "error", listener: (error?: Error) => void): unknown;
  removeListener(event: "connect" | "error", listener: (error?: Error) => void): unknown;
}
interface AdoptedClient extends Client {
  readonly config: object;
}
interface TypedInteger {
  (value: bigint | number): unknown;
  unsigned(value: bigint): unknown;
}
interface Package {
  createConnection(settings: object): Client;
  readonly TypedParameter?: { readonly LONGLONG: TypedInteger; DECIMAL(value: string): unknown };
}

const IN_TRANSACTION = 1;
const NO_BACKSLASH_ESCAPES = 512;
const MAX_SIGNED = 9223372036854775807n;
/** ER_UNSUPPORTED_PS: the server does not prepare such a statement. */
const CANNOT_PREPARE = 1295;
/** ER_UNKNOWN_STMT_HANDLER, ER_NEED_REPREPARE: the server has forgotten a prepared statement. */
const FORGOTTEN: ReadonlySet<unknown> = new Set([1243, 1615]);

/** MySQL and MariaDB through the package mysql2. */
export function mysql2Driver(): Driver {
  return {
    name: "mysql2",
    isAsync: true,
    connect,
    adopt,
    bridge: { module: import.meta.url, factory: "mysql2Driver" },
  };
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

/** UPDATE counts the rows it found; a server may not ask for files of this machine. */
const FLAGS = ["FOUND_ROWS", "-LOCAL_FILES"];

async function loadPackage(): Promise<Package> {
  const module = (await importPackage("mysql2", "mysql+mysql2")) as Package & { default?: Package };
  return module.default ?? module;
}

/** A connection of the package, of its callback kind or of its promise kind; what our types rely on is set. */
async function adopt(raw: object, options: ConnectOptions): Promise<ServerConnection> {
  const { TypedParameter } = await loadPackage();
  const client = (raw as { connection?: AdoptedClient }).connection ?? (raw as AdoptedClient);
  Object.assign(client.config, fixed);
  return new Mysql2Connection(client, TypedParameter, options);
}

async function connect(options: ConnectOptions): Promise<ServerConnection> {
  const mysql2 = await loadPackage();
  const { flags } = options.connectArgs;
  const client = mysql2.createConnection({
    charset: "UTF8MB4",
    maxPreparedStatements: preparedStatementCacheSize(options),
    ...connectionSettings(options),
    ...options.connectArgs,
    flags: Array.isArray(flags) ? [...FLAGS, ...(flags as unknown[])] : FLAGS,
    ...fixed,
  });
  const connection = new Mysql2Connection(client, mysql2.TypedParameter, options);
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

class Mysql2Connection extends ServerConnection implements DriverConnection {
  readonly raw: Client;
  readonly #typed: Package["TypedParameter"];
  #lost: Error | undefined;
  #ended = false;
  protected backslashEscapes = true;

  constructor(client: Client, typed: Package["TypedParameter"], options: ConnectOptions) {
    super(options, () => connect(options));
    this.raw = client;
    this.#typed = typed;
    // Without a listener a lost connection would end the process.
    client.on("error", (error = new Error("Connection lost")) => {
      this.#lost ??= error;
      this.cursor?.fail(error);
    });
    client.on("end", () => {
      this.#ended = true;
      this.cursor?.fail(this.#lost ?? new Error("Connection lost"));
    });
  }

  get isOpen(): boolean {
    return this.#lost === undefined && !this.#ended;
  }
  protected get serverId(): number {
    return this.raw.threadId;
  }

  protected end(): Promise<void> {
    this.#ended = true;
    // The package tells of the farewell when it is about to say it, not when the server has closed.
    return new Promise((resolve, reject) =>
      this.raw.end((error) =>
        error === undefined || error === null ? resolve(closedInTime(this.raw.stream)) : reject(error),
      ),
    );
  }

  protected override forget(sql: string): void {
    this.raw.unprepare(sql);
  }

  terminate(): void {
    this.#ended = true;
    // The package's own way leaves the socket to the server, and whoever waits for an answer without one.
    this.raw.stream.destroy(Object.assign(new Error("The connection was closed"), { code: "ECONNABORTED" }));
    this.cursor?.fail(new Error("Connection lost"));
  }

  ref(): void {
    this.raw.stream.ref();
  }
  unref(): void {
    this.raw.stream.unref();
  }

  protected run(sql: string, params: readonly unknown[], prepare: boolean): Promise<readonly DriverResult[]> {
    return prepare ? this.#execute(sql, params) : this.#query(sql);
  }

  protected async stream(sql: string, params: readonly unknown[]): Promise<PushedRows> {
    const values = this.#parameters(params);
    try {
      return await this.#stream(this.raw.execute({ sql, values }));
    } catch (error) {
      const { errno } = error as { errno?: unknown };
      if (errno === CANNOT_PREPARE && values.length === 0) return await this.#stream(this.raw.query({ sql }));
      if (!FORGOTTEN.has(errno)) throw error;
      this.raw.unprepare(sql);
      return await this.#stream(this.raw.execute({ sql, values }));
    }
  }

  #stream(command: Command): Promise<PushedRows> {
    const rows = new PushedRows(
      { pause: () => this.raw.pause(), resume: () => this.raw.resume(), stop: () => this.cancel() },
      () => {
        this.cursor = undefined;
        if (this.inTransaction === false) this.inTransaction = undefined;
      },
    );
    this.cursor = rows;
    command.on("fields", allowAnyName);
    command.on("fields", (fields) => {
      if (fields !== undefined) rows.begin(namesOf(fields), conversionsOf(fields, convertOfField));
    });
    command.on("result", (row) => {
      if (Array.isArray(row)) rows.push(row);
    });
    command.on("error", (error) => rows.fail(error));
    command.on("end", () => rows.end());
    return rows.started();
  }

  #query(sql: string): Promise<readonly DriverResult[]> {
    return new Promise((resolve, reject) => {
      const command = this.raw.query({ sql }, (error, result, fields) =>
        error === null ? resolve(this.#results(result, fields)) : reject(error),
      );
      command.on("fields", allowAnyName);
    });
  }

  async #execute(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    const values = this.#parameters(params);
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

  #executeOnce(sql: string, values: readonly unknown[]): Promise<readonly DriverResult[]> {
    return new Promise((resolve, reject) => {
      const command = this.raw.execute({ sql, values }, (error, result, fields) =>
        error === null ? resolve(this.#results(result, fields)) : reject(error),
      );
      command.on("fields", allowAnyName);
    });
  }

  /** Whole numbers go as integers: the package would send a double, which LIMIT does not take and which rounds what it is compared with. */
  #parameters(params: readonly unknown[]): unknown[] {
    return params.map((value) => {
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
    });
  }

  #results(result: unknown, fields: unknown): readonly DriverResult[] {
    if (!Array.isArray(fields) || !Array.isArray(result) || !isSeveral(fields)) return [this.#result(result, fields)];
    // CALL: the sets of rows, and a header that closes them.
    const results = result.map((each, i) => this.#result(each, fields[i]));
    const withRows = results.filter((each) => each.columns !== undefined);
    return withRows.length > 0 ? withRows : results.slice(-1);
  }

  #result(result: unknown, fields: unknown): DriverResult {
    if (Array.isArray(fields)) {
      // The package does not tell what the server says at the end of rows; reading may have begun a transaction.
      if (this.inTransaction === false) this.inTransaction = undefined;
      const rows = result as unknown[][];
      readValues(rows, conversionsOf(fields as Fields, convertOfField));
      return { rows, columns: namesOf(fields as Fields), rowcount: rows.length };
    }
    const header = result as Header;
    if (header.serverStatus !== undefined) {
      this.inTransaction = (header.serverStatus & IN_TRANSACTION) !== 0;
      this.backslashEscapes = (header.serverStatus & NO_BACKSLASH_ESCAPES) === 0;
    }
    const id = typeof header.insertId === "string" ? BigInt(header.insertId) : header.insertId;
    return { rows: [], columns: undefined, rowcount: header.affectedRows, lastInsertId: id === 0 ? undefined : id };
  }
}

/**
 * The package makes a program of the names of columns, and refuses those that would be dangerous there (`__proto__`), which ends the
 * connection. It has a way without a program, which does not look at the names of rows that are arrays; the choice is made after this.
 */
function allowAnyName(this: Command, fields: Fields | undefined): void {
  if (fields === undefined || this.options === undefined) return;
  for (let i = 0; i < fields.length; i++)
    if ((fields[i] as Field).name.startsWith("__")) {
      this.options.disableEval = true;
      return;
    }
}

function convertOfField(field: Field): Convert | undefined {
  return convertOf(field.columnType, field.characterSet === BINARY_CHARSET, field.decimals);
}

function namesOf(fields: Fields): string[] {
  const names = new Array<string>(fields.length);
  for (let i = 0; i < fields.length; i++) names[i] = (fields[i] as Field).name;
  return names;
}

/** Whether the fields are those of several results, each a list or undefined. */
function isSeveral(fields: readonly unknown[]): boolean {
  return fields.length > 0 && (fields[0] === undefined || Array.isArray(fields[0]));
}
