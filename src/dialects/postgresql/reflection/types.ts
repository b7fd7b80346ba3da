import type { CatalogConnection } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import { ArrayType } from "../../../types/array-type.ts";
import { DateTimeType, DateType } from "../../../types/datetime-type.ts";
import { BigIntegerType, IntegerType } from "../../../types/integer-type.ts";
import { BooleanType } from "../../../types/boolean-type.ts";
import { EnumType, enumValues } from "../../../types/enum-type.ts";
import { IntervalType } from "../../../types/interval-type.ts";
import { JsonType } from "../../../types/json-type.ts";
import { LargeBinaryType } from "../../../types/large-binary-type.ts";
import { NULL_TYPE } from "../../../types/literal-type.ts";
import { NativeType } from "../../../types/native-type.ts";
import { bindNumeric, FloatType, NumericType } from "../../../types/numeric-type.ts";
import type { SqlType } from "../../../types/sql-type.ts";
import { bindString, StringType, TextType } from "../../../types/string-type.ts";
import { TimeType } from "../../../types/time-type.ts";
import { UuidType } from "../../../types/uuid-type.ts";
import { DomainType } from "../../../schema/domain-type.ts";
import { literalColumn } from "../../../sql/literal-column.ts";
import { warn } from "../../../util/warn.ts";
import * as own from "../builders.ts";
import { stripParentheses } from "../../../util/parentheses.ts";

/** A type as the catalog describes it; of an array, its element's, except for `format`. */
export interface TypeFacts {
  /** What format_type() says: "character varying(50)[]". */
  readonly format: string;
  readonly name: string;
  readonly namespace: string;
  /** b base, e enumeration, d domain, c composite, r range … */
  readonly kind: string;
  readonly oid: number;
  readonly isArray: boolean;
  readonly dimensions: number;
  /** The collation, where it is not the type's own. */
  readonly collation: string | undefined;
}

/** An enumeration or domain. */
export interface NamedType {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly visible: boolean;
  readonly labels: readonly string[] | undefined;
  readonly base: TypeFacts | undefined;
  readonly notNull: boolean;
  readonly default: string | null;
  readonly collation: string | null;
  readonly checks: readonly { readonly name: string; readonly check: string }[];
  readonly comment: string | null;
}

/** The columns of a query that describe a type `t` with modifier and collation; read by `typeFacts`. */
export function typeColumns(typmod: string, collation: string, dimensions: string): string {
  return `pg_catalog.format_type(t.oid, ${typmod}), coalesce(te.typname, t.typname), coalesce(ten.nspname, tn.nspname), coalesce(te.typtype, t.typtype)::text, coalesce(te.oid, t.oid)::int8, te.oid IS NOT NULL, ${dimensions}, CASE WHEN ${collation} <> coalesce(te.typcollation, t.typcollation) THEN (SELECT co.collname FROM pg_catalog.pg_collation co WHERE co.oid = ${collation}) END`;
}
/** Follows a join that names the type `t`. */
export const typeJoins: string = `JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace LEFT JOIN pg_catalog.pg_type te ON te.oid = t.typelem AND t.typcategory = 'A' LEFT JOIN pg_catalog.pg_namespace ten ON ten.oid = te.typnamespace`;
/** How many columns `typeColumns` has. */
export const TYPE_COLUMNS = 8;

export function typeFacts(row: readonly unknown[], at: number): TypeFacts {
  const [format, name, namespace, kind, oid, isArray, dimensions, collation] = row.slice(at, at + TYPE_COLUMNS) as [
    string,
    string,
    string,
    string,
    number,
    boolean,
    number,
    string | null,
  ];
  return { format, name, namespace, kind, oid, isArray, dimensions, collation: collation ?? undefined };
}

