import { DDLCompiler, plainWord } from "../../compiler/ddl-compiler.ts";
import { CompileError } from "../../errors/compile.ts";
import type { Column } from "../../schema/column.ts";
import type { CheckConstraint } from "../../schema/constraint.ts";
import type { CreateIndex, DropIndex } from "../../schema/ddl.ts";
import type { DDLFeatures } from "../../schema/ddl-runner.ts";
import { asColumn } from "../../schema/schema-item.ts";
import type { SqlLike } from "../../schema/sql-like.ts";
import type { Table } from "../../schema/table.ts";

export const postgresqlDDLFeatures: DDLFeatures = Object.freeze({
  supportsAlter: true,
  supportsComments: true,
  inlineComments: false,
});

const SERIAL: Readonly<Record<string, string>> = {
  integer: "SERIAL",
  bigInteger: "BIGSERIAL",
  smallInteger: "SMALLSERIAL",
};
const BARE = new Set(["column", "function"]);
const ON_COMMIT = new Set(["DROP", "PRESERVE ROWS", "DELETE ROWS"]);

/** PostgreSQL's DDL. */
export class PostgreSQLDDLCompiler extends DDLCompiler {
  /** The limit is 63 bytes, and longer names are cut without an error. */
  protected override nameLength(identifier: string): number {
    return Buffer.byteLength(identifier, "utf8");
  }

  override columnSpec(column: Column<string, unknown>): string {
    let text = `${this.name(column.name)} `;
    const serial = SERIAL[column.type.kind];
    if (serial !== undefined && column.identity === undefined && column.table.autoincrementColumn === column) {
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

  protected override computed(computed: { readonly sql: SqlLike; readonly persisted: boolean | undefined }): string {
    return super.computed({ sql: computed.sql, persisted: computed.persisted ?? true });
  }

  /** Booleans are a type of their own here. */
  protected override check(constraint: CheckConstraint): string | undefined {
    return constraint.ofType === "boolean" ? undefined : super.check(constraint);
  }

  protected override createIndex(element: CreateIndex): string {
    const index = element.element;
    const options = index.options;
    const table = index.table ?? this.unnamed("CREATE INDEX", "a table");
    const items = index.expressions.map((expression) => {
      const text = this.sqlText(expression);
      const key = asColumn(expression)?.key ?? (expression as { key?: string }).key;
      const ops = key === undefined ? undefined : options.postgresqlOps?.[key];
      return `${BARE.has(expression.node.kind) ? text : `(${text})`}${ops === undefined ? "" : ` ${plainWord("An operator class", ops)}`}`;
    });
    let text = `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${options.postgresqlConcurrently === true ? "CONCURRENTLY " : ""}${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.indexName(index)} ON ${this.tableName(table)} `;
    if (options.postgresqlUsing !== undefined)
      text += `USING ${plainWord("postgresqlUsing", options.postgresqlUsing)} `;
    text += `(${items.join(", ")})`;
    if (options.postgresqlInclude !== undefined) {
      const included = options.postgresqlInclude.map((item) =>
        typeof item === "string" ? table.column(item) : (asColumn(item) ?? this.unsupported("expressions in INCLUDE")),
      );
      text += ` INCLUDE (${this.columnList(included)})`;
    }
    if (options.postgresqlNullsNotDistinct !== undefined)
      text += options.postgresqlNullsNotDistinct ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
    if (options.postgresqlWith !== undefined) text += ` WITH ${storage(options.postgresqlWith)}`;
    if (options.postgresqlTablespace !== undefined) text += ` TABLESPACE ${this.name(options.postgresqlTablespace)}`;
    if (options.postgresqlWhere !== undefined) text += ` WHERE ${this.sqlText(options.postgresqlWhere)}`;
    return text;
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
      text += `\n INHERITS ( ${parents.map((parent) => this.name(parent)).join(", ")} )`;
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

function storage(options: Readonly<Record<string, string | number | boolean>>): string {
  const parts = Object.entries(options).map(([name, value]) => {
    const text = typeof value === "string" ? plainWord(`The storage parameter ${name}`, value) : String(value);
    return `${plainWord("A storage parameter", name)} = ${text}`;
  });
  return `(${parts.join(", ")})`;
}
