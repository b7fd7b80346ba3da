import { bytesToHex } from "../../types/large-binary-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

/** A value as it stands inside the text of an array or range. */
export function elementText(value: unknown): string {
  return value instanceof Uint8Array ? `\\x${bytesToHex(value)}` : String(value);
}

/** What stands inside the text of an array or range is text whatever its type; by itself in a column the driver would have parsed it. */
export function elementParser(item: SqlType): ((text: string) => unknown) | undefined {
  switch (item.family) {
    case "boolean":
      return (text) => text === "t";
    case "integer":
      return (text) => {
        const number = Number(text);
        return Number.isSafeInteger(number) ? number : BigInt(text);
      };
    case "float":
      return Number;
    case "binary":
      return (text) => Uint8Array.from(Buffer.from(text.slice(2), "hex"));
    default:
      return undefined;
  }
}
