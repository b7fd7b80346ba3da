import { ArgumentError } from "../errors/argument.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

/** `string(50).withVariant(text(), "mysql")`: another type on some dialects. The values in JavaScript are those of the first. */
export class VariantType<T = unknown> extends SqlType<T> {
  readonly kind = "variant";
  readonly family: TypeFamily;
  readonly cacheKey: string;
  readonly base: SqlType<T>;
  readonly variants: ReadonlyMap<string, SqlType<T>>;

  constructor(base: SqlType<T>, variants: ReadonlyMap<string, SqlType<T>>) {
    super();
    this.base = base;
    this.variants = variants;
    this.family = base.family;
    const rest = [...variants].map(([name, type]) => `${name}=${type.cacheKey.length}:${type.cacheKey}`).join(";");
    this.cacheKey = `variant:${base.cacheKey.length}:${base.cacheKey};${rest}`;
  }

  override forDialect(dialect: string): SqlType {
    return (this.variants.get(dialect) ?? this.base).forDialect(dialect);
  }
  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    return dialect.typeImpl(this.forDialect(dialect.name)).bindProcessor(dialect);
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    return dialect.typeImpl(this.forDialect(dialect.name)).resultProcessor(dialect);
  }
  override literalProcessor(dialect: TypeDialect): ((value: unknown) => string) | undefined {
    return dialect.typeImpl(this.forDialect(dialect.name)).literalProcessor(dialect);
  }
  /** A value that meets an expression of this type gets this type, variants included, when it would get that of the base. */
  override coerceComparedValue(operator: string, value: unknown): SqlType {
    const type = this.base.coerceComparedValue(operator, value);
    return type === this.base ? this : type;
  }
  override identityKey(value: unknown): unknown {
    return this.base.identityKey(value);
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return this.base.compareValues(a, b);
  }
  override asGeneric(): SqlType {
    return this.base.asGeneric();
  }
}

/** `base` with another type on each of some dialects; a dialect can be named once. */
export function withVariant<T>(base: SqlType<T>, type: SqlType<T>, dialects: readonly string[]): VariantType<T> {
  if (dialects.length === 0) {
    throw new ArgumentError('withVariant() needs the name of at least one dialect: withVariant(type, "mysql").');
  }
  const before = base.kind === "variant" ? (base as VariantType<T>) : undefined;
  const variants = new Map(before?.variants);
  for (const name of dialects) {
    if (typeof name !== "string" || name === "")
      throw new ArgumentError('withVariant() takes the names of dialects as strings, such as "mysql".');
    if (variants.has(name)) throw new ArgumentError(`withVariant(): the dialect "${name}" has a variant already.`);
    variants.set(name, type);
  }
  if (type.kind === "variant") throw new ArgumentError("withVariant(): a variant cannot have variants of its own.");
  return new VariantType(before?.base ?? base, variants);
}
