import { integer, string } from "athanor";
import { prefix } from "../data.ts";
import { Base } from "./base.ts";
import type { ByHand, Shape } from "./shape.ts";

export class Composite extends Base.table(`${prefix}composite`, {
  region: integer().primaryKey(),
  number: integer().primaryKey(),
  label: string(60),
  amount: integer(),
}) {}

interface CompositeData {
  region: number;
  number: number;
  label: string;
  amount: number;
}

const REGIONS = 7;

const byHand: ByHand<CompositeData> = {
  decode: (row) => ({ region: row[0], number: row[1], label: row[2], amount: row[3] }),
  encode: ({ region, number, label, amount }: any) => [region, number, label, amount],
};

/** A key of two columns that the program gives; rows in the order of the key. */
export const composite: Shape<CompositeData> = {
  table: `${prefix}composite`,
  Entity: Composite,
  columns: ["region", "number", "label", "amount"],
  keys: ["region", "number"],
  arrayTypes: ["integer", "integer", "varchar", "integer"],
  data: (n) => ({ region: Math.floor(n / 1_000) + REGIONS, number: n, label: `Label ${n}`, amount: n % 1_000 }),
  byHand: { sqlite: byHand, postgresql: byHand, mysql: byHand },
  weigh: (item) => item.region * 3 + item.number + item.label.length + item.amount,
  checksum: { sql: "amount + length(label)", of: ({ amount, label }) => amount + label.length },
};
