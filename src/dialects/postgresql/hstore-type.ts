import { badResult, badValue } from "../../types/bad-value.ts";
import {
  type BindProcessor,
  type ResultProcessor,
  SqlType,
  type TypeDialect,
  type TypeFamily,
} from "../../types/sql-type.ts";
import { bindString } from "../../types/string-type.ts";

/** What an hstore holds: text, or null, by key. */
export type HstoreValue = Readonly<Record<string, string | null>>;

/** `hstore()`: pairs of text, as a plain object. The database needs the extension hstore. */
export class HstoreType extends SqlType<HstoreValue> {
  readonly kind = "hstore";
  readonly family: TypeFamily = "hstore";
  readonly cacheKey: string = "hstore";

  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return hstoreText;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor {
    return (value) => {
      const pairs = typeof value === "string" ? parseHstore(value) : undefined;
      if (pairs === undefined) throw badResult("hstore", "the text of an hstore", value);
      return pairs;
    };
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    return (value) => dialect.stringLiteral(hstoreText(value));
  }
  override compareValues(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => (a as HstoreValue)[key] === (b as HstoreValue)[key])
    );
  }
}

function quote(text: string): string {
  return `"${bindString(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function hstoreText(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw badValue("hstore", "an object of strings and nulls", value);
  return Object.entries(value)
    .map(([key, text]: [string, unknown]) => {
      if (text !== null && typeof text !== "string")
        throw badValue("hstore", "strings and nulls", text, `It is at ${JSON.stringify(key)}.`);
      return `${quote(key)}=>${text === null ? "NULL" : quote(text)}`;
    })
    .join(", ");
}

/** Reads `"a"=>"1", "b"=>NULL`. Keys may be anything, `__proto__` too. */
function parseHstore(text: string): Record<string, string | null> | undefined {
  const pairs: Record<string, string | null> = {};
  let at = 0;
  const token = (): string | null | undefined => {
    if (text.charAt(at) !== '"') {
      if (!text.startsWith("NULL", at)) return undefined;
      at += 4;
      return null;
    }
    let out = "";
    for (at++; at < text.length && text.charAt(at) !== '"'; at++) {
      if (text.charAt(at) === "\\") at++;
      out += text.charAt(at);
    }
    at++;
    return out;
  };
  while (at < text.length) {
    const key = token();
    if (typeof key !== "string" || !text.startsWith("=>", at)) return undefined;
    at += 2;
    const value = token();
    if (value === undefined) return undefined;
    Object.defineProperty(pairs, key, { value, writable: true, enumerable: true, configurable: true });
    if (text.startsWith(", ", at)) at += 2;
  }
  return pairs;
}
