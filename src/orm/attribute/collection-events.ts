import { ArgumentError } from "../../errors/argument.ts";
import { describeValue } from "../../util/describe.ts";
import { attributeEvents, type AttributeEventToken, type AttributeOperation } from "../contract/attribute-events.ts";
import { stateOf } from "../contract/entity.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, type PendingChanges, Status } from "../contract/state.ts";
import { warn } from "../../util/warn.ts";
import { checkSingleParent, noteParent } from "./single-parent.ts";
import type { CollectionAdapter } from "../contract/collection.ts";
import { ask, tellAttribute, tokenOf } from "./attribute-listeners.ts";
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

/** The object that comes in: the given one, or what a listener with `retval` gives for it. */
export function answeredMember<T extends object>(
  { state, property }: CollectionAdapter,
  member: T,
  initiator?: AttributeEventToken,
): T {
  return attributeEvents.used ? (answered(state, property, "append", member, initiator) as T) : member;
}

function answered(
  state: InstanceState,
  property: RelationshipProperty,
  name: "append" | "set",
  value: unknown,
  initiator: AttributeEventToken | undefined,
  before?: unknown,
): unknown {
  if (property.listeners?.hears(name) !== true) return value;
  const op = name === "append" ? "append" : "replace";
  const token = initiator ?? tokenOf(property, op);
  const answer = ask(state, property, name, "answering", value, ...(name === "set" ? [before, token] : [token]));
  if (answer === value) return value;
  if (answer !== null || name === "append") {
    const member = checkMember(property, answer);
    if (property.singleParent) checkSingleParent(property, member, state);
  }
  return answer;
}

/** A member is about to come in by a mutator. */
export function appending(adapter: CollectionAdapter, member: object): void {
  warnIfStale(adapter);
  entering(adapter, member);
}

/** A member is about to come in: the other side follows, the session gets to know, and listeners are told. */
export function entering(
  { state, property }: CollectionAdapter,
  member: object,
  initiator?: AttributeEventToken,
): void {
  const child = checkMember(property, member);
  if (property.singleParent) noteParent(property, child, state);
  tellAppended(state, property, child, initiator);
}

/** A member came in by a change that is seen afterwards. */
export function appended(adapter: CollectionAdapter, member: object): void {
  if (answeredMember(adapter, member) !== member) throw keptMember(adapter.property);
  appending(adapter, member);
  noteSeen(adapter, member, true);
}

function tellAppended(
  state: InstanceState,
  property: RelationshipProperty,
  child: InstanceState,
  initiator = beginning(property, "append"),
): void {
  state.session?.noteModified(state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (reverse.uselist) addToCollection(child, reverse, state, initiator);
    else pointTo(child, reverse, state, initiator);
  }
  if (property.cascade.saveUpdate) state.session?.cascadeAdd(child);
  if (initiator !== undefined) ask(state, property, "append", "watching", child.entity, initiator);
}

/** What began a change that nothing else began; undefined where no attribute has listeners. */
function beginning(property: RelationshipProperty, op: AttributeOperation): AttributeEventToken | undefined {
  return attributeEvents.used ? tokenOf(property, op) : undefined;
}

/** A member is about to be taken out by a mutator. */
export function removing(adapter: CollectionAdapter, member: object): void {
  if (stateOf(member) === undefined) return;
  warnIfStale(adapter);
  leaving(adapter, member);
}

/** A member is about to be taken out: as `entering`. */
export function leaving({ state, property }: CollectionAdapter, member: object, initiator?: AttributeEventToken): void {
  const child = stateOf(member);
  if (child !== undefined) tellRemoved(state, property, child, initiator);
}

/** A member was taken out by a change that is seen afterwards. */
export function removed(adapter: CollectionAdapter, member: object): void {
  removing(adapter, member);
  noteSeen(adapter, member, false);
}

function tellRemoved(
  state: InstanceState,
  property: RelationshipProperty,
  child: InstanceState,
  initiator = beginning(property, "remove"),
): void {
  state.session?.noteModified(state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (reverse.uselist) removeFromCollection(child, reverse, state, initiator);
    else if (knownScalar(child, reverse) === state.entity) follow(child, reverse, null, state.entity, initiator);
  }
  if (property.cascade.deleteOrphan && child.status === Status.pending) child.session?.noteOrphan(child);
  if (initiator !== undefined) tellAttribute(state, property, "remove", child.entity, initiator);
}

/** Tells that a Set or Map was given what it holds. */
export function present({ state, property }: CollectionAdapter, member: object): void {
  if (attributeEvents.used && property.listeners !== undefined)
    tellAttribute(state, property, "appendWoMutation", member, tokenOf(property, "append"));
}

