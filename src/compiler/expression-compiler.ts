import { CompileError } from "../errors/compile.ts";
import { isAnonName } from "../sql/anon-name.ts";
import type { BindNode, Node } from "../sql/node.ts";
import type { SqlType } from "../types/sql-type.ts";
import type { BinaryNode } from "../sql/nodes/binary.ts";
import type { CaseNode } from "../sql/nodes/case.ts";
import type { CastNode, ExtractNode } from "../sql/nodes/cast.ts";
import type { CustomNode } from "../sql/nodes/custom.ts";
import type { ColumnNode } from "../sql/nodes/column.ts";
import type { AggregateOrderNode, FunctionNode, OverNode } from "../sql/nodes/function.ts";
import type { LabelRefNode } from "../sql/nodes/label.ts";
import type { ListNode } from "../sql/nodes/list.ts";
import { binaryNode } from "../sql/nodes/binary.ts";
import { literalColumnNode, type TextNode } from "../sql/nodes/literal.ts";
import type { ExprNode, QueryNode } from "../sql/nodes/unions.ts";
import type { ScalarValuesNode } from "../sql/nodes/values.ts";
import type { UnaryNode } from "../sql/nodes/unary.ts";
import { REGCONFIG_MARK } from "../sql/operations.ts";
import * as O from "../sql/operator.ts";
import { STRING } from "../types/literal-type.ts";
import { NumericType } from "../types/numeric-type.ts";
import { castNode } from "../sql/nodes/cast.ts";
import { bindFrame } from "./bind-frame.ts";
import { NameCompiler, verbatim } from "./name-compiler.ts";
import { isUnnamedValues, type Place, placeOf, plain } from "./place.ts";

export type { Place } from "./place.ts";
import { customOperator, operatorExpression, wrapped, wraps } from "./type-expression.ts";

const NUMERIC = new NumericType();
const PERCENT: ExprNode = literalColumnNode("'%'", STRING);

/** Writes expressions. */
export abstract class ExpressionCompiler extends NameCompiler {
  private readonly writing = new Set<unknown>();
  /** An element of a class of the user's own. */
  protected abstract custom(node: CustomNode, place: Place): string;
  protected abstract scalarValues(node: ScalarValuesNode): string;
  protected abstract subquery(query: QueryNode): string;
  protected abstract labelReference(node: LabelRefNode, place: Place): string;
  /** Whether a label object is one of the current select list, so that ORDER BY may name it. */
  protected abstract isSelected(node: ExprNode): boolean;

  expr(node: ExprNode, where: Place = plain): string {
    const place = placeOf(node, where);
    switch (node.kind) {
      case "column":
        return this.column(node, place);
      case "bind":
        return this.bind(node);
      case "binary":
        return this.binary(node, place);
      case "unary":
        return this.unary(node, place);
      case "boolList":
        return node.items.map((i) => this.operand(i, node.op, place)).join(node.op.sql);
      case "list": {
        if (node.form === "array") return this.arrayLiteral(node, place);
        if (node.form === "aggregate")
          return `${this.expr(node.items[0]!, place)} ORDER BY ${this.commas(node.items.slice(1), place)}`;
        if (node.form === "slice") return node.items.map((i) => this.expr(i, place)).join(":");
        if (node.form === "range") return node.items.map((i) => this.operand(i, O.AND, place)).join(" AND ");
        const items = node.items
          .map((i) => (node.form === "comma" ? this.operand(i, O.COMMA, place) : this.expr(i, place)))
          .join(", ");
        return node.form === "comma" ? items : `(${items})`;
      }
      case "label":
        return this.isNamed(node, place) ? this.target.quote(this.label(node.name)) : this.expr(node.element, place);
      case "labelRef":
        return this.labelReference(node, place);
      case "function":
        return this.function(node, place);
      case "over":
        return this.over(node, place);
      case "filter":
        return `${this.expr(node.element, place)} FILTER (WHERE ${this.expr(node.condition, place)})`;
      case "withinGroup":
        return `${this.expr(node.element, place)} WITHIN GROUP (ORDER BY ${this.commas(node.orderBy, place)})`;
      case "aggregateOrder":
        return this.aggregateOrder(node, place);
      case "member":
        if (!this.target.sqlFeatures.arrays)
          throw new CompileError(
            `${this.target.name} has no rows as values, of which scalarTableValued() takes a column.`,
          );
        return `(${this.expr(node.element, place)}).${this.target.quote(node.name)}`;
      case "case":
        return this.case(node, place);
      case "cast":
        return this.cast(node, place);
      case "extract":
        return this.extract(node, place);
      case "custom":
        return this.custom(node, place);
      case "collate":
        return `${this.operand(node.element, O.COLLATE, place)} COLLATE ${node.schema === undefined ? "" : `${this.target.quote(node.schema)}.`}${this.target.quote(node.collation)}`;
      case "const":
        return node.value === null ? "NULL" : this.boolean(node.value);
      case "literalColumn":
        return node.text;
      case "nextValue":
        return this.nextValue(node);
      case "text":
        return this.text(node, place);
      case "scalarSubquery":
        return `(${this.subquery(node.query)})`;
      case "scalarValues":
        return this.scalarValues(node);
      case "exists":
        return `EXISTS (${this.subquery(node.query)})`;
      default:
        throw new CompileError(`A ${(node as Node).kind} cannot stand where an expression is expected.`);
    }
  }

