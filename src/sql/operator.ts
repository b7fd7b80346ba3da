/**
 * An SQL operator: how it is written, how tightly it binds, what its opposite is.
 * `code` tells it in statement keys; `precedence` decides about parentheses.
 */
export interface Operator {
  readonly name: string;
  /** As written between (or before, or after) the operands, spaces included. */
  readonly sql: string;
  readonly code: string;
  /** What the key of a binary expression starts with. */
  readonly head: string;
  readonly precedence: number;
  /** (a op b) op c needs no parentheses. */
  readonly associative: boolean;
  readonly comparison: boolean;
  /** Its own opposite: a NOT before it becomes that operator. */
  readonly negated: Operator | undefined;
  /** A unary operator that stands behind its operand. */
  readonly postfix: boolean;
}

interface Spec {
  code?: string;
  associative?: boolean;
  comparison?: boolean;
  postfix?: boolean;
}

/**
 * Operators are compared by identity, so two copies of the package in one process share the built-in ones. The number in
 * the name changes when an operator does.
 */
const $operators: unique symbol = Symbol.for("athanor.operators.3");

const shared: Map<string, Operator> = ((globalThis as { [$operators]?: Map<string, Operator> })[$operators] ??=
  new Map());

function op(name: string, sql: string, precedence: number, spec: Spec = {}): Operator {
  let operator = shared.get(name);
  if (operator === undefined) shared.set(name, (operator = makeOperator(name, sql, precedence, spec)));
  return operator;
}

function makeOperator(name: string, sql: string, precedence: number, spec: Spec): Operator {
  const code = spec.code ?? " " + name + " ";
  return {
    name,
    sql,
    code,
    head: "(" + code + ":",
    precedence,
    associative: spec.associative === true,
    comparison: spec.comparison === true,
    negated: undefined,
    postfix: spec.postfix === true,
  };
}

function pair(a: Operator, b: Operator): void {
  (a as { negated: Operator }).negated = b;
  (b as { negated: Operator }).negated = a;
}

const c = { comparison: true };

