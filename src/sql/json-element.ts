import { BOOLEAN, FLOAT, INTEGER } from "../types/literal-type.ts";
import { NumericType } from "../types/numeric-type.ts";
import { StringType } from "../types/string-type.ts";
import type { JsonNull } from "../types/json-type.ts";
import { ColumnElement, type Operand } from "./column-element.ts";
import { jsonElementAs, jsonText } from "./json-operations.ts";
import { late } from "./late.ts";

/** What stands in JSON of type V under a key; null joins it where the whole may be NULL. */
export type JsonValueAt<V, K> = unknown extends V
  ? unknown
  : NonNullable<V> extends infer N
    ? K extends keyof N
      ? N[K] | (undefined extends N[K] ? null : never) | (null extends V ? null : never)
      : unknown
    : never;

/** R, or null where the element may be missing or null: always, unless its type says that it is there. */
type OrNull<V, R> = null extends V ? R | null : R;

const UNICODE = new StringType(undefined, "unicode");

/**
 * An element of JSON, as `data.get("name")` gives. Its value is JSON; `asString()` and its kin turn it into the SQL type that
 * operators and sorting need.
 */
export class JsonElement<V> extends ColumnElement<V> {
  override eq(other: Operand<V> | JsonNull): ColumnElement<boolean> {
    return super.eq(other as Operand<V>);
  }
  override ne(other: Operand<V> | JsonNull): ColumnElement<boolean> {
    return super.ne(other as Operand<V>);
  }
  /** The element as text: `CAST(data ->> 'name' AS VARCHAR)`. */
  asString(): ColumnElement<OrNull<V, string>> {
    return new ColumnElement(jsonElementAs(this.node, UNICODE, "asString"));
  }
  /** The element as a whole number. */
  asInteger(): ColumnElement<OrNull<V, number>> {
    return new ColumnElement(jsonElementAs(this.node, INTEGER, "asInteger"));
  }
  /** The element as binary floating point. */
  asFloat(): ColumnElement<OrNull<V, number>> {
    return new ColumnElement(jsonElementAs(this.node, FLOAT, "asFloat"));
  }
  /** The element as an exact decimal. */
  asNumeric(precision: number, scale: number): ColumnElement<OrNull<V, string>> {
    return new ColumnElement(jsonElementAs(this.node, new NumericType(precision, scale), "asNumeric"));
  }
  /** The element as true or false. */
  asBoolean(): ColumnElement<OrNull<V, boolean>> {
    return new ColumnElement(jsonElementAs(this.node, BOOLEAN, "asBoolean"));
  }
  /** The element as JSON, which it is already. */
  asJson(): this {
    return this;
  }
  /** The element as text by PostgreSQL's `->>`. */
  get astext(): ColumnElement<string | null> {
    return new ColumnElement(jsonText(this.node));
  }
}

/** Lets `get()` make elements of JSON: the class of expressions is below this one, and cannot make them itself. The roots call it. */
export function registerJsonElements(): void {
  late.jsonElement = (node) => new JsonElement(node);
}
