import type { DDLElement } from "../../schema/ddl-element.ts";
import { CreateDomainType, CreateEnumType, DropDomainType, DropEnumType } from "../../schema/ddl-named-type.ts";
import { quoteString } from "../../types/string-literal.ts";
import { DDLCompiler } from "../../compiler/ddl-compiler.ts";
import { plainWord } from "../../compiler/ddl-words.ts";
import { CompileError } from "../../errors/compile.ts";
import type { Column } from "../../schema/column.ts";
import type { CheckConstraint, Constraint, PrimaryKeyConstraint, UniqueConstraint } from "../../schema/constraint.ts";
import type { CreateIndex, CreateTable, DropIndex } from "../../schema/ddl.ts";
import type { CreateTableAs, CreateView } from "../../schema/ddl-view.ts";
import type { ExcludeConstraint } from "../../schema/exclude-constraint.ts";
import type { ForeignKeyConstraint } from "../../schema/foreign-key.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { DomainType } from "../../schema/domain-type.ts";
import { asColumn, type ColumnRef } from "../../schema/schema-item.ts";
import type { AnySequence } from "../../schema/sequence.ts";
import type { SqlLike } from "../../schema/sql-like.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import type { Table } from "../../schema/table.ts";

export const postgresqlDDLFeatures: DDLFeatures = Object.freeze({
  supportsAlter: true,
  supportsComments: true,
  inlineComments: false,
  constraintComments: true,
  namedTypes: true,
});

const PARENTHESIZED: ReadonlySet<string> = new Set(["binary", "boolList", "unary", "case", "collate"]);
const SERIAL: Readonly<Record<string, string>> = {
  integer: "SERIAL",
  bigInteger: "BIGSERIAL",
  smallInteger: "SMALLSERIAL",
};
const ON_COMMIT = new Set(["DROP", "PRESERVE ROWS", "DELETE ROWS"]);

/** PostgreSQL's DDL. */
export class PostgreSQLDDLCompiler extends DDLCompiler {
  protected override other(element: DDLElement): string {
    if (element instanceof CreateEnumType) {
      const labels = element.element.labels.map((label) => quoteString(label));
      return `CREATE TYPE ${this.target.typeSql(element.element)} AS ENUM (${labels.join(", ")})`;
    }
    if (element instanceof DropEnumType)
      return `DROP TYPE ${element.ifExists ? "IF EXISTS " : ""}${this.target.typeSql(element.element)}`;
    if (element instanceof CreateDomainType) return this.createDomain(element.element);
    if (element instanceof DropDomainType)
      return `DROP DOMAIN ${element.ifExists ? "IF EXISTS " : ""}${this.target.typeSql(element.element)}`;
    return super.other(element);
  }

  private createDomain(type: DomainType): string {
    let text = `CREATE DOMAIN ${this.target.typeSql(type)} AS ${this.target.typeSql(type.dataType)}`;
    if (type.collation !== undefined) text += ` COLLATE ${this.name(type.collation)}`;
    if (type.default !== undefined)
      text += ` DEFAULT ${typeof type.default === "string" ? this.stringLiteral(type.default) : this.sqlText(type.default)}`;
    if (type.notNull) text += " NOT NULL";
    for (const { name, sql } of type.checks)
      text += `${name === undefined ? "" : ` CONSTRAINT ${this.name(name)}`} CHECK (${this.sqlText(sql)})`;
    return text;
  }

  /** A partition has the columns, keys and indexes of the whole; what it says of its own are more constraints. */
  protected override createTable(element: CreateTable): string {
    const table = element.element;
    const { postgresqlPartitionOf: whole, postgresqlPartitionBound: bound } = table.options;
    if (whole === undefined) return super.createTable(element);
    if (bound === undefined)
      throw new CompileError(
        `The partition "${table.fullname}" needs postgresqlPartitionBound, such as "FOR VALUES IN (1)" or "DEFAULT".`,
      );
    const own = this.tableConstraints(table, element.includeForeignKeyConstraints);
    const list = own.length === 0 ? "" : `(\n\t${own.join(", \n\t")}\n) `;
    const parent = this.qualified(table.node.schema, whole);
    return `\nCREATE TABLE ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.tableName(table)} PARTITION OF ${parent} ${list}${bound}${this.postCreateTable(table)}\n\n`;
  }

  protected override primaryKey(constraint: PrimaryKeyConstraint): string | undefined {
    const ofWhole = constraint.implicit && constraint.table?.options.postgresqlPartitionOf !== undefined;
    return ofWhole ? undefined : super.primaryKey(constraint);
  }

