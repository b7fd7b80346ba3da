import { isDeepStrictEqual } from "node:util";
import { select } from "athanor";
import { AsyncSession, Session } from "athanor/orm";
import { assertEqual } from "../data.ts";
import type { Case } from "../protocol.ts";
import { items } from "../shapes/items.ts";
import { expectedWeight, fillSql, nth, selectSql, type Shape } from "../shapes/shape.ts";
import { fillItems } from "./dates.ts";

interface Loaded<T> {
  readonly objects: readonly T[];
  readonly sum: number;
}

/** All rows of a table as objects, every attribute read. */
export function rowsOf<T extends object>(
  shape: Shape<T>,
  count: number,
  about: Pick<Case, "title" | "target" | "memory" | "unit" | "per">,
): Case {
  const weigh = (objects: readonly T[]): Loaded<T> => {
    let sum = 0;
    for (const object of objects) sum += shape.weigh(object);
    return { objects, sum };
  };
  const weight = expectedWeight(shape, count);
  const verify = (result: unknown): void => {
    const { objects, sum } = result as Loaded<Record<string, unknown>>;
    assertEqual(sum, weight, "sum over the objects");
    // Values and types to the letter.
    const last = objects.at(-1)!;
    const read = Object.fromEntries(shape.columns.map((name) => [name, last[name]]));
    const expected = Object.fromEntries(shape.columns.map((name) => [name, (nth(shape, count) as any)[name]]));
    if (!isDeepStrictEqual(read, expected)) throw new Error(`${JSON.stringify(read)}, and the row is another`);
  };
  const order = shape.keys === "generated" ? "" : ` ORDER BY ${shape.keys.join(", ")}`;
  const sql = `${selectSql(shape)}${order}`;
  const statement = select(shape.Entity as typeof items.Entity);
  return {
    ...about,
    fill: (dialect) => fillSql(shape, count, dialect),
    sync: {
      hand(database) {
        const { decode } = shape.byHand.sqlite;
        const all = database.query(sql);
        return { run: () => weigh(all.all().map(decode)), verify };
      },
      athanor({ engine }) {
        // It stays open while its objects are looked at: what they keep includes the identity map.
        let session = new Session(engine);
        const ordered = orderBy(shape, statement);
        return {
          before() {
            session.close();
            session = new Session(engine);
          },
          run: () => weigh(session.scalars(ordered).all() as T[]),
          verify,
          close: () => session.close(),
        };
      },
    },
    server: {
      hand(server) {
        const { decode } = shape.byHand[server.dialect];
        return {
          // Drivers hold on to their last answer.
          before: async () => void (await server.query("", "SELECT 1")),
          run: async () => weigh((await server.query("all", sql)).map(decode)),
          verify,
        };
      },
      athanor({ engine }) {
        let session = new AsyncSession(engine);
        const ordered = orderBy(shape, statement);
        return {
          async before() {
            await session.close();
            session = new AsyncSession(engine);
          },
          run: async () => weigh((await session.scalars(ordered)).all() as T[]),
          verify,
          close: () => session.close(),
        };
      },
    },
  };
}

/** By key where it is none that grows: then rows come in order by themselves, and nobody sorts. */
function orderBy(shape: Shape, statement: any): any {
  return shape.keys === "generated" ? statement : statement.orderBy(...shape.keys.map((name) => shape.Entity.c[name]));
}

/** Items, which others load as well. */
export function itemRows(count: number, about: Parameters<typeof rowsOf>[2]): Case {
  const contest = rowsOf(items, count, about);
  return {
    ...contest,
    fill: (dialect, dates) => fillItems(count, dialect, dates),
    peer({ all, forget }) {
      if (all === undefined) return undefined;
      let sum = 0;
      return {
        before: () => void forget?.(),
        async run() {
          const objects = await all();
          sum = 0;
          for (const object of objects) sum += items.weigh(object);
          return { objects, sum };
        },
        verify(result) {
          const { objects } = result as Loaded<(typeof items)["Entity"]>;
          assertEqual(sum, expectedWeight(items, count), "sum over the objects");
          const { id, title, done, created, score } = objects.at(-1);
          if (!isDeepStrictEqual({ id, title, done, created, score }, nth(items, count)))
            throw new Error(`${JSON.stringify(objects.at(-1))}, and the row is another`);
        },
      };
    },
  };
}

export const rows = itemRows(10_000, {
  title: "10,000 rows of 5 columns to entities, each attribute read",
  unit: "ms",
  per: 1,
  target: { sqlite: 1.25, server: 1.05 },
});

export const manyRows = itemRows(100_000, {
  title: "100,000 rows to entities, each attribute read",
  unit: "ms",
  per: 1,
  target: { sqlite: 1.3, server: 1.3 },
  memory: { kind: "kept", pieces: 100_000 },
});
