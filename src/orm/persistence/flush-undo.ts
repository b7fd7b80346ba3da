import type { InstanceState } from "../contract/state.ts";

/** The column values of objects as a flush found them, to be put back when a statement fails. */
export class FlushUndo {
  #new: readonly InstanceState[] = [];
  readonly #newValues: unknown[][] = [];
  readonly #states: InstanceState[] = [];
  readonly #values: unknown[][] = [];
  readonly #identities = new Map<InstanceState, unknown>();
  readonly #committed: (unknown[] | undefined)[] = [];

  /** Called before a flush writes to an object for the first time; keeping it twice is harmless. */
  keep(state: InstanceState): void {
    this.#states.push(state);
    this.#values.push(state.values.slice());
    this.#committed.push(state.committed);
  }

  /** The same for all new objects of a flush, before it fills in anything. */
  keepNew(states: readonly InstanceState[]): void {
    this.#new = states;
    for (const { values } of states) this.#newValues.push(values.slice());
  }

  /** The same before it changes under which key an object is known. */
  keepIdentity(state: InstanceState): void {
    if (!this.#identities.has(state)) this.#identities.set(state, state.identity);
  }

  restore(): void {
    for (const [state, identity] of this.#identities) state.identity = identity;
    for (let i = 0; i < this.#new.length; i++) {
      (this.#new[i] as InstanceState).values = this.#newValues[i] as unknown[];
    }
    for (let i = this.#states.length - 1; i >= 0; i--) {
      const state = this.#states[i] as InstanceState;
      state.values = this.#values[i] as unknown[];
      state.committed = this.#committed[i];
    }
  }
}
