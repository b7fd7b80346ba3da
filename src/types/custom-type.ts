import { ArgumentError } from "../errors/argument.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { toType, type TypeLike } from "./type-like.ts";

/** How a type of your own turns its values into those of the type below it, and back. Called with null only under `evaluatesNone`. */
export interface TypeDecorator<T, U> {
  /** The type that the database sees: `string(40)`, `integer()` … */
  readonly impl: TypeLike<U>;
  /** From your value to the value that `impl` takes. */
  readonly processBindParam: (value: T, dialect: TypeDialect) => U;
  /** From the value that `impl` gives to yours. */
  readonly processResultValue: (value: U, dialect: TypeDialect) => T;
  /** SQL text of a value, for literal rendering; otherwise that of `impl`. */
  readonly processLiteralParam?: (value: T, dialect: TypeDialect) => string;
  /** Another type than `impl` on some dialects: `(dialect) => dialect.name === "postgresql" ? uuid() : char(32)`. */
  readonly loadDialectImpl?: (dialect: { readonly name: string }) => TypeLike<U>;
  /** The type of a plain value that meets an expression of this type under an operator ("eq", "add" …); this type otherwise. */
  readonly coerceComparedValue?: (operator: string, value: unknown) => TypeLike | undefined;
  /** `processBindParam` gets null too, so that null may be stored as something else than SQL NULL. */
  readonly evaluatesNone?: boolean;
  /** Whether two values are the same for change detection; `===` otherwise. */
  readonly compareValues?: (a: T, b: T) => boolean;
  /** A primitive that tells values apart, when your values are objects and the column is a primary key. */
  readonly identityKey?: (value: T) => unknown;
}

/** What a decorator may say in SQL; typed by `customType()`, which knows of expressions. */
export interface SqlDecorator {
  readonly bindExpression?: (bind: unknown) => unknown;
  readonly columnExpression?: (column: unknown) => unknown;
  readonly operators?: Readonly<Record<string, (left: unknown, right: unknown) => unknown>>;
}

let customTypes = 0;

/** A type made by `customType({ impl, processBindParam, processResultValue })`. */
export class CustomType<T = unknown, U = unknown> extends SqlType<T> {
  readonly kind = "custom";
  readonly family: TypeFamily;
  readonly cacheKey: string;
  readonly impl: SqlType<U>;
  /** SQL around binds, columns and operators. */
  readonly sql: SqlDecorator;
  readonly #decorator: TypeDecorator<T, U>;
  readonly #impls: Map<string, SqlType> = new Map();

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
    this.sql = decorator as SqlDecorator;
    this.impl = toType(decorator.impl);
    this.family = this.impl.family;
    this.cacheKey = `custom:${++customTypes}`;
  }

  /** The type below this one on a dialect. */
  implOn(dialect: string): SqlType {
    let impl = this.#impls.get(dialect);
    if (impl === undefined) {
      const load = this.#decorator.loadDialectImpl;
      impl = (load === undefined ? this.impl : toType(load({ name: dialect }))).forDialect(dialect);
      this.#impls.set(dialect, impl);
    }
    return impl;
  }

  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    const convert = this.#decorator.processBindParam;
    const inner = dialect.typeImpl(this.implOn(dialect.name)).bindProcessor(dialect);
    const process = (value: unknown): unknown => {
      const converted = convert(value as T, dialect);
      return inner === undefined || converted === null || converted === undefined
        ? (converted ?? null)
        : inner(converted);
    };
    return this.#decorator.evaluatesNone === true ? Object.assign(process, { takesNull: true as const }) : process;
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    const convert = this.#decorator.processResultValue;
    const inner = dialect.typeImpl(this.implOn(dialect.name)).resultProcessor(dialect);
    return (value) => convert((inner === undefined ? value : inner(value)) as U, dialect);
  }
  override literalProcessor(dialect: TypeDialect): ((value: unknown) => string) | undefined {
    const own = this.#decorator.processLiteralParam;
    if (own !== undefined) return (value) => own(value as T, dialect);
    const inner = dialect.typeImpl(this.implOn(dialect.name)).literalProcessor(dialect);
    const convert = this.#decorator.processBindParam;
    return (
      inner &&
      ((value) => {
        const converted = convert(value as T, dialect);
        return converted === null || converted === undefined ? "NULL" : inner(converted);
      })
    );
  }
  override coerceComparedValue(operator: string, value: unknown): SqlType {
    const type = this.#decorator.coerceComparedValue?.(operator, value);
    return type === undefined ? this : toType(type);
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
  override asGeneric(): SqlType {
    return this.impl.asGeneric();
  }
}
