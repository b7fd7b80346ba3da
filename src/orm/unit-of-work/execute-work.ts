import { FlushError } from "../../errors/orm.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { deleteStates } from "../persistence/delete-states.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { insertStates } from "../persistence/insert-states.ts";
import { updateStates } from "../persistence/update-states.ts";
import type { Component } from "./components.ts";
import { executeAssociations } from "./execute-associations.ts";
import { executePostUpdates, nullPostUpdates } from "./post-updates.ts";
import { byMapper, type FlushWork, type SyncOperation } from "./flush-work.ts";
import { planSaves, type SavePlan } from "./save-plan.ts";
import { emptySelfReferences } from "./self-references.ts";
import { setAside } from "./set-aside.ts";
import { byKey } from "./state-order.ts";
import { loadVersions } from "./load-versions.ts";
import { hearsModel, modelEvents } from "../mapping/model-events.ts";
import { mapperOrder } from "./mapper-order.ts";
import { deleteEdges } from "./delete-edges.ts";
import { afterSaves, beforeSaves, tellDeletes } from "./save-events.ts";
import { type StateEdge, stateLevels } from "./state-levels.ts";
import { fetchGenerated } from "./fetch-generated.ts";
import { followKeySwitches } from "./key-switches.ts";
import { synchronizeKnown, synchronizeWaiting, type WaitingSyncs } from "./synchronize.ts";

/** The objects to write, by class. */
interface Saves {
  readonly inserts: ReadonlyMap<Mapper, InstanceState[]>;
  readonly updates: ReadonlyMap<Mapper, InstanceState[]>;
}

/** Sends the statements of a flush: INSERTs and UPDATEs parents first, then association rows, then DELETEs children first. */
export function* executeWork(work: FlushWork, undo: FlushUndo): Flow<void> {
  undo.keepNew(work.inserts);
  const waiting = synchronizeKnown(work, undo);
  if (work.updates.size > 0) yield* followKeySwitches(work, undo);
  const saves = allSaves(work);
  if (isPlain(work, saves, waiting)) return yield* saveStates(work, undo, saves);
  const deletes = byMapper(deletedRows(work));
  const bases = new Set<Mapper>();
  for (const lists of [saves.inserts, saves.updates, deletes]) for (const { base } of lists.keys()) bases.add(base);
  const order = mapperOrder(bases);
  const plans = new Map<Component<Mapper>, SavePlan>();
  if (saves.updates.size + deletes.size > 0) {
    for (const component of order) {
      const edges = (): StateEdge[] => syncEdges(work, syncsOf(component, waiting));
      const plan = yield* planSaves(work, component, { ...saves, deletes }, waiting, edges);
      if (plan !== undefined) plans.set(component, plan);
    }
  }
  for (const component of order) {
    const plan = plans.get(component);
    if (plan !== undefined && plan.early.size > 0) yield* deleteRows(work, undo, order, takeOut(deletes, plan.early));
    if (plan !== undefined) yield* setAside(work, undo, plan.aside);
    yield* saveComponent(work, undo, component, saves, waiting, plan?.levels);
  }
  yield* nullPostUpdates(work, undo);
  yield* executePostUpdates(work, undo);
  yield* executeAssociations(work);
  yield* deleteRows(work, undo, order, deletes);
}

/** New objects of one class, or one that has changed, without relations to order or write: nearly every flush of one object. */
function isPlain(work: FlushWork, { inserts, updates }: Saves, waiting: WaitingSyncs): boolean {
  return (
    // Two rows may exchange what is unique.
    (updates.size === 0 ? inserts.size === 1 : inserts.size === 0 && work.updates.size === 1) &&
    work.deletes.size === 0 &&
    waiting.size === 0 &&
    work.postUpdates.length === 0 &&
    !work.writesAssociations
  );
}

function allSaves({ inserts, updates, deletes, rowSwitches }: FlushWork): Saves {
  if (deletes.size === 0) return { inserts: byMapper(inserts), updates: byMapper(updates) };
  const live = [...updates].filter((state) => !deletes.has(state));
  return {
    inserts: byMapper(inserts.filter((state) => !rowSwitches.has(state))),
    updates: byMapper([...live, ...rowSwitches.keys()]),
  };
}

