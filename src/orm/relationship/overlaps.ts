import { ArgumentError } from "../../errors/argument.ts";
import type { Column } from "../../schema/column.ts";
import { describeValue } from "../../util/describe.ts";
import { warn } from "../../util/warn.ts";
import type { ConfiguredRelationship } from "./configured-relationship.ts";

type AnyColumn = Column<string, unknown>;

/** Which relationships copy which column into a column. */
const copies = new WeakMap<AnyColumn, Map<ConfiguredRelationship, AnyColumn>>();

/** The names of `overlaps`: "tasks, owner" or a list. */
export function parseOverlaps(given: unknown, where: string): ReadonlySet<string> {
  if (given === undefined) return new Set();
  const list: readonly unknown[] | undefined =
    typeof given === "string" ? given.split(",").map((name) => name.trim()) : Array.isArray(given) ? given : undefined;
  if (list?.every((name) => typeof name === "string") !== true) {
    throw new ArgumentError(
      `${where}: overlaps names relationships, such as "tasks, owner"; given was ${describeValue(given)}.`,
      "argument",
    );
  }
  return new Set(list as string[]);
}

/** Warns when relationships that do not populate each other write the same foreign key: which of them wins would be chance. */
export function warnOfOverlaps(property: ConfiguredRelationship): void {
  if (property.viewonly) return;
  for (const [from, to] of copiedColumns(property)) {
    let others = copies.get(to);
    if (others === undefined) copies.set(to, (others = new Map()));
    const conflicting = [...others].filter(
      ([other]) =>
        other !== property &&
        other !== property.reverse &&
        other.reverse !== property &&
        !property.overlaps.has(other.key) &&
        !other.overlaps.has(property.key),
    );
    others.set(property, from);
    if (conflicting.length === 0) continue;
    const listed = conflicting.map(
      ([other, source]) => `"${nameOf(other)}" (copies ${called(source)} to ${called(to)})`,
    );
    const keys = conflicting.map(([other]) => other.key).toSorted((a, b) => (a < b ? -1 : 1));
    warn(
      `Relationship "${nameOf(property)}" will copy column ${called(from)} to column ${called(to)}, which conflicts with relationship(s): ${listed.toSorted((a, b) => (a < b ? -1 : 1)).join(", ")}. ` +
        "Link them with backPopulates, give viewonly: true to those that only read, or mark with foreign() which columns are to be written where foreign keys overlap in part. " +
        `If it is meant so, say overlaps: "${[...new Set(keys)].join(",")}" on "${nameOf(property)}".`,
    );
  }
}

function* copiedColumns(property: ConfiguredRelationship): Generator<readonly [AnyColumn, AnyColumn]> {
  const { mapper, target, direction } = property;
  const [referred, holder] = direction === "manyToOne" ? [target, mapper] : [mapper, target];
  for (const { fromSlot, toSlot } of property.pairs) {
    const from = referred.columns[fromSlot];
    const to = holder.columns[toSlot];
    if (from !== undefined && to !== undefined) yield [from.column, to.column];
  }
  for (const [side, pairs] of [
    [mapper, property.localPairs],
    [target, property.remotePairs],
  ] as const) {
    for (const { column, slot } of pairs) {
      const from = side.columns[slot];
      if (from !== undefined) yield [from.column, column];
    }
  }
}

function nameOf({ mapper, key }: ConfiguredRelationship): string {
  return `${mapper.name}.${key}`;
}

function called(column: AnyColumn): string {
  return `${column.table.name}.${column.key}`;
}
