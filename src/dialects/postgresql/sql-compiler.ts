import type { FromNode } from "../../sql/nodes/unions.ts";
import { CompileError } from "../../errors/compile.ts";
import type { Place } from "../../compiler/expression-compiler.ts";
import { SQLCompiler } from "../../compiler/sql-compiler.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { CompoundNode } from "../../sql/nodes/compound.ts";
import type { FunctionNode } from "../../sql/nodes/function.ts";
import type { NextValueNode } from "../../sql/nodes/next-value.ts";
import type { DeleteNode } from "../../sql/nodes/dml.ts";
import type { UnaryNode } from "../../sql/nodes/unary.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { castNode } from "../../sql/nodes/cast.ts";
import type { ListNode } from "../../sql/nodes/list.ts";
import { literalColumnNode } from "../../sql/nodes/literal.ts";
import type { ExprNode } from "../../sql/nodes/unions.ts";
import { REGCONFIG_MARK } from "../../sql/operations.ts";
import * as O from "../../sql/operator.ts";
import { JsonType } from "../../types/json-type.ts";
import type { CustomType } from "../../types/custom-type.ts";
import { STRING } from "../../types/literal-type.ts";
import type { NativeType } from "../../types/native-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

/** Written by a method of their own, which decides about parentheses. */
const SPELLED_OUT: ReadonlySet<O.Operator> = new Set([
  O.LIKE,
  O.NOT_LIKE,
  O.ILIKE,
  O.NOT_ILIKE,
  O.STARTSWITH,
  O.NOT_STARTSWITH,
  O.ENDSWITH,
  O.NOT_ENDSWITH,
  O.CONTAINS,
  O.NOT_CONTAINS,
  O.ISTARTSWITH,
  O.NOT_ISTARTSWITH,
  O.IENDSWITH,
  O.NOT_IENDSWITH,
  O.ICONTAINS,
  O.NOT_ICONTAINS,
  O.DIV,
  O.FLOORDIV,
  O.MATCH,
  O.NOT_MATCH,
]);
/** Always in parentheses inside another operator, as SQLAlchemy writes them. */
const EAGER: ReadonlySet<O.Operator> = new Set([
  O.JSON_TEXT,
  O.JSON_PATH_TEXT,
  O.HAS_KEY,
  O.HAS_ALL,
  O.HAS_ANY,
  O.INCLUDES,
  O.CONTAINED_BY,
  O.PATH_EXISTS,
  O.PATH_MATCH,
  O.DELETE_PATH,
]);
const JSON_COMPARISONS: ReadonlySet<O.Operator> = new Set([
  O.EQ,
  O.NE,
  O.LT,
  O.LE,
  O.GT,
  O.GE,
  O.IS_DISTINCT_FROM,
  O.IS_NOT_DISTINCT_FROM,
]);
const JSONB = new JsonType({}, "jsonb");

/** The type json, which PostgreSQL cannot compare. */
function isJson(node: ExprNode): boolean {
  return node.type.kind === "json";
}

/** A comparison of json as one of jsonb. */
function asJsonb(node: BinaryNode): BinaryNode {
  // What stands in ANY (…) is no value of its own.
  const right = node.right.kind === "unary" ? node.right : castNode("cast", node.right, JSONB);
  return { ...node, left: castNode("cast", node.left, JSONB), right };
}
const LENGTHY = new Set(["string", "text", "unicode", "unicodeText", "char", "NCHAR", "NVARCHAR", "CLOB"]);

