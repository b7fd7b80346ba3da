import { CompileError } from "../errors/compile.ts";
import { IdentifierError } from "../errors/schema.ts";
import type { Column } from "../schema/column.ts";
import type { CheckConstraint, Constraint } from "../schema/constraint.ts";
import type { AnyDDL, CreateIndex, CreateTable, DDLElement, DropConstraint, DropIndex } from "../schema/ddl.ts";
import type { ForeignKeyConstraint } from "../schema/foreign-key.ts";
import type { ForeignKeyOptions, IdentityOptions } from "../schema/column-options.ts";
import type { Index } from "../schema/index-item.ts";
import type { SqlLike } from "../schema/sql-like.ts";
import { isGeneratedName } from "../schema/naming.ts";
import type { Table } from "../schema/table.ts";
import { STRING } from "../types/literal-type.ts";
import { compileStatement } from "./compile-statement.ts";
import { plainColumns } from "./plain-columns.ts";
import { shortenName } from "./shorten-name.ts";
import type { CompileTarget } from "./target.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";

export interface DDLCompilerOptions {
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
}

/** What a dialect hands out to have its DDL written. */
export interface DDLCompilerClass {
  new (target: CompileTarget, options?: DDLCompilerOptions): DDLCompiler;
}

/** Writes DDL as SQLAlchemy does; dialects override what differs. */
export class DDLCompiler {
  protected readonly target: CompileTarget;
  protected readonly options: DDLCompilerOptions;
  /** ALTER TABLE can add foreign keys; otherwise `useAlter` is ignored. */
  protected readonly supportsAlter: boolean = true;
  /** GENERATED … AS IDENTITY exists; otherwise the column is an ordinary one. */
  protected readonly supportsIdentity: boolean = true;

  constructor(target: CompileTarget, options: DDLCompilerOptions = {}) {
    this.target = target;
    this.options = options;
  }

  compile(element: DDLElement): string {
    const ddl = element as AnyDDL;
    switch (ddl.kind) {
      case "createTable":
        return this.createTable(ddl);
      case "dropTable":
        return `\nDROP TABLE ${ddl.ifExists ? "IF EXISTS " : ""}${this.tableName(ddl.element)}`;
      case "createIndex":
        return this.createIndex(ddl);
      case "dropIndex":
        return this.dropIndex(ddl);
      case "createSchema":
        return `CREATE SCHEMA ${ddl.ifNotExists ? "IF NOT EXISTS " : ""}${this.name(ddl.element)}`;
      case "dropSchema":
        return `DROP SCHEMA ${ddl.ifExists ? "IF EXISTS " : ""}${this.name(ddl.element)}${ddl.cascade ? " CASCADE" : ""}`;
      case "addConstraint":
        return `ALTER TABLE ${this.tableName(owner(ddl.element))} ADD ${this.constraint(ddl.element) ?? this.unsupported("adding this constraint")}`;
      case "dropConstraint":
        return this.dropConstraint(ddl);
      case "setTableComment":
        return this.setTableComment(ddl.element, ddl.element.comment);
      case "dropTableComment":
        return this.setTableComment(ddl.element, undefined);
      case "setColumnComment":
        return this.setColumnComment(ddl.element, ddl.element.comment);
      case "dropColumnComment":
        return this.setColumnComment(ddl.element, undefined);
      case "ddl":
        return ddl.element;
    }
  }

  // --- names ------------------------------------------------------------------------------------------------------

  protected name(identifier: string): string {
    if (this.nameLength(identifier) > this.target.sqlFeatures.maxIdentifierLength) {
      throw new IdentifierError(
        `The name ${JSON.stringify(identifier)} is longer than the ${this.target.sqlFeatures.maxIdentifierLength} characters that ${this.target.name} takes.`,
      );
    }
    return this.target.quote(identifier);
  }

  /** Length as the database counts it. */
  protected nameLength(identifier: string): number {
    return identifier.length;
  }

  protected tableName(table: Table, withSchema = true): string {
    const schema = this.schemaName(table);
    return schema === undefined || !withSchema
      ? this.name(table.name)
      : `${this.name(schema)}.${this.name(table.name)}`;
  }

  protected schemaName(table: Table): string | undefined {
    const map = this.options.schemaTranslateMap;
    const key = table.schema ?? null;
    return map?.has(key) === true ? (map.get(key) ?? undefined) : table.schema;
  }

  /** The name of a constraint or index; one that the convention made is cut to the database's limit, with a hash. */
  protected itemName(item: Constraint | Index): string | undefined {
    const name = item.name;
    if (name === undefined || name === null) return undefined;
    const max = this.target.sqlFeatures.maxIdentifierLength;
    return this.name(isGeneratedName(item) && this.nameLength(name) > max ? shortenName(name, max) : name);
  }