  protected commas(items: readonly ExprNode[], place: Place = plain): string {
    return items.map((i) => this.expr(i, place)).join(", ");
  }

  /** An operand of `outer`, in parentheses where its own operator binds less. */
  protected operand(node: ExprNode, outer: O.Operator, place: Place = plain): string {
    const text = this.expr(node, place);
    return this.grouped(node, outer) && !this.isNamed(node, place) ? `(${text})` : text;
  }
  /** Whether a label is written by its name alone. */
  private isNamed(node: ExprNode, place: Place): boolean {
    return (
      node.kind === "label" && place.labels === true && this.target.sqlFeatures.orderByLabel && this.isSelected(node)
    );
  }

  private grouped(node: ExprNode, outer: O.Operator): boolean {
    switch (node.kind) {
      case "binary":
        return O.needsParens(node.op, outer) || (outer === O.NOT && !node.op.comparison);
      case "boolList":
        return O.needsParens(node.op, outer);
      case "unary":
        return !node.op.postfix && node.op !== O.IS_TRUE && node.op !== O.IS_FALSE && O.needsParens(node.op, outer);
      case "list":
        return node.form === "comma" && outer !== O.COMMA;
      case "label":
        return this.grouped(node.element, outer);
      case "cast":
        return node.mode === "coerce" && this.grouped(node.element, outer);
      case "collate":
        return O.needsParens(O.COLLATE, outer);
      case "exists":
        return O.needsParens(O.EXISTS, outer);
      case "filter":
        return O.needsParens(O.FILTER, outer);
      case "text":
        return outer === O.IN || outer === O.NOT_IN;
      default:
        return false;
    }
  }

  protected override bind(node: BindNode): string {
    return node.expanding ? super.bind(node) : this.wrapBind(node, super.bind(node));
  }
  /** What a type writes around a bind that is written already. */
  protected wrapBind(node: BindNode, text: string): string {
    const { name } = this.target;
    if (!wraps(node.type, "bindExpression", name)) return text;
    return this.expr(wrapped(literalColumnNode(text, node.type), node.type, "bindExpression", name));
  }

  protected column(node: ColumnNode, place: Place): string {
    const name = this.target.quote(isAnonName(node.name) ? this.label(node.name) : node.name);
    const table = node.table;
    if (table === undefined || place.bare === true || table.kind === "text" || isUnnamedValues(table)) return name;
    if (node.key.endsWith(".*,")) return this.fromName(table);
    return `${this.fromName(table)}.${name}`;
  }

  // --- operators --------------------------------------------------------------------------------------------------

