import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ReflectedColumn, ReflectedColumnSequence, ReflectedIdentity } from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { append } from "../../../util/group-by.ts";
import { stripParentheses } from "../../../util/parentheses.ts";
import { scopeOf } from "./scope.ts";
import { type NamedType, TYPE_COLUMNS, typeColumns, typeFacts, typeJoins, typeOf } from "./types.ts";

/** How an identity column counts, as JSON. */
const IDENTITY = `(SELECT json_build_array(s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcycle, s.seqcache::text) FROM pg_catalog.pg_depend dep JOIN pg_catalog.pg_sequence s ON s.seqrelid = dep.objid WHERE a.attidentity <> '' AND dep.classid = 'pg_catalog.pg_class'::regclass AND dep.refclassid = 'pg_catalog.pg_class'::regclass AND dep.refobjid = c.oid AND dep.refobjsubid = a.attnum AND dep.deptype = 'i')`;

/** The sequence that a default names, as JSON; the last member says whether it goes with the column. */
const SEQUENCE = `(SELECT json_build_array(q.relname, qn.nspname, pg_catalog.pg_table_is_visible(q.oid), EXISTS (SELECT 1 FROM pg_catalog.pg_depend o WHERE o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = q.oid AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = c.oid AND o.refobjsubid = a.attnum AND o.deptype = 'a')) FROM pg_catalog.pg_depend dep JOIN pg_catalog.pg_class q ON q.oid = dep.refobjid AND q.relkind = 'S' JOIN pg_catalog.pg_namespace qn ON qn.oid = q.relnamespace WHERE dep.classid = 'pg_catalog.pg_attrdef'::regclass AND dep.objid = d.oid AND dep.refclassid = 'pg_catalog.pg_class'::regclass LIMIT 1)`;

/** Columns of tables and views, in one statement; a second one when there are enumerations or domains among their types. */
export function* columns(
  connection: CatalogConnection,
  request: CatalogRequest,
  namedTypes: () => Flow<ReadonlyMap<number, NamedType>>,
): Flow<FactsByTable<ReflectedColumn[]>> {
  const { from, where, params } = scopeOf(request);
  const rows = yield* connection.query(
    `SELECT c.relname, a.attname, a.attnotnull, a.attidentity::text, a.attgenerated::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid), pg_catalog.col_description(c.oid, a.attnum), ${IDENTITY}, ${SEQUENCE}, ${typeColumns("a.atttypmod", "a.attcollation", "a.attndims")} FROM ${from} JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_catalog.pg_type t ON t.oid = a.atttypid ${typeJoins} LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE ${where} ORDER BY c.relname, a.attnum`,
    params,
  );
  const types = rows.map((row) => typeFacts(row, row.length - TYPE_COLUMNS));
  const hasNamed = types.some(({ kind }) => kind === "e" || kind === "d");
  const named = hasNamed ? yield* namedTypes() : new Map<number, NamedType>();
  const found: FactsByTable<ReflectedColumn[]> = new Map();
  rows.forEach((row, i) => {
    const [table, name, notNull, identity, generated, expression, comment, numbers, drawn] = row as readonly [
      string,
      string,
      boolean,
      string,
      string,
      string | null,
      string | null,
      string | null,
      string | null,
    ];
    const sequence = drawn === null || expression === null ? undefined : sequenceOf(drawn, request.schema);
    const type = typeOf(types[i]!, named, `column "${table}.${name}"`);
    append(
      found,
      table,
      given<ReflectedColumn>({
        name,
        type,
        typeText: type.kind === "null" ? types[i]!.format : undefined,
        nullable: !notNull,
        default: generated === "" ? expression : null,
        autoincrement: identity !== "" || (sequence !== undefined && expression?.startsWith("nextval(") === true),
        comment,
        computed:
          generated === "" || expression === null
            ? undefined
            : { sqltext: stripParentheses(expression), persisted: generated === "s" },
        identity: numbers === null ? undefined : identityOf(numbers, identity === "a"),
        sequence,
      }),
    );
  });
  return found;
}

function sequenceOf(json: string, schema: string | undefined): ReflectedColumnSequence {
  const [name, namespace, visible, owned] = JSON.parse(json) as [string, string, boolean, boolean];
  return { name, schema: visible && namespace !== schema ? null : namespace, owned };
}

function identityOf(json: string, always: boolean): ReflectedIdentity {
  const [start, increment, minvalue, maxvalue, cycle, cache] = JSON.parse(json) as [
    string,
    string,
    string,
    string,
    boolean,
    string,
  ];
  return {
    always,
    start: whole(start),
    increment: whole(increment),
    minvalue: whole(minvalue),
    maxvalue: whole(maxvalue),
    cycle,
    cache: whole(cache),
  };
}

/** A number of the catalog, exact. */
export function whole(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
