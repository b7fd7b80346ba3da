import { type CollectionAdapter, Filling } from "../contract/collection.ts";
import { AdaptedArray } from "./collection-adapter.ts";
import { appended, checkMember, removed } from "./collection-events.ts";

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
    for (const item of items) checkMember(adapter.property, item, adapter.state);
    const length = super.push(...items);
    for (const item of items) appended(adapter, item);
    return length;
  }

  override unshift(...items: T[]): number {
    const adapter = telling(this);
    if (adapter === undefined) return super.unshift(...items);
    for (const item of items) checkMember(adapter.property, item, adapter.state);
    const length = super.unshift(...items);
    for (const item of items) appended(adapter, item);
    return length;
  }

  override pop(): T | undefined {
    return this.#took(super.pop());
  }

  override shift(): T | undefined {
    return this.#took(super.shift());
  }

  override splice(start: number, deleteCount?: number, ...items: T[]): T[] {
    const adapter = telling(this);
    if (adapter !== undefined) for (const item of items) checkMember(adapter.property, item, adapter.state);
    const out = arguments.length < 2 ? super.splice(start) : super.splice(start, deleteCount ?? 0, ...items);
    if (adapter !== undefined) {
      const left = out.length > 0 && this.length > 0 ? new Set<object>(this) : undefined;
      for (const item of out) if (left?.has(item) !== true) removed(adapter, item);
      for (const item of items) if (!out.includes(item)) appended(adapter, item);
    }
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

  #took(item: T | undefined): T | undefined {
    const adapter = telling(this);
    if (item !== undefined && adapter !== undefined && !this.includes(item)) removed(adapter, item);
    return item;
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

/** The adapter of a list whose mutators have to tell: none while the ORM fills it. */
function telling(list: AdaptedArray): CollectionAdapter | undefined {
  const adapter = AdaptedArray.adapterOf(list);
  return adapter?.filling === Filling.none ? adapter : undefined;
}
