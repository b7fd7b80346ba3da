import type { Flow } from "../../flow/flow.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import type { ColumnNode } from "../../sql/nodes/column.ts";
import type { FromNode } from "../../sql/nodes/unions.ts";
import { type SelectItem, type SelectJoin, selectNode, type StatementOption } from "../../sql/nodes/select.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { loadSelect, type LoadOptions } from "../loading/execute-select.ts";
import { loadInto, mergePending } from "../loading/fill-joined.ts";
import { columnsIn } from "../loading/key-condition.ts";
import { type LoadingSession, type LoadOrigin, takesArrays } from "../loading/loading-session.ts";
import { refreshColumns } from "../loading/refresh-columns.ts";
import { registerRelationshipLoader, type Reload } from "../loading/run-eager.ts";
import { aliasEntity } from "../mapping/alias-entity.ts";
import { shortLived, shortLivedOf } from "../../util/short-lived.ts";
import type { EntityRef } from "../mapping/entity-ref.ts";
import { LoaderOption } from "../query/loader-option.ts";
import type { ConfiguredRelationship } from "../relationship/configured-relationship.ts";
import { aliasSecondary, directCondition, secondaryConditions } from "../relationship/join-on.ts";
import { KeyIndex } from "./key-index.ts";

/** Fills a relationship of some persistent objects by one statement; what is in the identity map already needs none. */
export function* loadRelationship(
  session: LoadingSession,
  states: readonly InstanceState[],
  property: RelationshipProperty,
  options: readonly StatementOption[] = [],
  lazyFrom?: object,
  reload?: Reload,
): Flow<void> {
  const origin: LoadOrigin = { kind: "relationship", property, lazyFrom };
  const load: LoadOptions = { origin, ...reload };
  const relationship = property as ConfiguredRelationship;
  const keySlots = relationship.custom
    ? relationship.mapper.primaryKeySlots
    : relationship.direction === "manyToMany"
      ? relationship.localPairs.map((pair) => pair.slot)
      : relationship.pairs.map((pair) => (relationship.direction === "manyToOne" ? pair.toSlot : pair.fromSlot));
  for (const state of states) {
    const missing = keySlots.find((slot) => state.values[slot] === NOT_LOADED);
    if (missing !== undefined) yield* refreshColumns(session, state, missing);
  }
  if (relationship.direction === "manyToOne" && !relationship.custom)
    yield* loadManyToOne(session, states, relationship, keySlots, options, load);
  else yield* loadCollections(session, states, relationship, keySlots, options, load);
}

registerRelationshipLoader(loadRelationship);

/**
 * What a many-to-one refers to, where no statement is needed: null without a foreign key, or what the identity map has under it. undefined where the
 * database has to be asked.
 */
export function referenceInMemory(
  session: LoadingSession,
  state: InstanceState,
  property: RelationshipProperty,
): object | null | undefined {
  const relationship = property as ConfiguredRelationship;
  if (relationship.direction !== "manyToOne" || relationship.custom) return undefined;
  if (state.peers?.options?.criteria?.length) return undefined;
  const key = keyOf(
    state,
    relationship.pairs.map((pair) => pair.toSlot),
  );
  if (key === undefined) return null;
  const order = keyOrder(relationship);
  if (order === undefined || key.includes(NOT_LOADED)) return undefined;
  const known = session.identityMap.of(relationship.target).get(order.map((at) => key[at]));
  return known === undefined || known.values === relationship.target.expiredRow ? undefined : known.entity;
}

/** What the foreign key of an object without a row refers to. The object does not keep it: its foreign key may change before it is flushed. */
export function* loadReference(
  session: LoadingSession,
  state: InstanceState,
  property: RelationshipProperty,
): Flow<object | null> {
  yield* loadRelationship(session, [state], property, [], state.entity);
  const related = state.ownRelated();
  const found = related[property.slot] as object | null | undefined;
  related[property.slot] = undefined;
  return found ?? null;
}

/** Where each part of the target's primary key stands in a foreign key, if that is what it refers to. */
function keyOrder({ target, targetEntity, pairs }: ConfiguredRelationship): readonly number[] | undefined {
  const targetSlots = pairs.map((pair) => pair.fromSlot);
  const byKey =
    !targetEntity.aliased &&
    targetSlots.length === target.primaryKeySlots.length &&
    target.primaryKeySlots.every((slot) => targetSlots.includes(slot));
  return byKey ? target.primaryKeySlots.map((slot) => targetSlots.indexOf(slot)) : undefined;
}

