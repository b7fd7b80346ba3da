import { ArgumentError } from "../errors/argument.ts";
import type { ArrayType } from "../types/array-type.ts";
import type { EnumType } from "../types/enum-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { describeValue } from "../util/describe.ts";
import { DDLElement } from "./ddl-element.ts";
import type { Table } from "./table.ts";

/** Whether an enumeration is a type of its own in the database, where the database has such: it has a name, and nobody said otherwise. */
export function isNamedEnum(type: SqlType): type is EnumType & { readonly name: string } {
  return type.kind === "enum" && (type as EnumType).nativeEnum && (type as EnumType).name !== undefined;
}

/** The enumerations with a name that a table's columns have, arrays of them included. */
export function namedEnums(table: Table): EnumType[] {
  return table.columns.flatMap((column) => {
    const type = column.type.kind === "array" ? (column.type as unknown as ArrayType).item : column.type;
    return isNamedEnum(type) ? [type] : [];
  });
}

function checked(element: string, type: TypeLike): EnumType {
  const found = toType(type);
  if (isNamedEnum(found)) return found;
  throw new ArgumentError(
    `${element} takes an enumeration with a name, such as enumeration("a", "b", { name: "mood" }), not ${describeValue(type)}.`,
  );
}

/** CREATE TYPE … AS ENUM (PostgreSQL); `createAll` does it for the columns of its tables. */
export class CreateEnumType extends DDLElement {
  readonly kind = "createEnumType";
  readonly element: EnumType;
  constructor(type: TypeLike) {
    super();
    this.element = checked("CreateEnumType", type);
  }
}

/** DROP TYPE of an enumeration (PostgreSQL). */
export class DropEnumType extends DDLElement {
  readonly kind = "dropEnumType";
  readonly element: EnumType;
  readonly ifExists: boolean;
  constructor(type: TypeLike, options: { readonly ifExists?: boolean } = {}) {
    super();
    this.element = checked("DropEnumType", type);
    this.ifExists = options.ifExists === true;
  }
}
