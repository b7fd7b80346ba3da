import { ArgumentError } from "../../errors/argument.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import { and, not } from "../../sql/conjunction.ts";
import { $entity, type EntityNode, entityNode } from "../../sql/entity.ts";
import type { FromNode } from "../../sql/nodes/unions.ts";
import { describeValue } from "../../util/describe.ts";
import { type AttributeHistory, getHistory, historyOf } from "../attribute/attribute-history.ts";
import { Entity } from "../contract/entity.ts";
import type { InstanceState } from "../contract/state.ts";
import { NOT_LOADED, Status } from "../contract/state.ts";
import { AttributeDeclaration } from "./attribute-declaration.ts";
import type { ClassMapper } from "./class-mapper.ts";
import type { EntityRef } from "./entity-ref.ts";

/** An object that stands for the values of several columns. */
export interface CompositeValue {
  /** The values, in the order in which the constructor takes them. */
  compositeValues(): readonly unknown[];
}

type CompositeClass<V extends CompositeValue> = new (...values: never[]) => V;

/** What `composite()` puts into a shape: `T` is what the attribute reads as, `V` the class of its objects. */
export type CompositeDeclaration<T, V> = AttributeDeclaration<T, CompositeAttribute<V>> & { readonly _composite: true };

/** What a composite attribute does with values: `valuesOf` takes an object apart, `make` puts one together. */
interface Composing<V> {
  readonly valuesOf: (value: unknown) => readonly unknown[];
  readonly make: (values: readonly unknown[]) => V | null;
}

/** A composite in statements: it is compared by all of its columns, and selected as one object. */
export class CompositeAttribute<V> {
  /** Type only: what a row holds in this place. */
  declare readonly _v: V | null;
  readonly #columns: readonly ColumnElement<unknown>[];
  readonly #composing: Composing<V>;
  readonly #from: FromNode;
  readonly #key: string;
  #node: EntityNode | undefined;

  constructor(columns: readonly ColumnElement<unknown>[], composing: Composing<V>, from: FromNode, key: string) {
    this.#columns = columns;
    this.#composing = composing;
    this.#from = from;
    this.#key = key;
  }
  /** The composite as an item of a select: all of its columns. */
  static node(attribute: CompositeAttribute<unknown>): EntityNode {
    return (attribute.#node ??= attribute.#entity());
  }
  #entity(): EntityNode {
    const columns = this.#columns.map(({ node }) => node);
    return entityNode({
      key: `C${this.#key.length}:${this.#key}(${columns.map(({ key }) => key).join()})`,
      anon: this.#from.anon || columns.some(({ anon }) => anon),
      binds: undefined,
      from: this.#from,
      columns,
      attrs: () => undefined,
      label: this.#key,
      entity: this,
    });
  }
  /** The same attribute of other columns. */
  static over(
    attribute: CompositeAttribute<unknown>,
    columns: readonly ColumnElement<unknown>[],
    from: FromNode,
  ): EntityNode {
    return new CompositeAttribute(columns, attribute.#composing, from, attribute.#key).#entity();
  }
  /** The object that some values make. */
  static make(attribute: CompositeAttribute<unknown>, values: readonly unknown[]): unknown {
    return attribute.#composing.make(values);
  }
  /** Its columns, for `orderBy(...)` and `select(...)`. */
  get columns(): readonly ColumnElement<unknown>[] {
    return this.#columns;
  }
  /** `a = ? AND b = ?`; null: all are NULL. */
  eq(value: V | null): ColumnElement<boolean> {
    const values = value === null ? this.#columns.map(() => null) : this.#composing.valuesOf(value);
    const parts = this.#columns.map((column, at) => column.eq(values[at]));
    return parts.length === 1 ? (parts[0] as ColumnElement<boolean>) : and(...parts);
  }
  /** `NOT (a = ? AND b = ?)` */
  ne(value: V | null): ColumnElement<boolean> {
    return not(this.eq(value));
  }
}

// oxlint-disable-next-line no-unused-vars -- merged with the class, whose type parameter it has to repeat
export interface CompositeAttribute<V> {
  readonly [$entity]: EntityNode;
}
Object.defineProperty(CompositeAttribute.prototype, $entity, {
  get(this: CompositeAttribute<unknown>): EntityNode {
    return CompositeAttribute.node(this);
  },
});

/** What a composite is made of: a column by its name, or another composite. */
export type CompositePart = string | { readonly _composite: true };

/** Options of `composite()`, behind its parts. */
export interface CompositeOptions {
  /**
   * Says for which values of the parts the attribute is null; null: for none, so that there is an object for every row. By default it is
   * null where all of its columns are.
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- the types of the columns are not known here
  readonly returnNoneOn?: ((...values: any[]) => boolean) | null;
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
}

class Composite<V extends CompositeValue> extends AttributeDeclaration<V | null, CompositeAttribute<V>> {
  readonly kind = "composite";
  readonly writable = true;
  override readonly shown = true;
  override readonly info: Readonly<Record<string, unknown>>;
  /** Names of its columns, those of the composites inside too. */
  override readonly columnKeys: readonly string[];
  readonly #class: CompositeClass<V>;
  readonly #parts: readonly (string | Composite<CompositeValue>)[];
  readonly #isNull: ((...values: unknown[]) => boolean) | null | undefined;
  /** The object of each state, with the values that it was made of. */
  readonly #made = new WeakMap<InstanceState, { readonly values: readonly unknown[]; readonly value: V | null }>();

