import { stringSource } from "../../dialect/type-source.ts";
import { textClause } from "../../sql/text.ts";
import type { Imports } from "./imports.ts";

/** SQL of the database as an expression of a program: `text("…")` where that is the same text, else `literalColumn("…")`. */
export function sqlSource(sql: string, imports: Imports): string {
  const { strings, parts } = textClause(sql).node;
  return parts.length === 0 && strings.join("") === sql
    ? `${imports.use("text")}(${stringSource(sql)})`
    : `${imports.use("literalColumn")}(${stringSource(sql)})`;
}

const LITERAL = /^'((?:[^'\\]|'')*)'(?:::[\w ".]+(?:\(\d+(?:,\d+)?\))?)?$/;

/** A server default: a string where the SQL is a plain string literal, perhaps with a cast that PostgreSQL adds by itself. */
export function defaultSource(sql: string, imports: Imports): string {
  const literal = LITERAL.exec(sql)?.[1];
  return literal === undefined ? sqlSource(sql, imports) : stringSource(literal.replaceAll("''", "'"));
}
