import { ArgumentError } from "../errors/argument.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { type TypeLike, toType } from "./type-like.ts";

/** How a type of your own turns its values into those of the type below it, and back. Never called with null. */
export interface TypeDecorator<T, U> {
  /** The type that the database sees: `string(40)`, `integer()` … */
  readonly impl: TypeLike<U>;
  /** From your value to the value that `impl` takes. */
  readonly processBindParam: (value: T, dialect: TypeDialect) => U;
  /** From the value that `impl` gives to yours. */
  readonly processResultValue: (value: U, dialect: TypeDialect) => T;
  /** SQL text of a value, for literal rendering; otherwise that of `impl`. */
  readonly processLiteralParam?: (value: T, dialect: TypeDialect) => string;
  /** Whether two values are the same for change detection; `===` otherwise. */
  readonly compareValues?: (a: T, b: T) => boolean;
  /** A primitive that tells values apart, when your values are objects and the column is a primary key. */
  readonly identityKey?: (value: T) => unknown;
}

let customTypes = 0;

/** A type made by `customType({ impl, processBindParam, processResultValue })`. */
export class CustomType<T = unknown, U = unknown> extends SqlType<T> {
  readonly kind = "custom";
  readonly family: TypeFamily;
  readonly cacheKey: string;
  readonly impl: SqlType<U>;
  readonly #decorator: TypeDecorator<T, U>;

  constructor(decorator: TypeDecorator<T, U>) {
    super();
    for (const name of ["processBindParam", "processResultValue"] as const) {
      if (typeof decorator?.[name] !== "function") {
        throw new ArgumentError(
          `customType() needs a function ${name}; it turns values ${name === "processBindParam" ? "into" : "from"} those of impl.`,
        );
      }
    }
    this.#decorator = decorator;
    this.impl = toType(decorator.impl);
    this.family = this.impl.family;
    this.cacheKey = `custom:${++customTypes}`;
  }

  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    const convert = this.#decorator.processBindParam;
    const inner = dialect.typeImpl(this.impl).bindProcessor(dialect);
    return (value) => {
      const converted = convert(value as T, dialect);
      return inner === undefined || converted === null || converted === undefined
        ? (converted ?? null)
        : inner(converted);
    };
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    const convert = this.#decorator.processResultValue;
    const inner = dialect.typeImpl(this.impl).resultProcessor(dialect);
    return (value) => convert((inner === undefined ? value : inner(value)) as U, dialect);
  }
  override literalProcessor(dialect: TypeDialect): ((value: unknown) => string) | undefined {
    const own = this.#decorator.processLiteralParam;
    if (own !== undefined) return (value) => own(value as T, dialect);
    const inner = dialect.typeImpl(this.impl).literalProcessor(dialect);
    const convert = this.#decorator.processBindParam;
    return inner && ((value) => inner(convert(value as T, dialect)));
  }
  override identityKey(value: unknown): unknown {
    const own = this.#decorator.identityKey;
    return own === undefined || value === null || value === undefined ? value : own(value as T);
  }
  override compareValues(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    const own = this.#decorator.compareValues;
    return own !== undefined && a !== null && a !== undefined && b !== null && b !== undefined && own(a as T, b as T);
  }
}
