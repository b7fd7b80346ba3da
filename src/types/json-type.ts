import { badResult, badValue } from "./bad-value.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { quoteString } from "./string-literal.ts";

const MAX_DEPTH = 500;

/** The JSON text of a value, or an error naming the place of what JSON would drop or change. */
export function bindJson(value: unknown): string {
  check(value, "$", 0);
  return JSON.stringify(value);
}

function check(value: unknown, path: string, depth: number): void {
  switch (typeof value) {
    case "string":
    case "boolean":
      return;
    case "number":
      if (Number.isFinite(value)) return;
      break;
    case "object":
      if (value === null) return;
      if (depth > MAX_DEPTH)
        throw badValue("json", `values nested less than ${MAX_DEPTH} deep (does it contain itself?)`, value);
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) check(value[i], `${path}[${i}]`, depth + 1);
        return;
      }
      if (isPlain(value)) {
        for (const key of Object.keys(value))
          check((value as Record<string, unknown>)[key], `${path}.${key}`, depth + 1);
        return;
      }
      break;
    default:
  }
  throw badValue(
    "json",
    "strings, finite numbers, booleans, null, arrays and plain objects",
    value,
    `${path === "$" ? "" : `It is at ${path}. `}${value === undefined ? "Leave the key out, or use null." : value instanceof Date ? "Use date.toISOString()." : typeof value === "bigint" ? "Use a string." : ""}`.trim(),
  );
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  // An object of another realm has another Object.prototype; it is told by having no further prototype.
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** What JSON text stands for; a value that the driver parsed already is left alone. */
export function resultJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw badResult("json", "JSON text", value, cause instanceof Error ? cause.message : "");
  }
}

/** `json<T>()`: any JSON value. */
export class JsonType<T = unknown> extends SqlType<T> {
  readonly kind: string = "json";
  readonly family: TypeFamily = "json";
  readonly cacheKey: string = "json";

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindJson;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return resultJson;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindJson(value));
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return (
      a === b ||
      (a !== null &&
        b !== null &&
        typeof a === "object" &&
        typeof b === "object" &&
        JSON.stringify(a) === JSON.stringify(b))
    );
  }
}
