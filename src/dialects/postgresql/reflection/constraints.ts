import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ReferentialAction } from "../../../schema/column-options.ts";
import type {
  ReflectedCheckConstraint,
  ReflectedExcludeConstraint,
  ReflectedForeignKeyConstraint,
  ReflectedPrimaryKeyConstraint,
  ReflectedUniqueConstraint,
} from "../../../schema/reflected.ts";
import { given } from "../../../util/given.ts";
import { append } from "../../../util/group-by.ts";
import { stripParentheses } from "../../../util/parentheses.ts";
import { scopeOf } from "./scope.ts";

/** Names of the columns of a list of numbers, as JSON. */
function names(numbers: string, table: string): string {
  return `(SELECT json_agg(a.attname ORDER BY u.ord) FROM unnest(${numbers}) WITH ORDINALITY u (num, ord) JOIN pg_catalog.pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.num)`;
}

const SHARED = `c.relname, k.conname, k.condeferrable, k.condeferred, pg_catalog.obj_description(k.oid, 'pg_constraint'), NOT k.conislocal OR k.coninhcount > 0`;
type Shared = [string, string, boolean, boolean, string | null, boolean];

function* constraintRows(
  connection: CatalogConnection,
  request: CatalogRequest,
  contype: string,
  selected: string,
  joins = "",
): Flow<readonly (readonly unknown[])[]> {
  const { from, where, params } = scopeOf(request);
  return yield* connection.query(
    `SELECT ${SHARED}, ${selected} FROM ${from} JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = '${contype}' ${joins} WHERE ${where} ORDER BY c.relname, k.conname`,
    params,
  );
}

/** What constraints of every sort say. */
function shared([, name, deferrable, deferred, comment, inherited]: Shared): {
  name: string;
  deferrable: boolean | undefined;
  initially: "DEFERRED" | undefined;
  comment: string | undefined;
  inherited: boolean | undefined;
} {
  return {
    name,
    deferrable: deferrable || undefined,
    initially: deferred ? "DEFERRED" : undefined,
    comment: comment ?? undefined,
    inherited: inherited || undefined,
  };
}

const KEY_INDEX = "JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid";
/** The columns that an index stores besides its key. */
const INCLUDED = `(SELECT json_agg(a.attname ORDER BY g.pos) FROM generate_series(i.indnkeyatts, i.indnatts - 1) g (pos) JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[g.pos])`;

function included(json: unknown): readonly string[] | undefined {
  return json === null ? undefined : (JSON.parse(json as string) as string[]);
}

/** Nothing, rather than an object of nothing. */
function options(members: Record<string, unknown>): Record<string, unknown> | undefined {
  const known = given(members);
  return Object.keys(known).length === 0 ? undefined : known;
}

export function* primaryKeys(
  connection: CatalogConnection,
  request: CatalogRequest,
): Flow<FactsByTable<ReflectedPrimaryKeyConstraint>> {
  const selected = `${names("k.conkey", "c.oid")}, ${INCLUDED}`;
  const rows = yield* constraintRows(connection, request, "p", selected, KEY_INDEX);
  const found: FactsByTable<ReflectedPrimaryKeyConstraint> = new Map();
  for (const row of rows) {
    const [key, more] = row.slice(6) as [string, string | null];
    found.set(
      row[0] as string,
      given<ReflectedPrimaryKeyConstraint>({
        constrainedColumns: JSON.parse(key) as string[],
        ...shared(row as unknown as Shared),
        dialectOptions: options({ postgresqlInclude: included(more) }),
      }),
    );
  }
  return found;
}

export function* uniqueConstraints(
  connection: CatalogConnection,
  request: CatalogRequest,
  nullsNotDistinct: string,
): Flow<FactsByTable<ReflectedUniqueConstraint[]>> {
  const selected = `${names("k.conkey", "c.oid")}, ${INCLUDED}, ${nullsNotDistinct}`;
  const rows = yield* constraintRows(connection, request, "u", selected, KEY_INDEX);
  const found: FactsByTable<ReflectedUniqueConstraint[]> = new Map();
  for (const row of rows) {
    const [key, more, once] = row.slice(6) as [string, string | null, boolean];
    append(
      found,
      row[0] as string,
      given<ReflectedUniqueConstraint>({
        columnNames: JSON.parse(key) as string[],
        ...shared(row as unknown as Shared),
        dialectOptions: options({
          postgresqlInclude: included(more),
          postgresqlNullsNotDistinct: once || undefined,
        }),
      }),
    );
  }
  return found;
}

