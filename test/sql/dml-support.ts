import {
  type AsyncConnection,
  type Executable,
  CompileError,
  insert,
  integer,
  literalColumn,
  MetaData,
  numeric,
  select,
  string,
  type Table,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { sqlOf } from "./support.ts";

export const metadata: MetaData = new MetaData();
export const items = metadata.table("items", {
  id: integer().primaryKey(),
  sku: string(20).unique().nullable(),
  title: string(60).nullable(),
  qty: integer().nullable(),
  price: numeric(8, 2).nullable(),
});
export const moves = metadata.table("moves", {
  id: integer().primaryKey(),
  itemId: integer().named("item_id").references("items.id").nullable(),
  delta: integer().nullable(),
  note: string(40).nullable(),
});
/** A key of two columns. */
export const shelves = metadata.table("shelves", {
  room: string(10).primaryKey(),
  slot: integer().primaryKey(),
  itemId: integer().named("item_id").nullable(),
  amount: integer().nullable(),
});
/** Defaults of every kind. */
export const audits = metadata.table("audits", {
  id: integer().primaryKey(),
  kind: string(10).nullable().default("auto"),
  tag: string(10)
    .nullable()
    .default(() => "t1"),
  total: integer().nullable().default(literalColumn("2 + 3", integer())),
  touched: string(10).nullable().onupdate("upd"),
  stamp: string(10)
    .nullable()
    .onupdate(() => "fn"),
  hits: integer().nullable().default(0).onupdate(literalColumn("hits + 1", integer())),
  origin: string(10).nullable().serverDefault("srv"),
});
/** Nothing that must be given. */
export const blanks = metadata.table("blanks", {
  id: integer().primaryKey(),
  note: string(20).nullable().serverDefault("none"),
});

const tables = { items, moves, shelves, audits, blanks };
type TableName = keyof typeof tables;
type Rows = readonly (readonly unknown[])[];

const data: { readonly [name in TableName]: Rows } = {
  items: [
    [1, "a-1", "Anchor", 5, "9.50"],
    [2, "b-2", "Buoy", 0, null],
    [3, "c-3", null, 12, "1.25"],
    [4, "d-4", "Drum", 7, "20.00"],
  ],
  moves: [
    [1, 1, 3, "in"],
    [2, 1, -1, "out"],
    [3, 3, 10, null],
    [4, null, 2, "lost"],
  ],
  shelves: [
    ["n", 1, 1, 5],
    ["n", 2, 3, 4],
    ["s", 1, 2, 9],
  ],
  audits: [
    [1, "k", "t", 1, null, null, 0, "o"],
    [2, "k2", "t2", 2, "x", "y", 5, "o2"],
  ],
  blanks: [],
};

interface Statement {
  compile(request?: { readonly dialect?: string }): { readonly sql: string; readonly params: readonly unknown[] };
}

export type DialectName = "sqlite" | "postgresql" | "mysql";
type Text = string | RegExp;
type ByDialect<T> = T | { readonly [name in DialectName]?: T };

/** A statement with its text by dialect, or the message of the CompileError that it is there, and what it does to the data above. */
export interface DmlCase {
  readonly name: string;
  readonly build: () => Statement;
  readonly default: Text;
  readonly sqlite: Text;
  readonly postgresql: Text;
  readonly mysql: Text;
  /** One set of parameters, or several. */
  readonly params?: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
  /** What it returns. */
  readonly rows?: ByDialect<Rows>;
  /** The whole of some tables afterwards, by primary key. */
  readonly after?: ByDialect<{ readonly [name in TableName]?: Rows }>;
  readonly rowcount?: number;
  /** Where it is valid SQL of the dialect and still not executed. */
  readonly notOn?: readonly DialectName[];
}

function expectText(c: DmlCase, expected: Text, dialect?: string): void {
  if (typeof expected === "string") {
    expect(sqlOf(c.build(), dialect)).toBe(expected);
    return;
  }
  let error: unknown;
  try {
    sqlOf(c.build(), dialect);
  } catch (thrown) {
    error = thrown;
  }
  expect(error, `${dialect ?? "default"}: no error`).toBeInstanceOf(CompileError);
  expect((error as CompileError).message).toMatch(expected);
}

/** Tables and data. */
export async function fillDml(connection: AsyncConnection): Promise<void> {
  await metadata.createAll(connection);
  for (const name of Object.keys(tables) as TableName[]) {
    const table: Table = tables[name];
    for (const row of data[name])
      await connection.execute(
        insert(table).values(Object.fromEntries(table.columns.map((column, i) => [column.key, row[i]]))),
      );
  }
}

export async function contentOf(connection: AsyncConnection, name: TableName): Promise<unknown[][]> {
  const table: Table = tables[name];
  const result = await connection.execute(select(table).orderBy(...(table.primaryKey as never[])));
  return result.all().map((row: Iterable<unknown>) => [...row]);
}

function of<T>(
  value: ByDialect<T> | undefined,
  dialect: DialectName,
  isPlain: (value: unknown) => boolean,
): T | undefined {
  return value === undefined || isPlain(value)
    ? (value as T | undefined)
    : (value as { [name in DialectName]?: T })[dialect];
}
const dialectNames = new Set(["sqlite", "postgresql", "mysql"]);
const isContent = (value: unknown): boolean => !Object.keys(value as object).some((k) => dialectNames.has(k));

async function run(connection: AsyncConnection, dialect: DialectName, c: DmlCase): Promise<void> {
  const rows = of<Rows>(c.rows, dialect, Array.isArray);
  const after = of<{ readonly [name in TableName]?: Rows }>(c.after, dialect, isContent);
  const result = await connection.execute(c.build() as Executable, c.params);
  if (rows !== undefined) {
    const sorted = (list: Rows): unknown[] => [...list].map((row) => JSON.stringify([...row])).sort();
    expect(sorted(result.all() as Rows), c.name).toEqual(sorted(rows));
  }
  if (c.rowcount !== undefined) expect(result.rowcount, c.name).toBe(c.rowcount);
  for (const [name, content] of Object.entries(after ?? {}))
    expect(await contentOf(connection, name as TableName), `${c.name}: ${name}`).toEqual(content);
}

/** Whether the server takes it: MariaDB has two of the RETURNINGs that MySQL, without a connection, has not. */
function runsOn(c: DmlCase, dialect: DialectName): boolean {
  const text = c[dialect];
  return typeof text === "string" || (dialect === "mysql" && /^no (INSERT|DELETE) … RETURNING$/.test(text.source));
}

/** Asserts the text of each case on four dialects, and what it returns and leaves behind on each database. */
export function testDml(title: string, cases: readonly DmlCase[]): void {
  describe(`${title}: text`, () => {
    test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
      expectText(c, c.default);
      expectText(c, c.sqlite, "sqlite");
      expectText(c, c.postgresql, "postgresql");
      expectText(c, c.mysql, "mysql");
    });
  });
  describeAsync(`${title}: execution`, (database) => {
    test("every case", { timeout: 60_000 }, async () => {
      const engine = await database.engine();
      await using connection = await engine.connect();
      await fillDml(connection);
      await connection.commit();
      for (const c of cases) {
        if (c.rows === undefined && c.after === undefined && c.rowcount === undefined) continue;
        if (!runsOn(c, database.dialect) || c.notOn?.includes(database.dialect) === true) continue;
        try {
          await run(connection, database.dialect, c);
        } catch (error) {
          throw new Error(`${c.name}: ${(error as Error).message}`, { cause: error });
        }
        await connection.rollback();
      }
    });
  });
}
