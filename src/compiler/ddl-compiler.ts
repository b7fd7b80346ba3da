import { ArgumentError } from "../errors/argument.ts";
import { CompileError } from "../errors/compile.ts";
import type { AnyDDL } from "../schema/any-ddl.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint } from "../schema/constraint.ts";
import type { DDL } from "../schema/ddl-statement.ts";
import type { DDLElement } from "../schema/ddl-element.ts";
import type { CreateSequence } from "../schema/ddl-sequence.ts";
import type { CreateTableAs, CreateView, DropView } from "../schema/ddl-view.ts";
import type { CreateIndex, DropConstraint, DropIndex } from "../schema/ddl.ts";
import type { Index } from "../schema/index-item.ts";
import type { AnySequence } from "../schema/sequence.ts";
import type { Table } from "../schema/table.ts";
import { brandOf } from "../util/brand.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import { bindString } from "../types/string-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { overrides, writerOf } from "./compiles.ts";
import { compileStatement } from "./compile-statement.ts";
import type { DDLCompilerOptions } from "./ddl-names.ts";
import { TableCompiler } from "./table-compiler.ts";
import type { CompileTarget } from "./target.ts";

/** What a dialect hands out to have its DDL written. */
export interface DDLCompilerClass {
  new (target: CompileTarget, options?: DDLCompilerOptions): DDLCompiler;
}

/** Writes DDL as SQLAlchemy does; dialects override what differs. */
export class DDLCompiler extends TableCompiler {
  /** COMMENT ON and its kin exist. */
  protected readonly supportsComments: boolean = true;

  compile(element: DDLElement): string {
    const write = overrides.classes ? writerOf(element, this.target.name) : undefined;
    if (write === undefined) return this.plain(element);
    return write(element, {
      dialect: this.target,
      process: (part) => this.process(part),
      visit: () => this.plain(element),
      quote: (name) => this.target.quote(name),
      literal: (text) => this.target.stringLiteral(bindString(text)),
    });
  }
  /** The SQL of a part of a DDL element of the user's own; its values are written out. */
  private process(part: unknown): string {
    const brand = brandOf(part);
    if (brand === "type" || brand === "builder") return this.target.typeSql(toType(part as TypeLike));
    if (brand === "ddl") return this.compile(part as DDLElement);
    const { node } = part as { readonly node: ExprNode };
    return compileStatement(this.target, node, {
      literalBinds: true,
      lint: false,
      schemaTranslateMap: this.options.schemaTranslateMap,
    }).sql;
  }

  private plain(element: DDLElement): string {
    const ddl = element as AnyDDL;
    switch (ddl.kind) {
      case "createTable":
        return this.createTable(ddl);
      case "createColumn":
        return this.columnLine(ddl.element);
      case "dropTable":
        return `\nDROP TABLE ${ddl.ifExists ? "IF EXISTS " : ""}${this.tableName(ddl.element)}`;
      case "createView":
        return this.createView(ddl);
      case "dropView":
        return this.dropView(ddl);
      case "createTableAs":
        return this.createTableAs(ddl);
      case "createIndex":
        return this.createIndex(ddl);
      case "dropIndex":
        return this.dropIndex(ddl);
      case "createSequence":
        return this.createSequence(ddl);
      case "dropSequence":
        return `DROP SEQUENCE ${ddl.ifExists ? "IF EXISTS " : ""}${this.sequenceName(ddl.element)}`;
      case "createSchema":
        return `CREATE SCHEMA ${ddl.ifNotExists ? "IF NOT EXISTS " : ""}${this.name(ddl.element)}`;
      case "dropSchema":
        return `DROP SCHEMA ${ddl.ifExists ? "IF EXISTS " : ""}${this.name(ddl.element)}${ddl.cascade ? " CASCADE" : ""}`;
      case "addConstraint":
        return this.addConstraint(ddl.element);
      case "dropConstraint":
        return this.dropConstraint(ddl);
      case "setTableComment":
        return this.setTableComment(ddl.element, ddl.element.comment ?? this.noComment(ddl.kind));
      case "dropTableComment":
        return this.setTableComment(ddl.element, undefined);
      case "setColumnComment":
        return this.setColumnComment(ddl.element, ddl.element.comment ?? this.noComment(ddl.kind));
      case "dropColumnComment":
        return this.setColumnComment(ddl.element, undefined);
      case "setConstraintComment":
        return this.setConstraintComment(ddl.element, ddl.element.options.comment ?? this.noComment(ddl.kind));
      case "dropConstraintComment":
        return this.setConstraintComment(ddl.element, undefined);
      case "ddl":
        return this.statement(ddl);
      default:
        return this.other(ddl);
    }
  }

  /** Hook: elements of a dialect's own. */
  protected other(element: DDLElement): string {
    return this.unsupported(element.kind);
  }

  // --- constraints ------------------------------------------------------------------------------------------------

