import { DDLCompiler } from "../../compiler/ddl-compiler.ts";
import { CompileError } from "../../errors/compile.ts";
import type { Column } from "../../schema/column.ts";
import type { Constraint, ConstraintOptions } from "../../schema/constraint.ts";
import type { CreateIndex } from "../../schema/ddl.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import type { ForeignKeyConstraint } from "../../schema/foreign-key.ts";
import type { Table } from "../../schema/table.ts";
import { INTEGER } from "../../types/literal-type.ts";

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

  override columnSpec(column: Column<string, unknown>): string {
    // Only INTEGER makes the key an alias of the row id, which SQLite numbers; BIGINT and SMALLINT would not.
    const numbered = column.table.autoincrementColumn === column;
    let text = `${this.name(column.name)} ${this.target.typeSql(numbered ? INTEGER : column.type)}`;
    const fallback = this.defaultText(column);
    if (fallback !== undefined) text += ` DEFAULT ${parenthesized(fallback)}`;
    if (!column.nullable) text += " NOT NULL";
    if (column.primaryKey && column.table.options.sqliteAutoincrement === true) {
      if (column.table.primaryKey.length !== 1)
        throw new CompileError("SQLite does not support autoincrement for composite primary keys.");
      if (numbered) text += ` PRIMARY KEY${conflict(column.table.primaryKeyConstraint.options)} AUTOINCREMENT`;
    }
    if (column.computed !== undefined) text += ` ${this.computed(column.computed)}`;
    return text;
  }

  protected override constraint(constraint: Constraint): string | undefined {
    if (
      constraint.kind === "primaryKey" &&
      constraint.table?.options.sqliteAutoincrement === true &&
      constraint.table.autoincrementColumn !== undefined
    )
      return undefined;
    const text = super.constraint(constraint);
    return text === undefined || constraint.kind === "foreignKey" ? text : text + conflict(constraint.options);
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

function conflict(options: ConstraintOptions): string {
  const word = options.sqliteOnConflict;
  if (word === undefined) return "";
  if (!CONFLICT_WORDS.has(word.toUpperCase()))
    throw new CompileError(
      `sqliteOnConflict must be one of ${[...CONFLICT_WORDS].join(", ")}, not ${JSON.stringify(word)}.`,
    );
  return ` ON CONFLICT ${word.toUpperCase()}`;
}

/** SQLite takes a bare literal or word as a default; any other expression needs parentheses. */
function parenthesized(text: string): string {
  return /^\s*['"(]/.test(text) || !/\W/.test(text) ? text : `(${text})`;
}
