import { nextId } from "../ids.ts";
import type { Node } from "../node.ts";
import type { ColumnNode } from "./column.ts";

/** One FOREIGN KEY as the inference of ON clauses sees it. */
export interface ForeignKeyInfo {
  readonly parent: readonly ColumnNode[];
  readonly referred: readonly ColumnNode[];
}

/** A table. `columns` is filled once, right after the node was made. */
export interface TableNode extends Node {
  readonly kind: "table";
  readonly binds: undefined;
  readonly ref: string;
  readonly name: string;
  readonly schema: string | undefined;
  readonly columns: readonly ColumnNode[];
  /** Its own foreign keys; read only when a join is inferred, so that they may resolve late. */
  readonly foreignKeys: () => readonly ForeignKeyInfo[];
  /** The schema layer's Table, for those above that need it. */
  readonly table: unknown;
}

const noForeignKeys = (): readonly ForeignKeyInfo[] => [];

/**
 * A table node and its (still empty) column list. `anon` tables are made in passing (`table("t")`): their id is
 * not part of a statement's key.
 */
export function tableNode(
  name: string,
  schema: string | undefined,
  options: { foreignKeys?: () => readonly ForeignKeyInfo[]; table?: unknown; anon?: boolean } = {},
): TableNode & { readonly columns: ColumnNode[] } {
  const id = nextId();
  const anon = options.anon === true;
  const key = anon
    ? `\u0001${id};t${name.length}:${name}${schema === undefined ? "" : `,${schema.length}:${schema}`}`
    : `T${id}`;
  return {
    kind: "table",
    key,
    binds: undefined,
    anon,
    ref: key,
    name,
    schema,
    columns: [],
    foreignKeys: options.foreignKeys ?? noForeignKeys,
    table: options.table,
  };
}
