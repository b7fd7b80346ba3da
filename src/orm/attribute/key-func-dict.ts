import { ArgumentError } from "../../errors/argument.ts";
import { InvalidRequestError } from "../../errors/state.ts";
import { describeValue } from "../../util/describe.ts";
import { type CollectionAdapter, Filling } from "../contract/collection.ts";
import { adapterOf, copyOf, keepSnapshot } from "./collection-adapter.ts";
import { answeredMember, appending, checkMember, present, removing } from "./collection-events.ts";

/**
 * A collection of related objects as a real Map, keyed by what a function gives for each; its mutators keep the other side
 * in step. `attributeKeyedDict("word")` and `keyfuncMapping(…)` make such collections; extend it for a class of your own:
 *
 * ```ts
 * class Notes extends KeyFuncDict<string, Note> { constructor() { super((note) => note.word); } }
 * ```
 *
 * The key is worked out when an object comes in. A later change of the attribute does not move the object: it stays under
 * the old key until the collection is loaded again.
 */
export class KeyFuncDict<K = unknown, V extends object = object> extends Map<K, V> {
  readonly #keyOf: (item: V) => K | undefined;

  /** The function gives undefined for an object that has no key yet. */
  constructor(keyOf: (item: V) => K | undefined) {
    super();
    this.#keyOf = keyOf;
  }

  override set(key: K, item: V): this {
    const adapter = telling(this);
    if (adapter === undefined) return super.set(key, item);
    checkMember(adapter.property, item, adapter.state);
    const own = this.#keyOf(item);
    if (own !== key && !Object.is(own, key)) {
      throw new ArgumentError(
        `${nameOf(adapter)}: an object was put under ${describeValue(key)}, but its own key is ${describeValue(own)}. Put it under that, or use add(object).`,
        "collection-key",
      );
    }
    this.#put(adapter, item);
    return this;
  }

  /** Takes an object in under its own key. */
  add(item: V): this {
    const adapter = adapterOf(this);
    if (adapter?.filling === Filling.none) checkMember(adapter.property, item, adapter.state);
    if (adapter?.filling === Filling.none) this.#put(adapter, item);
    else super.set(this.#requireKey(adapter, item), item);
    return this;
  }

  override delete(key: K): boolean {
    const item = super.get(key);
    const adapter = telling(this);
    if (adapter === undefined || item === undefined) return super.delete(key);
    keepSnapshot(this);
    removing(adapter, item);
    return super.delete(key);
  }

  /** Takes an object out, under whichever key it is; false when it is no member. */
  remove(item: V): boolean {
    const own = this.#keyOf(item);
    if (own !== undefined && super.get(own) === item) return this.delete(own);
    for (const [key, member] of this) if (member === item) return this.delete(key);
    return false;
  }

  override clear(): void {
    const adapter = telling(this);
    if (adapter === undefined) {
      super.clear();
      return;
    }
    keepSnapshot(this);
    for (const item of copyOf(this) as V[]) removing(adapter, item);
    super.clear();
  }

  /** An object by key, as `JSON.stringify` shows it. */
  toJSON(): Record<string, V> {
    const out: Record<string, V> = {};
    for (const [key, value] of this)
      Object.defineProperty(out, String(key), { value, enumerable: true, configurable: true, writable: true });
    return out;
  }

  #requireKey(adapter: CollectionAdapter | undefined, item: V): K {
    const key = this.#keyOf(item);
    if (key !== undefined) return key;
    throw new InvalidRequestError(
      `${adapter === undefined ? "A keyed collection" : nameOf(adapter)} cannot take an object in: what it is keyed by is not set. Set it first; in a constructor, before the parent; or give ignoreUnpopulatedAttribute: true to leave such objects out.`,
      "collection-key",
    );
  }

  #put(adapter: CollectionAdapter, item: V): void {
    if (super.get(this.#requireKey(adapter, item)) === item) {
      present(adapter, item);
      return;
    }
    const taken = answeredMember(adapter, item);
    const key = this.#requireKey(adapter, taken);
    const before = super.get(key);
    if (before === taken) return;
    keepSnapshot(this);
    if (before !== undefined) removing(adapter, before);
    appending(adapter, taken);
    super.set(key, taken);
  }
}

function telling(map: object): CollectionAdapter | undefined {
  const adapter = adapterOf(map);
  return adapter?.filling === Filling.none ? adapter : undefined;
}

function nameOf({ property }: CollectionAdapter): string {
  return `${property.mapper.name}.${property.key}`;
}
