import { ArgumentError } from "../errors/argument.ts";
import { BIG_INTEGER, DATETIME, FLOAT, INTEGER, NULL_TYPE, STRING } from "../types/literal-type.ts";
import { ArrayType } from "../types/array-type.ts";
import type { SqlType } from "../types/sql-type.ts";
import { toType, type TypeLike } from "../types/type-like.ts";
import { NumericType } from "../types/numeric-type.ts";
import { DateType } from "../types/datetime-type.ts";
import { REGCONFIG, TSQUERY, TSVECTOR } from "../types/postgresql-types.ts";
import { checkName, exprOf, valueExpr } from "./coerce.ts";
import { ColumnElement } from "./column-element.ts";
import { FunctionElement } from "./function-element.ts";
import { bindNode } from "./nodes/bind.ts";
import { functionHead, functionNode } from "./nodes/function.ts";
import type { ExprNode } from "./nodes/unions.ts";

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
  substring: STRING,
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
  if (args.length === 1 && args[0] === "*" && name === "count") return call(names, head, rule, []);
  if (names.length === 1 && (name === "extract" || name === "cast")) {
    throw new ArgumentError(
      `func.${name}() is no function: SQL writes it in a way of its own. Use ${name}(${name === "cast" ? "expression, type" : '"year", expression'}) of "athanor".`,
    );
  }
  const nodes = new Array<ExprNode>(args.length);
  for (let i = 0; i < args.length; i++) {
    nodes[i] =
      exprOf(args[i]) ??
      valueExpr(args[i], `func.${name}(): argument ${i + 1}: a value or column expression`, undefined, name);
  }
  if (nodes.length > 1 && typeof args[0] === "string" && searchFunctions.has(name)) configure(name, nodes);
  return new FunctionElement(functionNode(names, nodes, typeof rule === "function" ? rule(nodes) : rule, head));
}

type Neighbour = <T>(value: ColumnElement<T>, offset?: number, otherwise?: T) => FunctionElement<T | null>;
type Same = <T>(value: ColumnElement<T>) => FunctionElement<T | null>;

/** Functions whose result has a type that is known. */
export interface KnownFunctions {
  count(value?: ColumnElement<unknown> | "*"): FunctionElement<number>;
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
  /** From a position on, the first is 1; PostgreSQL writes `SUBSTRING(x FROM 1 FOR 2)`. */
  substring: KnownFunctions["substr"];
  replace(
    value: ColumnElement<string> | ColumnElement<string | null> | string,
    part: ColumnElement<string> | string,
    replacement: ColumnElement<string> | string,
  ): FunctionElement<string>;
  round<T>(value: ColumnElement<T>, digits?: number): FunctionElement<T>;
  nullif<T>(value: ColumnElement<T>, other: unknown): FunctionElement<T | null>;
  coalesce<T>(first: ColumnElement<T> | T, ...rest: unknown[]): FunctionElement<NonNullable<T>>;
  abs<T>(value: ColumnElement<T>): FunctionElement<T>;
  now(): FunctionElement<Date>;
  current_timestamp(precision?: number): FunctionElement<Date>;
  row_number(): FunctionElement<number>;
  rank(): FunctionElement<number>;
  dense_rank(): FunctionElement<number>;
  random(): FunctionElement<number>;
  avg<T>(value: ColumnElement<T>): FunctionElement<T | null>;
  char_length(value: ColumnElement<unknown> | string): FunctionElement<number>;
  concat(...parts: unknown[]): FunctionElement<string>;
  pow<T>(base: ColumnElement<T> | T, exponent: unknown): FunctionElement<T>;
  aggregate_strings(
    value: ColumnElement<string> | ColumnElement<string | null>,
    separator: string,
  ): FunctionElement<string | null>;
  current_date(): FunctionElement<string>;
  current_time(): FunctionElement<string>;
  localtime(): FunctionElement<string>;
  localtimestamp(): FunctionElement<Date>;
  current_user(): FunctionElement<string>;
  session_user(): FunctionElement<string>;
  user(): FunctionElement<string>;
  sysdate(): FunctionElement<Date>;
  percent_rank(): FunctionElement<number>;
  cume_dist(): FunctionElement<number>;
  ntile(groups: number): FunctionElement<number>;
  lag: Neighbour;
  lead: Neighbour;
  first_value: Same;
  last_value: Same;
  nth_value<T>(value: ColumnElement<T>, n: number): FunctionElement<T | null>;
  // The type of an ordered-set aggregate is that of what it is ordered by.
  mode(): FunctionElement<unknown>;
  percentile_cont(fraction: number): FunctionElement<unknown>;
  percentile_disc(fraction: number): FunctionElement<unknown>;
  cube(...items: ColumnElement<unknown>[]): FunctionElement<unknown>;
  rollup(...items: ColumnElement<unknown>[]): FunctionElement<unknown>;
  grouping_sets(...items: ColumnElement<unknown>[]): FunctionElement<unknown>;
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
function namespace(
  path: readonly string[],
  names: readonly string[] = path,
  rule: TypeRule = typeRule(path[path.length - 1] ?? ""),
): FuncName {
  const head = functionHead(names);
  const f = (...args: unknown[]): FunctionElement<unknown> => call(names, head, rule, args);
  // SQL knows functions of these names.
  delete (f as { name?: string }).name;
  delete (f as { length?: number }).length;
  const maker = new Proxy(bare, {
    get(_target, name) {
      if (typeof name !== "string") return undefined;
      const made = namespace([...path, checkName(name, "func: the name of a function")]);
      Object.defineProperty(f, name, { value: made, configurable: true });
      return made;
    },
  });
  return Object.setPrototypeOf(f, maker) as FuncName;
}

export const func: Func = namespace([]) as unknown as Func;

export interface FunctionOptions<T> {
  /** The type of its result, or how it follows from the arguments. */
  readonly type: TypeLike<T> | ((args: readonly ColumnElement<unknown>[]) => TypeLike<T>);
  /** Its name in SQL, when it is not the one that it is registered under. */
  readonly name?: string;
  /** It is `func.<package>.<identifier>`. */
  readonly package?: string;
}

/**
 * Tells the type of a function's result, for `func.<identifier>` from now on, and gives the function typed.
 *
 * ```ts
 * const area = registerFunction("area", { name: "ST_Area", type: double() });
 * select(area(parks.c.shape));          // SELECT ST_Area(parks.shape) AS "ST_Area_1" FROM parks
 * select(func["area"](parks.c.shape));  // the same
 * ```
 *
 * What such a function writes on each database, where its name differs, says a `CustomFunction` with `compiles()`.
 */
export function registerFunction<T>(
  identifier: string,
  options: FunctionOptions<T>,
): (...args: unknown[]) => FunctionElement<T> {
  const { type } = options;
  const own = checkName(identifier, "registerFunction(): the name of a function");
  const name = options.name === undefined ? own : checkName(options.name, "registerFunction(): name: a name");
  const inside =
    options.package === undefined ? [] : [checkName(options.package, "registerFunction(): package: a name")];
  const rule: TypeRule =
    typeof type === "function" ? (args) => toType(type(args.map((node) => new ColumnElement(node)))) : toType(type);
  const made = namespace([...inside, own], [...inside, name], rule);
  const parent: object = inside.length === 0 ? func : func[inside[0]!]!;
  Object.defineProperty(parent, own, { value: made, configurable: true });
  return made as (...args: unknown[]) => FunctionElement<T>;
}
