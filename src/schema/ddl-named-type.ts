import { ArgumentError } from "../errors/argument.ts";
import type { ArrayType } from "../types/array-type.ts";
import type { EnumType } from "../types/enum-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { describeValue } from "../util/describe.ts";
import { DDLElement } from "./ddl-element.ts";
import type { DomainType } from "./domain-type.ts";
import type { Table } from "./table.ts";

/** Whether an enumeration is a type of its own in the database, where the database has such: it has a name, and nobody said otherwise. */
export function isNamedEnum(type: SqlType): type is EnumType & { readonly name: string } {
  return type.kind === "enum" && (type as EnumType).nativeEnum && (type as EnumType).name !== undefined;
}

/** A type that is created with a name of its own. */
export type NamedType = (EnumType & { readonly name: string }) | DomainType;

/** The enumerations with a name and the domains that the columns of tables have, each once, those that others are made of first. */
export function namedTypes(tables: Iterable<Table>): NamedType[] {
  const found = new Map<string, NamedType>();
  for (const table of tables) {
    for (const type of table.columns.flatMap((column) => typesIn(column.type))) {
      const key = JSON.stringify([type.schema, type.name]);
      if (!found.has(key)) found.set(key, type);
    }
  }
  return [...found.values()];
}
function typesIn(type: SqlType): NamedType[] {
  if (type.kind === "array") return typesIn((type as unknown as ArrayType).item);
  if (type.kind === "domain") return [...typesIn((type as DomainType).dataType), type as DomainType];
  return isNamedEnum(type) ? [type] : [];
}

/** CREATE TYPE … AS ENUM, or CREATE DOMAIN. */
export function createNamedType(type: NamedType): DDLElement {
  return type.kind === "domain" ? new CreateDomainType(type) : new CreateEnumType(type);
}
export function dropNamedType(type: NamedType): DDLElement {
  return type.kind === "domain" ? new DropDomainType(type) : new DropEnumType(type);
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

function checkedDomain(element: string, type: TypeLike): DomainType {
  const found = toType(type);
  if (found.kind === "domain") return found as DomainType;
  throw new ArgumentError(
    `${element} takes a domain, such as domain("posint", integer(), { check: text("VALUE > 0") }), not ${describeValue(type)}.`,
  );
}

/** CREATE DOMAIN (PostgreSQL); `createAll` does it for the columns of its tables. */
export class CreateDomainType extends DDLElement {
  readonly kind = "createDomainType";
  readonly element: DomainType;
  constructor(type: TypeLike) {
    super();
    this.element = checkedDomain("CreateDomainType", type);
  }
}

/** DROP DOMAIN (PostgreSQL). */
export class DropDomainType extends DDLElement {
  readonly kind = "dropDomainType";
  readonly element: DomainType;
  readonly ifExists: boolean;
  constructor(type: TypeLike, options: { readonly ifExists?: boolean } = {}) {
    super();
    this.element = checkedDomain("DropDomainType", type);
    this.ifExists = options.ifExists === true;
  }
}
