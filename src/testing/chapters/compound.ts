import {
  desc,
  except,
  exceptAll,
  func,
  insert,
  integer,
  intersect,
  intersectAll,
  literal,
  select,
  string,
  union,
  unionAll,
} from "../api.ts";
import { equal, sameItems } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database, sql } from "../requirement.ts";

const letters = fixture(async (c) => {
  const t = await c.table("letters", { id: integer().primaryKey(), x: integer(), letter: string(5) });
  await c.execute(insert(t), [
    { id: 1, x: 1, letter: "a" },
    { id: 2, x: 2, letter: "b" },
    { id: 3, x: 3, letter: "c" },
    { id: 4, x: 4, letter: "c" },
  ]);
  return t;
});

export const compounds: Chapter = chapter(
  "compound",
  check("UNION leaves out what is there twice", async (c) => {
    const t = await c.use(letters);
    const u = union(select(t.c.letter).where(t.c.id.ge(2)), select(t.c.letter).where(t.c.id.le(3)));
    sameItems(await c.column(u), ["a", "b", "c"]);
  }),
  check("UNION ALL keeps what is there twice", async (c) => {
    const t = await c.use(letters);
    const u = unionAll(select(t.c.letter).where(t.c.id.ge(2)), select(t.c.letter).where(t.c.id.le(3)));
    sameItems(await c.column(u), ["a", "b", "b", "c", "c", "c"]);
  }),
  check("UNION with ORDER BY", async (c) => {
    const t = await c.use(letters);
    const u = union(select(t.c.id, t.c.letter).where(t.c.id.eq(1)), select(t.c.id, t.c.letter).where(t.c.id.eq(3)));
    equal(await c.rows(u.orderBy(desc("id"))), [
      [3, "c"],
      [1, "a"],
    ]);
  }),
  check("UNION with LIMIT and OFFSET of the whole", async (c) => {
    const t = await c.use(letters);
    const u = union(select(t.c.id).where(t.c.id.le(2)), select(t.c.id).where(t.c.id.gt(2)));
    equal(await c.column(u.orderBy("id").limit(2).offset(1)), [2, 3]);
  }),
  check("UNION of queries with LIMIT", [sql("compoundParens")], async (c) => {
    const t = await c.use(letters);
    const first = select(t.c.id).orderBy(t.c.id).limit(1);
    const last = select(t.c.id).orderBy(t.c.id.desc()).limit(1);
    equal(await c.column(union(first, last).orderBy("id")), [1, 4]);
  }),
  check("UNION of queries with ORDER BY", [sql("compoundParens")], async (c) => {
    const t = await c.use(letters);
    const u = union(
      select(t.c.id).where(t.c.id.eq(2)).orderBy(t.c.id),
      select(t.c.id).where(t.c.id.eq(3)).orderBy(t.c.id),
    );
    equal(await c.column(u.orderBy("id")), [2, 3]);
  }),
  check("UNION of queries with DISTINCT", async (c) => {
    const t = await c.use(letters);
    const u = unionAll(select(t.c.letter).distinct(), select(t.c.letter).where(t.c.id.ge(3)).distinct());
    sameItems(await c.column(u), ["a", "b", "c", "c"]);
  }),
  check("UNION of subqueries that have LIMIT", async (c) => {
    const t = await c.use(letters);
    const first = select(t.c.id).orderBy(t.c.id).limit(1).subquery("first_row");
    const last = select(t.c.id).orderBy(t.c.id.desc()).limit(1).subquery("last_row");
    equal(await c.column(union(select(first.c.id), select(last.c.id)).orderBy("id")), [1, 4]);
  }),
  check("UNION as a subquery", async (c) => {
    const t = await c.use(letters);
    const sub = union(select(t.c.id).where(t.c.id.eq(1)), select(t.c.id).where(t.c.id.ge(3))).subquery("united");
    equal(await c.column(select(sub.c.id).where(sub.c.id.gt(1)).orderBy(sub.c.id)), [3, 4]);
  }),
  check("UNION of three queries with values", async (c) => {
    const t = await c.use(letters);
    const u = unionAll(
      select(t.c.id, literal("left", string(9)).label("side")).where(t.c.id.eq(1)),
      select(t.c.id, literal("mid", string(9)).label("side")).where(t.c.id.eq(2)),
      select(t.c.id, literal("right", string(9)).label("side")).where(t.c.id.eq(3)),
    ).orderBy("id");
    equal(await c.rows(u), [
      [1, "left"],
      [2, "mid"],
      [3, "right"],
    ]);
  }),
  check("UNION in IN", async (c) => {
    const t = await c.use(letters);
    const ids = union(select(t.c.id).where(t.c.letter.eq("a")), select(t.c.id).where(t.c.letter.eq("c")));
    equal(await c.column(select(t.c.id).where(t.c.id.in(ids)).orderBy(t.c.id)), [1, 3, 4]);
  }),
  check("UNION joined to a table", async (c) => {
    const t = await c.use(letters);
    const sub = union(
      select(t.c.x.label("n")).where(t.c.x.le(2)),
      select(t.c.x.label("n")).where(t.c.x.eq(4)),
    ).subquery("n_s");
    equal(await c.scalar(select(func.count(t.c.id)).selectFrom(t.join(sub, sub.c.n.eq(t.c.x)))), 3);
  }),
  check("INTERSECT", [database("intersectAndExcept")], async (c) => {
    const t = await c.use(letters);
    const both = intersect(select(t.c.id).where(t.c.id.le(3)), select(t.c.id).where(t.c.id.ge(2)));
    sameItems(await c.column(both), [2, 3]);
  }),
  check("EXCEPT", [database("intersectAndExcept")], async (c) => {
    const t = await c.use(letters);
    const rest = except(select(t.c.id), select(t.c.id).where(t.c.id.ge(3)));
    sameItems(await c.column(rest), [1, 2]);
  }),
  check("INTERSECT ALL", [database("intersectAllAndExceptAll")], async (c) => {
    const t = await c.use(letters);
    const both = intersectAll(select(t.c.letter), select(t.c.letter).where(t.c.id.ge(3)));
    equal(await c.column(both), ["c", "c"]);
  }),
  check("EXCEPT ALL", [database("intersectAllAndExceptAll")], async (c) => {
    const t = await c.use(letters);
    const rest = exceptAll(select(t.c.letter), select(t.c.letter).where(t.c.id.eq(4)));
    sameItems(await c.column(rest), ["a", "b", "c"]);
  }),
);
