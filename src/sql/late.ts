import type { Node } from "./node.ts";
import type { StatementNode, ExprNode, QueryNode } from "./nodes/unions.ts";

/** What `compile()` gives: the SQL, and the values in placeholder order, as the driver gets them. */
export interface CompileResult {
  readonly sql: string;
  readonly params: readonly unknown[];
  toString(): string;
}

/** Options of `compile()`. */
export interface CompileRequest {
  /** A dialect's name ("sqlite", "postgresql"), or a dialect object; the default dialect without. */
  readonly dialect?: string | object | undefined;
  /** `false`: lists are not written out, `IN (__[POSTCOMPILE_id_1])`, and stand in `params` as one value each. */
  readonly renderPostcompile?: boolean | undefined;
  /** Values are written into the SQL. */
  readonly literalBinds?: boolean | undefined;
  readonly schemaTranslateMap?: ReadonlyMap<string | null, string | null> | undefined;
  /** Columns that an insert or update without values is for. */
  readonly columnKeys?: readonly string[] | undefined;
}

/** What layers above sql/ put here when they are loaded. */
export interface LateBindings {
  compile: (node: Node | StatementNode | ExprNode, request: CompileRequest) => CompileResult;
  /** Makes the fluent object of a query; select.ts registers it, for elements that hand out queries. */
  select: (query: QueryNode) => unknown;
  /** Make fluent objects of expressions, for the operators that the class of expressions inherits. */
  expression: (node: ExprNode) => unknown;
  jsonElement: (node: ExprNode) => unknown;
}

export const late: Partial<LateBindings> = {};

/** Compiles through the compiler that was loaded. */
export function compileNode(node: Node, request: CompileRequest = {}): CompileResult {
  if (late.compile === undefined)
    throw new Error('The SQL compiler was not loaded: import from "athanor", not from its inner files.');
  return late.compile(node, request);
}
