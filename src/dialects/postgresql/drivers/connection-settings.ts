import type { ConnectOptions } from "../../../dialect/driver.ts";
import { ArgumentError } from "../../../errors/argument.ts";
import { environment, optionNumber, optionText, optionWord, systemUser } from "./option-text.ts";
import { passwordFromFile } from "./password-file.ts";
import { type Encryption, encryptionOf } from "./tls-settings.ts";

/** Where a server is; a host that begins with "/" is the folder of its socket. */
export interface Server {
  readonly host: string;
  readonly port: number;
  /** The one of the host's addresses that is meant. */
  readonly address?: string | undefined;
}

const SESSION_ATTRIBUTES = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;
/** Which of several servers will do. */
export type SessionAttributes = (typeof SESSION_ATTRIBUTES)[number];

/** Told by a function, when it is asked for. */
type Password = string | (() => unknown);

/** What connections to a server are made with, whichever package talks to it. */
export interface ConnectionSettings {
  /** In the order in which they are tried. */
  readonly servers: readonly Server[];
  readonly encryption: readonly Encryption[];
  readonly sessionAttributes: SessionAttributes;
  readonly user: string | undefined;
  readonly database: string | undefined;
  /** Session settings that are sent when a session begins. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly channelBinding: boolean;
  /** Milliseconds until a server must have let us in; undefined: as long as it likes. */
  readonly connectTimeout: number | undefined;
  /** Milliseconds that a server may take to answer; undefined: as long as it likes. */
  readonly readTimeout: number | undefined;
  /** Milliseconds of silence before the operating system asks whether the other side is still there; undefined: never. */
  readonly keepAlive: number | undefined;
  /** How many prepared statements a connection keeps. */
  readonly cacheSize: number;
  passwordFor(server: Server): Password | undefined;
}

const DEFAULT_CONNECT_TIMEOUT = 10;
const DEFAULT_KEEP_ALIVE = 30;
/** How many prepared statements a connection keeps, unless it is told. */
export const DEFAULT_CACHE_SIZE = 256;

/** Session settings that every connection pooler lets through, and that both packages send. */
const PARAMETERS = [
  "application_name",
  "options",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
];

const known: readonly string[] = [
  ...PARAMETERS,
  "channel_binding",
  "connect_timeout",
  "host",
  "keepalives",
  "keepalives_idle",
  "passfile",
  "port",
  "prepared_statement_cache_size",
  "read_timeout",
  "sslcert",
  "sslcrl",
  "sslkey",
  "sslmode",
  "sslnegotiation",
  "sslpassword",
  "sslrootcert",
  "target_session_attrs",
];

/** The URL's parts, libpq's options after `?` as far as a JavaScript driver can follow them, and libpq's environment variables. */
export function connectionSettings(options: ConnectOptions): ConnectionSettings {
  checkOptions(options);
  const { connectArgs } = options;
  const servers = serversOf(options);
  const user = options.username ?? environment("PGUSER") ?? systemUser();
  const database = options.database ?? environment("PGDATABASE") ?? user;
  const password = passwordOf(options);
  const passfile = optionText(options, "passfile");
  const connectTimeout = optionNumber(options, "connect_timeout", 0) ?? DEFAULT_CONNECT_TIMEOUT;
  const readTimeout = optionNumber(options, "read_timeout", 1);
  const idle = optionNumber(options, "keepalives_idle", 0) ?? DEFAULT_KEEP_ALIVE;
  const keepAlive = optionNumber(options, "keepalives", 0) !== 0 && connectArgs["keepAlive"] !== false && idle > 0;
  return {
    servers,
    encryption: encryptionOf(options),
    sessionAttributes: optionWord(options, "target_session_attrs", SESSION_ATTRIBUTES) ?? "any",
    user,
    database,
    parameters: parametersOf(options),
    channelBinding: optionWord(options, "channel_binding", ["disable", "prefer", "require"]) === "require",
    connectTimeout: connectTimeout === 0 ? undefined : connectTimeout * 1000,
    readTimeout: readTimeout === undefined ? undefined : readTimeout * 1000,
    keepAlive: keepAlive ? idle * 1000 : undefined,
    cacheSize: optionNumber(options, "prepared_statement_cache_size", 0) ?? DEFAULT_CACHE_SIZE,
    passwordFor: (server) => password ?? passwordFromFile(passfile, server, database, user),
  };
}

function checkOptions(options: ConnectOptions): void {
  for (const name of Object.keys(options.query)) {
    if (!known.includes(name))
      throw new ArgumentError(
        `Unknown option ${JSON.stringify(name)} in a PostgreSQL URL; expected one of ${[...known].sort().join(", ")}. Options of the driver go into connectArgs; session settings go into options, as "-c name=value".`,
      );
  }
  if (options.connectArgs["connectionString"] !== undefined)
    throw new ArgumentError("connectArgs.connectionString would name a second database; give the URL to createEngine.");
}

function serversOf(options: ConnectOptions): Server[] {
  const port = environment("PGPORT");
  const usual = port === undefined ? 5432 : Number(port);
  if (options.hosts !== undefined) return options.hosts.map((each) => ({ host: each.host, port: each.port ?? usual }));
  // An engine has read these already; connections that are made without one have not.
  const host = optionText(options, "host") ?? options.host;
  return [
    {
      host: host ?? environment("PGHOST") ?? "localhost",
      port: optionNumber(options, "port", 1) ?? options.port ?? usual,
    },
  ];
}

function passwordOf(options: ConnectOptions): Password | undefined {
  const own = options.connectArgs["password"];
  if (typeof own === "function") return own as () => unknown;
  return typeof own === "string" ? own : (options.password ?? environment("PGPASSWORD"));
}

function parametersOf(options: ConnectOptions): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of PARAMETERS) {
    const own = options.connectArgs[name];
    const value = typeof own === "string" || typeof own === "number" ? String(own) : optionText(options, name);
    if (value === undefined) continue;
    if (name.endsWith("_timeout") && !/^\d+$/.test(value))
      throw new ArgumentError(
        `The PostgreSQL option ${name} is ${JSON.stringify(value)}; expected a whole number of milliseconds.`,
      );
    found[name] = value;
  }
  return found;
}
