import { select } from "athanor";
import { AsyncSession } from "athanor/orm";
import { assertEqual, itemData, prefix } from "../data.ts";
import { Item } from "../models.ts";
import * as postgresql from "../postgresql.ts";
import type { Case } from "../protocol.ts";
import * as sqlite from "../sqlite.ts";

const COUNT = 1_000;
const SUM = `SELECT sum(score) FROM ${prefix}items`;
const LOAD = `SELECT id, score FROM ${prefix}items`;

let expected = 0;
for (let n = 1; n <= COUNT; n++) expected += itemData(n).score;

/** Every round adds one to every score. */
function verifyAfter(rounds: number, sum: unknown): void {
  assertEqual(Number(sum), expected + rounds * COUNT, "sum over the table");
}

interface Scored {
  id: number;
  score: number;
}

export const updates: Case = {
  title: "flush of 1,000 changed entities",
  unit: "ms",
  per: 1,
  target: 5.0,
  sqlite: {
    hand() {
      const { database, run } = sqlite.openByHand();
      sqlite.fillItems(run, COUNT);
      const load = database.prepare<[], [number, number]>(LOAD).raw();
      const update = database.prepare(`UPDATE ${prefix}items SET score = ? WHERE id = ?`);
      let items: Scored[] = [];
      let rounds = 0;
      return {
        before() {
          items = load.all().map((row) => ({ id: row[0], score: row[1] }));
        },
        run() {
          rounds++;
          for (const item of items) item.score++;
          database.exec("BEGIN");
          for (const item of items) update.run(item.score, item.id);
          database.exec("COMMIT");
        },
        verify: () => verifyAfter(rounds, database.prepare(SUM).pluck().get()),
        close: () => void database.close(),
      };
    },
    athanor() {
      const { engine, Session, scalar } = sqlite.openAthanor((run) => sqlite.fillItems(run, COUNT));
      let session = Session();
      let items: readonly Item[] = [];
      let rounds = 0;
      return {
        before() {
          session.close();
          session = Session();
          items = session.scalars(select(Item)).all();
        },
        run() {
          rounds++;
          for (const item of items) item.score++;
          session.commit();
        },
        verify: () => verifyAfter(rounds, scalar(SUM)),
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
      await postgresql.fillItemsByHand(server, COUNT);
      let items: Scored[] = [];
      let rounds = 0;
      return {
        async before() {
          items = (await server.query("load", LOAD)).map((row) => ({ id: row[0] as number, score: row[1] as number }));
        },
        async run() {
          rounds++;
          for (const item of items) item.score++;
          await server.query("", "BEGIN");
          for (const item of items) {
            await server.query("update", `UPDATE ${prefix}items SET score = $1 WHERE id = $2`, [item.score, item.id]);
          }
          await server.query("", "COMMIT");
        },
        verify: async () => verifyAfter(rounds, (await server.query("", SUM))[0]![0]),
        close: () => postgresql.closeByHand(server),
      };
    },
    async athanor() {
      const server = await postgresql.openAthanor([postgresql.fillItems(COUNT)]);
      let session = new AsyncSession(server.engine);
      let items: readonly Item[] = [];
      let rounds = 0;
      return {
        async before() {
          await session.close();
          session = new AsyncSession(server.engine);
          items = (await session.scalars(select(Item))).all();
        },
        async run() {
          rounds++;
          for (const item of items) item.score++;
          await session.commit();
        },
        verify: async () => verifyAfter(rounds, await server.scalar(SUM)),
        async close() {
          await session.close();
          await postgresql.closeAthanor(server);
        },
      };
    },
  },
};
