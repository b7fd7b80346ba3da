import type { ConnectOptions, Driver, DriverConnection, DriverResult, QueryOptions } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { valueParsers } from "./value-parsers.ts";

// The parts of the package that are used here.
interface QueryResult {
  readonly rows: unknown[][];
  readonly fields: readonly { readonly name: string }[];
  readonly affectedRows?: number;
  readonly rowCount?: number;
  readonly command?: string;
}
interface QuerySettings {
  readonly rowMode: "array";
  readonly parsers?: Instance["parsers"];
  readonly serializers?: Instance["serializers"];
}
interface Instance {
  readonly waitReady: Promise<void>;
  readonly closed: boolean;
  parsers: Record<number, (text: string) => unknown>;
  serializers: Record<number, (value: unknown) => string>;
  query(sql: string, params: readonly unknown[], options: QuerySettings): Promise<QueryResult>;
  exec(sql: string, options: QuerySettings): Promise<QueryResult[]>;
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
    adopt: (instance, options) => connect({ ...options, connectArgs: { ...options.connectArgs, instance } }),
    bridge: { module: import.meta.url, factory: "pgliteDriver" },
  };
}

async function connect(options: ConnectOptions): Promise<DriverConnection> {
  if (options.host !== undefined && options.host !== "") {
    throw new ArgumentError(
      `PGlite runs inside this process and has no host, but ${JSON.stringify(options.host)} was given. Write postgresql+pglite:// for memory or postgresql+pglite:///directory.`,
    );
  }
  const { instance: shared, ...connectArgs } = (options.connectArgs ?? {}) as { readonly instance?: Instance };
  if (shared !== undefined) {
    await shared.waitReady;
    // What the instance would parse by itself (arrays, above all) comes as text here too.
    const raw = Object.fromEntries(Object.keys(shared.parsers).map((oid) => [oid, rawText]));
    const asText = Object.fromEntries(Object.keys(shared.serializers).map((oid) => [oid, String]));
    return new PGliteConnection(shared, { rowMode: "array", parsers: { ...raw, ...parsers }, serializers: asText });
  }
  const { PGlite } = (await importPackage("@electric-sql/pglite", "postgresql+pglite")) as { PGlite: PGliteClass };
  const instance = new PGlite(options.database === "" ? undefined : options.database, connectArgs);
  await instance.waitReady;
  // The package's own conversions give way to those that all our drivers share. It falls back on its own where no parser is given.
  instance.parsers = parsers;
  instance.serializers = {};
  return new PGliteConnection(instance, undefined);
}

/** json, date, timestamp, timestamptz, jsonb. */
const convertedByPackage = [114, 1082, 1114, 1184, 3802];
const rawText = (text: string): unknown => text;
const parsers: Instance["parsers"] = {
  ...Object.fromEntries(convertedByPackage.map((oid) => [oid, rawText])),
  ...Object.fromEntries(valueParsers),
};

class PGliteConnection implements DriverConnection {
  readonly raw: Instance;
  inTransaction = false;
  readonly #settings: QuerySettings;
  /** Whether the instance is the user's, who closes it. */
  readonly #shared: boolean;

  constructor(instance: Instance, shared: QuerySettings | undefined) {
    this.raw = instance;
    this.#shared = shared !== undefined;
    this.#settings = shared ?? { rowMode: "array" };
  }

  get isOpen(): boolean {
    return !this.raw.closed;
  }

  async query(sql: string, params: readonly unknown[], _options?: QueryOptions): Promise<DriverResult> {
    const result =
      params.length === 0
        ? ((await this.raw.exec(sql, this.#settings)).at(-1) as QueryResult)
        : await this.raw.query(sql, params.map(toText), this.#settings);
    const { command } = result;
    if (command === "BEGIN" || command === "START") this.inTransaction = true;
    else if (command === "COMMIT" || (command === "ROLLBACK" && !isPartial(sql))) this.inTransaction = false;
    const columns = result.fields.length === 0 ? undefined : result.fields.map((field) => field.name);
    return { rows: result.rows, columns, rowcount: result.rowCount ?? result.affectedRows ?? -1 };
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

  async close(): Promise<void> {
    if (this.raw.closed) return;
    if (!this.#shared) await this.raw.close();
    else if (this.inTransaction) await this.raw.exec("ROLLBACK", this.#settings);
  }
}

/** ROLLBACK TO SAVEPOINT has the same command tag as ROLLBACK. */
function isPartial(sql: string): boolean {
  return sql.toUpperCase().includes(" TO ");
}

function toText(value: unknown): unknown {
  if (value === null || typeof value === "string") return value;
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  // What the type layer lets through besides: numbers, bigints and booleans.
  return (value as number | bigint | boolean).toString();
}
