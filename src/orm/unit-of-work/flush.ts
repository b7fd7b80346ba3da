import type { Flow } from "../../flow/flow.ts";
import { FlushUndo } from "../persistence/flush-undo.ts";
import { collectDeletes } from "./collect-deletes.ts";
import { collectRemovals } from "./collect-removals.ts";
import { collectSaves } from "./collect-saves.ts";
import { executeWork } from "./execute-work.ts";
import { finalize } from "./finalize.ts";
import type { FlushContext } from "./flush-context.ts";
import { FlushWork } from "./flush-work.ts";
import { loadFormerTargets } from "./former-targets.ts";
import { findRowSwitches } from "./row-switches.ts";

export type { FlushContext } from "./flush-context.ts";

/**
 * Writes what a session holds to the database: collects what is to be done, orders it, sends it in batches, and only when
 * every statement has succeeded tells the objects. When one fails, columns are put back to what they were before the
 * flush, the session's sets are as they were, and the caller rolls the transaction back. Gives what was done; undefined: nothing.
 */
export function* flush(context: FlushContext): Flow<FlushWork | undefined> {
  if (context.newStates.size === 0 && context.modifiedStates.size === 0 && context.deletedStates.size === 0)
    return undefined;
  const work = new FlushWork(context);
  yield* loadFormerTargets(context);
  collectSaves(work);
  collectRemovals(work);
  yield* collectDeletes(work);
  work.inserts = Array.from(context.newStates);
  work.modifiedCount = context.modifiedStates.size;
  findRowSwitches(work);
  if (work.inserts.length === 0 && work.updates.size === 0 && work.deletes.size === 0) {
    context.modifiedStates.clear();
    return undefined;
  }
  const undo = new FlushUndo();
  try {
    yield* executeWork(work, undo);
    yield* context.statementsSent();
    finalize(work);
    return work;
  } catch (error) {
    undo.restore();
    throw error;
  } finally {
    forgetMembers(work);
  }
}

/** What a deletion read of collections that stay in the database. */
function forgetMembers({ deletes }: FlushWork): void {
  for (const { mapper, related } of deletes) {
    if (related === undefined) continue;
    for (const property of mapper.relationships) if (property.inDatabase) related[property.slot] = undefined;
  }
}
