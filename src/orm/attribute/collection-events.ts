import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, type PendingChanges, Status } from "../contract/state.ts";
import { warn } from "../../util/warn.ts";
import { checkSingleParent, noteParent } from "./single-parent.ts";
import type { CollectionAdapter } from "../contract/collection.ts";
import { validateMember, validators } from "./validators.ts";
import { adapterOf, keepSnapshot, noteSeen } from "./collection-adapter.ts";

/** Refuses what is no object of the relationship's class, and what belongs to another owner where there may be but one. */
export function checkMember(property: RelationshipProperty, value: unknown, owner?: InstanceState): InstanceState {
  const state = stateOf(value);
  if (state === undefined || !state.mapper.isa(property.target)) {
    throw new ArgumentError(
      `${property.mapper.name}.${property.key} takes objects of class ${property.target.name}; given was ${state === undefined ? describeValue(value) : `an object of class ${state.mapper.name}`}.`,
      "relationship-type",
    );
  }
  if (property.singleParent && owner !== undefined) checkSingleParent(property, state, owner);
  if (validators.version > 0 && owner !== undefined) validateMember(owner, property, state);
  return state;
}

/** A member came in by a mutator: the other side follows, and the session gets to know. */
export function appended(adapter: CollectionAdapter, member: object): void {
  const { state, property } = adapter;
  const child = checkMember(property, member);
  if (property.singleParent) noteParent(property, child, state);
  warnIfStale(adapter);
  noteSeen(adapter, member, true);
  tellAppended(state, property, child);
}

function tellAppended(state: InstanceState, property: RelationshipProperty, child: InstanceState): void {
  state.session?.noteModified(state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (reverse.uselist) addToCollection(child, reverse, state);
    else pointTo(child, reverse, state);
  }
  if (property.cascade.saveUpdate) state.session?.cascadeAdd(child);
}

/** A member was taken out by a mutator. */
export function removed(adapter: CollectionAdapter, member: object): void {
  const { state, property } = adapter;
  const child = stateOf(member);
  if (child === undefined) return;
  warnIfStale(adapter);
  noteSeen(adapter, member, false);
  tellRemoved(state, property, child);
}

function tellRemoved(state: InstanceState, property: RelationshipProperty, child: InstanceState): void {
  state.session?.noteModified(state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (reverse.uselist) removeFromCollection(child, reverse, state);
    else if (knownScalar(child, reverse) === state.entity) writeScalar(child, reverse, null, state.entity);
  }
  if (property.cascade.deleteOrphan && child.status === Status.pending) child.session?.noteOrphan(child);
}

/** Notes that an object comes into a collection whose members stay in the database. */
export function addUnloaded(state: InstanceState, property: RelationshipProperty, member: object): void {
  const child = checkMember(property, member);
  if (pendingOf(state, property).added.has(child)) return;
  if (property.singleParent) noteParent(property, child, state);
  addToCollection(state, property, child);
  tellAppended(state, property, child);
}

/** Notes that an object leaves a collection whose members stay in the database. */
export function removeUnloaded(state: InstanceState, property: RelationshipProperty, member: object): void {
  const child = checkMember(property, member);
  removeFromCollection(state, property, child);
  tellRemoved(state, property, child);
}

/** A scalar relationship was assigned: the collections (or the scalar) on the other side follow. */
export function replaced(state: InstanceState, property: RelationshipProperty, before: unknown, after: unknown): void {
  const old = stateOf(before);
  const target = stateOf(after);
  if (target !== undefined && property.singleParent) noteParent(property, target, state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (old !== undefined) {
      if (reverse.uselist) removeFromCollection(old, reverse, state);
      else if (old.related?.[reverse.slot] === state.entity) writeScalar(old, reverse, null);
    }
    if (target !== undefined) {
      if (reverse.uselist) addToCollection(target, reverse, state);
      else pointTo(target, reverse, state);
    }
  }
  if (target !== undefined && property.cascade.saveUpdate) state.session?.cascadeAdd(target);
  if (old !== undefined && property.cascade.deleteOrphan && old.status === Status.pending) {
    old.session?.noteOrphan(old);
  }
  // A new object that loses the parent whose orphans are deleted is not wanted any more.
  if (
    old !== undefined &&
    target === undefined &&
    reverse?.cascade.deleteOrphan === true &&
    state.status === Status.pending
  )
    state.session?.noteOrphan(state);
}

