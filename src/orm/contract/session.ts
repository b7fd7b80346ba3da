import type { Awaitable } from "../../flow/flow.ts";
import type { IdentityMap } from "./identity.ts";
import type { RelationshipProperty } from "./property.ts";
import type { InstanceState } from "./state.ts";

/** What attributes, collections and loaders need of the session that an object belongs to. */
export interface SessionContract {
  readonly isAsync: boolean;
  /** A flush is under way. */
  readonly flushing: boolean;
  readonly identityMap: IdentityMap;
  /** The Session or AsyncSession that users see. */
  readonly user: object;
  /** Is told of each object that was made from a row; undefined while nobody listens. */
  readonly onLoad: ((state: InstanceState) => void) | undefined;
  /** Loads the unloaded columns of a state (and of its peers) and gives the value of one; on an async session it throws. */
  loadColumn(state: InstanceState, slot: number): unknown;
  /** Loads a relationship for a state and its peers, and gives its value; on an async session it throws. */
  loadRelationship(state: InstanceState, property: RelationshipProperty): unknown;
  /** What the foreign key of an object without a row refers to; it is not kept with the object. */
  loadReference(state: InstanceState, property: RelationshipProperty): object | null;
  /** Loads an attribute, waiting its turn among the session's operations. Gives what the object does not keep: see `loadReference`. */
  awaitAttribute(state: InstanceState, key: string): Awaitable<object | null | undefined>;
  /** Loads what is expired of a state, on a sync session; nothing on an async one. */
  refreshExpired(state: InstanceState): void;
  /** A column or relationship of a persistent state was written for the first time since the last flush. */
  noteModified(state: InstanceState): void;
  /** A collection or a mutable value was handed out; edits in place are looked for at flush. */
  noteTouched(state: InstanceState): void;
  /** The save-update cascade: puts an object (and what it reaches) into the session. */
  cascadeAdd(state: InstanceState): void;
  /** The reverse: a pending object was taken out of the only collection that held it by delete-orphan. */
  noteOrphan(state: InstanceState): void;
}