/** The rows that go; those that a new object takes over stay. */
function deletedRows({ deletes, rowSwitches }: FlushWork): Iterable<InstanceState> {
  if (rowSwitches.size === 0) return deletes;
  const kept = new Set(rowSwitches.values());
  return [...deletes].filter((state) => !kept.has(state));
}

/** Takes objects out of lists, and gives them as lists. */
function takeOut(
  lists: Map<Mapper, InstanceState[]>,
  states: ReadonlySet<InstanceState>,
): Map<Mapper, InstanceState[]> {
  const taken = new Map<Mapper, InstanceState[]>();
  for (const [mapper, list] of lists) {
    const out = list.filter((state) => states.has(state));
    if (out.length === 0) continue;
    taken.set(mapper, out);
    lists.set(
      mapper,
      list.filter((state) => !states.has(state)),
    );
  }
  return taken;
}

function syncsOf({ members }: Component<Mapper>, waiting: WaitingSyncs): SyncOperation[] {
  return members.flatMap((base) => waiting.get(base) ?? []);
}

function syncEdges(work: FlushWork, syncs: readonly SyncOperation[]): StateEdge[] {
  const edges: StateEdge[] = [];
  for (const sync of syncs) {
    const { source, holder } = sync;
    if (source === undefined || work.deletes.has(holder)) continue;
    if (source !== holder || !hasValues(sync)) edges.push({ before: source, after: holder });
  }
  return edges;
}

function* saveComponent(
  work: FlushWork,
  undo: FlushUndo,
  component: Component<Mapper>,
  saves: Saves,
  waiting: WaitingSyncs,
  planned: readonly InstanceState[][] | undefined,
): Flow<void> {
  const { members, cyclic } = component;
  const syncs = syncsOf(component, waiting);
  const own: Saves = { inserts: ofBases(saves.inserts, members), updates: ofBases(saves.updates, members) };
  if (planned === undefined && (!cyclic || syncs.length === 0)) {
    synchronizeWaiting(work, syncs, undo);
    yield* saveStates(work, undo, own);
    return;
  }
  const states = [...own.inserts.values(), ...own.updates.values()].flat();
  const byHolder = new Map<InstanceState, SyncOperation[]>();
  for (const sync of syncs) {
    const { source, holder } = sync;
    if (source === undefined || work.deletes.has(holder)) continue;
    const list = byHolder.get(holder);
    if (list === undefined) byHolder.set(holder, [sync]);
    else list.push(sync);
  }
  for (const level of planned ?? stateLevels(states, syncEdges(work, syncs))) {
    for (const state of level) {
      const held = byHolder.get(state);
      if (held !== undefined) synchronizeWaiting(work, held, undo);
    }
    const isInsert = (state: InstanceState): boolean => state.status === Status.pending && !work.rowSwitches.has(state);
    yield* saveStates(work, undo, {
      inserts: byMapper(level.filter(isInsert)),
      updates: byMapper(level.filter((state) => !isInsert(state))),
    });
  }
}

/** Whether the values to copy are known without an INSERT: a row may refer to itself by a key that it was given. */
function hasValues({ source, property }: SyncOperation): boolean {
  return property.pairs.every(
    ({ fromSlot }) => source?.values[fromSlot] !== undefined && source.values[fromSlot] !== null,
  );
}

function* saveStates(work: FlushWork, undo: FlushUndo, saves: Saves): Flow<void> {
  const together: Saves = {
    updates: ofMappers(saves.updates, ({ batch }) => batch),
    inserts: ofMappers(saves.inserts, (mapper) => !isToldApart(mapper)),
  };
  yield* saveTogether(work, undo, together);
  if (together.updates.size + together.inserts.size === saves.updates.size + saves.inserts.size) return;
  const none = new Map<Mapper, InstanceState[]>();
  for (const [mapper, list] of saves.updates) {
    if (!mapper.batch)
      for (const state of byKey(list))
        yield* saveTogether(work, undo, { updates: new Map([[mapper, [state]]]), inserts: none });
  }
  for (const [mapper, list] of saves.inserts) {
    if (isToldApart(mapper))
      for (const state of list)
        yield* saveTogether(work, undo, { updates: none, inserts: new Map([[mapper, [state]]]) });
  }
}