function* loadManyToOne(
  session: LoadingSession,
  states: readonly InstanceState[],
  property: ConfiguredRelationship,
  keySlots: readonly number[],
  options: readonly StatementOption[],
  load: LoadOptions,
): Flow<void> {
  const { target, targetEntity } = property;
  const targetSlots = property.pairs.map((pair) => pair.fromSlot);
  const order = keyOrder(property);
  const table = session.identityMap.of(target);
  const wanting = new KeyIndex<InstanceState[]>();
  for (const state of states) {
    const related = state.ownRelated();
    const key = keyOf(state, keySlots);
    if (key === undefined) {
      related[property.slot] ??= null;
      continue;
    }
    const known =
      order !== undefined && options.length === 0 && load.populateExisting !== true
        ? table.get(order.map((at) => key[at]))
        : undefined;
    if (known !== undefined && known.values !== target.expiredRow) {
      related[property.slot] ??= known.entity;
      continue;
    }
    const list = wanting.get(key);
    if (list === undefined) wanting.set(key, shortLivedOf(state));
    else list.push(state);
  }
  if (wanting.size === 0) return;
  const columns = targetSlots.map((slot) => targetEntity.column(slot));
  const condition = columnsIn(columns, wanting.keys(), yield* takesArrays(session, target));
  const loaded = yield* loadSelect(
    session,
    selectNode({
      columns: [targetEntity.node],
      where: [condition.node],
      options: withColumns(targetEntity, targetSlots, options),
    }),
    load,
  );
  for (const found of loaded.states ?? []) {
    if (found === undefined) continue;
    for (const state of wanting.get(targetSlots.map((slot) => found.values[slot])) ?? [])
      (state.related as unknown[])[property.slot] ??= found.entity;
  }
  for (const list of wanting.values()) for (const state of list) (state.related as unknown[])[property.slot] ??= null;
}

/** oneToMany, oneToOne and manyToMany: the targets of all owners, given out by the owners' keys. */
function* loadCollections(
  session: LoadingSession,
  states: readonly InstanceState[],
  property: ConfiguredRelationship,
  keySlots: readonly number[],
  options: readonly StatementOption[],
  load: LoadOptions,
): Flow<void> {
  const owners = new KeyIndex<InstanceState[]>();
  const fresh: InstanceState[] = [];
  for (const state of states) {
    const related = state.ownRelated();
    const isFresh = related[property.slot] === undefined;
    if (isFresh) {
      fresh.push(state);
      related[property.slot] = property.uselist ? property.collection.create(state, property) : null;
    }
    const key = keyOf(state, keySlots);
    if (key === undefined) continue;
    const list = owners.get(key);
    if (list === undefined) owners.set(key, isFresh ? shortLivedOf(state) : shortLived<InstanceState>());
    else if (isFresh) list.push(state);
  }
  try {
    if (owners.size > 0)
      yield* (property.custom ? giveOutThroughOwner : giveOut)(session, property, owners, options, load);
  } catch (error) {
    for (const state of fresh) state.ownRelated()[property.slot] = undefined;
    throw error;
  }
  if (property.uselist) for (const state of fresh) mergePending(state, property);
}

function* giveOut(
  session: LoadingSession,
  property: ConfiguredRelationship,
  owners: KeyIndex<InstanceState[]>,
  options: readonly StatementOption[],
  load: LoadOptions,
): Flow<void> {
  const target = property.targetEntity;
  if (property.secondary !== undefined) {
    // The owners' keys stand in the association table; its columns tell whose target a row is.
    const secondary = aliasSecondary(property);
    const columns = property.localPairs.map(
      (pair) => new ColumnElement(secondary.columnOf(pair.column.node as ColumnNode) as ColumnNode),
    );
    const [, second] = secondaryConditions(property, property.mapper.entity, target, secondary);
    const { node } = secondary.from;
    const joins: SelectJoin[] = [{ left: node, right: target.from.node, on: second.node, outer: false, full: false }];
    yield* giveRows(session, property, columns, node, joins, owners, options, load);
    return;
  }
  const foreignSlots = property.pairs.map((pair) => pair.toSlot);
  const columns = foreignSlots.map((slot) => target.column(slot));
  const where = [columnsIn(columns, owners.keys(), yield* takesArrays(session, property.target)).node];
  const orderBy = property.orderBy.map((order) => order.node);
  const loaded = yield* loadSelect(
    session,
    selectNode({ columns: [target.node], where, orderBy, options: withColumns(target, foreignSlots, options) }),
    load,
  );
  const { states = [] } = loaded;
  const [only] = foreignSlots;
  const single = foreignSlots.length === 1 && only !== undefined;
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    if (state === undefined) continue;
    const { values } = state;
    const owning = single ? owners.getOne(values[only]) : owners.get(foreignSlots.map((slot) => values[slot]));
    if (owning !== undefined) give(property, owning, state.entity);
  }
}

