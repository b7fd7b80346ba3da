import { describeValue } from "../../util/describe.ts";
import { StaleDataError } from "../../errors/orm.ts";
import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import type { Flow } from "../../flow/flow.ts";
import { addUnloaded, removeUnloaded } from "../attribute/collection-events.ts";
import { setColumn } from "../attribute/column-attribute.ts";
import { membersOf } from "../attribute/collection-adapter.ts";
import { changedSlots, relatedStates, relationshipHistory } from "../attribute/history.ts";
import { setRelationship } from "../attribute/relationship-attribute.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { InstanceState, NOT_LOADED, PeerGroup, Status } from "../contract/state.ts";
import { refreshColumns } from "../loading/refresh-columns.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { loadMembers } from "../strategy/load-members.ts";
import { loadRelationship } from "../strategy/load-relationship.ts";
import type { LoaderOption } from "../query/loader-option.ts";
import { requireState } from "../contract/require-state.ts";
import { addState, describe } from "./add.ts";
import { getEntity } from "./get.ts";
import type { SessionCore } from "./session-core.ts";

export interface MergeOptions {
  /** false: what the object holds is taken for what the database has; nothing is read, and nothing counts as changed. */
  readonly load?: boolean;
  /** Loader options for the objects that are read. */
  readonly options?: readonly LoaderOption[];
}

/** One call of merge(): what was merged already, so that circles end and one object stays one. */
interface Merging {
  readonly session: SessionCore;
  readonly load: boolean;
  readonly options: readonly LoaderOption[];
  readonly done: Map<InstanceState, InstanceState>;
  /** New objects with a key that no row has, by class: two given objects of one key become one. */
  readonly fresh: Map<ClassMapper, InstanceState[]>;
  /** Which relationships of which objects were come through: their other side says the same. */
  readonly through: Map<InstanceState, Set<RelationshipProperty>>;
}

/** `session.merge(object, options)`: gives the session's own object with the state of the given one. */
export function* mergeEntities(
  session: SessionCore,
  entities: Iterable<object>,
  { load = true, options = [] }: MergeOptions = {},
): Flow<object[]> {
  session.checkUsable();
  session.checkNotFlushing("merge()");
  if (typeof load !== "boolean") throw new ArgumentError("merge(object, { load }) takes true or false.", "argument");
  const merging: Merging = { session, load, options, done: new Map(), fresh: new Map(), through: new Map() };
  const states = Array.from(entities, requireState);
  if (load) yield* session.autoflush();
  const out: object[] = [];
  session.autoflushOff++;
  try {
    for (const state of states) out.push((yield* merge(merging, state)).entity);
  } finally {
    session.autoflushOff--;
  }
  return out;
}

function* merge(merging: Merging, given: InstanceState): Flow<InstanceState> {
  const known = merging.done.get(given);
  if (known !== undefined) return known;
  const { session } = merging;
  if (given.session === session && given.status !== Status.deleted) {
    merging.done.set(given, given);
    return given;
  }
  const own = merging.load ? yield* findOrMake(merging, given) : takeOver(merging, given);
  merging.done.set(given, own);
  yield* checkVersion(session, given, own);
  if (merging.load) copyColumns(given, own);
  yield* mergeRelationships(merging, given, own);
  return own;
}

/** The session's object for the row of the given one: from memory, from the database, or a new one. */
function* findOrMake(merging: Merging, given: InstanceState): Flow<InstanceState> {
  const { session, options } = merging;
  const mapper = given.mapper as ClassMapper;
  const key = keyOf(given);
  if (key !== undefined) {
    const known = session.identityMap.of(mapper).get(key);
    if (known !== undefined && known.mapper.isa(mapper)) {
      if (known.values === mapper.expiredRow)
        yield* refreshColumns(session, known, mapper.primaryKeySlots[0] as number);
      return known;
    }
    const same = merging.fresh.get(mapper)?.find((state) => sameKey(mapper, keyOf(state), key));
    if (same !== undefined) return same;
    const found = yield* getEntity(session, mapper, key, options.length === 0 ? undefined : { options });
    if (found !== null) return requireState(found);
  }
  const fresh = new InstanceState(mapper, mapper.blankRow.slice());
  mapper.instantiate(fresh);
  addState(session, fresh);
  const list = merging.fresh.get(mapper);
  if (list === undefined) merging.fresh.set(mapper, [fresh]);
  else list.push(fresh);
  return fresh;
}

/** With `load: false`: the session's object as it is, or one made of the given object's values. */
function takeOver(merging: Merging, given: InstanceState): InstanceState {
  const { session } = merging;
  if (given.key === undefined) {
    throw new InvalidRequestError(
      `${describe(given)} cannot be merged with load: false, because it was never in the database. Flush it in its own session first, or merge it with load.`,
      "merge-without-load",
    );
  }
  const table = session.identityMap.of(given.mapper);
  const known = table.getSingle(given.identity);
  if (known !== undefined) return known;
  if (
    changedSlots(given).length > 0 ||
    given.mapper.relationships.some((p) => relationshipHistory(given, p) !== undefined)
  ) {
    throw new InvalidRequestError(
      `${describe(given)} has changes that were not flushed, which merge() with load: false would take for what the database has. Flush them first, or merge with load.`,
      "merge-without-load",
    );
  }
  const mapper = given.mapper as ClassMapper;
  const state = new InstanceState(mapper, given.values.slice(), Status.persistent);
  state.session = session;
  state.identity = given.identity;
  state.peers = new PeerGroup(state, undefined);
  mapper.instantiate(state);
  table.setSingle(state.identity, state);
  return state;
}

