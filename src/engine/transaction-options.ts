import type { Dialect } from "../dialect/dialect.ts";
import type { TransactionOptions } from "../dialect/transaction-options.ts";
import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { ExecutionOptions } from "./execution-options.ts";

const names = {
  isolationLevel: "string",
  readOnly: "boolean",
  postgresqlReadonly: "boolean",
  postgresqlDeferrable: "boolean",
  sqliteBeginMode: "string",
} as const satisfies Record<keyof TransactionOptions, string>;

/** Execution options that say how transactions are to be, and so mean nothing for one statement. */
export const transactionOptionNames: readonly (keyof ExecutionOptions)[] = [
  "isolationLevel",
  "readOnly",
  "postgresqlReadonly",
  "postgresqlDeferrable",
  "sqliteBeginMode",
];

/**
 * What a transaction is to be, by what `begin` was given and, where that is silent, by the connection's options; undefined when nobody asks
 * for anything. The connection's own isolation level is not in it: that one is set once for all.
 */
export function transactionOptions(
  dialect: Dialect,
  options: ExecutionOptions,
  given: TransactionOptions | undefined,
): TransactionOptions | undefined {
  if (given !== undefined) checkGiven(given);
  const level = given?.isolationLevel;
  const readOnly = given?.readOnly ?? options.readOnly;
  const postgresqlReadonly = given?.postgresqlReadonly ?? options.postgresqlReadonly;
  const postgresqlDeferrable = given?.postgresqlDeferrable ?? options.postgresqlDeferrable;
  const sqliteBeginMode = given?.sqliteBeginMode ?? options.sqliteBeginMode;
  if ((level ?? readOnly ?? postgresqlReadonly ?? postgresqlDeferrable ?? sqliteBeginMode) === undefined)
    return undefined;
  const isolationLevel = level === undefined ? undefined : dialect.checkIsolationLevel(level);
  if (isolationLevel === "AUTOCOMMIT") {
    throw new ArgumentError(
      'A transaction cannot have the isolation level AUTOCOMMIT, which means that there are none. Set it on the connection: executionOptions({ isolationLevel: "AUTOCOMMIT" }).',
    );
  }
  return { isolationLevel, readOnly, postgresqlReadonly, postgresqlDeferrable, sqliteBeginMode };
}

function checkGiven(given: TransactionOptions): void {
  if (given === null || typeof given !== "object")
    throw new ArgumentError(`begin() takes an object of options; got ${describeValue(given)}.`);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(names, name)) {
      throw new ArgumentError(
        `A transaction has no option ${JSON.stringify(name)}.${didYouMean(name, Object.keys(names))}`,
      );
    }
    const expected = names[name as keyof typeof names];
    if (value !== undefined && typeof value !== expected)
      throw new ArgumentError(`The option ${name} of a transaction is a ${expected}; got ${describeValue(value)}.`);
  }
}