/** Writes a scalar relationship and keeps what was there (`known`: found without being loaded); no events. */
export function writeScalar(
  state: InstanceState,
  property: RelationshipProperty,
  value: object | null,
  known?: unknown,
): void {
  const related = state.ownRelated();
  const before = related[property.slot] ?? known;
  if (related[property.slot] === value) return;
  if (state.status >= Status.persistent) {
    const kept = (state.committedRelated ??= new Map<number, unknown>());
    if (!kept.has(property.slot)) kept.set(property.slot, before);
    state.session?.noteModified(state);
  }
  related[property.slot] = value;
}

/** Makes a child's scalar side point to its new parent, and takes it out of the former parent's collection. */
function pointTo(child: InstanceState, reverse: RelationshipProperty, parent: InstanceState): void {
  const before = knownScalar(child, reverse);
  if (before === parent.entity) {
    writeScalar(child, reverse, parent.entity);
    return;
  }
  const former = stateOf(before);
  const forward = reverse.reverse;
  if (former !== undefined && forward !== undefined) {
    if (forward.uselist) removeFromCollection(former, forward, child);
    else if (former.related?.[forward.slot] === child.entity) writeScalar(former, forward, null);
  }
  writeScalar(child, reverse, parent.entity, before);
}

/** The current value of a scalar relationship as far as it is in memory: loaded, or found by foreign key in the identity map. */
export function knownScalar(state: InstanceState, property: RelationshipProperty): unknown {
  const loaded = state.related?.[property.slot];
  if (loaded !== undefined || state.session === undefined || state.status < Status.persistent) return loaded;
  if (property.direction !== "manyToOne") return undefined;
  const slots = property.target.primaryKeySlots;
  const key = slots.map((slot) => {
    const pair = property.pairs.find((candidate) => candidate.fromSlot === slot);
    return pair === undefined ? undefined : state.values[pair.toSlot];
  });
  if (key.some((value) => value === undefined || value === null || typeof value === "symbol")) return undefined;
  return state.session.identityMap.of(property.target).get(key)?.entity;
}

/** A collection that was expired or reloaded since the program got it: what it says is not what the session writes. */
function warnIfStale(adapter: CollectionAdapter): void {
  const { state, property } = adapter;
  const current = state.related?.[property.slot];
  if (adapterOf(current) === adapter) return;
  warn(
    `A collection of ${property.mapper.name}.${property.key} was changed after it had been expired or loaded again, so that the object has another one now. Read the attribute again before changing it.`,
  );
}

function addToCollection(owner: InstanceState, property: RelationshipProperty, member: InstanceState): void {
  const { collection: kind } = property;
  let collection = inMemory(owner, property);
  if (collection === undefined && (property.inDatabase || owner.status >= Status.persistent)) {
    const pending = pendingOf(owner, property);
    if (!pending.removed.delete(member)) pending.added.add(member);
    owner.session?.noteModified(owner);
    return;
  }
  if (collection === undefined) owner.ownRelated()[property.slot] = collection = kind.create(owner, property);
  if (kind.has(collection, member.entity)) return;
  keepSnapshot(collection);
  const displaced = kind.append(collection, member.entity);
  const adapter = adapterOf(collection);
  if (adapter !== undefined) {
    noteSeen(adapter, member.entity, true);
    if (displaced !== undefined) removed(adapter, displaced);
  }
  owner.session?.noteModified(owner);
}

function removeFromCollection(owner: InstanceState, property: RelationshipProperty, member: InstanceState): void {
  const collection = inMemory(owner, property);
  if (collection !== undefined) {
    const { collection: kind } = property;
    if (kind.has(collection, member.entity)) {
      keepSnapshot(collection);
      kind.remove(collection, member.entity);
      const adapter = adapterOf(collection);
      if (adapter !== undefined) noteSeen(adapter, member.entity, false);
    }
  } else if (property.inDatabase || owner.status >= Status.persistent) {
    const pending = pendingOf(owner, property);
    // What has no row has no members in the database.
    if (!pending.added.delete(member) && owner.status >= Status.persistent) pending.removed.add(member);
  }
  owner.session?.noteModified(owner);
}

/** The collection that holds the members, where they are in memory. */
function inMemory(owner: InstanceState, property: RelationshipProperty): object | undefined {
  return property.inDatabase ? undefined : (owner.related?.[property.slot] as object | undefined);
}

function pendingOf(owner: InstanceState, property: RelationshipProperty): PendingChanges {
  const all = (owner.pendingRelated ??= new Map<number, PendingChanges>());
  let pending = all.get(property.slot);
  if (pending === undefined) all.set(property.slot, (pending = { added: new Set(), removed: new Set() }));
  return pending;
}
