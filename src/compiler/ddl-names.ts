import { CompileError } from "../errors/compile.ts";
import { IdentifierError } from "../errors/schema.ts";
import type { Column } from "../schema/column.ts";
import type { Constraint } from "../schema/constraint.ts";
import type { Index } from "../schema/index-item.ts";
import { isGeneratedName } from "../schema/naming.ts";
import type { SqlLike } from "../schema/sql-like.ts";
import type { Table } from "../schema/table.ts";
import { plainName } from "../sql/quoted-name.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import { STRING } from "../types/literal-type.ts";
import { compileStatement } from "./compile-statement.ts";
import { plainColumns } from "./plain-columns.ts";
import { shortenName } from "./shorten-name.ts";
import type { CompileTarget } from "./target.ts";

export interface DDLCompilerOptions {
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
}

/** Names and SQL expressions inside DDL. */
export abstract class DDLNames {
  protected readonly target: CompileTarget;
  protected readonly options: DDLCompilerOptions;

  constructor(target: CompileTarget, options: DDLCompilerOptions = {}) {
    this.target = target;
    this.options = options;
  }

  protected name(identifier: string): string {
    if (this.nameLength(plainName(identifier)) > this.maxNameLength) {
      throw new IdentifierError(
        `The name ${JSON.stringify(identifier)} is longer than the ${this.maxNameLength} characters that ${this.target.name} takes.`,
      );
    }
    return this.target.quote(identifier);
  }

  private get maxNameLength(): number {
    return this.target.maxIdentifierLength ?? this.target.sqlFeatures.maxIdentifierLength;
  }

  /** Length as the database counts it. */
  protected nameLength(identifier: string): number {
    return identifier.length;
  }

  /** A column's name; the node's, which knows whether it wants quotes. */
  protected columnName(column: Column<string, unknown>): string {
    return this.name((column.node as { readonly name: string }).name);
  }
  protected columnList(columns: readonly Column<string, unknown>[]): string {
    return columns.map((column) => this.columnName(column)).join(", ");
  }

  protected tableName(table: Table, withSchema = true): string {
    return withSchema ? this.qualified(table.node.schema, table.node.name) : this.name(table.node.name);
  }

  /** A name in its schema, as the schema map has it. */
  protected qualified(schema: string | undefined, name: string): string {
    const translated = this.translated(schema);
    return translated === undefined ? this.name(name) : `${this.name(translated)}.${this.name(name)}`;
  }

  protected translated(schema: string | undefined): string | undefined {
    const map = this.options.schemaTranslateMap;
    const key = schema === undefined ? null : plainName(schema);
    return map?.has(key) === true ? (map.get(key) ?? undefined) : schema;
  }

  /** The name of a constraint or index; one that the convention made is cut to the database's limit, with a hash. */
  protected itemName(item: Constraint | Index): string | undefined {
    const name = item.name;
    if (name === undefined || name === null) return undefined;
    const max = this.target.maxIdentifierLength ?? this.target.sqlFeatures.maxItemNameLength ?? this.maxNameLength;
    return this.name(
      isGeneratedName(item) && this.nameLength(plainName(name)) > max ? shortenName(plainName(name), max) : name,
    );
  }

  /** An expression with its values written out and its columns by their bare names. */
  protected sqlText(sql: SqlLike): string {
    return compileStatement(this.target, plainColumns(sql.node as ExprNode), { ...this.options, literalBinds: true })
      .sql;
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
