import type { ConnectOptions, Driver, DriverResult } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { DEFAULT_CACHE_SIZE } from "./connection-settings.ts";
import { MessageWriter } from "./message-writer.ts";
import { optionNumber } from "./option-text.ts";
import { PostgreSQLConnection } from "./postgresql-connection.ts";
import { type Prepared, PreparedStatements } from "./prepared-statements.ts";
import { countOf } from "./server-messages.ts";
import { type ValueParser, valueParsers } from "./value-parsers.ts";

// The parts of the package that are used here.
interface Message {
  readonly name: string;
}
interface RowDescription extends Message {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}
interface DataRow extends Message {
  readonly fields: (string | null)[];
}
interface CommandComplete extends Message {
  readonly text: string;
}
interface ReadyForQuery extends Message {
  readonly status: string;
}
interface Instance {
  readonly waitReady: Promise<void>;
  readonly closed: boolean;
  execProtocol(
    message: Uint8Array,
    options: { readonly throwOnError: boolean },
  ): Promise<{ readonly messages: readonly Message[] }>;
  _runExclusiveTransaction<T>(run: () => Promise<T>): Promise<T>;
  _runExclusiveQuery<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
type PGliteClass = new (dataDir: string | undefined, options: object) => Instance;

/** PostgreSQL inside this process, through the package @electric-sql/pglite; `postgresql+pglite://` lives in memory, `postgresql+pglite:///directory` on disk, and `connectArgs: { instance }` uses a PGlite that is there already and leaves it open. */
export function pgliteDriver(): Driver {
  return {
    name: "pglite",
    isAsync: true,
    singleConnection: true,
    connect,
    adopt: async (raw, options) => {
      const instance = raw as Instance;
      await instance.waitReady;
      return new PGliteConnection(instance, false, cacheSizeOf(options));
    },
    bridge: { module: import.meta.url, factory: "pgliteDriver" },
  };
}

async function connect(options: ConnectOptions): Promise<PGliteConnection> {
  if (options.host !== undefined && options.host !== "") {
    throw new ArgumentError(
      `PGlite runs inside this process and has no host, but ${JSON.stringify(options.host)} was given. Write postgresql+pglite:// for memory or postgresql+pglite:///directory.`,
    );
  }
  const cacheSize = cacheSizeOf(options);
  const { instance: shared, ...connectArgs } = (options.connectArgs ?? {}) as { readonly instance?: Instance };
  if (shared !== undefined) {
    await shared.waitReady;
    return new PGliteConnection(shared, true, cacheSize);
  }
  const { PGlite } = (await importPackage("@electric-sql/pglite", "postgresql+pglite")) as { PGlite: PGliteClass };
  const instance = new PGlite(options.database === "" ? undefined : options.database, connectArgs);
  await instance.waitReady;
  return new PGliteConnection(instance, false, cacheSize);
}

function cacheSizeOf(options: ConnectOptions): number {
  for (const name of Object.keys(options.query)) {
    if (name !== "prepared_statement_cache_size")
      throw new ArgumentError(
        `Unknown option ${JSON.stringify(name)} in a URL of PGlite; expected prepared_statement_cache_size. Options of the package go into connectArgs.`,
      );
  }
  return optionNumber(options, "prepared_statement_cache_size", 0) ?? DEFAULT_CACHE_SIZE;
}

/** Of all connections, since several may use one instance. */
let names = 0;

class PGliteConnection extends PostgreSQLConnection {
  readonly raw: Instance;
  inTransaction = false;
  /** Whether the instance is the user's, who closes it. */
  readonly #shared: boolean;
  readonly #writer = new MessageWriter();
  #closed = false;

  constructor(instance: Instance, shared: boolean, cacheSize: number) {
    super(new PreparedStatements(cacheSize));
    this.raw = instance;
    this.#shared = shared;
  }

  get isOpen(): boolean {
    return !this.#closed && !this.raw.closed;
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    if (!this.#shared) {
      this.#closed = true;
      await this.raw.close();
      return;
    }
    if (this.inTransaction) await this.query("ROLLBACK", []);
    await this.forgetAll();
    this.#closed = true;
  }

  protected async send(sql: string, params: readonly unknown[], prepared: Prepared | undefined): Promise<DriverResult> {
    if (prepared === undefined) return (await this.sendAll(sql, params)).at(-1) as DriverResult;
    const { name } = prepared;
    if (name !== undefined)
      return (await this.#exchange(this.#execution(name, undefined, params))).at(-1) as DriverResult;
    const first = `athanor_${++names}`;
    // The server has it as soon as it has understood it, whatever becomes of this execution.
    const parsed = (): void => void (prepared.name = first);
    return (await this.#exchange(this.#execution(first, sql, params), parsed)).at(-1) as DriverResult;
  }

  protected sendAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    if (params.length === 0) return this.#exchange(this.#writer.query(sql).take());
    return this.#exchange(this.#execution("", sql, params));
  }

  #execution(name: string, sql: string | undefined, params: readonly unknown[]): Uint8Array {
    const writer = this.#writer;
    try {
      if (sql !== undefined) writer.parse(name, sql);
      return writer.bind(name, params).describe().execute().sync().take();
    } catch (error) {
      writer.clear();
      throw error;
    }
  }

  async #exchange(message: Uint8Array, parsed?: () => void): Promise<readonly DriverResult[]> {
    if (!this.isOpen) throw new Error("PGlite is closed");
    const { messages } = await exclusively(this.raw, () => this.raw.execProtocol(message, { throwOnError: false }));
    const results: DriverResult[] = [];
    let columns: string[] | undefined;
    let parsers: (ValueParser | undefined)[] = [];
    let rows: unknown[][] = [];
    let error: Message | undefined;
    for (const each of messages) {
      switch (each.name) {
        case "rowDescription": {
          const { fields } = each as RowDescription;
          columns = fields.map((field) => field.name);
          parsers = fields.map((field) => valueParsers.get(field.dataTypeID));
          break;
        }
        case "dataRow":
          rows.push(readRow((each as DataRow).fields, parsers));
          break;
        case "commandComplete":
          results.push({ rows, columns, rowcount: countOf((each as CommandComplete).text) });
          columns = undefined;
          rows = [];
          break;
        case "emptyQuery":
          results.push({ rows: [], columns: undefined, rowcount: -1 });
          break;
        case "parseComplete":
          parsed?.();
          break;
        case "readyForQuery":
          this.inTransaction = (each as ReadyForQuery).status !== "I";
          break;
        case "error":
          error ??= each;
          break;
      }
    }
    // oxlint-disable-next-line typescript/only-throw-error -- it is the package's DatabaseError
    if (error !== undefined) throw error;
    return results;
  }
}

/** As the package's own query() does it: not into a transaction that somebody else has open on the instance. */
function exclusively<T>(instance: Instance, run: () => Promise<T>): Promise<T> {
  // oxlint-disable-next-line eslint/no-underscore-dangle -- the names are the package's, and part of its interface
  return instance._runExclusiveTransaction(() => instance._runExclusiveQuery(run));
}

function readRow(fields: (string | null)[], parsers: readonly (ValueParser | undefined)[]): unknown[] {
  const row: unknown[] = fields;
  for (let i = 0; i < fields.length; i++) {
    const parse = parsers[i];
    const value = fields[i] as string | null;
    if (parse !== undefined && value !== null) row[i] = parse(value);
  }
  return row;
}
