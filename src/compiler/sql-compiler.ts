import type { BindNode, Node } from "../sql/node.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "../sql/nodes/dml.ts";
import type { MergeNode } from "../sql/nodes/merge.ts";
import type { ExprNode, FromNode, StatementNode } from "../sql/nodes/unions.ts";
import type { Compiled, CompiledBind, ResultColumn, StatementCompiler } from "./compiled.ts";
import type { UsedBind } from "./name-compiler.ts";
import { MergeCompiler } from "./merge-compiler.ts";

/** Writes statements; the base is the default dialect, and dialects override its hooks. */
export class SQLCompiler extends MergeCompiler implements StatementCompiler {
  compile(node: StatementNode | ExprNode | FromNode): Compiled {
    let result: ResultColumn[] | undefined = [];
    let text: string;
    let kind: Compiled["kind"] = "text";
    switch (node.kind) {
      case "select":
      case "compound":
        kind = node.kind;
        text = this.query(node, result);
        break;
      case "insert":
      case "update":
      case "delete":
      case "merge":
        kind = node.kind;
        text = this.dml(node, result);
        if (node.returning.length === 0 && result.length === 0) result = undefined;
        break;
      case "text":
        text = this.text(node, {});
        if (node.columns === undefined) result = undefined;
        else
          for (const c of node.columns)
            result.push({ name: c.name, key: c.propKey, type: c.type, item: result.length, node: c });
        break;
      case "table":
      case "alias":
      case "subquery":
      case "cte":
      case "join":
      case "values":
      case "tableValued":
        text = this.from(node);
        result = undefined;
        break;
      default:
        text = this.expr(node);
        result = undefined;
    }
    return this.finish(kind, this.withClause() + text, result, node as StatementNode | ExprNode);
  }

  /** INSERT, UPDATE, DELETE or MERGE; without `result` it stands inside another statement. */
  protected dml(node: Node, result?: ResultColumn[]): string {
    const dml = node as InsertNode | UpdateNode | DeleteNode | MergeNode;
    const outer = this.scope;
    const wasNested = this.nested;
    this.scope = undefined;
    this.nested = result === undefined;
    const text = this.dmlText(dml, result);
    this.scope = outer;
    this.nested = wasNested;
    return text;
  }
  private dmlText(dml: InsertNode | UpdateNode | DeleteNode | MergeNode, result: ResultColumn[] | undefined): string {
    switch (dml.kind) {
      case "insert":
        return this.insert(dml, result);
      case "update":
        return this.update(dml, result);
      case "delete":
        return this.delete(dml, result);
      case "merge":
        return this.merge(dml);
    }
  }

  // --- the end ----------------------------------------------------------------------------------------------------

  /** Puts placeholders in for the marks, in the order of the text. */
  private finish(
    kind: Compiled["kind"],
    marked: string,
    columns: ResultColumn[] | undefined,
    node: StatementNode | ExprNode,
  ): Compiled {
    const style = this.target.sqlFeatures.paramStyle;
    const segments: string[] = [];
    const order: number[] = [];
    let from = 0;
    let segment = "";
    for (let at = marked.indexOf("\u0001"); at >= 0; at = marked.indexOf("\u0001", from)) {
      const end = marked.indexOf("\u0002", at);
      segment += marked.slice(from, at);
      from = end + 1;
      const index = Number(marked.slice(at + 1, end));
      if (index < 0) segment += "\u0001";
      else {
        segments.push(segment);
        segment = "";
        order.push(index);
      }
    }
    segments.push(segment + marked.slice(from));
    const extraction = this.options.extraction ?? [];
    const slots = new Map<BindNode, number>();
    extraction.forEach((b, i) => {
      if (!slots.has(b)) slots.set(b, i);
    });
    const make = (u: UsedBind): CompiledBind => ({
      name: u.name,
      slot: slots.get(u.node) ?? -1,
      node: u.node,
      type: u.node.type,
      process: this.target.bindProcessor(u.node.type),
      expanding: u.node.expanding,
      default: u.default,
      column: u.column,
      cast: u.cast,
      literal: u.node.literalExecute || u.literal === true,
      empty: u.empty,
      notIn: u.notIn === true,
      frame: u.frame,
    });
    let binds: CompiledBind[];
    let placeholders: number[];
    if (style === "qmark") {
      binds = order.map((i) => make(this.used[i]!));
      placeholders = binds.map((_, i) => i);
    } else {
      // One placeholder a bind: lists come last, as their length is known last.
      // Numbers go by the order in which binds were met, which is not that of the text where WITH stands in front.
      const distinct = [...new Set(order)].sort((a, b) => a - b);
      const isList = (i: number): boolean =>
        this.used[i]!.node.expanding || this.used[i]!.node.literalExecute || this.used[i]!.literal === true;
      const sorted = [...distinct.filter((i) => !isList(i)), ...distinct.filter(isList)];
      const place = new Map(sorted.map((u, i) => [u, i]));
      binds = sorted.map((i) => make(this.used[i]!));
      placeholders = order.map((i) => place.get(i)!);
    }
    const open = binds.some((b) => b.expanding || b.literal);
    let sql = segments[0]!;
    for (let i = 0; i < placeholders.length; i++) {
      const b = binds[placeholders[i]!]!;
      sql +=
        b.expanding || b.literal
          ? `__[POSTCOMPILE_${b.name}]`
          : style === "qmark"
            ? "?"
            : style === "named"
              ? `:${b.name}`
              : `$${placeholders[i]! + 1}${b.cast}`;
      sql += segments[i + 1]!;
    }
    return {
      kind,
      sql,
      binds,
      segments: open ? segments : undefined,
      placeholders,
      columns,
      returnsRows: columns !== undefined,
      insert: this.insertInfo,
      target: this.target,
      node,
      extraction,
    };
  }
}
