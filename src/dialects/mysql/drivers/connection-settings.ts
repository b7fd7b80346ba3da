import { ArgumentError } from "../../../errors/argument.ts";
import type { ConnectOptions } from "../../../dialect/driver.ts";

/** What a connection is made with, in the words of the package mysql2. */
export interface ConnectionSettings {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  socketPath?: string;
  charset?: string;
  connectTimeout?: number;
  ssl?: { rejectUnauthorized: boolean };
}

const KNOWN = ["charset", "connect_timeout", "host", "port", "ssl_mode", "time_zone", "unix_socket"];

/** The URL's parts, and the options after `?` by the names of the MySQL clients. Unknown options are an ArgumentError. */
export function connectionSettings(options: ConnectOptions): ConnectionSettings {
  const settings: ConnectionSettings = {};
  if (options.host !== undefined) settings.host = options.host;
  if (options.port !== undefined) settings.port = options.port;
  if (options.username !== undefined) settings.user = options.username;
  if (options.password !== undefined) settings.password = options.password;
  if (options.database !== undefined) settings.database = options.database;
  for (const [name, given] of Object.entries(options.query)) {
    const value = typeof given === "string" ? given : given[0];
    if (value === undefined) continue;
    switch (name) {
      case "host":
        settings.host = value;
        break;
      case "port":
        settings.port = wholeNumber(name, value);
        break;
      case "unix_socket":
        settings.socketPath = value;
        break;
      case "charset":
        settings.charset = value;
        break;
      case "connect_timeout":
        settings.connectTimeout = wholeNumber(name, value) * 1000;
        break;
      case "ssl_mode":
        setSsl(settings, value);
        break;
      case "time_zone":
        // The dialect sets it when the connection is open.
        break;
      default:
        throw new ArgumentError(
          `Unknown option ${JSON.stringify(name)} in a MySQL URL; expected one of ${KNOWN.join(", ")}. Options of the driver go into connectArgs.`,
        );
    }
  }
  return settings;
}

function setSsl(settings: ConnectionSettings, mode: string): void {
  switch (mode.toUpperCase()) {
    case "DISABLED":
    case "PREFERRED":
      return;
    case "REQUIRED":
      settings.ssl = { rejectUnauthorized: false };
      return;
    case "VERIFY_CA":
    case "VERIFY_IDENTITY":
      settings.ssl = { rejectUnauthorized: true };
      return;
    default:
      throw new ArgumentError(
        `The MySQL option ssl_mode is ${JSON.stringify(mode)}; expected DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY.`,
      );
  }
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isSafeInteger(number) && number >= 0) return number;
  throw new ArgumentError(`The MySQL option ${name} is ${JSON.stringify(value)}; expected a whole number.`);
}