/** PostgreSQL's SQL. */
export class PostgreSQLCompiler extends SQLCompiler {
  /** Without casts PostgreSQL refuses binds whose type nothing tells; strings carry no length, which would cut them. */
  protected override bindCast(type: SqlType): string {
    if (type.family === "null") return "";
    switch (type.kind) {
      case "jsonKey":
        return "::TEXT";
      case "jsonIndex":
        return "::INT";
      case "jsonSteps":
      case "hstore":
        return "";
      case "native": {
        const { castBinds, castSql, sql } = (type as NativeType).options;
        return castBinds === true ? `::${castSql ?? sql}` : "";
      }
      default:
    }
    if (type.kind === "variant") return this.bindCast(type.forDialect(this.target.name));
    if (type.kind === "userDefined") return "";
    if (type.kind === "custom") return this.bindCast((type as CustomType).implOn(this.target.name));
    if (LENGTHY.has(type.kind)) return "::VARCHAR";
    if (type.family === "float") return "::FLOAT";
    return `::${this.target.typeSql(type)}`;
  }
  /** The name is a string literal with an identifier in it. */
  protected override nextValue(node: NextValueNode): string {
    return `nextval('${this.sequenceName(node).replaceAll("'", "''")}')`;
  }
  /** Here ~ binds less than arithmetic. */
  protected override unary(node: UnaryNode, place: Place): string {
    const text = super.unary(node, place);
    return node.op === O.BITWISE_NOT && place.inOperator === true ? `(${text})` : text;
  }
  protected override operatorSql(op: O.Operator): string {
    return op === O.BITWISE_XOR ? " # " : op.sql;
  }
  /** Operators that stand in parentheses inside other operators, whatever their precedence. */
  protected override binary(node: BinaryNode, place: Place): string {
    const { op } = node;
    if (op === O.GETITEM || op === O.JSON_GET || op === O.JSON_PATH_GET) return this.element(node, place);
    if (SPELLED_OUT.has(op)) return super.binary(node, place);
    const compared =
      isJson(node.left) && JSON_COMPARISONS.has(op) && node.right.kind !== "const" ? asJsonb(node) : node;
    const text = super.binary(compared, place.inOperator === true ? place : { ...place, inOperator: true });
    return EAGER.has(op) && place.inOperator === true ? `(${text})` : text;
  }
  override expr(node: ExprNode, place: Place = {}): string {
    return super.expr(
      node,
      node.kind === "boolList" && place.inOperator !== true ? { ...place, inOperator: true } : place,
    );
  }
  protected override element(node: BinaryNode, place: Place): string {
    const inside: Place = place.inOperator === true ? place : { ...place, inOperator: true };
    if (node.op === O.GETITEM) return this.subscript(node, place);
    if (node.modifier !== undefined) {
      const arrow = node.op === O.JSON_GET ? " ->> " : " #>> ";
      const text = `${this.operand(node.left, node.op, inside)}${arrow}${this.expr(node.right, inside)}`;
      return `CAST(${place.inOperator === true ? `(${text})` : text} AS ${this.target.typeSql(node.type)})`;
    }
    if (node.op === O.JSON_GET && node.left.type.kind === "jsonb") return this.subscript(node, place);
    const text = `${this.operand(node.left, node.op, inside)}${node.op.sql}${this.expr(node.right, inside)}`;
    return place.inOperator === true ? `(${text})` : text;
  }
  /** a[b]; what is no column stands in parentheses. */
  private subscript(node: BinaryNode, place: Place): string {
    const { left } = node;
    const text = this.operand(left, node.op, place);
    const inner = left.kind === "cast" && left.mode === "coerce" ? left.element : left;
    const call =
      inner.kind === "function" || inner.kind === "cast" || (inner.kind === "list" && inner.form === "array");
    return `${call ? `(${text})` : text}[${this.expr(node.right, place)}]`;
  }
  protected override arrayLiteral(node: ListNode, place: Place): string {
    const text = super.arrayLiteral(node, place);
    return node.items.length > 0 ? text : `${text}::${this.target.typeSql(node.type)}`;
  }
  protected override ilike(node: BinaryNode, place: Place): string {
    const explicit = node.op === O.ILIKE || node.op === O.NOT_ILIKE;
    const left = this.operand(node.left, explicit ? node.op : O.GROUP, place);
    const text = explicit ? node.right : literalColumnNode(this.operand(node.right, O.GROUP, place), STRING);
    const right = this.wildcards(node.op, text);
    return `${left}${this.isNegative(node.op) ? " NOT ILIKE " : " ILIKE "}${explicit ? this.operand(right, node.op, place) : this.expr(right, place)}${this.escape(node)}`;
  }
  protected override match(node: BinaryNode, place: Place): string {
    const config =
      node.modifier === undefined ? "" : `${this.literalValue(node.modifier.slice(REGCONFIG_MARK.length), STRING)}, `;
    const text = `${this.operand(node.left, node.op, place)} @@ plainto_tsquery(${config}${this.expr(node.right, place)})`;
    return node.op === O.NOT_MATCH ? `NOT ${text}` : text;
  }
  protected override regexpMatch(node: BinaryNode, place: Place): string {
    const not = node.op === O.NOT_REGEXP_MATCH ? "!" : "";
    const left = this.operand(node.left, node.op, place);
    const right = this.operand(node.right, node.op, place);
    if (node.modifier === undefined) return `${left} ${not}~ ${right}`;
    if (node.modifier === "i") return `${left} ${not}~* ${right}`;
    return `${left} ${not}~ CONCAT('(?', ${this.literalValue(node.modifier, STRING)}, ')', ${right})`;
  }
  protected override regexpReplace(node: BinaryNode, place: Place): string {
    const flags = node.modifier === undefined ? "" : `, ${this.literalValue(node.modifier, STRING)}`;
    return `REGEXP_REPLACE(${this.operand(node.left, O.REGEXP_REPLACE, place)}, ${this.expr(node.right, place)}${flags})`;
  }
  protected override functionSql(name: string, node: FunctionNode, place: Place): string | undefined {
    if (name === "pow" && node.names.length === 1) return `power(${this.commas(node.args, place)})`;
    if (name === "aggregate_strings" && node.names.length === 1)
      return this.aggregateStrings("string_agg", node, place);
    if (name === "substring" && node.names.length === 1 && (node.args.length === 2 || node.args.length === 3)) {
      const [from, start, length] = node.args.map((a) => this.expr(a, place));
      return `SUBSTRING(${from} FROM ${start}${length === undefined ? "" : ` FOR ${length}`})`;
    }
    return super.functionSql(name, node, place);
  }
  /** PostgreSQL's only hint of this kind: `FROM ONLY t`, without the tables that inherit from it. */
  protected override fromHint(text: string, hint: string): string {
    if (hint.toUpperCase() !== "ONLY")
      throw new CompileError(`withHint(): postgresql knows the hint "ONLY", not ${JSON.stringify(hint)}.`);
    return `ONLY ${text}`;
  }
  protected override limitWord(): string {
    return " \n LIMIT ";
  }
  protected override noLimit(): string {
    return "\n LIMIT ALL";
  }
  protected override fetchClause(node: SelectNode | CompoundNode): string {
    if (node.fetch!.percent) throw new CompileError("postgresql has no FETCH FIRST … PERCENT.");
    return super.fetchClause(node);
  }
  /** Only a literal may stand there without parentheses. */
  protected override fetchCount(count: ExprNode): string {
    return `(${this.expr(count)})`;
  }
  protected override distinctOn(node: SelectNode): string {
    return `DISTINCT ON (${this.commas(node.distinctOn)}) `;
  }
  protected override forUpdate(node: SelectNode | CompoundNode): string {
    const f = node.forUpdate!;
    let text = f.read
      ? f.keyShare
        ? " FOR KEY SHARE"
        : " FOR SHARE"
      : f.keyShare
        ? " FOR NO KEY UPDATE"
        : " FOR UPDATE";
    if (f.of.length > 0) {
      // A table stands there without its schema.
      this.withoutSchema = true;
      text += ` OF ${[...new Set(f.of.flatMap((x) => this.lockedNames(x)))].join(", ")}`;
      this.withoutSchema = false;
    }
    if (f.nowait) text += " NOWAIT";
    if (f.skipLocked) text += " SKIP LOCKED";
    return text;
  }
  private lockedNames(x: ExprNode | FromNode): string[] {
    switch (x.kind) {
      case "column":
        return [x.table === undefined ? this.target.quote(x.name) : this.fromName(x.table)];
      case "join":
        return [...this.lockedNames(x.left), ...this.lockedNames(x.right)];
      case "text":
        return [this.text(x, {})];
      default:
        return [this.fromName(x as FromNode)];
    }
  }
  protected override deleteUsing(_node: DeleteNode, froms: readonly FromNode[]): string {
    return `USING ${froms.map((f) => this.from(f)).join(", ")}`;
  }
}
