import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { ConnectOptions, Driver, DriverResult } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { type ConnectionSettings, connectionSettings, type Server } from "./connection-settings.ts";
import { connectToServer } from "./first-server.ts";
import { type Prepared, PreparedStatements } from "./prepared-statements.ts";
import { ServerConnection } from "./server-connection.ts";
import { valueParsers } from "./value-parsers.ts";
import { Wire } from "./wire.ts";

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
  /** Whether statements are sent though others are not answered yet; older packages do not know of it. */
  pipeline?: boolean;
  on(event: "error", listener: (error: Error) => void): unknown;
  readonly host: string;
  readonly port: number;
  readonly ssl: boolean | ConnectionOptions;
  readonly sslNegotiation?: string;
  readonly processID: number | null;
  readonly secretKey: number | Buffer | null;
  readonly connection?: {
    readonly stream: Socket;
    readonly parsedStatements?: Record<string, string>;
    readonly submittedNamedStatements?: Record<string, string>;
    once(event: "authenticationSASL", listener: (message: { mechanisms: readonly string[] }) => void): unknown;
  };
}
interface Package {
  readonly Client: new (settings: object) => Client;
}

const rawText = (text: string): unknown => text;
const types = { getTypeParser: (oid: number): ((text: string) => unknown) => valueParsers.get(oid) ?? rawText };

/** PostgreSQL through the package pg. */
export function pgDriver(): Driver {
  return {
    name: "pg",
    isAsync: true,
    multiHost: true,
    connect,
    adopt,
    bridge: { module: import.meta.url, factory: "pgDriver" },
  };
}

async function connect(options: ConnectOptions): Promise<ServerConnection> {
  const settings = connectionSettings(options);
  const module = (await importPackage("pg", "postgresql+pg")) as Package & { default?: Package };
  const { Client } = module.default ?? module;
  return await connectToServer(settings, async (wire, server) => {
    const client = new Client({ ...options.connectArgs, ...clientSettings(settings, wire, server) });
    // Without a listener a lost connection would end the process; the wire knows why it was lost.
    client.on("error", () => undefined);
    const bound = settings.channelBinding ? channelBinding(client) : undefined;
    await client.connect();
    if (bound !== undefined && !bound())
      throw new ConnectionFailure(
        "The server offers no channel binding, which channel_binding=require asks for",
        "ERR_NO_BINDING",
      );
    return new PgConnection(client, wire, settings);
  });
}

/** A client that its owner has connected. */
async function adopt(raw: object, options: ConnectOptions): Promise<ServerConnection> {
  const client = raw as Client;
  if (typeof client.processID !== "number" || client.connection === undefined)
    throw new ArgumentError("A connection for the driver pg is a Client of the package pg that is connected already.");
  const { host, port, ssl, sslNegotiation, secretKey } = client;
  client.on("error", () => undefined);
  const tls = ssl === true ? {} : ssl === false ? undefined : ssl;
  const wire = new Wire({
    socket: client.connection.stream,
    server: { host, port },
    encryption: { tls, direct: sslNegotiation === "direct" },
  });
  wire.messages.processId = client.processID;
  wire.messages.secretKey = typeof secretKey === "number" ? bigEndian(secretKey) : (secretKey ?? undefined);
  return new PgConnection(client, wire, connectionSettings({ ...options, host, port }));
}

function clientSettings(settings: ConnectionSettings, wire: Wire, server: Server): object {
  const password = settings.passwordFor(server);
  return {
    ...settings.parameters,
    host: server.host,
    port: server.port,
    user: settings.user,
    database: settings.database,
    // By a function, an empty one too is taken as it is, and nothing else is looked for.
    password: typeof password === "function" ? password : () => password ?? "",
    stream: opened(wire.socket),
    ssl: false,
    sslnegotiation: "postgres",
    keepAlive: false,
    connectionTimeoutMillis: 0,
    enableChannelBinding: settings.channelBinding,
  };
}

/** The package connects by itself; ours is connected, and encrypted where it is to be. */
function opened(socket: Socket): Socket {
  return Object.assign(socket, {
    connect: () => {
      process.nextTick(() => socket.emit("connect"));
      return socket;
    },
  });
}

/** Whether the server could bind the password's proof to the encryption; the package does it where it can. */
function channelBinding(client: Client): () => boolean {
  let offered = false;
  client.connection?.once("authenticationSASL", ({ mechanisms }) => {
    offered = mechanisms.includes("SCRAM-SHA-256-PLUS");
  });
  return () => offered;
}

function bigEndian(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number | 0);
  return bytes;
}

class PgConnection extends ServerConnection {
  readonly raw: Client;
  #names = 0;

  constructor(client: Client, wire: Wire, settings: ConnectionSettings) {
    super(wire, new PreparedStatements(settings.cacheSize), settings.readTimeout, client.pipeline === false);
    this.raw = client;
  }

  protected async exchange(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult> {
    if (prepared === undefined) return lastResult(await this.raw.query(config(sql, params, undefined)));
    const name = (prepared.name ??= `athanor_${++this.#names}`);
    try {
      return lastResult(await this.raw.query(config(sql, params, name)));
    } catch (error) {
      // A statement that the server refused has no name there.
      if (this.raw.connection?.parsedStatements?.[name] === undefined) prepared.name = undefined;
      throw error;
    }
  }

  protected isPrepared({ name }: Prepared): boolean {
    return name !== undefined && this.raw.connection?.parsedStatements?.[name] !== undefined;
  }

  protected exchangeAhead(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult> {
    this.raw.pipeline = true;
    return this.exchange(sql, params, prepared);
  }

  /** The mode refuses queries of other classes (cursors, COPY), which a user may have for the client. */
  protected override allAnswered(): void {
    this.raw.pipeline = false;
  }

  protected async exchangeAll(sql: string, params: readonly unknown[]): Promise<readonly DriverResult[]> {
    const given = await this.raw.query(config(sql, params, undefined));
    return Array.isArray(given) ? given.map(toResult) : [toResult(given)];
  }

  protected override deallocated(names: readonly string[]): void {
    const { parsedStatements, submittedNamedStatements } = this.raw.connection ?? {};
    for (const name of names) {
      delete parsedStatements?.[name];
      delete submittedNamedStatements?.[name];
    }
  }

  protected end(): void {
    this.raw.end().catch(() => undefined);
  }
}

function config(text: string, values: readonly unknown[], name: string | undefined): QueryConfig {
  return name === undefined
    ? { text, values, rowMode: "array", types }
    : { text, values, rowMode: "array", types, name };
}

/** A text without parameters may hold several statements; the last one's result counts. */
function lastResult(given: QueryResult | QueryResult[]): DriverResult {
  return toResult(Array.isArray(given) ? (given.at(-1) as QueryResult) : given);
}

function toResult(result: QueryResult): DriverResult {
  const { fields } = result;
  let columns: string[] | undefined;
  if (fields.length > 0) {
    columns = new Array<string>(fields.length);
    for (let i = 0; i < fields.length; i++) columns[i] = (fields[i] as Field).name;
  }
  return { rows: result.rows, columns, rowcount: result.rowCount ?? -1 };
}
