import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { ReflectedColumn, ReflectedColumnSequence, ReflectedComputed } from "../../../schema/reflected.ts";
import { JsonType } from "../../../types/json-type.ts";
import { quoteString } from "../../../types/string-literal.ts";
import { given } from "../../../util/given.ts";
import { append } from "../../../util/group-by.ts";
import { localNames } from "./local-names.ts";
import { scopeOf } from "./scope.ts";
import { typeOf } from "./types.ts";

const JSON_TYPE = new JsonType();
const ON_UPDATE = /\bon update (current_timestamp(?:\(\d*\))?)/i;

/** `isJson` tells the columns of MariaDB that are JSON under another name: a LONGTEXT that must be valid JSON. */
export function* columns(
  connection: CatalogConnection,
  request: CatalogRequest,
  isMariaDB: boolean,
  isJson: () => Flow<(table: string, column: string) => boolean>,
): Flow<FactsByTable<ReflectedColumn[]>> {
  const { where, params, has } = scopeOf(request, "c.TABLE_SCHEMA", "c.TABLE_NAME");
  const rows = yield* connection.query(
    `SELECT c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.IS_NULLABLE, c.COLUMN_DEFAULT, c.EXTRA, c.COLUMN_COMMENT, c.COLLATION_NAME, c.GENERATION_EXPRESSION, c.TABLE_SCHEMA, t.TABLE_COLLATION FROM information_schema.COLUMNS c JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME WHERE ${where} AND t.TABLE_TYPE <> 'SEQUENCE' ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
    params,
  );
  const mayBeJson = isMariaDB && rows.some((row) => row[2] === "longtext");
  const json = mayBeJson ? yield* isJson() : () => false;
  const found: FactsByTable<ReflectedColumn[]> = new Map();
  for (const row of rows) {
    const [table, name, columnType, nullable, fallback, extra, comment, collation, , schema, usual] = row as [
      string,
      string,
      string,
      string,
      string | null,
      string,
      string,
      string | null,
      string | null,
      string,
      string | null,
    ];
    if (!has(table)) continue;
    const other = collation === null || usual === null || collation === usual ? undefined : collation;
    const type = json(table, name) ? JSON_TYPE : typeOf(columnType, other, `column "${table}.${name}"`);
    const sql = isMariaDB ? fallback : defaultOfMySQL(fallback, extra, columnType);
    const own = sql === null || sql.toUpperCase() === "NULL" ? null : sql;
    const update = ON_UPDATE.exec(extra)?.[1];
    const plain = own === null || request.schema !== undefined ? own : localNames(own, schema);
    append(
      found,
      table,
      given<ReflectedColumn>({
        name,
        type,
        typeText: type.kind === "null" ? columnType : undefined,
        nullable: nullable === "YES",
        default: update === undefined ? plain : `${plain ?? "NULL"} ON UPDATE ${update}`,
        autoincrement: /\bauto_increment\b/i.test(extra),
        comment: comment === "" ? null : comment,
        computed: computedOf(extra, row[8] as string | null, isMariaDB),
        sequence: own === null ? undefined : sequenceOf(own, schema, request.schema),
      }),
    );
  }
  return found;
}

/** MySQL gives the value of a literal, and marks expressions. */
function defaultOfMySQL(value: string | null, extra: string, columnType: string): string | null {
  if (value === null) return null;
  if (/\bDEFAULT_GENERATED\b/i.test(extra)) return unescaped(value);
  const isNumber = /^(?:tiny|small|medium|big)?int|^(?:decimal|float|double|year)|^bit/.test(columnType);
  return isNumber ? value : quoteString(value);
}

/** MySQL puts a backslash before the quotes of expressions in information_schema. */
export function unescaped(sql: string): string {
  return sql.replaceAll("\\'", "'");
}

function computedOf(extra: string, expression: string | null, isMariaDB: boolean): ReflectedComputed | undefined {
  if (expression === null || expression === "" || !/\bGENERATED\b/.test(extra)) return undefined;
  return { sqltext: isMariaDB ? expression : unescaped(expression), persisted: /\bSTORED\b/.test(extra) };
}

const NEXTVAL = /^nextval\(`((?:[^`]|``)+)`\.`((?:[^`]|``)+)`\)$/;

/** The sequence of MariaDB that a default draws from. */
function sequenceOf(sql: string, tableSchema: string, asked: string | undefined): ReflectedColumnSequence | undefined {
  const [, schema, name] = NEXTVAL.exec(sql) ?? [];
  if (schema === undefined || name === undefined) return undefined;
  const place = schema.replaceAll("``", "`");
  return {
    name: name.replaceAll("``", "`"),
    schema: asked === undefined && place === tableSchema ? null : place,
    owned: false,
  };
}
