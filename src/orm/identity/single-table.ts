import { SqlType } from "../../types/sql-type.ts";
import type { IdentityTable } from "../contract/identity.ts";
import type { InstanceState } from "../contract/state.ts";

/** Objects by a single key column. The value itself is the map's key, unless its type says that equal values are distinct objects (Date, Uint8Array). */
export class SingleTable implements IdentityTable {
  readonly #states = new Map<unknown, InstanceState>();
  readonly #type: SqlType | undefined;

  constructor(type: SqlType | undefined) {
    this.#type = type === undefined || type.identityKey === SqlType.prototype.identityKey ? undefined : type;
  }

  #of(value: unknown): unknown {
    return this.#type === undefined ? value : this.#type.identityKey(value);
  }

  get(key: readonly unknown[]): InstanceState | undefined {
    return this.#states.get(this.#of(key[0]));
  }

  getSingle(key: unknown): InstanceState | undefined {
    return this.#states.get(this.#of(key));
  }

  set(key: readonly unknown[], state: InstanceState): void {
    this.#states.set(this.#of(key[0]), state);
  }

  setSingle(key: unknown, state: InstanceState): void {
    this.#states.set(this.#of(key), state);
  }

  delete(key: readonly unknown[]): boolean {
    return this.#states.delete(this.#of(key[0]));
  }

  values(): IterableIterator<InstanceState> {
    return this.#states.values();
  }

  clear(): void {
    const states = this.#states;
    // An emptied map makes a new table for itself, which few keys are not worth.
    if (states.size > 4) states.clear();
    else for (const key of states.keys()) states.delete(key);
  }

  /** A map grows by itself. */
  reserve(): void {}

  get size(): number {
    return this.#states.size;
  }
}
