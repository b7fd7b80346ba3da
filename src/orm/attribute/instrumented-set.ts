import { type CollectionAdapter, Filling } from "../contract/collection.ts";
import { adapterOf, copyOf, keepSnapshot } from "./collection-adapter.ts";
import { answeredMember, appending, checkMember, present, removing } from "./collection-events.ts";

/**
 * A collection of related objects as a real Set (`collectionClass: Set`), whose mutators keep the other side in step.
 * Extend it for a collection class of your own.
 */
export class InstrumentedSet<T extends object = object> extends Set<T> {
  override add(item: T): this {
    const adapter = telling(this);
    if (adapter === undefined) return super.add(item);
    if (this.has(item)) {
      present(adapter, item);
      return this;
    }
    checkMember(adapter.property, item, adapter.state);
    const taken = answeredMember(adapter, item);
    if (this.has(taken)) return this;
    keepSnapshot(this);
    appending(adapter, taken);
    return super.add(taken);
  }

  override delete(item: T): boolean {
    const adapter = telling(this);
    if (adapter === undefined || !super.has(item)) return super.delete(item);
    keepSnapshot(this);
    removing(adapter, item);
    return super.delete(item);
  }

  override clear(): void {
    const adapter = telling(this);
    if (adapter === undefined) {
      super.clear();
      return;
    }
    keepSnapshot(this);
    for (const item of copyOf(this)) removing(adapter, item);
    super.clear();
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
