import { NativeType } from "../../types/native-type.ts";
import type { TypeDialect, TypeFamily } from "../../types/sql-type.ts";

/** How a type of MySQL's own behaves. */
export interface MysqlTypeOptions {
  /** As it stands in CREATE TABLE; made by the program, its parts checked. */
  readonly sql: string;
  readonly family: TypeFamily;
  /** What CAST calls it; left out where CAST has no such type. */
  readonly castSql?: string;
  readonly bind: (value: unknown) => unknown;
  readonly result?: (value: unknown) => unknown;
  /** A number, which as a literal stands without quotes. */
  readonly isNumber?: boolean;
  /** A literal of its own. */
  readonly literal?: (value: unknown) => string;
  readonly compare?: (a: unknown, b: unknown) => boolean;
  /** A primitive that tells values apart. */
  readonly identity?: (value: unknown) => unknown;
  /** What the result depends on besides the text: the mode of a number. */
  readonly mode?: string;
}

/** A type that only MySQL and MariaDB have, or that has words of theirs: TINYINT UNSIGNED, SET('a','b'), DATETIME(6). */
export class MysqlType<T> extends NativeType<T> {
  override readonly cacheKey: string;
  readonly #own: MysqlTypeOptions;

  constructor(own: MysqlTypeOptions) {
    const { sql, family, castSql, bind, result, compare } = own;
    super({
      dialect: "mysql",
      sql,
      family,
      bind,
      ...(castSql === undefined ? {} : { castSql }),
      ...(result === undefined ? {} : { result }),
      ...(compare === undefined ? {} : { compare }),
    });
    this.#own = own;
    this.cacheKey = `native:mysql:${sql}:${own.mode ?? ""}`;
  }

  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    const { literal, isNumber, bind } = this.#own;
    if (literal !== undefined) return literal;
    if (isNumber === true) return (value) => String(bind(value));
    return super.literalProcessor(dialect);
  }
  override identityKey(value: unknown): unknown {
    return this.#own.identity?.(value) ?? value;
  }
}
