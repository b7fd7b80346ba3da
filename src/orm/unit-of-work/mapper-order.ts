import type { Mapper } from "../contract/mapper.ts";
import { type Component, components } from "./components.ts";

/** The class hierarchies of a flush, parents before children; those that depend on each other in one component. */
export function mapperOrder(bases: ReadonlySet<Mapper>): Component<Mapper>[] {
  const edges = new Map<Mapper, Set<Mapper>>();
  const byTable = new Map<unknown, Mapper[]>();
  for (const base of bases) {
    edges.set(base, new Set());
    for (const { table } of base.tables) {
      const known = byTable.get(table);
      if (known === undefined) byTable.set(table, [base]);
      else known.push(base);
    }
  }
  for (const base of bases) {
    // Foreign keys that only a postUpdate relationship fills do not order the INSERTs.
    let free: Set<unknown> | undefined;
    for (const { direction, target, postUpdate, viewonly, pairs } of base.relationships) {
      if (viewonly || direction === "manyToMany" || !edges.has(target.base)) continue;
      const [parent, child] = direction === "oneToMany" ? [base, target.base] : [target.base, base];
      if (!postUpdate) edges.get(child)?.add(parent);
      else if (child === base) for (const { toSlot } of pairs) (free ??= new Set()).add(base.columns[toSlot]?.column);
    }
    for (const column of base.tables.flatMap(({ table }) => table.columns)) {
      if (free?.has(column) === true) continue;
      for (const foreignKey of column.foreignKeys) {
        const { table } = foreignKey.column;
        for (const parent of byTable.get(table) ?? []) {
          // Between the tables of one class the order is theirs.
          if (parent !== base || table === column.table) edges.get(base)?.add(parent);
        }
      }
    }
  }
  const none: ReadonlySet<Mapper> = new Set();
  return components(bases, (base) => edges.get(base) ?? none);
}