  protected binary(node: BinaryNode, place: Place): string {
    const op = node.op;
    const custom = customOperator(node.left.type, op.name, this.target.name);
    if (custom !== undefined && !this.writing.has(custom)) {
      // Inside its own expression the operator is the database's.
      this.writing.add(custom);
      const text = this.expr(operatorExpression(custom, op.name, node.left, node.right), place);
      this.writing.delete(custom);
      return text;
    }
    switch (op) {
      case O.IN:
      case O.NOT_IN:
        return this.inList(node, place);
      case O.LIKE:
      case O.NOT_LIKE:
      case O.STARTSWITH:
      case O.NOT_STARTSWITH:
      case O.ENDSWITH:
      case O.NOT_ENDSWITH:
      case O.CONTAINS:
      case O.NOT_CONTAINS:
        return this.like(node, node.left, this.wildcards(op, node.right), place);
      case O.ILIKE:
      case O.NOT_ILIKE:
      case O.ISTARTSWITH:
      case O.NOT_ISTARTSWITH:
      case O.IENDSWITH:
      case O.NOT_IENDSWITH:
      case O.ICONTAINS:
      case O.NOT_ICONTAINS:
        return this.ilike(node, place);
      case O.DIV:
        return this.division(node, place);
      case O.FLOORDIV:
        return this.floorDivision(node, place);
      case O.BETWEEN:
      case O.NOT_BETWEEN:
        return `${this.operand(node.left, op, place)}${op.sql}${node.modifier === "symmetric" ? "SYMMETRIC " : ""}${this.expr(node.right, place)}`;
      case O.MATCH:
      case O.NOT_MATCH:
        return node.modifier === undefined || node.modifier.startsWith(REGCONFIG_MARK)
          ? this.match(node, place)
          : this.matchAgainst(node, place);
      case O.REGEXP_MATCH:
      case O.NOT_REGEXP_MATCH:
        return this.regexpMatch(node, place);
      case O.REGEXP_REPLACE:
        return this.regexpReplace(node, place);
      case O.GETITEM:
      case O.JSON_GET:
      case O.JSON_PATH_GET:
        return this.element(node, place);
      default:
        return `${this.operand(node.left, op, place)}${this.operatorSql(op)}${this.operand(node.right, op, place)}`;
    }
  }

  /** Hook: an operator that the database spells differently. */
  protected operatorSql(op: O.Operator): string {
    if (!this.target.sqlFeatures.arrays && O.POSTGRESQL_ONLY.has(op))
      throw new CompileError(`${this.target.name} has no operator${op.sql}(${op.name}()).`);
    return op.sql;
  }

  /** Hook: an element of an array or of JSON. */
  protected element(node: BinaryNode, place: Place): string {
    if (node.op === O.GETITEM) this.needArrays();
    return `${this.operand(node.left, node.op, place)}[${this.expr(node.right, place)}]`;
  }

  /** Hook: an array of expressions. */
  protected arrayLiteral(node: ListNode, place: Place): string {
    this.needArrays();
    return `ARRAY[${this.commas(node.items, place)}]`;
  }

  protected needArrays(): void {
    if (!this.target.sqlFeatures.arrays) throw new CompileError(`${this.target.name} has no arrays.`);
  }

  private inList(node: BinaryNode, place: Place): string {
    const left = this.operand(node.left, node.op, place);
    const right = node.right;
    let list: string;
    if (right.kind === "bind" && right.expanding) {
      const empty = this.emptyList(node.op, node.left);
      const frame = bindFrame(this.target, right.type);
      const parts = node.left.kind === "list" ? node.left.items.map((item) => item.type) : undefined;
      if (this.options.literalBinds === true)
        list = parts === undefined ? this.literal(right, empty, frame) : this.literalTuples(right, empty, parts);
      else {
        const index = this.use(right);
        this.used[index] = { ...this.used[index]!, empty, notIn: node.op === O.NOT_IN, frame, parts };
        list = `(\u0001${index}\u0002)`;
      }
    } else if (right.kind === "list" && right.form === "in") {
      const values = this.target.sqlFeatures.tupleInValues && right.items[0]?.kind === "list" ? "VALUES " : "";
      list =
        right.items.length === 0
          ? `(${this.emptyList(node.op, node.left)})`
          : `(${values}${this.commas(right.items, place)})`;
    } else list = this.operand(right, node.op, place);
    const text = `${left}${node.op.sql}${list}`;
    return node.op === O.NOT_IN ? `(${text})` : text;
  }

