import type { IdentityTable } from "../contract/identity.ts";
import type { InstanceState } from "../contract/state.ts";

/** Up to so many objects are looked through one by one, which costs less than an index. */
const FEW = 8;

/** An odd number of this process, so that nobody can tell which keys meet in one place. */
const MULTIPLIER = Math.trunc(Math.random() * 0x1_0000_0000) | 1;

/**
 * Objects by a single key column of whole numbers, which nearly all keys are: keys and objects in arrays, in the order of their arrival,
 * and an index over them that is half empty. A Map would be three times as large, and grow by doubling while rows are read.
 */
export class IntegerTable implements IdentityTable {
  #keys: number[] = [];
  /** By place, as the keys; undefined: taken out. */
  #states: (InstanceState | undefined)[] = [];
  /** The place of a key plus one, at the key's hash or behind it; 0 ends the search. */
  #index: Int32Array | undefined;
  #shift = 0;
  #size = 0;
  /** By keys that are no numbers: no column of integers gives any. */
  #others: Map<unknown, InstanceState> | undefined;

  get(key: readonly unknown[]): InstanceState | undefined {
    return this.getSingle(key[0]);
  }

  getSingle(key: unknown): InstanceState | undefined {
    if (typeof key !== "number") return this.#others?.get(key);
    const place = this.#placeOf(key);
    return place < 0 ? undefined : this.#states[place];
  }

  set(key: readonly unknown[], state: InstanceState): void {
    this.setSingle(key[0], state);
  }

  setSingle(key: unknown, state: InstanceState): void {
    if (typeof key !== "number") {
      (this.#others ??= new Map<unknown, InstanceState>()).set(key, state);
      return;
    }
    const known = this.#placeOf(key);
    if (known >= 0) {
      this.#states[known] = state;
      return;
    }
    const place = this.#states.length;
    if (this.#index === undefined ? place >= FEW : 2 * place >= this.#index.length) {
      this.#rebuild(this.#size + 1);
      this.setSingle(key, state);
      return;
    }
    this.#keys.push(key);
    this.#states.push(state);
    this.#size++;
    if (this.#index !== undefined) enter(this.#index, this.#shift, key, place);
  }

  delete(key: readonly unknown[]): boolean {
    const [value] = key;
    if (typeof value !== "number") return this.#others?.delete(value) ?? false;
    const place = this.#placeOf(value);
    if (place < 0) return false;
    this.#states[place] = undefined;
    if (--this.#size === 0) this.#empty();
    return true;
  }

  values(): IterableIterator<InstanceState> {
    return this.#others === undefined || this.#others.size === 0
      ? new States(this.#states)
      : [...new States(this.#states), ...this.#others.values()].values();
  }

  clear(): void {
    this.#empty();
    this.#others = undefined;
  }

  reserve(count: number): void {
    const needed = this.#size + count;
    if (needed > FEW && (this.#index === undefined || 2 * needed > this.#index.length)) this.#rebuild(needed);
  }

  get size(): number {
    return this.#size + (this.#others?.size ?? 0);
  }

  #placeOf(key: number): number {
    const keys = this.#keys;
    const index = this.#index;
    if (index === undefined) {
      for (let place = 0; place < keys.length; place++)
        if (keys[place] === key && this.#states[place] !== undefined) return place;
      return -1;
    }
    const mask = index.length - 1;
    for (let at = hash(key, this.#shift); ; at = (at + 1) & mask) {
      const place = (index[at] as number) - 1;
      if (place < 0 || (keys[place] === key && this.#states[place] !== undefined)) return place;
    }
  }

  #empty(): void {
    const keys = this.#keys;
    const states = this.#states;
    if (keys.length > FEW) {
      keys.length = 0;
      states.length = 0;
    } else {
      // Arrays that are emptied at once make new room for the next object.
      while (keys.length > 0) {
        keys.pop();
        states.pop();
      }
    }
    this.#size = 0;
    this.#index = undefined;
  }

  /** Room for `count` objects and as many again; without what was taken out. Who is reading the former arrays goes on with them. */
  #rebuild(count: number): void {
    if (this.#size < this.#states.length) {
      const keys = this.#keys;
      this.#keys = keys.filter((_, place) => this.#states[place] !== undefined);
      this.#states = this.#states.filter((state) => state !== undefined);
    }
    if (count <= FEW) {
      this.#index = undefined;
      return;
    }
    const bits = 32 - Math.clz32(2 * count);
    const index = new Int32Array(1 << bits);
    this.#shift = 32 - bits;
    for (let place = 0; place < this.#keys.length; place++)
      enter(index, this.#shift, this.#keys[place] as number, place);
    this.#index = index;
  }
}

function enter(index: Int32Array, shift: number, key: number, place: number): void {
  const mask = index.length - 1;
  let at = hash(key, shift);
  while (index[at] !== 0) at = (at + 1) & mask;
  index[at] = place + 1;
}

/** A multiplication spreads keys that follow each other, and those that are multiples of something. */
function hash(key: number, shift: number): number {
  const low = key | 0;
  return Math.imul(low === key ? low : low ^ Math.trunc(key / 0x1_0000_0000), MULTIPLIER) >>> shift;
}

/** The objects that are there, in order, also while some are taken out. */
class States implements IterableIterator<InstanceState> {
  readonly #states: readonly (InstanceState | undefined)[];
  #at = 0;

  constructor(states: readonly (InstanceState | undefined)[]) {
    this.#states = states;
  }

  next(): IteratorResult<InstanceState, undefined> {
    const states = this.#states;
    while (this.#at < states.length) {
      const value = states[this.#at++];
      if (value !== undefined) return { done: false, value };
    }
    return { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }
}
