import { argumentsSource, type TypeSource } from "../../../dialect/type-source.ts";
import type { NativeType } from "../../../types/native-type.ts";
import type { SqlType } from "../../../types/sql-type.ts";
import type { RangeType } from "../range-type.ts";

/** Types whose builder takes nothing and bears their name in lower case. */
const PLAIN: ReadonlySet<string> = new Set([
  "INET",
  "CIDR",
  "MACADDR",
  "MACADDR8",
  "CITEXT",
  "XML",
  "MONEY",
  "TSVECTOR",
  "TSQUERY",
  "REGCONFIG",
  "REGCLASS",
  "JSONPATH",
  "OID",
]);

function call(name: string, ...args: readonly unknown[]): TypeSource {
  return { from: "athanor/postgresql", name, args: argumentsSource(...args) };
}

/** How a program names a type that PostgreSQL alone has. */
export function postgresqlTypeSource(type: SqlType): TypeSource | undefined {
  if (type.kind === "jsonb") return call("jsonb");
  if (type.kind === "hstore") return call("hstore");
  if (type.kind === "range" || type.kind === "multirange") return call((type as RangeType).sql.toLowerCase());
  if (type.kind !== "native") return undefined;
  const { sql } = (type as NativeType).options;
  if (PLAIN.has(sql)) return call(sql.toLowerCase());
  const bits = /^BIT( VARYING)?(?:\((\d+)\))?$/.exec(sql);
  if (bits !== null) return call(bits[1] === undefined ? "bit" : "varbit", numberOf(bits[2]));
  const moment = /^(TIME|TIMESTAMP)\((\d+)\) WITH(OUT)? TIME ZONE$/.exec(sql);
  if (moment !== null) {
    const timezone = moment[3] === undefined ? true : undefined;
    return call(moment[1]!.toLowerCase(), { precision: numberOf(moment[2]), timezone });
  }
  const interval = /^INTERVAL( [A-Z ]*[A-Z])?(?: \((\d+)\))?$/.exec(sql);
  if (interval !== null) return call("interval", { fields: interval[1]?.trim(), precision: numberOf(interval[2]) });
  return undefined;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
