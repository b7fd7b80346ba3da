import { ArgumentError } from "../errors/argument.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { Column } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import { DDLElement, type IfExists, type IfNotExists } from "./ddl-element.ts";
import type { ForeignKeyConstraint } from "./foreign-key.ts";
import type { Index } from "./index-item.ts";
import type { Table } from "./table.ts";

/** CREATE TABLE. */
export class CreateTable extends DDLElement {
  readonly kind = "createTable";
  readonly element: Table;
  readonly ifNotExists: boolean;
  /** The foreign keys to write; all of them when undefined. */
  readonly includeForeignKeyConstraints: readonly ForeignKeyConstraint[] | undefined;
  constructor(
    table: Table,
    options: IfNotExists & { readonly includeForeignKeyConstraints?: readonly ForeignKeyConstraint[] | undefined } = {},
  ) {
    super();
    this.element = isTable("CreateTable", table);
    this.ifNotExists = options.ifNotExists === true;
    this.includeForeignKeyConstraints = options.includeForeignKeyConstraints;
  }
}

/**
 * A column as CREATE TABLE writes it, `name TYPE DEFAULT … NOT NULL`: no statement by itself, but a part of one's own, and what
 * `compiles(CreateColumn, (element, compiler) => …)` writes in another way.
 */
export class CreateColumn extends DDLElement {
  readonly kind = "createColumn";
  readonly element: Column<string, unknown>;
  constructor(column: Column<string, unknown>) {
    super();
    if (!(column instanceof Column))
      throw new ArgumentError(
        `CreateColumn takes a column of a table, such as users.c.name, not ${describeValue(column)}.`,
      );
    this.element = column;
  }
}

/** DROP TABLE. */
export class DropTable extends DDLElement {
  readonly kind = "dropTable";
  readonly element: Table;
  readonly ifExists: boolean;
  constructor(table: Table, options: IfExists = {}) {
    super();
    this.element = isTable("DropTable", table);
    this.ifExists = options.ifExists === true;
  }
}

/** CREATE INDEX. */
export class CreateIndex extends DDLElement {
  readonly kind = "createIndex";
  readonly element: Index;
  readonly ifNotExists: boolean;
  constructor(index: Index, options: IfNotExists = {}) {
    super();
    this.element = isIndex("CreateIndex", index);
    this.ifNotExists = options.ifNotExists === true;
  }
}

/** DROP INDEX. */
export class DropIndex extends DDLElement {
  readonly kind = "dropIndex";
  readonly element: Index;
  readonly ifExists: boolean;
  constructor(index: Index, options: IfExists = {}) {
    super();
    this.element = isIndex("DropIndex", index);
    this.ifExists = options.ifExists === true;
  }
}

/** CREATE SCHEMA. */
export class CreateSchema extends DDLElement {
  readonly kind = "createSchema";
  readonly element: string;
  readonly ifNotExists: boolean;
  constructor(name: string, options: IfNotExists = {}) {
    super();
    this.element = name;
    this.ifNotExists = options.ifNotExists === true;
  }
}

/** DROP SCHEMA. */
export class DropSchema extends DDLElement {
  readonly kind = "dropSchema";
  readonly element: string;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  constructor(name: string, options: IfExists & { readonly cascade?: boolean | undefined } = {}) {
    super();
    this.element = name;
    this.ifExists = options.ifExists === true;
    this.cascade = options.cascade === true;
  }
}

/**
 * ALTER TABLE … ADD CONSTRAINT. The constraint is then left out of its table's CREATE TABLE, unless `isolateFromTable` is false.
 */
export class AddConstraint extends DDLElement {
  readonly kind = "addConstraint";
  readonly element: Constraint;
  constructor(constraint: Constraint, options: { readonly isolateFromTable?: boolean | undefined } = {}) {
    super();
    this.element = isConstraint("AddConstraint", constraint);
    if (options.isolateFromTable !== false) constraint.isolated = true;
  }
}

/** ALTER TABLE … DROP CONSTRAINT. */
export class DropConstraint extends DDLElement {
  readonly kind = "dropConstraint";
  readonly element: Constraint;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  constructor(
    constraint: Constraint,
    options: IfExists & {
      readonly cascade?: boolean | undefined;
      readonly isolateFromTable?: boolean | undefined;
    } = {},
  ) {
    super();
    this.element = isConstraint("DropConstraint", constraint);
    this.ifExists = options.ifExists === true;
    this.cascade = options.cascade === true;
    if (options.isolateFromTable !== false) constraint.isolated = true;
  }
}

/** The table of an element, or an error. */
export function isTable(element: string, value: Table): Table {
  if (brandOf(value) === "from" && typeof (value as { fullname?: unknown }).fullname === "string") return value;
  throw new ArgumentError(
    `${element} takes a Table, not ${describeValue(value)}. A model's table is inspect(Model).localTable.`,
  );
}

function isConstraint(element: string, value: Constraint): Constraint {
  if (brandOf(value) === "constraint") return value;
  throw new ArgumentError(`${element} takes a constraint, not ${describeValue(value)}.`);
}

function isIndex(element: string, value: Index): Index {
  if (brandOf(value) === "index") return value;
  throw new ArgumentError(`${element} takes an index, not ${describeValue(value)}.`);
}
