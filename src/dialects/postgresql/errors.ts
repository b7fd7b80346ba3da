import { BridgeError } from "../../dialect/bridge/bridge-error.ts";
import type { ErrorDescription } from "../../dialect/driver.ts";

type Category = ErrorDescription["category"];
type Kind = NonNullable<ErrorDescription["integrityKind"]>;

const kinds: Readonly<Record<string, Kind>> = {
  "23502": "notNull",
  "23503": "foreignKey",
  "23001": "foreignKey",
  "23505": "unique",
  "23514": "check",
  "23P01": "exclusion",
};

/** By SQLSTATE class, its first two characters. */
const categories: Readonly<Record<string, Category>> = {
  "08": "operational", // connection
  "0A": "notSupported",
  "21": "programming", // cardinality
  "22": "data",
  "23": "integrity",
  "24": "internal", // cursor state
  "25": "internal", // transaction state
  "26": "operational", // statement name
  "27": "operational", // triggered data change
  "28": "operational", // authorization
  "2B": "internal",
  "2D": "internal",
  "2F": "internal",
  "34": "operational",
  "38": "internal",
  "39": "internal",
  "3B": "internal",
  "3D": "programming", // no such database
  "3F": "programming", // no such schema
  "40": "operational", // serialization failure, deadlock
  "42": "programming", // syntax, unknown names
  "44": "programming",
  "53": "operational", // resources
  "54": "operational", // limits
  "55": "operational", // object not ready: lock not available
  "57": "operational", // operator intervention
  "58": "operational", // system
  F0: "internal",
  HV: "operational",
  P0: "internal",
  XX: "internal",
};

/** Serialization failure and deadlock: the server has chosen this transaction to make way for another. */
const retryable: ReadonlySet<string> = new Set(["40001", "40P01"]);

/** Codes of the operating system for a connection that cannot be made, or was lost. */
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
]);

/** What packages say of a connection that is gone, in errors that carry no code. */
const lostMessages: readonly string[] = [
  "Connection terminated",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
  "PGlite is closed",
  "The connection is closed",
];

/** What an error of pg, postgres.js or PGlite means; undefined when it is not the database's or the connection's. */
export function describePostgresqlError(error: unknown): ErrorDescription | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof BridgeError) return { category: "operational", driverCode: error.code, isDisconnect: true };
  const { code, severity } = error as { readonly code?: unknown; readonly severity?: unknown };
  // By its name, which crosses between threads.
  if (error.name === "ConnectionFailure")
    return { category: "operational", driverCode: typeof code === "string" ? code : undefined, isDisconnect: true };
  if (typeof code === "string" && code.length === 5 && isSqlState(code) && !networkCodes.has(code)) {
    const category = categories[code.slice(0, 2)] ?? "database";
    return {
      category,
      integrityKind: category === "integrity" ? kinds[code] : undefined,
      constraint: constraintOf(error as Error & Named, code),
      driverCode: code,
      isRetryable: retryable.has(code),
      isInterrupted: code === "57014",
      isDisconnect: isDisconnectState(code) || (severity === "FATAL" && !code.startsWith("28") && code !== "3D000"),
    };
  }
  if (typeof code === "string" && networkCodes.has(code))
    return { category: "operational", driverCode: code, isDisconnect: true };
  if (lostMessages.some((text) => error.message.startsWith(text)))
    return { category: "operational", isDisconnect: true };
  // A password that pg could not even send.
  return error.message.startsWith("SASL: ") ? { category: "operational", isDisconnect: false } : undefined;
}

/** What of the database an error names; postgres.js has names of its own for the fields. */
interface Named {
  readonly constraint?: unknown;
  readonly constraint_name?: unknown;
  readonly table?: unknown;
  readonly table_name?: unknown;
  readonly column?: unknown;
  readonly column_name?: unknown;
}

function constraintOf(error: Named, code: string): string | undefined {
  const { constraint = error.constraint_name } = error;
  if (typeof constraint === "string") return constraint;
  // A NOT NULL column has no constraint name; the column is what can be said.
  const { column = error.column_name, table = error.table_name } = error;
  if (code !== "23502" || typeof column !== "string") return undefined;
  return typeof table === "string" ? `${table}.${column}` : column;
}

function isSqlState(code: string): boolean {
  for (let i = 0; i < 5; i++) {
    const c = code.charCodeAt(i);
    if (!((c >= 48 && c <= 57) || (c >= 65 && c <= 90))) return false;
  }
  return true;
}

/** Connection exceptions, and the server's shutting down or ending the session. */
function isDisconnectState(code: string): boolean {
  return code.startsWith("08") || code === "57P01" || code === "57P02" || code === "57P03" || code === "57P05";
}
