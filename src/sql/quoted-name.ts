import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";

/** A name with a wish about its quotes. It is a String object, so that it reads as its text wherever it is not written as an identifier. */
export class QuotedName extends String {
  readonly quote: boolean;
  constructor(name: string, quote: boolean) {
    super(name);
    this.quote = quote;
  }
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
  return new QuotedName(name, quote) as unknown as string;
}

/** The text of a name, without its wish. */
export function plainName(name: string): string {
  return (name as unknown) instanceof QuotedName ? name.concat() : name;
}

/** Whether a value can be a name: a string, or what quotedName() gives. */
export function isName(value: unknown): value is string {
  return typeof value === "string" || value instanceof QuotedName;
}
