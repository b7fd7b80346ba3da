import { DDLCompiler } from "../../compiler/ddl-compiler.ts";
import { plainWord, wholeNumber } from "../../compiler/ddl-words.ts";
import { CompileError } from "../../errors/compile.ts";
import type { Column } from "../../schema/column.ts";
import type { CreateIndex, DropConstraint, DropIndex } from "../../schema/ddl.ts";
import type { ForeignKeyOptions, SequenceNumbers } from "../../schema/column-options.ts";
import type { CheckConstraint, PrimaryKeyConstraint, UniqueConstraint } from "../../schema/constraint.ts";
import type { CreateView, DropView } from "../../schema/ddl-view.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { IndexOptions } from "../../schema/index-item.ts";
import type { SqlLike } from "../../schema/sql-like.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { checkSqlText } from "../../sql/sql-text.ts";
import type { Table } from "../../schema/table.ts";
import { isParenthesized } from "../../util/parentheses.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

export const mysqlDDLFeatures: DDLFeatures = Object.freeze({
  supportsAlter: true,
  supportsComments: true,
  inlineComments: true,
});

const DROP_WORD = {
  foreignKey: "FOREIGN KEY ",
  primaryKey: "PRIMARY KEY ",
  unique: "INDEX ",
  check: "CHECK ",
  exclude: "",
} as const;

/** `true`: its value is a number. */
const TABLE_OPTIONS: Readonly<Record<string, readonly [word: string, isNumber: boolean]>> = {
  mysqlEngine: ["ENGINE", false],
  mysqlAutoIncrement: ["AUTO_INCREMENT", true],
  mysqlCharset: ["CHARSET", false],
  mysqlRowFormat: ["ROW_FORMAT", false],
  mysqlAvgRowLength: ["AVG_ROW_LENGTH", true],
  mysqlChecksum: ["CHECKSUM", true],
  mysqlDelayKeyWrite: ["DELAY_KEY_WRITE", true],
  mysqlInsertMethod: ["INSERT_METHOD", false],
  mysqlKeyBlockSize: ["KEY_BLOCK_SIZE", true],
  mysqlMaxRows: ["MAX_ROWS", true],
  mysqlMinRows: ["MIN_ROWS", true],
  mysqlPackKeys: ["PACK_KEYS", false],
  mysqlStatsAutoRecalc: ["STATS_AUTO_RECALC", false],
  mysqlStatsPersistent: ["STATS_PERSISTENT", false],
  mysqlStatsSamplePages: ["STATS_SAMPLE_PAGES", true],
};

/** MySQL's DDL. */
export class MySQLDDLCompiler extends DDLCompiler {
  protected override readonly supportsIdentity: boolean = false;

  private get isMariaDB(): boolean {
    return (this.target as { readonly isMariaDB?: boolean }).isMariaDB === true;
  }
  /** MariaDB takes no name there, and one CHECK only. */
  protected override standsBeside(constraint: CheckConstraint): boolean {
    if (!this.isMariaDB) return true;
    const [column] = constraint.columns;
    const others = [...(constraint.table?.constraints ?? [])].filter(
      (each) => each.kind === "check" && (each as CheckConstraint).inline && each.columns[0] === column,
    );
    return constraint.name === undefined && others.length === 1;
  }
  private numbersBySequence(column: Column<string, unknown>): boolean {
    return this.target.sqlFeatures.sequences && column.sequence !== undefined && !column.sequence.optional;
  }

  /** MySQL ignores MATCH, and the actions beside it too. */
  protected override match(options: ForeignKeyOptions): string {
    if (options.match === undefined) return "";
    throw new CompileError("MySQL ignores MATCH, and then also ON DELETE and ON UPDATE; leave it away.");
  }
  protected override keyOptions(constraint: PrimaryKeyConstraint | UniqueConstraint): string {
    const using = constraint.kind === "primaryKey" ? constraint.options.mysqlUsing : undefined;
    return using === undefined ? "" : ` USING ${plainWord("mysqlUsing", using)}`;
  }
  protected override sequenceNumbers(options: SequenceNumbers): string {
    return super.sequenceNumbers(options).replace("NO CYCLE", "NOCYCLE");
  }
  protected override createView(element: CreateView): string {
    if (element.temporary) return this.unsupported("temporary views");
    if (element.materialized) return this.unsupported("materialized views");
    return super.createView(element);
  }
  protected override dropView(element: DropView): string {
    return element.materialized ? this.unsupported("materialized views") : super.dropView(element);
  }

  override columnSpec(column: Column<string, unknown>, comment: string | null | undefined = column.comment): string {
    const parts = [this.columnName(column), this.target.typeSql(column.type)];
    if (column.computed !== undefined) parts.push(this.computed(column.computed));
    // A bare TIMESTAMP is NOT NULL on MySQL, whatever was left unsaid.
    if (!column.nullable) {
      // MariaDB takes no NOT NULL beside a computed column.
      if (column.computed === undefined || !this.isMariaDB) parts.push("NOT NULL");
    } else if (isTimestamp(column.type)) parts.push("NULL");
    if (comment !== undefined && comment !== null) parts.push(`COMMENT ${this.stringLiteral(comment)}`);
    if (
      column.table.autoincrementColumn === column &&
      column.serverDefault === undefined &&
      !this.numbersBySequence(column)
    ) {
      parts.push("AUTO_INCREMENT");
    } else {
      const fallback = this.defaultText(column);
      if (fallback !== undefined) parts.push(`DEFAULT ${parenthesized(fallback)}`);
    }
    return parts.join(" ");
  }

