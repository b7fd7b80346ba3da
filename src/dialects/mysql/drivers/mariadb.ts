import { connect as connectTcp, type Socket } from "node:net";
import type { ConnectOptions, Driver, DriverConnection, DriverResult } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { StatementCache } from "../../../dialect/statement-cache.ts";
import { type ConnectionSettings, connectionSettings, preparedStatementCacheSize } from "./connection-settings.ts";
import { bindParameters } from "./mariadb-parameters.ts";
import { PushedRows } from "./pushed-rows.ts";
import { BINARY_CHARSET, commaSeparated, type Convert, conversionsOf, convertOf, readValues } from "./result-values.ts";
import { ServerConnection } from "./server-connection.ts";

// The parts of the package that are used here.
interface Header {
  readonly affectedRows: number;
  readonly insertId: bigint;
}
interface Column {
  readonly columnType: number;
  readonly collation: { readonly index: number } | undefined;
  readonly scale: number;
  name(): string;
  isSet(): boolean;
}
interface RowStream {
  on(event: "fields", listener: (columns: readonly Column[]) => void): unknown;
  on(event: "data", listener: (row: unknown[] | Header) => void): unknown;
  on(event: "error", listener: (error: Error | undefined) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
}
interface PreparedStatement {
  execute(values: readonly unknown[]): Promise<unknown>;
  executeStream(values: readonly unknown[]): RowStream;
  close(): void;
}
interface Client {
  readonly threadId: number;
  readonly info: { readonly status: number };
  isValid(): boolean;
  query(sql: string): Promise<unknown>;
  prepare(sql: string): Promise<PreparedStatement>;
  queryStream(sql: string): RowStream;
  end(): Promise<void>;
  destroy(): void;
  on(event: "error" | "end", listener: (error?: Error) => void): unknown;
}
interface Package {
  createConnection(settings: object): Promise<Client>;
}

const IN_TRANSACTION = 1;
const NO_BACKSLASH_ESCAPES = 512;
/** ER_UNSUPPORTED_PS: the server does not prepare such a statement. */
const CANNOT_PREPARE = 1295;
/** ER_UNKNOWN_STMT_HANDLER, ER_NEED_REPREPARE: the server has forgotten a prepared statement. */
const FORGOTTEN: ReadonlySet<unknown> = new Set([1243, 1615]);

/** MySQL and MariaDB through the package mariadb. */
export function mariadbDriver(): Driver {
  return { name: "mariadb", isAsync: true, connect, bridge: { module: import.meta.url, factory: "mariadbDriver" } };
}

/** What our types rely on; not for connectArgs to change. */
const fixed = {
  rowsAsArray: true,
  metaAsArray: true,
  nestTables: false,
  namedPlaceholders: false,
  typeCast: undefined,
  supportBigNumbers: false,
  bigIntAsNumber: false,
  insertIdAsNumber: false,
  decimalAsNumber: false,
  bitOneIsBoolean: false,
  dateStrings: true,
  jsonStrings: true,
  autoJsonMap: false,
  timezone: "Z",
  multipleStatements: false,
  // Parameters are no part of error messages; the engine adds them unless they are to be hidden.
  logParam: false,
  // Prepared statements are kept here.
  prepareCacheLength: 0,
};

async function connect(options: ConnectOptions): Promise<ServerConnection> {
  const module = (await importPackage("mariadb", "mysql+mariadb")) as Package & { default?: Package };
  const mariadb = module.default ?? module;
  const settings = {
    // UPDATE counts the rows it found; a server may not ask for files of this machine.
    foundRows: true,
    permitLocalInfile: false,
    ...connectionSettings(options),
    ...options.connectArgs,
    ...fixed,
  };
  const own = options.connectArgs["stream"] === undefined ? openSocket(settings) : undefined;
  const stream = own === undefined ? {} : { socketPath: undefined, stream: () => own };
  const client = await plainErrors(mariadb.createConnection({ ...settings, ...stream }));
  return new MariadbConnection(client, own, options);
}

/** The package keeps its socket to itself, and closes one whose server does not answer never. */
function openSocket({ socketPath, host = "localhost", port = 3306 }: ConnectionSettings): Socket {
  return socketPath === undefined ? connectTcp({ host, port, noDelay: true }) : connectTcp(socketPath);
}

class MariadbConnection extends ServerConnection implements DriverConnection {
  readonly raw: Client;
  /** undefined when it is the user's. */
  readonly #socket: Socket | undefined;
  readonly #statements: StatementCache<Promise<PreparedStatement>>;
  #lost = false;

