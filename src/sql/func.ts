import { BIG_INTEGER, DATETIME, FLOAT, INTEGER, NULL_TYPE, STRING } from "../types/literal-type.ts";
import { ArrayType } from "../types/array-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { NumericType } from "../types/numeric-type.ts";
import { DateType } from "../types/datetime-type.ts";
import { REGCONFIG, TSQUERY, TSVECTOR } from "../types/postgresql-types.ts";
import { ArgumentError } from "../errors/argument.ts";
import { describeValue } from "../util/describe.ts";
import { checkName, columnExpr, exprOf, orderExpr, refuse, valueExpr } from "./coerce.ts";
import { ColumnElement, type Condition, conditionList, type NamedElement } from "./column-element.ts";
import { Alias } from "./from-clause.ts";
import { bindNode } from "./nodes/bind.ts";
import type { ColumnNode } from "./nodes/column.ts";
import {
  filterNode,
  functionHead,
  functionNode,
  overNode,
  type WindowFrame,
  withinGroupNode,
} from "./nodes/function.ts";
import { tableValuedNode } from "./nodes/table-valued.ts";
import type { ExprNode } from "./nodes/unions.ts";
import { conjunction } from "./operations.ts";
import { AND } from "./operator.ts";

type OneOrMore<T> = T | readonly T[];
type Frame = readonly [start: number | null, end: number | null];

export interface OverOptions {
  readonly partitionBy?: OneOrMore<ColumnElement<unknown> | string>;
  readonly orderBy?: OneOrMore<ColumnElement<unknown> | string>;
  readonly rows?: Frame;
  readonly range?: Frame;
  readonly groups?: Frame;
  readonly exclude?: "CURRENT ROW" | "GROUP" | "TIES" | "NO OTHERS";
}

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
    return new FunctionElement(filterNode(this.node, conjunction(AND, conditionList("filter()", items))));
  }
  /** `f() WITHIN GROUP (ORDER BY …)` */
  withinGroup(...items: ColumnElement<unknown>[]): FunctionElement<T> {
    return new FunctionElement(
      withinGroupNode(
        this.node,
        items.map((i) => columnExpr(i, "withinGroup(): a column expression")),
        this.node.type,
      ),
    );
  }
  /** The function in FROM, with columns. */
  tableValued<C extends readonly (string | NamedElement<string, unknown>)[]>(...columns: C): Alias {
    const list = columns.map((c): ColumnNode => {
      if (typeof c === "string") return bareColumn(c);
      const node = columnExpr(c, "tableValued(): a column, or the name of one");
      return node.kind === "column" ? node : refuse("tableValued(): a column, or the name of one", c);
    });
    return new Alias(tableValuedNode(this.node, list, undefined, false, "none", false));
  }
}

function bareColumn(name: string): ColumnNode {
  return {
    kind: "column",
    key: `c${name}`,
    binds: undefined,
    anon: false,
    type: NULL_TYPE,
    name: checkName(name, "tableValued(): a column name"),
    propKey: name,
    table: undefined,
    base: undefined,
  };
}

function exprs(value: OneOrMore<ColumnElement<unknown> | string> | undefined, role: string): ExprNode[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((v) => orderExpr(v, role));
}

function frameOf(o: OverOptions): WindowFrame | undefined {
  const given = (["rows", "range", "groups"] as const).filter((k) => o[k] !== undefined);
  if (given.length === 0) return undefined;
  if (given.length > 1)
    throw new ArgumentError(`over() takes one of rows, range and groups, got ${given.join(" and ")}.`);
  const unit = given[0]!;
  const [start, end] = o[unit]!;
  for (const n of [start, end])
    if (n !== null && !Number.isSafeInteger(n))
      throw new ArgumentError(`over(): ${unit} takes whole numbers and null, got ${describeValue(n)}.`);
  return { unit: unit.toUpperCase() as WindowFrame["unit"], start, end, exclude: o.exclude };
}

const NUMERIC = new NumericType();
const DATE = new DateType();
const fixed: Readonly<Record<string, SqlType>> = Object.assign(Object.create(null) as Record<string, SqlType>, {
  count: INTEGER,
  char_length: INTEGER,
  length: INTEGER,
  rank: INTEGER,
  dense_rank: INTEGER,
  row_number: INTEGER,
  ntile: INTEGER,
  percent_rank: FLOAT,
  cume_dist: FLOAT,
  random: FLOAT,
  lower: STRING,
  upper: STRING,
  trim: STRING,
  concat: STRING,
  replace: STRING,
  substr: STRING,
  group_concat: STRING,
  string_agg: STRING,
  aggregate_strings: STRING,
  current_user: STRING,
  session_user: STRING,
  user: STRING,
  now: DATETIME,
  current_timestamp: DATETIME,
  localtimestamp: DATETIME,
  current_date: DATE,
  lastval: BIG_INTEGER,
  to_tsvector: TSVECTOR,
  to_tsquery: TSQUERY,
  plainto_tsquery: TSQUERY,
  phraseto_tsquery: TSQUERY,
  websearch_to_tsquery: TSQUERY,
  ts_headline: STRING,
});
const asArgument = new Set([
  "max",
  "min",
  "sum",
  "coalesce",
  "abs",
  "nullif",
  "lag",
  "lead",
  "first_value",
  "last_value",
  "nth_value",
  "mode",
  "greatest",
  "least",
  "round",
]);

/** The result's type by the arguments, or a type that is always the same. */
type TypeRule = SqlType | ((args: readonly ExprNode[]) => SqlType);

