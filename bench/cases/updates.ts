import { select } from "athanor";
import { AsyncSession, Session } from "athanor/orm";
import { assertEqual, prefix } from "../data.ts";
import type { HandServer } from "../databases/by-hand.ts";
import type { Case, Round } from "../protocol.ts";
import { itemData, ItemEntity } from "../shapes/items.ts";
import { fillItems } from "./dates.ts";

const COUNT = 1_000;
const TABLE = `${prefix}items`;
const SUM = `SELECT sum(score) FROM ${TABLE}`;
const LOAD = `SELECT id, score FROM ${TABLE}`;

interface Scored {
  id: number;
  score: number;
}

let expected = 0;
for (let n = 1; n <= COUNT; n++) expected += itemData(n).score;

/** Every round adds one to every score. */
function verifyAfter(rounds: number, sum: unknown): void {
  assertEqual(Number(sum), expected + rounds * COUNT, "sum over the table");
}

async function updateEach(server: HandServer, items: readonly Scored[]): Promise<void> {
  await server.query("", "BEGIN");
  for (const { id, score } of items) {
    await server.query("update", `UPDATE ${TABLE} SET score = $1 WHERE id = $2`, [score, id]);
  }
  await server.query("", "COMMIT");
}

async function updateAll(server: HandServer, items: readonly Scored[]): Promise<void> {
  if (server.dialect === "postgresql") {
    const sql = `UPDATE ${TABLE} SET score = v.score FROM unnest($1::integer[], $2::integer[]) AS v (id, score) WHERE ${TABLE}.id = v.id`;
    await server.query("update", sql, [items.map(({ id }) => id), items.map(({ score }) => score)]);
    return;
  }
  const values = items.map(({ id, score }) => `SELECT ${id} AS id, ${score} AS score`).join(" UNION ALL ");
  await server.query("", `UPDATE ${TABLE} JOIN (${values}) AS v USING (id) SET ${TABLE}.score = v.score`);
}

function onServer(server: HandServer, update: (server: HandServer, items: readonly Scored[]) => Promise<void>): Round {
  let items: Scored[] = [];
  let rounds = 0;
  return {
    async before() {
      items = (await server.query("load", LOAD)).map((row) => ({ id: row[0], score: row[1] }));
    },
    async run() {
      rounds++;
      for (const item of items) item.score++;
      await update(server, items);
    },
    verify: async () => verifyAfter(rounds, await server.scalar(SUM)),
  };
}

export const updates: Case = {
  title: "flush of 1,000 changed entities",
  unit: "ms",
  per: 1,
  target: { sqlite: 2.5, server: 0.16 },
  fill: (dialect, dates) => fillItems(COUNT, dialect, dates),
  sync: {
    hand(database) {
      const load = database.query(LOAD);
      const update = database.statement(`UPDATE ${TABLE} SET score = ? WHERE id = ?`);
      const [begin, commit] = [database.statement("BEGIN"), database.statement("COMMIT")];
      let items: Scored[] = [];
      let rounds = 0;
      return {
        before() {
          items = load.all().map((row) => ({ id: row[0], score: row[1] }));
        },
        run() {
          rounds++;
          for (const item of items) item.score++;
          begin.run();
          for (const item of items) update.run(item.score, item.id);
          commit.run();
        },
        verify: () => verifyAfter(rounds, database.scalar(SUM)),
      };
    },
    athanor({ engine, scalar }) {
      let session = new Session(engine);
      let items: readonly ItemEntity[] = [];
      let rounds = 0;
      return {
        before() {
          session.close();
          session = new Session(engine);
          items = session.scalars(select(ItemEntity)).all();
        },
        run() {
          rounds++;
          for (const item of items) item.score++;
          session.commit();
        },
        verify: () => verifyAfter(rounds, scalar(SUM)),
        close: () => session.close(),
      };
    },
  },
  server: {
    hand: (server) => onServer(server, updateEach),
    handBulk: (server) => onServer(server, updateAll),
    athanor({ engine, scalar }) {
      let session = new AsyncSession(engine);
      let items: readonly ItemEntity[] = [];
      let rounds = 0;
      return {
        async before() {
          await session.close();
          session = new AsyncSession(engine);
          items = (await session.scalars(select(ItemEntity))).all();
        },
        async run() {
          rounds++;
          for (const item of items) item.score++;
          await session.commit();
        },
        verify: async () => verifyAfter(rounds, await scalar(SUM)),
        close: () => session.close(),
      };
    },
  },
  peer({ load, update, scalar }) {
    if (load === undefined || update === undefined) return undefined;
    let items: object[] = [];
    let rounds = 0;
    return {
      async before() {
        items = await load();
      },
      run() {
        rounds++;
        return update(items);
      },
      verify: async () => verifyAfter(rounds, await scalar(SUM)),
    };
  },
};
