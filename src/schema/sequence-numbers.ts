import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import type { SequenceNumbers } from "./column-options.ts";

const NUMBERS = ["start", "increment", "minvalue", "maxvalue", "cache"] as const;

/** The numbers become SQL text, so they are whole numbers or an error. */
export function checkNumbers(what: string, options: SequenceNumbers): void {
  for (const name of NUMBERS) {
    const value = options[name];
    if (value === undefined || typeof value === "bigint" || Number.isSafeInteger(value)) continue;
    throw new ArgumentError(`${what}: ${name} takes a whole number, not ${describeValue(value)}.`);
  }
}
