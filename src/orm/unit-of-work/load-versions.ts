import type { Flow } from "../../flow/flow.ts";
import { changedSlots } from "../attribute/history.ts";
import type { Mapper } from "../contract/mapper.ts";
import { type InstanceState, NOT_LOADED } from "../contract/state.ts";
import { loadSelect } from "../loading/execute-select.ts";
import { keyStatement } from "../loading/key-statement.ts";
import type { ClassMapper } from "../mapping/class-mapper.ts";
import type { FlushContext } from "./flush-context.ts";

/** Reads what the rows of objects are found by besides their primary key (versions, keys of single tables), where it is expired. */
export function* loadVersions(
  context: FlushContext,
  mapper: Mapper,
  states: readonly InstanceState[],
  changedOnly: boolean,
): Flow<void> {
  const { neededSlots: needed } = mapper;
  if (needed.length === 0) return;
  const slots = mapper.values
    .map((property) => property.slot)
    .filter((slot) => needed.includes(slot) || mapper.primaryKeySlots.includes(slot));
  const wanting = states.filter(
    (state) =>
      state.key !== undefined &&
      needed.some((slot) => (state.committed ?? state.values)[slot] === NOT_LOADED) &&
      !(changedOnly && changedSlots(state).length === 0),
  );
  if (wanting.length === 0) return;
  const keys = wanting.map((state) => state.key as readonly unknown[]);
  yield* loadSelect(context, keyStatement(mapper as ClassMapper, keys, slots), { eager: false });
}
