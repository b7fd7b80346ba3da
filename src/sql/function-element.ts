import { ArgumentError } from "../errors/argument.ts";
import { NULL_TYPE } from "../types/literal-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { describeValue } from "../util/describe.ts";
import { asCondition, checkName, columnExpr, exprOf, orderExpr, refuse, valueExpr } from "./coerce.ts";
import { ColumnElement, type Condition, conditionList, type NamedElement } from "./column-element.ts";
import { Alias, type ColumnMap, wholeRow } from "./from-clause.ts";
import { columnNode, type ColumnNode } from "./nodes/column.ts";
import {
  aggregateOrderNode,
  filterNode,
  type FrameBound,
  overNode,
  type WindowFrame,
  withinGroupNode,
} from "./nodes/function.ts";
import { memberNode } from "./nodes/member.ts";
import { type TableValuedNode, tableValuedNode } from "./nodes/table-valued.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { conjunction } from "./operations.ts";
import { AND } from "./operator.ts";

type OneOrMore<T> = T | readonly T[];
/** Rows before are negative, rows after positive, 0 is the current row and null no bound. */
type Bound = number | null | { readonly preceding: unknown } | { readonly following: unknown };
type Frame = readonly [start: Bound, end: Bound];

export interface OverOptions {
  readonly partitionBy?: OneOrMore<ColumnElement<unknown> | string>;
  readonly orderBy?: OneOrMore<ColumnElement<unknown> | string>;
  /** `rows: [-1, 0]`: from the row before to the current one. */
  readonly rows?: Frame;
  /** By value; `{ preceding: x }` and `{ following: x }` take fractions and intervals too. */
  readonly range?: Frame;
  readonly groups?: Frame;
  readonly exclude?: "CURRENT ROW" | "GROUP" | "TIES" | "NO OTHERS";
}

export interface TableValuedOptions {
  readonly name?: string;
  /** The name of a column that numbers the rows: WITH ORDINALITY. */
  readonly withOrdinality?: string;
}

type ValuedColumn = string | NamedElement<string, unknown>;

/** A function call. */
export class FunctionElement<T> extends ColumnElement<T> {
  /** `f() OVER (PARTITION BY … ORDER BY …)` */
  over(options: OverOptions = {}): ColumnElement<T> {
    return new ColumnElement(
      overNode(
        this.node,
        exprs(options.partitionBy, "over(): partitionBy"),
        exprs(options.orderBy, "over(): orderBy"),
        frameOf(options),
      ),
    );
  }
  /** `f() FILTER (WHERE …)` */
  filter(...items: Condition[]): FunctionElement<T> {
    const only = items.length === 1 ? exprOf(items[0]) : undefined;
    const node = this.node;
    if (node.kind === "filter") {
      const both = conjunction(AND, [asCondition(node.condition), ...conditionList("filter()", items)]);
      return new FunctionElement(filterNode(node.element, both));
    }
    return new FunctionElement(filterNode(node, only ?? conjunction(AND, conditionList("filter()", items))));
  }
  /** `f() WITHIN GROUP (ORDER BY …)` */
  withinGroup(...items: ColumnElement<unknown>[]): FunctionElement<T> {
    const order = ordering(items, "withinGroup()");
    const { type } = this.node;
    return new FunctionElement(withinGroupNode(this.node, order, type.family === "null" ? order[0]!.type : type));
  }
  /** The order in which an aggregate takes its rows: `array_agg(a ORDER BY b)`. */
  aggregateOrderBy(...items: ColumnElement<unknown>[]): FunctionElement<T> {
    const node = this.node;
    if (node.kind !== "function")
      throw new ArgumentError("aggregateOrderBy() goes right after the call of the function, before filter().");
    return new FunctionElement(aggregateOrderNode(node, ordering(items, "aggregateOrderBy()")));
  }
  /** The function in FROM, with columns: `func.f(1).tableValued("a", column("b", integer()), { name: "t" })`. */
  tableValued(...columns: (ValuedColumn | TableValuedOptions)[]): TableValuedAlias {
    const last = columns.at(-1);
    const options =
      last !== undefined && typeof last !== "string" && !(last instanceof ColumnElement) && exprOf(last) === undefined
        ? last
        : {};
    const list = (last === options ? columns.slice(0, -1) : columns).map(valuedColumn);
    if (options.withOrdinality !== undefined) list.push(valuedColumn(options.withOrdinality));
    return new TableValuedAlias(
      tableValuedNode(this.node, list, optionalName(options.name), options.withOrdinality !== undefined, "none", false),
    );
  }
  /** The function in FROM as one column: `SELECT x FROM f() AS x`. */
  columnValued(name?: string): ColumnElement<T> {
    const node = tableValuedNode(this.node, [], optionalName(name), false, "none", false);
    return wholeRow(node, this.node.type) as unknown as ColumnElement<T>;
  }
  /** One column of a function that gives a row: `(f()).a`. */
  scalarTableValued<U = unknown>(name: string, type?: TypeLike<U>): ColumnElement<U> {
    const made = checkName(name, "scalarTableValued(): the name of a column");
    return new ColumnElement(memberNode(this.node, made, type === undefined ? NULL_TYPE : toType(type)));
  }
  /** `LATERAL f(…) AS name`, which may use what stands before it in FROM. */
  lateral(name?: string): TableValuedAlias {
    return new TableValuedAlias(tableValuedNode(this.node, [], optionalName(name), false, "none", true));
  }
  /** The function in FROM under a name. */
  alias(name?: string): TableValuedAlias {
    return new TableValuedAlias(tableValuedNode(this.node, [], optionalName(name), false, "none", false));
  }
}

