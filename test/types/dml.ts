// Types of INSERT, UPDATE, DELETE, upserts and MERGE; compiled, never run.
import {
  type ColumnElement,
  deleteFrom,
  type Engine,
  func,
  insert,
  integer,
  merge,
  MetaData,
  numeric,
  select,
  string,
  text,
  update,
} from "athanor";
import { insert as mysqlInsert, limit } from "athanor/mysql";
import { insert as pgInsert } from "athanor/postgresql";
import { insert as sqliteInsert } from "athanor/sqlite";
import type { Equal } from "./equal.ts";

declare const engine: Engine;
const metadata = new MetaData();
const wares = metadata.table("wares", {
  id: integer().primaryKey(),
  sku: string(20).unique(),
  title: string(60).nullable(),
  qty: integer().default(0),
  price: numeric(8, 2),
  total: numeric(10, 2).computed(text("qty * price")),
});
const lots = metadata.table("lots", { id: integer().primaryKey(), ware: integer(), qty: integer() });
const same = <T extends true>(): T | undefined => undefined;

// INSERT: required, optional, expressions, wrong types, unknown and generated columns
insert(wares).values({ sku: "a", price: 3 });
insert(wares).values({ sku: "a", price: "3.50", title: null, qty: undefined });
insert(wares).values([{ sku: "a", price: 1n }, { sku: "b", price: 2, qty: 4 } as never]);
insert(wares).values({ sku: func.lower(wares.c.sku), price: wares.c.price, qty: wares.c.qty.add(1) });
insert(wares).values({ title: select(wares.c.title).scalarSubquery(), sku: "a", price: 1 });
// @ts-expect-error the price is missing
insert(wares).values({ sku: "a" });
// @ts-expect-error a number is no text
insert(wares).values({ sku: 1, price: 1 });
// @ts-expect-error NOT NULL
insert(wares).values({ sku: null, price: 1 });
// @ts-expect-error no such column
insert(wares).values({ sku: "a", price: 1, nope: 1 });
// @ts-expect-error the database computes it
insert(wares).values({ sku: "a", price: 1, total: 3 });
// @ts-expect-error an expression of another type
insert(wares).values({ sku: wares.c.qty, price: 1 });
// @ts-expect-error may be NULL
insert(wares).values({ sku: select(wares.c.sku).scalarSubquery(), price: 1 });
// @ts-expect-error one row of the list lacks the price
insert(wares).values([{ sku: "a", price: 1 }, { sku: "b" }]);

// INSERT … SELECT
insert(wares).fromSelect(["sku", wares.c.price], select(wares.c.sku, wares.c.price), { includeDefaults: false });
// @ts-expect-error no such column
insert(wares).fromSelect(["nope"], select(wares.c.sku));

// UPDATE and DELETE
update(wares)
  .set({ qty: 1, title: null, price: wares.c.price.mul(2) })
  .where(wares.c.id.eq(1));
update(wares).values({ qty: lots.c.qty }).where(wares.c.id.eq(lots.c.ware)).ext(limit(3));
update(wares).filterBy({ sku: "a", title: null });
// @ts-expect-error no such column
update(wares).set({ nope: 1 });
// @ts-expect-error the database computes it
update(wares).set({ total: 1 });
// @ts-expect-error NOT NULL
update(wares).set({ qty: null });
// @ts-expect-error a text for a number
update(wares).set({ qty: "1" });
// @ts-expect-error no such column
deleteFrom(wares).filterBy({ nope: 1 });

// Rows of RETURNING
const connection = engine.connect();
const returned = connection
  .execute(
    insert(wares)
      .values({ sku: "a", price: 1 })
      .returning(wares.c.id, wares.c.title, wares.c.qty.add(1).label("more"), { sortByParameterOrder: true }),
  )
  .all();
