interface Slot<V> {
  readonly value: V;
  used: number;
}

/**
 * Prepared statements of one connection by their SQL. A hit writes one number; when the cache is full, the quarter
 * that was unused for longest goes at once.
 */
export class StatementCache<V> {
  readonly #slots = new Map<string, Slot<V>>();
  readonly #capacity: number;
  readonly #onEvict: ((value: V) => void) | undefined;
  #clock = 0;

  constructor(capacity: number, onEvict?: (value: V) => void) {
    this.#capacity = capacity;
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#slots.size;
  }

  get(sql: string): V | undefined {
    const slot = this.#slots.get(sql);
    if (slot === undefined) return undefined;
    slot.used = ++this.#clock;
    return slot.value;
  }

  set(sql: string, value: V): void {
    if (this.#capacity === 0) return;
    if (this.#slots.size >= this.#capacity) this.#shrink();
    this.#slots.set(sql, { value, used: ++this.#clock });
  }

  delete(sql: string): void {
    const slot = this.#slots.get(sql);
    if (slot === undefined) return;
    this.#slots.delete(sql);
    this.#onEvict?.(slot.value);
  }

  clear(): void {
    const slots = [...this.#slots.values()];
    this.#slots.clear();
    if (this.#onEvict !== undefined) for (const slot of slots) this.#onEvict(slot.value);
  }

  #shrink(): void {
    const oldestFirst = [...this.#slots].sort((a, b) => a[1].used - b[1].used);
    for (const [sql] of oldestFirst.slice(0, Math.max(1, this.#capacity >> 2))) this.delete(sql);
  }
}
