import { type CatalogRequest, ObjectKind, ObjectScope } from "../../../dialect/catalog.ts";
import { arrayText } from "../array-text.ts";

type Param = string | number | null;

/** FROM pg_class c and its schema n, and WHERE for the objects of a request. */
export interface Scope {
  readonly from: string;
  readonly where: string;
  readonly params: Param[];
}

const RELKINDS: readonly (readonly [ObjectKind, string])[] = [
  [ObjectKind.TABLE, "r,p,f"],
  [ObjectKind.VIEW, "v"],
  [ObjectKind.MATERIALIZED_VIEW, "m"],
];

export function scopeOf({ schema, names, kind, scope }: CatalogRequest): Scope {
  const relkinds = RELKINDS.filter(([flag]) => (kind & flag) !== 0).map(([, letters]) => letters);
  const params: Param[] = [`{${relkinds.join(",")}}`];
  const where = [`c.relkind = ANY ($1::text::"char"[])`, inSchema("c", "n", schema, params)];
  if (scope === ObjectScope.DEFAULT) where.push("c.relpersistence <> 't'");
  if (scope === ObjectScope.TEMPORARY) where.push("c.relpersistence = 't'");
  if (names !== undefined) {
    params.push(arrayText(names, String));
    where.push(`c.relname = ANY ($${params.length}::text[])`);
  }
  return {
    from: "pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace",
    where: where.join(" AND "),
    params,
  };
}

/** Without a schema, what the search path finds, the catalog left aside. */
export function inSchema(alias: string, namespace: string, schema: string | undefined, params: Param[]): string {
  if (schema === undefined)
    return `pg_catalog.pg_table_is_visible(${alias}.oid) AND ${namespace}.nspname <> 'pg_catalog'`;
  params.push(schema);
  return `${namespace}.nspname = $${params.length}::text`;
}
