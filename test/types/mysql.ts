// MySQL's own types: what rows hold, what columns take, and what does not compile.
import { type ColumnElement, insert, MetaData, select } from "athanor";
import {
  bigint,
  bit,
  datetime,
  decimal,
  enumeration,
  integer,
  longblob,
  longtext,
  match,
  set,
  time,
  tinyint,
  varchar,
  year,
} from "athanor/mysql";

const rooms = new MetaData().table("rooms", {
  id: integer({ unsigned: true }).primaryKey(),
  floor: tinyint({ unsigned: true }),
  visits: bigint({ unsigned: true }),
  small: bigint({ mode: "number" }).nullable(),
  flags: bit(8),
  wide: bit(64, { mode: "bigint" }),
  rent: decimal(10, 2, { unsigned: true }),
  built: year(),
  seen: datetime({ fsp: 3 }).nullable(),
  opens: time(),
  name: varchar(40, { charset: "latin1" }),
  note: longtext({ collation: "utf8mb4_bin" }).nullable(),
  plan: longblob(),
  kind: enumeration("office", "hall", { charset: "latin1" }),
  has: set("desk", "bed"),
});
const c = rooms.c;

const kind: ColumnElement<"office" | "hall"> = c.kind;
const has: ColumnElement<ReadonlySet<"desk" | "bed">> = c.has;
const visits: ColumnElement<bigint> = c.visits;
const small: ColumnElement<number | null> = c.small;
const rent: ColumnElement<string> = c.rent;
const seen: ColumnElement<Date | null> = c.seen;
const plan: ColumnElement<Uint8Array> = c.plan;
void [kind, has, visits, small, rent, seen, plan];

const filled = {
  floor: 1,
  flags: 5,
  wide: 5n,
  built: 1999,
  opens: "08:00:00",
  name: "x",
  plan: new Uint8Array(),
  kind: "hall",
} as const;
insert(rooms).values({ ...filled, visits: 5, rent: 9.5, has: ["desk"] });
insert(rooms).values({ ...filled, visits: 5n, rent: "9.50", has: new Set(["desk"] as const) });
// @ts-expect-error -- no such label
insert(rooms).values({ ...filled, visits: 5n, rent: "9.50", has: ["door"] });
// @ts-expect-error -- no such label
insert(rooms).values({ ...filled, visits: 5n, rent: "9.50", has: ["desk"], kind: "cellar" });
c.kind.eq("office");
// @ts-expect-error -- no such label
c.kind.eq("cellar");
// @ts-expect-error -- a TINYINT is a number
c.floor.eq("1");
// @ts-expect-error -- VARCHAR has a length
varchar();

select(c.id).where(match([c.name, c.note], { against: "x", inBooleanMode: true }));
select(c.id).where(match(c.name, { against: "x" }));
// @ts-expect-error -- no number is searched for words
match(c.floor, { against: "x" });
// @ts-expect-error -- for what?
match(c.name, {});
