import { AsyncSession } from "athanor/orm";
import { assertEqual, expectedWeight, formatDate, type ItemData, itemData, prefix, weigh } from "../data.ts";
import { Item } from "../models.ts";
import * as postgresql from "../postgresql.ts";
import type { Case } from "../protocol.ts";
import * as sqlite from "../sqlite.ts";

const COUNT = 10_000;
const CHECK = `SELECT sum(id * 7 + score + length(title)) FROM ${prefix}items`;

interface NewItem extends ItemData {
  id?: number;
}

function newObjects(): NewItem[] {
  return Array.from({ length: COUNT }, (_, index) => itemData(index + 1));
}

function newEntities(): Item[] {
  return Array.from({ length: COUNT }, (_, index) => new Item(itemData(index + 1)));
}

/** The objects have their keys, and the table has the rows. */
function verifyWith(items: readonly NewItem[], checksum: unknown): void {
  let sum = 0;
  let expected = 0;
  for (const item of items) sum += weigh(item as Required<NewItem>);
  assertEqual(sum, expectedWeight(COUNT), "sum over the objects, keys included");
  for (let n = 1; n <= COUNT; n++) expected += n * 7 + itemData(n).score + itemData(n).title.length;
  assertEqual(Number(checksum), expected, "sum over the table");
}

export const inserts: Case = {
  title: "flush of 10,000 new entities, keys filled in",
  unit: "ms",
  per: 1,
  target: 4.0,
  sqlite: {
    hand() {
      const { database, run } = sqlite.openByHand();
      const statement = database.prepare(
        `INSERT INTO ${prefix}items (title, done, created, score) VALUES (?, ?, ?, ?)`,
      );
      let items: NewItem[] = [];
      return {
        before() {
          run(`DELETE FROM ${prefix}items`, []);
          items = newObjects();
        },
        run() {
          database.exec("BEGIN");
          for (const item of items) {
            const result = statement.run(item.title, item.done ? 1 : 0, formatDate(item.created), item.score);
            item.id = Number(result.lastInsertRowid);
          }
          database.exec("COMMIT");
        },
        verify: () => verifyWith(items, database.prepare(CHECK).pluck().get()),
        close: () => void database.close(),
      };
    },
    athanor() {
      const { engine, Session, run, scalar } = sqlite.openAthanor(() => {});
      let items: Item[] = [];
      let session = Session({ expireOnCommit: false });
      return {
        before() {
          session.close();
          run(`DELETE FROM ${prefix}items`, []);
          items = newEntities();
          session = Session({ expireOnCommit: false });
        },
        run() {
          session.addAll(items);
          session.commit();
        },
        verify: () => verifyWith(items, scalar(CHECK)),
        close() {
          session.close();
          engine.dispose();
        },
      };
    },
  },
  postgresql: {
    async hand() {
      const server = await postgresql.openByHand();
      let items: NewItem[] = [];
      return {
        async before() {
          await server.query("", `TRUNCATE ${prefix}items RESTART IDENTITY`);
          items = newObjects();
        },
        async run() {
          await server.query("", "BEGIN");
          const keys = await server.query(
            "insert",
            `INSERT INTO ${prefix}items (title, done, created, score)
             SELECT * FROM unnest($1::varchar[], $2::boolean[], $3::timestamp[], $4::integer[]) RETURNING id`,
            [
              items.map((item) => item.title),
              items.map((item) => item.done),
              items.map((item) => formatDate(item.created)),
              items.map((item) => item.score),
            ],
          );
          items.forEach((item, index) => {
            item.id = keys[index]![0] as number;
          });
          await server.query("", "COMMIT");
        },
        verify: async () => verifyWith(items, (await server.query("", CHECK))[0]![0]),
        close: () => postgresql.closeByHand(server),
      };
    },
    async athanor() {
      const server = await postgresql.openAthanor([]);
      let items: Item[] = [];
      return {
        async before() {
          await server.run(`TRUNCATE ${prefix}items RESTART IDENTITY`);
          items = newEntities();
        },
        async run() {
          await using session = new AsyncSession(server.engine);
          session.addAll(items);
          await session.commit();
        },
        verify: async () => verifyWith(items, await server.scalar(CHECK)),
        close: () => postgresql.closeAthanor(server),
      };
    },
  },
};
