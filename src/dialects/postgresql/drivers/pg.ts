import type { Socket } from "node:net";
import type { ConnectionOptions } from "node:tls";
import type { ConnectOptions, Driver, DriverResult } from "../../../dialect/driver.ts";
import { importPackage } from "../../../dialect/load-package.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { type ConnectionSettings, connectionSettings, type Server } from "./connection-settings.ts";
import { connectToServer } from "./first-server.ts";
import { Pipeline } from "./pipeline.ts";
import { type Prepared, PreparedStatements } from "./prepared-statements.ts";
import { ServerConnection } from "./server-connection.ts";
import type { DatabaseErrorClass } from "./server-error.ts";
import { Wire } from "./wire.ts";

// The parts of the package that are used here.
interface Client {
  connect(): Promise<void>;
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: "error", listener: (error: Error) => void): unknown;
  readonly host: string;
  readonly port: number;
  readonly ssl: boolean | ConnectionOptions;
  readonly sslNegotiation?: string;
  readonly processID: number | null;
  readonly secretKey: number | Buffer | null;
  /** False while a query of the client's is under way. */
  readonly readyForQuery?: boolean;
  readonly connectionParameters?: { readonly query_timeout?: number | false };
  readonly connection?: {
    readonly stream: Socket;
    once(event: "authenticationSASL", listener: (message: { mechanisms: readonly string[] }) => void): unknown;
  };
}
interface Package {
  readonly Client: new (settings: object) => Client;
  readonly DatabaseError: DatabaseErrorClass;
}

async function loadPackage(): Promise<Package> {
  const module = (await importPackage("pg", "postgresql+pg")) as Package & { default?: Package };
  return module.default ?? module;
}

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
  const { Client, DatabaseError } = await loadPackage();
  return await connectToServer(settings, async (wire, server) => {
    const client = new Client({ ...options.connectArgs, ...clientSettings(settings, wire, server) });
    // Without a listener a lost connection would end the process; the wire knows why it was lost.
    client.on("error", () => undefined);
    const bound = settings.channelBinding ? channelBinding(client) : undefined;
    const others = listenersOf(wire.socket);
    const connected = client.connect();
    const listeners = listenersOf(wire.socket).filter((each) => !others.includes(each));
    const pipeline = new Pipeline(wire, listeners, DatabaseError);
    await connected;
    if (bound !== undefined && !bound())
      throw new ConnectionFailure(
        "The server offers no channel binding, which channel_binding=require asks for",
        "ERR_NO_BINDING",
      );
    return new PgConnection(client, wire, pipeline, settings);
  });
}

/** A client that its owner has connected. */
async function adopt(raw: object, options: ConnectOptions): Promise<ServerConnection> {
  const client = raw as Client;
  if (typeof client.processID !== "number" || client.connection === undefined)
    throw new ArgumentError("A connection for the driver pg is a Client of the package pg that is connected already.");
  const { DatabaseError } = await loadPackage();
  const { host, port, ssl, sslNegotiation, secretKey } = client;
  client.on("error", () => undefined);
  const tls = ssl === true ? {} : ssl === false ? undefined : ssl;
  const { stream: socket } = client.connection;
  const listeners = listenersOf(socket);
  const wire = new Wire({
    socket,
    server: { host, port },
    encryption: { tls, direct: sslNegotiation === "direct" },
  });
  wire.messages.processId = client.processID;
  wire.messages.secretKey = typeof secretKey === "number" ? bigEndian(secretKey) : (secretKey ?? undefined);
  const pipeline = new Pipeline(wire, listeners, DatabaseError);
  return new PgConnection(client, wire, pipeline, connectionSettings({ ...options, host, port }));
}

function listenersOf(socket: Socket): ((chunk: Buffer) => void)[] {
  return socket.listeners("data") as ((chunk: Buffer) => void)[];
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

/** A connection that the package has opened, and closes; what is sent over it between goes past the package. */
class PgConnection extends ServerConnection {
  readonly raw: Client;
  readonly #pipeline: Pipeline;

  constructor(client: Client, wire: Wire, pipeline: Pipeline, settings: ConnectionSettings) {
    const queryTimeout = client.connectionParameters?.query_timeout || undefined;
    super(wire, new PreparedStatements(settings.cacheSize), settings.readTimeout ?? queryTimeout);
    this.raw = client;
    this.#pipeline = pipeline;
  }

  protected async exchange(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<DriverResult> {
    return (await this.exchangeAll(sql, params, prepared)).at(-1) as DriverResult;
  }

  protected exchangeAll(
    sql: string,
    params: readonly unknown[],
    prepared?: Prepared,
  ): Promise<readonly DriverResult[]> {
    if (this.raw.readyForQuery === false) return this.#afterPackage(sql, params, prepared);
    return this.#pipeline.send(sql, params, prepared);
  }

  /** What somebody has asked the client for himself is answered first. */
  async #afterPackage(
    sql: string,
    params: readonly unknown[],
    prepared: Prepared | undefined,
  ): Promise<readonly DriverResult[]> {
    while (this.raw.readyForQuery === false) await this.raw.query("");
    return await this.#pipeline.send(sql, params, prepared);
  }

  protected end(): void {
    this.raw.end().catch(() => undefined);
  }
}
