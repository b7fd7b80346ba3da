import { ArgumentError } from "../../../errors/argument.ts";
import type { ConnectOptions } from "../../../dialect/driver.ts";

/** What a connection is made with, in the words of the package pg. */
export interface ConnectionSettings {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  ssl?: boolean | { rejectUnauthorized: boolean };
  application_name?: string;
  options?: string;
  connectionTimeoutMillis?: number;
  keepAlive?: boolean;
}

const KNOWN = ["application_name", "connect_timeout", "host", "options", "port", "sslmode"];

/** The URL's parts, and libpq's options after `?` as far as a JavaScript driver can follow them. Unknown options are an ArgumentError. */
export function connectionSettings(options: ConnectOptions): ConnectionSettings {
  const settings: ConnectionSettings = { keepAlive: true };
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
      case "application_name":
        settings.application_name = value;
        break;
      case "options":
        settings.options = value;
        break;
      case "connect_timeout":
        settings.connectionTimeoutMillis = wholeNumber(name, value) * 1000;
        break;
      case "sslmode":
        settings.ssl = sslOf(value);
        break;
      default:
        throw new ArgumentError(
          `Unknown option ${JSON.stringify(name)} in a PostgreSQL URL; expected one of ${KNOWN.join(", ")}. Options of the driver go into connectArgs.`,
        );
    }
  }
  return settings;
}

function sslOf(mode: string): boolean | { rejectUnauthorized: boolean } {
  switch (mode) {
    case "disable":
    case "allow":
    case "prefer":
      return false;
    case "require":
      return { rejectUnauthorized: false };
    case "verify-ca":
    case "verify-full":
      return true;
    default:
      throw new ArgumentError(
        `The PostgreSQL option sslmode is ${JSON.stringify(mode)}; expected disable, allow, prefer, require, verify-ca or verify-full.`,
      );
  }
}

function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isSafeInteger(number) && number >= 0) return number;
  throw new ArgumentError(`The PostgreSQL option ${name} is ${JSON.stringify(value)}; expected a whole number.`);
}
