import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ReflectedSequence, ReflectedView } from "../../../schema/reflected.ts";
import type { TableOptions } from "../../../schema/table-options.ts";
import { given } from "../../../util/given.ts";
import { whole } from "./columns.ts";
import { inSchema, scopeOf } from "./scope.ts";

export function* schemaNames(connection: CatalogConnection): Flow<string[]> {
  const rows = yield* connection.query(
    "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname",
  );
  return rows.map((row) => row[0] as string);
}

export function* objectNames(connection: CatalogConnection, request: CatalogRequest): Flow<string[]> {
  const { from, where, params } = scopeOf({ ...request, names: undefined });
  const rows = yield* connection.query(`SELECT c.relname FROM ${from} WHERE ${where} ORDER BY c.relname`, params);
  return rows.map((row) => row[0] as string);
}

export function* foreignTableNames(connection: CatalogConnection, schema: string | undefined): Flow<string[]> {
  const params: (string | number | null)[] = [];
  const rows = yield* connection.query(
    `SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'f' AND ${inSchema("c", "n", schema, params)} ORDER BY c.relname`,
    params,
  );
  return rows.map((row) => row[0] as string);
}

/** Sequences of their own and of SERIAL columns; those of identity columns belong to the columns. */
export function* sequences(connection: CatalogConnection, schema: string | undefined): Flow<ReflectedSequence[]> {
  const params: (string | number | null)[] = [];
  const rows = yield* connection.query(
    `SELECT c.relname, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcycle, s.seqcache::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid WHERE c.relkind = 'S' AND ${inSchema("c", "n", schema, params)} AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i') ORDER BY c.relname`,
    params,
  );
  return rows.map((row) => {
    const [name, dataType, start, increment, minvalue, maxvalue, cycle, cache] = row as [
      string,
      string,
      string,
      string,
      string,
      string,
      boolean,
      string,
    ];
    return {
      name,
      dataType,
      start: whole(start),
      increment: whole(increment),
      minvalue: whole(minvalue),
      maxvalue: whole(maxvalue),
      cycle,
      cache: whole(cache),
    };
  });
}

export function* tableComments(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<string>> {
  const { from, where, params } = scopeOf(request);
  const rows = yield* connection.query(
    `SELECT c.relname, d.description FROM ${from} JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0 WHERE ${where}`,
    params,
  );
  return new Map(rows as readonly [string, string][]);
}

export function* tableOptions(
  connection: CatalogConnection,
  request: CatalogRequest,
): Flow<FactsByTable<TableOptions>> {
  const { from, where, params } = scopeOf(request);
  const rows = yield* connection.query(
    `SELECT c.relname, to_json(c.reloptions), CASE WHEN c.relkind = 'r' AND am.amname <> 'heap' THEN am.amname END, ts.spcname, CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END, (SELECT json_agg(p.relname ORDER BY h.inhseqno) FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent WHERE h.inhrelid = c.oid) FROM ${from} LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace WHERE ${where}`,
    params,
  );
  const found: FactsByTable<TableOptions> = new Map();
  for (const row of rows) {
    const [name, storage, using, tablespace, partitionBy, bound, parentsJson] = row as [string, ...(string | null)[]];
    const parents =
      parentsJson === null || parentsJson === undefined ? undefined : (JSON.parse(parentsJson) as string[]);
    const options = given<TableOptions>({
      postgresqlWith: typeof storage === "string" ? storageOptions(storage) : undefined,
      postgresqlUsing: using ?? undefined,
      postgresqlTablespace: tablespace ?? undefined,
      postgresqlPartitionBy: partitionBy ?? undefined,
      postgresqlPartitionOf: typeof bound === "string" ? parents?.[0] : undefined,
      postgresqlPartitionBound: bound ?? undefined,
      postgresqlInherits: typeof bound === "string" ? undefined : parents,
    });
    if (Object.keys(options).length > 0) found.set(name, options);
  }
  return found;
}

/** Storage parameters of a JSON list of "name=value". */
export function storageOptions(json: string): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    (JSON.parse(json) as string[]).map((text) => {
      const at = text.indexOf("=");
      const value = text.slice(at + 1);
      return [text.slice(0, at), /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
    }),
  );
}

/** What a view reads, as JSON. */
const READS = `(SELECT json_agg(DISTINCT jsonb_build_array(CASE WHEN pg_catalog.pg_table_is_visible(r.oid) THEN NULL ELSE rn.nspname END, r.relname, rn.nspname)) FROM pg_catalog.pg_rewrite w JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass JOIN pg_catalog.pg_class r ON r.oid = d.refobjid JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace WHERE w.ev_class = c.oid AND r.oid <> c.oid)`;

export function* views(connection: CatalogConnection, request: CatalogRequest): Flow<FactsByTable<ReflectedView>> {
  const { from, where, params } = scopeOf(request);
  const rows = yield* connection.query(
    `SELECT c.relname, c.relkind::text, pg_catalog.pg_get_viewdef(c.oid), ${READS} FROM ${from} WHERE ${where} AND c.relkind IN ('v', 'm')`,
    params,
  );
  const found: FactsByTable<ReflectedView> = new Map();
  for (const [name, kind, definition, reads] of rows as readonly [string, string, string, string | null][]) {
    const read = reads === null ? [] : (JSON.parse(reads) as [string | null, string, string][]);
    found.set(name, {
      definition: definition.trim().replace(/;$/, ""),
      materialized: kind === "m",
      reads: read.map(([schema, table, own]) => ({ schema: own === request.schema ? own : schema, name: table })),
    });
  }
  return found;
}
