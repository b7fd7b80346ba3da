import { SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

const classes = new WeakMap<object, number>();
let classCount = 0;

/**
 * Base of a type whose SQL name is your own:
 *
 * ```ts
 * class Geometry extends UserDefinedType<string> {
 *   override getColSpec(): string { return "GEOMETRY"; }
 *   override bindExpression(bind: ColumnElement<string>) { return func.ST_GeomFromText(bind); }
 *   override columnExpression(column: ColumnElement<string>) { return func.ST_AsText(column); }
 * }
 * const parcels = metadata.table("parcels", { shape: new ColumnBuilder(new Geometry()) });
 * ```
 *
 * Two types of one class with equal names are one type to the statement cache; what else a type differs in must be in `cacheKey`.
 */
export abstract class UserDefinedType<T = unknown> extends SqlType<T> {
  readonly kind = "userDefined";
  readonly family: TypeFamily = "other";

  /** The name of the type in SQL. Written as it is: never build it from input. */
  abstract getColSpec(dialect: string): string;

  get cacheKey(): string {
    let id = classes.get(this.constructor);
    if (id === undefined) classes.set(this.constructor, (id = ++classCount));
    return `user:${id}:${this.getColSpec("default")}`;
  }

  /** A value as SQL text; strings and numbers, unless overridden. */
  override literalProcessor(dialect: TypeDialect): ((value: unknown) => string) | undefined {
    const bind = this.bindProcessor(dialect);
    return (value) => {
      const converted = bind === undefined ? value : bind(value);
      return typeof converted === "number" || typeof converted === "bigint"
        ? String(converted)
        : dialect.stringLiteral(String(converted));
    };
  }
}