const [row] = returned;
export const width: 3 = row!.length;
same<Equal<(typeof row & {})["id"], number>>();
same<Equal<(typeof row & {})["title"], string | null>>();
same<Equal<(typeof row & {})["more"], number>>();
const changed = connection.scalars(update(wares).set({ qty: 1 }).allRows().returning(wares.c.title, wares.c.id)).all();
same<Equal<typeof changed, (string | null)[]>>();
const gone = connection.scalars(deleteFrom(wares).allRows().returning(wares.c.qty)).all();
same<Equal<typeof gone, number[]>>();
const inWith = deleteFrom(lots).where(lots.c.id.eq(1)).returning(lots.c.qty, lots.c.ware.label("of")).cte("gone");
same<Equal<(typeof inWith.c.qty)["_t"], number>>();
same<Equal<(typeof inWith.c.of)["_t"], number>>();

// Upserts
const ware = insert(wares).values({ sku: "a", price: 1 });
ware.orUpdate({ on: ["sku"], set: "all" });
ware.orUpdate({ on: [wares.c.sku], set: { qty: wares.c.qty.add(ware.excluded.qty) } }).returning(wares.c.id);
ware.orIgnore({ on: ["sku"] });
same<Equal<(typeof ware.excluded.title)["_t"], string | null>>();
// @ts-expect-error no such column
ware.orUpdate({ on: ["nope"], set: "all" });
// @ts-expect-error no such column
ware.orUpdate({ on: ["sku"], set: { nope: 1 } });
// @ts-expect-error the database computes it
ware.orUpdate({ on: ["sku"], set: { total: 1 } });
// @ts-expect-error neither "all" nor values
ware.orUpdate({ on: ["sku"], set: "some" });
// @ts-expect-error no such column in the new row
ware.orUpdate({ on: ["sku"], set: { qty: ware.excluded.nope } });

const lite = sqliteInsert(wares).values({ sku: "a", price: 1 });
lite.onConflictDoNothing();
lite.onConflictDoUpdate({ indexElements: ["sku"], set: { qty: lite.excluded.qty }, where: wares.c.qty.lt(3) });
// @ts-expect-error SQLite names no constraints
lite.onConflictDoUpdate({ constraint: "uq", set: { qty: 1 } });
// @ts-expect-error set is missing
lite.onConflictDoUpdate({ indexElements: ["sku"] });
const pg = pgInsert(wares).values({ sku: "a", price: 1 });
pg.onConflictDoUpdate({ constraint: "uq", set: { title: pg.excluded.title } });
pg.onConflictDoUpdate({ constraint: wares.primaryKeyConstraint, set: { qty: 1 } }).returning(wares.c.id);
// @ts-expect-error one of the two
pg.onConflictDoUpdate({ constraint: "uq", indexElements: ["sku"], set: { qty: 1 } });
const my = mysqlInsert(wares).values({ sku: "a", price: 1 });
my.onDuplicateKeyUpdate({ qty: my.inserted.qty });
my.onDuplicateKeyUpdate([["qty", 1]]);
// @ts-expect-error no such column
my.onDuplicateKeyUpdate({ nope: 1 });
// @ts-expect-error no such column
my.onDuplicateKeyUpdate([["nope", 1]]);

// MERGE
merge(wares)
  .using(lots, wares.c.id.eq(lots.c.ware))
  .whenMatched({ and: lots.c.qty.gt(0), set: { qty: lots.c.qty } })
  .whenMatched({ delete: true })
  .whenNotMatched({ values: { sku: "new", price: 1, qty: lots.c.qty } });
// @ts-expect-error two actions
merge(wares).whenMatched({ set: { qty: 1 }, delete: true });
// @ts-expect-error the price is missing
merge(wares).whenNotMatched({ values: { sku: "new" } });
// @ts-expect-error no such column
merge(wares).whenMatched({ set: { nope: 1 } });
// @ts-expect-error an INSERT deletes nothing
merge(wares).whenNotMatched({ delete: true });

export const expression: ColumnElement<number> = ware.excluded.qty;
