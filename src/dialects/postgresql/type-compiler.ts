import { TypeCompiler } from "../../compiler/type-compiler.ts";
import type { ArrayType } from "../../types/array-type.ts";
import type { DateTimeType, TimeType } from "../../types/datetime-type.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

/** PostgreSQL's type names. */
export class PostgreSQLTypeCompiler extends TypeCompiler {
  constructor() {
    super("postgresql");
  }
  protected override double(): string {
    return "DOUBLE PRECISION";
  }
  protected override text(): string {
    return "TEXT";
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
  protected override interval(): string {
    return "INTERVAL";
  }
  protected override largeBinary(): string {
    return "BYTEA";
  }
  protected override uuid(): string {
    return "UUID";
  }
  protected override other(type: SqlType): string {
    if (type.kind === "jsonb") return "JSONB";
    if (type.kind === "native" && (type as NativeType).options.dialect === "postgresql")
      return (type as NativeType).options.sql;
    return super.other(type);
  }
  protected override array(type: ArrayType): string {
    return this.process(type.item) + "[]".repeat(type.dimensions ?? 1);
  }
}
