import { InvalidRequestError } from "../errors/state.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { rowPrototype } from "./row.ts";

/** What all rows of a result have in common; made once per compiled statement. */
export class ResultMeta {
  readonly keys: readonly string[];
  #prototype: object | undefined;
  #plainKeys: boolean | undefined;

  constructor(keys: readonly string[]) {
    this.keys = keys;
  }

  get prototype(): object {
    return (this.#prototype ??= rowPrototype(this.keys));
  }

  /** The row array itself, dressed as a row. */
  row(values: unknown[]): unknown[] {
    return Object.setPrototypeOf(values, this.prototype) as unknown[];
  }

  /** A plain object of one row. */
  mapping(values: readonly unknown[]): Record<string, unknown> {
    this.#plainKeys ??= this.#checkKeys();
    const keys = this.keys;
    const object: Record<string, unknown> = {};
    if (this.#plainKeys) {
      for (let i = 0; i < keys.length; i++) object[keys[i] as string] = values[i];
    } else {
      for (let i = 0; i < keys.length; i++) {
        Object.defineProperty(object, keys[i] as string, {
          value: values[i],
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
    }
    return object;
  }

  /** Position of a column given by name or position. Throws InvalidRequestError for one that is not there, or is there twice. */
  indexOf(column: string | number): number {
    if (typeof column === "number") {
      if (Number.isInteger(column) && column >= 0 && column < this.keys.length) return column;
      throw new InvalidRequestError(
        `There is no column ${column} in this result; it has ${this.keys.length}, counted from 0.`,
      );
    }
    const index = this.keys.indexOf(column);
    if (index === -1)
      throw new InvalidRequestError(`There is no column "${column}" in this result.${didYouMean(column, this.keys)}`);
    if (this.keys.includes(column, index + 1)) {
      throw new InvalidRequestError(
        `The result has several columns named "${column}"; name the one you mean by its position.`,
      );
    }
    return index;
  }

  /** True when assignment is enough; `__proto__` must be defined. */
  #checkKeys(): boolean {
    const seen = new Set<string>();
    for (const key of this.keys) {
      if (seen.has(key)) {
        throw new InvalidRequestError(
          `The result has several columns named "${key}", and an object can hold only one. Use rows, or give the columns different names with .label("…").`,
        );
      }
      seen.add(key);
    }
    return !seen.has("__proto__");
  }
}
