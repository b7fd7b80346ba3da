import { describeValue } from "../util/describe.ts";
import { badResult, badValue } from "./bad-value.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

const MAX_DEPTH = 500;

/** The type of `json.NULL`. */
export interface JsonNull {
  readonly [$jsonNull]: true;
}
const $jsonNull: unique symbol = Symbol.for("athanor.json.null");

/** JSON's own null, as a value: `null` by itself is SQL NULL. */
export const JSON_NULL: JsonNull = Object.freeze({ [$jsonNull]: true as const, toString: () => "json.NULL" });

/** Whether a value is JSON's null, of whichever copy of the package. */
export function isJsonNull(value: unknown): value is JsonNull {
  return typeof value === "object" && value !== null && (value as Partial<JsonNull>)[$jsonNull] === true;
}

/** The JSON text of a value, or an error naming the place of what JSON would drop or change. */
export function bindJson(value: unknown): string {
  if (isJsonNull(value)) return "null";
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

/** The same through the user's `jsonSerializer`, which decides what it takes. */
function customBind(serialize: (value: unknown) => string): BindProcessor {
  return (value) => {
    const text: unknown = isJsonNull(value) ? "null" : serialize(value);
    if (typeof text === "string") return text;
    throw badValue("json", "values for which jsonSerializer gives text", value, `It gave ${describeValue(text)}.`);
  };
}

/** For columns whose null is JSON's. */
function takingNull(bind: BindProcessor): BindProcessor {
  return Object.assign((value: unknown) => bind(value), { takesNull: true as const });
}
const bindJsonNull: BindProcessor = takingNull(bindJson);

/** What JSON text stands for; a value that the driver parsed already is left alone. */
export function resultJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw badResult("json", "JSON text", value, cause instanceof Error ? cause.message : "");
  }
}

export interface JsonOptions {
  /**
   * What null means as a value of the column: SQL NULL, unless this is false; then it is JSON's null. `json.NULL` is JSON's null in
   * any case, `nullValue()` SQL NULL.
   */
  readonly noneAsNull?: boolean;
}

/** `json<T>()`: any JSON value. */
export class JsonType<T = unknown> extends SqlType<T> {
  readonly kind: string = "json";
  readonly family: TypeFamily = "json";
  readonly cacheKey: string;
  readonly noneAsNull: boolean;

  constructor(options: JsonOptions = {}, kind = "json") {
    super();
    this.kind = kind;
    this.noneAsNull = options.noneAsNull ?? true;
    this.cacheKey = this.noneAsNull ? kind : `${kind}:null`;
  }

  override bindProcessor({ jsonSerializer }: TypeDialect): BindProcessor | undefined {
    if (jsonSerializer === undefined) return this.noneAsNull ? bindJson : bindJsonNull;
    const bind = customBind(jsonSerializer);
    return this.noneAsNull ? bind : takingNull(bind);
  }
  override resultProcessor({ jsonDeserializer }: TypeDialect): ResultProcessor | undefined {
    if (jsonDeserializer === undefined) return resultJson;
    return (value) => (typeof value === "string" ? jsonDeserializer(value) : value);
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    const bind = dialect.jsonSerializer === undefined ? bindJson : customBind(dialect.jsonSerializer);
    return (value) => dialect.stringLiteral(String(bind(value)));
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
