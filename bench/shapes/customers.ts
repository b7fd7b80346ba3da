import { datetime, integer, string } from "athanor";
import { prefix } from "../data.ts";
import { Base } from "./base.ts";

/** The table of SQLAlchemy's examples on bulk inserts and large results. */
export class Customer extends Base.table(`${prefix}customers`, {
  id: integer().primaryKey(),
  name: string(255),
  description: string(255),
}) {}

/** The table of its example on short selects. */
export class Client extends Base.table(`${prefix}clients`, {
  id: integer().primaryKey(),
  name: string(255),
  description: string(255),
  q: integer(),
  p: integer(),
  x: datetime(),
}) {}

export function customerData(n: number): { name: string; description: string } {
  return { name: `customer name ${n}`, description: `customer description ${n}` };
}

const PAGE = 10_000;

function* pages(table: string, count: number, row: (n: number) => string): Iterable<string> {
  for (let start = 1; start <= count; start += PAGE) {
    const length = Math.min(PAGE, count - start + 1);
    yield `INSERT INTO ${table} VALUES ${Array.from({ length }, (_, index) => row(start + index)).join(", ")}`;
  }
}

export function fillCustomers(count: number): Iterable<string> {
  return pages(`${prefix}customers`, count, (n) => `(${n}, 'customer name ${n}', 'customer description ${n}')`);
}

export function fillClients(count: number): Iterable<string> {
  const x = "2024-01-02 03:04:05.000000";
  return pages(`${prefix}clients`, count, (n) => `(${n}, 'c${n}name', 'c${n}desc', ${n * 10}, ${n * 20}, '${x}')`);
}
