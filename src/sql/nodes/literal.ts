import { type Binds, joinBinds, type Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { ColumnNode } from "./column.ts";
import type { ExprNode } from "./unions.ts";

/** NULL, TRUE or FALSE. */
export interface ConstNode extends Node {
  readonly kind: "const";
  readonly binds: undefined;
  readonly type: SqlType;
  readonly value: null | boolean;
}

export function constNode(value: null | boolean, type: SqlType): ConstNode {
  return {
    kind: "const",
    key: value === null ? "null," : value ? "true," : "false,",
    binds: undefined,
    anon: false,
    type,
    value,
  };
}

/** SQL text that stands for a column: rendered as it is, never quoted. */
export interface LiteralColumnNode extends Node {
  readonly kind: "literalColumn";
  readonly binds: undefined;
  readonly type: SqlType;
  readonly text: string;
}

export function literalColumnNode(text: string, type: SqlType): LiteralColumnNode {
  return { kind: "literalColumn", key: `lc${text.length}:${text}`, binds: undefined, anon: false, type, text };
}

/** SQL text with embedded expressions: `strings[0] parts[0] strings[1] …`. text() puts binds there, sql`…` anything. */
export interface TextNode extends Node {
  readonly kind: "text";
  readonly type: SqlType;
  readonly strings: readonly string[];
  readonly parts: readonly ExprNode[];
  /** What it returns, when it was told with `.columns()`. */
  readonly columns: readonly ColumnNode[] | undefined;
  /** sql`…`: a template that is an expression with embedded elements. */
  readonly template: boolean;
  readonly execOptions: Readonly<Record<string, unknown>> | undefined;
}

export function textNode(
  strings: readonly string[],
  parts: readonly ExprNode[],
  type: SqlType,
  columns: readonly ColumnNode[] | undefined,
  template = false,
  execOptions: Readonly<Record<string, unknown>> | undefined = undefined,
): TextNode {
  let key = `tx${parts.length}:${strings[0]!.length}:${strings[0]}`;
  let binds: Binds;
  let anon = false;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const text = strings[i + 1]!;
    key += part.key + text.length + ":" + text;
    binds = joinBinds(binds, part.binds);
    if (part.anon) anon = true;
  }
  if (columns !== undefined) {
    key += "[";
    for (const c of columns) key += c.key + c.type.cacheKey + ",";
    key += "]";
  }
  return { kind: "text", key, binds, anon, type, strings, parts, columns, template, execOptions };
}
