import type { Socket } from "node:net";
import type { ConnectOptions, Driver, DriverResult } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { type ConnectionSettings, connectionSettings, type Server } from "./connection-settings.ts";
import { connectToServer } from "./first-server.ts";
import { textOf } from "./parameter-text.ts";
import { type Prepared, PreparedStatements } from "./prepared-statements.ts";
import { ServerConnection } from "./server-connection.ts";
import { type Command, countOf } from "./server-messages.ts";
import { valueParsers } from "./value-parsers.ts";
import type { Wire } from "./wire.ts";

// The parts of the package that are used here.
interface Column {
  readonly name: string;
}
interface RowList extends Array<unknown[]> {
  readonly count: number | null;
  readonly columns: readonly Column[] | null;
  readonly statement: { readonly name: string } | null;
}
interface Query {
  values(): PromiseLike<RowList | readonly RowList[]>;
}
interface Client {
  unsafe(
    sql: string,
    params: readonly (string | null)[],
    options: { readonly prepare: boolean; readonly simple?: boolean },
  ): Query;
  end(options: { readonly timeout: number }): Promise<void>;
}
interface Package {
  readonly default: (settings: object) => Client;
}

const rawText = (text: string): unknown => text;

/** Types that the package would convert in ways of its own, and those that our types expect converted. */
const types = Object.fromEntries(
  [16, 17, 20, 21, 23, 25, 26, 114, 700, 701, 1082, 1114, 1184, 3802].map((oid) => [
    `t${oid}`,
    { to: oid, from: [oid], serialize: rawText, parse: valueParsers.get(oid) ?? rawText },
  ]),
);

/** The package forgets no statement by itself. A connection that has forgotten so many for it prepares no more. */
const MAX_FORGOTTEN = 4096;

/** PostgreSQL through the package postgres (postgres.js). */
export function postgresDriver(): Driver {
  return {
    name: "postgres",
    isAsync: true,
    multiHost: true,
    connect,
    bridge: { module: import.meta.url, factory: "postgresDriver" },
  };
}

async function connect(options: ConnectOptions): Promise<ServerConnection> {
  const settings = connectionSettings(options);
  if (settings.channelBinding)
    throw new ArgumentError(
      "The package postgres knows no channel binding, which channel_binding=require asks for. Use postgresql+pg, or leave the option out.",
    );
  const { default: postgres } = (await importPackage("postgres", "postgresql+postgres")) as Package;
  return await connectToServer(settings, async (wire, server) => {
    const client = postgres({ ...options.connectArgs, ...clientSettings(settings, wire, server) });
    // The package connects when it is first asked for something.
    await client.unsafe("", [], { prepare: false }).values();
    return new PostgresConnection(client, wire, settings);
  });
}

/** One connection, which the package neither ends nor opens again by itself. */
function clientSettings(settings: ConnectionSettings, wire: Wire, server: Server): object {
  const password = settings.passwordFor(server);
  return {
    host: [server.host],
    port: [server.port],
    path: undefined,
    user: settings.user,
    database: settings.database,
    password: password ?? "",
    // Ours, once: when it is lost, the connection is.
    socket: once(wire),
    connection: { application_name: "", ...settings.parameters },
    max: 1,
    ssl: false,
    sslnegotiation: null,
    connect_timeout: null,
    idle_timeout: null,
    max_lifetime: null,
    keep_alive: null,
    prepare: true,
    fetch_types: false,
    no_subscribe: true,
    types,
    transform: { undefined: undefined },
    onnotice: () => undefined,
  };
}

function once(wire: Wire): () => Socket {
  let given = false;
  return () => {
    if (given) throw wire.failure;
    given = true;
    return wire.socket;
  };
}

class PostgresConnection extends ServerConnection {
  readonly raw: Client;
  /** How often each statement was forgotten. */
  readonly #forgotten: Map<string, number>;
  /** What to call when the connection is lost, for each statement that the package may keep back. */
  readonly #ahead = new Set<(reason: Error) => void>();

