import type { DDLElement } from "../schema/ddl-element.ts";
import type { ColumnElement } from "../sql/column-element.ts";
import type { RowOf } from "../sql/row-of.ts";
import type { RowMembers } from "./row-members.ts";

/** A statement by the items of its rows. */
export interface StatementLike<I extends readonly unknown[]> {
  readonly _i: I;
}

/** What `execute` takes: a select, insert, update, delete, `text()`, `` sql`…` ``, a DDL element, or a function call by itself. */
export type Executable<I extends readonly unknown[] = readonly unknown[]> =
  | StatementLike<I>
  | DDLElement
  | ColumnElement<unknown>;

/** The items of a statement's rows; of one of several statements, those of each. */
export type ItemsOf<S> =
  S extends StatementLike<infer I> ? I : S extends ColumnElement<unknown> ? readonly [S] : readonly unknown[];

/** The type of the rows that a statement gives. */
export type RowsOf<S> = RowOf<ItemsOf<S>> & RowMembers;

/** Values by parameter or column name; a list of them executes the statement once for each. */
export type ExecuteParams = Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];

/** Values in placeholder order, for SQL text of the driver's; a list of lists executes it once for each. */
export type DriverParams = readonly unknown[] | readonly (readonly unknown[])[];