/** The options of a load, and one that has it bring columns which its objects are told apart by, though they be deferred or left out by an option. */
function withColumns(
  target: EntityRef,
  slots: readonly number[],
  options: readonly StatementOption[],
): readonly StatementOption[] {
  const { defaultSlots, primaryKeySlots } = target.mapper;
  const isThere = (slot: number): boolean =>
    primaryKeySlots.includes(slot) || (defaultSlots.includes(slot) && options.every((option) => !leavesOut(option)));
  if (slots.every(isThere)) return options;
  const columns = slots.map((slot) => target.column(slot).node);
  return [...options, new LoaderOption(undefined, "default", { columns: { kind: "undefer", columns } })];
}

function leavesOut(option: StatementOption): boolean {
  return option instanceof LoaderOption && option.columns !== undefined;
}

function give(property: ConfiguredRelationship, owners: readonly InstanceState[], entity: object): void {
  const { slot, uselist } = property;
  for (let i = 0; i < owners.length; i++) {
    const related = (owners[i] as InstanceState).related as unknown[];
    if (uselist) loadInto(property, related[slot] as object, entity);
    else related[slot] = entity;
  }
}

/** A written join condition may name any column of either side: the owners are selected along, under an alias, by their keys. */
function* giveOutThroughOwner(
  session: LoadingSession,
  property: ConfiguredRelationship,
  owners: KeyIndex<InstanceState[]>,
  options: readonly StatementOption[],
  load: LoadOptions,
): Flow<void> {
  const { targetEntity: target, mapper } = property;
  const owner = aliasEntity(mapper.entity);
  const columns = mapper.primaryKeySlots.map((slot) => owner.column(slot));
  const joins: SelectJoin[] = [];
  const join = (left: FromNode, right: FromNode, on: ColumnElement<boolean>): void => {
    joins.push({ left, right, on: on.node, outer: false, full: false });
  };
  if (property.secondary === undefined) {
    join(owner.from.node, target.from.node, directCondition(property, owner, target));
  } else {
    const secondary = aliasSecondary(property);
    const [first, second] = secondaryConditions(property, owner, target, secondary);
    join(owner.from.node, secondary.from.node, first);
    join(secondary.from.node, target.from.node, second);
  }
  yield* giveRows(session, property, columns, owner.from.node, joins, owners, options, load);
}

/** Selects some columns that hold owners' keys, with the target, and gives the targets out. */
function* giveRows(
  session: LoadingSession,
  property: ConfiguredRelationship,
  columns: readonly ColumnElement<unknown>[],
  from: FromNode,
  joins: readonly SelectJoin[],
  owners: KeyIndex<InstanceState[]>,
  options: readonly StatementOption[],
  load: LoadOptions,
): Flow<void> {
  const items: SelectItem[] = [...columns.map((column) => column.node), property.targetEntity.node];
  const orderBy = property.orderBy.map((order) => order.node);
  const where = [columnsIn(columns, owners.keys(), yield* takesArrays(session, property.target)).node];
  const loaded = yield* loadSelect(
    session,
    selectNode({ columns: items, froms: [from], joins, where, orderBy, options: [...options] }),
    load,
  );
  // A condition of one's own may join a row to the same owner more than once.
  const given = property.custom ? new Map<readonly InstanceState[], Set<object>>() : undefined;
  for (const row of loaded.rows ?? []) {
    const owning = owners.get(row.slice(0, columns.length));
    if (owning === undefined) continue;
    const entity = row[columns.length] as object;
    if (given !== undefined) {
      let known = given.get(owning);
      if (known === undefined) given.set(owning, (known = new Set()));
      if (known.has(entity)) continue;
      known.add(entity);
    }
    give(property, owning, entity);
  }
}

function keyOf(state: InstanceState, slots: readonly number[]): unknown[] | undefined {
  const key = new Array<unknown>(slots.length);
  for (let i = 0; i < slots.length; i++) {
    const value = state.values[slots[i] as number];
    if (value === null || value === undefined) return undefined;
    key[i] = value;
  }
  return key;
}
