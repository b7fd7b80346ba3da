import { select } from "athanor";
import { AsyncSession, Session } from "athanor/orm";
import { assertEqual } from "../data.ts";
import type { Case } from "../protocol.ts";
import { ItemEntity, items } from "../shapes/items.ts";
import { expectedWeight, selectSql } from "../shapes/shape.ts";
import { fillItems } from "./dates.ts";
import { insertsOf } from "./inserts.ts";
import { rowsOf } from "./rows.ts";

const sizes = { "1k": 1_000, "10k": 10_000, "100k": 100_000, "1m": 1_000_000 };

function load(count: number): Case {
  return {
    ...rowsOf(items, count, {
      title: `${count.toLocaleString("en")} rows to entities, a row`,
      unit: "µs",
      per: count,
      memory: { kind: "kept", pieces: count },
    }),
    fill: (dialect) => fillItems(count, dialect),
  };
}

function flush(count: number): Case {
  return insertsOf(
    { shape: items, count },
    {
      title: `flush of ${count.toLocaleString("en")} new entities, an entity`,
      unit: "µs",
      per: count,
      memory: { kind: "kept", pieces: count },
    },
  );
}

const STREAMED = 1_000_000;
const PAGE = 1_000;

/** How far resident memory goes up while something runs that looks at it now and then. */
function watch(): { readonly look: () => void; readonly peak: () => number } {
  globalThis.gc!();
  const start = process.memoryUsage.rss();
  let most = start;
  const look = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
  return { look, peak: () => (look(), most - start) };
}

function verify(result: unknown): void {
  assertEqual((result as { sum: number }).sum, expectedWeight(items, STREAMED), "sum over the rows");
}

/** A million entities, of which only some are in memory at any time. */
const stream: Case = {
  title: "stream of 1,000,000 rows to entities, a row",
  unit: "µs",
  per: STREAMED,
  memory: { kind: "peak" },
  fill: (dialect) => fillItems(STREAMED, dialect),
  sync: {
    hand(database) {
      const { decode } = items.byHand.sqlite;
      const all = database.query(selectSql(items));
      return {
        run() {
          const { look, peak } = watch();
          let sum = 0;
          let count = 0;
          for (const row of all.iterate()) {
            sum += items.weigh(decode(row));
            if (++count % PAGE === 0) look();
          }
          return { sum, peak: peak() };
        },
        verify,
      };
    },
    athanor: ({ engine }) => ({
      run() {
        const { look, peak } = watch();
        let sum = 0;
        let count = 0;
        using session = new Session(engine);
        for (const item of session.scalars(select(ItemEntity), undefined, { yieldPer: PAGE })) {
          sum += items.weigh(item);
          if (++count % PAGE === 0) look();
        }
        return { sum, peak: peak() };
      },
      verify,
    }),
  },
  server: {
    athanor: ({ engine }) => ({
      async run() {
        const { look, peak } = watch();
        let sum = 0;
        let count = 0;
        await using session = new AsyncSession(engine);
        for await (const item of await session.streamScalars(select(ItemEntity), undefined, { yieldPer: PAGE })) {
          sum += items.weigh(item);
          if (++count % PAGE === 0) look();
        }
        return { sum, peak: peak() };
      },
      verify,
    }),
  },
};

/** Time and memory for a row are the same however many there are. */
export const scalingCases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(Object.entries(sizes).map(([name, count]) => [`load${name}`, load(count)])),
  ...Object.fromEntries(Object.entries(sizes).map(([name, count]) => [`flush${name}`, flush(count)])),
  stream,
};
