/** Values by key, a key being one or several column values; kept in order. */
export class KeyIndex<T> {
  readonly #single: Map<unknown, T> = new Map();
  readonly #several: Map<unknown, KeyIndex<T>> = new Map();
  readonly #entries: [readonly unknown[], T][] = [];

  get(key: readonly unknown[], at = 0): T | undefined {
    const part = primitive(key[at]);
    if (at === key.length - 1) return this.#single.get(part);
    return this.#several.get(part)?.get(key, at + 1);
  }

  /** The same for an index of one column, without an array. */
  getOne(value: unknown): T | undefined {
    return this.#single.get(primitive(value));
  }

  set(key: readonly unknown[], value: T): void {
    this.#put(key, 0, value);
    this.#entries.push([key, value]);
  }

  #put(key: readonly unknown[], at: number, value: T): void {
    const part = primitive(key[at]);
    if (at === key.length - 1) {
      this.#single.set(part, value);
      return;
    }
    let next = this.#several.get(part);
    if (next === undefined) this.#several.set(part, (next = new KeyIndex<T>()));
    next.#put(key, at + 1, value);
  }

  keys(): (readonly unknown[])[] {
    return this.#entries.map((entry) => entry[0]);
  }

  values(): T[] {
    return this.#entries.map((entry) => entry[1]);
  }

  get size(): number {
    return this.#entries.length;
  }
}

/** Dates and bytes of equal content are one key. */
function primitive(value: unknown): unknown {
  if (typeof value !== "object") return value;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString("hex")}`;
  return value;
}