/** Without `batch`, each new object is told of before and after its own INSERT. Where nobody listens, single statements will do. */
function isToldApart(mapper: Mapper): boolean {
  return !mapper.batch && modelEvents.version > 0 && hearsSaves(mapper);
}

function hearsSaves(mapper: Mapper): boolean {
  return hearsModel(mapper, "beforeInsert") || hearsModel(mapper, "afterInsert") || hearsModel(mapper, "refreshFlush");
}

function ofMappers(
  lists: ReadonlyMap<Mapper, InstanceState[]>,
  isTaken: (mapper: Mapper) => boolean,
): ReadonlyMap<Mapper, InstanceState[]> {
  for (const mapper of lists.keys()) if (!isTaken(mapper)) return new Map([...lists].filter(([each]) => isTaken(each)));
  return lists;
}

/** UPDATEs before INSERTs, so that a unique value may pass from an old row to a new one. */
function* saveTogether(work: FlushWork, undo: FlushUndo, saves: Saves): Flow<void> {
  const told = modelEvents.version === 0 ? undefined : yield* beforeSaves(work, undo, saves);
  for (const [mapper, list] of saves.updates) {
    yield* loadVersions(work.context, mapper, list, true);
    const replaced = list.flatMap((state) => work.rowSwitches.get(state) ?? []);
    if (replaced.length > 0) yield* loadVersions(work.context, mapper, replaced, false);
    const connection = yield* work.context.connection(mapper);
    const sorted = byKey(list);
    for (const table of mapper.tables) yield* updateStates(connection, table, sorted, work.rowSwitches, undo);
    if (mapper.eagerDefaults === true) yield* fetchGenerated(connection, mapper, list, undo);
  }
  for (const [mapper, list] of saves.inserts) {
    if (mapper.tables.length === 0) throw readOnly(mapper);
    const connection = yield* work.context.connection(mapper);
    for (const table of mapper.tables) yield* insertStates(connection, table, list);
    if (mapper.eagerDefaults === true) yield* fetchGenerated(connection, mapper, list, undo);
  }
  if (told !== undefined) yield* afterSaves(work, told);
}

/** DELETEs, children first. */
function* deleteRows(
  work: FlushWork,
  undo: FlushUndo,
  order: readonly Component<Mapper>[],
  deletes: ReadonlyMap<Mapper, InstanceState[]>,
): Flow<void> {
  for (let i = order.length - 1; i >= 0; i--)
    yield* deleteComponent(work, undo, order[i] as Component<Mapper>, deletes);
}

function* deleteComponent(
  work: FlushWork,
  undo: FlushUndo,
  { members, cyclic }: Component<Mapper>,
  deletes: ReadonlyMap<Mapper, InstanceState[]>,
): Flow<void> {
  const lists = [...ofBases(deletes, members).values()];
  const [first, ...others] = lists;
  if (first === undefined) return;
  const states = others.length === 0 ? first : lists.flat();
  const levels = cyclic && states.length > 1 ? stateLevels(states, deleteEdges(work, states)) : [states];
  for (const level of levels) {
    for (const [mapper, list] of byMapper(level)) {
      if (mapper.tables.length === 0) throw readOnly(mapper);
      yield* loadVersions(work.context, mapper, list, false);
      const sorted = byKey(list);
      const connection = yield* work.context.connection(mapper);
      if (modelEvents.version > 0) yield* tellDeletes(work, "beforeDelete", sorted);
      if (cyclic) yield* emptySelfReferences(connection, mapper, sorted, undo);
      for (const table of mapper.tables.toReversed()) yield* deleteStates(connection, table, sorted);
      if (modelEvents.version > 0) yield* tellDeletes(work, "afterDelete", sorted);
    }
  }
}

function readOnly({ name }: Mapper): FlushError {
  return new FlushError(
    `${name} is only read: it maps the whole primary key of no table, so that its objects can be neither inserted nor deleted. Write to the tables behind it.`,
    "flush-read-only",
  );
}

/** The lists of the classes of some hierarchies. */
function ofBases<V>(lists: ReadonlyMap<Mapper, V>, bases: readonly Mapper[]): Map<Mapper, V> {
  const out = new Map<Mapper, V>();
  for (const [mapper, list] of lists) if (bases.includes(mapper.base)) out.set(mapper, list);
  return out;
}
