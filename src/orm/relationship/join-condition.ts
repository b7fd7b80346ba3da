import { ArgumentError } from "../../errors/argument.ts";
import { AmbiguousForeignKeysError, NoForeignKeysError } from "../../errors/foreign-keys.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import { iterate } from "../../sql/traverse.ts";

/** Two columns that a relationship keeps equal: `foreign` is the foreign key, `remote` the column that it refers to. */
export interface JoinPair {
  readonly referred: Column<string, unknown>;
  readonly foreign: Column<string, unknown>;
}

/** The pairs by which foreign keys of `owner` lead to `referred`. Several ways, or none, are an error that says how to choose. */
export function foreignKeyPairs(
  owner: Table,
  referred: Table,
  only: readonly Column<string, unknown>[] | undefined,
  where: string,
): JoinPair[] {
  const found: JoinPair[][] = [];
  for (const info of owner.node.foreignKeys()) {
    const pairs = info.parent.map((parent, at) => ({
      foreign: columnOfNode(parent) as Column<string, unknown>,
      referred: columnOfNode(info.referred[at] as ColumnNode) as Column<string, unknown>,
    }));
    if (pairs.some((pair) => pair.referred.table !== referred)) continue;
    if (only !== undefined && !pairs.every((pair) => only.includes(pair.foreign))) continue;
    found.push(pairs);
  }
  const [first] = found;
  if (first === undefined) {
    throw new NoForeignKeysError(
      `${where}: no foreign key of table ${owner.name} refers to ${referred.name}. Give a column .references("${referred.name}.…"), or the relationship a primaryjoin.`,
    );
  }
  if (found.length > 1) {
    const names = found.map((pairs) => pairs.map((pair) => `${owner.name}.${pair.foreign.key}`).join(" + ")).join(", ");
    throw new AmbiguousForeignKeysError(
      `${where}: several foreign keys of table ${owner.name} refer to ${referred.name} (${names}). Say which one: foreignKeys: () => [${owner.name}.c.…].`,
    );
  }
  return first;
}

/** The pairs of columns that a written join condition sets equal. */
export function conditionPairs(
  condition: ColumnElement<boolean>,
  sides: { readonly foreign: readonly Table[]; readonly referred: Table },
  only: readonly Column<string, unknown>[] | undefined,
): JoinPair[] {
  const pairs: JoinPair[] = [];
  for (const node of iterate(condition.node)) {
    if (node.kind !== "binary") continue;
    const { left, right, op } = node as unknown as { left: ColumnNode; right: ColumnNode; op: { name: string } };
    if (op.name !== "eq" || left.kind !== "column" || right.kind !== "column") continue;
    const a = columnOfNode(left);
    const b = columnOfNode(right);
    if (a === undefined || b === undefined) continue;
    const pair = orient(a, b, sides, only) ?? orient(b, a, sides, only);
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

function orient(
  foreign: Column<string, unknown>,
  referred: Column<string, unknown>,
  sides: { readonly foreign: readonly Table[]; readonly referred: Table },
  only: readonly Column<string, unknown>[] | undefined,
): JoinPair | undefined {
  if (!sides.foreign.includes(foreign.table as never) || (referred.table as unknown) !== sides.referred)
    return undefined;
  if (only !== undefined) return only.includes(foreign) ? { foreign, referred } : undefined;
  const declared = foreign.foreignKeys.some((key) => key.column === referred);
  const reverse = referred.foreignKeys.some((key) => key.column === foreign);
  return declared || (!reverse && (foreign.table as unknown) !== sides.referred) ? { foreign, referred } : undefined;
}

/** What a `foreignKeys` callback gave, as columns. */
export function toColumns(given: unknown, where: string): Column<string, unknown>[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.map((item) => {
    const column = item instanceof ColumnElement ? columnOfNode(item.node) : undefined;
    if (column === undefined) {
      throw new ArgumentError(`${where}: foreignKeys gives columns, such as () => [Task.c.userId].`, "argument");
    }
    return column;
  });
}
