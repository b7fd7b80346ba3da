import { AsyncSession } from "athanor/orm";
import {
  assertEqual,
  expectedWeight,
  type Item as PlainItem,
  parseDate,
  prefix,
  shuffledKeys,
  weigh,
} from "../data.ts";
import { Item } from "../models.ts";
import * as postgresql from "../postgresql.ts";
import type { Case } from "../protocol.ts";
import * as sqlite from "../sqlite.ts";

const COUNT = 10_000;
const keys = shuffledKeys(COUNT);
const SQL = `SELECT id, title, done, created, score FROM ${prefix}items WHERE id =`;

function verify(sum: unknown): void {
  assertEqual(sum, expectedWeight(COUNT), "sum over the items");
}

export const gets: Case = {
  title: "10,000 gets by key, identity map empty for each",
  unit: "ms",
  per: 1,
  target: 3.0,
  sqlite: {
    hand() {
      const { database, run } = sqlite.openByHand();
      sqlite.fillItems(run, COUNT);
      const statement = database.prepare<[number], [number, string, number, string, number]>(`${SQL} ?`).raw();
      return {
        run() {
          let sum = 0;
          database.exec("BEGIN");
          for (const key of keys) {
            const row = statement.get(key)!;
            const item: PlainItem = {
              id: row[0],
              title: row[1],
              done: row[2] !== 0,
              created: parseDate(row[3]),
              score: row[4],
            };
            sum += weigh(item);
          }
          database.exec("COMMIT");
          return sum;
        },
        verify,
        close: () => void database.close(),
      };
    },
    athanor() {
      const { engine, Session } = sqlite.openAthanor((run) => sqlite.fillItems(run, COUNT));
      return {
        run() {
          let sum = 0;
          using session = Session();
          for (const key of keys) {
            sum += weigh(session.get(Item, key)!);
            session.expungeAll();
          }
          return sum;
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
          let sum = 0;
          await server.query("", "BEGIN");
          for (const key of keys) {
            const row = (await server.query("get", `${SQL} $1`, [key]))[0] as [number, string, boolean, Date, number];
            const item: PlainItem = { id: row[0], title: row[1], done: row[2], created: row[3], score: row[4] };
            sum += weigh(item);
          }
          await server.query("", "COMMIT");
          return sum;
        },
        verify,
        close: () => postgresql.closeByHand(server),
      };
    },
    async athanor() {
      const server = await postgresql.openAthanor([postgresql.fillItems(COUNT)]);
      return {
        async run() {
          let sum = 0;
          await using session = new AsyncSession(server.engine);
          for (const key of keys) {
            sum += weigh((await session.get(Item, key))!);
            session.expungeAll();
          }
          return sum;
        },
        verify,
        close: () => postgresql.closeAthanor(server),
      };
    },
  },
};
