import type { BindNode, Node } from "../sql/node.ts";
import type { DeleteNode, InsertNode, UpdateNode } from "../sql/nodes/dml.ts";
import type { MergeNode } from "../sql/nodes/merge.ts";
import type { ExprNode, FromNode, QueryNode, StatementNode } from "../sql/nodes/unions.ts";
import type { Compiled, CompiledBind, ResultColumn, StatementCompiler } from "./compiled.ts";
import { splitInsert, type TextPlace } from "./split-insert.ts";
import { CompileError } from "../errors/compile.ts";
import { shownBindName } from "./bind-name.ts";
import type { CustomNode } from "../sql/nodes/custom.ts";
import { bindString } from "../types/string-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { type CompileFunction, overrides, unwritten, writerOf, writerOfKind } from "./compiles.ts";
import type { Place } from "./expression-compiler.ts";
import { verbatim } from "./name-compiler.ts";
import type { UsedBind } from "./name-compiler.ts";
import { MergeCompiler } from "./merge-compiler.ts";

/** Writes statements; the base is the default dialect, and dialects override its hooks. */
export class SQLCompiler extends MergeCompiler implements StatementCompiler {
  private readonly beingWritten = new Set<Node>();

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
  // --- compiles() ---------------------------------------------------------------------------------------------------

  override expr(node: ExprNode, place?: Place): string {
    const write = overrides.kinds && node.kind !== "bind" ? this.writer(node) : undefined;
    return write === undefined ? super.expr(node, place) : this.written(write, node, () => super.expr(node, place));
  }
  override query(node: QueryNode, result: ResultColumn[] | undefined, asFrom?: boolean, lateral?: boolean): string {
    const write = overrides.kinds && node.kind !== "text" ? this.writer(node) : undefined;
    const plain = (): string => super.query(node, result, asFrom, lateral);
    return write === undefined ? plain() : this.written(write, node, plain);
  }
  override from(node: FromNode): string {
    const write = overrides.kinds && node.kind !== "text" ? this.writer(node) : undefined;
    return write === undefined ? super.from(node) : this.written(write, node, () => super.from(node));
  }
  protected override wrapBind(node: BindNode, text: string): string {
    const write = overrides.kinds ? this.writer(node) : undefined;
    const wrapped = (): string => super.wrapBind(node, text);
    return write === undefined ? wrapped() : this.written(write, node, wrapped);
  }
  protected custom(node: CustomNode, place: Place): string {
    const write = writerOf(node.element, this.target.name);
    const { functionName } = node.element as { readonly functionName?: string };
    const call = (): string => {
      if (functionName === undefined) throw unwritten(node.element, this.target.name);
      return `${this.target.quote(functionName)}(${node.parts.map((p) => this.expr(p as ExprNode, place)).join(", ")})`;
    };
    return write === undefined ? call() : this.written(write, node.element, call);
  }
  /** What compiles() says of a kind of node, unless it is this node's function that asks. */
  private writer(node: Node): CompileFunction | undefined {
    return this.beingWritten.has(node) ? undefined : writerOfKind(node.kind, this.target.name);
  }
  private written(write: CompileFunction, element: object, plain: () => string): string {
    const node = "kind" in element ? (element as Node) : undefined;
    if (node !== undefined) this.beingWritten.add(node);
    const text = write(element, {
      dialect: this.target,
      process: (part) => this.process(part),
      visit: plain,
      quote: (name) => this.target.quote(name),
      literal: (value) => verbatim(this.target.stringLiteral(bindString(value))),
    });
    if (node !== undefined) this.beingWritten.delete(node);
    if (typeof text === "string") return text;
    throw new CompileError(`A function given to compiles() must return SQL as a string, not ${describeValue(text)}.`);
  }
  /** The SQL of a part of an element. */
  private process(part: unknown): string {
    if (brandOf(part) === "type" || brandOf(part) === "builder") return this.target.typeSql(toType(part as TypeLike));
    const node = (part as { readonly node?: Node } | undefined)?.node ?? (part as Node | undefined);
    switch (typeof node?.kind === "string" ? node.kind : undefined) {
      case undefined:
        throw new CompileError(`process() takes an expression, query, table or type, not ${describeValue(part)}.`);
      case "select":
      case "compound":
        return this.query(node as QueryNode, undefined);
      case "insert":
      case "update":
      case "delete":
      case "merge":
        return this.dml(node!);
      case "table":
      case "alias":
      case "subquery":
      case "cte":
      case "join":
      case "values":
      case "tableValued":
        return this.from(node as FromNode);
      default:
        return this.expr(node as ExprNode);
    }
  }

  protected dml(node: Node, result?: ResultColumn[]): string {
    const write = overrides.kinds ? this.writer(node) : undefined;
    return write === undefined
      ? this.plainDml(node, result)
      : this.written(write, node, () => this.plainDml(node, result));
  }
  private plainDml(node: Node, result?: ResultColumn[]): string {
    const dml = node as InsertNode | UpdateNode | DeleteNode | MergeNode;
    this.depth++;
    const outer = this.scope;
    const wasNested = this.nested;
    this.scope = undefined;
    this.nested = result === undefined;
    const body = this.dmlText(dml, result);
    const text = this.withClause(true) + body;
    this.scope = outer;
    this.nested = wasNested;
    this.depth--;
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
    let rowStart: TextPlace | undefined;
    let rowEnd: TextPlace | undefined;
    for (let at = marked.indexOf("\u0001"); at >= 0; at = marked.indexOf("\u0001", from)) {
      const end = marked.indexOf("\u0002", at);
      segment += marked.slice(from, at);
      from = end + 1;
      const mark = marked.slice(at + 1, end);
      const index = Number(mark);
      if (mark === "<") rowStart = { segment: segments.length, offset: segment.length };
      else if (mark === ">") rowEnd = { segment: segments.length, offset: segment.length };
      else if (index < 0) segment += "\u0001";
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
      row: u.row ?? -1,
      cast: u.cast,
      literal: u.node.literalExecute || u.literal === true,
      empty: u.empty,
      notIn: u.notIn === true,
      frame: u.frame,
      parts: u.parts?.map((type) => ({
        type,
        process: this.target.bindProcessor(type),
        cast: this.bindCast(type),
      })),
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
              ? `:${shownBindName(b.name)}`
              : `$${placeholders[i]! + 1}${b.cast}`;
      sql += segments[i + 1]!;
    }
    const insert = this.insertInfo;
    const parts =
      open || rowStart === undefined || rowEnd === undefined
        ? undefined
        : splitInsert(segments, placeholders, rowStart, rowEnd);
    return {
      kind,
      sql,
      binds,
      segments: open ? segments : undefined,
      placeholders,
      columns,
      returnsRows: columns !== undefined,
      insert: insert === undefined ? undefined : { ...insert, parts },
      target: this.target,
      node,
      extraction,
    };
  }
}
