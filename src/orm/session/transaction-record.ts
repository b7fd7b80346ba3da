import type { CoreConnection } from "../../engine/core-connection.ts";
import type { InstanceState } from "../contract/state.ts";

/** In place of the failure of a transaction that has ended, while its listeners are told. */
export const OVER: unique symbol = Symbol("over");

/** What happened to objects within one transaction or savepoint, so that its rollback can restore them. */
export class TransactionRecord {
  readonly parent: TransactionRecord | undefined;
  /** Whether it is a savepoint, and not the transaction itself. */
  readonly nested: boolean;
  /** Name of the savepoint on each connection. */
  readonly savepoints: Map<CoreConnection, string> = new Map();
  /** Objects that were added within it. */
  readonly added: Set<InstanceState> = new Set();
  /** Objects whose rows were inserted within it. */
  readonly inserted: Set<InstanceState> = new Set();
  /** Objects whose rows were deleted within it. */
  readonly deleted: Set<InstanceState> = new Set();
  /** Objects that a flush changed within it. */
  readonly changed: Set<InstanceState> = new Set();
  /** Objects whose key was changed, with the key that they had. */
  readonly keySwitches: Map<InstanceState, readonly unknown[]> = new Map();
  /** The error that ended it before its rollback was asked for. */
  failure: unknown = undefined;
  /** False once it was committed or rolled back. */
  open = true;
  committed = false;
  /** What users see of it. */
  shell: object | undefined = undefined;

  constructor(parent: TransactionRecord | undefined) {
    this.parent = parent;
    this.nested = parent !== undefined;
  }

  /** A released savepoint: what happened in it happened in what surrounds it. */
  mergeIntoParent(): void {
    const { parent } = this;
    if (parent === undefined) return;
    for (const state of this.added) parent.added.add(state);
    for (const state of this.inserted) parent.inserted.add(state);
    for (const state of this.deleted) parent.deleted.add(state);
    for (const state of this.changed) parent.changed.add(state);
    for (const [state, key] of this.keySwitches) if (!parent.keySwitches.has(state)) parent.keySwitches.set(state, key);
  }
}
