import { CompileError } from "../../errors/compile.ts";
import type { Place } from "../../compiler/expression-compiler.ts";
import { SQLCompiler } from "../../compiler/sql-compiler.ts";
import type { BinaryNode } from "../../sql/nodes/binary.ts";
import type { CompoundNode } from "../../sql/nodes/compound.ts";
import type { FunctionNode } from "../../sql/nodes/function.ts";
import type { SelectNode } from "../../sql/nodes/select.ts";
import { literalColumnNode } from "../../sql/nodes/literal.ts";
import * as O from "../../sql/operator.ts";
import { STRING } from "../../types/literal-type.ts";
import type { SqlType } from "../../types/sql-type.ts";

/** PostgreSQL's SQL. */
export class PostgreSQLCompiler extends SQLCompiler {
  /** Without casts PostgreSQL refuses binds whose type nothing tells; strings carry no length, which would cut them. */
  protected override bindCast(type: SqlType): string {
    if (type.family === "null") return "";
    if (
      type.kind === "string" ||
      type.kind === "text" ||
      type.kind === "unicode" ||
      type.kind === "unicodeText" ||
      type.kind === "char"
    )
      return "::VARCHAR";
    return `::${this.target.typeSql(type)}`;
  }
  protected override operatorSql(op: O.Operator): string {
    return op === O.BITWISE_XOR ? " # " : op.sql;
  }
  protected override ilike(node: BinaryNode, place: Place): string {
    const explicit = node.op === O.ILIKE || node.op === O.NOT_ILIKE;
    const text = explicit ? node.right : literalColumnNode(this.operand(node.right, O.GROUP, place), STRING);
    const right = this.wildcards(node.op, text);
    return `${this.operand(node.left, explicit ? node.op : O.GROUP, place)}${this.isNegative(node.op) ? " NOT ILIKE " : " ILIKE "}${explicit ? this.operand(right, node.op, place) : this.expr(right, place)}${this.escape(node)}`;
  }
  protected override match(node: BinaryNode, place: Place): string {
    const text = `${this.operand(node.left, node.op, place)} @@ plainto_tsquery(${this.expr(node.right, place)})`;
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
    return `REGEXP_REPLACE(${this.expr(node.left, place)}, ${this.expr(node.right, place)}${flags})`;
  }
  protected override functionSql(name: string, node: FunctionNode, place: Place): string | undefined {
    if (name === "aggregate_strings" && node.names.length === 1) return `string_agg(${this.commas(node.args, place)})`;
    return super.functionSql(name, node, place);
  }
  protected override limitWord(): string {
    return " \n LIMIT ";
  }
  protected override noLimit(): string {
    return "\n LIMIT ALL";
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
      const tables = new Set(
        f.of.map((x) =>
          x.kind === "column"
            ? x.table === undefined
              ? this.target.quote(x.name)
              : this.fromName(x.table)
            : "ref" in x
              ? this.fromName(x)
              : "",
        ),
      );
      text += ` OF ${[...tables].join(", ")}`;
    }
    if (f.nowait) text += " NOWAIT";
    if (f.skipLocked) text += " SKIP LOCKED";
    return text;
  }
  protected override dmlHint(table: string, hint: string): string {
    if (hint.toUpperCase() !== "ONLY")
      throw new CompileError(`postgresql has the hint ONLY for a table, not ${JSON.stringify(hint)}.`);
    return `ONLY ${table}`;
  }
}
