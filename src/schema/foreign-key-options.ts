import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import type { ForeignKeyOptions } from "./column-options.ts";

const ACTIONS = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"];
/** PostgreSQL: SET NULL (a, "B"). */
const SET_COLUMNS =
  /^SET (NULL|DEFAULT) \(\s*(?:[A-Za-z_][\w$]*|"(?:[^"]|"")+")(\s*,\s*(?:[A-Za-z_][\w$]*|"(?:[^"]|"")+"))*\s*\)$/;
const INITIALLY = ["DEFERRED", "IMMEDIATE"];
const MATCH = ["FULL", "PARTIAL", "SIMPLE"];

/** These words become SQL, so they are of the enumeration or an error. */
export function checkWord(option: string, value: unknown, words: readonly string[]): void {
  if (value === undefined || (typeof value === "string" && words.includes(value))) return;
  throw new ArgumentError(
    `${option} must be one of ${words.map((w) => JSON.stringify(w)).join(", ")}, not ${describeValue(value)}.`,
  );
}

export function checkInitially(value: unknown): void {
  checkWord("initially", value, INITIALLY);
}

export function checkForeignKeyOptions(options: ForeignKeyOptions): void {
  if (!SET_COLUMNS.test(String(options.ondelete))) checkWord("ondelete", options.ondelete, ACTIONS);
  checkWord("onupdate", options.onupdate, ACTIONS);
  checkWord("match", options.match, MATCH);
  checkInitially(options.initially);
}
