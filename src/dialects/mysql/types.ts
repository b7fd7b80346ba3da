import { timestampText } from "../../dialect/timestamp-text.ts";
import { bindBoolean, BooleanType } from "../../types/boolean-type.ts";
import { bindDateTime, DateTimeType } from "../../types/datetime-type.ts";
import type { BindProcessor, SqlType, TypeDialect } from "../../types/sql-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import { isFamily } from "../../types/type-like.ts";
import { bindString, StringType } from "../../types/string-type.ts";
import { bindUuid, UuidType, uuidToHex } from "../../types/uuid-type.ts";

/** MySQL's form of a generic type, or the type itself. */
export function mysqlType(type: SqlType): SqlType {
  if (isFamily<BooleanType>(type, "boolean"))
    return new MysqlBoolean({ name: type.name, createConstraint: type.createConstraint });
  if (isFamily<DateTimeType>(type, "datetime")) return new MysqlDateTime({ timezone: type.timezone }, type.kind);
  if (isFamily<UuidType>(type, "uuid")) return new MysqlUuid();
  if (isFamily<StringType>(type, "string")) return new MysqlString(type.length, type.kind, type.collation);
  return type;
}

/** 1 and 0; the words are understood in literals. */
class MysqlBoolean extends BooleanType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => (bindBoolean(value) ? 1 : 0);
  }
}

/** Text in UTC. */
class MysqlDateTime extends DateTimeType {
  override bindProcessor(_dialect: TypeDialect): BindProcessor {
    return (value) => timestampText(bindDateTime(value));
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

/** A backslash begins an escape in MySQL's string literals, unless the server's sql_mode says otherwise. */
class MysqlString extends StringType {
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => quoteString(bindString(value).replaceAll("\\", "\\\\"));
  }
}
