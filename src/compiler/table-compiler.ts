import { CompileError } from "../errors/compile.ts";
import type { Column } from "../schema/column.ts";
import type { IdentityOptions, SequenceNumbers } from "../schema/column-options.ts";
import type { CheckConstraint, Constraint } from "../schema/constraint.ts";
import { CreateColumn, type CreateTable } from "../schema/ddl.ts";
import type { DDLElement } from "../schema/ddl-element.ts";
import { isFetchedValue } from "../schema/fetched-value.ts";
import type { ForeignKeyConstraint } from "../schema/foreign-key.ts";
import type { SqlLike } from "../schema/sql-like.ts";
import type { Table } from "../schema/table.ts";
import { ConstraintCompiler } from "./constraint-compiler.ts";
import { plainWords, wholeNumber } from "./ddl-words.ts";

/** Writes CREATE TABLE. */
export abstract class TableCompiler extends ConstraintCompiler {
  /** ALTER TABLE can add foreign keys; otherwise `useAlter` is ignored. */
  protected readonly supportsAlter: boolean = true;
  /** GENERATED … AS IDENTITY exists; otherwise the column is an ordinary one. */
  protected readonly supportsIdentity: boolean = true;

  /** Hook: whether a CHECK of a column may stand beside it; otherwise it goes to the end of the table. */
  protected standsBeside(_constraint: CheckConstraint): boolean {
    return true;
  }

  protected createTable(element: CreateTable): string {
    const table = element.element;
    const prefixes = (table.options.prefixes ?? []).map((words) => `${plainWords("A prefix of CREATE TABLE", words)} `);
    let text = `\nCREATE ${prefixes.join("")}TABLE ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.tableName(table)} (`;
    const parts: string[] = [];
    for (const column of table.columns) {
      const line = column.system ? "" : this.compile(new CreateColumn(column));
      if (line !== "") parts.push(line);
    }
    parts.push(...this.tableConstraints(table, element.includeForeignKeyConstraints));
    if (parts.length > 0) text += `\n\t${parts.join(", \n\t")}`;
    return `${text}\n)${this.postCreateTable(table)}\n\n`;
  }

  /** Writes an element, as compiles() says if it says something. */
  abstract compile(element: DDLElement): string;

  /** A column with the CHECKs that are written beside it. */
  protected columnLine(column: Column<string, unknown>): string {
    try {
      let text = this.columnSpec(column);
      for (const constraint of column.table.constraints) {
        if (!isInline(constraint, column) || !this.standsBeside(constraint)) continue;
        if (!constraint.countsOn(this.target)) continue;
        const check = this.inlineCheck(constraint);
        if (check !== undefined) text += ` ${check}`;
      }
      return text;
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      throw new CompileError(`(in table "${column.table.fullname}", column "${column.name}"): ${error.message}`);
    }
  }

  /** What follows the closing parenthesis of CREATE TABLE. */
  protected postCreateTable(_table: Table): string {
    return "";
  }

  protected tableConstraints(table: Table, foreignKeys: readonly ForeignKeyConstraint[] | undefined): string[] {
    const parts: string[] = [];
    for (const constraint of table.constraints) {
      if (!constraint.countsOn(this.target) || (isInline(constraint) && this.standsBeside(constraint))) continue;
      if (constraint.kind === "foreignKey") {
        const key = constraint as ForeignKeyConstraint;
        if (foreignKeys !== undefined && !foreignKeys.includes(key)) continue;
        if (key.options.useAlter === true && this.supportsAlter) continue;
      }
      const text = this.constraint(constraint);
      if (text !== undefined) parts.push(text);
    }
    return parts;
  }

  /** A CHECK beside its column. */
  protected inlineCheck(constraint: CheckConstraint): string | undefined {
    return this.check(constraint);
  }

  // --- columns ----------------------------------------------------------------------------------------------------

  /** One line of CREATE TABLE: `name TYPE DEFAULT … NOT NULL`. */
  columnSpec(column: Column<string, unknown>): string {
    let text = `${this.columnName(column)} ${this.target.typeSql(column.type)}`;
    const fallback = this.defaultText(column);
    if (fallback !== undefined) text += ` DEFAULT ${fallback}`;
    if (column.computed !== undefined) text += ` ${this.computed(column.computed)}`;
    const identity = column.identity !== undefined && this.supportsIdentity;
    if (identity) text += ` ${this.identity(column.identity)}`;
    return !column.nullable && !identity ? `${text} NOT NULL` : text;
  }

  protected defaultText(column: Column<string, unknown>): string | undefined {
    const value = column.serverDefault;
    if (value === undefined || isFetchedValue(value)) return undefined;
    return typeof value === "string" ? this.stringLiteral(value) : this.sqlText(value);
  }

  protected computed(computed: { readonly sql: SqlLike; readonly persisted: boolean | undefined }): string {
    const text = `GENERATED ALWAYS AS (${this.sqlText(computed.sql)})`;
    return computed.persisted === undefined ? text : `${text} ${computed.persisted ? "STORED" : "VIRTUAL"}`;
  }

  protected identity(options: IdentityOptions): string {
    const numbers = this.sequenceNumbers(options);
    return `GENERATED ${options.always === true ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY${numbers === "" ? "" : ` (${numbers})`}`;
  }

  /** How a sequence counts: START WITH 5 … */
  protected sequenceNumbers(options: SequenceNumbers): string {
    const parts: string[] = [];
    if (options.increment !== undefined) parts.push(`INCREMENT BY ${wholeNumber("increment", options.increment)}`);
    if (options.start !== undefined) parts.push(`START WITH ${wholeNumber("start", options.start)}`);
    if (options.minvalue !== undefined) parts.push(`MINVALUE ${wholeNumber("minvalue", options.minvalue)}`);
    if (options.maxvalue !== undefined) parts.push(`MAXVALUE ${wholeNumber("maxvalue", options.maxvalue)}`);
    if (options.nominvalue === true) parts.push("NO MINVALUE");
    if (options.nomaxvalue === true) parts.push("NO MAXVALUE");
    if (options.cache !== undefined) parts.push(`CACHE ${wholeNumber("cache", options.cache)}`);
    if (options.cycle !== undefined) parts.push(options.cycle ? "CYCLE" : "NO CYCLE");
    return parts.join(" ");
  }
}

/** Whether a constraint was declared with its column (or, without a column, with any). */
function isInline(constraint: Constraint, column?: Column<string, unknown>): constraint is CheckConstraint {
  return (
    constraint.kind === "check" &&
    (constraint as CheckConstraint).inline &&
    (column === undefined || constraint.columns[0] === column)
  );
}
