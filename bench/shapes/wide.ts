import { boolean, integer, string } from "athanor";
import { prefix } from "../data.ts";
import { Base } from "./base.ts";
import type { ByHand, Row, Shape } from "./shape.ts";

export class Wide extends Base.table(`${prefix}wide`, {
  id: integer().primaryKey(),
  number1: integer(),
  number2: integer(),
  number3: integer(),
  number4: integer(),
  number5: integer(),
  number6: integer(),
  number7: integer(),
  number8: integer(),
  text1: string(60),
  text2: string(60),
  text3: string(60),
  text4: string(60),
  text5: string(60),
  text6: string(60),
  text7: string(60),
  text8: string(60),
  flag1: boolean(),
  flag2: boolean(),
  flag3: boolean(),
}) {}

interface WideData {
  id: number;
  number1: number;
  number2: number;
  number3: number;
  number4: number;
  number5: number;
  number6: number;
  number7: number;
  number8: number;
  text1: string;
  text2: string;
  text3: string;
  text4: string;
  text5: string;
  text6: string;
  text7: string;
  text8: string;
  flag1: boolean;
  flag2: boolean;
  flag3: boolean;
}

function data(n: number): Omit<WideData, "id"> {
  return {
    number1: n + 0,
    number2: n + 1,
    number3: n + 2,
    number4: n + 3,
    number5: n + 4,
    number6: n + 5,
    number7: n + 6,
    number8: n + 7,
    text1: `Text 1 of ${n}`,
    text2: `Text 2 of ${n}`,
    text3: `Text 3 of ${n}`,
    text4: `Text 4 of ${n}`,
    text5: `Text 5 of ${n}`,
    text6: `Text 6 of ${n}`,
    text7: `Text 7 of ${n}`,
    text8: `Text 8 of ${n}`,
    flag1: n % 2 === 0,
    flag2: n % 3 === 0,
    flag3: n % 4 === 0,
  };
}

/** Where booleans are numbers. */
const numeric: ByHand<WideData> = {
  decode: (row: Row) => ({
    id: row[0],
    number1: row[1],
    number2: row[2],
    number3: row[3],
    number4: row[4],
    number5: row[5],
    number6: row[6],
    number7: row[7],
    number8: row[8],
    text1: row[9],
    text2: row[10],
    text3: row[11],
    text4: row[12],
    text5: row[13],
    text6: row[14],
    text7: row[15],
    text8: row[16],
    flag1: row[17] !== 0,
    flag2: row[18] !== 0,
    flag3: row[19] !== 0,
  }),
  encode: (item) => [
    item.number1,
    item.number2,
    item.number3,
    item.number4,
    item.number5,
    item.number6,
    item.number7,
    item.number8,
    item.text1,
    item.text2,
    item.text3,
    item.text4,
    item.text5,
    item.text6,
    item.text7,
    item.text8,
    item.flag1 ? 1 : 0,
    item.flag2 ? 1 : 0,
    item.flag3 ? 1 : 0,
  ],
};

/** Twenty columns: numbers, text and booleans. */
export const wide: Shape<WideData> = {
  table: `${prefix}wide`,
  Entity: Wide,
  columns: [
    "id",
    "number1",
    "number2",
    "number3",
    "number4",
    "number5",
    "number6",
    "number7",
    "number8",
    "text1",
    "text2",
    "text3",
    "text4",
    "text5",
    "text6",
    "text7",
    "text8",
    "flag1",
    "flag2",
    "flag3",
  ],
  keys: "generated",
  arrayTypes: [
    "integer",
    "integer",
    "integer",
    "integer",
    "integer",
    "integer",
    "integer",
    "integer",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
    "boolean",
    "boolean",
    "boolean",
  ],
  data,
  byHand: {
    sqlite: numeric,
    postgresql: {
      decode: (row) => ({
        id: row[0],
        number1: row[1],
        number2: row[2],
        number3: row[3],
        number4: row[4],
        number5: row[5],
        number6: row[6],
        number7: row[7],
        number8: row[8],
        text1: row[9],
        text2: row[10],
        text3: row[11],
        text4: row[12],
        text5: row[13],
        text6: row[14],
        text7: row[15],
        text8: row[16],
        flag1: row[17],
        flag2: row[18],
        flag3: row[19],
      }),
      encode: (item) => [
        item.number1,
        item.number2,
        item.number3,
        item.number4,
        item.number5,
        item.number6,
        item.number7,
        item.number8,
        item.text1,
        item.text2,
        item.text3,
        item.text4,
        item.text5,
        item.text6,
        item.text7,
        item.text8,
        item.flag1,
        item.flag2,
        item.flag3,
      ],
    },
    mysql: numeric,
  },
  weigh: (item) =>
    item.id +
    item.number1 +
    item.number2 +
    item.number3 +
    item.number4 +
    item.number5 +
    item.number6 +
    item.number7 +
    item.number8 +
    item.text1.length +
    item.text2.length +
    item.text3.length +
    item.text4.length +
    item.text5.length +
    item.text6.length +
    item.text7.length +
    item.text8.length +
    (item.flag1 ? 1 : 0) +
    (item.flag2 ? 1 : 0) +
    (item.flag3 ? 1 : 0),
  checksum: {
    sql: "number1 + number8 + length(text1) + length(text8)",
    of: ({ number1, number8, text1, text8 }) => number1 + number8 + text1.length + text8.length,
  },
};
