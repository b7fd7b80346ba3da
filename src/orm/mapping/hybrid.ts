import { ArgumentError } from "../../errors/argument.ts";
import { ColumnElement } from "../../sql/column-element.ts";
import { brandOf } from "../../util/brand.ts";
import { describeValue } from "../../util/describe.ts";
import { AttributeDeclaration } from "./attribute-declaration.ts";
import type { ClassMapper } from "./class-mapper.ts";
import type { EntityRef } from "./entity-ref.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- the class is not inferred yet where its attributes are declared
type Self = any;
// oxlint-disable-next-line typescript/no-explicit-any -- its body must not be resolved while the class is inferred
type Expression = any;

export interface HybridOptions<V> {
  /** The value on an object. */
  readonly get: (self: Self) => V;
  /** What an assignment does; without it the attribute is read only. */
  readonly set?: (self: Self, value: V) => void;
  /** The same in SQL, in terms of the class's own attributes; without it `get` is asked, with `c` for `self`. */
  readonly expression?: (c: Self) => Expression;
  /** Which columns `update(…).set()` and `insert(…).values()` set for a value: pairs of a column and what it gets. */
  readonly updateExpression?: (c: Self, value: Self) => Expression;
  /** What a row of `session.execute(insert(Class), rows)` (or `update(Class)`) becomes that gives a value: sets the columns in the row. */
  readonly bulkDml?: (c: Self, row: Record<string, unknown>, value: V) => void;
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
}

class HybridProperty<V> extends AttributeDeclaration<V, ColumnElement<V>> {
  readonly kind = "hybrid";
  readonly writable: boolean;
  override readonly info: Readonly<Record<string, unknown>>;
  readonly #options: HybridOptions<V>;

  constructor(options: HybridOptions<V>) {
    super();
    this.#options = options;
    this.writable = options.set !== undefined;
    this.info = options.info ?? {};
  }

  override define(prototype: object, key: string, mapper: ClassMapper): void {
    const { get, set } = this.#options;
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: false,
      get(this: object): V {
        return get(this);
      },
      set(this: object, value: V): void {
        if (set === undefined) throw readOnly(mapper, key);
        set(this, value);
      },
    });
  }

  override attributeOf(entity: EntityRef, key: string): ColumnElement<unknown> {
    const { expression, get } = this.#options;
    return expressionOf((expression ?? get)(entity.attributes), `${entity.mapper.name}.c.${key}`);
  }

  override rowValues(
    entity: EntityRef,
    key: string,
    value: unknown,
    row: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> | undefined {
    const { bulkDml } = this.#options;
    if (bulkDml === undefined) return this.assignments(entity, key, value);
    const out = { ...row };
    bulkDml(entity.attributes, out, value as V);
    return out;
  }

  override assignments(entity: EntityRef, key: string, value: unknown): Readonly<Record<string, unknown>> | undefined {
    const { updateExpression } = this.#options;
    if (updateExpression !== undefined) {
      const pairs: unknown = updateExpression(entity.attributes, value);
      if (!Array.isArray(pairs)) throw badPairs(entity, key, pairs);
      return Object.fromEntries(pairs.map((pair: unknown) => pairOf(entity, key, pair)));
    }
    // One that is another column by its expression sets that column.
    const { node } = this.attributeOf(entity, key);
    return node.kind === "column" ? { [node.propKey]: value } : undefined;
  }
}

function pairOf(entity: EntityRef, key: string, pair: unknown): [string, unknown] {
  if (!Array.isArray(pair) || pair.length !== 2) throw badPairs(entity, key, pair);
  const [column, value] = pair as [unknown, unknown];
  if (typeof column === "string") return [column, value];
  if (column instanceof ColumnElement && column.node.kind === "column") return [column.node.propKey, value];
  throw badPairs(entity, key, column);
}

function badPairs({ mapper }: EntityRef, key: string, given: unknown): ArgumentError {
  return new ArgumentError(
    `updateExpression of ${mapper.name}.${key} gives a list of pairs, such as (c, value) => [[c.high, c.low.add(value)]]; it gave ${describeValue(given)}.`,
    "argument",
  );
}

