import { shortLived } from "../../util/short-lived.ts";

/** Values by key, a key being one or several column values; kept in order. */
export class KeyIndex<T> {
  readonly #single: Map<unknown, T> = new Map();
  readonly #several: Map<unknown, KeyIndex<T>> = new Map();
  readonly #keys: (readonly unknown[])[] = [];
  readonly #values: T[] = shortLived<T>();

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
    this.#keys.push(key);
    this.#values.push(value);
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

  keys(): readonly (readonly unknown[])[] {
    return this.#keys;
  }

  values(): readonly T[] {
    return this.#values;
  }

  get size(): number {
    return this.#values.length;
  }
}

/** Dates and bytes of equal content are one key. */
function primitive(value: unknown): unknown {
  if (typeof value !== "object") return value;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString("hex")}`;
  return value;
}
