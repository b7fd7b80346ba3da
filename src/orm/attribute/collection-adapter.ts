import { shortLived, shortLivedOfLength } from "../../util/short-lived.ts";
import { CollectionAdapter, type Filling } from "../contract/collection.ts";
import { attributeEvents } from "../contract/attribute-events.ts";
import type { RelationshipProperty } from "../contract/property.ts";
import { type InstanceState, Status } from "../contract/state.ts";
import { tellAttribute } from "./attribute-listeners.ts";

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

  static adapt(list: AdaptedArray, adapter: CollectionAdapter | undefined): void {
    list.#adapter = adapter;
  }

  static adapterOf(list: object): CollectionAdapter | undefined {
    return #adapter in list ? list.#adapter : undefined;
  }
}

/** Gives back what it is given, so that a class derived from it puts its private fields on that object. */
// oxlint-disable-next-line typescript/no-extraneous-class -- what it gives back is the point
const Given = class {
  constructor(target: object) {
    return target;
  }
};

/** The adapter of a Set, a Map, or a collection of the user's own class, as a private field of it. */
class Adapted extends Given {
  #adapter: CollectionAdapter | undefined;

  static adapt(collection: object, adapter: CollectionAdapter | undefined): void {
    const adapted = #adapter in collection ? collection : new Adapted(collection);
    adapted.#adapter = adapter;
  }

  static adapterOf(collection: object): CollectionAdapter | undefined {
    return #adapter in collection ? collection.#adapter : undefined;
  }
}

/** The adapter of a collection; undefined for anything else, and for a collection that another was put in the place of. */
export function adapterOf(value: unknown): CollectionAdapter | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return AdaptedArray.adapterOf(value) ?? Adapted.adapterOf(value);
}

/** Makes a collection that of a relationship. */
export function adapt(collection: object, state: InstanceState, property: RelationshipProperty): void {
  const adapter = new CollectionAdapter(state, property);
  if (collection instanceof AdaptedArray) AdaptedArray.adapt(collection, adapter);
  else Adapted.adapt(collection, adapter);
  if (attributeEvents.used && property.listeners !== undefined)
    tellAttribute(state, property, "initCollection", collection);
}

/** A collection that another took the place of is on its own from now on. */
export function unlink(collection: object): void {
  if (collection instanceof AdaptedArray) AdaptedArray.adapt(collection, undefined);
  else Adapted.adapt(collection, undefined);
}

/** The members of a collection of any kind. */
export function membersOf(collection: object): Iterable<object> {
  return collection instanceof Map
    ? (collection as Map<unknown, object>).values()
    : (collection as readonly object[] | ReadonlySet<object>);
}

/** The members as a plain array; of arrays by a loop, because the iterator of a subclass is slow. */
export function copyOf(collection: object): object[] {
  if (!Array.isArray(collection)) {
    const members = shortLived<object>();
    for (const member of membersOf(collection)) members.push(member);
    return members;
  }
  const copy = shortLivedOfLength<object>(collection.length);
  for (let i = 0; i < copy.length; i++) copy[i] = (collection as readonly object[])[i] as object;
  return copy;
}

/** Before the first change of a loaded collection: keeps its members, so that a flush can tell what changed. */
export function keepSnapshot(collection: object): void {
  const adapter = adapterOf(collection);
  if (adapter !== undefined && adapter.snapshot === undefined && adapter.state.status >= Status.persistent) {
    adapter.snapshot = copyOf(collection);
  }
}

/** Notes that the events of a change were told, for arrays whose index writes are looked for. */
export function noteSeen(adapter: CollectionAdapter, member: object, isMember: boolean): void {
  if (adapter.seen === undefined) return;
  if (adapter.seen === adapter.snapshot) adapter.seen = adapter.seen.slice();
  if (isMember) adapter.seen.push(member);
  else {
    const at = adapter.seen.lastIndexOf(member);
    if (at >= 0) adapter.seen.splice(at, 1);
  }
}

/** Runs a change that the ORM makes to a collection: its mutators tell nobody. */
export function fill<T>(collection: object, why: Filling, change: () => T): T {
  const adapter = adapterOf(collection);
  if (adapter === undefined) return change();
  const before = adapter.filling;
  adapter.filling = why;
  try {
    return change();
  } finally {
    adapter.filling = before;
  }
}