  constructor(client: Client, socket: Socket | undefined, options: ConnectOptions) {
    super(options, () => connect(options));
    this.raw = client;
    this.#socket = socket;
    this.#statements = new StatementCache(preparedStatementCacheSize(options), (statement) => {
      statement.then(
        (known) => known.close(),
        () => undefined,
      );
    });
    // Without a listener a lost connection would end the process.
    client.on("error", (error = new Error("Connection lost")) => {
      this.#lost = true;
      this.cursor?.fail(plain(error));
    });
    client.on("end", () => {
      this.#lost = true;
      this.cursor?.fail(new Error("Connection lost"));
    });
  }

  get isOpen(): boolean {
    return !this.#lost && this.raw.isValid();
  }
  protected get serverId(): number {
    return this.raw.threadId;
  }
  protected get backslashEscapes(): boolean {
    return (this.raw.info.status & NO_BACKSLASH_ESCAPES) === 0;
  }

  protected end(): Promise<void> {
    this.#lost = true;
    return this.raw.end();
  }

  terminate(): void {
    this.#lost = true;
    // The package's own way ends the statement over another connection first, which nobody waits for here.
    const socket = this.#socket;
    if (socket === undefined) this.raw.destroy();
    else {
      // It listens for this end alone, and tells those who wait for an answer.
      socket.emit("end");
      socket.destroy();
    }
    this.cursor?.fail(new Error("Connection lost"));
  }

  ref(): void {
    this.#socket?.ref();
  }
  unref(): void {
    this.#socket?.unref();
  }

  protected override forget(sql: string): void {
    this.#statements.delete(sql);
  }

  protected async run(sql: string, params: readonly unknown[], prepare: boolean): Promise<readonly DriverResult[]> {
    if (!prepare) return this.#results(await plainErrors(this.raw.query(sql)));
    const bound = bindParameters(sql, params, this.backslashEscapes);
    try {
      return this.#results(await this.#prepared(bound.sql, async (statement) => await statement.execute(bound.values)));
    } catch (error) {
      if (!cannotPrepare(error, params)) throw plain(error);
      return this.#results(await plainErrors(this.raw.query(sql)));
    }
  }

  protected async stream(sql: string, params: readonly unknown[]): Promise<PushedRows> {
    const bound = bindParameters(sql, params, this.backslashEscapes);
    try {
      return await this.#prepared(bound.sql, (statement) => this.#stream(statement.executeStream(bound.values)));
    } catch (error) {
      if (!cannotPrepare(error, params)) throw plain(error);
      return await this.#stream(this.raw.queryStream(sql));
    }
  }

  /** Works with the prepared statement; with a new one where the server has forgotten it. */
  async #prepared<T>(sql: string, work: (statement: PreparedStatement) => Promise<T>): Promise<T> {
    const known = this.#statements.get(sql);
    try {
      return await work(await (known ?? this.#prepare(sql)));
    } catch (error) {
      if (!FORGOTTEN.has((error as { errno?: unknown }).errno)) throw error;
      this.#statements.delete(sql);
      return await work(await this.#prepare(sql));
    }
  }

  #prepare(sql: string): Promise<PreparedStatement> {
    const statement = this.raw.prepare(sql);
    this.#statements.set(sql, statement);
    statement.catch(() => this.#statements.delete(sql));
    return statement;
  }

  #stream(sent: RowStream): Promise<PushedRows> {
    const rows = new PushedRows(
      { pause: () => sent.pause(), resume: () => sent.resume(), stop: () => this.cancel() },
      () => {
        this.cursor = undefined;
        this.#noteStatus();
      },
    );
    this.cursor = rows;
    sent.on("fields", (columns) => rows.begin(namesOf(columns), conversionsOf(columns, convertOfColumn)));
    sent.on("data", (row) => {
      if (Array.isArray(row)) rows.push(row);
    });
    sent.on("error", (error = new Error("Connection lost")) => rows.fail(plain(error)));
    sent.on("end", () => rows.end());
    return rows.started();
  }

  #noteStatus(): void {
    this.inTransaction = (this.raw.info.status & IN_TRANSACTION) !== 0;
  }

  /** `[rows, columns]`, or a list of each for several results, as the package gives them with `metaAsArray`. */
  #results(given: unknown): readonly DriverResult[] {
    this.#noteStatus();
    const [result, columns] = given as [unknown, readonly unknown[]];
    if (!Array.isArray(result) || !isSeveral(columns)) return [toResult(result, columns)];
    // CALL: the sets of rows, and a header that closes them.
    const results = result.map((each, i) => toResult(each, columns[i]));
    const withRows = results.filter((each) => each.columns !== undefined);
    return withRows.length > 0 ? withRows : results.slice(-1);
  }
}

function toResult(result: unknown, meta: unknown): DriverResult {
  if (Array.isArray(result)) {
    const rows = result as unknown[][];
    const columns = meta as readonly Column[];
    readValues(rows, conversionsOf(columns, convertOfColumn));
    return { rows, columns: namesOf(columns), rowcount: rows.length };
  }
  const { affectedRows, insertId } = result as Header;
  const id = insertId <= 9007199254740991n ? Number(insertId) : insertId;
  return { rows: [], columns: undefined, rowcount: affectedRows, lastInsertId: id === 0 ? undefined : id };
}

function convertOfColumn(column: Column): Convert | undefined {
  if (column.isSet()) return commaSeparated;
  return convertOf(column.columnType, column.collation?.index === BINARY_CHARSET, column.scale);
}

function namesOf(columns: readonly Column[]): string[] {
  const names = new Array<string>(columns.length);
  for (let i = 0; i < columns.length; i++) names[i] = (columns[i] as Column).name();
  return names;
}

/** Whether the columns are those of several results, each a list or null. */
function isSeveral(columns: readonly unknown[]): boolean {
  return columns.some((each) => each === null || Array.isArray(each));
}

function cannotPrepare(error: unknown, params: readonly unknown[]): boolean {
  return params.length === 0 && (error as { errno?: unknown }).errno === CANNOT_PREPARE;
}

async function plainErrors<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw plain(error);
  }
}

/** The package puts connection number, SQLSTATE and statement into the message; they are fields of the error too. */
function plain(error: unknown): Error {
  const { sqlMessage } = error as { sqlMessage?: unknown };
  if (typeof sqlMessage === "string") (error as Error).message = sqlMessage;
  return error as Error;
}
