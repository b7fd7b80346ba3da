import { isNamedEnum } from "../../schema/ddl-named-type.ts";
import type { EnumType } from "../../types/enum-type.ts";
import { TypeCompiler } from "../../compiler/type-compiler.ts";
import type { ArrayType } from "../../types/array-type.ts";
import type { DomainType } from "../../schema/domain-type.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { RangeType } from "./range-type.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { quoteIdentifier } from "../../compiler/identifier.ts";
import type { DateTimeType } from "../../types/datetime-type.ts";
import type { IntervalType } from "../../types/interval-type.ts";
import type { FloatType } from "../../types/numeric-type.ts";
import { type StringType, TextType } from "../../types/string-type.ts";
import type { TimeType } from "../../types/time-type.ts";
import type { UuidType } from "../../types/uuid-type.ts";
import { reservedWords } from "./reserved-words.ts";

/** PostgreSQL's type names. */
export class PostgreSQLTypeCompiler extends TypeCompiler {
  constructor() {
    super("postgresql");
  }
  protected override double(): string {
    return "DOUBLE PRECISION";
  }
  protected override float(type: FloatType): string {
    return type.precision === undefined ? "FLOAT" : `FLOAT(${type.precision})`;
  }
  /** PostgreSQL's text takes no length. */
  protected override text(type: StringType): string {
    return this.sized("TEXT", new TextType(undefined, type.collation));
  }
  protected override collation(name: string): string {
    return quoteIdentifier(name, '"', reservedWords);
  }
  protected override national(name: "NCHAR" | "NVARCHAR", type: StringType): string {
    return name === "NVARCHAR" ? this.unsupported("the type NVARCHAR") : this.sized(name, type);
  }
  protected override blob(): string {
    return this.unsupported("the type BLOB");
  }
  /** Names of other databases would be refused by the server. */
  protected override exact(name: string): string {
    return name === "UUID" ? name : this.unsupported(`the type ${name}`);
  }
  protected override datetime(type: DateTimeType): string {
    return this.timestamp(type);
  }
  protected override timestamp(type: DateTimeType): string {
    return `TIMESTAMP ${type.timezone ? "WITH" : "WITHOUT"} TIME ZONE`;
  }
  protected override time(type: TimeType): string {
    return `TIME ${type.timezone ? "WITH" : "WITHOUT"} TIME ZONE`;
  }
  protected override interval(type: IntervalType): string {
    if (!type.native) return "TIMESTAMP WITHOUT TIME ZONE";
    return type.secondPrecision === undefined ? "INTERVAL" : `INTERVAL (${type.secondPrecision})`;
  }
  protected override largeBinary(): string {
    return "BYTEA";
  }
  protected override uuid(type: UuidType): string {
    return type.nativeUuid ? "UUID" : "CHAR(32)";
  }
  protected override enum(type: EnumType): string {
    return isNamedEnum(type) ? qualified(type) : super.enum(type);
  }
  protected override other(type: SqlType): string {
    if (type.kind === "jsonb") return "JSONB";
    if (type.kind === "hstore") return "HSTORE";
    if (type.kind === "domain") return qualified(type as DomainType);
    if (type.kind === "range" || type.kind === "multirange") return (type as RangeType).sql;
    if (type.kind === "native" && (type as NativeType).options.dialect === "postgresql")
      return (type as NativeType).options.sql;
    return super.other(type);
  }
  protected override array(type: ArrayType): string {
    return this.process(type.item) + "[]".repeat(type.dimensions ?? 1);
  }
}

/** The name of a type that was created, in its schema when it has one. */
function qualified({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string {
  const quoted = quoteIdentifier(name, '"', reservedWords);
  return schema === undefined ? quoted : `${quoteIdentifier(schema, '"', reservedWords)}.${quoted}`;
}
