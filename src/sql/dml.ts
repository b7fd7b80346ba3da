import { ArgumentError } from "../errors/argument.ts";
import { type $kind, brandOf, setBrand } from "../util/brand.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { exprOf, fromClause, record, refuse, selectItem, typedBind, valueBind } from "./coerce.ts";
import type { ColumnElement } from "./column-element.ts";
import { type EntityNode, entityOf } from "./entity.ts";
import type { Extension } from "./extension.ts";
import { describeFrom } from "./join-condition.ts";
import { bindNode, columnBindNode } from "./nodes/bind.ts";
import type { ColumnNode } from "./nodes/column.ts";
import type { Assignment, DeleteNode, DmlFields, InsertNode, ReturningItem, UpdateNode } from "./nodes/dml.ts";
import type { MergeNode } from "./nodes/merge.ts";
import type { ProxyColumn, StatementOption } from "./nodes/select.ts";
import { cteNode } from "./nodes/subquery.ts";
import type { ExprNode, FromNode } from "./nodes/unions.ts";
import { compare } from "./operations.ts";
import { EQ } from "./operator.ts";
import { addedCtes, affix, Cte, type CteArguments, cteOptions, optionalName } from "./cte.ts";
import type { SubCols } from "./row-of.ts";
import { planColumns } from "./selected-columns.ts";
import { Statement } from "./statement.ts";

/** What a target says of the values that it takes; tables and mapped classes do, others take anything. */
export type InsertOf<C> = C extends { readonly _insert: infer V } ? V : Readonly<Record<string, unknown>>;
/** The same for new values of rows that are there. */
export type UpdateOf<C> = C extends { readonly _update: infer V } ? V : Readonly<Record<string, unknown>>;
/** The names of a target's columns. */
export type ColumnNameOf<C> = keyof UpdateOf<C> & string;
/** A column of the target: its attribute's name, or the column. */
export type ColumnOf<C> = ColumnNameOf<C> | ColumnElement<unknown>;
export type Dml = InsertNode | UpdateNode | DeleteNode;

/** How `returning()` gives its rows; the last argument. */
export interface ReturningOptions {
  /** Rows come in the order of the parameter sets of the execution. */
  readonly sortByParameterOrder: boolean;
}
/** The items of `returning()`, its options aside. */
export type ReturningItems<J extends readonly unknown[]> = J extends readonly [...infer H, ReturningOptions] ? H : J;

/** What is inserted into, changed or deleted from. */
export interface Target {
  readonly table: FromNode;
  readonly entity: EntityNode | undefined;
}

export function dmlTarget(value: unknown, role: string): Target {
  const table = fromClause(value, `${role}: a table or mapped class`);
  const entity = entityOf(value);
  if (entity !== undefined && (table.kind === "join" || table.kind === "subquery" || table.kind === "cte")) {
    throw new ArgumentError(
      `${role} writes one table; ${entity.label} maps a join or subquery. Name the table itself, or change objects of the class in a session.`,
    );
  }
  return { table, entity };
}

/** The column that a name means. */
export function columnFor(t: Target, key: string, role: string): ColumnNode {
  const attr = t.entity?.attrs(key)?.node;
  if (attr?.kind === "column") return attr;
  const columns = t.table.kind === "join" || t.table.kind === "text" ? [] : t.table.columns;
  const found = t.entity === undefined ? columns.find((c) => c.propKey === key) : undefined;
  if (found !== undefined) return found;
  // A table in name only may say nothing of its columns.
  throw new ArgumentError(
    `${role}: ${t.entity?.label ?? describeFrom(t.table)} has no column ${JSON.stringify(key)}.${didYouMean(
      key,
      columns.map((c) => c.propKey),
    )}`,
  );
}

/** A column of the target, given by name or as a column. */
export function columnOf(t: Target, value: unknown, role: string): ColumnNode {
  if (typeof value === "string") return columnFor(t, value, role);
  const node = exprOf(value);
  if (node?.kind !== "column") return refuse(`${role}: a column or the name of one`, value);
  if (node.table === t.table) return node;
  const own = t.entity?.attrs(node.propKey)?.node;
  if (own === node) return node;
  throw new ArgumentError(
    `${role}: ${JSON.stringify(node.propKey)} is a column of ${node.table === undefined ? "no table" : describeFrom(node.table)}, not of ${t.entity?.label ?? describeFrom(t.table)}.`,
  );
}

/** An expression given as a new value; a bindparam() without a type of its own takes the column's. */
function givenExpression(column: ColumnNode, value: unknown): ExprNode | undefined {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  const expr = exprOf(value);
  return expr?.kind === "bind" ? typedBind(expr, column.type) : expr;
}

