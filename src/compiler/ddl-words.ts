import { CompileError } from "../errors/compile.ts";

/** Numbers become part of the text, so they are whole numbers or an error. */
export function wholeNumber(what: string, value: unknown): string {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) return String(value);
  throw new CompileError(`${what} must be a whole number, not ${JSON.stringify(value) ?? String(value)}.`);
}

/** A word that goes into SQL unquoted (an access method, an operator class, an engine): letters, digits, _ and dots. */
export function plainWord(what: string, value: unknown): string {
  if (typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_.]*$/.test(value)) return value;
  throw new CompileError(`${what} must be a plain word, not ${JSON.stringify(value) ?? String(value)}.`);
}

/** Words such as the prefixes of CREATE TABLE. */
export function plainWords(what: string, value: unknown): string {
  if (typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_]*( [A-Za-z_][A-Za-z0-9_]*)*$/.test(value)) return value;
  throw new CompileError(`${what} must be plain words, not ${JSON.stringify(value) ?? String(value)}.`);
}
