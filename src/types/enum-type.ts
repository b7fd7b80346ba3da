import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { badResult, badValue } from "./bad-value.ts";
import { checkCount } from "./numeric-type.ts";
import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";
import { bindString } from "./string-type.ts";

export interface EnumOptions {
  /** Name of the CHECK constraint, or of the database's own type. */
  readonly name?: string | undefined;
  /** The schema of the database's own type; without it, the type is found (and created) without one. */
  readonly schema?: string | undefined;
  /** Whether to use the database's own enumeration type where it has one. */
  readonly nativeEnum?: boolean | undefined;
  /** Whether the table gets a CHECK constraint that lists the labels. */
  readonly createConstraint?: boolean | undefined;
  /** Length of the VARCHAR; that of the longest label otherwise. */
  readonly length?: number | undefined;
}

/** `enumeration("a", "b")`: one of a fixed list of labels, checked on the way in and out. */
export class EnumType<T extends string | number = string> extends SqlType<T> {
  readonly kind = "enum";
  readonly family: TypeFamily = "enum";
  readonly cacheKey: string;
  /** What the database stores, in declaration order. */
  readonly labels: readonly string[];
  readonly name: string | undefined;
  readonly schema: string | undefined;
  readonly nativeEnum: boolean;
  readonly createConstraint: boolean;
  readonly length: number;
  /** JavaScript value by label; labels themselves, unless made from an object with numbers. */
  readonly #values: ReadonlyMap<string, T>;
  readonly #labelOf: ReadonlyMap<unknown, string>;

  constructor(values: ReadonlyMap<string, T>, options: EnumOptions = {}) {
    super();
    if (values.size === 0) throw new ArgumentError("An enumeration needs at least one label.");
    for (const label of values.keys()) bindString(label);
    this.#values = values;
    this.#labelOf = new Map([...values].map(([label, value]) => [value, label]));
    this.labels = [...values.keys()];
    this.name = options.name;
    this.schema = options.schema;
    this.nativeEnum = options.nativeEnum ?? true;
    this.createConstraint = options.createConstraint ?? false;
    const longest = Math.max(...this.labels.map((label) => label.length));
    this.length = checkCount("length", options.length) ?? longest;
    if (this.length < longest) {
      throw new ArgumentError(
        `The length of an enumeration must be at least that of its longest label, ${longest}, not ${this.length}.`,
      );
    }
    this.cacheKey = `enum:${this.nativeEnum ? `${JSON.stringify([this.schema, this.name])}:` : ""}${JSON.stringify([...values])}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    const labelOf = this.#labelOf;
    return (value) => labelOf.get(value) ?? this.#refuse(value);
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    const values = this.#values;
    return (value) => {
      const found = values.get(value as string);
      if (found === undefined) throw badResult("enumeration", `one of ${this.#list()}`, value);
      return found;
    };
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    return (value) => dialect.stringLiteral(this.#labelOf.get(value) ?? this.#refuse(value));
  }

  #refuse(value: unknown): never {
    throw badValue("enumeration", `one of ${this.#list()}`, value);
  }
  #list(): string {
    const shown = [...this.#values.values()]
      .slice(0, 12)
      .map((value) => JSON.stringify(value))
      .join(", ");
    return this.#values.size > 12 ? `${shown} …` : shown;
  }
}

/** Labels and values of an enumeration: of a list of strings, or of an object such as a TypeScript enum (without its reverse mapping). */
export function enumValues(
  source: readonly unknown[] | Readonly<Record<string, unknown>>,
): Map<string, string | number> {
  const values = new Map<string, string | number>();
  const add = (label: unknown, value: unknown): void => {
    if (typeof label !== "string" || (typeof value !== "string" && typeof value !== "number")) {
      throw new ArgumentError(
        `An enumeration is made of strings (or of an object of strings or numbers), not of ${describeValue(value)}.`,
      );
    }
    if (values.has(label))
      throw new ArgumentError(`The label ${JSON.stringify(label)} appears twice in an enumeration.`);
    values.set(label, value);
  };
  if (Array.isArray(source)) {
    for (const label of source) add(label, label);
    return values;
  }
  for (const [key, value] of Object.entries(source)) {
    // TypeScript's numeric enums also map the number back to the name.
    if (typeof value === "string" && (source as Record<string, unknown>)[value] === Number(key)) continue;
    add(typeof value === "number" ? key : value, value);
  }
  return values;
}
