import { argumentsSource, type TypeSource } from "../../../dialect/type-source.ts";
import type { NativeType } from "../../../types/native-type.ts";
import type { SqlType } from "../../../types/sql-type.ts";
import { labelsOf } from "./labels.ts";

function call(name: string, ...args: readonly unknown[]): TypeSource {
  return { from: "athanor/mysql", name, args: argumentsSource(...args) };
}

const PATTERN = /^(\w+)(?:\(([\s\S]*)\))?( UNSIGNED)?( ZEROFILL)?(?: COLLATE (\S+))?$/;
const WHOLE = new Set(["TINYINT", "SMALLINT", "MEDIUMINT", "INTEGER", "BIGINT"]);
const TEXTS = new Set(["TINYTEXT", "MEDIUMTEXT", "LONGTEXT"]);

/** How a program names a type that MySQL or MariaDB alone has. */
export function mysqlTypeSource(type: SqlType): TypeSource | undefined {
  if (type.kind !== "native") return undefined;
  const [, word = "", inside, unsigned, zerofill, collation] = PATTERN.exec((type as NativeType).options.sql) ?? [];
  const sizes = inside !== undefined && /^[\d, ]+$/.test(inside) ? inside.split(",").map(Number) : [];
  const name = word.toLowerCase();
  const sign = {
    unsigned: unsigned !== undefined && zerofill === undefined ? true : undefined,
    zerofill: zerofill === undefined ? undefined : true,
  };
  if (WHOLE.has(word)) return call(name, { ...sign, displayWidth: sizes[0] });
  if (TEXTS.has(word)) return call(name, { collation });
  switch (word) {
    case "DECIMAL":
    case "FLOAT":
    case "DOUBLE":
      return call(name, sizes[0], sizes[1], sign);
    case "BIT":
      return call(name, sizes[0], { mode: (sizes[0] ?? 1) > 53 ? "bigint" : undefined });
    case "DATETIME":
    case "TIMESTAMP":
    case "TIME":
      return call(name, { fsp: sizes[0] });
    case "ENUM":
      return call("enumeration", ...labelsOf(inside ?? ""), { collation });
    case "SET":
      return call(name, ...labelsOf(inside ?? ""), { collation });
    case "YEAR":
    case "TINYBLOB":
    case "MEDIUMBLOB":
    case "LONGBLOB":
    case "INET4":
    case "INET6":
      return call(name, sizes[0]);
    default:
      return undefined;
  }
}
