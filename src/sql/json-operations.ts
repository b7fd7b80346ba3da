import { ArgumentError } from "../errors/argument.ts";
import { checkJsonStep, JSON_INDEX, JSON_KEY, JSON_STEPS } from "../types/json-path-type.ts";
import { STRING } from "../types/literal-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { bindName, exprOf, refuse } from "./coerce.ts";
import { binaryNode } from "./nodes/binary.ts";
import { bindNode } from "./nodes/bind.ts";
import type { ExprNode } from "./nodes/unions.ts";
import * as O from "./operator.ts";

/** An element of JSON by key, position, path, or an expression that gives a key or position. */
export function jsonElement(left: ExprNode, key: unknown): ExprNode {
  if (left.type.family !== "json")
    throw new ArgumentError(
      `get() takes an element of a JSON expression; this one is of type ${left.type.kind}. Arrays have .at(), and typeCoerce(x, json()) says that an expression is JSON.`,
    );
  const expr = exprOf(key);
  if (expr !== undefined) return binaryNode(O.JSON_GET, left, expr, left.type);
  if (Array.isArray(key)) {
    if (key.length === 0)
      throw new ArgumentError("get() got an empty path; give at least one key or position, or leave get() out.");
    const path = (key as unknown[]).map(checkJsonStep);
    return binaryNode(O.JSON_PATH_GET, left, bindNode(bindName(left), path, JSON_STEPS), left.type);
  }
  const step = checkJsonStep(key);
  const type = typeof step === "number" ? JSON_INDEX : JSON_KEY;
  return binaryNode(O.JSON_GET, left, bindNode(bindName(left), step, type), left.type);
}

/** The element as a value of another type: `asInteger()` and its kin. */
export function jsonElementAs(node: ExprNode, type: SqlType, method: string): ExprNode {
  const found = elementOf(node);
  if (found === undefined)
    throw new ArgumentError(
      `${method}() turns an element of JSON into another type, as in data.get("key").${method}(); ${node.kind === "column" ? "a whole column" : `a ${node.kind}`} is no element.`,
    );
  // The type changes the SQL, so it is part of the key.
  return binaryNode(found.op, found.left, found.right, type, type.cacheKey);
}

/** PostgreSQL's `->>` and `#>>`: the element as text. */
export function jsonText(node: ExprNode): ExprNode {
  const found = elementOf(node);
  if (found === undefined) return refuse('astext: an element of JSON, data.get("key"),', node.kind);
  const op = found.op === O.JSON_GET ? O.JSON_TEXT : O.JSON_PATH_TEXT;
  return binaryNode(op, found.left, found.right, STRING);
}

function elementOf(node: ExprNode): Extract<ExprNode, { kind: "binary" }> | undefined {
  return node.kind === "binary" && (node.op === O.JSON_GET || node.op === O.JSON_PATH_GET) ? node : undefined;
}