  constructor(
    cls: CompositeClass<V>,
    parts: readonly (string | Composite<CompositeValue>)[],
    { returnNoneOn, info = {} }: CompositeOptions,
  ) {
    super();
    this.#class = cls;
    this.#parts = parts;
    this.#isNull = returnNoneOn;
    this.info = info;
    this.columnKeys = parts.flatMap((part) => (typeof part === "string" ? [part] : part.columnKeys));
  }

  override define(prototype: object, key: string, mapper: ClassMapper): void {
    const read = (entity: object): V | null => this.#read(Entity.state(entity as Entity), entity);
    const write = (entity: object, value: unknown): void => {
      const values = this.#valuesOf(`${mapper.name}.${key}`, value);
      this.columnKeys.forEach((name, at) => Reflect.set(entity, name, values[at]));
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
    const values = this.columnKeys.map((name) => (entity as Record<string, unknown>)[name]);
    const known = this.#made.get(state);
    if (known !== undefined && known.values.every((value, at) => value === values[at])) return known.value;
    // An object without a row, which was given nothing yet, has none.
    const isBlank = state.status < Status.persistent && values.every((value) => value === undefined);
    const value = isBlank ? null : this.#make(values);
    this.#made.set(state, { values, value });
    return value;
  }

  #make(values: readonly unknown[]): V | null {
    let at = 0;
    const parts = this.#parts.map((part) => {
      if (typeof part === "string") return values[at++] ?? null;
      const own = values.slice(at, at + part.columnKeys.length);
      at += own.length;
      return part.#make(own);
    });
    const isNull =
      this.#isNull === undefined
        ? values.every((value) => value === null || value === undefined)
        : this.#isNull?.(...parts) === true;
    return isNull ? null : new this.#class(...(parts as never[]));
  }

  override attributeOf(entity: EntityRef, key: string): CompositeAttribute<V> {
    const columns = entity.attributes as Record<string, ColumnElement<unknown>>;
    return new CompositeAttribute(
      this.columnKeys.map((name) => columns[name] as ColumnElement<unknown>),
      {
        valuesOf: (value) => this.#valuesOf(`${entity.mapper.name}.c.${key}`, value),
        make: (values) => this.#make(values),
      },
      entity.from.node,
      key,
    );
  }

  override assignments(entity: EntityRef, key: string, value: unknown): Readonly<Record<string, unknown>> {
    const values = this.#valuesOf(`${entity.mapper.name}.${key}`, value);
    return Object.fromEntries(this.columnKeys.map((name, at) => [name, values[at]]));
  }

  override criterion(entity: EntityRef, key: string, value: unknown): ColumnElement<boolean> {
    return this.attributeOf(entity, key).eq(value as V | null);
  }

  override check(mapper: ClassMapper, key: string): void {
    for (const name of this.columnKeys) {
      if (mapper.column(name) !== undefined) continue;
      throw new ArgumentError(
        `${mapper.name}.${key} is a composite of ${this.columnKeys.join(", ")}; "${name}" is no column of ${mapper.name}.`,
        "unknown-attribute",
      );
    }
  }

  override history(state: InstanceState): AttributeHistory {
    const parts = this.columnKeys.map((name) => getHistory(state, name));
    const now = parts.map(({ added, unchanged }) => [...added, ...unchanged][0]);
    const before = parts.map(({ deleted, unchanged }) => [...deleted, ...unchanged][0]);
    const known = (values: readonly unknown[]): unknown[] =>
      values.every((value) => value === undefined) ? [] : [this.#make(values)];
    return parts.some((part) => part.hasChanges())
      ? historyOf(known(now), [], known(before))
      : historyOf([], known(now), []);
  }

  override show(state: InstanceState): unknown {
    const loaded = this.columnKeys.every((name) => {
      const slot = state.mapper.columns.find((property) => property.key === name)?.slot;
      return slot !== undefined && state.values[slot] !== NOT_LOADED && state.values[slot] !== undefined;
    });
    return loaded ? this.#read(state, state.entity) : undefined;
  }

  /** The values of its columns. */
  #valuesOf(where: string, value: unknown): unknown[] {
    if (value === null) return this.columnKeys.map(() => null);
    const values: unknown = value instanceof this.#class ? value.compositeValues() : undefined;
    if (Array.isArray(values) && values.length === this.#parts.length) {
      return this.#parts.flatMap((part, at) =>
        typeof part === "string" ? [values[at] as unknown] : part.#valuesOf(`${where}, value ${at + 1},`, values[at]),
      );
    }
    const parts = this.#parts.map((part) => (typeof part === "string" ? part : part.#class.name));
    throw new ArgumentError(
      values === undefined
        ? `${where} takes an object of class ${this.#class.name}, or null; given was ${describeValue(value)}.`
        : `${where}: compositeValues() of ${this.#class.name} gives ${parts.length} values, in the order of ${parts.join(", ")}; it gave ${describeValue(values)}.`,
      "composite",
    );
  }
}

