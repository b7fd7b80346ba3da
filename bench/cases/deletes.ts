import { select } from "athanor";
import { AsyncSession, Session } from "athanor/orm";
import { assertEqual, prefix } from "../data.ts";
import type { HandServer } from "../databases/by-hand.ts";
import type { Case, Dialect, Round } from "../protocol.ts";
import { ItemEntity } from "../shapes/items.ts";
import { fillItems } from "./dates.ts";

const COUNT = 1_000;
const TABLE = `${prefix}items`;
const LEFT = `SELECT count(*) FROM ${TABLE}`;
const LOAD = `SELECT id, score FROM ${TABLE}`;

interface Scored {
  id: number;
  score: number;
}

function verify(left: unknown): void {
  assertEqual(Number(left), 0, "rows in the table");
}

/** The rows of the next round. */
function refill(dialect: Dialect): readonly string[] {
  return [...fillItems(COUNT, dialect)];
}

async function deleteEach(server: HandServer, items: readonly Scored[]): Promise<void> {
  await server.query("", "BEGIN");
  for (const { id } of items) await server.query("delete", `DELETE FROM ${TABLE} WHERE id = $1`, [id]);
  await server.query("", "COMMIT");
}

async function deleteAll(server: HandServer, items: readonly Scored[]): Promise<void> {
  const keys = items.map(({ id }) => id);
  if (server.dialect === "postgresql") {
    await server.query("delete", `DELETE FROM ${TABLE} WHERE id = ANY($1)`, [keys]);
  } else {
    await server.query("", `DELETE FROM ${TABLE} WHERE id IN (${keys.join(", ")})`);
  }
}

function onServer(server: HandServer, remove: (server: HandServer, items: readonly Scored[]) => Promise<void>): Round {
  const fill = refill(server.dialect);
  let items: Scored[] = [];
  return {
    async before() {
      for (const sql of fill) await server.query("", sql);
      items = (await server.query("load", LOAD)).map((row) => ({ id: row[0], score: row[1] }));
    },
    run: () => remove(server, items),
    verify: async () => verify(await server.scalar(LEFT)),
  };
}

export const deletes: Case = {
  title: "delete of 1,000 loaded entities",
  unit: "ms",
  per: 1,
  target: { sqlite: 2.5, server: 0.06 },
  sync: {
    hand(database) {
      const fill = refill("sqlite");
      const load = database.query(LOAD);
      const remove = database.statement(`DELETE FROM ${TABLE} WHERE id = ?`);
      const [begin, commit] = [database.statement("BEGIN"), database.statement("COMMIT")];
      let items: Scored[] = [];
      return {
        before() {
          for (const sql of fill) database.exec(sql);
          items = load.all().map((row) => ({ id: row[0], score: row[1] }));
        },
        run() {
          begin.run();
          for (const item of items) remove.run(item.id);
          commit.run();
        },
        verify: () => verify(database.scalar(LEFT)),
      };
    },
    athanor({ engine, exec, scalar }) {
      const fill = refill("sqlite");
      let session = new Session(engine);
      let items: readonly ItemEntity[] = [];
      return {
        before() {
          session.close();
          for (const sql of fill) exec(sql);
          session = new Session(engine);
          items = session.scalars(select(ItemEntity)).all();
        },
        run() {
          for (const item of items) session.delete(item);
          session.commit();
        },
        verify: () => verify(scalar(LEFT)),
        close: () => session.close(),
      };
    },
  },
  server: {
    hand: (server) => onServer(server, deleteEach),
    handBulk: (server) => onServer(server, deleteAll),
    athanor({ dialect, engine, exec, scalar }) {
      const fill = refill(dialect);
      let session = new AsyncSession(engine);
      let items: readonly ItemEntity[] = [];
      return {
        async before() {
          await session.close();
          for (const sql of fill) await exec(sql);
          session = new AsyncSession(engine);
          items = (await session.scalars(select(ItemEntity))).all();
        },
        async run() {
          await session.deleteAll(items);
          await session.commit();
        },
        verify: async () => verify(await scalar(LEFT)),
        close: () => session.close(),
      };
    },
  },
  peer({ dates, dialect, load, remove, exec, scalar }) {
    if (load === undefined || remove === undefined) return undefined;
    const fill = [...fillItems(COUNT, dialect, dates)];
    let items: object[] = [];
    return {
      async before() {
        for (const sql of fill) await exec(sql);
        items = await load();
      },
      run: () => remove(items),
      verify: async () => verify(await scalar(LEFT)),
    };
  },
};
