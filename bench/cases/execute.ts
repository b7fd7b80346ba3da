import { bindparam, select } from "athanor";
import { assertEqual, prefix, shuffledKeys } from "../data.ts";
import { isPending } from "../peer.ts";
import type { Case } from "../protocol.ts";
import { itemData, ItemEntity } from "../shapes/items.ts";
import { fillItems } from "./dates.ts";

const COUNT = 10_000;
const keys = shuffledKeys(COUNT);
const SQL = `SELECT id, title, score FROM ${prefix}items WHERE id =`;
const { id, title, score } = ItemEntity.c;
const statement = select(id, title, score).where(id.eq(bindparam("id")));

let expected = 0;
for (let n = 1; n <= COUNT; n++) expected += n + itemData(n).title.length + itemData(n).score;

function verify(sum: unknown): void {
  assertEqual(sum, expected, "sum over the rows");
}

/** No objects, no conversions: what is left is what a statement costs on its way. */
export const execute: Case = {
  title: "10,000 executions of a statement made before, one row each (Core)",
  unit: "ms",
  per: 1,
  target: { sqlite: 1.3, server: 1.02 },
  fill: (dialect, dates) => fillItems(COUNT, dialect, dates),
  sync: {
    hand(database) {
      const one = database.query(`${SQL} ?`);
      return {
        run() {
          let sum = 0;
          for (const key of keys) {
            const row = one.get(key)!;
            sum += row[0] + row[1].length + row[2];
          }
          return sum;
        },
        verify,
      };
    },
    athanor({ engine }) {
      const connection = engine.connect();
      return {
        run() {
          let sum = 0;
          for (const key of keys) {
            const row = connection.execute(statement, { id: key }).one();
            sum += row[0] + row[1].length + row[2];
          }
          return sum;
        },
        verify,
        close: () => connection.close(),
      };
    },
  },
  server: {
    hand: (server) => ({
      async run() {
        let sum = 0;
        for (const key of keys) {
          const row = (await server.query("one", `${SQL} $1`, [key]))[0]!;
          sum += row[0] + row[1].length + row[2];
        }
        return sum;
      },
      verify,
    }),
    async athanor({ engine }) {
      const connection = await engine.connect();
      return {
        async run() {
          let sum = 0;
          for (const key of keys) {
            const row = (await connection.execute(statement, { id: key })).one();
            sum += row[0] + row[1].length + row[2];
          }
          return sum;
        },
        verify,
        close: () => connection.close(),
      };
    },
  },
  peer: ({ one }) =>
    one && {
      async run() {
        let sum = 0;
        for (const key of keys) {
          let row = one(key);
          if (isPending(row)) row = await row;
          sum += row.id + row.title.length + row.score;
        }
        return sum;
      },
      verify,
    },
};
