import { BridgeError } from "../../dialect/bridge/bridge-error.ts";
import type { ErrorDescription } from "../../dialect/driver.ts";

type Category = ErrorDescription["category"];

/** Primary result codes: the name that better-sqlite3 gives, the number that node:sqlite gives, and what they are. */
const codes: readonly (readonly [name: string, code: number, category: Category])[] = [
  ["SQLITE_ERROR", 1, "operational"],
  ["SQLITE_INTERNAL", 2, "internal"],
  ["SQLITE_PERM", 3, "operational"],
  ["SQLITE_ABORT", 4, "operational"],
  ["SQLITE_BUSY", 5, "operational"],
  ["SQLITE_LOCKED", 6, "operational"],
  ["SQLITE_NOMEM", 7, "operational"],
  ["SQLITE_READONLY", 8, "operational"],
  ["SQLITE_INTERRUPT", 9, "operational"],
  ["SQLITE_IOERR", 10, "operational"],
  ["SQLITE_CORRUPT", 11, "database"],
  ["SQLITE_NOTFOUND", 12, "internal"],
  ["SQLITE_FULL", 13, "operational"],
  ["SQLITE_CANTOPEN", 14, "operational"],
  ["SQLITE_PROTOCOL", 15, "operational"],
  ["SQLITE_SCHEMA", 17, "operational"],
  ["SQLITE_TOOBIG", 18, "data"],
  ["SQLITE_CONSTRAINT", 19, "integrity"],
  ["SQLITE_MISMATCH", 20, "integrity"],
  ["SQLITE_MISUSE", 21, "interface"],
  ["SQLITE_NOLFS", 22, "operational"],
  ["SQLITE_AUTH", 23, "operational"],
  ["SQLITE_RANGE", 25, "programming"],
  ["SQLITE_NOTADB", 26, "database"],
];

const nameByCode = new Map(codes.map(([name, code]) => [code, name]));
const categoryByName = new Map(codes.map(([name, , category]) => [name, category]));
/** Another connection has the lock. */
const retryable: ReadonlySet<string> = new Set(["SQLITE_BUSY", "SQLITE_LOCKED"]);
/** Extended codes that tell more than the primary ones. */
const extendedNames = new Map([
  [261, "SQLITE_BUSY_RECOVERY"],
  [262, "SQLITE_LOCKED_SHAREDCACHE"],
  [517, "SQLITE_BUSY_SNAPSHOT"],
  [773, "SQLITE_BUSY_TIMEOUT"],
  [275, "SQLITE_CONSTRAINT_CHECK"],
  [787, "SQLITE_CONSTRAINT_FOREIGNKEY"],
  [1299, "SQLITE_CONSTRAINT_NOTNULL"],
  [1555, "SQLITE_CONSTRAINT_PRIMARYKEY"],
  [1811, "SQLITE_CONSTRAINT_TRIGGER"],
  [2067, "SQLITE_CONSTRAINT_UNIQUE"],
  [2579, "SQLITE_CONSTRAINT_ROWID"],
  [3091, "SQLITE_CONSTRAINT_DATATYPE"],
]);

/** What an error of better-sqlite3, node:sqlite or bun:sqlite means; undefined when it comes from none of them. */
export function describeSqliteError(error: unknown): ErrorDescription | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof BridgeError) {
    const isInterrupted = (error as { interrupted?: unknown }).interrupted === true;
    return { category: "operational", driverCode: error.code, isDisconnect: true, isInterrupted };
  }
  const name = codeName(error);
  if (name === undefined) return describeDriverFault(error);
  const primary = primaryName(name);
  const category = categoryByName.get(primary) ?? "database";
  const endsTransaction = (error as { transactionEnded?: unknown }).transactionEnded === true;
  if (category === "integrity") return { ...describeConstraint(name, error.message), endsTransaction };
  // SQLITE_ERROR covers wrong SQL and failures alike; like SQLAlchemy's sqlite dialect we call all of it operational.
  const isInterrupted = name === "SQLITE_INTERRUPT";
  const isRetryable = retryable.has(primary);
  return { category, driverCode: name, isDisconnect: false, isInterrupted, isRetryable, endsTransaction };
}

function codeName(error: Error): string | undefined {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof code === "string" && code.startsWith("SQLITE_")) return code;
  if (code !== "ERR_SQLITE_ERROR" || typeof errcode !== "number") return undefined;
  return extendedNames.get(errcode) ?? nameByCode.get(errcode & 0xff) ?? "SQLITE_UNKNOWN";
}

/** SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY. */
function primaryName(name: string): string {
  const second = name.indexOf("_", 7);
  return second < 0 ? name : name.slice(0, second);
}

function describeConstraint(name: string, message: string): ErrorDescription {
  const constraint = constraintOf(message);
  const base = { category: "integrity", constraint, driverCode: name, isDisconnect: false } as const;
  switch (name) {
    case "SQLITE_CONSTRAINT_UNIQUE":
    case "SQLITE_CONSTRAINT_PRIMARYKEY":
    case "SQLITE_CONSTRAINT_ROWID":
      return { ...base, integrityKind: "unique" };
    case "SQLITE_CONSTRAINT_FOREIGNKEY":
      return { ...base, integrityKind: "foreignKey" };
    case "SQLITE_CONSTRAINT_NOTNULL":
      return { ...base, integrityKind: "notNull" };
    case "SQLITE_CONSTRAINT_CHECK":
      return { ...base, integrityKind: "check" };
    default:
      return base;
  }
}

/** "UNIQUE constraint failed: users.email" names columns, "…: index 'ix'" an index, "CHECK constraint failed: name" the constraint. */
function constraintOf(message: string): string | undefined {
  const marker = " constraint failed: ";
  const at = message.indexOf(marker);
  if (at < 0) return undefined;
  const rest = message.slice(at + marker.length);
  return rest.startsWith("index '") && rest.endsWith("'") ? rest.slice(7, -1) : rest;
}

/** What the packages refuse before SQLite sees it. */
function describeDriverFault(error: Error): ErrorDescription | undefined {
  // Errors of another thread have lost their class, and kept its name.
  const { code, name } = error as { code?: unknown; name: string };
  const { message } = error;
  const driverCode = typeof code === "string" ? code : undefined;
  if (/database connection is not open|^database is not open|Cannot use a closed database/.test(message)) {
    return { category: "interface", driverCode, isDisconnect: true };
  }
  if (
    code === "ERR_OUT_OF_RANGE" ||
    /BigInt.* too (?:big|large)|too large to be represented|BigInt value is too large|string is too long/i.test(message)
  ) {
    return { category: "data", driverCode, isDisconnect: false };
  }
  if (name === "RangeError") return { category: "programming", driverCode, isDisconnect: false };
  if (name === "TypeError" || driverCode?.startsWith("ERR_INVALID_") === true)
    return { category: "interface", driverCode, isDisconnect: false };
  return undefined;
}
