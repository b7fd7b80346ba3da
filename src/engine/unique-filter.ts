import { ArgumentError } from "../errors/argument.ts";
import { InvalidRequestError } from "../errors/state.ts";
import type { RowView } from "./row-view.ts";

/** Gives for a value what it is told apart by: a primitive, an object that is compared by identity, or an array of such. */
export type UniqueStrategy = (value: never) => unknown;

/** Remembers what came by. Rows are compared value by value, without running them together into one string. */
export class UniqueFilter {
  readonly #strategy: ((value: unknown) => unknown) | undefined;
  readonly #seen: Set<unknown> = new Set();
  readonly #tree: Node = new Map();

  constructor(strategy: UniqueStrategy | undefined) {
    if (strategy !== undefined && typeof strategy !== "function") {
      throw new ArgumentError("unique() takes nothing, or a function that gives for a row what it is told apart by.");
    }
    this.#strategy = strategy as ((value: unknown) => unknown) | undefined;
  }

  /** A filter by the same strategy, for another view. */
  again(): UniqueFilter {
    return new UniqueFilter(this.#strategy);
  }

  isNew<Out>(value: Out, view: RowView<Out>, row: unknown[]): boolean {
    const key = this.#strategy === undefined ? view.identity(row, value) : this.#strategy(value);
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

/** Dates are equal when they are the same instant, bytes when they are the same bytes; objects of classes when they are the same object. */
function comparableOf(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return `\u0000date:${value.getTime()}`;
  if (value instanceof Uint8Array) return `\u0000bytes:${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) {
    throw new InvalidRequestError(
      "unique() cannot compare arrays and plain objects (JSON). Give it a function that makes something comparable of a row: unique((row) => row.id).",
    );
  }
  return value;
}
