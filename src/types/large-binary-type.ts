import { badResult, badValue } from "./bad-value.ts";
import { checkCount } from "./numeric-type.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

export function bindBinary(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw badValue(
    "largeBinary",
    "a Uint8Array (or Buffer)",
    value,
    typeof value === "string"
      ? "Use new TextEncoder().encode(text)."
      : value instanceof ArrayBuffer
        ? "Use new Uint8Array(buffer)."
        : "",
  );
}

/** The bytes as two hexadecimal digits each. */
export function bytesToHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte < 16 ? `0${byte.toString(16)}` : byte.toString(16);
  return text;
}

/** Names in upper case are written as they are, on every database. */
export type BinaryKind = "largeBinary" | "BLOB" | "BINARY" | "VARBINARY";

/** `largeBinary()`: bytes, as Uint8Array. */
export class LargeBinaryType extends SqlType<Uint8Array> {
  readonly kind: BinaryKind;
  readonly family: TypeFamily = "binary";
  readonly cacheKey: string;
  readonly length: number | undefined;

  constructor(length?: number, kind: BinaryKind = "largeBinary") {
    super();
    this.kind = kind;
    this.length = checkCount("length", length);
    this.cacheKey = `${kind}:${length ?? ""}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindBinary;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return (value) => {
      if (value instanceof Uint8Array) return value;
      // SQLite keeps what it was given: text in a BLOB column stays text.
      if (typeof value === "string") return new TextEncoder().encode(value);
      throw badResult("largeBinary", "bytes", value);
    };
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => `X'${bytesToHex(bindBinary(value))}'`;
  }
  override asGeneric(): SqlType {
    return this.kind === "largeBinary" ? this : new LargeBinaryType(this.length);
  }
  override identityKey(value: unknown): unknown {
    return value instanceof Uint8Array ? bytesToHex(value) : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }
}
