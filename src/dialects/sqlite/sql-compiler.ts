import { SQLCompiler } from "../../compiler/sql-compiler.ts";
import type { Place } from "../../compiler/expression-compiler.ts";
import type { ResultColumn } from "../../compiler/compiled.ts";
import { CompileError } from "../../errors/compile.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { ExtractNode } from "../../sql/nodes/cast.ts";
import type { ExprNode, QueryNode } from "../../sql/nodes/unions.ts";
import type { UnaryNode } from "../../sql/nodes/unary.ts";
import type { FunctionNode } from "../../sql/nodes/function.ts";
import { bindNode } from "../../sql/nodes/bind.ts";
import { literalColumnNode } from "../../sql/nodes/literal.ts";
import type { CompoundNode } from "../../sql/nodes/compound.ts";
import type { InsertNode } from "../../sql/nodes/dml.ts";
import { constNode } from "../../sql/nodes/literal.ts";
import { type SelectNode, selectNode } from "../../sql/nodes/select.ts";
import { BOOLEAN, INTEGER } from "../../types/literal-type.ts";
import * as O from "../../sql/operator.ts";
import type { PlannedColumn } from "../../sql/selected-columns.ts";

const FORMATS: Readonly<Record<string, string>> = {
  month: "%m",
  day: "%d",
  year: "%Y",
  second: "%S",
  hour: "%H",
  doy: "%j",
  minute: "%M",
  epoch: "%s",
  dow: "%w",
  week: "%W",
};

/** An element of JSON that was not turned into another type. */
function isElement(node: ExprNode): node is BinaryNode {
  return (
    node.kind === "binary" && node.modifier === undefined && (node.op === O.JSON_GET || node.op === O.JSON_PATH_GET)
  );
}

