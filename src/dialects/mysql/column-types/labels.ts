import { ArgumentError } from "../../../errors/argument.ts";
import { ColumnBuilder } from "../../../schema/column-builder.ts";
import { badResult, badValue } from "../../../types/bad-value.ts";
import { quoteString } from "../../../types/string-literal.ts";
import { bindString } from "../../../types/string-type.ts";
import { describeValue } from "../../../util/describe.ts";
import { MysqlType } from "../mysql-type.ts";
import { type TextOptions, withCharacters } from "./text.ts";

type Labels = readonly [string, ...string[]] | readonly [string, ...string[], TextOptions];
/** The labels among what was given. */
type LabelOf<G extends readonly unknown[]> = Extract<G[number], string>;

function split(kind: string, given: readonly unknown[]): { labels: string[]; options: TextOptions } {
  const last = given.at(-1);
  const hasOptions = typeof last === "object" && last !== null;
  const labels = hasOptions ? given.slice(0, -1) : given;
  if (labels.length === 0) throw new ArgumentError(`${kind} needs at least one label.`);
  for (const label of labels)
    if (typeof label !== "string")
      throw new ArgumentError(`${kind} is made of strings, and options at the end; got ${describeValue(label)}.`);
  if (new Set(labels).size < labels.length) throw new ArgumentError(`A label appears twice in ${kind}.`);
  return { labels: labels.map(bindString), options: hasOptions ? last : {} };
}

/** ENUM('a','b') or SET('a','b'); a backslash begins an escape there, whatever the server's sql_mode. */
function labelled(kind: string, labels: readonly string[], options: TextOptions): string {
  const list = labels.map((label) => quoteString(label.replaceAll("\\", "\\\\"))).join(",");
  return withCharacters(`${kind}(${list})`, options);
}

/**
 * ENUM: one of the labels. Options of its text may stand behind them.
 *
 * ```ts
 * enumeration("red", "green", { charset: "latin1" }) // ENUM('red','green') CHARACTER SET latin1
 * ```
 */
export function enumeration<const G extends Labels>(...given: G): ColumnBuilder<LabelOf<G>> {
  const { labels, options } = split("ENUM", given);
  const known = new Set(labels);
  const bind = (value: unknown): unknown => {
    if (known.has(value as string)) return value;
    throw badValue("ENUM", `one of ${listed(labels)}`, value);
  };
  const result = (value: unknown): unknown => {
    if (known.has(value as string)) return value;
    throw badResult("ENUM", `one of ${listed(labels)}`, value);
  };
  return new ColumnBuilder(
    new MysqlType<LabelOf<G>>({ sql: labelled("ENUM", labels, options), family: "enum", bind, result }),
  );
}

/**
 * SET: any of the labels, as a `Set`; takes a list too. Options of its text may stand behind the labels.
 *
 * ```ts
 * const rooms = metadata.table("rooms", { id: integer().primaryKey(), has: set("desk", "bed") });
 * insert(rooms).values({ has: new Set(["bed"]) });
 * ```
 */
export function set<const G extends Labels>(
  ...given: G
): ColumnBuilder<ReadonlySet<LabelOf<G>>, never, readonly LabelOf<G>[]> {
  const { labels, options } = split("SET", given);
  for (const label of labels) {
    if (label.includes(",") || label === "")
      throw new ArgumentError(`A label of SET is not empty and has no comma; got ${JSON.stringify(label)}.`);
  }
  const bind = (value: unknown): string => {
    if (value instanceof Set || Array.isArray(value)) {
      const chosen = new Set<unknown>(value);
      const inOrder = labels.filter((label) => chosen.has(label));
      if (inOrder.length === chosen.size) return inOrder.join(",");
    }
    throw badValue("SET", `a Set (or a list) of ${listed(labels)}`, value);
  };
  const text = (value: unknown): unknown =>
    value instanceof Set ? labels.filter((label) => value.has(label)).join(",") : value;
  return new ColumnBuilder(
    new MysqlType<ReadonlySet<LabelOf<G>>>({
      sql: labelled("SET", labels, options),
      family: "other",
      bind,
      result: (value) => {
        if (typeof value === "string") return new Set(value === "" ? [] : value.split(","));
        throw badResult("SET", `labels of ${listed(labels)}`, value);
      },
      compare: (a, b) => text(a) === text(b),
      identity: text,
    }),
  );
}

function listed(labels: readonly string[]): string {
  const shown = labels.slice(0, 12).map((label) => JSON.stringify(label));
  return labels.length > 12 ? `${shown.join(", ")} …` : shown.join(", ");
}

function address(kind: string): ColumnBuilder<string> {
  return new ColumnBuilder(new MysqlType<string>({ sql: kind, family: "other", bind: bindString }));
}

/** MariaDB's INET4: an IPv4 address as text. */
export function inet4(): ColumnBuilder<string> {
  return address("INET4");
}
/** MariaDB's INET6: an IPv4 or IPv6 address as text. */
export function inet6(): ColumnBuilder<string> {
  return address("INET6");
}
