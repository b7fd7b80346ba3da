import { badValue } from "./bad-value.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { quoteString } from "./string-literal.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEX = /^[0-9a-f]{32}$/i;

/** A UUID in its canonical form: lower case, with dashes. Takes the form without dashes too. */
export function bindUuid(value: unknown): string {
  if (typeof value === "string") {
    if (UUID.test(value)) return value.toLowerCase();
    if (HEX.test(value)) return hexToUuid(value.toLowerCase());
  }
  throw badValue("uuid", 'a UUID string such as "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"', value);
}

/** The 32 hexadecimal digits, as databases without a UUID type store it (SQLAlchemy's CHAR(32)). */
export function uuidToHex(uuid: string): string {
  return uuid.replaceAll("-", "");
}

export function hexToUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export interface UuidOptions {
  /** `false`: CHAR(32) even where the database has a type of its own for UUIDs. */
  readonly nativeUuid?: boolean | undefined;
}

/** `uuid()`: a UUID as a string in canonical form; UUID where the database has it, else CHAR(32). */
export class UuidType extends SqlType<string> {
  /** "UUID" is written so on every database. */
  readonly kind: "uuid" | "UUID";
  readonly family: TypeFamily = "uuid";
  readonly cacheKey: string;
  readonly nativeUuid: boolean;

  constructor(options: UuidOptions = {}, kind: "uuid" | "UUID" = "uuid") {
    super();
    this.kind = kind;
    this.nativeUuid = options.nativeUuid ?? true;
    this.cacheKey = this.nativeUuid ? kind : `${kind}:char`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindUuid;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return (value) => (typeof value === "string" && value.length === 32 ? hexToUuid(value) : value);
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindUuid(value));
  }
  override asGeneric(): SqlType {
    return this.kind === "UUID" ? new UuidType() : this;
  }
  /** Upper and lower case, with and without dashes, name one row. */
  override identityKey(value: unknown): unknown {
    return typeof value === "string" && (UUID.test(value) || HEX.test(value)) ? bindUuid(value) : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || this.identityKey(a) === this.identityKey(b);
  }
}
