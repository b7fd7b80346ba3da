import { ArgumentError } from "../errors/argument.ts";
import { brandOf, setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import type { Column } from "./column.ts";
import type { Constraint } from "./constraint.ts";
import { type DDLCompileOptions, ddlText } from "./ddl-text.ts";
import type { ForeignKeyConstraint } from "./foreign-key.ts";
import type { Index } from "./index-item.ts";
import type { Table } from "./table.ts";

/** A statement that defines something. Executed like any statement: `connection.execute(new CreateTable(users))`. */
export abstract class DDLElement {
  /** Which method of the DDL compiler writes it. */
  abstract readonly kind: string;
  /** The SQL for a dialect: `new CreateTable(users).compile({ dialect: "postgresql" }).sql`. */
  compile(options: DDLCompileOptions = {}): { sql: string; params: unknown[]; toString(): string } {
    const sql = ddlText(this, options);
    return { sql, params: [], toString: () => sql };
  }
  toString(): string {
    return ddlText(this, {});
  }
}

export interface IfNotExists {
  readonly ifNotExists?: boolean | undefined;
}
export interface IfExists {
  readonly ifExists?: boolean | undefined;
}

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
    this.element = index;
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
    this.element = index;
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

/** ALTER TABLE … ADD CONSTRAINT. */
export class AddConstraint extends DDLElement {
  readonly kind = "addConstraint";
  readonly element: Constraint;
  constructor(constraint: Constraint) {
    super();
    this.element = constraint;
  }
}

/** ALTER TABLE … DROP CONSTRAINT. */
export class DropConstraint extends DDLElement {
  readonly kind = "dropConstraint";
  readonly element: Constraint;
  readonly ifExists: boolean;
  readonly cascade: boolean;
  constructor(constraint: Constraint, options: IfExists & { readonly cascade?: boolean | undefined } = {}) {
    super();
    this.element = constraint;
    this.ifExists = options.ifExists === true;
    this.cascade = options.cascade === true;
  }
}

/** COMMENT ON TABLE … IS. */
export class SetTableComment extends DDLElement {
  readonly kind = "setTableComment";
  readonly element: Table;
  constructor(table: Table) {
    super();
    this.element = isTable("SetTableComment", table);
  }
}

/** COMMENT ON TABLE … IS NULL. */
export class DropTableComment extends DDLElement {
  readonly kind = "dropTableComment";
  readonly element: Table;
  constructor(table: Table) {
    super();
    this.element = isTable("DropTableComment", table);
  }
}

/** COMMENT ON COLUMN … IS. */
export class SetColumnComment extends DDLElement {
  readonly kind = "setColumnComment";
  readonly element: Column<string, unknown>;
  constructor(column: Column<string, unknown>) {
    super();
    this.element = column;
  }
}

/** COMMENT ON COLUMN … IS NULL. */
export class DropColumnComment extends DDLElement {
  readonly kind = "dropColumnComment";
  readonly element: Column<string, unknown>;
  constructor(column: Column<string, unknown>) {
    super();
    this.element = column;
  }
}

/** A statement of your own, sent as it is: `new DDL("CREATE EXTENSION citext")`. */
export class DDL extends DDLElement {
  readonly kind = "ddl";
  readonly element: string;
  constructor(statement: string) {
    super();
    if (typeof statement !== "string" || statement === "")
      throw new ArgumentError(`DDL() takes a statement as a string, not ${describeValue(statement)}.`);
    this.element = statement;
  }
}

export type AnyDDL =
  | CreateTable
  | DropTable
  | CreateIndex
  | DropIndex
  | CreateSchema
  | DropSchema
  | AddConstraint
  | DropConstraint
  | SetTableComment
  | DropTableComment
  | SetColumnComment
  | DropColumnComment
  | DDL;

function isTable(element: string, value: Table): Table {
  if (brandOf(value) === "from" && typeof (value as { fullname?: unknown }).fullname === "string") return value;
  throw new ArgumentError(
    `${element} takes a Table, not ${describeValue(value)}. A model's table is inspect(Model).localTable.`,
  );
}

setBrand(DDLElement.prototype, "ddl");
