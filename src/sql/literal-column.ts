import { NULL_TYPE } from "../types/literal-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { ColumnElement } from "./column-element.ts";
import { checkSqlText } from "./sql-text.ts";
import { literalColumnNode } from "./nodes/literal.ts";

/** SQL text that stands for a column expression. Written as given: never build it from input. */
export function literalColumn<T = unknown>(sql: string, type?: TypeLike<T>): ColumnElement<T> {
  return new ColumnElement(
    literalColumnNode(checkSqlText(sql, "literalColumn(): SQL text"), type === undefined ? NULL_TYPE : toType(type)),
  );
}