  constructor(client: Client, wire: Wire, settings: ConnectionSettings) {
    const forgotten = new Map<string, number>();
    const count = ({ sql }: Prepared): void => void forgotten.set(sql, (forgotten.get(sql) ?? 0) + 1);
    super(wire, new PreparedStatements(settings.cacheSize, count), settings.readTimeout);
    this.raw = client;
    this.#forgotten = forgotten;
    wire.socket.once("close", () => {
      for (const reject of this.#ahead) reject(wire.failure);
    });
  }

  protected async exchange(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult> {
    if (params.length === 0) return (await this.exchangeAll(sql, params)).at(-1) as DriverResult;
    return await this.#one(sql, params, prepared);
  }

  /** One statement, of which the package gives the result as a list. */
  async #one(sql: string, params: readonly unknown[], prepared: Prepared | undefined): Promise<DriverResult> {
    const prepare = prepared !== undefined && this.#forgotten.size < MAX_FORGOTTEN;
    const given = (await this.#ask(this.#textOf(sql, prepare), params, prepare, false)) as RowList;
    if (prepare && given.statement !== null) prepared.name = given.statement.name;
    return toResult(given, given.count ?? -1);
  }

  /** The package may keep a statement back until those before it are answered, and forgets about it when the connection is lost meanwhile. */
  protected override exchangeAhead(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult> {
    return new Promise((resolve, reject) => {
      this.#ahead.add(reject);
      this.#one(sql, params, prepared)
        .then(resolve, reject)
        .finally(() => this.#ahead.delete(reject));
    });
  }

  protected async exchangeAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    // The package gives one result for each statement with columns; the server tells of the others.
    const commands: Command[] = (this.wire.messages.commands = []);
    let given: RowList | readonly RowList[];
    try {
      given = await this.#ask(sql, params, false, params.length === 0);
    } finally {
      this.wire.messages.commands = undefined;
    }
    if (params.length > 0) return [toResult(given as RowList, (given as RowList).count ?? -1)];
    const lists = isOne(given) ? [given] : given;
    // What comes before the first columns has a list too.
    let next = lists.length - commands.filter(({ hasRows }) => hasRows).length;
    return commands.map(({ tag, hasRows }) =>
      hasRows
        ? toResult(lists[next++] as RowList, countOf(tag))
        : { rows: [], columns: undefined, rowcount: countOf(tag) },
    );
  }

  /** `simple`: by the protocol that takes several statements in one text. */
  async #ask(
    sql: string,
    params: readonly unknown[],
    prepare: boolean,
    simple: boolean,
  ): Promise<RowList | readonly RowList[]> {
    const texts = new Array<string | null>(params.length);
    try {
      for (let i = 0; i < params.length; i++) texts[i] = textOf(params[i]);
    } catch (error) {
      this.wire.messages.notSent();
      throw error;
    }
    try {
      return await this.raw.unsafe(sql, texts, { prepare, simple }).values();
    } catch (error) {
      // The package does not tell why the server has ended the session.
      throw this.wire.isOpen || (error as { severity?: unknown }).severity !== undefined ? error : this.wire.failure;
    }
  }

  /** The package takes a statement that the server has forgotten for prepared: it gets a text that it does not know yet. */
  #textOf(sql: string, prepare: boolean): string {
    const times = prepare && this.#forgotten.size > 0 ? this.#forgotten.get(sql) : undefined;
    return times === undefined ? sql : sql + " ".repeat(times);
  }

  protected end(): void {
    this.raw.end({ timeout: 0 }).catch(() => undefined);
  }
}

function isOne(given: RowList | readonly RowList[]): given is RowList {
  return "statement" in given;
}

function toResult(list: RowList, rowcount: number): DriverResult {
  const fields = list.columns ?? [];
  let columns: string[] | undefined;
  if (fields.length > 0) {
    columns = new Array<string>(fields.length);
    for (let i = 0; i < fields.length; i++) columns[i] = (fields[i] as Column).name;
  }
  return { rows: list.slice(), columns, rowcount };
}
