import { badResult, badValue } from "./bad-value.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

export function bindBoolean(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw badValue("boolean", "true or false", value);
}

export function resultBoolean(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === 1n) return true;
  if (value === 0 || value === 0n) return false;
  throw badResult("boolean", "true, false, 1 or 0", value);
}

/** `boolean()`: true or false; databases without booleans store 1 and 0. */
export class BooleanType extends SqlType<boolean> {
  readonly kind = "boolean";
  readonly family: TypeFamily = "boolean";
  readonly cacheKey: string;
  /** Name of the CHECK constraint, when `createConstraint`. */
  readonly name: string | undefined;
  readonly createConstraint: boolean;

  constructor(options: { name?: string | undefined; createConstraint?: boolean } = {}) {
    super();
    this.name = options.name;
    this.createConstraint = options.createConstraint ?? false;
    this.cacheKey = "boolean";
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return bindBoolean;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return resultBoolean;
  }
  override literalProcessor(_dialect: TypeDialect): (value: unknown) => string {
    return (value) => (bindBoolean(value) ? "true" : "false");
  }
}
