import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";

/** The error for a value that a type does not take: "integer takes a whole number …, not the string "1"." plus a hint. */
export function badValue(type: string, expected: string, value: unknown, hint = ""): ArgumentError {
  return new ArgumentError(
    `${type} takes ${expected}, not ${describeValue(value)}.${hint === "" ? "" : ` ${hint}`}`,
    "bad-value",
  );
}

/** The error for what came from the database and is not a value of the column's type. */
export function badResult(type: string, expected: string, value: unknown, hint = ""): ArgumentError {
  return new ArgumentError(
    `A result of type ${type} should be ${expected}, but the database gave ${describeValue(value)}.${hint === "" ? "" : ` ${hint}`}`,
    "bad-result",
  );
}
