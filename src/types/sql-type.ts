import { setBrand } from "../util/brand.ts";

/**
 * Turns a JavaScript value into what the driver gets. Never called with undefined, nor with null, which is SQL NULL, unless it
 * says `takesNull`. Throws on a value that the type does not take.
 */
export interface BindProcessor {
  (value: unknown): unknown;
  readonly takesNull?: true;
}
/** Turns what the driver gave into the JavaScript value. Never called with null. */
export type ResultProcessor = (value: unknown) => unknown;

/** What a type may know of the dialect it is used with; a Dialect satisfies it. */
export interface TypeDialect {
  readonly name: string;
  /** The dialect's own form of a type (its bind and result conversions), or the type itself. */
  typeImpl(type: SqlType): SqlType;
  /** Writes JSON values, where it is not JSON.stringify. */
  readonly jsonSerializer?: ((value: unknown) => string) | undefined;
  /** Reads JSON text, where it is not JSON.parse. */
  readonly jsonDeserializer?: ((text: string) => unknown) | undefined;
  /** A string as an SQL literal, with everything escaped that the database would take for something else. */
  stringLiteral(text: string): string;
}

/** The families that operators and literals go by. */
export type TypeFamily =
  | "null"
  | "integer"
  | "numeric"
  | "float"
  | "string"
  | "boolean"
  | "date"
  | "time"
  | "datetime"
  | "interval"
  | "binary"
  | "json"
  | "uuid"
  | "array"
  | "hstore"
  | "range"
  | "multirange"
  | "enum"
  | "tuple"
  | "table"
  | "other";

/** An SQL type: what its values are in JavaScript, and how they travel. Immutable. */
export abstract class SqlType<T = unknown> {
  declare readonly _js: T;
  /** Name by which compilers and dialects know the type: "integer", "string" … */
  abstract readonly kind: string;
  abstract readonly family: TypeFamily;
  /** Structural identity for statement caching: two types of equal key convert equally. */
  abstract readonly cacheKey: string;

  bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return undefined;
  }
  resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return undefined;
  }
  /** SQL text of a value, for literal rendering (escaped). */
  literalProcessor(_dialect: TypeDialect): ((value: unknown) => string) | undefined {
    return undefined;
  }
  /** SQL around the type's binds: given an expression, gives one. Typed as such where types are declared, above this layer. */
  bindExpression?(bind: unknown): unknown;
  /** SQL around the type's columns in the list of a SELECT or RETURNING. */
  columnExpression?(column: unknown): unknown;
  /** The type that stands for this one on a dialect: itself, unless it is a variant. */
  forDialect(_dialect: string): SqlType {
    return this;
  }
  /** The generic type that is nearest: `datetime()` of `DATETIME()`, `string(9)` of `NVARCHAR(9)`; itself where it is generic. */
  asGeneric(): SqlType {
    return this;
  }
  /** The type that a plain value gets when it is compared with, or combined with, an expression of this type. */
  coerceComparedValue(_operator: string, _value: unknown): SqlType {
    return this;
  }
  /** A primitive that tells values apart in an identity map; the value itself unless it is an object. */
  identityKey(value: unknown): unknown {
    return value;
  }
  /** Whether two loaded values are the same for change detection. */
  compareValues(a: unknown, b: unknown): boolean {
    return a === b;
  }
}

// Types are told by this mark, so that two copies of the package take each other's.
setBrand(SqlType.prototype, "type");
