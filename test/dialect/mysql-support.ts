import {
  type AsyncConnection,
  boolean,
  datetime,
  double,
  integer,
  insert,
  MetaData,
  numeric,
  string,
  text,
} from "athanor";
import { describe, expect, test } from "vitest";
import { asyncDatabases } from "../support/databases.ts";

export const metadata: MetaData = new MetaData();
export const posts = metadata.table(
  "posts",
  {
    id: integer().primaryKey(),
    title: string(80),
    body: text().nullable(),
    stars: integer(),
    price: numeric(8, 2).nullable(),
    weight: double().nullable(),
    live: boolean(),
    at: datetime(),
    writerId: integer().references("writers.id").nullable(),
  },
  { mysqlEngine: "InnoDB" },
);
export const writers = metadata.table("writers", {
  id: integer().primaryKey(),
  name: string(40),
  group: string(10).nullable(),
});

const at = new Date("2024-02-29T12:34:56Z");
const rows = {
  writers: [
    { id: 1, name: "Ann", group: "a" },
    { id: 2, name: "bob", group: "b" },
    { id: 3, name: "Cy", group: null },
  ],
  posts: [
    {
      id: 1,
      title: "Core tale",
      body: "apples and pears",
      stars: 5,
      price: "9.50",
      weight: 1.5,
      live: true,
      at,
      writerId: 1,
    },
    {
      id: 2,
      title: "50% off",
      body: "pears only",
      stars: 3,
      price: "20.00",
      weight: null,
      live: false,
      at,
      writerId: 1,
    },
    { id: 3, title: "under_score", body: null, stars: 3, price: null, weight: 0.25, live: true, at, writerId: 2 },
    { id: 4, title: "a/b", body: "apples apples", stars: 0, price: "1.25", weight: 2, live: true, at, writerId: null },
  ],
};

interface Statement {
  compile(request?: { readonly dialect?: string }): { readonly sql: string; readonly params: readonly unknown[] };
}

/** A statement, its text (without line breaks), and what MariaDB gives for it. */
export interface MysqlCase {
  readonly name: string;
  readonly build: () => Statement;
  /** A pattern: MySQL has no such statement, and the error says so. */
  readonly sql: string | RegExp;
  /** Where MariaDB's text is another. */
  readonly mariadb?: string | RegExp;
  /** Rows; a number: how many rows the statement found; a pattern: how MariaDB refuses it. */
  readonly rows?: readonly (readonly unknown[])[] | number | RegExp;
}

export const mariadb = asyncDatabases.find(({ dialect }) => dialect === "mysql")!;

export async function fill(connection: AsyncConnection): Promise<void> {
  await metadata.createAll(connection);
  await connection.execDriverSql("CREATE FULLTEXT INDEX ft ON posts (title, body)");
  await connection.execDriverSql("CREATE FULLTEXT INDEX ft_title ON posts (title)");
  await connection.execDriverSql("CREATE INDEX ix_stars ON posts (stars)");
  await connection.execute(insert(writers), rows.writers);
  await connection.execute(insert(posts), rows.posts);
  await connection.commit();
}

const flat = (sql: string): string => sql.replaceAll(/[\n\t]/g, "");

/** Asserts the text of each case, and what it gives on MariaDB; what a case changes is taken back. */
export function mysqlCases(title: string, cases: readonly MysqlCase[]): void {
  describe(`${title}: text`, () => {
    test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
      const statement = c.build();
      if (c.sql instanceof RegExp) expect(() => statement.compile({ dialect: "mysql" })).toThrow(c.sql);
      else expect(flat(statement.compile({ dialect: "mysql" }).sql)).toBe(c.sql);
      const mariadbSql = c.mariadb ?? c.sql;
      if (mariadbSql instanceof RegExp) expect(() => statement.compile({ dialect: "mariadb" })).toThrow(mariadbSql);
      else expect(flat(statement.compile({ dialect: "mariadb" }).sql)).toBe(mariadbSql);
    });
  });
  describe.skipIf(mariadb.unavailable !== undefined)(`${title}: on MariaDB`, () => {
    test("every case", async () => {
      const engine = await mariadb.engine();
      await using connection = await engine.connect();
      await fill(connection);
      for (const c of cases) {
        if (c.rows === undefined) continue;
        const found = await outcome(connection, c);
        if (c.rows instanceof RegExp) expect.soft(String(found), c.name).toMatch(c.rows);
        else expect.soft(found, c.name).toEqual(c.rows);
        await connection.rollback();
      }
    });
  });
}

async function outcome(connection: AsyncConnection, c: MysqlCase): Promise<unknown> {
  try {
    const result = await connection.execute(c.build() as never);
    if (typeof c.rows === "number") return (result as unknown as { rowcount: number }).rowcount;
    return result.all().map((row: Iterable<unknown>) => [...row]);
  } catch (error) {
    return error;
  }
}
