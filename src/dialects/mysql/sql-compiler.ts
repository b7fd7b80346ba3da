import type { Place } from "../../compiler/expression-compiler.ts";
import { leaves } from "../../sql/from-list.ts";
import { SQLCompiler } from "../../compiler/sql-compiler.ts";
import { CompileError } from "../../errors/compile.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { CastNode, ExtractNode } from "../../sql/nodes/cast.ts";
import { literalColumnNode } from "../../sql/nodes/literal.ts";
import type { NextValueNode } from "../../sql/nodes/next-value.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { CompoundNode } from "../../sql/nodes/compound.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "../../sql/nodes/dml.ts";
import type { AggregateOrderNode, FunctionNode, OverNode } from "../../sql/nodes/function.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import type { UnaryNode } from "../../sql/nodes/unary.ts";
import type { ExprNode, FromNode } from "../../sql/nodes/unions.ts";
import * as O from "../../sql/operator.ts";
import { STRING } from "../../types/literal-type.ts";
import { castTypeSql } from "./cast-type.ts";
import { type MatchMode, matchModes } from "./match.ts";
import { type MySQLServer, unknownServer } from "./server.ts";
import type { NumericType } from "../../types/numeric-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

function isJson(node: BinaryNode): boolean {
  return node.left.type.family === "json" && node.right.type.family === "json";
}

/** What EXTRACT takes. */
const UNITS = new Set(
  `microsecond second minute hour day week month quarter year second_microsecond minute_microsecond minute_second
  hour_microsecond hour_second hour_minute day_microsecond day_second day_minute day_hour year_month`.split(/\s+/),
);

/** MySQL's and MariaDB's SQL. */
export class MySQLCompiler extends SQLCompiler {
  /** What the server is known to have; the cautious answer before the first connection. */
  private get server(): MySQLServer {
    return (this.target as { readonly server?: MySQLServer }).server ?? unknownServer;
  }

  // --- expressions ------------------------------------------------------------------------------------------------

  override expr(node: ExprNode, place: Place = {}): string {
    if (node.kind === "filter")
      throw new CompileError(`${this.target.name} has no FILTER for aggregates. Aggregate a CASE instead.`);
    return super.expr(node, place);
  }

