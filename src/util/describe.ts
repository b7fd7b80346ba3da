/** How much of a string or of a class name an error message shows. */
const SHOWN = 40;

/**
 * A short rendering of any value for error messages: what it is and, where that is short, what it holds.
 * `describeValue([1])` is `an array [1]`, `describeValue(undefined)` is `undefined`. Never runs the value's own code.
 */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `the string ${JSON.stringify(cut(value))}`;
    case "number":
      return `the number ${Object.is(value, -0) ? "-0" : String(value)}`;
    case "bigint":
      return `the bigint ${cut(String(value))}n`;
    case "boolean":
      return String(value);
    case "undefined":
      return "undefined";
    case "symbol":
      return `a symbol (${cut(value.toString())})`;
    case "function":
      return `a function${value.name === "" ? "" : ` (${cut(value.name)})`}`;
    default:
      return value === null ? "null" : describeObject(value as object);
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `an array of ${value.length} ${value.length === 1 ? "element" : "elements"}`;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "an invalid Date" : `the Date ${value.toISOString()}`;
  if (value instanceof Uint8Array) return `${value.length} bytes (Uint8Array)`;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) {
    const keys = Object.keys(value);
    return keys.length === 0
      ? "an empty object"
      : `an object with the ${keys.length === 1 ? "key" : "keys"} ${cut(
          keys
            .slice(0, 4)
            .map((k) => JSON.stringify(k))
            .join(", "),
        )}`;
  }
  const constructor = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  const name = typeof constructor === "function" ? constructor.name : "";
  return name === "" ? "an object" : `an instance of ${cut(name)}`;
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
