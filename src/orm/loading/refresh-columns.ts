import { LazyLoadError, ObjectDeletedError } from "../../errors/orm.ts";
import type { Flow } from "../../flow/flow.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import { loadSelect } from "./execute-select.ts";
import { keyStatement } from "./key-statement.ts";
import { type LoadingSession, takesArrays } from "./loading-session.ts";

/** Throws for a column that its declaration, or an option of the query that gave the object, forbids to load when it is read. */
export function refuseRaising(state: InstanceState, slot: number): void {
  const { mapper, values, peers } = state;
  const property = (mapper as ClassMapper).values[slot];
  if (property === undefined) return;
  // What an option says of the columns of a query ends when the object expires.
  const byOption = peers?.options?.raise?.has(property) === true && values !== mapper.expiredRow;
  if (!byOption && !mapper.raisesAt(slot)) return;
  throw new LazyLoadError(
    `${mapper.name}.${property.key} is not loaded, and raiseload forbids to load it when it is read. Load it with the query: undefer(${mapper.name}.c.${property.key}), or by session.refresh(object, ["${property.key}"]).`,
    "raise-load",
  );
}

/** Loads a column that is not in memory, of one object and its peers: all unloaded columns of an expired object at once. */
export function* refreshColumns(session: LoadingSession, state: InstanceState, slot: number): Flow<void> {
  const mapper = state.mapper as ClassMapper;
  // A key of which a part is NULL is found by IS NULL, in no list.
  const isPartial = (peer: InstanceState): boolean => Array.isArray(peer.identity) && peer.identity.includes(null);
  const group = isPartial(state) ? [state] : (state.peers?.states ?? [state]);
  const states = group.filter(
    (peer) =>
      peer.session === session &&
      peer.status === Status.persistent &&
      peer.values[slot] === NOT_LOADED &&
      peer.mapper === mapper &&
      (peer === state || !isPartial(peer)),
  );
  if (!states.includes(state)) states.push(state);
  yield* loadSelect(
    session,
    keyStatement(
      mapper,
      states.map((peer) => peer.key as readonly unknown[]),
      slotsToLoad(state, slot),
      states.length > 1 && (yield* takesArrays(session, mapper)),
    ),
    { eager: false, origin: { kind: "columns" } },
  );
  if (state.values[slot] === NOT_LOADED) {
    throw new ObjectDeletedError(
      `The row of ${mapper.name} ${(state.key ?? []).map(String).join(", ")} is gone; it was deleted since the object was loaded.`,
    );
  }
}

/** undefined: the entity's usual columns, for an object of which nothing is loaded. */
function slotsToLoad(state: InstanceState, slot: number): readonly number[] | undefined {
  const mapper = state.mapper as ClassMapper;
  const expired = mapper.defaultSlots.every((candidate) => state.values[candidate] === NOT_LOADED);
  if (expired && mapper.defaultSlots.includes(slot)) return undefined;
  if (!mapper.defaultSlots.includes(slot)) {
    const group = mapper.groupOf(slot);
    return mapper.allSlots.filter(
      (candidate) =>
        candidate === slot ||
        mapper.primaryKeySlots.includes(candidate) ||
        (group !== undefined && mapper.groupOf(candidate) === group),
    );
  }
  return mapper.allSlots.filter(
    (candidate) =>
      mapper.primaryKeySlots.includes(candidate) ||
      (mapper.defaultSlots.includes(candidate) && state.values[candidate] === NOT_LOADED),
  );
}
