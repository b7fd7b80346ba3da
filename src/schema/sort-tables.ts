import { CircularDependencyError } from "../errors/circular-dependency.ts";
import { findCycles, sortByDependency } from "../util/topological.ts";
import type { ForeignKeyConstraint } from "./foreign-key.ts";
import type { Table } from "./table.ts";

/** A step of creation: a table with the foreign keys written inside CREATE TABLE, and last, without a table, those for ALTER TABLE. */
export interface SortedEntry {
  readonly table: Table | undefined;
  readonly constraints: readonly ForeignKeyConstraint[];
}

/**
 * Tables in the order of creation. Where tables depend on one another in a circle, their foreign keys are taken out
 * and come in a last entry. `mayTakeOut` says which ones can be.
 */
export function sortTables(
  tables: readonly Table[],
  mayTakeOut: (constraint: ForeignKeyConstraint) => boolean = () => true,
): readonly SortedEntry[] {
  const known = new Set(tables);
  const taken = new Set<ForeignKeyConstraint>();
  for (const table of tables)
    for (const constraint of table.foreignKeyConstraints)
      if (constraint.options.useAlter === true && mayTakeOut(constraint)) taken.add(constraint);
  const dependencies = (table: Table): Table[] => [
    ...table.foreignKeyConstraints
      .filter((constraint) => !taken.has(constraint))
      .map((constraint) => constraint.referredTable)
      .filter((other) => known.has(other)),
    ...[...table.dependencies, ...parents(table)].filter((other) => known.has(other)),
  ];
  let sorted = sortByDependency(byName(tables), dependencies);
  if (sorted.cyclic.length > 0) {
    const cycle = findCycles(tables, dependencies);
    for (const table of cycle) {
      for (const constraint of table.foreignKeyConstraints)
        if (constraint.referredTable !== table && cycle.has(constraint.referredTable) && mayTakeOut(constraint))
          taken.add(constraint);
    }
    sorted = sortByDependency(byName(tables), dependencies);
    if (sorted.cyclic.length > 0) {
      throw new CircularDependencyError(
        `The tables ${sorted.cyclic.map((table) => `"${table.fullname}"`).join(", ")} depend on one another in a circle, and a foreign key can be dropped on its own only by its name. Name one of them: .references("…", { name: "fk_…" }), or set a namingConvention with fk.`,
      );
    }
  }
  const entries: SortedEntry[] = sorted.order.map((table) => ({
    table,
    constraints: table.foreignKeyConstraints.filter((constraint) => !taken.has(constraint)),
  }));
  return [...entries, { table: undefined, constraints: [...taken] }];
}

/** Independent of the order of declaration, so that two processes create tables in the same order. */
function byName(tables: readonly Table[]): Table[] {
  return [...tables].sort((a, b) => (a.fullname < b.fullname ? -1 : a.fullname > b.fullname ? 1 : 0));
}

/** The tables that a partition or child of PostgreSQL comes from. */
function parents({ options, schema, metadata }: Table): Table[] {
  const { postgresqlInherits: inherited = [], postgresqlPartitionOf: whole } = options;
  const names = typeof inherited === "string" ? [inherited] : [...inherited];
  if (whole !== undefined) names.push(whole);
  return names.flatMap((name) => metadata.tables.get(schema === undefined ? name : `${schema}.${name}`) ?? []);
}