function isPrimitive(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A new value of a column; a plain one becomes a bind that is called as the column is. */
export function newValue(column: ColumnNode, value: unknown, role: string): ExprNode {
  const expr = givenExpression(column, value);
  if (expr !== undefined) return expr;
  if (value === null) return columnBindNode(column.propKey, null, column.type);
  const place = isPrimitive(value) ? undefined : `${role}: a value for ${JSON.stringify(column.propKey)}`;
  const bind = valueBind(column, "assign", value, place);
  return columnBindNode(column.propKey, value, bind.type);
}

/** A new value beside those of VALUES; a plain one becomes a bind of no name: param_1. */
export function otherValue(column: ColumnNode, value: unknown, role: string): ExprNode {
  const expr = givenExpression(column, value);
  if (expr !== undefined) return expr;
  if (value === null) return bindNode("param", null, column.type);
  const bind = valueBind(column, "assign", value, `${role}: a value for ${JSON.stringify(column.propKey)}`);
  return bindNode("param", value, bind.type);
}

/** Columns and their new values from an object by attribute name; `undefined` means not given. */
export function assignmentsOf(t: Target, values: unknown, role: string): Assignment[] {
  const given = valuesByColumn(t, values, role);
  const out: Assignment[] = [];
  for (const key of Object.keys(given)) {
    if (given[key] === undefined) continue;
    const column = columnFor(t, key, role);
    out.push({ column, value: otherValue(column, given[key], role) });
  }
  return atLeastOne(out, role);
}

export function atLeastOne<A>(made: A[], role: string): A[] {
  if (made.length > 0) return made;
  throw new ArgumentError(
    `${role} needs at least one column with a value; undefined means not given, null is SQL NULL.`,
  );
}

/** Values by the names of columns: an attribute that stands for several of them, or for another one, becomes those. */
export function valuesByColumn(t: Target, values: unknown, role: string): Readonly<Record<string, unknown>> {
  const given = record(values, role);
  const assign = t.entity?.assign;
  if (assign === undefined) return given;
  let out: Record<string, unknown> | undefined;
  for (const key of Object.keys(given)) {
    const made = given[key] === undefined ? undefined : assign(key, given[key]);
    if (made === undefined) continue;
    out ??= { ...given };
    delete out[key];
    Object.assign(out, made);
  }
  return out ?? given;
}

/** `column = value` for each name. */
export function equalities(t: Target, values: unknown): ExprNode[] {
  const given = record(values, "filterBy()");
  const names = Object.keys(given);
  if (names.length === 0) throw new ArgumentError("filterBy() needs at least one attribute.");
  return names.map((n) => {
    const attr = t.entity?.attrs(n)?.node ?? t.entity?.criterion?.(n, given[n]);
    if (attr === undefined || attr.kind === "column") return compare(EQ, columnFor(t, n, "filterBy()"), given[n]);
    return t.entity?.attrs(n) === undefined ? attr : compare(EQ, attr, given[n]);
  });
}

/** The items of returning(), and its options when an object of options comes last. */
export function returningOf(args: readonly unknown[]): { items: ReturningItem[]; sorted: boolean } {
  const last: unknown = args.at(-1);
  const options = isReturningOptions(last) ? last : undefined;
  const items = options === undefined ? args : args.slice(0, -1);
  if (items.length === 0) throw new ArgumentError("returning() needs at least one column, table or mapped class.");
  return {
    items: items.map((i) => selectItem(i, "returning(): a column expression, table or mapped class")),
    sorted: options?.sortByParameterOrder === true,
  };
}

function isReturningOptions(value: unknown): value is ReturningOptions {
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === "sortByParameterOrder";
}

/** INSERT, UPDATE, DELETE and MERGE in common. */
export abstract class DmlStatement<I extends readonly unknown[]> extends Statement<I> {
  abstract override readonly node: Dml | MergeNode;
  protected abstract derive(fields: Partial<DmlFields>): this;

  /** Options for this execution. */
  executionOptions(options: Readonly<Record<string, unknown>>): this {
    return this.derive({ execOptions: { ...this.node.execOptions, ...options } });
  }
  /** Options of the layer above. */
  options(...options: StatementOption[]): this {
    return this.derive({ options: [...this.node.options, ...options] });
  }
  /** SQL text after the first word: `insert(t).prefixWith("OR REPLACE", { dialect: "sqlite" })` is `INSERT OR REPLACE INTO t`. */
  prefixWith(text: string, options: { readonly dialect?: string } = {}): this {
    return this.derive({ prefixes: [...this.node.prefixes, { node: affix(text), dialect: options.dialect }] });
  }
  /** A hint behind the table's name, on the databases that take one (MySQL: `USE INDEX (…)`; PostgreSQL: `ONLY`); the others leave it out. */
  withHint(text: string, dialect = "*"): this {
    if (typeof text !== "string") return refuse("withHint(): SQL text", text, "Give a string.");
    return this.derive({ hints: [...this.node.hints, { from: this.node.table, text, dialect }] });
  }
  /** Writes a CTE into the WITH clause. */
  addCte(...ctes: readonly (Cte<unknown> | { readonly nestHere?: boolean })[]): this {
    return this.derive({ ctes: [...this.node.ctes, ...addedCtes(ctes)] });
  }
  /** A clause that only some databases have, such as `limit(5)` of "athanor/mysql". */
  ext(...extensions: Extension[]): this {
    for (const e of extensions) {
      if (brandOf(e) !== "extension") return refuse('ext(): a clause such as limit(5) of "athanor/mysql"', e);
      if (!e.fits(this.node.kind))
        throw new ArgumentError(`ext(): ${e.name} is not a clause of ${this.node.kind.toUpperCase()}.`);
    }
    const added = extensions.map((e) => e.node);
    // A clause that is given again takes the place of the first one.
    const kept = this.node.extensions.filter((e) => !added.some((a) => a.kind === e.kind));
    return this.derive({ extensions: [...kept, ...added] });
  }
  /** The statement in WITH; its RETURNING columns are the CTE's. */
  cte(name?: string, options: CteArguments = {}): Cte<SubCols<I>> {
    const { node } = this;
    if (node.kind === "merge") throw new ArgumentError("cte(): MERGE cannot stand in WITH.");
    const proxies = planColumns(node.returning, "disambiguateOnly").map((c): ProxyColumn => ({
      key: c.key,
      name: c.required ?? c.fallback ?? c.key,
      node: c.node,
    }));
    return new Cte(cteNode(node, proxies, optionalName(name, "cte()"), cteOptions(options)));
  }
}
export interface DmlStatement<I extends readonly unknown[]> extends Statement<I> {
  readonly [$kind]: "dml";
}
setBrand(DmlStatement.prototype, "dml");
