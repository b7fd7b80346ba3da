import { ArgumentError } from "../errors/argument.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { brandOf, setBrand } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { valueExpr } from "./coerce.ts";
import { ColumnElement } from "./column-element.ts";
import { entityOf } from "./entity.ts";
import { nextId } from "./ids.ts";
import type { Node } from "./node.ts";
import { type CustomNode, customNode } from "./nodes/custom.ts";
import { textNode } from "./nodes/literal.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { Statement } from "./statement.ts";
import type { TextNode } from "./nodes/literal.ts";

/** What an element of your own is made of. */
export interface CustomOptions<T = unknown> {
  /** The type of its value; not known otherwise. */
  readonly type?: TypeLike<T>;
  /** Expressions, queries and tables; plain values become binds. `compiler.process(element.parts[0])` writes one. */
  readonly parts?: readonly unknown[];
  /** What else changes the SQL: it becomes part of the key that compiled statements are kept under. */
  readonly key?: string | number | boolean | readonly (string | number | boolean)[];
}

const ids = new WeakMap<object, number>();

/** Every class has a key of its own, so that a subclass never shares its parent's compiled statements. */
function headOf(constructor: object, options: CustomOptions, type: SqlType): string {
  let id = ids.get(constructor);
  if (id === undefined) ids.set(constructor, (id = nextId()));
  const own = options.key === undefined ? "" : JSON.stringify(options.key);
  return `x${id}:${own.length}:${own}${type.cacheKey.length}:${type.cacheKey}(`;
}

function partNode(part: unknown, at: number): Node {
  const brand = brandOf(part);
  if (brand === "select" || brand === "from" || brand === "text" || brand === "statement")
    return (part as { node: Node }).node;
  const entity = entityOf(part);
  if (entity !== undefined) return entity.from;
  return valueExpr(part, `parts[${at}] of a custom element: an expression, query, table or value`);
}

/** The parts as fluent objects, over the nodes that the element's key and binds are made of. */
function partObjects(options: CustomOptions, nodes: readonly Node[]): readonly unknown[] {
  return (options.parts ?? []).map((part, i) => {
    const brand = brandOf(part);
    return brand === undefined ? (entityOf(part) === undefined ? new ColumnElement(nodes[i] as ExprNode) : part) : part;
  });
}

function make(options: CustomOptions, constructor: object): CustomNode {
  if (options === null || typeof options !== "object")
    throw new ArgumentError(
      `The options of a custom element are an object { type, parts, key }, not ${describeValue(options)}.`,
    );
  const type = options.type === undefined ? NULL_TYPE : toType(options.type);
  return customNode(headOf(constructor, options, type), {}, (options.parts ?? []).map(partNode), type);
}

/**
 * Base of an SQL expression of your own; `compiles()` says what it writes on each dialect.
 *
 * ```ts
 * class Utcnow extends CustomElement<Date> {
 *   constructor() { super({ type: datetime() }); }
 * }
 * compiles(Utcnow, () => "CURRENT_TIMESTAMP");
 * compiles(Utcnow, "postgresql", () => "TIMEZONE('utc', CURRENT_TIMESTAMP)");
 * ```
 */
export abstract class CustomElement<T = unknown> extends ColumnElement<T> {
  declare readonly node: CustomNode;
  /** What it was made of; values as binds. Process these, not the values themselves, which a cached statement would keep. */
  readonly parts: readonly unknown[];

  constructor(options: CustomOptions<T> = {}) {
    const node = make(options, new.target);
    super(node);
    (node as { element: object }).element = this;
    this.parts = partObjects(options, node.parts);
  }
}

/** Base of a function of your own: `name(parts)` where `compiles()` says nothing else. */
export abstract class CustomFunction<T = unknown> extends CustomElement<T> {
  abstract readonly functionName: string;
}

/** Base of a statement of your own, such as `INSERT INTO t (SELECT …)`. */
export abstract class CustomStatement extends Statement<readonly unknown[]> {
  readonly node: TextNode;
  readonly parts: readonly unknown[];

  constructor(options: CustomOptions = {}) {
    super();
    const node = make(options, new.target);
    (node as { element: object }).element = this;
    this.parts = partObjects(options, node.parts);
    this.node = textNode(["", ""], [node], NULL_TYPE, undefined);
  }
}
setBrand(CustomStatement.prototype, "text");