/** A function in FROM. */
export class TableValuedAlias extends Alias<ColumnMap> {
  /** The same function under another name; without one, a name is made up. */
  #with(name: string | undefined, derived: TableValuedNode["derived"], lateral: boolean): TableValuedAlias {
    const n = this.node as TableValuedNode;
    return new TableValuedAlias(tableValuedNode(n.element, n.columns, name, n.withOrdinality, derived, lateral));
  }
  /** The names of the columns after the alias, and their types: `f() AS t(a INTEGER, b TEXT)`. */
  renderDerived(options: { readonly name?: string; readonly withTypes?: boolean } = {}): TableValuedAlias {
    const { lateral } = this.node as TableValuedNode;
    return this.#with(optionalName(options.name), options.withTypes === true ? "types" : "names", lateral);
  }
  /** `LATERAL f(…)`, which may use what stands before it in FROM. */
  override lateral(name?: string): TableValuedAlias {
    return this.#with(optionalName(name), (this.node as TableValuedNode).derived, true);
  }
  override alias(name?: string): TableValuedAlias {
    const { derived, lateral } = this.node as TableValuedNode;
    return this.#with(optionalName(name), derived, lateral);
  }
  /** The whole row as one expression: `SELECT t FROM f() AS t`. */
  get column(): ColumnElement<unknown> {
    const n = this.node as TableValuedNode;
    return wholeRow(n, n.element.kind === "function" ? n.element.type : NULL_TYPE);
  }
}

function optionalName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : checkName(name, "A name");
}

function valuedColumn(c: unknown): ColumnNode {
  const role = "tableValued(): a column, or the name of one";
  if (typeof c === "string") {
    const name = checkName(c, "tableValued(): a column name");
    return columnNode(`c${name.length}:${name}`, false, name, name, NULL_TYPE, undefined);
  }
  const node = columnExpr(c, role);
  return node.kind === "column" ? node : refuse(role, c);
}

function ordering(items: readonly unknown[], role: string): ExprNode[] {
  if (items.length === 0) throw new ArgumentError(`${role} needs at least one expression to order by.`);
  return items.map((i) => columnExpr(i, `${role}: a column expression`));
}

function exprs(value: OneOrMore<ColumnElement<unknown> | string> | undefined, role: string): ExprNode[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((v) => orderExpr(v, role));
}

const EXCLUDED = new Set(["CURRENT ROW", "GROUP", "TIES", "NO OTHERS"]);

function frameOf(o: OverOptions): WindowFrame | undefined {
  const given = (["rows", "range", "groups"] as const).filter((k) => o[k] !== undefined);
  if (o.exclude !== undefined && !EXCLUDED.has(o.exclude))
    throw new ArgumentError(`over(): exclude is one of ${[...EXCLUDED].join(", ")}, not ${describeValue(o.exclude)}.`);
  if (given.length === 0) {
    if (o.exclude !== undefined) throw new ArgumentError("over(): exclude needs rows, range or groups.");
    return undefined;
  }
  if (given.length > 1)
    throw new ArgumentError(`over() takes one of rows, range and groups, got ${given.join(" and ")}.`);
  const unit = given[0]!;
  const frame: unknown = o[unit];
  if (!Array.isArray(frame) || frame.length !== 2)
    throw new ArgumentError(`over(): ${unit} takes [start, end], got ${describeValue(frame)}.`);
  return {
    unit: unit.toUpperCase() as WindowFrame["unit"],
    start: boundOf(unit, frame[0]),
    end: boundOf(unit, frame[1]),
    exclude: o.exclude,
  };
}

function boundOf(unit: string, bound: unknown): FrameBound {
  if (bound === null) return "unbounded";
  if (bound === 0) return "current";
  if (typeof bound === "number" && Number.isSafeInteger(bound))
    return { after: bound > 0, distance: valueExpr(Math.abs(bound), `over(): ${unit}`) };
  if (typeof bound === "object" && ("preceding" in bound || "following" in bound)) {
    const after = "following" in bound;
    const distance = after ? bound.following : (bound as { readonly preceding: unknown }).preceding;
    if (unit !== "range" && !(typeof distance === "number" && Number.isSafeInteger(distance) && distance >= 0))
      throw new ArgumentError(`over(): ${unit} counts whole rows, not ${describeValue(distance)}.`);
    return { after, distance: valueExpr(distance, `over(): ${unit}: a distance`) };
  }
  throw new ArgumentError(
    `over(): ${unit} takes whole numbers, null, { preceding: x } and { following: x }, not ${describeValue(bound)}.`,
  );
}

/** `f OVER (…)`, as a function. */
export function over<T>(element: FunctionElement<T>, options?: OverOptions): ColumnElement<T> {
  return functionOf(element, "over()").over(options);
}
/** `f FILTER (WHERE …)`, as a function. */
export function funcfilter<T>(element: FunctionElement<T>, ...items: Condition[]): FunctionElement<T> {
  return functionOf(element, "funcfilter()").filter(...items);
}
/** `f WITHIN GROUP (ORDER BY …)`, as a function. */
export function withinGroup<T>(element: FunctionElement<T>, ...items: ColumnElement<unknown>[]): FunctionElement<T> {
  return functionOf(element, "withinGroup()").withinGroup(...items);
}
function functionOf<T>(value: FunctionElement<T>, role: string): FunctionElement<T> {
  return value instanceof FunctionElement ? value : refuse(`${role}: a function`, value);
}
