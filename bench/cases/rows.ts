import { select } from "athanor";
import { AsyncSession } from "athanor/orm";
import { assertEqual, expectedWeight, type Item as PlainItem, parseDate, prefix, weigh } from "../data.ts";
import { Item } from "../models.ts";
import * as postgresql from "../postgresql.ts";
import type { Case } from "../protocol.ts";
import * as sqlite from "../sqlite.ts";

const COUNT = 10_000;
const SQL = `SELECT id, title, done, created, score FROM ${prefix}items`;

function sum(items: readonly PlainItem[]): number {
  let total = 0;
  for (const item of items) total += weigh(item);
  return total;
}

function verify(total: unknown): void {
  assertEqual(total, expectedWeight(COUNT), "sum over the items");
}

export const rows: Case = {
  title: "10,000 rows of 5 columns to entities, each attribute read",
  unit: "ms",
  per: 1,
  target: 2.5,
  sqlite: {
    hand() {
      const { database, run } = sqlite.openByHand();
      sqlite.fillItems(run, COUNT);
      const statement = database.prepare<[], [number, string, number, string, number]>(SQL).raw();
      return {
        run: () =>
          sum(
            statement.all().map((row) => ({
              id: row[0],
              title: row[1],
              done: row[2] !== 0,
              created: parseDate(row[3]),
              score: row[4],
            })),
          ),
        verify,
        close: () => void database.close(),
      };
    },
    athanor() {
      const { engine, Session } = sqlite.openAthanor((run) => sqlite.fillItems(run, COUNT));
      return {
        run() {
          using session = Session();
          return sum(session.scalars(select(Item)).all());
        },
        verify,
        close: () => engine.dispose(),
      };
    },
  },
  postgresql: {
    async hand() {
      const server = await postgresql.openByHand();
      await postgresql.fillItemsByHand(server, COUNT);
      return {
        async run() {
          const found = (await server.query("all", SQL)) as [number, string, boolean, Date, number][];
          return sum(found.map((row) => ({ id: row[0], title: row[1], done: row[2], created: row[3], score: row[4] })));
        },
        verify,
        close: () => postgresql.closeByHand(server),
      };
    },
    async athanor() {
      const server = await postgresql.openAthanor([postgresql.fillItems(COUNT)]);
      return {
        async run() {
          await using session = new AsyncSession(server.engine);
          return sum((await session.scalars(select(Item))).all());
        },
        verify,
        close: () => postgresql.closeAthanor(server),
      };
    },
  },
};