/** All enumerations and domains, by oid. */
export function* namedTypes(connection: CatalogConnection): Flow<Map<number, NamedType>> {
  const rows = yield* connection.query(
    `SELECT x.oid::int8, xn.nspname, x.typname, pg_catalog.pg_type_is_visible(x.oid), x.typtype::text, (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = x.oid), x.typnotnull, x.typdefault, (SELECT co.collname FROM pg_catalog.pg_collation co WHERE co.oid = x.typcollation AND x.typcollation <> t.typcollation), (SELECT json_agg(json_build_array(k.conname, pg_catalog.pg_get_expr(k.conbin, 0)) ORDER BY k.conname) FROM pg_catalog.pg_constraint k WHERE k.contypid = x.oid AND k.contype = 'c'), pg_catalog.obj_description(x.oid, 'pg_type'), t.oid IS NOT NULL, ${typeColumns("x.typtypmod", "NULL::oid", "x.typndims")} FROM pg_catalog.pg_type x JOIN pg_catalog.pg_namespace xn ON xn.oid = x.typnamespace LEFT JOIN (pg_catalog.pg_type t ${typeJoins}) ON t.oid = x.typbasetype WHERE x.typtype IN ('e', 'd') AND xn.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY xn.nspname, x.typname`,
  );
  const found = new Map<number, NamedType>();
  for (const row of rows) {
    const [oid, schema, name, visible, , labels, notNull, fallback, collation, checks, comment, hasBase] =
      row as readonly [
        number,
        string,
        string,
        boolean,
        string,
        string | null,
        boolean,
        string | null,
        string | null,
        string | null,
        string | null,
        boolean,
      ];
    found.set(oid, {
      oid,
      schema,
      name,
      visible,
      labels: labels === null ? (row[4] === "e" ? [] : undefined) : (JSON.parse(labels) as string[]),
      base: hasBase ? typeFacts(row, 12) : undefined,
      notNull,
      default: fallback,
      collation,
      checks:
        checks === null
          ? []
          : (JSON.parse(checks) as [string, string][]).map(([checkName, check]) => ({
              name: checkName,
              check: stripParentheses(check),
            })),
      comment,
    });
  }
  return found;
}

/** Simple types by their internal name. */
const SIMPLE: Readonly<Record<string, SqlType>> = {
  int2: new IntegerType("smallInteger"),
  int4: new IntegerType(),
  int8: new BigIntegerType(),
  float4: new FloatType("real"),
  float8: new FloatType("double"),
  bool: new BooleanType(),
  bytea: new LargeBinaryType(),
  date: new DateType(),
  uuid: new UuidType(),
  json: new JsonType(),
  jsonb: own.jsonb().type,
  jsonpath: own.jsonpath().type,
  xml: own.xml().type,
  inet: own.inet().type,
  cidr: own.cidr().type,
  macaddr: own.macaddr().type,
  macaddr8: own.macaddr8().type,
  money: own.money().type,
  oid: own.oid().type,
  regclass: own.regclass().type,
  regconfig: own.regconfig().type,
  tsvector: own.tsvector().type,
  tsquery: own.tsquery().type,
  int4range: own.int4range().type,
  int8range: own.int8range().type,
  numrange: own.numrange().type,
  daterange: own.daterange().type,
  tsrange: own.tsrange().type,
  tstzrange: own.tstzrange().type,
  int4multirange: own.int4multirange().type,
  int8multirange: own.int8multirange().type,
  nummultirange: own.nummultirange().type,
  datemultirange: own.datemultirange().type,
  tsmultirange: own.tsmultirange().type,
  tstzmultirange: own.tstzmultirange().type,
  name: text("NAME"),
  char: text('"char"'),
};
/** Types of extensions, in whatever schema they were installed. */
const EXTENSIONS: Readonly<Record<string, SqlType>> = { citext: own.citext().type, hstore: own.hstore().type };

function text(sql: string): SqlType {
  return new NativeType<string>({ dialect: "postgresql", sql, family: "string", bind: bindString });
}

