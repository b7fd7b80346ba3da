import { type AsyncConnection, boolean, insert, integer, MetaData, numeric, string } from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";

export const metadata: MetaData = new MetaData();
export const authors = metadata.table("authors", {
  id: integer().primaryKey(),
  name: string(50),
  age: integer().nullable(),
  active: boolean(),
});
export const books = metadata.table("books", {
  id: integer().primaryKey(),
  title: string(80),
  pages: integer(),
  price: numeric(8, 2).nullable(),
  authorId: integer().references("authors.id").nullable(),
});
/** Names that need quotes, one of them hostile. */
export const odd = metadata.table('odd "table"; --', {
  id: integer().primaryKey(),
  select: string(20),
  'a"b': integer().nullable(),
  Upper: integer().nullable(),
});

const rows = {
  authors: [
    { id: 1, name: "Ann", age: 30, active: true },
    { id: 2, name: "bob", age: null, active: false },
    { id: 3, name: "C_d%e", age: 41, active: true },
  ],
  books: [
    { id: 1, title: "A Tale", pages: 100, price: "9.50", authorId: 1 },
    { id: 2, title: "50% off", pages: 250, price: "20.00", authorId: 1 },
    { id: 3, title: "under_score", pages: 7, price: null, authorId: 3 },
    { id: 4, title: "a/b", pages: 100, price: "1.25", authorId: null },
  ],
  odd: [{ id: 1, select: "x", 'a"b': 5, Upper: 6 }],
};

interface Statement {
  compile(request?: { readonly dialect?: string }): { readonly sql: string; readonly params: readonly unknown[] };
}

/** In the order of the statement. A pattern instead: the database refuses the statement with such a message. */
type Rows = readonly (readonly unknown[])[];

/** A statement, its text by dialect (without line breaks), and the rows that it gives for the data above. */
export interface Case {
  readonly name: string;
  readonly build: () => Statement;
  /** A RegExp: the dialect has no such thing, and says so. */
  readonly default: string | RegExp;
  readonly sqlite: string | RegExp;
  readonly postgresql: string | RegExp;
  readonly mysql: string | RegExp;
  /** On every database, or by dialect, `default` for those not named. Left out: the statement is not executed. */
  readonly rows?: Rows | { readonly [dialect: string]: Rows | RegExp };
}

export function sqlOf(statement: Statement, dialect?: string): string {
  return statement.compile(dialect === undefined ? {} : { dialect }).sql.replaceAll(/[\n\t]/g, "");
}

/** Tables and data, in a transaction that the caller ends. */
export async function fill(connection: AsyncConnection): Promise<void> {
  await metadata.createAll(connection);
  await connection.execute(insert(authors), rows.authors);
  await connection.execute(insert(books), rows.books);
  await connection.execute(insert(odd), rows.odd);
}

/**
 * Asserts the text of each case on three dialects, and its rows on each database; what a case changes is taken back. Tables of
 * their own come with `fillTables`.
 */
export function testCases(title: string, cases: readonly Case[], fillTables: typeof fill = fill): void {
  describe(`${title}: text`, () => {
    test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
      const statement = c.build();
      expectText(statement, undefined, c.default);
      expectText(statement, "sqlite", c.sqlite);
      expectText(statement, "postgresql", c.postgresql);
      expectText(statement, "mysql", c.mysql);
    });
  });
  describeAsync(`${title}: rows`, (database) => {
    test("of every case", async () => {
      const engine = await database.engine();
      await using connection = await engine.connect();
      await fillTables(connection);
      await connection.commit();
      for (const c of cases) {
        if (c.rows === undefined) continue;
        const expected = expectedOn(c.rows, database.dialect);
        const found = await rowsOf(connection, c);
        if (expected instanceof RegExp) expect.soft(String(found), c.name).toMatch(expected);
        else expect.soft(found, c.name).toEqual(expected);
        await connection.rollback();
      }
    });
  });
}

function expectText(statement: Statement, dialect: string | undefined, expected: string | RegExp): void {
  if (expected instanceof RegExp) expect(() => sqlOf(statement, dialect)).toThrow(expected);
  else expect(sqlOf(statement, dialect)).toBe(expected);
}

function expectedOn(told: NonNullable<Case["rows"]>, dialect: string): Rows | RegExp | undefined {
  if (Array.isArray(told)) return told as Rows;
  const byDialect = told as { readonly [dialect: string]: Rows | RegExp };
  return byDialect[dialect] ?? byDialect["default"];
}

/** The rows, or the error that the database answered with. */
async function rowsOf(connection: AsyncConnection, c: Case): Promise<unknown> {
  try {
    const result = await connection.execute(c.build() as never);
    return result.returnsRows ? result.all().map((row: Iterable<unknown>) => [...row]) : [];
  } catch (error) {
    return error;
  }
}
