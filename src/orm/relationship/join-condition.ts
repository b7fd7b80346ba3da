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

/** The pairs by which foreign keys of `owners` lead to `targets`: the tables of either side. Several ways, or none, are an error that says how to choose. */
export function foreignKeyPairs(
  owners: readonly Table[],
  targets: readonly Table[],
  only: readonly Column<string, unknown>[] | undefined,
  where: string,
  /** What to declare instead where the foreign key is on the other side. */
  otherWay: string,
): JoinPair[] {
  const found = owners.flatMap((owner) => leading(owner, targets, only));
  const [first] = found;
  const owner = named(owners);
  const referred = named(targets);
  if (first === undefined) {
    const isReverse = owner !== referred && targets.some((table) => leading(table, owners, undefined).length > 0);
    throw new NoForeignKeysError(
      isReverse
        ? `${where}: the foreign key is on the other side: table ${referred} refers to ${owner}. Declare ${otherWay}.`
        : `${where}: no foreign key of table ${owner} refers to ${referred}. Give a column .references("${targets[0]?.name ?? ""}.…"), or the relationship a primaryjoin.`,
    );
  }
  if (found.length > 1) {
    const names = found
      .map((pairs) => pairs.map(({ foreign }) => `${foreign.table.name}.${foreign.key}`).join(" + "))
      .join(", ");
    throw new AmbiguousForeignKeysError(
      `${where}: several foreign keys of table ${owner} refer to ${referred} (${names}). Say which one: foreignKeys: () => [${first[0]?.foreign.table.name ?? ""}.c.…].`,
    );
  }
  return first;
}

function named(tables: readonly Table[]): string {
  return tables.map(({ name }) => name).join(" and ");
}

function leading(
  owner: Table,
  targets: readonly Table[],
  only: readonly Column<string, unknown>[] | undefined,
): JoinPair[][] {
  const found: JoinPair[][] = [];
  for (const info of owner.node.foreignKeys()) {
    const pairs = info.parent.map((parent, at) => ({
      foreign: columnOfNode(parent) as Column<string, unknown>,
      referred: columnOfNode(info.referred[at] as ColumnNode) as Column<string, unknown>,
    }));
    if (pairs.some((pair) => !targets.includes(pair.referred.table))) continue;
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
