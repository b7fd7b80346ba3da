import { NoReferencedTableError } from "../../errors/schema.ts";
import type { ForeignKeyConstraint } from "../../schema/foreign-key.ts";
import type { Table } from "../../schema/table.ts";
import { relatedStates, relationshipHistory } from "../attribute/history.ts";
import type { Mapper } from "../contract/mapper.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import type { FlushWork } from "./flush-work.ts";

/**
 * The objects whose rows have to go so that the row of this one can go before anything is saved: itself, and all that refer to it
 * and are deleted too. undefined where something refers to it that stays, or may do so.
 */
export function earlyDeletes(work: FlushWork, state: InstanceState): Set<InstanceState> | undefined {
  const kept = new Set(work.rowSwitches.values());
  const out = new Set([state]);
  for (const each of out) {
    if (kept.has(each) || !work.deletes.has(each) || work.cascaded.get(each) !== undefined) return undefined;
    if (work.postUpdates.some(({ holder }) => holder === each)) return undefined;
    if (each.mapper.relationships.some(({ postUpdate, direction }) => postUpdate && direction === "manyToOne"))
      return undefined;
    for (const constraint of foreignKeysTo(each.mapper.table)) {
      const members = referringMembers(each, constraint);
      if (members === undefined) return undefined;
      // A Set's iteration meets what is added meanwhile.
      for (const member of members) out.add(member);
    }
  }
  return out;
}

/** The foreign keys of all tables that refer to one. */
export function foreignKeysTo(table: Table): ForeignKeyConstraint[] {
  return [...table.metadata.tables.values()].flatMap((other) =>
    other.foreignKeyConstraints.filter((constraint) => refersTo(constraint, table)),
  );
}

function refersTo(constraint: ForeignKeyConstraint, table: Table): boolean {
  try {
    return constraint.referredTable === table;
  } catch (error) {
    if (error instanceof NoReferencedTableError) return false;
    throw error;
  }
}

/** The objects whose rows refer to one's row by a foreign key; undefined where memory cannot tell. */
function referringMembers(state: InstanceState, constraint: ForeignKeyConstraint): InstanceState[] | undefined {
  const property = state.mapper.relationships.find((each) => follows(state.mapper, each, constraint));
  if (property === undefined || state.related?.[property.slot] === undefined) return undefined;
  if ((relationshipHistory(state, property)?.deleted.length ?? 0) > 0) return undefined;
  const members = relatedStates(state, property).filter(({ identity }) => identity !== undefined);
  return property.direction === "manyToMany" && members.length > 0 ? undefined : members;
}

/** Whether a relationship of a class holds all that refer to its objects by a foreign key. */
function follows(
  mapper: Mapper,
  { direction, viewonly, target, pairs, secondary, localPairs, mapper: own }: RelationshipProperty,
  { table, columns }: ForeignKeyConstraint,
): boolean {
  if (viewonly || own !== mapper) return false;
  if (direction === "manyToMany") {
    return (
      (secondary as unknown) === table &&
      localPairs.length === columns.length &&
      localPairs.every(({ column }) => columns.includes(column))
    );
  }
  return (
    direction === "oneToMany" &&
    target.table === table &&
    pairs.length === columns.length &&
    pairs.every(({ toSlot }) => columns.some((column) => target.slotOf(column) === toSlot))
  );
}
