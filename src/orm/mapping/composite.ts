import { ArgumentError } from "../../errors/argument.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { and, not } from "../../sql/conjunction.ts";
import { describeValue } from "../../util/describe.ts";
import { Entity } from "../contract/entity.ts";
import type { InstanceState } from "../contract/state.ts";
import { NOT_LOADED } from "../contract/state.ts";
import { AttributeDeclaration } from "./attribute-declaration.ts";
import type { ClassMapper } from "./class-mapper.ts";
import type { EntityRef } from "./entity-ref.ts";

/** An object that stands for the values of several columns. */
export interface CompositeValue {
  /** The values, in the order in which the constructor takes them. */
  compositeValues(): readonly unknown[];
}

type CompositeClass<V extends CompositeValue> = new (...values: never[]) => V;

/** A composite in statements: it is compared by all of its columns. */
export class CompositeAttribute<V> {
  readonly #columns: readonly ColumnElement<unknown>[];
  readonly #valuesOf: (value: unknown) => readonly unknown[];

  constructor(columns: readonly ColumnElement<unknown>[], valuesOf: (value: unknown) => readonly unknown[]) {
    this.#columns = columns;
    this.#valuesOf = valuesOf;
  }
  /** Its columns, for `orderBy(...)` and `select(...)`. */
  get columns(): readonly ColumnElement<unknown>[] {
    return this.#columns;
  }
  /** `a = ? AND b = ?`; null: all are NULL. */
  eq(value: V | null): ColumnElement<boolean> {
    const values = value === null ? this.#columns.map(() => null) : this.#valuesOf(value);
    const parts = this.#columns.map((column, at) => column.eq(values[at]));
    return parts.length === 1 ? (parts[0] as ColumnElement<boolean>) : and(...parts);
  }
  /** `NOT (a = ? AND b = ?)` */
  ne(value: V | null): ColumnElement<boolean> {
    return not(this.eq(value));
  }
}

class Composite<V extends CompositeValue> extends AttributeDeclaration<V | null, CompositeAttribute<V>> {
  readonly writable = true;
  override readonly shown = true;
  readonly #class: CompositeClass<V>;
  readonly #keys: readonly string[];
  /** The object of each state, with the values that it was made of. */
  readonly #made = new WeakMap<InstanceState, { readonly values: readonly unknown[]; readonly value: V | null }>();

  constructor(cls: CompositeClass<V>, keys: readonly string[]) {
    super();
    this.#class = cls;
    this.#keys = keys;
  }

  override define(prototype: object, key: string, mapper: ClassMapper): void {
    const read = (entity: object): V | null => this.#read(Entity.state(entity as Entity), entity);
    const write = (entity: object, value: unknown): void => {
      const values = value === null ? this.#keys.map(() => null) : this.#valuesOf(`${mapper.name}.${key}`, value);
      this.#keys.forEach((name, at) => Reflect.set(entity, name, values[at]));
    };
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: false,
      get(this: object): V | null {
        return read(this);
      },
      set(this: object, value: unknown): void {
        write(this, value);
      },
    });
  }

  /** The same object as long as the columns hold what it was made of. */
  #read(state: InstanceState, entity: object): V | null {
    const values = this.#keys.map((name) => (entity as Record<string, unknown>)[name]);
    const known = this.#made.get(state);
    if (known !== undefined && known.values.every((value, at) => value === values[at])) return known.value;
    const isNull = values.every((value) => value === null || value === undefined);
    const value = isNull ? null : new this.#class(...(values as never[]));
    this.#made.set(state, { values, value });
    return value;
  }

  override attributeOf(entity: EntityRef, key: string): CompositeAttribute<V> {
    const columns = entity.attributes as Record<string, ColumnElement<unknown>>;
    return new CompositeAttribute(
      this.#keys.map((name) => columns[name] as ColumnElement<unknown>),
      (value) => this.#valuesOf(`${entity.mapper.name}.c.${key}`, value),
    );
  }

  override assignments(entity: EntityRef, key: string, value: unknown): Readonly<Record<string, unknown>> {
    const values = value === null ? this.#keys.map(() => null) : this.#valuesOf(`${entity.mapper.name}.${key}`, value);
    return Object.fromEntries(this.#keys.map((name, at) => [name, values[at]]));
  }

  override criterion(entity: EntityRef, key: string, value: unknown): ColumnElement<boolean> {
    return this.attributeOf(entity, key).eq(value as V | null);
  }

  override check(mapper: ClassMapper, key: string): void {
    for (const name of this.#keys) {
      if (mapper.column(name) !== undefined) continue;
      throw new ArgumentError(
        `${mapper.name}.${key} is a composite of ${this.#keys.join(", ")}; "${name}" is no column of ${mapper.name}.`,
        "unknown-attribute",
      );
    }
  }

  override show(state: InstanceState): unknown {
    const loaded = this.#keys.every((name) => {
      const slot = state.mapper.columns.find((property) => property.key === name)?.slot;
      return slot !== undefined && state.values[slot] !== NOT_LOADED && state.values[slot] !== undefined;
    });
    return loaded ? this.#read(state, state.entity) : undefined;
  }

  #valuesOf(where: string, value: unknown): readonly unknown[] {
    const values: unknown = value instanceof this.#class ? value.compositeValues() : undefined;
    if (Array.isArray(values) && values.length === this.#keys.length) return values as unknown[];
    throw new ArgumentError(
      values === undefined
        ? `${where} takes an object of class ${this.#class.name}, or null; given was ${describeValue(value)}.`
        : `${where}: compositeValues() of ${this.#class.name} gives ${this.#keys.length} values, in the order of ${this.#keys.join(", ")}; it gave ${describeValue(values)}.`,
      "composite",
    );
  }
}

/**
 * One attribute for several columns: an object of a class of yours, which takes their values in its constructor and gives them back by
 * `compositeValues()`. To change it, assign another object. It is null where all of its columns are.
 *
 * ```ts
 * class Point { constructor(readonly x: number, readonly y: number) {} compositeValues() { return [this.x, this.y]; } }
 * class Line extends Base.table("lines", {
 *   id: integer().primaryKey(), x1: integer(), y1: integer(),
 *   start: composite(Point, "x1", "y1"),
 * }) {}
 * select(Line).where(Line.c.start.eq(new Point(1, 2)));   // … WHERE lines.x1 = ? AND lines.y1 = ?
 * ```
 */
export function composite<V extends CompositeValue>(
  cls: CompositeClass<V>,
  ...keys: readonly [string, ...string[]]
): AttributeDeclaration<V | null, CompositeAttribute<V>> {
  if (typeof cls !== "function" || typeof (cls.prototype as Partial<CompositeValue>).compositeValues !== "function") {
    throw new ArgumentError(
      `composite(Class, "a", "b") takes a class with compositeValues(); given was ${typeof cls === "function" ? `class ${(cls as { name: string }).name}` : describeValue(cls)}.`,
      "composite",
    );
  }
  return new Composite(cls, keys);
}
