import { boolean, datetime, integer, string } from "athanor";
import { inspect } from "athanor/orm";
import { formatDate, parseDate, prefix } from "../data.ts";
import { Base } from "./base.ts";
import type { Shape } from "./shape.ts";

export interface ItemData {
  title: string;
  done: boolean;
  created: Date;
  score: number;
}

export interface Item extends ItemData {
  id: number;
}

export class ItemEntity extends Base.table(`${prefix}items`, {
  id: integer().primaryKey(),
  title: string(60),
  done: boolean(),
  created: datetime(),
  score: integer(),
}) {}

/** The same rows, which a flush inserts one by one. */
export class SingleItemEntity extends Base.map(inspect(ItemEntity).localTable, {}, { mapper: { batch: false } }) {}

const EPOCH = Date.UTC(2024, 0, 1);

export function itemData(n: number): ItemData {
  return { title: `Item number ${n}`, done: n % 3 === 0, created: new Date(EPOCH + n * 61_000), score: n % 1000 };
}

/** Five columns, a boolean and a moment among them; the database makes the key. */
export const items: Shape<Item> = {
  table: `${prefix}items`,
  Entity: ItemEntity,
  columns: ["id", "title", "done", "created", "score"],
  keys: "generated",
  arrayTypes: ["varchar", "boolean", "timestamp", "integer"],
  data: itemData,
  byHand: {
    sqlite: {
      decode: (row) => ({
        id: row[0],
        title: row[1],
        done: row[2] !== 0,
        created: parseDate(row[3]),
        score: row[4],
      }),
      encode: ({ title, done, created, score }) => [title, done ? 1 : 0, formatDate(created), score],
    },
    postgresql: {
      decode: (row) => ({ id: row[0], title: row[1], done: row[2], created: row[3], score: row[4] }),
      encode: ({ title, done, created, score }) => [title, done, formatDate(created), score],
    },
    mysql: {
      decode: (row) => ({ id: row[0], title: row[1], done: row[2] !== 0, created: row[3], score: row[4] }),
      encode: ({ title, done, created, score }) => [title, done ? 1 : 0, formatDate(created), score],
    },
  },
  weigh: (item) => item.id + item.title.length + (item.done ? 1 : 0) + (item.created.getTime() % 100_003) + item.score,
  checksum: { sql: "score + length(title)", of: ({ score, title }) => score + title.length },
};