/** What a callback gave, as an expression. */
function expressionOf(given: unknown, where: string): ColumnElement<unknown> {
  if (given instanceof ColumnElement) return given as ColumnElement<unknown>;
  if (brandOf(given) === "expr") return given as ColumnElement<unknown>;
  throw new ArgumentError(
    `${where} gives no SQL expression but ${describeValue(given)}. Give the hybrid an expression: (c) => …, such as (c) => c.high.sub(c.low).`,
    "argument",
  );
}

function readOnly(mapper: ClassMapper, key: string): ArgumentError {
  return new ArgumentError(
    `${mapper.name}.${key} cannot be assigned: it is a hybrid without set: (self, value) => ….`,
    "read-only-attribute",
  );
}

/**
 * An attribute that is computed: on an object by JavaScript, in a statement by SQL.
 *
 * ```ts
 * class Span extends Base.table("spans", {
 *   id: integer().primaryKey(), low: integer(), high: integer(),
 *   width: hybridProperty({
 *     get: (self) => self.high - self.low,
 *     set: (self, value) => { self.high = self.low + value; },
 *     expression: (c) => c.high.sub(c.low),
 *     updateExpression: (c, value) => [[c.high, c.low.add(value)]],
 *     bulkDml: (c, row, value) => { row.high = row.low + value; },
 *   }),
 * }) {}
 * select(Span).where(Span.c.width.gt(3));      // … WHERE spans.high - spans.low > ?
 * update(Span).set({ width: 5 }).allRows();    // UPDATE spans SET high=(spans.low + ?)
 * session.execute(insert(Span), [{ low: 1, width: 4 }]);   // INSERT INTO spans (low, high) VALUES (?, ?), with 1 and 5
 * ```
 *
 * The type of the value is what `get` returns; where that would be the class itself in a circle, say it: `hybridProperty<number>({ … })`.
 */
export function hybridProperty<V>(options: HybridOptions<V>): AttributeDeclaration<V, ColumnElement<V>> {
  if (typeof options !== "object" || options === null || typeof options.get !== "function") {
    throw new ArgumentError(
      `hybridProperty({ get: (self) => …, expression: (c) => … }) takes functions; given was ${describeValue(options)}.`,
      "argument",
    );
  }
  return new HybridProperty(options);
}

export interface HybridMethodOptions<A extends readonly unknown[], R> {
  readonly call: (self: Self, ...args: A) => R;
  /** Whatever you like; `inspect(Class).getProperty("name").info` gives it. */
  readonly info?: Readonly<Record<string, unknown>>;
  readonly expression?: (c: Self, ...args: A) => Expression;
}

class HybridMethod<A extends readonly unknown[], R> extends AttributeDeclaration<
  (...args: A) => R,
  (...args: A) => ColumnElement<R>
> {
  readonly kind = "hybridMethod";
  readonly writable = false;
  override readonly info: Readonly<Record<string, unknown>>;
  readonly #options: HybridMethodOptions<A, R>;

  constructor(options: HybridMethodOptions<A, R>) {
    super();
    this.#options = options;
    this.info = options.info ?? {};
  }

  override define(prototype: object, key: string): void {
    const { call } = this.#options;
    Object.defineProperty(prototype, key, {
      configurable: true,
      enumerable: false,
      writable: true,
      value(this: object, ...args: A): R {
        return call(this, ...args);
      },
    });
  }

  override attributeOf(entity: EntityRef, key: string): (...args: A) => ColumnElement<unknown> {
    const { call, expression } = this.#options;
    return (...args) =>
      expressionOf((expression ?? call)(entity.attributes, ...args), `${entity.mapper.name}.c.${key}()`);
  }
}

/**
 * A method that works on objects by JavaScript and in statements by SQL: `span.holds(3)` and `Span.c.holds(3)`.
 *
 * ```ts
 * holds: hybridMethod({
 *   call: (self, point: number) => self.low <= point && point < self.high,
 *   expression: (c, point: number) => and(c.low.le(point), c.high.gt(point)),
 * }),
 * ```
 */
export function hybridMethod<A extends readonly unknown[], R>(
  options: HybridMethodOptions<A, R>,
): AttributeDeclaration<(...args: A) => R, (...args: A) => ColumnElement<R>> {
  if (typeof options !== "object" || options === null || typeof options.call !== "function") {
    throw new ArgumentError(
      `hybridMethod({ call: (self, …) => …, expression: (c, …) => … }) takes functions; given was ${describeValue(options)}.`,
      "argument",
    );
  }
  return new HybridMethod(options);
}
