import { parseTimestamp, timestampText } from "../../dialect/timestamp-text.ts";
import { badValue } from "../../types/bad-value.ts";
import { bindBoolean, BooleanType, resultBoolean } from "../../types/boolean-type.ts";
import { bindDateTime, DateTimeType } from "../../types/datetime-type.ts";
import { IntegerType } from "../../types/integer-type.ts";
import { type IntervalType, MomentInterval } from "../../types/interval-type.ts";
import { bindNumeric, NumericType } from "../../types/numeric-type.ts";
import type { BindProcessor, ResultProcessor, SqlType, TypeDialect } from "../../types/sql-type.ts";
import { isJsonPathType, JsonPathType, jsonPathText, type JsonStep } from "../../types/json-path-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import { isFamily } from "../../types/type-like.ts";
import { TimeType } from "../../types/time-type.ts";
import { bindUuid, UuidType, uuidToHex } from "../../types/uuid-type.ts";
import { decimalParameter } from "./decimal-parameter.ts";

/** MySQL's form of a generic type, or the type itself. */
export function mysqlType(type: SqlType): SqlType {
  if (type.kind === "native") return type;
  if (isFamily<BooleanType>(type, "boolean"))
    return new MysqlBoolean({ name: type.name, createConstraint: type.createConstraint });
  if (isFamily<DateTimeType>(type, "datetime")) return new MysqlDateTime({ timezone: type.timezone }, type.kind);
  if (type.kind === "integer" || type.kind === "smallInteger") return new MysqlInteger(type.kind);
  if (isFamily<UuidType>(type, "uuid") && type.kind === "uuid") return new MysqlUuid();
  if (isFamily<TimeType>(type, "time")) return new MysqlTime();
  if (isFamily<IntervalType>(type, "interval")) return new MomentInterval();
  if (isFamily<NumericType<string | number>>(type, "numeric"))
    return new MysqlNumeric(type.precision, type.scale, { mode: type.mode }, type.kind);
  if (isJsonPathType(type)) return new JsonPathType(type.kind, pathText);
  return type;
}

/** Sums of integers are DECIMAL, which come as text. */
class MysqlInteger extends IntegerType {
  override resultProcessor(dialect: TypeDialect): ResultProcessor {
    const generic = super.resultProcessor(dialect) as ResultProcessor;
    return (value) => generic(typeof value === "string" && WHOLE.test(value) ? BigInt(value) : value);
  }
}

const WHOLE = /^-?\d+$/;

function pathText(steps: readonly JsonStep[]): string {
  // MariaDB takes a quoted key that begins with a minus sign for a position and finds nothing.
  const refused = steps.find((step) => typeof step === "string" && step.startsWith("-"));
  if (refused === undefined) return jsonPathText(steps, fromEnd);
  throw badValue("A JSON path on mysql", 'keys that do not begin with "-", which MariaDB cannot find', refused);
}

/** `last` is the last position, `last-1` the one before. */
function fromEnd(position: number): string {
  return position === -1 ? "last" : `last${position + 1}`;
}

/** Sent as DECIMAL. */
class MysqlNumeric extends NumericType<string | number> {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => decimalParameter(bindNumeric(value));
  }
}

/** 1 and 0; the words are understood in literals. */
class MysqlBoolean extends BooleanType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => (bindBoolean(value) ? 1 : 0);
  }
  /** Every number but 0 is true to the server: a TINYINT, or the relevance that MATCH gives. */
  override resultProcessor(_dialect: TypeDialect): ResultProcessor {
    return (value) => (typeof value === "number" ? value !== 0 : resultBoolean(value));
  }
}

/** Text in UTC. */
class MysqlDateTime extends DateTimeType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => timestampText(bindDateTime(value));
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor {
    const generic = super.resultProcessor(dialect) as ResultProcessor;
    return (value) => (typeof value === "string" ? parseTimestamp(value) : undefined) ?? generic(value);
  }
}

/** 32 hexadecimal digits. */
class MysqlUuid extends UuidType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => uuidToHex(bindUuid(value));
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(uuidToHex(bindUuid(value)));
  }
}

/** MySQL's times have no zones, so that one with a zone is refused. */
class MysqlTime extends TimeType {
  constructor() {
    super({ timezone: false });
  }
}
