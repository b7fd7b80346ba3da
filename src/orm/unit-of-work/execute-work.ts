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
import { addByBase, byBase, byMapper, type FlushWork, type SyncOperation } from "./flush-work.ts";
import { byKey } from "./state-order.ts";
import { mapperOrder } from "./mapper-order.ts";
import { deleteEdges } from "./delete-edges.ts";
import { type StateEdge, stateLevels } from "./state-levels.ts";
import { synchronizeKnown, synchronizeWaiting, type WaitingSyncs } from "./synchronize.ts";

/** Sends the statements of a flush: INSERTs and UPDATEs parents first, then association rows, then DELETEs children first. */
export function* executeWork(work: FlushWork, connection: CoreConnection, undo: FlushUndo): Flow<void> {
  for (const state of work.inserts) undo.keep(state);
  const waiting = synchronizeKnown(work, undo);
  const saves = byBase(work.inserts);
  addByBase(
    saves,
    work.deletes.size === 0 ? work.updates : [...work.updates].filter((state) => !work.deletes.has(state)),
  );
  const deletes = byBase(deletedRows(work));
  const order = mapperOrder(new Set([...saves.keys(), ...deletes.keys()]));
  for (const component of order) yield* saveComponent(work, connection, undo, component, saves, waiting);
  yield* executePostUpdates(work, connection, undo);
  yield* executeAssociations(work, connection);
  yield* nullPostUpdates(work, connection, undo);
  for (let i = order.length - 1; i >= 0; i--)
    yield* deleteComponent(work, connection, order[i] as Component<Mapper>, deletes);
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
  const states = gather(members, saves);
  const syncs = gather(members, waiting);
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
  return property.pairs.every(
    ({ fromSlot }) => source?.values[fromSlot] !== undefined && source.values[fromSlot] !== null,
  );
}

/** UPDATEs before INSERTs, so that a unique value may pass from an old row to a new one. */
function* saveStates(
  work: FlushWork,
  connection: CoreConnection,
  undo: FlushUndo,
  states: readonly InstanceState[],
): Flow<void> {
  const { rowSwitches } = work;
  const lists = byMapper(states);
  for (const [mapper, list] of lists) {
    const targets: UpdateTarget[] = [];
    for (const state of list) {
      if (state.status !== Status.pending) targets.push({ state, identity: state.identity, wholeRow: false });
      else if (rowSwitches.size > 0) {
        const replaced = rowSwitches.get(state);
        if (replaced !== undefined) targets.push({ state, identity: replaced.identity, wholeRow: true });
      }
    }
    if (targets.length > 0) yield* updateStates(connection, mapper, byKey(targets), undo);
  }
  for (const [mapper, list] of lists) {
    const isNew = (state: InstanceState): boolean => state.status === Status.pending && !rowSwitches.has(state);
    const inserts = list.every(isNew) ? list : list.filter(isNew);
    if (inserts.length > 0) yield* insertStates(connection, mapper, inserts);
  }
}

function* deleteComponent(
  work: FlushWork,
  connection: CoreConnection,
  { members, cyclic }: Component<Mapper>,
  deletes: ReadonlyMap<Mapper, InstanceState[]>,
): Flow<void> {
  const states = gather(members, deletes);
  if (states.length === 0) return;
  const levels = cyclic && states.length > 1 ? stateLevels(states, deleteEdges(work, states)) : [states];
  for (const level of levels) {
    for (const [mapper, list] of byMapper(level)) yield* deleteStates(connection, mapper, byKey(list));
  }
}

/** The lists of some keys, one after the other. */
function gather<V>(members: readonly Mapper[], lists: ReadonlyMap<Mapper, readonly V[]>): readonly V[] {
  const [first] = members;
  if (members.length === 1 && first !== undefined) return lists.get(first) ?? [];
  return members.flatMap((member) => lists.get(member) ?? []);
}
