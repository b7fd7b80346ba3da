import { ArgumentError } from "../../../errors/argument.ts";
import { describeValue } from "../../../util/describe.ts";

/** A parameter in PostgreSQL's text form, for packages that would guess its type from the JavaScript value. Throws ArgumentError for a value that has none. */
export function textOf(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    default:
      if (value === null) return null;
      if (value instanceof Uint8Array)
        return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  }
  throw new ArgumentError(
    `PostgreSQL takes null, strings, numbers, bigints, booleans and Uint8Array as parameters; got ${describeValue(value)}. A type of your own has to turn its values into one of these (processBindParam, bindProcessor).`,
  );
}
