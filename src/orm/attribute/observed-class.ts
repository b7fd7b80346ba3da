import { Filling } from "../contract/collection.ts";
import { adapterOf, copyOf, keepSnapshot } from "./collection-adapter.ts";
import { appended, checkMember, removed } from "./collection-events.ts";

type AnyCollection = object[] | Set<object>;
type CollectionClass = new () => AnyCollection;

const mutators = {
  array: ["push", "pop", "shift", "unshift", "splice", "fill", "copyWithin", "sort", "reverse"],
  set: ["add", "delete", "clear"],
} as const;

/**
 * A subclass of a class of the user's that knows nothing of relationships (`class Bag extends Set<Task>`): each mutator
 * compares the members before and after. Mutators that the class adds itself are seen through those that they call.
 */
export function observedClass(cls: CollectionClass): CollectionClass {
  const Observed = class extends (cls as new () => object) {};
  Object.defineProperty(Observed, "name", { value: cls.name });
  for (const name of cls.prototype instanceof Set ? mutators.set : mutators.array) {
    const original = Reflect.get(cls.prototype, name) as (...args: unknown[]) => unknown;
    Object.defineProperty(Observed.prototype, name, {
      configurable: true,
      writable: true,
      value(this: AnyCollection, ...args: unknown[]): unknown {
        return observe(this, () => original.apply(this, args));
      },
    });
  }
  return Observed as unknown as CollectionClass;
}

function observe(collection: AnyCollection, change: () => unknown): unknown {
  const adapter = adapterOf(collection);
  if (adapter?.filling !== Filling.none) return change();
  const before = new Set(copyOf(collection));
  keepSnapshot(collection);
  // Mutators that this one calls are part of it.
  adapter.filling = Filling.following;
  let result: unknown;
  let after: Set<object>;
  try {
    result = change();
    after = new Set(copyOf(collection));
    for (const member of after) if (!before.has(member)) checkOrRestore(collection, before, member);
  } finally {
    adapter.filling = Filling.none;
  }
  for (const member of before) if (!after.has(member)) removed(adapter, member);
  for (const member of after) if (!before.has(member)) appended(adapter, member);
  return result;
}

/** A member that is no object of the relationship's class: the collection is put back to what it was. */
function checkOrRestore(collection: AnyCollection, before: ReadonlySet<object>, member: object): void {
  const adapter = adapterOf(collection);
  if (adapter === undefined) return;
  try {
    checkMember(adapter.property, member, adapter.state);
  } catch (error) {
    if (Array.isArray(collection)) Array.prototype.splice.call(collection, 0, collection.length, ...before);
    else {
      Set.prototype.clear.call(collection);
      for (const item of before) Set.prototype.add.call(collection, item);
    }
    throw error;
  }
}
