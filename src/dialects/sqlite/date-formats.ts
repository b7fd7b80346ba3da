import { ArgumentError } from "../../errors/argument.ts";
import { ColumnBuilder } from "../../schema/column-builder.ts";
import { badResult } from "../../types/bad-value.ts";
import { isDateText, isTimeText } from "../../types/calendar-text.ts";
import { bindDate, bindDateTime, DateTimeType, DateType } from "../../types/datetime-type.ts";
import type { BindProcessor, ResultProcessor, TypeDialect } from "../../types/sql-type.ts";
import { bindTime, fullTime, TimeType } from "../../types/time-type.ts";
import { describeValue } from "../../util/describe.ts";

const FIELDS = ["year", "month", "day", "hour", "minute", "second", "microsecond"] as const;
type Field = (typeof FIELDS)[number];
type Parts = { readonly [F in Field]: number };

/** How SQLite keeps a date or time: SQLAlchemy's templates, "%(day)02d/%(month)02d/%(year)04d". */
export interface SqliteDateOptions {
  readonly storageFormat?: string | undefined;
  /** What reads it back: groups named as the fields of the template. Made of the template otherwise. */
  readonly regexp?: RegExp | undefined;
}
export interface SqliteDateTimeOptions extends SqliteDateOptions {
  /** Moments and times without a fraction of the second; instead of `storageFormat`. */
  readonly truncateMicroseconds?: boolean | undefined;
}

const TOKEN = /%\((\w+)\)0?(\d*)d/g;

/** A template, and how texts are written and read by it. */
class Format {
  readonly template: string;
  readonly #regexp: RegExp;

  constructor(template: string, regexp: RegExp | undefined, allowed: readonly Field[]) {
    if (typeof template !== "string")
      throw new ArgumentError(
        `storageFormat is a template such as "%(year)04d-%(month)02d-%(day)02d", not ${describeValue(template)}.`,
      );
    let source = "^";
    let from = 0;
    for (const m of template.matchAll(TOKEN)) {
      const [token, field, width] = m as unknown as [string, Field, string];
      if (!allowed.includes(field))
        throw new ArgumentError(`storageFormat has no field ${JSON.stringify(field)}; it takes ${allowed.join(", ")}.`);
      source += `${escaped(template.slice(from, m.index))}(?<${field}>\\d${width === "" ? "+" : `{${width},}`})`;
      from = m.index + token.length;
    }
    this.template = template;
    this.#regexp = regexp ?? new RegExp(`${source}${escaped(template.slice(from))}$`);
  }

  write(parts: Parts): string {
    return this.template.replace(TOKEN, (_, field: Field, width: string) =>
      String(parts[field]).padStart(Number(width), "0"),
    );
  }

  /** The fields of a text; those that it does not name are those of midnight, 1 January 1900. */
  read(value: unknown, type: string): Parts {
    const found = typeof value === "string" || typeof value === "number" ? this.#regexp.exec(String(value)) : null;
    if (found === null) throw badResult(type, `text as ${JSON.stringify(this.template)} says`, value);
    const groups = found.groups ?? {};
    const field = (name: Field, otherwise: number): number =>
      groups[name] === undefined ? otherwise : Number(groups[name]);
    return {
      year: field("year", 1900),
      month: field("month", 1),
      day: field("day", 1),
      hour: field("hour", 0),
      minute: field("minute", 0),
      second: field("second", 0),
      microsecond: field("microsecond", 0),
    };
  }

  /** Digits alone would be kept as a number by a column whose type does not say that it is text. */
  get isText(): boolean {
    return /\D/.test(this.template.replace(TOKEN, "0"));
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");
const dateText = (p: Parts): string => `${pad(p.year, 4)}-${pad(p.month)}-${pad(p.day)}`;
const timeText = (p: Parts): string => `${pad(p.hour)}:${pad(p.minute)}:${pad(p.second)}.${pad(p.microsecond, 6)}`;

function partsOf(date: string, time: string): Parts {
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
    hour: Number(time.slice(0, 2)),
    minute: Number(time.slice(3, 5)),
    second: Number(time.slice(6, 8)),
    microsecond: Number(time.slice(9, 15)),
  };
}

/** A type that SQLite keeps in a format of its own; elsewhere it is the generic one. */
export interface Formatted {
  readonly format: Format;
}

export class FormattedDateTime extends DateTimeType implements Formatted {
  readonly format: Format;
  override readonly cacheKey: string;
  constructor(format: Format) {
    super();
    this.format = format;
    this.cacheKey = `datetime:${format.template}`;
  }
  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    if (dialect.name !== "sqlite") return super.bindProcessor(dialect);
    return (value) => {
      const iso = bindDateTime(value).toISOString();
      return this.format.write(partsOf(iso.slice(0, 10), fullTime(iso.slice(11, 23))));
    };
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    if (dialect.name !== "sqlite") return super.resultProcessor(dialect);
    return (value) => {
      const parts = this.format.read(value, "datetime");
      const date = new Date(`${dateText(parts)}T${timeText(parts).slice(0, 12)}Z`);
      if (isDateText(dateText(parts)) && !Number.isNaN(date.getTime())) return date;
      throw badResult("datetime", "a moment that exists", value);
    };
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    return literalOf(this.bindProcessor(dialect), dialect) ?? super.literalProcessor(dialect);
  }
}

