import { type BindProcessor, type ResultProcessor, SqlType, type TypeDialect, type TypeFamily } from "./sql-type.ts";

/** How a type of one database behaves. */
export interface NativeOptions {
  /** The dialect that has it. */
  readonly dialect: string;
  /** Its name in SQL; made by the program, never of input. */
  readonly sql: string;
  readonly family?: TypeFamily;
  /** Whether a placeholder of the type is followed by a cast; without one the database takes the type from what stands beside it. */
  readonly castBinds?: boolean;
  /** The name in that cast, when it differs. */
  readonly castSql?: string;
  readonly bind: (value: unknown) => unknown;
  readonly result?: (value: unknown) => unknown;
  readonly compare?: (a: unknown, b: unknown) => boolean;
}

/** A type that one database has, under its own name: PostgreSQL's INET, MONEY, TSVECTOR … Values mostly travel as text. */
export class NativeType<T = unknown> extends SqlType<T> {
  readonly kind = "native";
  readonly family: TypeFamily;
  readonly cacheKey: string;
  readonly options: NativeOptions;

  constructor(options: NativeOptions) {
    super();
    this.options = options;
    this.family = options.family ?? "other";
    this.cacheKey = `native:${options.dialect}:${options.sql}`;
  }

  override bindProcessor(_dialect: TypeDialect): BindProcessor | undefined {
    return this.options.bind;
  }
  override resultProcessor(_dialect: TypeDialect): ResultProcessor | undefined {
    return this.options.result;
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    return (value) => dialect.stringLiteral(String(this.options.bind(value)));
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || this.options.compare?.(a, b) === true;
  }
}
