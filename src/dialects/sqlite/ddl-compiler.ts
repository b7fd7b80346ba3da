import { strictTypeSql } from "./type-compiler.ts";
import type { SqlType } from "../../types/sql-type.ts";
import { DDLCompiler } from "../../compiler/ddl-compiler.ts";
import { CompileError } from "../../errors/compile.ts";
import type { Column } from "../../schema/column.ts";
import type { CheckConstraint, PrimaryKeyConstraint, UniqueConstraint } from "../../schema/constraint.ts";
import type { CreateView, DropView } from "../../schema/ddl-view.ts";
import type { CreateIndex } from "../../schema/ddl.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import type { ForeignKeyConstraint } from "../../schema/foreign-key.ts";
import type { Table } from "../../schema/table.ts";
import { INTEGER } from "../../types/literal-type.ts";
import { isParenthesized } from "../../util/parentheses.ts";

export const sqliteDDLFeatures: DDLFeatures = Object.freeze({
  supportsAlter: false,
  supportsComments: false,
  inlineComments: false,
  deferForeignKeys: "PRAGMA defer_foreign_keys = ON",
});

const CONFLICT_WORDS = new Set(["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"]);

/** SQLite's DDL. */
export class SQLiteDDLCompiler extends DDLCompiler {
  protected override readonly supportsAlter: boolean = false;
  protected override readonly supportsIdentity: boolean = false;

  protected override readonly supportsComments: boolean = false;

  override columnSpec(column: Column<string, unknown>): string {
    // Only INTEGER makes the key an alias of the row id, which SQLite numbers; BIGINT and SMALLINT would not.
    const numbered = column.table.autoincrementColumn === column;
    const own = column.builder.columnOptions.dialectOptions;
    const type = numbered ? INTEGER : column.type;
    let text = `${this.columnName(column)} ${this.typeOf(column, type)}`.trimEnd();
    const fallback = this.defaultText(column);
    if (fallback !== undefined) text += ` DEFAULT ${parenthesized(fallback)}`;
    if (!column.nullable) text += ` NOT NULL${conflict(own?.sqliteOnConflictNotNull)}`;
    if (column.primaryKey && column.table.primaryKey.length !== 1 && column.autoincrement === true)
      throw new CompileError("SQLite does not support autoincrement for composite primary keys.");
    if (countsWithoutGaps(column)) text += ` PRIMARY KEY${conflict(own?.sqliteOnConflictPrimaryKey)} AUTOINCREMENT`;
    if (column.computed !== undefined) text += ` ${this.computed(column.computed)}`;
    return text;
  }

  private typeOf(column: Column<string, unknown>, type: SqlType): string {
    // A column without type takes any value; in a STRICT table it is called so.
    if (type.kind === "null") return column.table.options.sqliteStrict === true ? "ANY" : "";
    const plain = (t: SqlType): string => this.target.typeSql(t);
    return column.table.options.sqliteStrict === true ? strictTypeSql(type, plain) : plain(type);
  }

  /** AUTOINCREMENT stands only beside the column. */
  protected override primaryKey(constraint: PrimaryKeyConstraint): string | undefined {
    const [only, second] = constraint.columns;
    if (only !== undefined && second === undefined && countsWithoutGaps(only)) return undefined;
    const own = second === undefined ? only?.builder.columnOptions.dialectOptions : undefined;
    const text = super.primaryKey(constraint);
    return text === undefined
      ? undefined
      : text + conflict(constraint.options.sqliteOnConflict ?? own?.sqliteOnConflictPrimaryKey);
  }
  protected override unique(constraint: UniqueConstraint): string | undefined {
    const own =
      constraint.columns.length === 1 ? constraint.columns[0]!.builder.columnOptions.dialectOptions : undefined;
    const text = super.unique(constraint);
    return text === undefined
      ? undefined
      : text + conflict(constraint.options.sqliteOnConflict ?? own?.sqliteOnConflictUnique);
  }
  protected override check(constraint: CheckConstraint): string | undefined {
    return super.check(constraint)! + conflict(constraint.options.sqliteOnConflict);
  }
  protected override inlineCheck(constraint: CheckConstraint): string | undefined {
    if (constraint.options.sqliteOnConflict !== undefined)
      throw new CompileError("SQLite does not support ON CONFLICT for the CHECK of a column.");
    return super.inlineCheck(constraint);
  }

  protected override addConstraint(): string {
    return this.unsupported("ALTER TABLE … ADD of constraints");
  }
  protected override dropConstraint(): string {
    return this.unsupported("ALTER TABLE … DROP CONSTRAINT");
  }

  protected override createView(element: CreateView): string {
    if (element.orReplace) return this.unsupported("CREATE OR REPLACE VIEW");
    if (element.materialized) return this.unsupported("materialized views");
    return super.createView(element, element.options.sqliteIfNotExists === true);
  }
  protected override dropView(element: DropView): string {
    return element.materialized ? this.unsupported("materialized views") : super.dropView(element);
  }

  /** Foreign keys cannot leave their schema (an attached file). */
  protected override foreignKey(constraint: ForeignKeyConstraint): string | undefined {
    return constraint.table !== undefined && constraint.referredTable.schema !== constraint.table.schema
      ? undefined
      : super.foreignKey(constraint);
  }
  protected override referredTable(constraint: ForeignKeyConstraint): string {
    return this.tableName(constraint.referredTable, false);
  }

  protected override createIndex(element: CreateIndex): string {
    const index = element.element;
    const table = index.table ?? this.unnamed("CREATE INDEX", "a table");
    const text = `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.indexName(index, true)} ON ${this.tableName(table, false)} (${index.expressions.map((expression) => this.sqlText(expression)).join(", ")})`;
    return index.options.sqliteWhere === undefined ? text : `${text} WHERE ${this.sqlText(index.options.sqliteWhere)}`;
  }

  protected override postCreateTable(table: Table): string {
    const options: string[] = [];
    if (table.options.sqliteWithRowid === false) options.push("WITHOUT ROWID");
    if (table.options.sqliteStrict === true) options.push("STRICT");
    return options.length === 0 ? "" : `\n ${options.join(",\n ")}`;
  }
}

/** A key that is never used again: INTEGER PRIMARY KEY AUTOINCREMENT. */
function countsWithoutGaps(column: Column<string, unknown>): boolean {
  return (
    column.primaryKey &&
    column.table.options.sqliteAutoincrement === true &&
    column.table.primaryKey.length === 1 &&
    column.type.family === "integer" &&
    column.foreignKeys.length === 0
  );
}

function conflict(word: string | undefined): string {
  if (word === undefined) return "";
  if (CONFLICT_WORDS.has(word.toUpperCase())) return ` ON CONFLICT ${word.toUpperCase()}`;
  throw new CompileError(
    `sqliteOnConflict must be one of ${[...CONFLICT_WORDS].join(", ")}, not ${JSON.stringify(word)}.`,
  );
}

/** SQLite takes a bare literal or word as a default; any other expression needs parentheses. */
function parenthesized(text: string): string {
  return LITERAL.test(text) || isParenthesized(text) ? text : `(${text})`;
}
const LITERAL = /^\s*(?:\w+|[xX]?'(?:[^']|'')*'|"(?:[^"]|"")*")\s*$/;
