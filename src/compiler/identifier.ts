import { plainName, quotesOf } from "../sql/quoted-name.ts";
import { IdentifierError } from "../errors/schema.ts";
import { describeValue } from "../util/describe.ts";

/**
 * The one way in which identifiers become SQL: bare where the dialect takes them so (lower case letters, digits, _ and $,
 * not reserved, not beginning with a digit or $), else in quotes. Empty names and control characters are errors.
 */
export function quoteIdentifier(name: string, mark: '"' | "`", reserved: ReadonlySet<string>): string {
  const quoted = quotesOf(name);
  if (quoted !== undefined) return quoted ? alwaysQuote(plainName(name), mark) : plainName(name);
  return typeof name === "string" && isBare(name) && !reserved.has(name) ? name : alwaysQuote(name, mark);
}

/** The same, in quotes whether or not it needs them. */
export function alwaysQuote(name: string, mark: '"' | "`"): string {
  checkIdentifier(name);
  return mark + name.replaceAll(mark, mark + mark) + mark;
}

/** The default dialect's quoting. */
export function defaultQuote(name: string): string {
  return quoteIdentifier(name, '"', RESERVED_WORDS);
}

function isBare(name: string): boolean {
  if (name === "") return false;
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    const letter = (c >= 97 && c <= 122) || c === 95;
    const digit = (c >= 48 && c <= 57) || c === 36;
    if (!letter && !(digit && i > 0)) return false;
  }
  return true;
}

/** Throws for what no database takes as a name, whatever the quotes. */
export function checkIdentifier(name: string): void {
  if (typeof name !== "string")
    throw new IdentifierError(`A name in SQL must be a string, not ${describeValue(name)}.`);
  if (name === "") throw new IdentifierError("A name in SQL cannot be empty.");
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    if (c < 32 || c === 127)
      throw new IdentifierError(`${describeValue(name)} cannot be a name in SQL: it holds a control character.`);
  }
  if (!(name as unknown as { isWellFormed(): boolean }).isWellFormed()) {
    throw new IdentifierError(`${describeValue(name)} cannot be a name in SQL: it holds half of a surrogate pair.`);
  }
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Words that the standard, or some database, reserves; what the default dialect quotes. */
export const RESERVED_WORDS: ReadonlySet<string> = words(
  `all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate column constraint
  create cross current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end
  except false for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join leading left
  like limit localtime localtimestamp natural new not notnull null off offset old on only or order outer overlaps placing primary
  references right select session_user set similar some symmetric table then to trailing true union unique user using verbose when where`,
);
