import { AsyncSession, Session } from "athanor/orm";
import { assertEqual, shuffledKeys } from "../data.ts";
import { isPending } from "../peer.ts";
import type { Case } from "../protocol.ts";
import { items } from "../shapes/items.ts";
import { expectedWeight, fillSql, keyColumns, keyOf, selectSql, type Shape, whereKey } from "../shapes/shape.ts";
import { fillItems } from "./dates.ts";

const COUNT = 10_000;

/** Objects by key, one after the other, from an identity map that is empty for each. */
export function getsOf<T extends object>(shape: Shape<T>, about: Pick<Case, "title" | "target">): Case {
  const numbers = shuffledKeys(COUNT);
  const keys = numbers.map((n) => keyOf(shape, n));
  const names = keyColumns(shape);
  const entityKeys: any[] = keys.map((key) =>
    key.length === 1 ? key[0] : Object.fromEntries(names.map((name, index) => [name, key[index]])),
  );
  const weight = expectedWeight(shape, COUNT);
  const verify = (sum: unknown): void => assertEqual(sum, weight, "sum over the objects");
  return {
    ...about,
    unit: "ms",
    per: 1,
    fill: (dialect) => fillSql(shape, COUNT, dialect),
    sync: {
      hand(database) {
        const { decode } = shape.byHand.sqlite;
        const statement = database.query(`${selectSql(shape)} ${whereKey(shape, () => "?")}`);
        const [begin, commit] = [database.statement("BEGIN"), database.statement("COMMIT")];
        return {
          run() {
            let sum = 0;
            begin.run();
            for (const key of keys) sum += shape.weigh(decode(statement.get(...key)!));
            commit.run();
            return sum;
          },
          verify,
        };
      },
      athanor: ({ engine }) => ({
        run() {
          let sum = 0;
          using session = new Session(engine);
          for (const key of entityKeys) {
            sum += shape.weigh(session.get(shape.Entity, key) as T);
            session.expungeAll();
          }
          return sum;
        },
        verify,
      }),
    },
    server: {
      hand(server) {
        const { decode } = shape.byHand[server.dialect];
        const sql = `${selectSql(shape)} ${whereKey(shape, (position) => `$${position}`)}`;
        return {
          async run() {
            let sum = 0;
            await server.query("", "BEGIN");
            for (const key of keys) sum += shape.weigh(decode((await server.query("get", sql, key))[0]!));
            await server.query("", "COMMIT");
            return sum;
          },
          verify,
        };
      },
      athanor: ({ engine }) => ({
        async run() {
          let sum = 0;
          await using session = new AsyncSession(engine);
          for (const key of entityKeys) {
            sum += shape.weigh((await session.get(shape.Entity, key)) as T);
            session.expungeAll();
          }
          return sum;
        },
        verify,
      }),
    },
  };
}

const numbers = shuffledKeys(COUNT);

export const gets: Case = {
  ...getsOf(items, {
    title: "10,000 gets by key, identity map empty for each",
    target: { sqlite: 1.5, server: 1.1 },
  }),
  fill: (dialect, dates) => fillItems(COUNT, dialect, dates),
  peer: ({ get }) =>
    get && {
      async run() {
        let sum = 0;
        for (const n of numbers) {
          let item = get(n);
          if (isPending(item)) item = await item;
          sum += items.weigh(item);
        }
        return sum;
      },
      verify: (sum) => assertEqual(sum, expectedWeight(items, COUNT), "sum over the objects"),
    },
};