  /** In the order in which they were given; COLLATE, which goes by the character set, at the end. */
  protected override postCreateTable(table: Table): string {
    const parts: string[] = [];
    for (const [name, value] of Object.entries(table.options)) {
      const option = TABLE_OPTIONS[name];
      if (option === undefined || value === undefined) continue;
      const [word, isNumber] = option;
      parts.push(
        `${word}=${isNumber || typeof value === "number" ? wholeNumber(name, value) : plainWord(name, value)}`,
      );
    }
    if (table.comment !== undefined) parts.push(`COMMENT=${this.stringLiteral(table.comment)}`);
    const { mysqlCollate } = table.options;
    if (mysqlCollate !== undefined) parts.push(`COLLATE ${plainWord("mysqlCollate", mysqlCollate)}`);
    parts.push(...partitioning(table.options));
    return parts.join(" ");
  }

  protected override createIndex(element: CreateIndex): string {
    const index = element.element;
    const options = index.options;
    const table = index.table ?? this.unnamed("CREATE INDEX", "a table");
    const items = index.expressions.map((expression) => this.indexItem(expression, options.mysqlLength));
    const prefix = options.mysqlPrefix === undefined ? "" : `${plainWord("mysqlPrefix", options.mysqlPrefix)} `;
    const using = options.mysqlUsing === undefined ? "" : ` USING ${plainWord("mysqlUsing", options.mysqlUsing)}`;
    const parser =
      options.mysqlWithParser === undefined
        ? ""
        : ` WITH PARSER ${plainWord("mysqlWithParser", options.mysqlWithParser)}`;
    return `CREATE ${index.unique ? "UNIQUE " : ""}${prefix}INDEX ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.indexName(index)} ON ${this.tableName(table)} (${items.join(", ")})${parser}${using}`;
  }

  /** Expressions stand in parentheses; how many characters of a column count, and ASC and DESC, follow them. */
  private indexItem(item: SqlLike, lengths: IndexOptions["mysqlLength"]): string {
    const node = item.node as ExprNode;
    if (node.kind === "unary" && node.op.postfix) return this.indexItem({ node: node.element }, lengths) + node.op.sql;
    if (node.kind === "label") return this.indexItem({ node: node.element }, lengths);
    const text = this.sqlText(item);
    if (node.kind === "text" || node.kind === "literalColumn") return text;
    const column = columnOfNode(node);
    if (column === undefined) return `(${text})`;
    const length = typeof lengths === "object" ? lengthOf(lengths, column.key) : lengths;
    return length === undefined ? text : `${text}(${wholeNumber("mysqlLength", length)})`;
  }

  protected override dropIndex(element: DropIndex): string {
    const table = element.element.table ?? this.unnamed("DROP INDEX", "a table");
    return `\nDROP INDEX ${element.ifExists ? "IF EXISTS " : ""}${this.indexName(element.element)} ON ${this.tableName(table)}`;
  }

  protected override dropConstraint(element: DropConstraint): string {
    const constraint = element.element;
    if (element.ifExists && !this.isMariaDB) return this.unsupported("IF EXISTS in ALTER TABLE");
    const name = constraint.kind === "primaryKey" ? "" : (this.itemName(constraint) ?? this.unnamed("DROP CONSTRAINT"));
    const word = constraint.kind === "check" && this.isMariaDB ? "CONSTRAINT " : DROP_WORD[constraint.kind];
    return `ALTER TABLE ${this.tableName(constraint.table!)} DROP ${word}${element.ifExists ? "IF EXISTS " : ""}${name}`.trimEnd();
  }

  protected override setTableComment(table: Table, comment: string | undefined): string {
    return `ALTER TABLE ${this.tableName(table)} COMMENT ${this.stringLiteral(comment ?? "")}`;
  }
  protected override setColumnComment(column: Column<string, unknown>, comment: string | undefined): string {
    return `ALTER TABLE ${this.tableName(column.table)} CHANGE ${this.columnName(column)} ${this.columnSpec(column, comment ?? null)}`;
  }
}

/** How the rows are spread, at the end of all. */
function partitioning(options: Table["options"]): string[] {
  const parts: string[] = [];
  const { mysqlPartitionBy: by, mysqlSubpartitionBy: subBy } = options;
  if (by === undefined) return parts;
  parts.push(`PARTITION BY ${checkSqlText(by, "mysqlPartitionBy: SQL text")}`);
  if (options.mysqlPartitions !== undefined)
    parts.push(`PARTITIONS ${wholeNumber("mysqlPartitions", options.mysqlPartitions)}`);
  if (subBy !== undefined) parts.push(`SUBPARTITION BY ${checkSqlText(subBy, "mysqlSubpartitionBy: SQL text")}`);
  if (options.mysqlSubpartitions !== undefined)
    parts.push(`SUBPARTITIONS ${wholeNumber("mysqlSubpartitions", options.mysqlSubpartitions)}`);
  if (options.mysqlPartitionDefinitions !== undefined)
    parts.push(checkSqlText(options.mysqlPartitionDefinitions, "mysqlPartitionDefinitions: SQL text"));
  return parts;
}

function lengthOf(lengths: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(lengths, key) ? lengths[key] : undefined;
}

function isTimestamp(type: SqlType): boolean {
  return type.kind === "native" ? (type as NativeType).options.sql.startsWith("TIMESTAMP") : type.kind === "timestamp";
}

/** MySQL takes literals and CURRENT_TIMESTAMP bare, also with ON UPDATE behind them; any other expression needs parentheses. */
function parenthesized(text: string): string {
  return BARE.test(text) || isParenthesized(text.trim()) ? text : `(${text})`;
}
const BARE =
  /^\s*(?:[bx]?'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|-?\d+(?:\.\d+)?|null|true|false|current_timestamp(?:\(\d*\))?|now\(\d*\))\s*(?:on update .*)?$/i;
