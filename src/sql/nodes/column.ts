import type { Node } from "../node.ts";
import type { SqlType } from "../../types/sql-type.ts";
import type { FromNode } from "./unions.ts";

/** A named column of a from-clause, or (without `table`) a bare name. */
export interface ColumnNode extends Node {
  readonly kind: "column";
  readonly binds: undefined;
  readonly type: SqlType;
  /** Name in the database. */
  readonly name: string;
  /** Name of the attribute. */
  readonly propKey: string;
  readonly table: FromNode | undefined;
  /** The column of the selected statement, or of the aliased table, that this one stands for. */
  readonly base: Node | undefined;
}

/** `key` must identify the column within the process: a table's key and a position, or a name's text. */
export function columnNode(
  key: string,
  anon: boolean,
  name: string,
  propKey: string,
  type: SqlType,
  table: FromNode | undefined,
  base: Node | undefined = undefined,
): ColumnNode {
  return { kind: "column", key: key + ",", binds: undefined, anon, type, name, propKey, table, base };
}
