// Core alone: tables, statements and rows.
import {
  and,
  boolean,
  createEngine,
  datetime,
  deleteFrom,
  exists,
  func,
  insert,
  integer,
  literal,
  MetaData,
  numeric,
  or,
  select,
  string,
  update,
} from "athanor";
import { type Equal, same } from "./equal.ts";

const metadata = new MetaData();
const accounts = metadata.table("accounts", {
  id: integer().primaryKey(),
  name: string(50),
  email: string().nullable(),
  balance: numeric(10, 2).default("0"),
  active: boolean().serverDefault("1"),
  opened: datetime().default(() => new Date()),
});
const orders = metadata.table("orders", {
  id: integer().primaryKey(),
  accountId: integer().references("accounts.id"),
  total: numeric(10, 2),
});

const engine = createEngine("sqlite://");
using connection = engine.connect();

// Rows
const rows = connection.execute(select(accounts.c.id, accounts.c.email, accounts.c.balance)).all();
for (const row of rows) {
  const [id, email, balance] = row;
  same<Equal<typeof id, number>>();
  same<Equal<typeof email, string | null>>();
  same<Equal<typeof balance, string>>();
  same<Equal<typeof row.email, string | null>>();
  same<Equal<typeof row.id, number>>();
  // @ts-expect-error no such column
  void row.nope;
}
const opened = connection.execute(select(accounts.c.opened)).scalarOne();
same<Equal<typeof opened, Date>>();

// Insert
insert(accounts).values({ name: "Anna" });
insert(accounts).values([{ name: "Anna" }, { name: "Bo", email: null, balance: "1.50" }]);
// @ts-expect-error the name is missing
insert(accounts).values({ email: "a@b" });
// @ts-expect-error no such column
insert(accounts).values({ name: "Anna", nmae: "x" });
const inserted = connection
  .execute(insert(accounts).values({ name: "x" }).returning(accounts.c.id, accounts.c.name))
  .all();
const insertedId: number | undefined = inserted[0]?.id;

// Update and delete
update(accounts).values({ email: null }).where(accounts.c.id.eq(1));
// @ts-expect-error null in a column that is NOT NULL
update(accounts).values({ name: null });
deleteFrom(accounts).where(accounts.c.active.eq(false));

// Conditions
select(accounts).where(and(accounts.c.id.gt(1), or(accounts.c.name.like("A%"), accounts.c.email.is(null))));
select(accounts.c.name).where(exists().where(orders.c.accountId.eq(accounts.c.id)));
// @ts-expect-error a date is no number
accounts.c.id.eq(new Date());
// @ts-expect-error a plain object is no value
accounts.c.name.eq({ toSQL: () => "1=1" });
// @ts-expect-error a row count is no text
select(accounts.c.id).limit("10");

// Subqueries, labels, functions
const totals = select(orders.c.accountId, func.count().label("n"), literal(1).label("one"))
  .groupBy(orders.c.accountId)
  .cte("totals");
const summary = connection
  .execute(select(accounts.c.name, totals.c.n).join(totals, totals.c.accountId.eq(accounts.c.id)))
  .first();
const n: number | undefined = summary?.n;

void [insertedId, n];
