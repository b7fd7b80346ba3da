import { badResult, badValue } from "../../types/bad-value.ts";
import {
  type BindProcessor,
  type ResultProcessor,
  SqlType,
  type TypeDialect,
  type TypeFamily,
} from "../../types/sql-type.ts";
import { elementParser } from "./element-text.ts";
import { parseRange, Range, rangeText } from "./range.ts";

/** int4range, daterange … and their multiranges: what both need of the type of their ends. */
abstract class AbstractRangeType<V> extends SqlType<V> {
  abstract override readonly kind: "range" | "multirange";
  /** Its name in SQL. */
  readonly sql: string;
  readonly subtype: SqlType;
  readonly cacheKey: string;

  constructor(sql: string, subtype: SqlType) {
    super();
    this.sql = sql;
    this.subtype = subtype;
    this.cacheKey = `range:${sql}`;
  }

  /** Whether a value is a range or multirange, rather than an element of one. */
  isRange(value: unknown): boolean {
    return isRangeValue(value) || (Array.isArray(value) && value.every(isRangeValue));
  }
  protected text(dialect: TypeDialect): (value: Range) => string {
    const bind = dialect.typeImpl(this.subtype).bindProcessor(dialect);
    return (range) => rangeText(range, (end) => String(bind === undefined ? end : bind(end)));
  }
  protected value(dialect: TypeDialect): (text: string) => unknown {
    const parse = elementParser(this.subtype);
    const process = dialect.typeImpl(this.subtype).resultProcessor(dialect);
    return (text) => {
      const value = parse === undefined ? text : parse(text);
      return process === undefined ? value : process(value);
    };
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    const bind = this.bindProcessor(dialect) as BindProcessor;
    return (value) => dialect.stringLiteral(String(bind(value)));
  }
}

function isRangeValue(value: unknown): value is Range {
  return value instanceof Range;
}

/** A range type: values are `Range` objects. */
export class RangeType<T = unknown> extends AbstractRangeType<Range<T>> {
  readonly kind = "range";
  readonly family: TypeFamily = "range";

  override bindProcessor(dialect: TypeDialect): BindProcessor {
    const text = this.text(dialect);
    return (value) => {
      if (isRangeValue(value)) return text(value);
      throw badValue(this.sql.toLowerCase(), "a Range, such as new Range(1, 5)", value);
    };
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor {
    const value = this.value(dialect);
    return (text) => {
      const found = typeof text === "string" ? parseRange(text, value) : undefined;
      if (found === undefined) throw badResult(this.sql.toLowerCase(), "the text of a range", text);
      return found.range;
    };
  }
  override identityKey(value: unknown): unknown {
    return isRangeValue(value) ? value.toString() : value;
  }
  override compareValues(a: unknown, b: unknown): boolean {
    return a === b || (isRangeValue(a) && isRangeValue(b) && a.equals(b));
  }
}

/** A multirange type: values are lists of `Range` objects. */
export class MultirangeType<T = unknown> extends AbstractRangeType<readonly Range<T>[]> {
  readonly kind = "multirange";
  readonly family: TypeFamily = "multirange";

  override bindProcessor(dialect: TypeDialect): BindProcessor {
    const text = this.text(dialect);
    return (value) => {
      if (isRangeValue(value)) return `{${text(value)}}`;
      if (Array.isArray(value) && value.every(isRangeValue)) return `{${value.map(text).join(",")}}`;
      throw badValue(this.sql.toLowerCase(), "a list of Range objects, such as [new Range(1, 5)]", value);
    };
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor {
    const value = this.value(dialect);
    return (text) => {
      const ranges: Range[] = [];
      if (typeof text === "string" && text.startsWith("{")) {
        let at = 1;
        while (text.charAt(at) !== "}") {
          const found = parseRange(text, value, at);
          if (found === undefined) throw badResult(this.sql.toLowerCase(), "the text of a multirange", text);
          ranges.push(found.range);
          at = found.end;
          if (text.charAt(at) === ",") at++;
        }
        return ranges;
      }
      throw badResult(this.sql.toLowerCase(), "the text of a multirange", text);
    };
  }
  override compareValues(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((range, i) => isRangeValue(range) && isRangeValue(b[i]) && range.equals(b[i]));
  }
}
