import { AsyncSession, Session } from "athanor/orm";
import { assertEqual } from "../data.ts";
import type { HandServer } from "../databases/by-hand.ts";
import type { Case, Dialect } from "../protocol.ts";
import { items, SingleItemEntity } from "../shapes/items.ts";
import { checksumSql, expectedChecksum, expectedWeight, insertedColumns, listOf, type Shape } from "../shapes/shape.ts";

function emptySql({ table }: Shape, dialect: Dialect): string {
  if (dialect === "sqlite") return `DELETE FROM ${table}`;
  return dialect === "postgresql" ? `TRUNCATE ${table} RESTART IDENTITY` : `TRUNCATE ${table}`;
}

/** `INSERT INTO … (…) VALUES (…)`, with the placeholders of a dialect. */
function insertSql(shape: Shape, placeholder: (position: number) => string): string {
  const columns = insertedColumns(shape);
  const places = columns.map((_, index) => placeholder(index + 1)).join(", ");
  return `INSERT INTO ${shape.table} (${listOf(columns)}) VALUES (${places})`;
}

const numbered = (position: number): string => `$${position}`;
const RETURNING = " RETURNING id";

/** All rows by one statement; the objects have their keys afterwards. */
async function insertAll(server: HandServer, shape: Shape, objects: readonly any[]): Promise<void> {
  const { encode } = shape.byHand[server.dialect];
  const columns = insertedColumns(shape);
  const rows = objects.map(encode);
  const returning = shape.keys === "generated" ? RETURNING : "";
  const into = `INSERT INTO ${shape.table} (${listOf(columns)})`;
  const keys =
    server.dialect === "postgresql"
      ? await server.query(
          "insert",
          `${into} SELECT * FROM unnest(${shape.arrayTypes.map((type, index) => `$${index + 1}::${type}[]`).join(", ")})${returning}`,
          columns.map((_, index) => rows.map((row) => row[index])),
        )
      : await server.query("", `${into} VALUES ?${returning}`, [rows]);
  if (returning !== "") for (let index = 0; index < objects.length; index++) objects[index].id = keys[index]![0];
}

interface Work {
  readonly shape: Shape;
  readonly count: number;
  /** By hand and by other projects, one statement an object, instead of as few as possible; here by `batch: false`, or by a flush for each object. */
  readonly each?: "statement" | "flush" | undefined;
}

/** New objects stored in one transaction, keys filled in. */
export function insertsOf(
  { shape, count, each }: Work,
  about: Pick<Case, "title" | "target" | "unit" | "per" | "memory">,
): Case {
  const made = (): any[] => Array.from({ length: count }, (_, index) => shape.data(index + 1));
  const entities = (): any[] => Array.from({ length: count }, (_, index) => new shape.Entity(shape.data(index + 1)));
  const weight = expectedWeight(shape, count);
  /** The objects have their keys, and the table has the rows. */
  const verify = (objects: readonly any[], stored: unknown): void => {
    let sum = 0;
    for (const object of objects) sum += shape.weigh(object);
    assertEqual(sum, weight, "sum over the objects, keys included");
    assertEqual(Number(stored), checksum, "sum over the table");
  };
  const checksum = expectedChecksum(shape, count);
  const check = checksumSql(shape);
  const generated = shape.keys === "generated";
  return {
    ...about,
    sync: {
      hand(database) {
        const { encode } = shape.byHand.sqlite;
        const statement = database.statement(insertSql(shape, () => "?"));
        const [begin, commit] = [database.statement("BEGIN"), database.statement("COMMIT")];
        let objects: any[] = [];
        return {
          before() {
            database.exec(emptySql(shape, "sqlite"));
            objects = made();
          },
          run() {
            begin.run();
            for (const object of objects) {
              const { lastInsertRowid } = statement.run(...encode(object));
              if (generated) object.id = Number(lastInsertRowid);
            }
            commit.run();
            return objects;
          },
          verify: () => verify(objects, database.scalar(check)),
        };
      },
      athanor({ engine, exec, scalar }) {
        let objects: any[] = [];
        let session = new Session(engine, { expireOnCommit: false });
        return {
          before() {
            session.close();
            exec(emptySql(shape, "sqlite"));
            objects = entities();
            session = new Session(engine, { expireOnCommit: false });
          },
          run() {
            if (each === "flush") {
              for (const object of objects) {
                session.add(object);
                session.flush();
              }
            } else session.addAll(objects);
            session.commit();
            return objects;
          },
          verify: () => verify(objects, scalar(check)),
          close: () => session.close(),
        };
      },
    },
    server: {
      hand(server) {
        const { encode } = shape.byHand[server.dialect];
        const one = insertSql(shape, numbered) + (generated ? RETURNING : "");
        let objects: any[] = [];
        return {
          async before() {
            await server.query("", emptySql(shape, server.dialect));
            objects = made();
          },
          async run() {
            await server.query("", "BEGIN");
            if (each !== undefined) {
              for (const object of objects) {
                const keys = await server.query("one", one, encode(object));
                if (generated) object.id = keys[0]![0];
              }
            } else await insertAll(server, shape, objects);
            await server.query("", "COMMIT");
            return objects;
          },
          verify: async () => verify(objects, await server.scalar(check)),
        };
      },
      athanor(server) {
        let objects: any[] = [];
        let session = new AsyncSession(server.engine);
        return {
          async before() {
            await session.close();
            await server.exec(emptySql(shape, server.dialect));
            objects = entities();
            session = new AsyncSession(server.engine);
          },
          async run() {
            if (each === "flush") {
              for (const object of objects) {
                session.add(object);
                await session.flush();
              }
            } else session.addAll(objects);
            await session.commit();
            return objects;
          },
          verify: async () => verify(objects, await server.scalar(check)),
          close: () => session.close(),
        };
      },
    },
  };
}

function itemInserts(each: Work["each"], about: Pick<Case, "title" | "target">): Case {
  const count = 10_000;
  const checksum = expectedChecksum(items, count);
  const shape = each === "statement" ? { ...items, Entity: SingleItemEntity } : items;
  return {
    ...insertsOf({ shape, count, each }, { ...about, unit: "ms", per: 1 }),
    peer(peer) {
      const insert = each === undefined ? peer.insertAll : peer.insertEach;
      if (insert === undefined) return undefined;
      let fresh: object[] = [];
      return {
        async before() {
          await peer.exec(`DELETE FROM ${items.table}`);
          const data = Array.from({ length: count }, (_, index) => items.data(index + 1));
          fresh = (await peer.make?.(data)) ?? data;
        },
        run: () => insert(fresh),
        async verify(result) {
          const stored = result as readonly (typeof items)["Entity"][];
          // Keys go on from round to round here, since not everyone's DELETE starts them anew.
          const first = stored.reduce((least, { id }) => Math.min(least, id), Infinity);
          let sum = 0;
          for (const item of stored) sum += items.weigh(item);
          assertEqual(sum - (first - 1) * count, expectedWeight(items, count), "sum over the objects");
          assertEqual(Number(await peer.scalar(checksumSql(items))), checksum, "sum over the table");
        },
      };
    },
  };
}

export const inserts = itemInserts(undefined, {
  title: "flush of 10,000 new entities in one transaction, keys filled in",
  target: { sqlite: 2.0, server: 1.15 },
});

export const singleInserts = itemInserts("statement", {
  title: "the same, one INSERT at a time",
  target: { sqlite: 1.8, server: 1.15 },
});

export const flushes = itemInserts("flush", {
  title: "10,000 new entities in one transaction, each by a flush of its own",
});
