import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";

/** SQL text as a program gives it: a string without NUL and the control characters that statement keys use. */
export function checkSqlText(text: unknown, role: string): string {
  if (typeof text !== "string") throw new ArgumentError(`${role} expected, got ${describeValue(text)}.`);
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 4)
      throw new ArgumentError(`${role} expected, got ${describeValue(text)}, which holds a control character.`);
  }
  return text;
}
