import { BridgeError } from "../../dialect/bridge/bridge-error.ts";
import type { ErrorDescription } from "../../dialect/driver.ts";

type Category = ErrorDescription["category"];
type Kind = NonNullable<ErrorDescription["integrityKind"]>;

/** By the server's error number: violations of constraints. */
const kinds: ReadonlyMap<number, Kind> = new Map([
  [1022, "unique"],
  [1062, "unique"],
  [1169, "unique"],
  [1557, "unique"],
  [1586, "unique"],
  [1048, "notNull"],
  // A column that is NOT NULL and has no default was left out.
  [1364, "notNull"],
  [1216, "foreignKey"],
  [1217, "foreignKey"],
  [1451, "foreignKey"],
  [1452, "foreignKey"],
  [1761, "foreignKey"],
  [1762, "foreignKey"],
  [3819, "check"],
  [4025, "check"],
]);

/** By error number, where the SQLSTATE says too little. */
const categories: ReadonlyMap<number, Category> = new Map([
  [1007, "programming"], // database exists
  [1008, "programming"],
  [1091, "programming"], // no such key or column to drop
  [1111, "programming"],
  [1171, "data"],
  [1230, "data"],
  [1235, "notSupported"],
  [1263, "data"],
  [1264, "data"],
  [1265, "data"], // data truncated
  [1289, "notSupported"],
  [1305, "programming"],
  [1366, "data"], // wrong value for a column
  [1367, "data"],
  [1406, "data"],
  [1411, "data"],
  [1441, "data"],
  [1690, "data"],
]);

/** By SQLSTATE class, its first two characters. */
const states: Readonly<Record<string, Category>> = {
  "08": "operational",
  "0A": "notSupported",
  "21": "programming",
  "22": "data",
  "23": "integrity",
  "24": "internal",
  "25": "internal",
  "28": "operational",
  "2B": "internal",
  "3D": "programming",
  "40": "operational",
  "42": "programming",
  "44": "programming",
  "70": "operational",
  HY: "operational",
  XA: "internal",
};

/** The server ended the session, or is about to. */
const disconnects: ReadonlySet<number> = new Set([
  1053, 1077, 1079, 1080, 1152, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 2014, 2045, 2055, 3169, 4031,
]);

/** It undoes the whole transaction. */
const DEADLOCK = 1213;
/** It undoes the statement or, under innodb_rollback_on_timeout, the whole transaction. */
const LOCK_TIMEOUT = 1205;

/** A deadlock, a lock that was not to be had in time, and a row that another transaction has changed since this one saw it (MariaDB, innodb_snapshot_isolation). */
const retryable: ReadonlySet<number> = new Set([DEADLOCK, LOCK_TIMEOUT, 1020]);

/** KILL QUERY, and the server's own limits of time. */
const interruptions: ReadonlySet<number> = new Set([1317, 1969, 3024]);

/** The package mariadb numbers its own errors from here. */
const CLIENT_ERRORS = 45000;

/** Codes of the operating system, and of the package, for a connection that cannot be made or was lost. */
const networkCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "EACCES",
  "PROTOCOL_CONNECTION_LOST",
  "PROTOCOL_PACKETS_OUT_OF_ORDER",
]);

/** What the packages say of a connection that is gone, in errors that carry no code. */
const lostMessages: readonly string[] = [
  "Can't add new command when connection is in closed state",
  "Can't write in closed state",
  "Connection lost",
  "The connection is closed",
];

/** What an error of mysql2 or mariadb means; undefined when it is not the database's or the connection's. */
export function describeMysqlError(error: unknown, undoesOnTimeout = false): ErrorDescription | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof BridgeError) return { category: "operational", driverCode: error.code, isDisconnect: true };
  const { errno, code, sqlState } = error as { errno?: unknown; code?: unknown; sqlState?: unknown };
  if (typeof errno === "number" && errno >= 1000 && typeof sqlState === "string") {
    const kind = kinds.get(errno);
    const category =
      kind !== undefined ? "integrity" : (categories.get(errno) ?? states[sqlState.slice(0, 2)] ?? "operational");
    return {
      category,
      integrityKind: kind,
      constraint: kind === undefined ? undefined : constraintOf(errno, error.message),
      driverCode: typeof code === "string" ? code : String(errno),
      isRetryable: retryable.has(errno),
      isInterrupted: interruptions.has(errno),
      isDisconnect: disconnects.has(errno) || (errno > CLIENT_ERRORS && sqlState.startsWith("08")),
      endsTransaction: errno === DEADLOCK || (undoesOnTimeout && errno === LOCK_TIMEOUT),
    };
  }
  if (typeof code === "string" && networkCodes.has(code))
    return { category: "operational", driverCode: code, isDisconnect: true };
  if (lostMessages.some((text) => error.message.startsWith(text)))
    return { category: "operational", isDisconnect: true };
  return undefined;
}

const patterns: Readonly<Record<string, RegExp>> = {
  1048: /^Column '(.*)' cannot be null$/s,
  1062: /for key '(.*)'$/s,
  1364: /^Field '(.*)' doesn't have a default value$/s,
  1451: /CONSTRAINT `((?:[^`]|``)+)` FOREIGN KEY/,
  1452: /CONSTRAINT `((?:[^`]|``)+)` FOREIGN KEY/,
  1586: /for key '(.*)'$/s,
  3819: /^Check constraint '(.*)' is violated/s,
  4025: /^CONSTRAINT `((?:[^`]|``)+)` failed/,
};

/** The name in the message: of a key, a constraint, or the column that must not be NULL. */
function constraintOf(errno: number, message: string): string | undefined {
  const name = patterns[errno]?.exec(message)?.[1]?.replaceAll("``", "`");
  // MySQL 8 writes table.key; the primary key is called PRIMARY.
  const dot = errno === 1062 && name !== undefined ? name.indexOf(".") : -1;
  return dot < 0 ? name : name?.slice(dot + 1);
}
