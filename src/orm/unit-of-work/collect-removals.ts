import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import type { FlushWork, Removal } from "./flush-work.ts";

/**
 * Decides what becomes of objects that were taken out of a relationship: an orphan of a delete-orphan relationship is
 * deleted (one that was never inserted leaves the session), any other child loses its foreign key. What another parent
 * took in meanwhile stays as that parent has it.
 */
export function collectRemovals(work: FlushWork): void {
  if (work.removals.length === 0) return;
  const adopted = adoptions(work);
  for (const removal of work.removals) {
    const { property, child } = removal;
    if (adopted.get(property)?.has(child) === true) continue;
    if (property.cascade.deleteOrphan) {
      if (child.status === Status.persistent && work.holds(child)) work.deletes.add(child);
      else if (child.status === Status.pending && work.holds(child)) expunge(work, child);
    } else if (property.direction === "oneToMany" && work.holds(child) && child.status !== Status.deleted) {
      release(work, removal);
    }
  }
}

/** Empties the foreign key of a child that lost its parent. */
export function release(work: FlushWork, { property, child }: Removal): void {
  (property.postUpdate ? work.postUpdates : work.syncs).push({ property, source: undefined, holder: child });
  if (child.status === Status.persistent) work.updates.add(child);
}

/** A pending object leaves the session without a trace. */
export function expunge(work: FlushWork, state: InstanceState): void {
  work.context.newStates.delete(state);
  state.session = undefined;
  state.status = Status.transient;
}

/** The objects that some parent took in during this flush, by the relationship that they came in by. */
function adoptions(work: FlushWork): Map<RelationshipProperty, Set<InstanceState>> {
  const out = new Map<RelationshipProperty, Set<InstanceState>>();
  const wanted = new Map<RelationshipProperty, Set<InstanceState>>();
  for (const { property } of work.removals) {
    if (out.has(property)) continue;
    const set = new Set<InstanceState>();
    out.set(property, set);
    wanted.set(property, set);
    // child.parent = other says the same as other.children.push(child)
    if (property.reverse !== undefined) wanted.set(property.reverse, set);
  }
  for (const operations of [work.syncs, work.postUpdates]) {
    for (const { property, source, holder } of operations) {
      if (source === undefined || work.context.deletedStates.has(source)) continue;
      const set = wanted.get(property);
      if (set === undefined) continue;
      // The child is the holder of the key, unless the parent is: manyToOne with delete-orphan owns its target.
      const owning = out.get(property) === set ? property : property.reverse;
      set.add(owning?.direction === "manyToOne" ? source : holder);
    }
  }
  for (const [property, set] of out) {
    if (property.direction !== "manyToMany") continue;
    const { inserted, property: leading } = work.association(property);
    for (const child of leading === property ? inserted.right : inserted.left) set.add(child);
  }
  return out;
}
