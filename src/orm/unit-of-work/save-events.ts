import type { Flow } from "../../flow/flow.ts";
import { inHand } from "../contract/entity.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { emitModel, hearsModel, tellModel } from "../mapping/model-events.ts";
import type { FlushUndo } from "../persistence/flush-undo.ts";
import type { FlushWork } from "./flush-work.ts";
import { byKey } from "./state-order.ts";

/** The objects that are saved together, in the order in which listeners hear of them, and what new ones were not given. */
interface ToldSaves {
  readonly states: readonly InstanceState[];
  /** Columns without a value, by object; kept where somebody asks what the flush filled in. */
  readonly missing: ReadonlyMap<InstanceState, readonly number[]>;
}

/** Tells of objects about to be saved, new ones first; listeners may set columns of the object that they are told of. */
export function* beforeSaves(
  work: FlushWork,
  undo: FlushUndo,
  saves: {
    readonly inserts: ReadonlyMap<Mapper, InstanceState[]>;
    readonly updates: ReadonlyMap<Mapper, InstanceState[]>;
  },
): Flow<ToldSaves> {
  const states: InstanceState[] = [];
  for (const list of saves.inserts.values()) states.push(...list);
  for (const list of saves.updates.values()) states.push(...byKey(list));
  const missing = new Map<InstanceState, readonly number[]>();
  for (const state of states) {
    const { mapper } = state;
    const event = state.status === Status.pending ? "beforeInsert" : "beforeUpdate";
    if (hearsModel(mapper, event)) {
      if (state.status !== Status.pending) undo.keep(state);
      yield* tell(work, event, state, true);
    }
    if (hearsModel(mapper, "refreshFlush")) missing.set(state, missingSlots(state));
  }
  return { states, missing };
}

export function* afterSaves(work: FlushWork, { states, missing }: ToldSaves): Flow<void> {
  for (const [state, slots] of missing) {
    const filled = slots.filter((slot) => state.values[slot] !== undefined && state.values[slot] !== NOT_LOADED);
    if (filled.length === 0) continue;
    const names = filled.map((slot) => state.mapper.columns[slot]?.key ?? "");
    tellModel(state.mapper, "refreshFlush", [state.entity, { session: work.context.user }, names]);
  }
  for (const state of states) {
    const event = state.status === Status.pending ? "afterInsert" : "afterUpdate";
    if (hearsModel(state.mapper, event)) yield* tell(work, event, state, false);
  }
}

export function* tellDeletes(
  work: FlushWork,
  event: "beforeDelete" | "afterDelete",
  states: readonly InstanceState[],
): Flow<void> {
  for (const state of states) if (hearsModel(state.mapper, event)) yield* tell(work, event, state, false);
}

function* tell(
  { context }: FlushWork,
  event: "beforeInsert" | "afterInsert" | "beforeUpdate" | "afterUpdate" | "beforeDelete" | "afterDelete",
  state: InstanceState,
  mayChange: boolean,
): Flow<void> {
  const connection = yield* context.connection(state.mapper);
  const outer = inHand.state;
  inHand.state = mayChange ? state : undefined;
  try {
    yield* emitModel(state.mapper, event, connection.eventConnection, state.entity, context.around);
  } finally {
    inHand.state = outer;
  }
}

/** The columns, but for the primary key, that have no value yet. */
function missingSlots({ mapper, values }: InstanceState): readonly number[] {
  return mapper.columns
    .filter(
      ({ slot }) =>
        (values[slot] === undefined || values[slot] === NOT_LOADED) && !mapper.primaryKeySlots.includes(slot),
    )
    .map(({ slot }) => slot);
}