  /** The limit is 63 bytes, and longer names are cut without an error. */
  protected override nameLength(identifier: string): number {
    return Buffer.byteLength(identifier, "utf8");
  }

  override columnSpec(column: Column<string, unknown>): string {
    let text = `${this.columnName(column)} `;
    const serial = SERIAL[column.type.kind];
    if (
      serial !== undefined &&
      column.identity === undefined &&
      column.table.autoincrementColumn === column &&
      (column.sequence === undefined || column.sequence.optional)
    ) {
      text += serial;
    } else {
      text += this.target.typeSql(column.type);
      const fallback = this.defaultText(column);
      if (fallback !== undefined) text += ` DEFAULT ${fallback}`;
    }
    if (column.computed !== undefined) text += ` ${this.computed(column.computed)}`;
    if (column.identity !== undefined)
      return `${text} ${this.identity(column.identity)}${column.nullable ? " NULL" : ""}`;
    return column.nullable ? text : `${text} NOT NULL`;
  }

  /** VIRTUAL came with PostgreSQL 18; before it all computed columns were stored. */
  protected override computed(computed: { readonly sql: SqlLike; readonly persisted: boolean | undefined }): string {
    const version = this.target.serverVersion;
    if (version === undefined || version[0]! >= 18) return super.computed(computed);
    if (computed.persisted === false)
      throw new CompileError(
        `PostgreSQL ${version[0]} has no VIRTUAL computed columns; say { persisted: true }, or leave it away.`,
      );
    return super.computed({ sql: computed.sql, persisted: true });
  }

  /** Booleans are a type of their own here. */
  protected override check(constraint: CheckConstraint): string | undefined {
    return constraint.ofType === "boolean" ? undefined : super.check(constraint)! + notValid(constraint.options);
  }
  protected override foreignKey(constraint: ForeignKeyConstraint): string | undefined {
    return super.foreignKey(constraint)! + notValid(constraint.options);
  }
  protected override ondelete(action: string): string {
    return action;
  }
  protected override nullsDistinct(constraint: UniqueConstraint): string {
    const { postgresqlNullsNotDistinct: flag } = constraint.options;
    return flag === undefined ? "" : flag ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
  }
  protected override keyOptions(constraint: PrimaryKeyConstraint | UniqueConstraint): string {
    return constraint.table === undefined ? "" : this.include(constraint.options.postgresqlInclude, constraint.table);
  }
  private include(refs: readonly (string | ColumnRef)[] | undefined, table: Table): string {
    if (refs === undefined || refs.length === 0) return "";
    const columns = refs.map((ref) =>
      typeof ref === "string" ? table.column(ref) : (asColumn(ref) ?? this.unsupported("expressions in INCLUDE")),
    );
    return ` INCLUDE (${this.columnList(columns)})`;
  }
  protected override exclude(constraint: ExcludeConstraint): string {
    const { using = "gist", where, ops } = constraint.options;
    const items = constraint.pairs.map(
      ({ expression, operator }) => `${this.sqlText(expression)}${operatorClass(expression, ops)} WITH ${operator}`,
    );
    const condition = where === undefined ? "" : ` WHERE (${this.sqlText(where)})`;
    return `${this.preamble(constraint)}EXCLUDE USING ${plainWord("using", using).toLowerCase()} (${items.join(", ")})${condition}${this.deferrability(constraint)}`;
  }

  protected override setConstraintComment(constraint: Constraint, comment: string | undefined): string {
    const name = this.itemName(constraint) ?? this.unnamed("COMMENT ON CONSTRAINT");
    const table = constraint.table ?? this.unnamed("COMMENT ON CONSTRAINT", "a table");
    return `COMMENT ON CONSTRAINT ${name} ON ${this.tableName(table)} IS ${comment === undefined ? "NULL" : this.stringLiteral(comment)}`;
  }

  protected override sequenceType(sequence: AnySequence): string {
    return sequence.options.dataType === undefined ? "" : ` AS ${this.target.typeSql(sequence.type)}`;
  }

  protected override createView(element: CreateView): string {
    if (element.materialized && element.orReplace) return this.unsupported("CREATE OR REPLACE MATERIALIZED VIEW");
    if (element.materialized && element.temporary) return this.unsupported("temporary materialized views");
    return super.createView(element);
  }
  protected override viewOptions(element: CreateView | CreateTableAs): string {
    const options = element.kind === "createView" ? element.options.postgresqlWith : undefined;
    return options === undefined ? "" : `WITH ${storage(options)}`;
  }