/** An object with the version of another state of its row is out of date: what it holds would undo what was written since. */
function* checkVersion(session: SessionCore, given: InstanceState, own: InstanceState): Flow<void> {
  const { version, columns, table } = own.mapper;
  if (version === undefined || own.status !== Status.persistent) return;
  const { slot } = version;
  const merged = given.values[slot];
  if (merged === undefined || merged === null || merged === NOT_LOADED) return;
  if (own.values[slot] === NOT_LOADED) yield* refreshColumns(session, own, slot);
  const existing = (own.committed ?? own.values)[slot];
  const property = columns[slot];
  if (existing === null || property?.column.type.compareValues(merged, existing) === true) return;
  throw new StaleDataError(
    `The object that is merged into ${describe(own)} has version ${describeValue(merged)}, its row has ${describeValue(existing)}: somebody has written it since. Read it again, or leave ${property?.key} out to write over that.`,
    { table: table.fullname, expected: 1, matched: 0 },
  );
}

/** What the given object holds is set; what it does not know stays. */
function copyColumns(given: InstanceState, own: InstanceState): void {
  for (const { slot, column } of own.mapper.columns) {
    const value = given.values[slot];
    if (value === undefined || value === NOT_LOADED || own.mapper.readOnlySlots.includes(slot)) continue;
    const before = own.values[slot];
    if (value === before) continue;
    const isSame =
      before !== undefined &&
      before !== null &&
      before !== NOT_LOADED &&
      value !== null &&
      column.type.compareValues(value, before);
    if (!isSame) setColumn(own, slot, value);
  }
}

function* mergeRelationships(merging: Merging, given: InstanceState, own: InstanceState): Flow<void> {
  if (given.related === undefined && given.pendingRelated === undefined) return;
  const come = merging.through.get(given);
  for (const property of given.mapper.relationships) {
    const value = given.related?.[property.slot];
    if ((value === undefined && !property.inDatabase) || !property.cascade.merge) continue;
    // The other side of the one that led here: it follows by itself.
    if (merging.load && property.reverse !== undefined && come?.has(property.reverse) === true) continue;
    if (property.inDatabase) yield* mergeUnloaded(merging, property, given, own);
    else if (property.uselist) yield* mergeCollection(merging, property, value as object, own);
    else yield* mergeScalar(merging, property, value as object | null, own);
  }
}

function* mergeMember(merging: Merging, property: RelationshipProperty, entity: object): Flow<object> {
  const state = requireState(entity);
  const through = merging.through.get(state);
  if (through === undefined) merging.through.set(state, new Set([property]));
  else through.add(property);
  return (yield* merge(merging, state)).entity;
}

function* mergeCollection(
  merging: Merging,
  property: RelationshipProperty,
  given: object,
  own: InstanceState,
): Flow<void> {
  const { session, load } = merging;
  if (load && own.status === Status.persistent && own.related?.[property.slot] === undefined)
    yield* loadRelationship(session, [own], property);
  const merged: object[] = [];
  for (const member of membersOf(given)) merged.push(yield* mergeMember(merging, property, member));
  if (load) {
    setRelationship(own, property, merged);
    return;
  }
  const list = property.collection.create(own, property);
  for (const member of merged) property.collection.load(list, member);
  own.ownRelated()[property.slot] = list;
}

/** Of a collection that stays in the database the given object holds what came in; a new object's are meant to be all. */
function* mergeUnloaded(
  merging: Merging,
  property: RelationshipProperty,
  given: InstanceState,
  own: InstanceState,
): Flow<void> {
  const members = relatedStates(given, property);
  if (members.length === 0) return;
  const merged: object[] = [];
  for (const { entity } of members) merged.push(yield* mergeMember(merging, property, entity));
  if (given.status >= Status.persistent) {
    for (const member of merged) addUnloaded(own, property, member);
    return;
  }
  if (own.status < Status.persistent || property.lazy === "writeOnly") {
    setRelationship(own, property, merged);
    return;
  }
  const before = yield* loadMembers(merging.session, own, property);
  for (const member of before) if (!merged.includes(member)) removeUnloaded(own, property, member);
  for (const member of merged) if (!before.includes(member)) addUnloaded(own, property, member);
}

function* mergeScalar(
  merging: Merging,
  property: RelationshipProperty,
  value: object | null,
  own: InstanceState,
): Flow<void> {
  const { session, load } = merging;
  const merged = value === null ? null : yield* mergeMember(merging, property, value);
  if (!load) {
    own.ownRelated()[property.slot] = merged;
    return;
  }
  if (own.status === Status.persistent && own.related?.[property.slot] === undefined)
    yield* loadRelationship(session, [own], property);
  setRelationship(own, property, merged);
}

/** The primary key in the columns' values; undefined while a part of it is missing. */
function keyOf(state: InstanceState): readonly unknown[] | undefined {
  if (state.key !== undefined && state.status >= Status.persistent) return state.key;
  const key: unknown[] = [];
  for (const slot of state.mapper.primaryKeySlots) {
    const value = state.values[slot];
    if (value === undefined || value === null || value === NOT_LOADED) return undefined;
    key.push(value);
  }
  return key;
}

function sameKey(mapper: ClassMapper, a: readonly unknown[] | undefined, b: readonly unknown[]): boolean {
  return (
    a !== undefined &&
    mapper.primaryKeySlots.every((slot, at) => mapper.columns[slot]?.column.type.compareValues(a[at], b[at]) === true)
  );
}
