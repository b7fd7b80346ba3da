import {
  bigInteger,
  type ColumnElement,
  CreateTableAs,
  CreateView,
  func,
  insert,
  integer,
  listen,
  MetaData,
  select,
  Sequence,
  string,
} from "athanor";
import type { Equal } from "./equal.ts";

const metadata = new MetaData();
const users = metadata.table("users", { id: integer().primaryKey(), name: string(50), age: integer().nullable() });

// A view has the columns of its query.
const view = new CreateView(select(users.c.id, users.c.name.label("who"), users.c.age), "v");
export const id: Equal<(typeof view.table.c.id)["_t"], number> = true;
export const who: Equal<(typeof view.table.c.who)["_t"], string> = true;
export const age: Equal<(typeof view.table.c.age)["_t"], number | null> = true;
// @ts-expect-error -- the label took the name's place
void view.table.c.name;
// @ts-expect-error -- an unlabelled function has no name of its own
void new CreateTableAs(select(func.count()), "t").table.c.count;
// @ts-expect-error -- a view is of a query
void new CreateView("SELECT 1", "v");
export const selected = select(view.table.c.who).where(view.table.c.id.gt(1));
// @ts-expect-error -- a number is no name
void view.table.c.who.eq(1);

// A sequence's numbers are of its type.
const small = new Sequence("small");
const big = new Sequence("big", { dataType: bigInteger() });
export const next: Equal<ReturnType<typeof small.nextValue>, ColumnElement<number>> = true;
export const nextBig: Equal<ReturnType<typeof big.nextValue>, ColumnElement<bigint>> = true;
// @ts-expect-error -- not a number
void new Sequence("s", { start: "1" });
export const numbered = metadata.table("numbered", { id: integer().primaryKey().default(small), n: integer() });
void insert(numbered).values({ n: 1 });
// @ts-expect-error -- n has no default
void insert(numbered).values({});

// A column that is added is known from then on.
const wider = users.appendColumn("nick", string(5).nullable());
void insert(wider).values({ id: 1, name: "a", nick: null });
// @ts-expect-error -- the first type does not know it
void users.c.nick;

// Words that become SQL are of their enumeration.
// @ts-expect-error -- no action
void integer().references("users.id", { ondelete: "EXPLODE" });
// @ts-expect-error -- no such event
listen(users, "afterInsert", () => undefined);
listen(metadata, "afterCreate", (_target: MetaData, connection, { tables, checkfirst }) => {
  const name: string = connection.dialect.name;
  const known: readonly unknown[] | undefined = tables;
  const first: boolean = checkfirst;
  return [name, known, first];
});