export class FormattedDate extends DateType implements Formatted {
  readonly format: Format;
  override readonly cacheKey: string;
  constructor(format: Format) {
    super();
    this.format = format;
    this.cacheKey = `date:${format.template}`;
  }
  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    if (dialect.name !== "sqlite") return super.bindProcessor(dialect);
    return (value) => this.format.write(partsOf(bindDate(value), "00:00:00.000000"));
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    if (dialect.name !== "sqlite") return super.resultProcessor(dialect);
    return (value) => {
      const text = dateText(this.format.read(value, "date"));
      if (isDateText(text)) return text;
      throw badResult("date", "a day that exists", value);
    };
  }
  override literalProcessor(dialect: TypeDialect): (value: unknown) => string {
    return literalOf(this.bindProcessor(dialect), dialect) ?? super.literalProcessor(dialect);
  }
}

export class FormattedTime extends TimeType implements Formatted {
  readonly format: Format;
  override readonly cacheKey: string;
  constructor(format: Format) {
    super();
    this.format = format;
    this.cacheKey = `time:${format.template}`;
  }
  override bindProcessor(dialect: TypeDialect): BindProcessor | undefined {
    if (dialect.name !== "sqlite") return super.bindProcessor(dialect);
    return (value) => this.format.write(partsOf("1900-01-01", fullTime(bindTime(value))));
  }
  override resultProcessor(dialect: TypeDialect): ResultProcessor | undefined {
    const short = super.resultProcessor(dialect) as ResultProcessor;
    if (dialect.name !== "sqlite") return short;
    return (value) => {
      const text = timeText(this.format.read(value, "time"));
      if (isTimeText(text)) return short(text);
      throw badResult("time", "a time of day that exists", value);
    };
  }
}

function literalOf(bind: BindProcessor | undefined, dialect: TypeDialect): ((value: unknown) => string) | undefined {
  if (dialect.name !== "sqlite" || bind === undefined) return undefined;
  return (value) => dialect.stringLiteral(String(bind(value)));
}

function formatOf(options: SqliteDateTimeOptions, usual: string, whole: string, allowed: readonly Field[]): Format {
  const { storageFormat, regexp, truncateMicroseconds } = options;
  if (truncateMicroseconds === true && (storageFormat !== undefined || regexp !== undefined)) {
    throw new ArgumentError(
      "truncateMicroseconds cannot be combined with storageFormat or regexp: say it in the format.",
    );
  }
  if (regexp !== undefined && !(regexp instanceof RegExp))
    throw new ArgumentError(`regexp is a regular expression with named groups, not ${describeValue(regexp)}.`);
  return new Format(storageFormat ?? (truncateMicroseconds === true ? whole : usual), regexp, allowed);
}

const DAY = "%(year)04d-%(month)02d-%(day)02d";
const CLOCK = "%(hour)02d:%(minute)02d:%(second)02d";

/** A moment, kept on SQLite in a format of your own: `DATETIME({ storageFormat: "%(year)04d%(month)02d%(day)02d%(hour)02d%(minute)02d%(second)02d" })`. */
export function DATETIME(options: SqliteDateTimeOptions = {}): ColumnBuilder<Date> {
  return new ColumnBuilder(
    new FormattedDateTime(formatOf(options, `${DAY} ${CLOCK}.%(microsecond)06d`, `${DAY} ${CLOCK}`, FIELDS)),
  );
}
/** A calendar day, kept on SQLite in a format of your own: `DATE({ storageFormat: "%(day)02d/%(month)02d/%(year)04d" })`. */
export function DATE(options: SqliteDateOptions = {}): ColumnBuilder<string> {
  return new ColumnBuilder(new FormattedDate(formatOf(options, DAY, DAY, FIELDS.slice(0, 3))));
}
/** A time of day, kept on SQLite in a format of your own. */
export function TIME(options: SqliteDateTimeOptions = {}): ColumnBuilder<string> {
  return new ColumnBuilder(new FormattedTime(formatOf(options, `${CLOCK}.%(microsecond)06d`, CLOCK, FIELDS.slice(3))));
}