export const EQ: Operator = op("eq", " = ", 5, { code: "=", comparison: true });
export const NE: Operator = op("ne", " != ", 5, { code: "!=", comparison: true });
export const LT: Operator = op("lt", " < ", 5, { code: "<", comparison: true });
export const GE: Operator = op("ge", " >= ", 5, { code: ">=", comparison: true });
export const LE: Operator = op("le", " <= ", 5, { code: "<=", comparison: true });
export const GT: Operator = op("gt", " > ", 5, { code: ">", comparison: true });
export const IS: Operator = op("is", " IS ", 5, c);
export const IS_NOT: Operator = op("isNot", " IS NOT ", 5, c);
export const IS_DISTINCT_FROM: Operator = op("isDistinctFrom", " IS DISTINCT FROM ", 5, c);
export const IS_NOT_DISTINCT_FROM: Operator = op("isNotDistinctFrom", " IS NOT DISTINCT FROM ", 5, c);
export const IN: Operator = op("in", " IN ", 5, c);
export const NOT_IN: Operator = op("notIn", " NOT IN ", 5, c);
export const LIKE: Operator = op("like", " LIKE ", 5, c);
export const NOT_LIKE: Operator = op("notLike", " NOT LIKE ", 5, c);
export const ILIKE: Operator = op("ilike", " ILIKE ", 5, c);
export const NOT_ILIKE: Operator = op("notIlike", " NOT ILIKE ", 5, c);
// Always in parentheses inside something else, as SQLAlchemy writes them; their own operands too (see GROUP).
export const STARTSWITH: Operator = op("startswith", " LIKE ", -100, c);
export const NOT_STARTSWITH: Operator = op("notStartswith", " NOT LIKE ", -100, c);
export const ENDSWITH: Operator = op("endswith", " LIKE ", -100, c);
export const NOT_ENDSWITH: Operator = op("notEndswith", " NOT LIKE ", -100, c);
export const CONTAINS: Operator = op("contains", " LIKE ", -100, c);
export const NOT_CONTAINS: Operator = op("notContains", " NOT LIKE ", -100, c);
export const ISTARTSWITH: Operator = op("istartswith", " LIKE ", -100, c);
export const NOT_ISTARTSWITH: Operator = op("notIstartswith", " NOT LIKE ", -100, c);
export const IENDSWITH: Operator = op("iendswith", " LIKE ", -100, c);
export const NOT_IENDSWITH: Operator = op("notIendswith", " NOT LIKE ", -100, c);
export const ICONTAINS: Operator = op("icontains", " LIKE ", -100, c);
export const NOT_ICONTAINS: Operator = op("notIcontains", " NOT LIKE ", -100, c);
export const BETWEEN: Operator = op("between", " BETWEEN ", 5, c);
export const NOT_BETWEEN: Operator = op("notBetween", " NOT BETWEEN ", 5, c);
export const MATCH: Operator = op("match", " MATCH ", 5, c);
export const NOT_MATCH: Operator = op("notMatch", " NOT MATCH ", 5, c);
export const REGEXP_MATCH: Operator = op("regexpMatch", " <regexp> ", 5, c);
export const NOT_REGEXP_MATCH: Operator = op("notRegexpMatch", " <not regexp> ", 5, c);
export const REGEXP_REPLACE: Operator = op("regexpReplace", " <regexp replace> ", 5);
export const CONCAT: Operator = op("concat", " || ", 5, { associative: true });
export const ADD: Operator = op("add", " + ", 7, { code: "+", associative: true });
export const SUB: Operator = op("sub", " - ", 7, { code: "-" });
export const MUL: Operator = op("mul", " * ", 8, { code: "*", associative: true });
export const DIV: Operator = op("div", " / ", 8, { code: "/" });
export const FLOORDIV: Operator = op("floordiv", " / ", 8);
export const MOD: Operator = op("mod", " % ", 8, { code: "%" });
export const BITWISE_AND: Operator = op("bitwiseAnd", " & ", 7);
export const BITWISE_OR: Operator = op("bitwiseOr", " | ", 7);
export const BITWISE_XOR: Operator = op("bitwiseXor", " ^ ", 7);
export const BITWISE_LSHIFT: Operator = op("bitwiseLshift", " << ", 7);
export const BITWISE_RSHIFT: Operator = op("bitwiseRshift", " >> ", 7);

/** Element access: `a[i]` of arrays and hstore, and the two forms of JSON, which each database writes in its own way. */
export const GETITEM: Operator = op("at", "[]", 15, { associative: true });
export const JSON_GET: Operator = op("get", " -> ", 15, { associative: true });
export const JSON_PATH_GET: Operator = op("getPath", " #> ", 15, { associative: true });
export const JSON_TEXT: Operator = op("astext", " ->> ", 15, { associative: true });
export const JSON_PATH_TEXT: Operator = op("astextPath", " #>> ", 15, { associative: true });
// Operators of single types, in PostgreSQL's spelling.
const self = { associative: true, comparison: true };
export const HAS_KEY: Operator = op("hasKey", " ? ", 5, self);
export const HAS_ALL: Operator = op("hasAll", " ?& ", 5, self);
export const HAS_ANY: Operator = op("hasAny", " ?| ", 5, self);
export const INCLUDES: Operator = op("includes", " @> ", 5, self);
export const CONTAINED_BY: Operator = op("containedBy", " <@ ", 5, self);
export const PATH_EXISTS: Operator = op("pathExists", " @? ", 5, self);
export const PATH_MATCH: Operator = op("pathMatch", " @@ ", 5, self);
export const DELETE_PATH: Operator = op("deletePath", " #- ", 15, { associative: true });
export const OVERLAP: Operator = op("overlap", " && ", 5, c);
export const STRICTLY_LEFT_OF: Operator = op("strictlyLeftOf", " << ", 5, c);
export const STRICTLY_RIGHT_OF: Operator = op("strictlyRightOf", " >> ", 5, c);
export const NOT_EXTEND_RIGHT_OF: Operator = op("notExtendRightOf", " &< ", 5, c);
export const NOT_EXTEND_LEFT_OF: Operator = op("notExtendLeftOf", " &> ", 5, c);
export const ADJACENT_TO: Operator = op("adjacentTo", " -|- ", 5, c);

