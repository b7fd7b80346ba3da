import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";

/** On a String object that is a name: its wish about quotes. */
const $quoted: unique symbol = Symbol.for("athanor.quoted");

/**
 * A name with a wish about its quotes. It is a String object, so that it reads as its text wherever it is not written as an identifier.
 * No class of its own: V8 gives up its fast paths for all strings of a process that has a subclass of String.
 */
export function nameWithQuotes(name: string, quoted: boolean): string {
  return Object.defineProperty(Object(name) as object, $quoted, { value: quoted }) as unknown as string;
}

/** Whether a name wishes to be quoted always, or never; undefined: as the dialect sees fit. */
export function quotesOf(name: string): boolean | undefined {
  return (typeof name as unknown) === "object" && name !== null
    ? (name as unknown as { readonly [$quoted]?: boolean })[$quoted]
    : undefined;
}

/**
 * A name that is always (`true`) or never (`false`) in quotes, whatever it looks like: `metadata.table(quotedName("Users", false), …)`.
 * Without it a dialect quotes what needs it. A name that is never quoted must be one word.
 */
export function quotedName(name: string, quote: boolean | null): string {
  if (typeof name !== "string" || name === "")
    throw new ArgumentError(`quotedName() takes a name that is not empty, not ${describeValue(name)}.`);
  if (quote === null || quote === undefined) return name;
  if (typeof quote !== "boolean")
    throw new ArgumentError(
      `quotedName() takes true, false or null as its second argument, not ${describeValue(quote)}.`,
    );
  if (!quote && !/^[\p{L}\p{N}_$]+$/u.test(name)) {
    throw new ArgumentError(
      `quotedName(${describeValue(name)}, false): a name without quotes must be one word of letters, digits, _ and $; any other text would change the statement.`,
    );
  }
  return nameWithQuotes(name, quote);
}

/** The text of a name, without its wish. */
export function plainName(name: string): string {
  return quotesOf(name) === undefined ? name : name.concat();
}

/** Whether a value can be a name: a string, or what quotedName() gives. */
export function isName(value: unknown): value is string {
  return typeof value === "string" || quotesOf(value as string) !== undefined;
}
