import type { Place } from "../../compiler/expression-compiler.ts";
import { leaves } from "../../compiler/from-list.ts";
import { SQLCompiler } from "../../compiler/sql-compiler.ts";
import { CompileError } from "../../errors/compile.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { CastNode } from "../../sql/nodes/cast.ts";
import type { CompoundNode } from "../../sql/nodes/compound.ts";
import { literalColumnNode } from "../../sql/nodes/literal.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import type { DeleteNode, UpdateNode } from "../../sql/nodes/dml.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { ExprNode, FromNode } from "../../sql/nodes/unions.ts";
import type { UnaryNode } from "../../sql/nodes/unary.ts";
import * as O from "../../sql/operator.ts";
import { castTypeSql } from "./cast-type.ts";
import { type MySQLServer, unknownServer } from "./server.ts";
import type { NumericType } from "../../types/numeric-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

function isJson(node: BinaryNode): boolean {
  return node.left.type.family === "json" && node.right.type.family === "json";
}

/** MySQL's and MariaDB's SQL. */
export class MySQLCompiler extends SQLCompiler {
  /** What the server is known to have; the cautious answer before the first connection. */
  private get server(): MySQLServer {
    return (this.target as { readonly server?: MySQLServer }).server ?? unknownServer;
  }
  protected override binary(node: BinaryNode, place: Place): string {
    if (node.op === O.CONCAT) return `concat(${this.concatenated(node, place).join(", ")})`;
    if (node.op === O.IS_DISTINCT_FROM)
      return `NOT (${this.operand(node.left, node.op, place)} <=> ${this.operand(node.right, node.op, place)})`;
    if (node.op === O.IS_NOT_DISTINCT_FROM)
      return `${this.operand(node.left, node.op, place)} <=> ${this.operand(node.right, node.op, place)}`;
    if (node.op.comparison && node.right.kind === "bind" && !node.right.expanding && isJson(node)) {
      // A value is compared with JSON as JSON only when it was made JSON, for which MariaDB has no CAST; and MariaDB leaves quotes
      // out in comparisons unless both are text.
      const text = (e: ExprNode): string =>
        e.kind === "binary" ? this.expr(e, place) : `JSON_EXTRACT(${this.expr(e, place)}, '$')`;
      const equality = node.op === O.EQ || node.op === O.NE;
      const side = (e: ExprNode): ExprNode => literalColumnNode(equality ? `CONCAT(${text(e)})` : text(e), e.type);
      return super.binary({ ...node, left: side(node.left), right: side(node.right) }, place);
    }
    return super.binary(node, place);
  }
  /** JSON null is no NULL of MySQL's: it becomes one where another type is asked for. */
  protected override element(node: BinaryNode, place: Place): string {
    if (node.op === O.GETITEM) return super.element(node, place);
    const text = (): string =>
      `JSON_EXTRACT(${this.operand(node.left, node.op, place)}, ${this.expr(node.right, place)})`;
    if (node.modifier === undefined) return text();
    return `CASE ${text()} WHEN 'null' THEN NULL ${this.elementAs(node.type, text)} END`;
  }
  private elementAs(type: SqlType, text: () => string): string {
    switch (type.family) {
      case "integer":
        return `ELSE CAST(${text()} AS SIGNED INTEGER)`;
      case "numeric": {
        const { precision, scale } = type as NumericType;
        return precision === undefined || scale === undefined
          ? `ELSE ${text()}+0.0000000000000000000000`
          : `ELSE CAST(${text()} AS DECIMAL(${precision}, ${scale}))`;
      }
      case "float":
        return `ELSE ${text()}+0.0000000000000000000000`;
      case "boolean":
        return "WHEN true THEN true ELSE false";
      case "string":
        return `ELSE JSON_UNQUOTE(${text()})`;
      default:
        return `ELSE ${text()}`;
    }
  }
  /** a || b || c is one call. */
  private concatenated(node: ExprNode, place: Place): string[] {
    return node.kind === "binary" && node.op === O.CONCAT
      ? [...this.concatenated(node.left, place), this.expr(node.right, place)]
      : [this.expr(node, place)];
  }
  protected override innerJoin(): string {
    return " INNER JOIN ";
  }
  protected override match(node: BinaryNode, place: Place): string {
    const text = `MATCH (${this.expr(node.left, place)}) AGAINST (${this.expr(node.right, place)} IN BOOLEAN MODE)`;
    return node.op === O.NOT_MATCH ? `NOT ${text}` : text;
  }
  protected override regexpMatch(node: BinaryNode, place: Place): string {
    const word = node.op === O.NOT_REGEXP_MATCH ? " NOT REGEXP " : " REGEXP ";
    return `${this.operand(node.left, node.op, place)}${word}${this.operand(node.right, node.op, place)}`;
  }
  /** A type that CAST does not take is left out, as SQLAlchemy does. */
  protected override cast(node: CastNode, place: Place): string {
    if (node.mode !== "cast") return super.cast(node, place);
    const type = castTypeSql(node.type, (t) => this.target.typeSql(t), this.server.castsToFloat);
    return type === undefined
      ? this.operand(node.element, O.GROUP, place)
      : `CAST(${this.expr(node.element, place)} AS ${type})`;
  }
  override expr(node: ExprNode, place: Place = {}): string {
    if (node.kind === "filter")
      throw new CompileError(`${this.target.name} has no FILTER for aggregates. Aggregate a CASE instead.`);
    return super.expr(node, place);
  }
  protected override ordering(node: UnaryNode, place: Place): string {
    if (node.op === O.NULLS_FIRST || node.op === O.NULLS_LAST)
      throw new CompileError(
        `${this.target.name} has no${node.op.sql}. NULLs come first in ascending order; order by column.isNull() before the column to move them.`,
      );
    return super.ordering(node, place);
  }
  protected override boolean(value: boolean): string {
    return String(value);
  }
  protected override limitClause(node: SelectNode | CompoundNode): string {
    if (node.fetch !== undefined) return this.fetchClause(node);
    if (node.offset !== undefined) {
      return ` \n LIMIT ${this.expr(node.offset)}, ${node.limit === undefined ? "18446744073709551615" : this.expr(node.limit)}`;
    }
    return node.limit === undefined ? "" : ` \n LIMIT ${this.expr(node.limit)}`;
  }
  protected override forUpdate(node: SelectNode | CompoundNode): string {
    const f = node.forUpdate!;
    let text = !f.read ? " FOR UPDATE" : this.server.forShare ? " FOR SHARE" : " LOCK IN SHARE MODE";
    // A server without OF locks the rows of all tables.
    if (f.of.length > 0 && this.server.forShare)
      text += ` OF ${f.of.map((x) => (x.kind === "column" && x.table !== undefined ? this.fromName(x.table) : "ref" in x ? this.fromName(x) : "")).join(", ")}`;
    if (f.nowait) text += " NOWAIT";
    if (f.skipLocked) text += " SKIP LOCKED";
    return text;
  }
  protected override updateTarget(node: UpdateNode, froms: readonly FromNode[]): string {
    return [node.table, ...froms].map((f) => this.from(f)).join(", ");
  }
  protected override setColumn(column: ColumnNode, froms: readonly FromNode[]): string {
    return this.column(column, froms.length > 0 ? {} : { bare: true });
  }
  protected override updateFrom(): string {
    return "";
  }
  /** DELETE FROM t USING t, u: the table stands in both places, under its alias in the first. */
  protected override deleteTarget(node: DeleteNode, froms: readonly FromNode[]): string {
    return froms.length > 0 ? this.fromName(node.table) : super.deleteTarget(node, froms);
  }
  protected override deleteUsing(node: DeleteNode, froms: readonly FromNode[]): string {
    const named = new Set<FromNode>();
    for (const f of froms) leaves(f, named);
    return (named.has(node.table) ? froms : [node.table, ...froms]).map((f) => this.from(f)).join(", ");
  }
  protected override dmlHint(table: string, hint: string): string {
    return `${table} ${hint}`;
  }
}