  protected override createIndex(element: CreateIndex): string {
    const index = element.element;
    const options = index.options;
    const table = index.table ?? this.unnamed("CREATE INDEX", "a table");
    const items = index.expressions.map((expression) => this.indexItem(expression, options.postgresqlOps));
    let text = `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${options.postgresqlConcurrently === true ? "CONCURRENTLY " : ""}${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.indexName(index)} ON ${this.tableName(table)} `;
    if (options.postgresqlUsing !== undefined)
      text += `USING ${plainWord("postgresqlUsing", options.postgresqlUsing).toLowerCase()} `;
    text += `(${items.join(", ")})`;
    text += this.include(options.postgresqlInclude, table);
    if (options.postgresqlNullsNotDistinct !== undefined)
      text += options.postgresqlNullsNotDistinct ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
    if (options.postgresqlWith !== undefined) text += ` WITH ${storage(options.postgresqlWith)}`;
    if (options.postgresqlTablespace !== undefined) text += ` TABLESPACE ${this.name(options.postgresqlTablespace)}`;
    if (options.postgresqlWhere !== undefined) text += ` WHERE ${this.sqlText(options.postgresqlWhere)}`;
    return text;
  }

  /**
   * Columns and function calls stand in an index as they are, other expressions in parentheses; the operator class follows them, and then
   * DESC and its kin.
   */
  private indexItem(item: SqlLike, ops: Readonly<Record<string, string>> | undefined): string {
    const node = item.node as ExprNode;
    if (node.kind === "unary" && node.op.postfix) return this.indexItem({ node: node.element }, ops) + node.op.sql;
    const operators = operatorClass(item, ops);
    const bare = node.kind === "label" ? node.element : node;
    const text = this.sqlText({ node: bare });
    return (PARENTHESIZED.has(bare.kind) ? `(${text})` : text) + operators;
  }

  protected override dropIndex(element: DropIndex): string {
    const concurrently = element.element.options.postgresqlConcurrently === true ? "CONCURRENTLY " : "";
    return `\nDROP INDEX ${concurrently}${element.ifExists ? "IF EXISTS " : ""}${this.indexName(element.element, true)}`;
  }

  protected override postCreateTable(table: Table): string {
    const options = table.options;
    let text = "";
    if (options.postgresqlInherits !== undefined) {
      const parents =
        typeof options.postgresqlInherits === "string" ? [options.postgresqlInherits] : options.postgresqlInherits;
      text += `\n INHERITS (${parents.map((parent) => this.name(parent)).join(", ")})`;
    }
    if (options.postgresqlPartitionBy !== undefined) text += `\n PARTITION BY ${options.postgresqlPartitionBy}`;
    if (options.postgresqlUsing !== undefined)
      text += `\n USING ${plainWord("postgresqlUsing", options.postgresqlUsing)}`;
    if (options.postgresqlWith !== undefined) text += `\n WITH ${storage(options.postgresqlWith)}`;
    if (options.postgresqlWithOids !== undefined)
      text += options.postgresqlWithOids ? "\n WITH OIDS" : "\n WITHOUT OIDS";
    if (options.postgresqlOnCommit !== undefined) {
      const word = options.postgresqlOnCommit.replaceAll("_", " ").toUpperCase();
      if (!ON_COMMIT.has(word))
        throw new CompileError(
          `postgresqlOnCommit must be one of ${[...ON_COMMIT].join(", ")}, not ${JSON.stringify(options.postgresqlOnCommit)}.`,
        );
      text += `\n ON COMMIT ${word}`;
    }
    if (options.postgresqlTablespace !== undefined) text += `\n TABLESPACE ${this.name(options.postgresqlTablespace)}`;
    return text;
  }
}

function storage(options: Readonly<Record<string, string | number | boolean | null>>): string {
  const parts = Object.entries(options).map(([name, value]) => {
    const word = plainWord("A storage parameter", name);
    if (value === null) return word;
    return `${word} = ${typeof value === "string" ? plainWord(`The storage parameter ${name}`, value) : String(value)}`;
  });
  return `(${parts.join(", ")})`;
}

function notValid(options: { readonly postgresqlNotValid?: boolean | undefined }): string {
  return options.postgresqlNotValid === true ? " NOT VALID" : "";
}

/** An operator class by the attribute, or label, that an expression has. */
function operatorClass(expression: SqlLike, ops: Readonly<Record<string, string>> | undefined): string {
  const key = columnOfNode(expression.node)?.key ?? (expression as { readonly key?: string }).key;
  const word = key === undefined || ops === undefined || !Object.hasOwn(ops, key) ? undefined : ops[key];
  return word === undefined ? "" : ` ${plainWord("An operator class", word)}`;
}