/**
 * One attribute for several columns: an object of a class of yours, which takes their values in its constructor and gives them back by
 * `compositeValues()`. To change it, assign another object. It is null where all of its columns are. A part may be a composite itself.
 *
 * ```ts
 * class Point { constructor(readonly x: number, readonly y: number) {} compositeValues() { return [this.x, this.y]; } }
 * class Edge { constructor(readonly from: Point, readonly to: Point) {} compositeValues() { return [this.from, this.to]; } }
 * class Line extends Base.table("lines", {
 *   id: integer().primaryKey(), x1: integer(), y1: integer(), x2: integer(), y2: integer(),
 *   start: composite(Point, "x1", "y1"),
 *   edge: composite(Edge, composite(Point, "x1", "y1"), composite(Point, "x2", "y2")),
 * }) {}
 * select(Line).where(Line.c.start.eq(new Point(1, 2)));   // … WHERE lines.x1 = ? AND lines.y1 = ?
 * select(Line.c.id, Line.c.start);                        // SELECT lines.id, lines.x1, lines.y1 …: rows [number, Point | null]
 * ```
 */
export function composite<V extends CompositeValue>(
  cls: CompositeClass<V>,
  ...parts: readonly [CompositePart, ...CompositePart[]]
): CompositeDeclaration<V | null, V>;
/** The same with options: `composite(Point, "x1", "y1", { returnNoneOn: (x, y) => x === null || y === null })`. */
export function composite<V extends CompositeValue>(
  cls: CompositeClass<V>,
  ...parts: readonly [CompositePart, ...CompositePart[], CompositeOptions & { readonly returnNoneOn: null }]
): CompositeDeclaration<V, V>;
export function composite<V extends CompositeValue>(
  cls: CompositeClass<V>,
  ...parts: readonly [CompositePart, ...CompositePart[], CompositeOptions]
): CompositeDeclaration<V | null, V>;
export function composite<V extends CompositeValue>(
  cls: CompositeClass<V>,
  ...given: readonly unknown[]
): CompositeDeclaration<V | null, V> {
  if (typeof cls !== "function" || typeof (cls.prototype as Partial<CompositeValue>).compositeValues !== "function") {
    throw new ArgumentError(
      `composite(Class, "a", "b") takes a class with compositeValues(); given was ${typeof cls === "function" ? `class ${(cls as { name: string }).name}` : describeValue(cls)}.`,
      "composite",
    );
  }
  const last = given.at(-1);
  const hasOptions = typeof last === "object" && last !== null && !(last instanceof Composite);
  const parts = (hasOptions ? given.slice(0, -1) : given) as (string | Composite<CompositeValue>)[];
  for (const part of parts) {
    if (typeof part === "string" || (part as unknown) instanceof Composite) continue;
    throw new ArgumentError(
      `composite(${cls.name}, …) takes names of columns, and composites; given was ${describeValue(part)}.`,
      "composite",
    );
  }
  return new Composite(cls, parts, hasOptions ? last : {}) as unknown as CompositeDeclaration<V | null, V>;
}

/** The composite that an item of a select is, if it is one. */
export function compositeOf(node: { readonly kind: string }): CompositeAttribute<unknown> | undefined {
  if (node.kind !== "entity") return undefined;
  const { entity } = node as EntityNode;
  return entity instanceof CompositeAttribute ? (entity as CompositeAttribute<unknown>) : undefined;
}
