import { CompileError } from "../errors/compile.ts";
import type { AggregateOrderNode, FunctionNode, OverNode } from "../sql/nodes/function.ts";
import type { ExprNode } from "../sql/nodes/unions.ts";
import * as O from "../sql/operator.ts";
import { ExpressionCompiler, type Place } from "./expression-compiler.ts";
import { frameSql } from "./frame-sql.ts";

/** Writes function calls and windows. */
export abstract class FunctionCompiler extends ExpressionCompiler {
  protected override function(node: FunctionNode, place: Place): string {
    const name = node.names[node.names.length - 1]!;
    const known = this.functionSql(name.toLowerCase(), node, place);
    if (known !== undefined) return known;
    const path = node.names.map((n) => this.functionName(n)).join(".");
    return `${path}(${node.args.map((a) => this.operand(a, O.COMMA, place)).join(", ")})`;
  }

  /** Hook: functions that the standard, or the database, writes without parentheses or under another name. */
  protected functionSql(name: string, node: FunctionNode, place: Place): string | undefined {
    if (node.names.length === 1) {
      if (keywords.has(name))
        return node.args.length === 0 ? name.toUpperCase() : `${name.toUpperCase()}(${this.commas(node.args, place)})`;
      if (name === "sysdate" && node.args.length === 0) return name;
      if (name === "count" && node.args.length === 0) return "count(*)";
      if (groupings.has(name)) return `${name.toUpperCase().replace("_", " ")}(${this.commas(node.args, place)})`;
    }
    return undefined;
  }

  private functionName(name: string): string {
    for (let i = 0; i < name.length; i++) {
      const c = name.charCodeAt(i);
      if (!((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57 && i > 0) || c === 95))
        return this.target.quote(name);
    }
    return name;
  }

  protected override over(node: OverNode, place: Place): string {
    const parts: string[] = [];
    if (node.partitionBy.length > 0) parts.push(`PARTITION BY ${this.commas(node.partitionBy, place)}`);
    if (node.orderBy.length > 0) parts.push(`ORDER BY ${this.commas(node.orderBy, place)}`);
    if (node.frame !== undefined) parts.push(frameSql(node.frame, (e) => this.frameDistance(e, place)));
    return `${this.expr(node.element, place)} OVER (${parts.join(" ")})`;
  }

  /** Hook: the distance of a bound of a window frame. */
  protected frameDistance(distance: ExprNode, place: Place): string {
    return this.expr(distance, place);
  }

  /** aggregate_strings() under the name that the database has for it; the separator stands there as a literal. */
  protected aggregateStrings(name: string, node: FunctionNode, place: Place): string {
    const [element, separator] = node.args;
    if (element === undefined || separator === undefined)
      throw new CompileError("aggregate_strings() needs an expression and a separator.");
    const text = this.expr(element, place);
    return `${name}(${text}, ${this.writtenOut(() => this.expr(separator, place))})`;
  }

  /** Hook: an aggregate that takes its rows in an order. */
  protected override aggregateOrder(node: AggregateOrderNode, place: Place): string {
    const call = this.function(node.element, place);
    return `${call.slice(0, -1)} ORDER BY ${this.commas(node.orderBy, place)})`;
  }
}

const keywords = new Set([
  "current_date",
  "current_time",
  "current_timestamp",
  "current_user",
  "localtime",
  "localtimestamp",
  "session_user",
  "user",
]);
const groupings = new Set(["cube", "rollup", "grouping_sets"]);
