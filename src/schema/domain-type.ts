import { ArgumentError } from "../errors/argument.ts";
import { isName } from "../sql/quoted-name.ts";
import {
  type BindProcessor,
  type ResultProcessor,
  SqlType,
  type TypeDialect,
  type TypeFamily,
} from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { describeValue } from "../util/describe.ts";
import { ColumnBuilder } from "./column-builder.ts";
import { isSqlLike, type SqlLike } from "./sql-like.ts";

/** A condition of a domain; `VALUE` stands for the value. */
export interface DomainCheck {
  readonly name?: string | undefined;
  readonly sql: SqlLike;
}

export interface DomainOptions {
  readonly schema?: string | undefined;
  readonly collation?: string | undefined;
  /** A string is a literal, an element is SQL. */
  readonly default?: string | SqlLike | undefined;
  readonly notNull?: boolean | undefined;
  /** One condition, or several: `text("VALUE > 0")`, `{ name: "positive", sql: text("VALUE > 0") }`. */
  readonly check?: SqlLike | DomainCheck | readonly DomainCheck[] | undefined;
}

/** `domain("email", string())`: a type with conditions and a name of its own (PostgreSQL). Its values are those of the type below it. */
export class DomainType<T = unknown> extends SqlType<T> {
  readonly kind = "domain";
  readonly family: TypeFamily;
  readonly cacheKey: string;
  readonly name: string;
  readonly schema: string | undefined;
  /** The type below it. */
  readonly dataType: SqlType<T>;
  readonly collation: string | undefined;
  readonly default: string | SqlLike | undefined;
  readonly notNull: boolean;
  readonly checks: readonly DomainCheck[];

  constructor(name: string, dataType: SqlType<T>, options: DomainOptions = {}) {
    super();
    if (!isName(name) || name.length === 0)
      throw new ArgumentError(`A domain's name must be a string that is not empty, not ${describeValue(name)}.`);
    this.name = name;
    this.dataType = dataType;
    this.family = dataType.family;
    this.schema = options.schema;
    this.collation = options.collation;
    this.default = options.default;
    this.notNull = options.notNull === true;
    this.checks = checksOf(options.check);
    this.cacheKey = `domain:${JSON.stringify([this.schema, name])}:${dataType.cacheKey}`;
  }

  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    return dialect.typeImpl(this.dataType).bindProcessor(dialect);
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    return dialect.typeImpl(this.dataType).resultProcessor(dialect);
  }
  override literalProcessor(dialect: TypeDialect): ((value: unknown) => string) | undefined {
    return dialect.typeImpl(this.dataType).literalProcessor(dialect);
  }
  override coerceComparedValue(operator: string, value: unknown): SqlType {
    const type = this.dataType.coerceComparedValue(operator, value);
    return type === this.dataType ? this : type;
  }
  override identityKey(value: unknown): unknown {
    return this.dataType.identityKey(value);
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return this.dataType.compareValues(a, b);
  }
  override asGeneric(): SqlType {
    return this.dataType.asGeneric();
  }
}

function checksOf(check: DomainOptions["check"]): readonly DomainCheck[] {
  if (check === undefined) return [];
  const given: readonly unknown[] = Array.isArray(check) ? check : [check];
  return given.map((each) => {
    if (isSqlLike(each)) return { sql: each };
    const { name, sql } = (each ?? {}) as Partial<DomainCheck>;
    if (isSqlLike(sql) && (name === undefined || isName(name))) return name === undefined ? { sql } : { name, sql };
    throw new ArgumentError(
      `The check of a domain is a condition such as text("VALUE > 0"), or { name, sql }, not ${describeValue(each)}.`,
    );
  });
}

/**
 * A domain: a type with conditions, made by `createAll` before the tables that use it (PostgreSQL).
 *
 * ```ts
 * const posint = domain("posint", integer(), { check: text("VALUE > 0") });
 * metadata.table("goods", { id: integer().primaryKey(), amount: posint }); // CREATE DOMAIN posint AS INTEGER CHECK (VALUE > 0)
 * ```
 */
export function domain<T>(name: string, type: TypeLike<T>, options: DomainOptions = {}): ColumnBuilder<T> {
  return new ColumnBuilder<T>(new DomainType<T>(name, toType(type), options));
}
