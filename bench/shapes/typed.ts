import { bigInteger, date, double, integer, json, numeric, uuid } from "athanor";
import { prefix } from "../data.ts";
import { Base } from "./base.ts";
import type { ByHand, Shape } from "./shape.ts";

interface Details {
  name: string;
  tags: string[];
}

export class Typed extends Base.table(`${prefix}typed`, {
  id: integer().primaryKey(),
  price: numeric(12, 2),
  token: uuid(),
  details: json<Details>(),
  total: bigInteger(),
  ratio: double(),
  day: date(),
}) {}

interface TypedData {
  id: number;
  price: string;
  token: string;
  details: Details;
  total: bigint;
  ratio: number;
  day: string;
}

const pad = (n: number, width: number): string => String(n).padStart(width, "0");

function data(n: number): Omit<TypedData, "id"> {
  return {
    price: `${n}.${pad(n % 100, 2)}`,
    token: `123e4567-e89b-12d3-a456-${pad(n, 12)}`,
    details: { name: `Details of ${n}`, tags: ["a", "b"] },
    total: 10_000_000_000n + BigInt(n),
    ratio: n / 8,
    day: `2024-${pad((n % 12) + 1, 2)}-${pad((n % 28) + 1, 2)}`,
  };
}

/** 32 digits to a UUID with its hyphens. */
function hyphened(text: string): string {
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** Where a JSON column and a UUID are text. */
const encode: ByHand<TypedData>["encode"] = ({ price, token, details, total, ratio, day }) => [
  price,
  token,
  JSON.stringify(details),
  total,
  ratio,
  day,
];

/** Types that have to be converted: exact numbers, UUIDs, JSON, large integers, dates. */
export const typed: Shape<TypedData> = {
  table: `${prefix}typed`,
  Entity: Typed,
  columns: ["id", "price", "token", "details", "total", "ratio", "day"],
  keys: "generated",
  arrayTypes: ["numeric", "uuid", "json", "bigint", "double precision", "date"],
  data,
  byHand: {
    sqlite: {
      decode: (row) => ({
        id: row[0],
        price: row[1].toFixed(2),
        token: hyphened(row[2]),
        details: JSON.parse(row[3]),
        total: BigInt(row[4]),
        ratio: row[5],
        day: row[6],
      }),
      encode: ({ price, token, details, total, ratio, day }) => [
        price,
        token.replaceAll("-", ""),
        JSON.stringify(details),
        total,
        ratio,
        day,
      ],
    },
    postgresql: {
      decode: (row) => ({
        id: row[0],
        price: row[1],
        token: row[2],
        details: row[3],
        total: row[4],
        ratio: row[5],
        day: row[6],
      }),
      encode,
    },
    mysql: {
      decode: (row) => ({
        id: row[0],
        price: row[1],
        token: row[2].length === 32 ? hyphened(row[2]) : row[2],
        details: typeof row[3] === "string" ? JSON.parse(row[3]) : row[3],
        total: BigInt(row[4]),
        ratio: row[5],
        day: row[6],
      }),
      encode: ({ price, token, details, total, ratio, day }) => [
        price,
        token.replaceAll("-", ""),
        JSON.stringify(details),
        total,
        ratio,
        day,
      ],
    },
  },
  weigh: (item) =>
    item.id +
    item.price.length +
    item.token.length +
    item.details.name.length +
    Number(item.total % 1_000n) +
    item.ratio +
    item.day.length,
  checksum: {
    sql: "total - 10000000000 + ratio * 8",
    of: ({ total, ratio }) => Number(total - 10_000_000_000n) + ratio * 8,
  },
};