  private literalTuples(list: BindNode, empty: string, parts: readonly SqlType[]): string {
    const rows = (list.value ?? list.callable?.()) as readonly (readonly unknown[])[];
    if (rows.length === 0) return `(${empty})`;
    const written = rows.map((row) => `(${parts.map((type, i) => this.literalValue(row[i], type, list)).join(", ")})`);
    return `(${this.target.sqlFeatures.tupleInValues ? "VALUES " : ""}${written.join(", ")})`;
  }

  /** Hook: what stands in the parentheses of IN () and NOT IN (). */
  protected emptyList(op: O.Operator, left: ExprNode): string {
    const width = left.kind === "list" ? left.items.length : 1;
    const nulls = width > 1 ? `(${Array.from({ length: width }, () => "NULL").join(", ")}))` : "NULL)";
    return op === O.NOT_IN ? `${nulls} OR (1 = 1` : `${nulls} AND (1 != 1`;
  }

  /** The pattern of LIKE with the % that the operator adds. */
  protected wildcards(op: O.Operator, right: ExprNode): ExprNode {
    switch (op) {
      case O.STARTSWITH:
      case O.NOT_STARTSWITH:
      case O.ISTARTSWITH:
      case O.NOT_ISTARTSWITH:
        return binaryNode(O.CONCAT, right, PERCENT, STRING);
      case O.ENDSWITH:
      case O.NOT_ENDSWITH:
      case O.IENDSWITH:
      case O.NOT_IENDSWITH:
        return binaryNode(O.CONCAT, PERCENT, right, STRING);
      case O.CONTAINS:
      case O.NOT_CONTAINS:
      case O.ICONTAINS:
      case O.NOT_ICONTAINS:
        return binaryNode(O.CONCAT, binaryNode(O.CONCAT, PERCENT, right, STRING), PERCENT, STRING);
      default:
        return right;
    }
  }

  protected isNegative(op: O.Operator): boolean {
    return op.sql.startsWith(" NOT") || op === O.NOT_ILIKE;
  }

  private like(node: BinaryNode, left: ExprNode, right: ExprNode, place: Place): string {
    const explicit = node.op === O.LIKE || node.op === O.NOT_LIKE || node.op === O.ILIKE || node.op === O.NOT_ILIKE;
    const text = `${this.operand(left, explicit ? node.op : O.GROUP, place)}${this.isNegative(node.op) ? " NOT LIKE " : " LIKE "}${explicit ? this.operand(right, node.op, place) : this.expr(right, place)}`;
    return text + this.escape(node);
  }

  protected escape(node: BinaryNode): string {
    return node.modifier === undefined ? "" : ` ESCAPE ${this.literalValue(node.modifier, STRING)}`;
  }

  /** Hook: comparison of text without regard to case. */
  protected ilike(node: BinaryNode, place: Place): string {
    const outer = node.op === O.ILIKE || node.op === O.NOT_ILIKE ? node.op : O.GROUP;
    const text = (e: ExprNode): string => `lower(${this.operand(e, outer, place)})`;
    const left = literalColumnNode(text(node.left), STRING);
    return this.like(node, left, this.wildcards(node.op, literalColumnNode(text(node.right), STRING)), place);
  }

  /** Hook: a / b with a fraction. */
  protected division(node: BinaryNode, place: Place): string {
    const left = this.operand(node.left, O.DIV, place);
    if (!this.target.sqlFeatures.divIsFloordiv) return `${left} / ${this.operand(node.right, O.DIV, place)}`;
    const type = node.right.type.family === "numeric" || node.right.type.family === "float" ? node.right.type : NUMERIC;
    const right = literalColumnNode(this.operand(node.right, O.DIV, place), node.right.type);
    return `${left} / ${this.cast(castNode("cast", right, type), place)}`;
  }

