import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { badValue } from "./bad-value.ts";
import { checkCount } from "./numeric-type.ts";
import { type BindProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

/** `String.prototype.isWellFormed` is in every supported runtime, not yet in the ES2023 library types. */
interface WellFormed {
  isWellFormed(): boolean;
}

/** Checks what goes into a text column: a string that every database stores unchanged. */
export function bindString(value: unknown): string {
  if (typeof value !== "string") throw badValue("string", "a string", value);
  if (value.includes("\0"))
    throw badValue("string", "text without NUL characters, which databases cut or refuse", value);
  if (!(value as unknown as WellFormed).isWellFormed()) {
    throw badValue(
      "string",
      "well-formed Unicode, without half surrogate pairs, which would be stored as other characters",
      value,
    );
  }
  return value;
}

/** Names in upper case are written as they are, on every database. */
export type StringKind = "string" | "unicode" | "char" | "text" | "unicodeText" | "NCHAR" | "NVARCHAR" | "CLOB";

/** `string(n?)`, `unicode(n?)`, `char(n)`: text of bounded length (VARCHAR, CHAR). */
export class StringType extends SqlType<string> {
  readonly kind: StringKind;
  readonly family: TypeFamily = "string";
  readonly cacheKey: string;
  readonly length: number | undefined;
  readonly collation: string | undefined;

  constructor(length?: number, kind: StringKind = "string", collation?: string) {
    super();
    this.kind = kind;
    this.length = checkCount("length", length);
    this.collation = collation === undefined ? undefined : checkCollation(collation);
    this.cacheKey = `${kind}:${length ?? ""}:${collation ?? ""}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindString;
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    return (value) => dialect.stringLiteral(bindString(value));
  }
  override asGeneric(): SqlType {
    const generic = GENERIC[this.kind];
    return generic === undefined ? this : new StringType(this.length, generic, this.collation);
  }
}

const GENERIC: { readonly [K in StringKind]?: StringKind } = { NCHAR: "unicode", NVARCHAR: "unicode", CLOB: "text" };

/** A collation is a name: it becomes part of SQL, quoted. */
function checkCollation(collation: unknown): string {
  if (typeof collation !== "string" || collation === "")
    throw new ArgumentError(`The collation of a type is its name as a string, not ${describeValue(collation)}.`);
  for (let i = 0; i < collation.length; i++) {
    const code = collation.charCodeAt(i);
    if (code < 32 || code === 127)
      throw new ArgumentError(`The collation ${JSON.stringify(collation)} holds a control character.`);
  }
  return collation;
}

/** `text()`: text of any length. */
export class TextType extends StringType {
  constructor(length?: number, collation?: string) {
    super(length, "text", collation);
  }
}