/** A type object for what the catalog says; undefined for a type that is not known. */
function plainType({ format, name, namespace, isArray, collation }: TypeFacts): SqlType | undefined {
  if (namespace !== "pg_catalog") return Object.hasOwn(EXTENSIONS, name) ? EXTENSIONS[name] : undefined;
  if (Object.hasOwn(SIMPLE, name)) return SIMPLE[name];
  const element = isArray ? format.slice(0, format.indexOf("[")) : format;
  const numbers = /\(([-\d, ]+)\)/.exec(element)?.[1]?.split(",").map(Number) ?? [];
  const [first, second] = numbers;
  switch (name) {
    case "numeric":
      return second !== undefined && second < 0
        ? new NativeType<string>({
            dialect: "postgresql",
            sql: `NUMERIC(${first}, ${second})`,
            castSql: "NUMERIC",
            castBinds: true,
            family: "numeric",
            bind: bindNumeric,
            result: String,
          })
        : new NumericType(first, second);
    case "varchar":
      return new StringType(first, "string", collation);
    case "text":
      return new TextType(undefined, collation);
    case "bpchar":
      // A character type without length is not CHAR, which has one character.
      return first === undefined ? text("BPCHAR") : new StringType(first, "char", collation);
    case "bit":
      return own.bit(first).type;
    case "varbit":
      return own.varbit(first).type;
    case "time":
    case "timetz":
      return first === undefined
        ? new TimeType({ timezone: name === "timetz" })
        : own.time({ timezone: name === "timetz", precision: first }).type;
    case "timestamp":
    case "timestamptz":
      return first === undefined
        ? new DateTimeType({ timezone: name === "timestamptz" })
        : own.timestamp({ timezone: name === "timestamptz", precision: first }).type;
    case "interval": {
      const fields = /^interval ([a-z ]+)/.exec(element)?.[1]?.trim();
      if (fields === undefined) return new IntervalType({ secondPrecision: first });
      return own.interval(first === undefined ? { fields } : { fields, precision: first }).type;
    }
    default:
      return undefined;
  }
}

const LIMIT = 2000;
/** Equal descriptions give one object, so that facts of equal schemas are equal. */
const made = new Map<string, SqlType>();

/** The type object of a column. What is not known is a NullType, with a warning. */
export function typeOf(facts: TypeFacts, named: ReadonlyMap<number, NamedType>, column: string): SqlType {
  const type = named.get(facts.oid);
  const definition = type === undefined ? "" : JSON.stringify(type);
  const key = JSON.stringify([
    facts.format,
    facts.namespace,
    facts.name,
    facts.dimensions,
    facts.collation,
    definition,
  ]);
  let known = made.get(key);
  if (known === undefined) {
    const item = type === undefined ? plainType(facts) : namedType(type, named, column);
    if (item === undefined) {
      warn(`The type ${facts.format} of ${column} is not known; the column gets a type that takes any plain value.`);
      return NULL_TYPE;
    }
    // A declaration without dimensions and one with a single one are the same to PostgreSQL.
    known = facts.isArray ? new ArrayType(item, facts.dimensions > 1 ? { dimensions: facts.dimensions } : {}) : item;
    if (made.size >= LIMIT) made.clear();
    made.set(key, known);
  }
  return known;
}

function namedType(type: NamedType, named: ReadonlyMap<number, NamedType>, column: string): SqlType | undefined {
  const schema = type.visible ? undefined : type.schema;
  if (type.labels !== undefined)
    return type.labels.length === 0 ? undefined : new EnumType(enumValues(type.labels), { name: type.name, schema });
  if (type.base === undefined) return undefined;
  return new DomainType(type.name, typeOf(type.base, named, column), {
    schema,
    notNull: type.notNull,
    collation: type.collation ?? undefined,
    default: type.default === null ? undefined : literalColumn(type.default),
    check: type.checks.map(({ name, check }) => ({ name, sql: literalColumn(check) })),
  });
}