export function* checkConstraints(
  connection: CatalogConnection,
  request: CatalogRequest,
): Flow<FactsByTable<ReflectedCheckConstraint[]>> {
  const selected = "pg_catalog.pg_get_expr(k.conbin, k.conrelid), k.convalidated";
  const rows = yield* constraintRows(connection, request, "c", selected);
  const found: FactsByTable<ReflectedCheckConstraint[]> = new Map();
  for (const row of rows) {
    const [sql, validated] = row.slice(6) as [string, boolean];
    append(
      found,
      row[0] as string,
      given<ReflectedCheckConstraint>({
        sqltext: stripParentheses(sql),
        ...shared(row as unknown as Shared),
        dialectOptions: options({ postgresqlNotValid: validated ? undefined : true }),
      }),
    );
  }
  return found;
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  r: "RESTRICT",
  c: "CASCADE",
  n: "SET NULL",
  d: "SET DEFAULT",
};

/** SET NULL of some of the columns came with PostgreSQL 15. */
export function* foreignKeys(
  connection: CatalogConnection,
  request: CatalogRequest,
  setColumns: boolean,
): Flow<FactsByTable<ReflectedForeignKeyConstraint[]>> {
  const some = setColumns
    ? `(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.ord) FROM unnest(k.confdelsetcols) WITH ORDINALITY u (num, ord) JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.num)`
    : "NULL";
  const rows = yield* constraintRows(
    connection,
    request,
    "f",
    `${names("k.conkey", "c.oid")}, rn.nspname, pg_catalog.pg_table_is_visible(r.oid), r.relname, ${names("k.confkey", "r.oid")}, k.confdeltype::text, k.confupdtype::text, k.confmatchtype::text, k.convalidated, ${some}`,
    "JOIN pg_catalog.pg_class r ON r.oid = k.confrelid JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace",
  );
  const found: FactsByTable<ReflectedForeignKeyConstraint[]> = new Map();
  for (const row of rows) {
    const [key, schema, visible, table, target, ondelete, onupdate, match, validated, columns] = row.slice(6) as [
      string,
      string,
      boolean,
      string,
      string,
      string,
      string,
      string,
      boolean,
      string | null,
    ];
    const { name, comment, inherited, deferrable, initially } = shared(row as unknown as Shared);
    const action = ACTIONS[ondelete];
    append(
      found,
      row[0] as string,
      given<ReflectedForeignKeyConstraint>({
        name,
        constrainedColumns: JSON.parse(key) as string[],
        // A table of the schema that was asked for stays in it; one that is found without a schema needs none.
        referredSchema: schema === request.schema ? schema : visible ? null : schema,
        referredTable: table,
        referredColumns: JSON.parse(target) as string[],
        options: given({
          ondelete: columns === null ? action : (`${action} (${columns})` as ReferentialAction),
          onupdate: ACTIONS[onupdate],
          deferrable,
          initially,
          match: match === "f" ? ("FULL" as const) : undefined,
        }),
        comment,
        inherited,
        dialectOptions: options({ postgresqlNotValid: validated ? undefined : true }),
      }),
    );
  }
  return found;
}

export function* excludeConstraints(
  connection: CatalogConnection,
  request: CatalogRequest,
): Flow<FactsByTable<ReflectedExcludeConstraint[]>> {
  const rows = yield* constraintRows(
    connection,
    request,
    "x",
    `(SELECT json_agg(json_build_array(pg_catalog.pg_get_indexdef(i.indexrelid, (g.pos + 1)::int, false) || CASE WHEN oc.opcdefault THEN '' ELSE ' ' || oc.opcname END, op.oprname) ORDER BY g.pos) FROM generate_series(0, i.indnkeyatts - 1) g (pos) JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[g.pos] JOIN pg_catalog.pg_operator op ON op.oid = k.conexclop[g.pos + 1]), am.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid)`,
    `${KEY_INDEX} JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid JOIN pg_catalog.pg_am am ON am.oid = ic.relam`,
  );
  const found: FactsByTable<ReflectedExcludeConstraint[]> = new Map();
  for (const row of rows) {
    const [elements, using, where] = row.slice(6) as [string, string, string | null];
    append(
      found,
      row[0] as string,
      given<ReflectedExcludeConstraint>({
        ...shared(row as unknown as Shared),
        elements: JSON.parse(elements) as [string, string][],
        using,
        where: where === null ? undefined : stripParentheses(where),
      }),
    );
  }
  return found;
}
