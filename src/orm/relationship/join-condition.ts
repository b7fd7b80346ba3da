import { ArgumentError } from "../../errors/argument.ts";
import { AmbiguousForeignKeysError, NoForeignKeysError } from "../../errors/foreign-keys.ts";
import { columnOfNode } from "../../schema/column-registry.ts";
import type { Column } from "../../schema/column.ts";
import type { Table } from "../../schema/table.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";

/** Two columns that a relationship keeps equal: `foreign` is the foreign key, `referred` the column that it refers to. */
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
  /** What to declare instead where the foreign key is on the other side. */
  otherWay: string,
): JoinPair[] {
  const found = leading(owner, referred, only);
  const [first] = found;
  if (first === undefined) {
    const isReverse = owner !== referred && leading(referred, owner, undefined).length > 0;
    throw new NoForeignKeysError(
      isReverse
        ? `${where}: the foreign key is on the other side: table ${referred.name} refers to ${owner.name}. Declare ${otherWay}.`
        : `${where}: no foreign key of table ${owner.name} refers to ${referred.name}. Give a column .references("${referred.name}.…"), or the relationship a primaryjoin.`,
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

function leading(owner: Table, referred: Table, only: readonly Column<string, unknown>[] | undefined): JoinPair[][] {
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
  return found;
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
