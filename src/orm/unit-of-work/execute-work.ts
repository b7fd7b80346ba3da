import type { CoreConnection } from "../../engine/core-connection.ts";
import type { Flow } from "../../flow/flow.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { deleteStates } from "../persistence/delete-states.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import { insertStates } from "../persistence/insert-states.ts";
import type { UpdateTarget } from "../persistence/update-batches.ts";
import { updateStates } from "../persistence/update-states.ts";
import type { Component } from "./components.ts";
import { executeAssociations } from "./execute-associations.ts";
import { executePostUpdates, nullPostUpdates } from "./post-updates.ts";
import { byBase, type FlushWork, type SyncOperation } from "./flush-work.ts";
import { byInsertOrder, byKey } from "./state-order.ts";
import { mapperOrder } from "./mapper-order.ts";
import { deleteEdges } from "./delete-edges.ts";
import { type StateEdge, stateLevels } from "./state-levels.ts";
import { synchronizeKnown, synchronizeWaiting, type WaitingSyncs } from "./synchronize.ts";

/** Sends the statements of a flush: INSERTs and UPDATEs parents first, then association rows, then DELETEs children first. */
export function* executeWork(work: FlushWork, connection: CoreConnection, undo: FlushUndo): Flow<void> {
  for (const state of work.inserts) undo.keep(state);
  const waiting = synchronizeKnown(work, undo);
  const saves = byBase(savedStates(work));
  const deletes = byBase(deletedRows(work));
  const order = mapperOrder(new Set([...saves.keys(), ...deletes.keys()]));
  for (const component of order) yield* saveComponent(work, connection, undo, component, saves, waiting);
  yield* executePostUpdates(work, connection, undo);
  yield* executeAssociations(work, connection);
  yield* nullPostUpdates(work, connection, undo);
  for (let i = order.length - 1; i >= 0; i--) yield* deleteComponent(work, connection, order[i] as Component<Mapper>, deletes);
}

function* savedStates(work: FlushWork): Iterable<InstanceState> {
  yield* byInsertOrder(work.inserts);
  for (const state of work.updates) if (!work.deletes.has(state)) yield state;
}

/** The rows that go; those that a new object takes over stay. */
function deletedRows({ deletes, rowSwitches }: FlushWork): Iterable<InstanceState> {
  if (rowSwitches.size === 0) return deletes;
  const kept = new Set(rowSwitches.values());
  return [...deletes].filter((state) => !kept.has(state));
}

function* saveComponent(
  work: FlushWork,
  connection: CoreConnection,
  undo: FlushUndo,
  { members, cyclic }: Component<Mapper>,
  saves: ReadonlyMap<Mapper, InstanceState[]>,
  waiting: WaitingSyncs,
): Flow<void> {
  const states: InstanceState[] = [];
  const syncs: SyncOperation[] = [];
  for (const base of members) {
    for (const state of saves.get(base) ?? []) states.push(state);
    for (const sync of waiting.get(base) ?? []) syncs.push(sync);
  }
  if (states.length === 0) return;
  if (!cyclic || syncs.length === 0) {
    synchronizeWaiting(work, syncs, undo);
    yield* saveStates(work, connection, undo, states);
    return;
  }
  const edges: StateEdge[] = [];
  const byHolder = new Map<InstanceState, SyncOperation[]>();
  for (const sync of syncs) {
    const { source, holder } = sync;
    if (source === undefined || work.deletes.has(holder)) continue;
    if (source !== holder || !hasValues(sync)) edges.push({ before: source, after: holder });
    const list = byHolder.get(holder);
    if (list === undefined) byHolder.set(holder, [sync]);
    else list.push(sync);
  }
  for (const level of stateLevels(states, edges)) {
    for (const state of level) {
      const own = byHolder.get(state);
      if (own !== undefined) synchronizeWaiting(work, own, undo);
    }
    yield* saveStates(work, connection, undo, level);
  }
}

/** Whether the values to copy are known without an INSERT: a row may refer to itself by a key that it was given. */
function hasValues({ source, property }: SyncOperation): boolean {
  return property.pairs.every(({ fromSlot }) => source?.values[fromSlot] !== undefined && source.values[fromSlot] !== null);
}

/** UPDATEs before INSERTs, so that a unique value may pass from an old row to a new one. */
function* saveStates(work: FlushWork, connection: CoreConnection, undo: FlushUndo, states: readonly InstanceState[]): Flow<void> {
  const inserts = new Map<Mapper, InstanceState[]>();
  const updates = new Map<Mapper, UpdateTarget[]>();
  for (const state of states) {
    if (state.status === Status.pending) {
      const replaced = work.rowSwitches.get(state);
      if (replaced === undefined) push(inserts, state.mapper, state);
      else push(updates, state.mapper, { state, identity: replaced.identity, wholeRow: true });
    } else {
      push(updates, state.mapper, { state, identity: state.identity, wholeRow: false });
    }
  }
  for (const [mapper, targets] of updates) yield* updateStates(connection, mapper, byKey(targets), undo);
  for (const [mapper, list] of inserts) yield* insertStates(connection, mapper, list);
}

function* deleteComponent(
  work: FlushWork,
  connection: CoreConnection,
  { members, cyclic }: Component<Mapper>,
  deletes: ReadonlyMap<Mapper, InstanceState[]>,
): Flow<void> {
  const states: InstanceState[] = [];
  for (const base of members) for (const state of deletes.get(base) ?? []) states.push(state);
  if (states.length === 0) return;
  const levels = cyclic && states.length > 1 ? stateLevels(states, deleteEdges(work, states)) : [states];
  for (const level of levels) {
    const byMapper = new Map<Mapper, InstanceState[]>();
    for (const state of level) push(byMapper, state.mapper, state);
    for (const [mapper, list] of byMapper) yield* deleteStates(connection, mapper, byKey(list));
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