/** SQLite's SQL. */
export class SQLiteCompiler extends SQLCompiler {
  protected override operatorSql(op: O.Operator): string {
    if (op === O.IS_DISTINCT_FROM) return " IS NOT ";
    if (op === O.IS_NOT_DISTINCT_FROM) return " IS ";
    return super.operatorSql(op);
  }
  /**
   * A JSON element that is compared is taken by `->`, which keeps true, null and what is missing apart: JSON_EXTRACT makes 1 and NULL of them.
   * SQLite has no XOR.
   */
  protected override binary(node: BinaryNode, place: Place): string {
    if (node.op.comparison && isElement(node.left)) {
      const left = `(${this.expr(node.left.left, place)} -> ${this.jsonPath(node.left.right, place)})`;
      return super.binary({ ...node, left: literalColumnNode(left, node.left.type) }, place);
    }
    if ((node.op === O.BETWEEN || node.op === O.NOT_BETWEEN) && node.modifier !== undefined)
      throw new CompileError("sqlite has no BETWEEN SYMMETRIC.");
    // Here || binds tighter than arithmetic.
    if (node.op === O.CONCAT) return `${this.joined(node.left, place)} || ${this.joined(node.right, place)}`;
    if (node.op !== O.BITWISE_XOR) return super.binary(node, place);
    const left = this.operand(node.left, O.GROUP, place);
    const right = this.operand(node.right, O.GROUP, place);
    return `((${left} | ${right}) - (${left} & ${right}))`;
  }
  protected override unary(node: UnaryNode, place: Place): string {
    if (node.op === O.ANY || node.op === O.ALL)
      throw new CompileError(
        `sqlite has no ${node.op === O.ANY ? "ANY" : "ALL"} (…). Use in(), exists(), or func.max() and func.min() of the query.`,
      );
    return super.unary(node, place);
  }
  private joined(node: ExprNode, place: Place): string {
    if (node.kind === "label") return this.joined(node.element, place);
    if (node.kind === "cast" && node.mode === "coerce") return this.joined(node.element, place);
    return this.operand(
      node,
      node.kind === "binary" && (node.op.precedence === 7 || node.op.precedence === 8) ? O.GROUP : O.CONCAT,
      place,
    );
  }
  protected override element(node: BinaryNode, place: Place): string {
    if (node.op === O.GETITEM) return super.element(node, place);
    const text = `JSON_EXTRACT(${this.operand(node.left, node.op, place)}, ${this.jsonPath(node.right, place)})`;
    return node.modifier === undefined ? `JSON_QUOTE(${text})` : `CAST(${text} AS ${this.target.typeSql(node.type)})`;
  }
  /** A path that the values make, or one around a key or position that an expression gives. */
  private jsonPath(node: ExprNode, place: Place): string {
    const position = (): string => this.operand(node, O.GROUP, place);
    switch (node.type.family) {
      case "string":
        return `('$.' || JSON_QUOTE(${this.expr(node, place)}))`;
      case "integer":
        return `('$[' || CASE WHEN ${position()} < 0 THEN '#' ELSE '' END || ${position()} || ']')`;
      default:
        return this.expr(node, place);
    }
  }
  protected override emptyList(_op: O.Operator, left: ExprNode): string {
    const width = left.kind === "list" ? left.items.length : 1;
    const ones = Array.from({ length: width }, () => "1").join(", ");
    return `SELECT ${ones} FROM (SELECT ${ones}) WHERE 1!=1`;
  }
  protected override division(node: BinaryNode, place: Place): string {
    return `${this.operand(node.left, O.DIV, place)} / (${this.operand(node.right, O.DIV, place)} + 0.0)`;
  }
  protected override regexpMatch(node: BinaryNode, place: Place): string {
    const word = node.op === O.NOT_REGEXP_MATCH ? " NOT REGEXP " : " REGEXP ";
    return `${this.operand(node.left, node.op, place)}${word}${this.operand(node.right, node.op, place)}`;
  }
  protected override extract(node: ExtractNode, place: Place): string {
    const format = FORMATS[node.field.toLowerCase()];
    if (format === undefined)
      throw new CompileError(`sqlite cannot extract ${JSON.stringify(node.field)} from a date.`);
    return `CAST(STRFTIME('${format}', ${this.expr(node.element, place)}) AS INTEGER)`;
  }
  protected override functionSql(name: string, node: FunctionNode, place: Place): string | undefined {
    if (node.names.length === 1) {
      if (name === "now" && node.args.length === 0) return "CURRENT_TIMESTAMP";
      if (name === "localtimestamp" && node.args.length === 0) return "DATETIME(CURRENT_TIMESTAMP, 'localtime')";
      if (name === "cube" || name === "rollup" || name === "grouping_sets")
        throw new CompileError(
          `sqlite has no ${name.toUpperCase().replace("_", " ")}. Group by the columns, and unite the totals by unionAll().`,
        );
      if (name === "char_length") return `length(${this.commas(node.args, place)})`;
      if (name === "aggregate_strings") return this.aggregateStrings("group_concat", node, place);
    }
    return super.functionSql(name, node, place);
  }
  /** OFFSET comes with every LIMIT, as SQLAlchemy writes it. */
  protected override limitClause(node: SelectNode | CompoundNode): string {
    if (node.fetch !== undefined) return this.fetchClause(node);
    if (node.limit === undefined && node.offset === undefined) return "";
    const limit = this.expr(node.limit ?? bindNode("param", -1, INTEGER));
    return `\n LIMIT ${limit} OFFSET ${this.expr(node.offset ?? bindNode("param", 0, INTEGER))}`;
  }
  /** SQLite ignores row locks: the whole database is locked. */
  protected override forUpdate(): string {
    return "";
  }
  protected override boolean(value: boolean): string {
    return value ? "1" : "0";
  }
  /** RETURNING takes no table names. */
  protected override returningColumn(c: PlannedColumn, result: ResultColumn[] | undefined): string {
    this.withoutTables = true;
    const text = super.returningColumn(c, result);
    this.withoutTables = false;
    return text;
  }
  protected override onConstraint(name: string): string {
    throw new CompileError(
      `sqlite has no ON CONFLICT ON CONSTRAINT (${JSON.stringify(name)}). Name the columns: indexElements.`,
    );
  }
  /** SQLite compares the condition with that of the index as text, where a placeholder is none. */
  protected override conflictWhere(where: ExprNode): string {
    return this.writtenOut(() => super.conflictWhere(where));
  }
  /** ON after a FROM would be read as that of a join: a WHERE comes between. */
  protected override insertQuery(query: QueryNode, node: InsertNode): QueryNode {
    const plain = query.kind === "select" && query.where.length === 0 && query.groupBy.length === 0;
    if (node.extensions.length === 0 || !plain || query.orderBy.length > 0 || query.limit !== undefined) return query;
    return selectNode({ where: [constNode(true, BOOLEAN)] }, query);
  }
}
