import { ArgumentError } from "../errors/argument.ts";
import { Alias, type ColumnMap } from "./from-clause.ts";
import { describeFrom } from "./join-condition.ts";
import { aliasNode } from "./nodes/alias.ts";
import type { FromNode } from "./nodes/unions.ts";

/** The columns of a table or mapped class, as types know them. */
export type ColumnsOf<C> = C extends { readonly c: infer X } ? X : ColumnMap;

const proposed = new WeakMap<FromNode, Alias>();

/**
 * The row that an INSERT would have added, for the update that is done instead: an alias named "excluded", which databases
 * that call it otherwise spell in their own way. One for each table, so that it is the same in every statement.
 */
export function proposedRow(table: FromNode): Alias {
  if (table.kind !== "table") throw new ArgumentError(`An upsert goes into a table, not into ${describeFrom(table)}.`);
  let row = proposed.get(table);
  if (row === undefined) proposed.set(table, (row = new Alias(aliasNode(table, "excluded"))));
  return row;
}

/** Whether a column's table is such a row. */
export function isProposedRow(from: FromNode | undefined): boolean {
  return from?.kind === "alias" && from.name === "excluded" && proposed.get(from.element)?.node === from;
}
