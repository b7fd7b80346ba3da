import type { RelationshipProperty } from "../contract/property.ts";
import type { InstanceState } from "../contract/state.ts";
import { AdaptedArray } from "./collection-adapter.ts";
import { appended, checkMember, removed } from "./collection-events.ts";

/**
 * A collection of related objects: a real array whose mutators keep the other side in step.
 * Index writes (`list[0] = x`) cannot be seen and are found at flush by comparing with the snapshot.
 */
export class InstrumentedList<T extends object = object> extends AdaptedArray<T> {
  /** An empty collection of a relationship. */
  static create(state: InstanceState, property: RelationshipProperty): InstrumentedList {
    const list = new InstrumentedList();
    AdaptedArray.adapt(list, state, property);
    return list;
  }

  override push(...items: T[]): number {
    const adapter = AdaptedArray.adapterOf(this);
    if (adapter === undefined) return super.push(...items);
    for (const item of items) checkMember(adapter.property, item);
    const length = super.push(...items);
    for (const item of items) appended(adapter, item);
    return length;
  }

  override unshift(...items: T[]): number {
    const adapter = AdaptedArray.adapterOf(this);
    if (adapter === undefined) return super.unshift(...items);
    for (const item of items) checkMember(adapter.property, item);
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
    const adapter = AdaptedArray.adapterOf(this);
    if (adapter !== undefined) for (const item of items) checkMember(adapter.property, item);
    const out = arguments.length < 2 ? super.splice(start) : super.splice(start, deleteCount ?? 0, ...items);
    if (adapter !== undefined) {
      for (const item of out) if (!items.includes(item)) removed(adapter, item);
      for (const item of items) if (!out.includes(item)) appended(adapter, item);
    }
    return out;
  }

  override fill(value: T, start?: number, end?: number): this {
    return this.#rewrite(() => super.fill(value, start, end));
  }

  override copyWithin(target: number, start: number, end?: number): this {
    return this.#rewrite(() => super.copyWithin(target, start, end));
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
    const adapter = AdaptedArray.adapterOf(this);
    if (item !== undefined && adapter !== undefined) removed(adapter, item);
    return item;
  }

  #rewrite(change: () => unknown): this {
    const before = Array.from(this);
    change();
    const adapter = AdaptedArray.adapterOf(this);
    if (adapter !== undefined) {
      for (const item of before) if (!this.includes(item)) removed(adapter, item);
      for (const item of new Set(this)) if (!before.includes(item)) appended(adapter, item);
    }
    return this;
  }
}
