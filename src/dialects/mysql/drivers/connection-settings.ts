import { readFileSync } from "node:fs";
import { ArgumentError } from "../../../errors/argument.ts";
import type { ConnectOptions } from "../../../dialect/driver.ts";

/** How a connection is encrypted, in the words of both packages and of node:tls. */
export interface TlsSettings {
  rejectUnauthorized: boolean;
  /** mysql2: whether the certificate must be for the host's name. */
  verifyIdentity: boolean;
  /** mariadb: what checks the name. */
  checkServerIdentity?: () => undefined;
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
}

/** What a connection is made with, in the words of the packages mysql2 and mariadb, which agree here. */
export interface ConnectionSettings {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  socketPath?: string;
  /** Milliseconds. */
  connectTimeout: number;
  ssl?: TlsSettings;
}

/** Prepared statements that a connection keeps. */
const DEFAULT_CACHE_SIZE = 256;
const DEFAULT_CONNECT_TIMEOUT = 10_000;

/** Options after `?` that are read here; the dialect reads `forDialect` when the connection is open. */
const known = [
  "charset",
  "connect_timeout",
  "host",
  "port",
  "prepared_statement_cache_size",
  "read_timeout",
  "ssl_ca",
  "ssl_cert",
  "ssl_key",
  "ssl_mode",
  "unix_socket",
];
const forDialect = ["collation", "sql_mode", "time_zone"];

/** The URL's parts, and the options after `?` by the names of the MySQL clients. Unknown options are an ArgumentError. */
export function connectionSettings(options: ConnectOptions): ConnectionSettings {
  for (const name of Object.keys(options.query)) {
    if (!known.includes(name) && !forDialect.includes(name))
      throw new ArgumentError(
        `Unknown option ${JSON.stringify(name)} in a MySQL URL; expected one of ${[...known, ...forDialect].sort().join(", ")}. Options of the driver go into connectArgs.`,
      );
  }
  const seconds = number(options, "connect_timeout", 0);
  const settings: ConnectionSettings = {
    connectTimeout: seconds === undefined ? DEFAULT_CONNECT_TIMEOUT : seconds * 1000,
  };
  const host = text(options, "host") ?? options.host;
  if (host !== undefined) settings.host = host;
  const port = number(options, "port", 0) ?? options.port;
  if (port !== undefined) settings.port = port;
  if (options.username !== undefined) settings.user = options.username;
  if (options.password !== undefined) settings.password = options.password;
  if (options.database !== undefined) settings.database = options.database;
  const socketPath = text(options, "unix_socket");
  if (socketPath !== undefined) settings.socketPath = socketPath;
  checkCharset(text(options, "charset"));
  const ssl = tlsSettings(options);
  if (ssl !== undefined) settings.ssl = ssl;
  return settings;
}

/** Connections speak utf8mb4, of which the older names mean a part; in any other character set the packages would replace what it lacks. */
function checkCharset(charset: string | undefined): void {
  if (charset === undefined || ["utf8mb4", "utf8mb3", "utf8"].includes(charset.toLowerCase())) return;
  throw new ArgumentError(
    `The MySQL option charset is ${JSON.stringify(charset)}; expected utf8mb4. Tables may have any character set, since the server converts; text that a connection's own cannot hold would be changed in silence.`,
  );
}

/** `?prepared_statement_cache_size=`: how many prepared statements a connection keeps, 256 unless said otherwise. */
export function preparedStatementCacheSize(options: ConnectOptions): number {
  return number(options, "prepared_statement_cache_size", 1) ?? DEFAULT_CACHE_SIZE;
}

/** `?read_timeout=`: how many milliseconds (seconds in the URL) the server may take to answer; undefined: as long as it likes. */
export function readTimeout(options: ConnectOptions): number | undefined {
  const seconds = number(options, "read_timeout", 1);
  return seconds === undefined ? undefined : seconds * 1000;
}

/** REQUIRED encrypts; VERIFY_CA also asks who signed the certificate, VERIFY_IDENTITY also whether it is for this host. */
const MODES = ["DISABLED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"];

function tlsSettings(options: ConnectOptions): TlsSettings | undefined {
  const [ca, cert, key] = ["ssl_ca", "ssl_cert", "ssl_key"].map((name) => file(options, name));
  const given = text(options, "ssl_mode");
  const mode = given?.toUpperCase() ?? (ca !== undefined ? "VERIFY_CA" : cert !== undefined ? "REQUIRED" : undefined);
  if (mode === "PREFERRED")
    throw new ArgumentError(
      "The MySQL option ssl_mode is PREFERRED, which the drivers cannot do: they encrypt or do not. Write ssl_mode=REQUIRED or ssl_mode=DISABLED.",
    );
  if (mode !== undefined && !MODES.includes(mode))
    throw new ArgumentError(
      `The MySQL option ssl_mode is ${JSON.stringify(given)}; expected one of ${MODES.join(", ")}.`,
    );
  if ((cert === undefined) !== (key === undefined))
    throw new ArgumentError("The MySQL options ssl_cert and ssl_key belong together; only one of them was given.");
  const verify = mode === "VERIFY_CA" || mode === "VERIFY_IDENTITY";
  if (ca !== undefined && !verify)
    throw new ArgumentError(
      `The MySQL option ssl_ca says whose signature is trusted, but ssl_mode=${String(mode)} asks for none. Write ssl_mode=VERIFY_CA or VERIFY_IDENTITY.`,
    );
  if (mode === undefined || mode === "DISABLED") {
    if (cert === undefined) return undefined;
    throw new ArgumentError("The MySQL option ssl_cert was given, but ssl_mode=DISABLED encrypts nothing.");
  }
  const settings: TlsSettings = { rejectUnauthorized: verify, verifyIdentity: mode === "VERIFY_IDENTITY" };
  if (mode === "VERIFY_CA") settings.checkServerIdentity = () => undefined;
  if (ca !== undefined) settings.ca = ca;
  if (cert !== undefined && key !== undefined) Object.assign(settings, { cert, key });
  return settings;
}

function file(options: ConnectOptions, name: string): Buffer | undefined {
  const path = text(options, name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ArgumentError(
      `The MySQL option ${name} names the file ${JSON.stringify(path)}, which cannot be read: ${(error as Error).message}.`,
      "argument",
      { cause: error },
    );
  }
}

function text(options: ConnectOptions, name: string): string | undefined {
  const value = options.query[name];
  if (value === undefined || typeof value === "string") return value;
  throw new ArgumentError(`The MySQL option ${name} is given ${value.length} times; expected it once.`);
}

function number(options: ConnectOptions, name: string, least: number): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (value.trim() !== "" && Number.isSafeInteger(parsed) && parsed >= least) return parsed;
  throw new ArgumentError(
    `The MySQL option ${name} is ${JSON.stringify(value)}; expected a whole number of at least ${least}.`,
  );
}
