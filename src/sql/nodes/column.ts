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
  /** Set where it is an attribute of a class that maps a join or a subquery: the column, and the join that it is selected from. */
  readonly attribute: { readonly of: ColumnNode; readonly within: FromNode | undefined } | undefined;
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
  return {
    kind: "column",
    key: key + ",",
    binds: undefined,
    anon,
    type,
    name,
    propKey,
    table,
    base,
    attribute: undefined,
  };
}

/** A column under the name of an attribute, which `mark` tells within the process; selected alone it brings all of `within`. */
export function attributeColumn(
  node: ColumnNode,
  propKey: string,
  mark: string,
  within: FromNode | undefined,
): ColumnNode {
  const of = node.attribute?.of ?? node;
  if (within === undefined && of.propKey === propKey) return of;
  const anon = of.anon || within?.anon === true;
  return { ...of, key: `${of.key}~${mark};`, anon, propKey, base: of, attribute: { of, within } };
}
