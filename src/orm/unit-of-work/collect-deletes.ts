import type { Flow } from "../../flow/flow.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { relatedStates, relationshipHistory } from "../attribute/history.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { loadRelationship } from "../strategy/load-relationship.ts";
import { expunge, release } from "./collect-removals.ts";
import { mayHaveRows } from "./association-work.ts";
import { byMapper, type FlushWork } from "./flush-work.ts";

/**
 * Follows the deletions: what they cascade to is deleted too, other children lose their foreign key, association rows
 * go. Relationships that are not in memory are loaded, for all objects of a class in one go, unless `passiveDeletes`
 * leaves them to the database.
 */
export function* collectDeletes(work: FlushWork): Flow<void> {
  const { deletes } = work;
  for (const state of work.context.deletedStates) if (state.status === Status.persistent) deletes.add(state);
  let wave = [...deletes];
  while (wave.length > 0) {
    for (const [mapper, states] of byMapper(wave)) {
      for (const property of mapper.relationships) {
        if (!isAffected(property)) continue;
        if (property.passiveDeletes === false) {
          const missing = states.filter((state) => state.related?.[property.slot] === undefined);
          if (missing.length > 0 && property.lazy === "writeOnly") throw notPassive(property);
          if (missing.length > 0) yield* loadRelationship(work.context, missing, property);
        }
      }
    }
    const before = deletes.size;
    for (const state of wave) {
      work.updates.delete(state);
      for (const property of state.mapper.relationships) if (isAffected(property)) followDelete(work, state, property);
    }
    // A Set keeps its order: what was added is the next wave.
    wave = deletes.size === before ? [] : [...deletes].slice(before);
  }
}

/** A collection that stays in the database would have to be read. */
export function notPassive({ mapper, key }: RelationshipProperty): InvalidRequestError {
  return new InvalidRequestError(
    `${mapper.name}.${key} is write-only: deleting a ${mapper.name} would read all its members. Give the relationship passiveDeletes: true and its foreign key an ondelete, so that the database looks after them; or delete them first, with session.execute(object.${key}.delete()).`,
    "write-only",
  );
}

/** Whether a deletion has to look at a relationship at all. */
function isAffected(property: RelationshipProperty): boolean {
  if (property.viewonly) return false;
  if (property.direction === "manyToMany") return true;
  if (property.direction === "manyToOne") return property.cascade.delete || property.cascade.deleteOrphan;
  return property.passiveDeletes !== "all";
}

function followDelete(work: FlushWork, state: InstanceState, property: RelationshipProperty): void {
  const history = relationshipHistory(state, property);
  const removed = history?.deleted ?? [];
  const members = relatedStates(state, property);
  const cascades = property.cascade.delete || property.cascade.deleteOrphan;
  if (property.direction === "manyToMany") {
    const rows = work.association(property);
    const added = history === undefined || history.added.length === 0 ? undefined : new Set(history.added);
    for (const member of members) {
      if (added?.has(member) !== true && mayHaveRows(member)) rows.add(rows.deleted, property, state, member);
    }
    for (const member of removed) if (mayHaveRows(member)) rows.add(rows.deleted, property, state, member);
  }
  for (const member of members) {
    if (!work.holds(member)) continue;
    if (cascades) doom(work, member);
    else if (property.direction === "oneToMany" && member.status !== Status.deleted) {
      release(work, { property, child: member });
    }
  }
}

function doom(work: FlushWork, state: InstanceState): void {
  if (state.status === Status.persistent) work.deletes.add(state);
  else if (state.status === Status.pending && work.holds(state)) {
    expunge(work, state);
    for (const property of state.mapper.relationships) {
      if (property.viewonly || !(property.cascade.delete || property.cascade.deleteOrphan)) continue;
      for (const member of relatedStates(state, property)) doom(work, member);
    }
  }
}