  protected override binary(node: BinaryNode, place: Place): string {
    switch (node.op) {
      case O.CONCAT:
        return `concat(${this.concatenated(node, place).join(", ")})`;
      case O.IS_DISTINCT_FROM:
        return `NOT (${this.operand(node.left, node.op, place)} <=> ${this.operand(node.right, node.op, place)})`;
      case O.IS_NOT_DISTINCT_FROM:
        return `${this.operand(node.left, node.op, place)} <=> ${this.operand(node.right, node.op, place)}`;
      case O.BETWEEN:
      case O.NOT_BETWEEN:
        if (node.modifier === "symmetric") throw new CompileError(`${this.target.name} has no BETWEEN SYMMETRIC.`);
        return super.binary(node, place);
      default:
        if (node.op.comparison && node.right.kind === "bind" && !node.right.expanding && isJson(node))
          return this.jsonComparison(node, place);
        return super.binary(node, place);
    }
  }
  /** A value is compared with JSON as JSON only when it was made JSON, for which MariaDB has no CAST; and MariaDB leaves quotes out in comparisons unless both are text. */
  private jsonComparison(node: BinaryNode, place: Place): string {
    const text = (e: ExprNode): string =>
      e.kind === "binary" ? this.expr(e, place) : `JSON_EXTRACT(${this.expr(e, place)}, '$')`;
    const equality = node.op === O.EQ || node.op === O.NE;
    const side = (e: ExprNode): ExprNode => literalColumnNode(equality ? `CONCAT(${text(e)})` : text(e), e.type);
    return super.binary({ ...node, left: side(node.left), right: side(node.right) }, place);
  }
  /** JSON null is no NULL of MySQL's: it becomes one where another type is asked for. */
  protected override element(node: BinaryNode, place: Place): string {
    if (node.op === O.GETITEM) return super.element(node, place);
    const text = (): string =>
      `JSON_EXTRACT(${this.operand(node.left, node.op, place)}, ${this.jsonPath(node.right, place)})`;
    if (node.modifier === undefined) return text();
    return `CASE ${text()} WHEN 'null' THEN NULL ${this.elementAs(node.type, text)} END`;
  }
  /** A path that the values make, or one around a key or position that an expression gives. */
  private jsonPath(node: ExprNode, place: Place): string {
    switch (node.type.family) {
      case "string":
        return `CONCAT('$.', JSON_QUOTE(${this.expr(node, place)}))`;
      case "integer": {
        const position = (): string => this.operand(node, O.SUB, place);
        return `CASE WHEN ${position()} < 0 THEN CONCAT('$[last-', -1 - (${position()}), ']') ELSE CONCAT('$[', ${position()}, ']') END`;
      }
      default:
        return this.expr(node, place);
    }
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
        // MariaDB compares what it finds at a position from the end as text.
        return "WHEN true THEN true WHEN 'true' THEN true ELSE false";
      case "string":
        return `ELSE JSON_UNQUOTE(${text()})`;
      default:
        return `ELSE ${text()}`;
    }
  }
  /** a || b || c is one call. */
  private concatenated(node: ExprNode, place: Place): string[] {
    return node.kind === "binary" && node.op === O.CONCAT
      ? [...this.concatenated(node.left, place), ...this.concatenated(node.right, place)]
      : [this.operand(node, O.CONCAT, place)];
  }

  /** MariaDB compares parameters inside VALUES as if they were nothing, and MySQL writes VALUES another way: both take this. */
  protected override valuesRows(rows: readonly (readonly ExprNode[])[], literalBinds: boolean): string {
    const one = (v: ExprNode): string => (literalBinds && v.kind === "bind" ? this.literal(v) : this.expr(v));
    return rows.map((row) => `SELECT ${row.map(one).join(", ")}`).join(" UNION ALL ");
  }
  protected override nextValue(node: NextValueNode): string {
    if (!this.target.sqlFeatures.sequences) return super.nextValue(node);
    return `nextval(${this.sequenceName(node)})`;
  }
  /** Index hints: `t USE INDEX (a)`. */
  protected override fromHint(text: string, hint: string): string {
    return `${text} ${hint}`;
  }
  protected override match(node: BinaryNode, place: Place): string {
    const text = this.against(this.expr(node.left, place), node.right, "boolean", place);
    return node.op === O.NOT_MATCH ? `NOT ${text}` : text;
  }
  protected override matchAgainst(node: BinaryNode, place: Place): string {
    const columns = node.left.kind === "list" ? this.commas(node.left.items, place) : this.expr(node.left, place);
    const text = this.against(columns, node.right, node.modifier as MatchMode, place);
    return node.op === O.NOT_MATCH ? `NOT (${text})` : text;
  }
  private against(columns: string, text: ExprNode, mode: MatchMode, place: Place): string {
    return `MATCH (${columns}) AGAINST (${this.expr(text, place)}${matchModes[mode]})`;
  }

  protected override regexpMatch(node: BinaryNode, place: Place): string {
    const negative = node.op === O.NOT_REGEXP_MATCH;
    const left = this.operand(node.left, node.op, place);
    const right = this.operand(node.right, node.op, place);
    if (node.modifier === undefined || this.server.isMariaDB)
      return `${left}${negative ? " NOT REGEXP " : " REGEXP "}${this.withFlags(node.modifier, right)}`;
    const text = `REGEXP_LIKE(${this.expr(node.left, place)}, ${this.expr(node.right, place)}, ${this.literalValue(node.modifier, STRING)})`;
    return negative ? `NOT ${text}` : text;
  }
  protected override regexpReplace(node: BinaryNode, place: Place): string {
    const [pattern, replacement] = (node.right.kind === "list" ? node.right.items : []).map((i) => this.expr(i, place));
    const left = this.operand(node.left, O.REGEXP_REPLACE, place);
    if (node.modifier === undefined || this.server.isMariaDB)
      return `REGEXP_REPLACE(${left}, ${this.withFlags(node.modifier, pattern!)}, ${replacement})`;
    return `REGEXP_REPLACE(${left}, ${pattern}, ${replacement}, ${this.literalValue(node.modifier, STRING)})`;
  }
  /** MariaDB takes flags inside the pattern: (?i). */
  private withFlags(flags: string | undefined, pattern: string): string {
    return flags === undefined ? pattern : `CONCAT('(?', ${this.literalValue(flags, STRING)}, ')', ${pattern})`;
  }

  /** A type that CAST does not take is left out, as SQLAlchemy does. */
  protected override cast(node: CastNode, place: Place): string {
    if (node.mode !== "cast") return super.cast(node, place);
    const type = castTypeSql(node.type, (t) => this.target.typeSql(t), this.server.castsToFloat);
    return type === undefined
      ? this.operand(node.element, O.GROUP, place)
      : `CAST(${this.expr(node.element, place)} AS ${type})`;
  }
  protected override extract(node: ExtractNode, place: Place): string {
    if (!UNITS.has(node.field.toLowerCase()))
      throw new CompileError(`${this.target.name} cannot extract ${JSON.stringify(node.field)} from a date.`);
    return super.extract(node, place);
  }
  protected override functionSql(name: string, node: FunctionNode, place: Place): string | undefined {
    if (node.names.length === 1) {
      switch (name) {
        case "sysdate":
          return "SYSDATE()";
        case "random":
          return `rand(${this.commas(node.args, place)})`;
        case "aggregate_strings":
          return this.groupConcat(node, place);
        case "rollup":
          return `${this.commas(node.args, place)} WITH ROLLUP`;
        case "cube":
        case "grouping_sets":
          throw new CompileError(
            `${this.target.name} has no ${name.toUpperCase().replace("_", " ")}. Use func.rollup().`,
          );
        default:
      }
    }
    return super.functionSql(name, node, place);
  }
  /** A placeholder cannot stand in a frame. */
  protected override frameDistance(distance: ExprNode, place: Place): string {
    return this.writtenOut(() => this.expr(distance, place));
  }
  protected override over(node: OverNode, place: Place): string {
    if (node.frame?.unit === "GROUPS") throw new CompileError(`${this.target.name} has no GROUPS in window frames.`);
    if (node.frame?.exclude !== undefined)
      throw new CompileError(`${this.target.name} has no EXCLUDE in window frames.`);
    return super.over(node, place);
  }
  protected override aggregateOrder(node: AggregateOrderNode, place: Place): string {
    const { names } = node.element;
    return names.length === 1 && names[0]!.toLowerCase() === "aggregate_strings"
      ? this.groupConcat(node.element, place, node.orderBy)
      : super.aggregateOrder(node, place);
  }
  /** The separator is no expression: it must stand there as a literal. */
  private groupConcat(node: FunctionNode, place: Place, orderBy: readonly ExprNode[] = []): string {
    const [element, separator] = node.args;
    const order = orderBy.length === 0 ? "" : ` ORDER BY ${this.commas(orderBy, place)}`;
    if (element === undefined) throw new CompileError("aggregate_strings() needs an expression and a separator.");
    if (separator === undefined) return `group_concat(${this.expr(element, place)}${order})`;
    const before = this.expr(element, place);
    const text = this.writtenOut(() => this.expr(separator, place));
    return `group_concat(${before}${order} SEPARATOR ${text})`;
  }
  protected override ordering(node: UnaryNode, place: Place): string {
    if (node.op === O.NULLS_FIRST || node.op === O.NULLS_LAST)
      throw new CompileError(
        `${this.target.name} has no${node.op.sql}. NULLs come first in ascending order; order by column.is(null) before the column to move them.`,
      );
    return super.ordering(node, place);
  }
  /** Words, though the columns hold 1 and 0. */
  protected override boolean(value: boolean): string {
    return String(value);
  }
  protected override constantCondition(value: boolean): string {
    return `${value} = 1`;
  }

  // --- SELECT -----------------------------------------------------------------------------------------------------

  protected override innerJoin(): string {
    return " INNER JOIN ";
  }
  /** WHERE needs a FROM. */
  protected override defaultFrom(node: SelectNode): string {
    return node.where.length > 0 ? " FROM DUAL" : "";
  }
  override from(node: FromNode): string {
    if (node.kind === "alias" && node.sample !== undefined)
      throw new CompileError(`${this.target.name} has no TABLESAMPLE.`);
    if (node.kind === "subquery" && node.lateral && this.server.isMariaDB)
      throw new CompileError("MariaDB has no LATERAL.");
    return super.from(node);
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
    if (f.of.length > 0 && this.server.forShare) text += ` OF ${this.lockedTables(f.of).join(", ")}`;
    if (f.nowait) text += " NOWAIT";
    if (f.skipLocked) text += " SKIP LOCKED";
    return text;
  }
  /** Tables without their schema, each once; a column stands for its table, a join for both sides. */
  private lockedTables(items: readonly (ExprNode | FromNode)[]): string[] {
    const names = new Set<string>();
    const add = (item: ExprNode | FromNode): void => {
      if (item.kind === "join") [item.left, item.right].forEach(add);
      else if (item.kind === "column" && item.table !== undefined) add(item.table);
      else if (item.kind === "table") names.add(this.target.quote(item.name));
      else if (item.kind === "alias" || item.kind === "subquery" || item.kind === "cte") names.add(this.fromName(item));
    };
    items.forEach(add);
    return [...names];
  }

  // --- UPDATE and DELETE ------------------------------------------------------------------------------------------

  protected override updateTarget(node: UpdateNode, froms: readonly FromNode[]): string {
    return [node.table, ...froms].map((f) => this.from(f)).join(", ");
  }
  protected override setColumn(column: ColumnNode, froms: readonly FromNode[]): string {
    return this.column(column, froms.length > 0 ? {} : { bare: true });
  }
  protected override updateFrom(): string {
    return "";
  }
  protected override newRowAlias(node: InsertNode): string | undefined {
    if (!this.server.newRowAlias) return undefined;
    return node.table.kind === "table" && node.table.name.toLowerCase() === "new" ? "new_1" : "new";
  }
  /** DELETE FROM t USING t, u: the table stands in both places, under its alias in the first. */
  protected override deleteTarget(node: DeleteNode, froms: readonly FromNode[]): string {
    return froms.length > 0 ? this.fromName(node.table) : super.deleteTarget(node, froms);
  }
  protected override deleteUsing(node: DeleteNode, froms: readonly FromNode[]): string {
    if (node.returning.length > 0) {
      throw new CompileError(
        `${this.target.name} has no DELETE … USING … RETURNING. Select the rows first, in the same transaction.`,
      );
    }
    const named = new Set<FromNode>();
    for (const f of froms) leaves(f, named);
    return `USING ${(named.has(node.table) ? froms : [node.table, ...froms]).map((f) => this.from(f)).join(", ")}`;
  }
}
