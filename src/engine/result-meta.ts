import { AmbiguousColumnError, NoSuchColumnError } from "../errors/result.ts";
import { entityOf, type EntityNode } from "../sql/entity.ts";
import { exprOf } from "../sql/coerce.ts";
import type { Node } from "../sql/node.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { rowPrototype } from "./row.ts";
import type { ColumnKey, RowColumns } from "./row-columns.ts";

/** What all rows of a result have in common; made once per compiled statement. */
export class ResultMeta implements RowColumns {
  readonly keys: readonly string[];
  /** What each column was selected as; undefined where only names are known. */
  readonly #nodes: readonly Node[] | undefined;
  #prototype: object | undefined;
  #plainKeys: boolean | undefined;

  constructor(keys: readonly string[], nodes?: readonly Node[]) {
    this.keys = keys;
    this.#nodes = nodes;
  }

  get prototype(): object {
    return (this.#prototype ??= rowPrototype(this));
  }

  /** Some of the columns, in another order. */
  pick(indexes: readonly number[]): ResultMeta {
    const nodes = this.#nodes;
    return new ResultMeta(
      indexes.map((index) => this.keys[index] as string),
      nodes === undefined ? undefined : indexes.map((index) => nodes[index] as Node),
    );
  }

  /** The same columns under other names. */
  renamed(keys: readonly string[]): ResultMeta {
    return new ResultMeta(keys, this.#nodes);
  }

  /** The columns of this one and then those of another. */
  concat(other: ResultMeta): ResultMeta {
    const nodes =
      this.#nodes === undefined || other.#nodes === undefined ? undefined : [...this.#nodes, ...other.#nodes];
    return new ResultMeta([...this.keys, ...other.keys], nodes);
  }

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

  indexOf(column: ColumnKey): number {
    if (typeof column === "string") return this.#indexOfName(column);
    if (typeof column !== "number") return this.#indexOfObject(column);
    if (Number.isInteger(column) && column >= 0 && column < this.keys.length) return column;
    throw new NoSuchColumnError(
      `There is no column ${column} in this result; it has ${this.keys.length}, counted from 0.`,
    );
  }

  has(column: ColumnKey): boolean {
    try {
      this.indexOf(column);
      return true;
    } catch (error) {
      if (error instanceof NoSuchColumnError) return false;
      throw error;
    }
  }

  #indexOfName(name: string): number {
    const index = this.keys.indexOf(name);
    if (index === -1)
      throw new NoSuchColumnError(`There is no column "${name}" in this result.${didYouMean(name, this.keys)}`);
    if (this.keys.includes(name, index + 1)) {
      throw new AmbiguousColumnError(
        `The result has several columns named "${name}"; name the one you mean by its position, or by the column itself.`,
      );
    }
    return index;
  }

  #indexOfObject(column: object): number {
    const node = entityOf(column) ?? exprOf(column);
    if (node === undefined) {
      throw new NoSuchColumnError(
        `A column of a result is named by a string, a position, or the column or class that was selected; got ${describeValue(column)}.`,
      );
    }
    if (this.#nodes === undefined) {
      throw new NoSuchColumnError(
        "The columns of this result are known by name and position only, because its statement was SQL text; text(…).columns(…) tells more.",
      );
    }
    // Results of equal statements share their columns, and these are the same for every execution in name only.
    if (node.anon || node.binds !== undefined) {
      throw new NoSuchColumnError(
        "An expression that holds values, or belongs to an alias without a name, cannot be looked up in a result. Give it a name with .label(…), or the alias one, or use its position.",
      );
    }
    const index = this.#nodes.findIndex((each) => each.key === node.key || isSameEntity(each, node));
    if (index === -1) {
      throw new NoSuchColumnError(
        `The result has no such column as ${describeValue(column)}; its columns are ${this.keys.join(", ")}.`,
      );
    }
    return index;
  }

  /** True when assignment is enough; `__proto__` must be defined. */
  #checkKeys(): boolean {
    const seen = new Set<string>();
    for (const key of this.keys) {
      if (seen.has(key)) {
        throw new AmbiguousColumnError(
          `The result has several columns named "${key}", and an object can hold only one. Use rows, or give the columns different names with .label("…").`,
        );
      }
      seen.add(key);
    }
    return !seen.has("__proto__");
  }
}

/** Entities of which different columns were asked for are the same all the same. */
function isSameEntity(a: Node, b: Node): boolean {
  return a.kind === "entity" && b.kind === "entity" && (a as EntityNode).entity === (b as EntityNode).entity;
}
