import { badValue } from "./bad-value.ts";
import { checkCount } from "./numeric-type.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

/** Whether a single value of a type may be a JavaScript array itself, so that nesting says nothing of dimensions. */
function hasArrays(type: SqlType): boolean {
  return type.family === "json" || type.family === "multirange" || type.kind === "custom";
}

/** `array(item)`: a database array, as a JavaScript array. */
export class ArrayType<T = unknown> extends SqlType<T[]> {
  readonly kind = "array";
  readonly family: TypeFamily = "array";
  readonly cacheKey: string;
  readonly item: SqlType<T>;
  readonly dimensions: number | undefined;

  constructor(item: SqlType<T>, options: { dimensions?: number } = {}) {
    super();
    this.item = item;
    this.dimensions = checkCount("number of dimensions", options.dimensions);
    this.cacheKey = `array:${item.cacheKey}:${this.dimensions ?? ""}`;
  }

  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    const item = dialect.typeImpl(this.item).bindProcessor(dialect);
    const depth = this.dimensions ?? (hasArrays(this.item) ? 1 : Infinity);
    const convert = (value: unknown, level: number): unknown => {
      if (Array.isArray(value) && level < depth) return value.map((inner) => convert(inner, level + 1));
      if (value === undefined) throw badValue("array", "null for an element without value", value);
      return value === null || item === undefined ? value : item(value);
    };
    return (value) => {
      if (!Array.isArray(value)) throw badValue("array", "an array", value);
      return convert(value, 0);
    };
  }
  override literalProcessor(dialect: TypeDialect): ((value: unknown) => string) | undefined {
    const item = dialect.typeImpl(this.item).literalProcessor(dialect);
    if (item === undefined) return undefined;
    const write = (value: unknown, level: number): string => {
      if (value === null) return "NULL";
      return Array.isArray(value) && level < depth
        ? `ARRAY[${value.map((inner) => write(inner, level + 1)).join(", ")}]`
        : item(value);
    };
    const depth = this.dimensions ?? (hasArrays(this.item) ? 1 : Infinity);
    return (value) => {
      if (!Array.isArray(value)) throw badValue("array", "an array", value);
      return value.length === 0 ? "'{}'" : write(value, 0);
    };
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    const item = dialect.typeImpl(this.item).resultProcessor(dialect);
    if (item === undefined) return undefined;
    const convert = (value: unknown): unknown =>
      Array.isArray(value) ? value.map(convert) : value === null ? null : item(value);
    return convert;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((value, i) =>
      Array.isArray(value) ? this.compareValues(value, b[i]) : this.item.compareValues(value, b[i]),
    );
  }
}
