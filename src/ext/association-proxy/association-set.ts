import type { Link } from "./link.ts";

/** A Set of one attribute of the objects of a relationship. */
export class AssociationSet<T = unknown> extends Set<T> {
  readonly #owner: object;
  readonly #link: Link;

  constructor(owner: object, link: Link) {
    super();
    this.#owner = owner;
    this.#link = link;
  }

  static override get [Symbol.species](): SetConstructor {
    return Set;
  }

  /** Looked up each time: another may have been assigned, and it may have expired. */
  get #members(): Set<object> {
    return this.#link.read(this.#owner) as Set<object>;
  }

  #memberOf(value: unknown): object | undefined {
    for (const member of this.#members) {
      const own = this.#link.valueOf(member);
      if (own === value || Object.is(own, value)) return member;
    }
    return undefined;
  }

  override get size(): number {
    return this.#values().size;
  }
  override has(value: T): boolean {
    return this.#memberOf(value) !== undefined;
  }
  override add(value: T): this {
    if (!this.has(value)) this.#members.add(this.#link.create(value));
    return this;
  }
  override delete(value: T): boolean {
    let found = false;
    // Several association objects may have the value.
    for (let member = this.#memberOf(value); member !== undefined; member = this.#memberOf(value)) {
      if (!this.#members.delete(member)) break;
      found = true;
    }
    return found;
  }
  override clear(): void {
    this.#members.clear();
  }
  override forEach(call: (value: T, key: T, set: Set<T>) => void, self?: unknown): void {
    for (const value of this.#values()) call.call(self, value, value, this);
  }
  override values(): SetIterator<T> {
    return this.#values().values();
  }
  override keys(): SetIterator<T> {
    return this.#values().values();
  }
  override entries(): SetIterator<[T, T]> {
    return this.#values().entries();
  }
  override [Symbol.iterator](): SetIterator<T> {
    return this.#values().values();
  }

  /** Takes the values of an assignment; association objects whose values stay are kept. */
  replace(values: Iterable<T>): void {
    const after = new Set(values);
    for (const value of this.#values()) if (!after.has(value)) this.delete(value);
    for (const value of after) this.add(value);
  }

  /** An array, as `JSON.stringify` shows it. */
  toJSON(): T[] {
    return [...this.#values()];
  }

  #values(): Set<T> {
    const values = new Set<T>();
    for (const member of this.#members) values.add(this.#link.valueOf(member) as T);
    return values;
  }
}
// What console.log shows.
Object.defineProperty(AssociationSet.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: AssociationSet): unknown {
    return new Set(this);
  },
});
// union(), isSubsetOf() and the like, where the engine has them, work on a Set's own members.
for (const name of [
  "union",
  "intersection",
  "difference",
  "symmetricDifference",
  "isSubsetOf",
  "isSupersetOf",
  "isDisjointFrom",
]) {
  const method: unknown = Reflect.get(Set.prototype, name);
  if (typeof method !== "function") continue;
  Object.defineProperty(AssociationSet.prototype, name, {
    configurable: true,
    writable: true,
    value(this: AssociationSet, ...args: unknown[]): unknown {
      return Reflect.apply(method, new Set(this), args);
    },
  });
}