function typeRule(name: string): TypeRule {
  const lower = name.toLowerCase();
  if (lower === "array_agg") return (args) => new ArrayType(args[0]?.type ?? NULL_TYPE);
  if (lower === "avg") return (args) => (args[0]?.type.family === "integer" ? NUMERIC : (args[0]?.type ?? NULL_TYPE));
  if (asArgument.has(lower)) return firstType;
  return fixed[lower] ?? NULL_TYPE;
}

function firstType(args: readonly ExprNode[]): SqlType {
  for (let i = 0; i < args.length; i++) if (args[i]!.type.family !== "null") return args[i]!.type;
  return NULL_TYPE;
}

/** PostgreSQL's text search functions, whose first argument may be the name of a configuration. */
const searchFunctions = new Set([
  "to_tsvector",
  "to_tsquery",
  "plainto_tsquery",
  "phraseto_tsquery",
  "websearch_to_tsquery",
  "ts_headline",
]);

/** Gives the name of a configuration its type, without which PostgreSQL does not find the function. */
function configure(name: string, nodes: ExprNode[]): void {
  const first = nodes[0]!;
  // ts_headline(document, query, options) has text first too.
  if (first.kind !== "bind" || (name === "ts_headline" && nodes[1]!.type === TSQUERY)) return;
  nodes[0] = bindNode(first.name, first.value, REGCONFIG);
}

function call(
  names: readonly string[],
  head: string,
  rule: TypeRule,
  args: readonly unknown[],
): FunctionElement<unknown> {
  const name = names[names.length - 1]!;
  const nodes = new Array<ExprNode>(args.length);
  for (let i = 0; i < args.length; i++) {
    nodes[i] =
      exprOf(args[i]) ??
      valueExpr(args[i], `func.${name}(): argument ${i + 1}: a value or column expression`, undefined, name);
  }
  if (nodes.length > 1 && typeof args[0] === "string" && searchFunctions.has(name)) configure(name, nodes);
  return new FunctionElement(functionNode(names, nodes, typeof rule === "function" ? rule(nodes) : rule, head));
}

type Same = <T>(value: ColumnElement<T>) => FunctionElement<T | null>;

/** Functions whose result has a type that is known. */
export interface KnownFunctions {
  count(value?: ColumnElement<unknown>): FunctionElement<number>;
  max: Same;
  min: Same;
  sum: Same;
  lower(value: ColumnElement<string> | ColumnElement<string | null> | string): FunctionElement<string>;
  upper(value: ColumnElement<string> | ColumnElement<string | null> | string): FunctionElement<string>;
  length(value: ColumnElement<unknown> | string): FunctionElement<number>;
  trim(value: ColumnElement<string> | ColumnElement<string | null> | string): FunctionElement<string>;
  substr(
    value: ColumnElement<string> | ColumnElement<string | null> | string,
    start: number | ColumnElement<number>,
    length?: number | ColumnElement<number>,
  ): FunctionElement<string>;
  replace(
    value: ColumnElement<string> | ColumnElement<string | null> | string,
    part: ColumnElement<string> | string,
    replacement: ColumnElement<string> | string,
  ): FunctionElement<string>;
  round<T>(value: ColumnElement<T>, digits?: number): FunctionElement<T>;
  nullif<T>(value: ColumnElement<T>, other: unknown): FunctionElement<T | null>;
  char_length(value: ColumnElement<unknown> | string): FunctionElement<number>;
  coalesce<T>(first: ColumnElement<T> | T, ...rest: unknown[]): FunctionElement<NonNullable<T>>;
  abs<T>(value: ColumnElement<T>): FunctionElement<T>;
  now(): FunctionElement<Date>;
  current_timestamp(): FunctionElement<Date>;
  row_number(): FunctionElement<number>;
  rank(): FunctionElement<number>;
  dense_rank(): FunctionElement<number>;
  random(): FunctionElement<number>;
  array_agg<T>(value: ColumnElement<T>): FunctionElement<T[]>;
}

/** Any SQL function: `func.name(…)`, the name as the database knows it; `func.schema.name(…)` for one in a package. */
// Databases have functions without end: the types of the unknown ones are told with typeCoerce().
export type Func = KnownFunctions & { readonly [name: string]: FuncName };

/** A function, or the package that holds it. */
// oxlint-disable-next-line typescript/no-explicit-any -- the result's type is not known; any lets it stand where an expression of a certain type is asked for
export type FuncName = ((...args: any[]) => FunctionElement<any>) & { readonly [name: string]: FuncName };

const bare: object = Object.freeze(Object.create(null) as object);

/**
 * A function whose own properties are the functions asked of it before; the prototype makes those that are not there yet.
 * A Proxy for the whole would cost more than the rest of the call.
 */
function namespace(path: readonly string[]): FuncName {
  const rule = typeRule(path[path.length - 1] ?? "");
  const head = functionHead(path);
  const f = (...args: unknown[]): FunctionElement<unknown> => call(path, head, rule, args);
  // SQL knows functions of these names.
  delete (f as { name?: string }).name;
  delete (f as { length?: number }).length;
  const maker = new Proxy(bare, {
    get(_target, name) {
      if (typeof name !== "string") return undefined;
      const made = namespace([...path, checkName(name, "func: the name of a function")]);
      Object.defineProperty(f, name, { value: made });
      return made;
    },
  });
  return Object.setPrototypeOf(f, maker) as FuncName;
}

export const func: Func = namespace([]) as unknown as Func;