  /** Hook: division rounded down. */
  protected floorDivision(node: BinaryNode, place: Place): string {
    const text = `${this.operand(node.left, O.DIV, place)} / ${this.operand(node.right, O.DIV, place)}`;
    return this.target.sqlFeatures.divIsFloordiv &&
      node.left.type.family === "integer" &&
      node.right.type.family === "integer"
      ? text
      : `FLOOR(${text})`;
  }

  protected match(node: BinaryNode, place: Place): string {
    const not = node.op === O.NOT_MATCH ? "NOT " : "";
    return `${not}${this.operand(node.left, node.op, place)}${O.MATCH.sql}${this.operand(node.right, node.op, place)}`;
  }
  /** Hook: a full-text search of several columns, or in a mode. */
  protected matchAgainst(_node: BinaryNode, _place: Place): string {
    throw new CompileError(`${this.target.name} has no MATCH … AGAINST.`);
  }
  protected regexpMatch(_node: BinaryNode, _place: Place): string {
    throw new CompileError(`${this.target.name} has no regular expressions.`);
  }
  protected regexpReplace(_node: BinaryNode, _place: Place): string {
    throw new CompileError(`${this.target.name} has no replacement by regular expressions.`);
  }

  protected unary(node: UnaryNode, place: Place): string {
    const op = node.op;
    if (op === O.IS_TRUE || op === O.IS_FALSE) {
      const x = this.operand(node.element, O.NOT, place);
      if (this.target.sqlFeatures.nativeBoolean) return op === O.IS_TRUE ? x : `NOT ${x}`;
      return `${x} = ${op === O.IS_TRUE ? 1 : 0}`;
    }
    if (op === O.ANY || op === O.ALL) {
      const { kind } = node.element;
      const query = kind === "scalarSubquery" || kind === "scalarValues";
      if (!query) this.needArrays();
      const x = this.expr(node.element, place);
      return `${op.sql}${query ? x : `(${x})`}`;
    }
    if (op.postfix) return this.ordering(node, place);
    return `${op.sql}${this.operand(node.element, op, place)}`;
  }

  /** Hook: x ASC, x DESC, x NULLS FIRST. */
  protected ordering(node: UnaryNode, place: Place): string {
    return `${this.operand(node.element, node.op, place)}${node.op.sql}`;
  }

  protected boolean(value: boolean): string {
    return this.target.sqlFeatures.nativeBoolean ? String(value) : value ? "1" : "0";
  }

  // --- the rest ---------------------------------------------------------------------------------------------------

  protected abstract function(node: FunctionNode, place: Place): string;
  protected abstract over(node: OverNode, place: Place): string;
  protected abstract aggregateOrder(node: AggregateOrderNode, place: Place): string;

  private case(node: CaseNode, place: Place): string {
    let text = "CASE";
    if (node.value !== undefined) text += ` ${this.expr(node.value, place)}`;
    for (const [when, then] of node.whens)
      text += ` WHEN ${this.operand(when, O.GROUP, place)} THEN ${this.expr(then, place)}`;
    if (node.otherwise !== undefined) text += ` ELSE ${this.expr(node.otherwise, place)}`;
    return `${text} END`;
  }

  protected cast(node: CastNode, place: Place): string {
    if (node.mode === "coerce") return this.expr(node.element, place);
    if (node.mode === "try") throw new CompileError(`${this.target.name} has no TRY_CAST.`);
    return `CAST(${this.expr(node.element, place)} AS ${this.target.typeSql(node.type)})`;
  }

  protected extract(node: ExtractNode, place: Place): string {
    return `EXTRACT(${node.field} FROM ${this.expr(node.element, place)})`;
  }

  protected text(node: TextNode, place: Place): string {
    let out = verbatim(node.strings[0]!);
    for (let i = 0; i < node.parts.length; i++)
      out += this.expr(node.parts[i]!, place) + verbatim(node.strings[i + 1]!);
    return out;
  }
}
