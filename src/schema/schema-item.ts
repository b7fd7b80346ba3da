import { ArgumentError } from "../errors/argument.ts";
import { ConstraintColumnNotFoundError } from "../errors/schema.ts";
import { brandOf } from "../util/brand.ts";
import { describeValue } from "../util/describe.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import type { Column } from "./column.ts";
import { columnOfNode } from "./column-registry.ts";
import type { Table } from "./table.ts";

/** A column where a schema item asks for one: a Column, a model's attribute of it, or the attribute's name. */
export type ColumnRef = string | { readonly node: { readonly kind: string } };

/** The Column that is meant by a Column or a model's attribute; undefined for any other expression or value. */
export function asColumn(value: unknown): Column<string, unknown> | undefined {
  if (brandOf(value) !== "expr") return undefined;
  return columnOfNode((value as { node: object }).node);
}

/** Like `asColumn`, with names looked up in `table`, and an error for what is no column. */
export function toColumn(role: string, value: unknown, table: Table | undefined): Column<string, unknown> {
  if (typeof value === "string" && table !== undefined) return columnNamed(role, value, table);
  const column = asColumn(value);
  if (column !== undefined) return column;
  throw new ArgumentError(`${role} takes columns of the table, such as c.name, not ${describeValue(value)}.`);
}

function columnNamed(role: string, name: string, table: Table): Column<string, unknown> {
  const column = table.findColumn(name);
  if (column !== undefined) return column;
  const keys = table.columns.map(({ key }) => key);
  throw new ConstraintColumnNotFoundError(
    `${role} of table "${table.fullname}" names the column ${JSON.stringify(name)}, which the table does not have.${didYouMean(name, keys)}`,
  );
}

/** Splits `(c.a, c.b, { name })`: the options object is last, and is neither a column nor any other element. */
export function splitOptions<O extends object>(args: readonly unknown[]): { items: readonly unknown[]; options: O } {
  const last = args.at(-1);
  if (typeof last === "object" && last !== null && brandOf(last) === undefined && !Array.isArray(last)) {
    return { items: args.slice(0, -1), options: last as O };
  }
  return { items: args, options: {} as O };
}
