import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { type InstanceState, NOT_LOADED, Status } from "../contract/state.ts";
import { requireState } from "../contract/require-state.ts";
import { describe } from "./add.ts";
import { leave } from "./expunge.ts";
import type { SessionCore } from "./session-core.ts";

/**
 * Takes an object out of its session and forgets that it has a row: adding it again inserts it. Values that were not loaded
 * are gone. For sending a copy of a row, or a deleted object, to the database again.
 *
 * ```ts
 * makeTransient(user);
 * user.id = 2;
 * session.add(user);                    // INSERT INTO users …
 * ```
 */
export function makeTransient(entity: object): void {
  const state = requireState(entity);
  if (state.session !== undefined) leave(state.session as SessionCore, state);
  state.status = Status.transient;
  state.session = undefined;
  state.identity = undefined;
  state.peers = undefined;
  state.wasDeleted = false;
  state.committed = undefined;
  state.committedRelated = formerReferences(state);
  state.pendingRelated = undefined;
  state.values = state.values.map((value) => (value === NOT_LOADED ? undefined : value));
}

/** What its references are, so that they are told from those that are assigned later. */
function formerReferences({ mapper, related }: InstanceState): Map<number, unknown> | undefined {
  if (related === undefined) return undefined;
  const loaded = mapper.relationships.filter(
    ({ direction, slot }) => direction === "manyToOne" && related[slot] !== undefined,
  );
  return loaded.length === 0 ? undefined : new Map(loaded.map(({ slot }) => [slot, related[slot]]));
}

/**
 * Makes a new object stand for the row of its key, without reading it: it is detached then, and attributes that were not set are
 * loaded when they are read in a session. Throws InvalidRequestError for an object that is not transient, ArgumentError for one
 * without a key.
 *
 * ```ts
 * const user = new User({ id: 7 });
 * makeTransientToDetached(user);
 * session.add(user);                    // nothing is inserted
 * user.name;                            // SELECT … WHERE users.id = ?
 * ```
 */
export function makeTransientToDetached(entity: object): void {
  const state = requireState(entity);
  if (state.status !== Status.transient || state.session !== undefined) {
    throw new InvalidRequestError(
      `${describe(state)} is not transient; only an object that was never in a session can be made detached.`,
      "not-transient",
    );
  }
  const { mapper } = state;
  const key = mapper.primaryKeySlots.map((slot) => state.values[slot]);
  if (key.some((value) => value === undefined || value === null)) {
    throw new ArgumentError(
      `A new ${mapper.name} object has no complete primary key (${mapper.primaryKeySlots.map((slot) => mapper.columns[slot]?.key ?? "").join(", ")}), which makeTransientToDetached() needs.`,
      "primary-key",
    );
  }
  state.key = key;
  state.status = Status.detached;
  state.values = state.values.map((value) => (value === undefined ? NOT_LOADED : value));
}
