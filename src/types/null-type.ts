import { badValue } from "./bad-value.ts";
import { BooleanType } from "./boolean-type.ts";
import { DateTimeType } from "./datetime-type.ts";
import { bindBinary, LargeBinaryType } from "./large-binary-type.ts";
import { decimalText } from "./decimal-text.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { bindString } from "./string-type.ts";

const BOOLEAN = new BooleanType();
const DATETIME = new DateTimeType();
const BINARY = new LargeBinaryType();

/** The type of an expression whose type nobody stated: passes plain values as what they are, refuses what has no meaning in SQL. */
export class NullType extends SqlType<unknown> {
  readonly kind = "null";
  readonly family: TypeFamily = "null";
  readonly cacheKey: string = "null";

  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    const boolean = dialect.typeImpl(BOOLEAN).bindProcessor(dialect);
    const datetime = dialect.typeImpl(DATETIME).bindProcessor(dialect);
    return (value) => {
      switch (typeof value) {
        case "string":
          return bindString(value);
        case "number":
          if (Number.isFinite(value)) return value;
          break;
        case "bigint":
          return value;
        case "boolean":
          return boolean === undefined ? value : boolean(value);
        case "object":
          if (value instanceof Uint8Array) return bindBinary(value);
          if (value instanceof Date) return datetime === undefined ? value : datetime(value);
          break;
        default:
      }
      return refuse(value);
    };
  }

  /** Drivers may give all integers of a row as bigint when one column asked for it. */
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return (value) => {
      if (typeof value !== "bigint") return value;
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : value;
    };
  }

  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    const impl = (type: SqlType, value: unknown): string => {
      const own = dialect.typeImpl(type).literalProcessor(dialect);
      return own === undefined ? refuse(value) : own(value);
    };
    return (value) => {
      switch (typeof value) {
        case "string":
          return dialect.stringLiteral(bindString(value));
        case "number":
          if (Number.isFinite(value)) return decimalText(value);
          break;
        case "bigint":
          return String(value);
        case "boolean":
          return impl(BOOLEAN, value);
        case "object":
          if (value instanceof Uint8Array) return impl(BINARY, value);
          if (value instanceof Date) return impl(DATETIME, value);
          break;
        default:
      }
      return refuse(value);
    };
  }
}

function refuse(value: unknown): never {
  throw badValue(
    "an SQL parameter",
    "a string, finite number, bigint, boolean, Date or Uint8Array",
    value,
    typeof value === "object" && value !== null
      ? "State a type that takes it, such as literal(value, json())."
      : value === undefined
        ? "Use null for SQL NULL."
        : "",
  );
}
