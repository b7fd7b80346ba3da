import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";

/** What a collection knows of its place. */
export interface CollectionAdapter {
  readonly state: InstanceState;
  readonly property: RelationshipProperty;
  /** The members as of load or flush; undefined while the collection was neither handed out nor changed. */
  snapshot: readonly object[] | undefined;
}

/**
 * Goes through an array of ours. The engine's own iterator is inlined for plain arrays alone, and makes an object for each
 * member of any other; one written in JavaScript is inlined.
 */
class ListIterator<T> implements IterableIterator<T> {
  readonly #list: readonly T[];
  #at = 0;
  constructor(list: readonly T[]) {
    this.#list = list;
  }
  next(): IteratorResult<T, undefined> {
    const at = this.#at;
    const done = at >= this.#list.length;
    this.#at = done ? Infinity : at + 1;
    // One object for both cases: the engine then does without it.
    return { done, value: done ? undefined : this.#list[at] } as IteratorResult<T, undefined>;
  }
  [Symbol.iterator](): this {
    return this;
  }
}

/** An array that belongs to a relationship; the part below the instrumented mutators. */
export class AdaptedArray<T extends object = object> extends Array<T> {
  #adapter: CollectionAdapter | undefined;

  /** `map`, `filter`, `slice` … give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  override [Symbol.iterator](): ArrayIterator<T> {
    return new ListIterator(this) as unknown as ArrayIterator<T>;
  }

  static adapt(list: AdaptedArray, state: InstanceState, property: RelationshipProperty): void {
    list.#adapter = { state, property, snapshot: undefined };
  }

  static adapterOf(list: unknown): CollectionAdapter | undefined {
    return typeof list === "object" && list !== null && #adapter in list ? list.#adapter : undefined;
  }
}

/** The members as a plain array; a loop, because the iterator of a subclass is slow. */
export function copyOf(list: readonly object[]): object[] {
  const copy = new Array<object>(list.length);
  for (let i = 0; i < copy.length; i++) copy[i] = list[i] as object;
  return copy;
}

/** Before the first change of a loaded collection: keeps its members, so that a flush can tell what changed. */
export function keepSnapshot(list: AdaptedArray): void {
  const adapter = AdaptedArray.adapterOf(list);
  if (adapter !== undefined && adapter.snapshot === undefined && adapter.state.status >= Status.persistent) {
    adapter.snapshot = copyOf(list);
  }
}

/** Fills a collection that is being loaded: no events, no change. */
export function loadInto(list: AdaptedArray, entity: object): void {
  list[list.length] = entity;
}

/** Adds without events: for the other side of a relationship. */
export function appendSilently(list: AdaptedArray, entity: object): void {
  keepSnapshot(list);
  Array.prototype.push.call(list, entity);
}

/** Takes one member out without events. */
export function removeSilently(list: AdaptedArray, entity: object): void {
  const at = list.lastIndexOf(entity);
  if (at < 0) return;
  keepSnapshot(list);
  Array.prototype.splice.call(list, at, 1);
}
