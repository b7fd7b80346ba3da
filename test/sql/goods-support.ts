import {
  type AsyncConnection,
  boolean,
  CompileError,
  date,
  datetime,
  double,
  insert,
  integer,
  MetaData,
  numeric,
  string,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { sqlOf } from "./support.ts";

const metadata = new MetaData();
export const goods = metadata.table("goods", {
  id: integer().primaryKey(),
  name: string(40),
  note: string(40).nullable(),
  qty: integer(),
  stock: integer().nullable(),
  price: numeric(10, 2),
  weight: double().nullable(),
  active: boolean(),
  made: datetime(),
  day: date(),
});
export const parts = metadata.table("parts", {
  id: integer().primaryKey(),
  goodId: integer().references("goods.id"),
  label: string(20),
  count: integer(),
});

const made = (day: number): Date => new Date(Date.UTC(2024, 0, day, 10, 30));
const rows = {
  goods: [
    {
      id: 1,
      name: "apple",
      note: "red",
      qty: 1,
      stock: 4,
      price: "9.50",
      weight: 0.5,
      active: true,
      made: made(1),
      day: "2024-01-05",
    },
    {
      id: 2,
      name: "Banana",
      note: null,
      qty: 4,
      stock: null,
      price: "20.00",
      weight: null,
      active: false,
      made: made(9),
      day: "2024-02-29",
    },
    {
      id: 3,
      name: "c_d%e",
      note: "x",
      qty: 5,
      stock: 5,
      price: "0.25",
      weight: 2,
      active: true,
      made: made(3),
      day: "2023-12-31",
    },
    {
      id: 4,
      name: "axx",
      note: "b/c",
      qty: 12,
      stock: 3,
      price: "3.00",
      weight: 1.25,
      active: false,
      made: made(3),
      day: "2024-06-01",
    },
  ],
  parts: [
    { id: 1, goodId: 1, label: "stem", count: 1 },
    { id: 2, goodId: 1, label: "seed", count: 5 },
    { id: 3, goodId: 3, label: "leaf", count: 3 },
  ],
};

interface Statement {
  compile(request?: { readonly dialect?: string }): { readonly sql: string; readonly params: readonly unknown[] };
}
type Rows = readonly (readonly unknown[])[];
/** What a statement is on a database: its text, or what the CompileError says. */
type Text = string | RegExp;

export interface GoodsCase {
  readonly name: string;
  readonly build: () => Statement;
  readonly default: Text;
  readonly sqlite: Text;
  readonly postgresql: Text;
  readonly mysql: Text;
  /** The rows on every database, or by dialect; a pattern: the database refuses the statement so. Left out: not executed. */
  readonly rows?: Rows | { readonly [dialect: string]: Rows | RegExp };
}

const dialects = ["default", "sqlite", "postgresql", "mysql"] as const;

/** Tables and data, committed. */
export async function fillGoods(connection: AsyncConnection): Promise<void> {
  await metadata.createAll(connection);
  await connection.execute(insert(goods), rows.goods);
  await connection.execute(insert(parts), rows.parts);
  await connection.commit();
}

/** Asserts the text of each case on the default dialect and three others, and its rows on each database. */
export function testGoods(title: string, cases: readonly GoodsCase[]): void {
  describe(`${title}: text`, () => {
    test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
      for (const dialect of dialects) {
        const expected = c[dialect];
        const text = (): string => sqlOf(c.build(), dialect === "default" ? undefined : dialect);
        if (typeof expected === "string") expect.soft(text(), dialect).toBe(expected);
        else {
          expect.soft(text, dialect).toThrow(CompileError);
          expect.soft(text, dialect).toThrow(expected);
        }
      }
    });
  });
  describeAsync(`${title}: rows`, (database) => {
    test("of every case", async () => {
      const engine = await database.engine();
      await using connection = await engine.connect();
      await fillGoods(connection);
      for (const c of cases) {
        const told = c.rows;
        if (told === undefined) continue;
        const expected = Array.isArray(told) ? told : (told as Record<string, Rows | RegExp>)[database.dialect];
        if (expected === undefined) continue;
        const found = await rowsOf(connection, c);
        if (expected instanceof RegExp) expect.soft(String(found), c.name).toMatch(expected);
        else expect.soft(found, c.name).toEqual(expected);
        await connection.rollback();
      }
    });
  });
}

async function rowsOf(connection: AsyncConnection, c: GoodsCase): Promise<unknown> {
  try {
    const result = await connection.execute(c.build() as never);
    return result.all().map((row: Iterable<unknown>) => [...row]);
  } catch (error) {
    return error;
  }
}
