import type {
  ReflectedForeignKeyConstraint,
  ReflectedIndex,
  ReflectedUniqueConstraint,
} from "../../schema/reflected.ts";
import { type Plan, referredTable, type TablePlan } from "./table-plan.ts";

/** Which constraints and indexes are said with their column, by its name in the database, and which stand by themselves. */
export interface Inline {
  readonly unique: ReadonlySet<string>;
  readonly indexed: ReadonlySet<string>;
  readonly foreignKeys: ReadonlyMap<string, readonly ReflectedForeignKeyConstraint[]>;
  readonly checks: ReadonlyMap<string, readonly string[]>;
  readonly uniqueConstraints: readonly ReflectedUniqueConstraint[];
  readonly compositeKeys: readonly ReflectedForeignKeyConstraint[];
  readonly indexes: readonly ReflectedIndex[];
  /** Foreign keys to tables that are not written. */
  readonly leftOut: readonly ReflectedForeignKeyConstraint[];
}

export function inlineOf({ catalog, tables }: Plan, { facts }: TablePlan): Inline {
  const { name: table } = facts;
  const unique = new Set<string>();
  const indexed = new Set<string>();
  const uniqueConstraints: ReflectedUniqueConstraint[] = [];
  for (const found of facts.uniqueConstraints) {
    if (found.inherited === true || isFancyIndex(found, facts.indexes)) continue;
    const { name, columnNames, deferrable, initially, dialectOptions, comment } = found;
    const [only, second] = columnNames;
    const isPlain = [deferrable, initially, dialectOptions, comment].every((each) => each === undefined);
    const isUsual = name === null || catalog.isUsualName("unique", name, table, columnNames);
    if (only !== undefined && second === undefined && isPlain && isUsual) unique.add(only);
    else uniqueConstraints.push(found);
  }
  const asConstraint = new Set(
    facts.uniqueConstraints
      .filter((found) => !isFancyIndex(found, facts.indexes))
      .map((found) => found.duplicatesIndex),
  );
  const keyNames = new Set(facts.foreignKeys.map((key) => key.name));
  const indexes = facts.indexes.filter((index) => {
    if (index.duplicatesConstraint !== undefined || index.inherited === true || asConstraint.has(index.name))
      return false;
    // MySQL makes an index for each foreign key by itself.
    if (keyNames.has(index.name)) return false;
    const [only, second] = index.columnNames;
    if (typeof only !== "string" || second !== undefined || !isPlainIndex(index) || unique.has(only)) return true;
    if (index.unique || index.name !== `ix_${facts.schema === undefined ? "" : `${facts.schema}_`}${table}_${only}`)
      return true;
    indexed.add(only);
    return false;
  });
  const foreignKeys = new Map<string, ReflectedForeignKeyConstraint[]>();
  const compositeKeys: ReflectedForeignKeyConstraint[] = [];
  const leftOut: ReflectedForeignKeyConstraint[] = [];
  const all = tables.map((each) => each.facts);
  for (const key of facts.foreignKeys) {
    const [only, second] = key.constrainedColumns;
    if (key.inherited === true) continue;
    if (referredTable(key, all) === undefined) leftOut.push(key);
    else if (only === undefined || second !== undefined) compositeKeys.push(key);
    else foreignKeys.set(only, [...(foreignKeys.get(only) ?? []), key]);
  }
  const checks = new Map<string, string[]>();
  for (const { column, sqltext } of facts.checkConstraints)
    if (column !== undefined) checks.set(column, [...(checks.get(column) ?? []), sqltext]);
  return { unique, indexed, foreignKeys, checks, uniqueConstraints, compositeKeys, indexes, leftOut };
}

/** Whether a unique constraint that is an index can be said as an index alone: with lengths or an order. */
function isFancyIndex({ duplicatesIndex }: ReflectedUniqueConstraint, indexes: readonly ReflectedIndex[]): boolean {
  const index = indexes.find((each) => each.name === duplicatesIndex);
  return duplicatesIndex !== undefined && index !== undefined && !isPlainIndex(index);
}

function isPlainIndex({ expressions, columnSorting, includeColumns, dialectOptions }: ReflectedIndex): boolean {
  return [expressions, columnSorting, includeColumns, dialectOptions].every((each) => each === undefined);
}
