import { type CollectionAdapter, Filling } from "../contract/collection.ts";
import { attributeEvents } from "../contract/attribute-events.ts";
import { AdaptedArray, noteSeen } from "./collection-adapter.ts";
import { answeredMember, appended, appending, checkMember, removed, removing } from "./collection-events.ts";

/**
 * A collection of related objects: a real array whose mutators keep the other side in step. Extend it for a collection
 * class of your own (`collectionClass: Playlist`).
 *
 * Index writes (`list[0] = x`, `list.length = 0`) cannot be seen at once: the next flush or query of the session finds them.
 */
export class InstrumentedList<T extends object = object> extends AdaptedArray<T> {
  override push(...items: T[]): number {
    const adapter = telling(this);
    if (adapter === undefined) return super.push(...items);
    const taken = comingIn(adapter, items);
    const length = super.push(...taken);
    for (const item of taken) noteSeen(adapter, item, true);
    return length;
  }

  override unshift(...items: T[]): number {
    const adapter = telling(this);
    if (adapter === undefined) return super.unshift(...items);
    const taken = comingIn(adapter, items);
    const length = super.unshift(...taken);
    for (const item of taken) noteSeen(adapter, item, true);
    return length;
  }

  override pop(): T | undefined {
    const last = this.length - 1;
    const leaves = this.#leaving(last, this.indexOf(this[last] as T) === last);
    const item = super.pop();
    if (leaves !== undefined) noteSeen(leaves, item as T, false);
    return item;
  }

  override shift(): T | undefined {
    const leaves = this.#leaving(0, this.lastIndexOf(this[0] as T) === 0);
    const item = super.shift();
    if (leaves !== undefined) noteSeen(leaves, item as T, false);
    return item;
  }

  override splice(start: number, deleteCount?: number, ...items: T[]): T[] {
    const adapter = telling(this);
    if (adapter === undefined)
      return arguments.length < 2 ? super.splice(start) : super.splice(start, deleteCount ?? 0, ...items);
    for (const item of items) checkMember(adapter.property, item, adapter.state);
    const from = place(start, this.length);
    const count =
      arguments.length < 2 ? this.length - from : Math.max(0, Math.min(whole(deleteCount), this.length - from));
    const out = this.slice(from, from + count);
    const had = new Set(out);
    const taken = items.map((item) => (had.has(item) ? item : answeredMember(adapter, item)));
    const left = new Set(taken);
    if (count > 0) {
      for (let at = 0; at < this.length; at++) if (at < from || at >= from + count) left.add(this[at] as T);
    }
    const leave = left.size === 0 ? out : out.filter((item) => !left.has(item));
    const come = had.size === 0 ? taken : taken.filter((item) => !had.has(item));
    for (const item of leave) removing(adapter, item);
    for (const item of come) appending(adapter, item);
    super.splice(from, count, ...taken);
    for (const item of leave) noteSeen(adapter, item, false);
    for (const item of come) noteSeen(adapter, item, true);
    return out;
  }

  override fill(value: T, start?: number, end?: number): this {
    return this.#rewrite(value, () => super.fill(value, start, end));
  }

  override copyWithin(target: number, start: number, end?: number): this {
    return this.#rewrite(undefined, () => super.copyWithin(target, start, end));
  }

  /** Takes one object out; false when it is not a member. */
  remove(item: T): boolean {
    const at = this.indexOf(item);
    if (at < 0) return false;
    this.splice(at, 1);
    return true;
  }

  /** Takes every object out. */
  clear(): void {
    this.splice(0, this.length);
  }

  /** The member at an index is about to go; `isLast` when it is there no second time. Gives the adapter where events were told. */
  #leaving(index: number, isLast: boolean): CollectionAdapter | undefined {
    const adapter = telling(this);
    if (adapter === undefined || this.length === 0 || !isLast) return undefined;
    removing(adapter, this[index] as T);
    return adapter;
  }

  #rewrite(value: T | undefined, change: () => unknown): this {
    const adapter = telling(this);
    if (adapter === undefined) {
      change();
      return this;
    }
    if (value !== undefined) checkMember(adapter.property, value, adapter.state);
    const before = new Set<T>(this);
    change();
    const after = new Set<T>(this);
    for (const item of before) if (!after.has(item)) removed(adapter, item);
    for (const item of after) if (!before.has(item)) appended(adapter, item);
    return this;
  }
}

/** Members that are about to come in at the ends: what they are in the end, told of. */
function comingIn<T extends object>(adapter: CollectionAdapter, items: readonly T[]): readonly T[] {
  for (const item of items) checkMember(adapter.property, item, adapter.state);
  const taken = attributeEvents.used ? items.map((item) => answeredMember(adapter, item)) : items;
  for (const item of taken) appending(adapter, item);
  return taken;
}

/** An index as splice() reads it. */
function place(start: unknown, length: number): number {
  const index = whole(start);
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
}

function whole(value: unknown): number {
  return Math.trunc(Number(value)) || 0;
}

/** The adapter of a list whose mutators have to tell: none while the ORM fills it. */
function telling(list: AdaptedArray): CollectionAdapter | undefined {
  const adapter = AdaptedArray.adapterOf(list);
  return adapter?.filling === Filling.none ? adapter : undefined;
}
