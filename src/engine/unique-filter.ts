/** Gives for a value what it is told apart by: a primitive, or an object that is compared by identity. */
export type UniqueStrategy = (value: never) => unknown;

/** Remembers what came by. Rows are compared value by value, without running them together into one string. */
export class UniqueFilter {
  readonly #strategy: ((value: unknown) => unknown) | undefined;
  readonly #seen: Set<unknown> = new Set();
  readonly #tree: Node = new Map();

  constructor(strategy: UniqueStrategy | undefined) {
    this.#strategy = strategy as ((value: unknown) => unknown) | undefined;
  }

  isNew(value: unknown): boolean {
    const key = this.#strategy === undefined ? value : this.#strategy(value);
    if (Array.isArray(key)) return this.#isNewRow(key);
    const comparable = comparableOf(key);
    if (this.#seen.has(comparable)) return false;
    this.#seen.add(comparable);
    return true;
  }

  #isNewRow(row: readonly unknown[]): boolean {
    let node = this.#tree;
    let isNew = false;
    for (const value of row) {
      const key = comparableOf(value);
      let next = node.get(key);
      if (next === undefined) {
        next = new Map();
        node.set(key, next);
        isNew = true;
      }
      node = next;
    }
    return isNew;
  }
}

interface Node extends Map<unknown, Node> {}

/** Dates are equal when they are the same instant; other objects when they are the same object. */
function comparableOf(value: unknown): unknown {
  return value instanceof Date ? `\u0000date:${value.getTime()}` : value;
}