  // --- tables -----------------------------------------------------------------------------------------------------

  protected createTable(element: CreateTable): string {
    const table = element.element;
    const prefixes = table.options.prefixes ?? [];
    let text = `\nCREATE ${prefixes.length > 0 ? `${prefixes.join(" ")} ` : ""}TABLE ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.tableName(table)} (`;
    const parts = [
      ...table.columns.map((column) => this.columnSpec(column)),
      ...this.tableConstraints(table, element.includeForeignKeyConstraints),
    ];
    if (parts.length > 0) text += `\n\t${parts.join(", \n\t")}`;
    return `${text}\n)${this.postCreateTable(table)}\n\n`;
  }

  /** What follows the closing parenthesis of CREATE TABLE. */
  protected postCreateTable(_table: Table): string {
    return "";
  }

  protected tableConstraints(table: Table, foreignKeys: readonly ForeignKeyConstraint[] | undefined): string[] {
    const parts: string[] = [];
    for (const constraint of table.constraints) {
      if (constraint.kind === "foreignKey") {
        const key = constraint as ForeignKeyConstraint;
        if (
          foreignKeys !== undefined ? !foreignKeys.includes(key) : key.options.useAlter === true && this.supportsAlter
        )
          continue;
      }
      const text = this.constraint(constraint);
      if (text !== undefined) parts.push(text);
    }
    return parts;
  }

  // --- columns ----------------------------------------------------------------------------------------------------

  /** One line of CREATE TABLE: `name TYPE DEFAULT … NOT NULL`. */
  columnSpec(column: Column<string, unknown>): string {
    let text = `${this.name(column.name)} ${this.target.typeSql(column.type)}`;
    const fallback = this.defaultText(column);
    if (fallback !== undefined) text += ` DEFAULT ${fallback}`;
    if (column.computed !== undefined) text += ` ${this.computed(column.computed)}`;
    const identity = column.identity !== undefined && this.supportsIdentity;
    if (identity) text += ` ${this.identity(column.identity)}`;
    return !column.nullable && !identity ? `${text} NOT NULL` : text;
  }

  protected defaultText(column: Column<string, unknown>): string | undefined {
    const value = column.serverDefault;
    if (value === undefined) return undefined;
    return typeof value === "string" ? this.stringLiteral(value) : this.sqlText(value);
  }

  protected computed(computed: { readonly sql: SqlLike; readonly persisted: boolean | undefined }): string {
    const text = `GENERATED ALWAYS AS (${this.sqlText(computed.sql)})`;
    return computed.persisted === undefined ? text : `${text} ${computed.persisted ? "STORED" : "VIRTUAL"}`;
  }

  protected identity(options: IdentityOptions): string {
    const parts: string[] = [];
    if (options.increment !== undefined) parts.push(`INCREMENT BY ${wholeNumber("increment", options.increment)}`);
    if (options.start !== undefined) parts.push(`START WITH ${wholeNumber("start", options.start)}`);
    if (options.minvalue !== undefined) parts.push(`MINVALUE ${wholeNumber("minvalue", options.minvalue)}`);
    if (options.maxvalue !== undefined) parts.push(`MAXVALUE ${wholeNumber("maxvalue", options.maxvalue)}`);
    if (options.nominvalue === true) parts.push("NO MINVALUE");
    if (options.nomaxvalue === true) parts.push("NO MAXVALUE");
    if (options.cache !== undefined) parts.push(`CACHE ${wholeNumber("cache", options.cache)}`);
    if (options.cycle !== undefined) parts.push(options.cycle ? "CYCLE" : "NO CYCLE");
    return `GENERATED ${options.always === true ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY${parts.length > 0 ? ` (${parts.join(" ")})` : ""}`;
  }

  // --- constraints ------------------------------------------------------------------------------------------------

  /** The text of a constraint inside CREATE TABLE or after ADD; undefined when the database needs none. */
  protected constraint(constraint: Constraint): string | undefined {
    switch (constraint.kind) {
      case "primaryKey":
        return constraint.columns.length === 0
          ? undefined
          : `${this.preamble(constraint)}PRIMARY KEY (${this.columnList(constraint.columns)})${this.deferrability(constraint)}`;
      case "unique":
        return constraint.columns.length === 0
          ? undefined
          : `${this.preamble(constraint)}UNIQUE (${this.columnList(constraint.columns)})${this.deferrability(constraint)}`;
      case "check":
        return this.check(constraint as CheckConstraint);
      case "foreignKey":
        return this.foreignKey(constraint as ForeignKeyConstraint);
    }
  }

  protected check(constraint: CheckConstraint): string | undefined {
    return `${this.preamble(constraint)}CHECK (${this.sqlText(constraint.sql)})${this.deferrability(constraint)}`;
  }

