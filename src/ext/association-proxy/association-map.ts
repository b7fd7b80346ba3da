import type { Link } from "./link.ts";

/** A Map from the keys of a keyed relationship to one attribute of its objects. */
export class AssociationMap<K = unknown, V = unknown> extends Map<K, V> {
  readonly #owner: object;
  readonly #link: Link;

  constructor(owner: object, link: Link) {
    super();
    this.#owner = owner;
    this.#link = link;
  }

  static override get [Symbol.species](): MapConstructor {
    return Map;
  }

  /** Looked up each time: another may have been assigned, and it may have expired. */
  get #members(): Map<K, object> {
    return this.#link.read(this.#owner) as Map<K, object>;
  }

  override get size(): number {
    return this.#members.size;
  }
  override has(key: K): boolean {
    return this.#members.has(key);
  }
  override get(key: K): V | undefined {
    const member = this.#members.get(key);
    return member === undefined ? undefined : (this.#link.valueOf(member) as V);
  }
  override set(key: K, value: V): this {
    const members = this.#members;
    const member = members.get(key);
    if (member === undefined) members.set(key, this.#link.createEntry(key, value));
    else this.#link.write(member, value);
    return this;
  }
  override delete(key: K): boolean {
    return this.#members.delete(key);
  }
  override clear(): void {
    this.#members.clear();
  }
  override forEach(call: (value: V, key: K, map: Map<K, V>) => void, self?: unknown): void {
    for (const [key, value] of this.#entries()) call.call(self, value, key, this);
  }
  override keys(): MapIterator<K> {
    return this.#members.keys();
  }
  override values(): MapIterator<V> {
    return this.#entries().values();
  }
  override entries(): MapIterator<[K, V]> {
    return this.#entries().entries();
  }
  override [Symbol.iterator](): MapIterator<[K, V]> {
    return this.#entries().entries();
  }

  /** Takes the entries of an assignment; association objects whose keys stay are kept, with the new values. */
  replace(entries: Iterable<readonly [K, V]>): void {
    const after = new Map(entries);
    for (const key of this.#members.keys()) if (!after.has(key)) this.delete(key);
    for (const [key, value] of after) this.set(key, value);
  }

  /** An object by key, as `JSON.stringify` shows it. */
  toJSON(): Record<string, V> {
    const out: Record<string, V> = {};
    for (const [key, value] of this.#entries())
      Object.defineProperty(out, String(key), { value, enumerable: true, configurable: true, writable: true });
    return out;
  }

  #entries(): Map<K, V> {
    const entries = new Map<K, V>();
    for (const [key, member] of this.#members) entries.set(key, this.#link.valueOf(member) as V);
    return entries;
  }
}
// What console.log shows.
Object.defineProperty(AssociationMap.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: AssociationMap): unknown {
    return new Map(this);
  },
});
