import type {
  ConnectOptions,
  Driver,
  DriverConnection,
  DriverCursor,
  DriverResult,
  QueryOptions,
} from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { StatementCache } from "../../../dialect/statement-cache.ts";
import { connectionSettings } from "./connection-settings.ts";
import { type CancelConnectionClass, sendCancel } from "./pg-cancel.ts";
import { declareCursor } from "./sql-cursor.ts";
import { valueParsers } from "./value-parsers.ts";

// The parts of the package that are used here.
interface Field {
  readonly name: string;
}
interface QueryResult {
  readonly rows: unknown[][];
  readonly fields: readonly Field[];
  readonly rowCount: number | null;
}
interface QueryConfig {
  text: string;
  values: readonly unknown[];
  rowMode: "array";
  types: { getTypeParser(oid: number): (text: string) => unknown };
  name?: string;
}
interface Client {
  connect(): Promise<void>;
  query(config: QueryConfig): Promise<QueryResult | QueryResult[]>;
  end(): Promise<void>;
  on(event: "error" | "end", listener: (error?: Error) => void): unknown;
  getTransactionStatus?(): string | null;
  readonly host: string;
  readonly port: number;
  readonly ssl: unknown;
  readonly sslNegotiation: string;
  readonly processID: number | null;
  readonly secretKey: unknown;
  readonly connection?: {
    readonly parsedStatements?: Record<string, string>;
    readonly submittedNamedStatements?: Record<string, string>;
  };
}
type ClientClass = new (settings: object) => Client;
interface Package {
  readonly Client: ClientClass;
  readonly Connection: CancelConnectionClass;
}

const rawText = (text: string): unknown => text;
const types = { getTypeParser: (oid: number): ((text: string) => unknown) => valueParsers.get(oid) ?? rawText };

/** PostgreSQL through the package pg. */
export function pgDriver(): Driver {
  return { name: "pg", isAsync: true, connect, adopt, bridge: { module: import.meta.url, factory: "pgDriver" } };
}

async function loadPackage(): Promise<Package> {
  const module = (await importPackage("pg", "postgresql+pg")) as Package & { default?: Package };
  return module.default ?? module;
}

/** A Client that somebody has connected. */
async function adopt(client: object): Promise<DriverConnection> {
  return new PgConnection(client as Client, (await loadPackage()).Connection);
}

async function connect(options: ConnectOptions): Promise<DriverConnection> {
  const { Client, Connection } = await loadPackage();
  const client = new Client({ ...connectionSettings(options), ...options.connectArgs });
  const connection = new PgConnection(client, Connection);
  await client.connect();
  return connection;
}

/** What a connection remembers of a statement: it is prepared on the server, under a name, when it comes for the second time. */
interface Remembered {
  name: string | undefined;
}

class PgConnection implements DriverConnection {
  readonly raw: Client;
  readonly #statements: StatementCache<Remembered>;
  #names = 0;
  /** Names that went out of the cache and are still on the server. */
  #unused: string[] = [];
  readonly #CancelConnection: CancelConnectionClass;
  #lost: Error | undefined;
  #ended = false;

  constructor(client: Client, CancelConnection: CancelConnectionClass) {
    this.raw = client;
    this.#CancelConnection = CancelConnection;
    this.#statements = new StatementCache(
      256,
      ({ name }) => name !== undefined && this.#isParsed(name) && this.#unused.push(name),
    );
    // Without a listener a lost connection would end the process.
    client.on("error", (error) => (this.#lost ??= error ?? new Error("Connection lost")));
    client.on("end", () => (this.#ended = true));
  }

  get inTransaction(): boolean | undefined {
    const status = this.raw.getTransactionStatus?.();
    return status === undefined || status === null ? undefined : status !== "I";
  }
  get isOpen(): boolean {
    return this.#lost === undefined && !this.#ended;
  }

  async query(sql: string, params: readonly unknown[], options?: QueryOptions): Promise<DriverResult> {
    const name = params.length === 0 || options?.once === true ? undefined : this.#nameOf(sql);
    // Not inside a transaction, which a failure would end.
    if (this.#unused.length > 0 && this.inTransaction === false) await this.#deallocate();
    try {
      return toResult(await this.raw.query(config(sql, params, name)));
    } catch (error) {
      // A statement that the server refused has no name there.
      if (name !== undefined && !this.#isParsed(name)) this.#statements.delete(sql);
      if (name === undefined || !isStalePlan(error)) throw error;
      this.#statements.clear();
      // Inside a transaction the error has ended it; the caller has to begin again.
      if (this.inTransaction !== false) throw error;
      return toResult(await this.raw.query(config(sql, params, undefined)));
    }
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

  async queryAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    const given = await this.raw.query(config(sql, params, undefined));
    return Array.isArray(given) ? given.map(toResult) : [toResult(given)];
  }

  cancel(): Promise<void> {
    return sendCancel(this.#CancelConnection, this.raw);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    await this.raw.end();
  }

  #nameOf(sql: string): string | undefined {
    const known = this.#statements.get(sql);
    if (known === undefined) {
      this.#statements.set(sql, { name: undefined });
      return undefined;
    }
    return (known.name ??= `athanor_${++this.#names}`);
  }

  #isParsed(name: string): boolean {
    return this.raw.connection?.parsedStatements?.[name] !== undefined;
  }

  async #deallocate(): Promise<void> {
    const names = this.#unused.splice(0);
    const { parsedStatements, submittedNamedStatements } = this.raw.connection ?? {};
    for (const name of names) {
      delete parsedStatements?.[name];
      delete submittedNamedStatements?.[name];
    }
    await this.raw.query(config(names.map((name) => `DEALLOCATE ${name}`).join("; "), [], undefined));
  }
}

function config(text: string, values: readonly unknown[], name: string | undefined): QueryConfig {
  return name === undefined
    ? { text, values, rowMode: "array", types }
    : { text, values, rowMode: "array", types, name };
}

function toResult(given: QueryResult | QueryResult[]): DriverResult {
  // A text without parameters may hold several statements; the last one's result counts.
  const result = Array.isArray(given) ? (given.at(-1) as QueryResult) : given;
  const { fields } = result;
  let columns: string[] | undefined;
  if (fields.length > 0) {
    columns = new Array<string>(fields.length);
    for (let i = 0; i < fields.length; i++) columns[i] = (fields[i] as Field).name;
  }
  return { rows: result.rows, columns, rowcount: result.rowCount ?? -1 };
}

/** A table was altered after a statement on it was prepared. */
function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === "0A000" && message === "cached plan must not change result type";
}
