import { ArgumentError } from "../errors/argument.ts";
import type { Column } from "./column.ts";

/** The column of a primary key that the database numbers; undefined when none is. */
export function findAutoincrement(key: readonly Column<string, unknown>[]): Column<string, unknown> | undefined {
  const explicit = key.filter((column) => column.autoincrement === true || column.identity !== undefined);
  if (explicit.length > 1) {
    throw new ArgumentError(
      `Table "${key[0]!.table.fullname}" has two columns that count up by themselves: "${explicit[0]!.key}" and "${explicit[1]!.key}".`,
    );
  }
  if (explicit.length === 1) {
    const column = explicit[0]!;
    if (isInteger(column) || column.type.family === "numeric") return column;
    throw new ArgumentError(
      `Column "${column.table.fullname}.${column.key}" is said to count up by itself, but its type is ${column.type.kind}, not an integer.`,
    );
  }
  const only = key.length === 1 ? key[0]! : undefined;
  if (only === undefined || only.autoincrement === false || !isInteger(only)) return undefined;
  if (only.foreignKeys.length > 0 && only.autoincrement !== "ignoreFk") return undefined;
  return (only.default === undefined || only.sequence !== undefined) &&
    only.serverDefault === undefined &&
    only.computed === undefined
    ? only
    : undefined;
}

function isInteger(column: Column<string, unknown>): boolean {
  return column.type.family === "integer";
}