/** Notes that an object comes into a collection whose members stay in the database. */
export function addUnloaded(
  state: InstanceState,
  property: RelationshipProperty,
  given: object,
  initiator?: AttributeEventToken,
): void {
  checkMember(property, given);
  const member = attributeEvents.used ? (answered(state, property, "append", given, initiator) as object) : given;
  const child = checkMember(property, member);
  if (pendingOf(state, property).added.has(child)) return;
  if (property.singleParent) noteParent(property, child, state);
  tellAppended(state, property, child, initiator);
  put(state, property, child);
}

/** Notes that an object leaves a collection whose members stay in the database. */
export function removeUnloaded(
  state: InstanceState,
  property: RelationshipProperty,
  member: object,
  initiator?: AttributeEventToken,
): void {
  const child = checkMember(property, member);
  tellRemoved(state, property, child, initiator);
  take(state, property, child);
}

/** Assigns a scalar relationship: the collections (or the scalar) on the other side follow. */
export function replace(state: InstanceState, property: RelationshipProperty, before: unknown, given: unknown): void {
  const initiator = beginning(property, "replace");
  const after = initiator === undefined ? given : answered(state, property, "set", given, initiator, before);
  if (before === after && state.related?.[property.slot] !== undefined) {
    if (initiator !== undefined) ask(state, property, "set", "watching", after, before, initiator);
    return;
  }
  const old = stateOf(before);
  const target = stateOf(after);
  if (target !== undefined && property.singleParent) noteParent(property, target, state);
  const reverse = property.reverse;
  if (reverse !== undefined) {
    if (old !== undefined) {
      if (reverse.uselist) removeFromCollection(old, reverse, state, initiator);
      else if (old.related?.[reverse.slot] === state.entity) follow(old, reverse, null, state.entity, initiator);
    }
    if (target !== undefined) {
      if (reverse.uselist) addToCollection(target, reverse, state, initiator);
      else pointTo(target, reverse, state, initiator);
    }
  }
  if (initiator !== undefined) ask(state, property, "set", "watching", after, before, initiator);
  writeScalar(state, property, after as object | null, before);
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

/** Writes a scalar relationship because the other side was changed, and tells its listeners. */
function follow(
  state: InstanceState,
  property: RelationshipProperty,
  value: object | null,
  before: unknown,
  initiator: AttributeEventToken | undefined,
): void {
  if (initiator !== undefined && property.listeners !== undefined) {
    if (ask(state, property, "set", "all", value, before, initiator) !== value) throw keptMember(property);
  }
  writeScalar(state, property, value, before);
}

/** Writes a scalar relationship and keeps what was there (`known`: found without being loaded); no events. */
function writeScalar(
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
function pointTo(
  child: InstanceState,
  reverse: RelationshipProperty,
  parent: InstanceState,
  initiator: AttributeEventToken | undefined,
): void {
  const before = knownScalar(child, reverse);
  if (before === parent.entity) {
    writeScalar(child, reverse, parent.entity);
    return;
  }
  const former = stateOf(before);
  const forward = reverse.reverse;
  if (former !== undefined && forward !== undefined) {
    if (forward.uselist) removeFromCollection(former, forward, child, initiator);
    else if (former.related?.[forward.slot] === child.entity) follow(former, forward, null, child.entity, initiator);
  }
  follow(child, reverse, parent.entity, before, initiator);
}

function keptMember({ mapper, key }: RelationshipProperty): ArgumentError {
  return new ArgumentError(
    `A listener of ${mapper.name}.${key} with { retval: true } gave another object in a place where the object is decided already: the other side of the relationship was written, or an array by index. Give back the value that it got, or put the listener on the attribute that the program writes to.`,
    "attribute-listener",
  );
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

function addToCollection(
  owner: InstanceState,
  property: RelationshipProperty,
  member: InstanceState,
  initiator: AttributeEventToken | undefined,
): void {
  if (initiator !== undefined && property.listeners?.hears("append") === true) {
    const collection = inMemory(owner, property);
    if (collection !== undefined && property.collection.has(collection, member.entity)) return;
    if (ask(owner, property, "append", "all", member.entity, initiator) !== member.entity) throw keptMember(property);
  }
  put(owner, property, member);
}

/** Puts a member into a collection, or notes that it is to be in it. */
function put(owner: InstanceState, property: RelationshipProperty, member: InstanceState): void {
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

function removeFromCollection(
  owner: InstanceState,
  property: RelationshipProperty,
  member: InstanceState,
  initiator: AttributeEventToken | undefined,
): void {
  if (initiator !== undefined && property.listeners?.hears("remove") === true) {
    const collection = inMemory(owner, property);
    if (collection === undefined || property.collection.has(collection, member.entity))
      tellAttribute(owner, property, "remove", member.entity, initiator);
  }
  take(owner, property, member);
}

/** Takes a member out of a collection, or notes that it is to be out of it. */
function take(owner: InstanceState, property: RelationshipProperty, member: InstanceState): void {
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