  protected foreignKey(constraint: ForeignKeyConstraint): string | undefined {
    const options: ForeignKeyOptions = constraint.options;
    let text = `${this.preamble(constraint)}FOREIGN KEY(${this.columnList(constraint.columns)}) REFERENCES ${this.referredTable(constraint)} (${this.columnList(constraint.elements.map((element) => element.column))})`;
    if (options.match !== undefined) text += ` MATCH ${options.match}`;
    if (options.ondelete !== undefined) text += ` ON DELETE ${options.ondelete}`;
    if (options.onupdate !== undefined) text += ` ON UPDATE ${options.onupdate}`;
    return text + this.deferrability(constraint);
  }

  protected referredTable(constraint: ForeignKeyConstraint): string {
    return this.tableName(constraint.referredTable);
  }

  protected preamble(constraint: Constraint): string {
    const name = this.itemName(constraint);
    return name === undefined ? "" : `CONSTRAINT ${name} `;
  }

  protected deferrability(constraint: Constraint): string {
    const { deferrable, initially } = constraint.options;
    return `${deferrable === undefined ? "" : deferrable ? " DEFERRABLE" : " NOT DEFERRABLE"}${initially === undefined ? "" : ` INITIALLY ${initially}`}`;
  }

  protected columnList(columns: readonly Column<string, unknown>[]): string {
    return columns.map((column) => this.name(column.name)).join(", ");
  }

  protected dropConstraint(element: DropConstraint): string {
    const name = this.itemName(element.element) ?? this.unnamed("DROP CONSTRAINT");
    return `ALTER TABLE ${this.tableName(owner(element.element))} DROP CONSTRAINT ${element.ifExists ? "IF EXISTS " : ""}${name}${element.cascade ? " CASCADE" : ""}`;
  }

  // --- indexes ----------------------------------------------------------------------------------------------------

  protected createIndex(element: CreateIndex): string {
    const index = element.element;
    const table = index.table ?? this.unnamed("CREATE INDEX", "a table");
    return `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.indexName(index)} ON ${this.tableName(table)} (${index.expressions.map((expression) => this.sqlText(expression)).join(", ")})`;
  }

  protected dropIndex(element: DropIndex): string {
    return `\nDROP INDEX ${element.ifExists ? "IF EXISTS " : ""}${this.indexName(element.element, true)}`;
  }

  protected indexName(index: Index, withSchema = false): string {
    const name = this.itemName(index) ?? this.unnamed("INDEX");
    const schema = index.table === undefined || !withSchema ? undefined : this.schemaName(index.table);
    return schema === undefined ? name : `${this.name(schema)}.${name}`;
  }

  // --- comments ---------------------------------------------------------------------------------------------------

  protected setTableComment(table: Table, comment: string | undefined): string {
    return `COMMENT ON TABLE ${this.tableName(table)} IS ${comment === undefined ? "NULL" : this.stringLiteral(comment)}`;
  }
  protected setColumnComment(column: Column<string, unknown>, comment: string | undefined): string {
    return `COMMENT ON COLUMN ${this.tableName(column.table)}.${this.name(column.name)} IS ${comment === undefined ? "NULL" : this.stringLiteral(comment)}`;
  }

  // --- SQL inside DDL ---------------------------------------------------------------------------------------------

  /** An expression with its values written out and its columns by their bare names. */
  protected sqlText(sql: SqlLike): string {
    return compileStatement(this.target, plainColumns(sql.node as ExprNode), { literalBinds: true }).sql;
  }

  protected stringLiteral(text: string): string {
    return this.target.typeImpl(STRING).literalProcessor(this.target)!(text);
  }

  protected unnamed(statement: string, what = "a name"): never {
    throw new CompileError(`${statement} needs ${what}: give the constraint or index one, or set a namingConvention.`);
  }
  protected unsupported(feature: string): never {
    throw new CompileError(`${this.target.name} does not support ${feature}.`);
  }
}

function owner(constraint: Constraint): Table {
  if (constraint.table !== undefined) return constraint.table;
  throw new CompileError("This constraint belongs to no table: return it from the table's constraints callback.");
}

/** Numbers become part of the text, so they are whole numbers or an error. */
export function wholeNumber(what: string, value: unknown): string {
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) return String(value);
  throw new CompileError(`${what} must be a whole number, not ${JSON.stringify(value) ?? String(value)}.`);
}

/** A word that goes into SQL unquoted (an access method, an operator class, an engine): letters, digits, _ and dots. */
export function plainWord(what: string, value: unknown): string {
  if (typeof value === "string" && /^[A-Za-z_][A-Za-z0-9_.]*$/.test(value)) return value;
  throw new CompileError(`${what} must be a plain word, not ${JSON.stringify(value) ?? String(value)}.`);
}
