import { type CollectionAdapter, Filling } from "../contract/collection.ts";
import { adapterOf, keepSnapshot } from "./collection-adapter.ts";
import { appended, checkMember, removed } from "./collection-events.ts";

/**
 * A collection of related objects as a real Set (`collectionClass: Set`), whose mutators keep the other side in step.
 * Extend it for a collection class of your own.
 */
export class InstrumentedSet<T extends object = object> extends Set<T> {
  override add(item: T): this {
    const adapter = telling(this);
    if (adapter === undefined) return super.add(item);
    if (this.has(item)) return this;
    checkMember(adapter.property, item, adapter.state);
    keepSnapshot(this);
    super.add(item);
    if (super.has(item)) appended(adapter, item);
    return this;
  }

  override delete(item: T): boolean {
    const adapter = telling(this);
    if (adapter === undefined || !super.has(item)) return super.delete(item);
    keepSnapshot(this);
    super.delete(item);
    removed(adapter, item);
    return true;
  }

  override clear(): void {
    const adapter = telling(this);
    if (adapter === undefined) {
      super.clear();
      return;
    }
    keepSnapshot(this);
    const items = [...this];
    super.clear();
    for (const item of items) removed(adapter, item);
  }

  /** An array, as `JSON.stringify` shows it. */
  toJSON(): T[] {
    return [...this];
  }
}

function telling(set: object): CollectionAdapter | undefined {
  const adapter = adapterOf(set);
  return adapter?.filling === Filling.none ? adapter : undefined;
}
