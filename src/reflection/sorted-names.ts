import type { ReflectedForeignKeyConstraint } from "../schema/reflected.ts";
import { findCycles, sortByDependency } from "../util/topological.ts";

/**
 * Tables in the order of creation, each with the names of the foreign keys that stand inside it; the last entry has no table but the keys,
 * as pairs of table and name, that are added after all.
 */
export type SortedNames = readonly (
  | readonly [table: string, foreignKeys: readonly (string | null)[]]
  | readonly [table: null, foreignKeys: readonly (readonly [table: string, foreignKey: string | null])[]]
)[];

/** Sorts tables by the foreign keys between them; those of a circle are taken out. */
export function sortedTableNames(
  keys: ReadonlyMap<string, readonly ReflectedForeignKeyConstraint[]>,
  schema: string | undefined,
): SortedNames {
  const tables = [...keys.keys()].sort();
  const taken = new Set<ReflectedForeignKeyConstraint>();
  const isNear = (key: ReflectedForeignKeyConstraint): boolean =>
    keys.has(key.referredTable) && (key.referredSchema ?? undefined) === schema;
  const dependencies = (table: string): string[] =>
    (keys.get(table) ?? [])
      .filter((key) => !taken.has(key) && isNear(key) && key.referredTable !== table)
      .map((key) => key.referredTable);
  let sorted = sortByDependency(tables, dependencies);
  if (sorted.cyclic.length > 0) {
    const cycle = findCycles(tables, dependencies);
    for (const table of cycle)
      for (const key of keys.get(table) ?? [])
        if (isNear(key) && key.referredTable !== table && cycle.has(key.referredTable)) taken.add(key);
    sorted = sortByDependency(tables, dependencies);
  }
  const rest: (readonly [string, string | null])[] = [];
  for (const [table, own] of keys) for (const key of own) if (taken.has(key)) rest.push([table, key.name]);
  return [
    ...sorted.order.map(
      (table) => [table, (keys.get(table) ?? []).filter((key) => !taken.has(key)).map((key) => key.name)] as const,
    ),
    [null, rest],
  ];
}