export const AND: Operator = op("and", " AND ", 3, { associative: true, code: "&" });
export const OR: Operator = op("or", " OR ", 2, { associative: true, code: "|" });

export const NOT: Operator = op("not", "NOT ", 5);
export const NEG: Operator = op("neg", "-", 8);
export const BITWISE_NOT: Operator = op("bitwiseNot", "~", 8);
export const DISTINCT: Operator = op("distinct", "DISTINCT ", 5);
export const ANY: Operator = op("any", "ANY ", 15);
export const ALL: Operator = op("all", "ALL ", 15);
/** A boolean value used as a condition; written `x`, or `x = 1` where there is no boolean type. */
export const IS_TRUE: Operator = op("isTrue", "", 5);
export const IS_FALSE: Operator = op("isFalse", "NOT ", 5);
export const ASC: Operator = op("asc", " ASC", 3, { postfix: true });
export const DESC: Operator = op("desc", " DESC", 3, { postfix: true });
/** Put their operand in parentheses whenever it has an operator. */
export const NULLS_FIRST: Operator = op("nullsFirst", " NULLS FIRST", 100, { postfix: true });
export const NULLS_LAST: Operator = op("nullsLast", " NULLS LAST", 100, { postfix: true });
/** Precedences of places that are no operators. */
export const COMMA: Operator = op("comma", ", ", -1);
/** A place where whatever has an operator is put in parentheses: SET, VALUES, WHEN. */
export const GROUP: Operator = op("group", "", 100);
export const COLLATE: Operator = op("collate", " COLLATE ", 4);
export const EXISTS: Operator = op("exists", "EXISTS ", 0);
export const FILTER: Operator = op("filter", " FILTER ", 6);

pair(EQ, NE);
pair(LT, GE);
pair(LE, GT);
pair(IS, IS_NOT);
pair(IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM);
pair(IN, NOT_IN);
pair(LIKE, NOT_LIKE);
pair(ILIKE, NOT_ILIKE);
pair(STARTSWITH, NOT_STARTSWITH);
pair(ENDSWITH, NOT_ENDSWITH);
pair(CONTAINS, NOT_CONTAINS);
pair(ISTARTSWITH, NOT_ISTARTSWITH);
pair(IENDSWITH, NOT_IENDSWITH);
pair(ICONTAINS, NOT_ICONTAINS);
pair(BETWEEN, NOT_BETWEEN);
pair(MATCH, NOT_MATCH);
pair(REGEXP_MATCH, NOT_REGEXP_MATCH);
pair(IS_TRUE, IS_FALSE);

/** The operator for operands that change places: `a < b` is `b > a`. */
export function mirrored(o: Operator): Operator {
  switch (o) {
    case LT:
      return GT;
    case GT:
      return LT;
    case LE:
      return GE;
    case GE:
      return LE;
    default:
      return o;
  }
}

/** An operator of the user's: `col.op("#")(x)`. */
export function customOperator(sql: string, precedence: number, comparison: boolean): Operator {
  return makeOperator("custom", ` ${sql} `, precedence, { code: ` o${sql.length}:${sql},${precedence} `, comparison });
}

/** Operators of PostgreSQL's types, which no other database has. */
export const POSTGRESQL_ONLY: ReadonlySet<Operator> = new Set([
  JSON_TEXT,
  JSON_PATH_TEXT,
  HAS_KEY,
  HAS_ALL,
  HAS_ANY,
  INCLUDES,
  CONTAINED_BY,
  PATH_EXISTS,
  PATH_MATCH,
  DELETE_PATH,
  OVERLAP,
  STRICTLY_LEFT_OF,
  STRICTLY_RIGHT_OF,
  NOT_EXTEND_RIGHT_OF,
  NOT_EXTEND_LEFT_OF,
  ADJACENT_TO,
]);

/** Whether an operand made by `inner` needs parentheses under `outer`. */
export function needsParens(inner: Operator, outer: Operator): boolean {
  return inner === outer && inner.associative ? false : inner.precedence <= outer.precedence;
}
