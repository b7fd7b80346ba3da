import type { CatalogConnection, CatalogRequest, FactsByTable } from "../../../dialect/catalog.ts";
import type { Flow } from "../../../flow/flow.ts";
import type { TableOptions } from "../../../schema/table-options.ts";
import { given } from "../../../util/given.ts";
import { scopeOf } from "./scope.ts";

type Row = readonly [
  name: string,
  schema: string,
  engine: string | null,
  collation: string | null,
  made: string | null,
];

/** The counter of AUTO_INCREMENT is not among them: it is where the data stand, not what the table is. */
export function* tableOptions(
  connection: CatalogConnection,
  request: CatalogRequest,
): Flow<FactsByTable<TableOptions>> {
  const { where, params, has } = scopeOf(request, "TABLE_SCHEMA", "TABLE_NAME");
  const rows = (yield* connection.query(
    `SELECT TABLE_NAME, TABLE_SCHEMA, ENGINE, TABLE_COLLATION, CREATE_OPTIONS FROM information_schema.TABLES WHERE ${where} AND TABLE_TYPE <> 'VIEW'`,
    params,
  )) as unknown as readonly Row[];
  const found: FactsByTable<TableOptions> = new Map();
  for (const [name, schema, engine, collation, made] of rows) {
    if (!has(name)) continue;
    const words = made ?? "";
    found.set(name, {
      ...given<TableOptions>({
        mysqlEngine: engine ?? undefined,
        mysqlCharset: collation?.split("_")[0],
        mysqlCollate: collation ?? undefined,
      }),
      ...storageOptions(words),
      ...(/\bpartitioned\b/.test(words) ? yield* partitions(connection, schema, name) : {}),
    });
  }
  return found;
}

/** As CREATE_OPTIONS names them; `true`: a number. */
const STORAGE = {
  row_format: ["mysqlRowFormat", false],
  avg_row_length: ["mysqlAvgRowLength", true],
  checksum: ["mysqlChecksum", true],
  delay_key_write: ["mysqlDelayKeyWrite", true],
  key_block_size: ["mysqlKeyBlockSize", true],
  max_rows: ["mysqlMaxRows", true],
  min_rows: ["mysqlMinRows", true],
  pack_keys: ["mysqlPackKeys", true],
  stats_auto_recalc: ["mysqlStatsAutoRecalc", true],
  stats_persistent: ["mysqlStatsPersistent", true],
  stats_sample_pages: ["mysqlStatsSamplePages", true],
} as const satisfies Readonly<Record<string, readonly [keyof TableOptions, boolean]>>;

function storageOptions(words: string): TableOptions {
  const options: Record<string, string | number> = {};
  for (const [, word, value] of words.matchAll(/\b(\w+)=(\w+)/g)) {
    const known = STORAGE[(word as string).toLowerCase() as keyof typeof STORAGE] as
      | (typeof STORAGE)[keyof typeof STORAGE]
      | undefined;
    if (known !== undefined) options[known[0]] = known[1] ? Number(value) : (value as string).toUpperCase();
  }
  return options;
}

/** Each clause of the partitioning has lines of its own at the end of the statement; MySQL puts all of it into a comment. */
function* partitions(connection: CatalogConnection, schema: string, name: string): Flow<TableOptions> {
  const quoted = [schema, name].map((each) => `\`${each.replaceAll("`", "``")}\``).join(".");
  const [row] = yield* connection.query(`SHOW CREATE TABLE ${quoted}`);
  const sql = row?.[1] as string;
  const start = /\n(?:\/\*!\d+)? PARTITION BY (?![\s\S]*\n(?:\/\*!\d+)? PARTITION BY )/.exec(sql);
  if (start === null) return {};
  const text = sql.slice(start.index + start[0].length).replace(/ ?\*\/$/, "");
  const [, by, count, subBy, subCount, definitions] =
    /^(.*)(?:\nPARTITIONS (\d+))?(?:\nSUBPARTITION BY (.*)(?:\nSUBPARTITIONS (\d+))?)?(?:\n(\([\s\S]*))?$/.exec(text) ??
    [];
  return given<TableOptions>({
    mysqlPartitionBy: by,
    mysqlPartitions: count === undefined ? undefined : Number(count),
    mysqlSubpartitionBy: subBy,
    mysqlSubpartitions: subCount === undefined ? undefined : Number(subCount),
    mysqlPartitionDefinitions: definitions,
  });
}
