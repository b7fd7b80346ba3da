import type { SqlType } from "../../types/sql-type.ts";
import type { IdentityTable } from "../contract/identity.ts";
import type { InstanceState } from "../contract/state.ts";

type Level = Map<unknown, Level | InstanceState>;

/** Objects by several key columns: maps within maps, so that no separator can make two keys look alike. */
export class CompositeTable implements IdentityTable {
  readonly #root: Level = new Map();
  readonly #states = new Set<InstanceState>();
  readonly #types: readonly (SqlType | undefined)[];

  constructor(types: readonly (SqlType | undefined)[]) {
    this.#types = types;
  }

  #part(key: readonly unknown[], at: number): unknown {
    const type = this.#types[at];
    return type === undefined ? key[at] : type.identityKey(key[at]);
  }

  get(key: readonly unknown[]): InstanceState | undefined {
    let level: Level = this.#root;
    const last = this.#types.length - 1;
    for (let i = 0; i < last; i++) {
      const next = level.get(this.#part(key, i));
      if (next === undefined) return undefined;
      level = next as Level;
    }
    return level.get(this.#part(key, last)) as InstanceState | undefined;
  }

  getSingle(key: unknown): InstanceState | undefined {
    return this.get(key as readonly unknown[]);
  }

  set(key: readonly unknown[], state: InstanceState): void {
    let level: Level = this.#root;
    const last = this.#types.length - 1;
    for (let i = 0; i < last; i++) {
      const part = this.#part(key, i);
      let next = level.get(part);
      if (next === undefined) level.set(part, (next = new Map()));
      level = next as Level;
    }
    const part = this.#part(key, last);
    const before = level.get(part) as InstanceState | undefined;
    if (before !== undefined) this.#states.delete(before);
    level.set(part, state);
    this.#states.add(state);
  }

  setSingle(key: unknown, state: InstanceState): void {
    this.set(key as readonly unknown[], state);
  }

  delete(key: readonly unknown[]): boolean {
    const state = this.get(key);
    if (state === undefined) return false;
    let level: Level = this.#root;
    const last = this.#types.length - 1;
    for (let i = 0; i < last; i++) level = level.get(this.#part(key, i)) as Level;
    this.#states.delete(state);
    return level.delete(this.#part(key, last));
  }

  values(): IterableIterator<InstanceState> {
    return this.#states.values();
  }

  clear(): void {
    this.#root.clear();
    this.#states.clear();
  }

  /** Maps grow by themselves. */
  reserve(): void {}

  get size(): number {
    return this.#states.size;
  }
}
