// What rows give by name, and what they say where they cannot; compiled, never run.
/* oxlint-disable typescript/unbound-method -- members of arrays are read as the columns that they are not */
import {
  createEngine,
  func,
  insert,
  integer,
  MetaData,
  type NotReadableByName,
  select,
  string,
  union,
  update,
} from "athanor";
import { type Equal, same } from "./equal.ts";

const metadata = new MetaData();
const films = metadata.table("films", {
  id: integer().primaryKey(),
  title: string(),
  length: integer().nullable(),
  map: string(),
});
const actors = metadata.table("actors", { id: integer().primaryKey(), name: string(), filmId: integer() });
using connection = createEngine("sqlite://").connect();

// Names of arrays: by position and through mappings(), and the row says so
const row = connection.execute(select(films.c.title, films.c.length, films.c.map)).one();
const [title, length, map] = row;
same<Equal<typeof title, string>>();
same<Equal<typeof length, number | null>>();
same<Equal<typeof map, string>>();
const { map: ownMap } = row;
// @ts-expect-error "map" is the array's own
export const wrongMap: string = ownMap;
const { at } = connection.execute(select(films.c.title.label("at"))).one();
// @ts-expect-error a label is no better
export const wrongLabel: string = at;
type Why<T> = T extends NotReadableByName<infer Sentence, unknown> ? Sentence : never;
export const why: Why<typeof ownMap> extends `${string}"map"${string}by position${string}mappings()${string}`
  ? true
  : never = true;
const mapping = connection
  .execute(select(films.c.title, films.c.length, films.c.map))
  .mappings()
  .one();
same<Equal<keyof typeof mapping, "title" | "length" | "map">>();
same<Equal<typeof mapping.length, number | null>>();
same<Equal<typeof mapping.map, string>>();

// One name twice
const both = connection.execute(select(films.c.id, actors.c.id, actors.c.name).join(actors)).one();
same<Equal<(typeof both)[1], number>>();
same<Equal<typeof both.name, string>>();
// @ts-expect-error both columns are called id
export const wrongId: number = both.id;
export const whyTwice: Why<typeof both.id> extends `${string}several columns named "id"${string}label()${string}`
  ? true
  : never = true;

// Rows are read
// @ts-expect-error a row is no place to write to
both.name = "x";

// A table as an item: its columns by name
const whole = connection.execute(select(actors, films.c.title)).one();
same<Equal<typeof whole.name, string>>();
same<Equal<typeof whole.filmId, number>>();
same<Equal<typeof whole.title, string>>();

// Outer joins of tables
const outer = connection.execute(select(films.c.title, actors.c.name).outerjoin(actors)).one();
same<Equal<typeof outer.title, string>>();
same<Equal<typeof outer.name, string | null>>();
const labelled = connection.execute(select(actors.c.name.label("actor")).outerjoin(actors)).one();
same<Equal<typeof labelled.actor, string | null>>();

// Compounds: names of the first, values of all
const united = connection.execute(union(select(films.c.id, films.c.title), select(actors.c.id, films.c.length))).one();
same<Equal<typeof united.id, number>>();
same<Equal<typeof united.title, string | number | null>>();
const ids = connection.scalars(select(films.c.id).unionAll(select(actors.c.filmId))).all();
same<Equal<typeof ids, number[]>>();

// One of several statements, and a function by itself
const either = connection.execute(films.name === "x" ? select(films.c.id) : select(actors.c.name)).one();
same<Equal<(typeof either)[0], number | string>>();
const now = connection.scalar(func.now());
same<Equal<typeof now, Date | null>>();

// Subqueries of subqueries, CTEs, RETURNING
const totals = select(actors.c.filmId, func.count().label("n")).groupBy(actors.c.filmId).cte("totals");
const top = select(totals.c.filmId, totals.c.n).limit(1).subquery("top");
const best = connection.execute(select(films.c.title, top.c.n).join(top, top.c.filmId.eq(films.c.id))).first();
export const n: number | undefined = best?.n;
// @ts-expect-error no such column
void top.c.title;
const added = insert(actors).values({ name: "x", filmId: 1 }).returning(actors.c.id).cte("added");
export const addedIds: number[] = connection.scalars(select(added.c.id)).all();
const changed = connection
  .execute(update(actors).set({ name: "y" }).allRows().returning(actors.c.id, actors.c.name))
  .one();
same<Equal<typeof changed.id, number>>();
same<Equal<typeof changed.name, string>>();
// @ts-expect-error null in a column that is NOT NULL
update(actors).set({ filmId: null });