  protected addConstraint(constraint: Constraint): string {
    const table = owner(constraint);
    return `ALTER TABLE ${this.tableName(table)} ADD ${this.constraint(constraint) ?? this.unsupported("adding this constraint")}`;
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
    const schema = index.table === undefined || !withSchema ? undefined : this.translated(index.table.node.schema);
    return schema === undefined ? name : `${this.name(schema)}.${name}`;
  }

  // --- sequences --------------------------------------------------------------------------------------------------

  protected createSequence(element: CreateSequence): string {
    const { element: sequence } = element;
    const numbers = this.sequenceNumbers(sequence.options);
    return `CREATE SEQUENCE ${element.ifNotExists ? "IF NOT EXISTS " : ""}${this.sequenceName(sequence)}${this.sequenceType(sequence)}${numbers === "" ? "" : ` ${numbers}`}`;
  }
  /** Hook: AS BIGINT. */
  protected sequenceType(_sequence: AnySequence): string {
    return "";
  }
  protected sequenceName(sequence: AnySequence): string {
    if (!this.target.sqlFeatures.sequences) return this.unsupported("sequences");
    return this.qualified(sequence.node.schema, sequence.node.name);
  }

  // --- views ------------------------------------------------------------------------------------------------------

  protected createView(element: CreateView, ifNotExists = false): string {
    return this.viaSelect(element, [
      element.orReplace ? "OR REPLACE" : "",
      element.temporary ? "TEMPORARY" : "",
      element.materialized ? "MATERIALIZED VIEW" : "VIEW",
      ifNotExists ? "IF NOT EXISTS" : "",
    ]);
  }

  protected dropView(element: DropView): string {
    return `\nDROP ${element.materialized ? "MATERIALIZED VIEW " : "VIEW "}${element.ifExists ? "IF EXISTS " : ""}${this.tableName(element.element)}`;
  }

  protected createTableAs(element: CreateTableAs): string {
    return this.viaSelect(element, [
      element.temporary ? "TEMPORARY" : "",
      "TABLE",
      element.ifNotExists ? "IF NOT EXISTS" : "",
    ]);
  }

  private viaSelect(element: CreateView | CreateTableAs, words: readonly string[]): string {
    const options = { ...this.options, literalBinds: true };
    const query = compileStatement(this.target, element.query, options).sql;
    const columns = element.kind === "createView" ? element.options.columns : undefined;
    const list = columns === undefined ? "" : `(${columns.map((name) => this.name(name)).join(", ")})`;
    const parts = ["CREATE", ...words, this.tableName(element.element), list, this.viewOptions(element), "AS", query];
    return parts.filter((part) => part !== "").join(" ");
  }
  /** Hook: what stands between the name and AS. */
  protected viewOptions(_element: CreateView | CreateTableAs): string {
    return "";
  }

  // --- comments ---------------------------------------------------------------------------------------------------

  private noComment(element: string): never {
    throw new CompileError(`${element[0]!.toUpperCase()}${element.slice(1)}: there is no comment to set.`);
  }
  private commentText(comment: string | undefined): string {
    if (!this.supportsComments) return this.unsupported("comments");
    return comment === undefined ? "NULL" : this.stringLiteral(comment);
  }
  protected setTableComment(table: Table, comment: string | undefined): string {
    return `COMMENT ON TABLE ${this.tableName(table)} IS ${this.commentText(comment)}`;
  }
  protected setColumnComment(column: Column<string, unknown>, comment: string | undefined): string {
    return `COMMENT ON COLUMN ${this.tableName(column.table)}.${this.columnName(column)} IS ${this.commentText(comment)}`;
  }
  protected setConstraintComment(_constraint: Constraint, _comment: string | undefined): string {
    return this.unsupported("comments on constraints");
  }

  // --- statements of one's own ------------------------------------------------------------------------------------

  /** `%(table)s` and its kin become names; `%%` a percent sign. */
  private statement(ddl: DDL): string {
    const words: Record<string, string> = { ...ddl.context };
    if (brandOf(ddl.target) === "from") {
      const table = ddl.target as Table;
      const schema = this.translated(table.node.schema);
      words["table"] ??= this.tableName(table, false);
      words["schema"] ??= schema === undefined ? "" : this.name(schema);
      words["fullname"] ??= this.tableName(table);
    }
    return ddl.element.replaceAll(/%(?:%|\(([^)]*)\)s)/g, (all, word: string | undefined) => {
      if (word === undefined) return "%";
      const value = Object.hasOwn(words, word) ? words[word] : undefined;
      if (value !== undefined) return value;
      throw new ArgumentError(
        `DDL() names ${all}, which is not known here.${didYouMean(word, Object.keys(words)) || " %(table)s, %(schema)s and %(fullname)s are known when it listens to a table's events; others come from { context }."}`,
      );
    });
  }
}

function owner(constraint: Constraint): Table {
  if (constraint.table !== undefined) return constraint.table;
  throw new CompileError("This constraint belongs to no table: return it from the table's constraints callback.");
}
