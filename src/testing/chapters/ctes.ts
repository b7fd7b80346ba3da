import { column, deleteFrom, func, insert, integer, literal, select, string, update, values } from "../api.ts";
import { equal } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { database, sql } from "../requirement.ts";

/** A tree of five rows, and an empty table of the same columns. */
async function tree(c: CheckContext) {
  const shape = { id: integer().primaryKey(), data: string(10), parentId: integer().nullable() };
  const t = await c.table("tree", shape);
  const other = await c.table("other_tree", shape);
  await c.execute(insert(t), [
    { id: 1, data: "d1", parentId: null },
    { id: 2, data: "d2", parentId: 1 },
    { id: 3, data: "d3", parentId: 1 },
    { id: 4, data: "d4", parentId: 3 },
    { id: 5, data: "d5", parentId: 3 },
  ]);
  return { t, other };
}
const ctes = database("ctes");
const ctesOfDml = database("ctesOfDml");

export const commonTables: Chapter = chapter(
  "cte",
  check("WITH before SELECT", [ctes], async (c) => {
    const { t } = await tree(c);
    const some = select(t)
      .where(t.c.data.in(["d2", "d3", "d4"]))
      .cte("some_rows");
    equal(await c.column(select(some.c.data).where(some.c.data.in(["d4", "d5"]))), ["d4"]);
  }),
  check("two WITH, one reading the other", [ctes], async (c) => {
    const { t } = await tree(c);
    const one = select(t).where(t.c.id.ge(2)).cte("one");
    const two = select(one.c.id, one.c.data).where(one.c.id.le(3)).cte("two");
    equal(await c.column(select(two.c.data).orderBy(two.c.id)), ["d2", "d3"]);
  }),
  check("one WITH read twice", [ctes], async (c) => {
    const { t } = await tree(c);
    const some = select(t.c.id, t.c.parentId).cte("some_rows");
    const parent = some.alias("parent");
    const pairs = select(some.c.id, parent.c.id).selectFrom(some.join(parent, parent.c.id.eq(some.c.parentId)));
    equal(await c.scalar(select(func.count()).selectFrom(pairs.subquery("pairs"))), 4);
  }),
  check("WITH RECURSIVE counts", [ctes], async (c) => {
    const first = select(literal(1, integer()).label("n")).cte("counter", { recursive: true });
    const all = first.unionAll(select(first.c.n.add(1)).where(first.c.n.lt(5)));
    equal((await c.column(select(all.c.n).orderBy(all.c.n))).map(Number), [1, 2, 3, 4, 5]);
  }),
  check("WITH RECURSIVE goes through a tree", [ctes], async (c) => {
    const { t } = await tree(c);
    const below = select(t.c.id, t.c.parentId).where(t.c.id.eq(3)).cte("below", { recursive: true });
    const all = below.unionAll(select(t.c.id, t.c.parentId).where(t.c.parentId.eq(below.c.id)));
    equal(await c.column(select(all.c.id).orderBy(all.c.id)), [3, 4, 5]);
  }),
  check("WITH RECURSIVE … UNION ends in a circle", [ctes], async (c) => {
    const { t } = await tree(c);
    await c.execute(update(t).where(t.c.id.eq(1)).values({ parentId: 5 }));
    const above = select(t.c.id, t.c.parentId).where(t.c.id.eq(4)).cte("above", { recursive: true });
    const all = above.union(select(t.c.id, t.c.parentId).where(t.c.id.eq(above.c.parentId)));
    equal(await c.column(select(all.c.id).orderBy(all.c.id)), [1, 3, 4, 5]);
  }),
  check("WITH in a subquery", [ctes], async (c) => {
    const { t } = await tree(c);
    const low = select(t.c.id).where(t.c.id.le(2)).cte("low");
    equal(
      await c.column(
        select(t.c.data)
          .where(t.c.id.in(select(low.c.id)))
          .orderBy(t.c.id),
      ),
      ["d1", "d2"],
    );
  }),
  check("WITH and values in both parts, in their order", [ctes], async (c) => {
    const { t } = await tree(c);
    const some = select(t.c.id, t.c.data.concat("-x").label("data"))
      .where(t.c.id.gt(1))
      .where(t.c.data.ne("d3"))
      .cte("some_rows");
    const query = select(literal("y", string(2)), some.c.data)
      .where(some.c.id.lt(5))
      .orderBy(some.c.id)
      .limit(2);
    equal(await c.rows(query), [
      ["y", "d2-x"],
      ["y", "d4-x"],
    ]);
  }),
  check("INSERT … SELECT from WITH", [ctes], async (c) => {
    const { t, other } = await tree(c);
    const some = select(t)
      .where(t.c.data.in(["d2", "d3", "d4"]))
      .cte("some_rows");
    await c.execute(insert(other).fromSelect(["id", "data", "parentId"], select(some)));
    equal(await c.rows(select(other).orderBy(other.c.id)), [
      [2, "d2", 1],
      [3, "d3", 1],
      [4, "d4", 3],
    ]);
  }),
  check("UPDATE … FROM WITH", [ctes, ctesOfDml, sql("updateFrom")], async (c) => {
    const { t, other } = await tree(c);
    await c.execute(insert(other).fromSelect(["id", "data", "parentId"], select(t)));
    const some = select(t)
      .where(t.c.data.in(["d2", "d3", "d4"]))
      .cte("some_rows");
    await c.execute(update(other).values({ parentId: 5 }).where(other.c.data.eq(some.c.data)));
    equal(await c.column(select(other.c.parentId).orderBy(other.c.id)), [null, 5, 5, 5, 3]);
  }),
  check("UPDATE by WITH in a subquery", [ctes, ctesOfDml], async (c) => {
    const { t, other } = await tree(c);
    await c.execute(insert(other).fromSelect(["id", "data", "parentId"], select(t)));
    const some = select(t.c.id).where(t.c.id.ge(4)).cte("some_rows");
    await c.execute(
      update(other)
        .values({ data: "new" })
        .where(other.c.id.in(select(some.c.id))),
    );
    equal(await c.column(select(other.c.id).where(other.c.data.eq("new")).orderBy(other.c.id)), [4, 5]);
  }),
  check("DELETE … USING WITH", [ctes, ctesOfDml, sql("deleteUsing")], async (c) => {
    const { t, other } = await tree(c);
    await c.execute(insert(other).fromSelect(["id", "data", "parentId"], select(t)));
    const some = select(t)
      .where(t.c.data.in(["d2", "d3", "d4"]))
      .cte("some_rows");
    await c.execute(deleteFrom(other).where(other.c.data.eq(some.c.data)));
    equal(await c.column(select(other.c.id).orderBy(other.c.id)), [1, 5]);
  }),
  check("DELETE by WITH in a subquery", [ctes, ctesOfDml], async (c) => {
    const { t, other } = await tree(c);
    await c.execute(insert(other).fromSelect(["id", "data", "parentId"], select(t)));
    const some = select(t)
      .where(t.c.data.in(["d2", "d3", "d4"]))
      .cte("some_rows");
    const same = select(some.c.data).where(some.c.id.eq(other.c.id)).scalarSubquery();
    await c.execute(deleteFrom(other).where(other.c.data.eq(same)));
    equal(await c.column(select(other.c.id).orderBy(other.c.id)), [1, 5]);
  }),
  check("VALUES in WITH", [ctes, sql("aliasColumns")], async (c) => {
    const given = values(column("id", integer()), column("word", string()), { name: "given" })
      .data([
        [1, "one"],
        [2, "two"],
      ])
      .cte("listed");
    equal(await c.rows(select(given.c.id, given.c.word).orderBy(given.c.id)), [
      [1, "one"],
      [2, "two"],
    ]);
  }),
  check("INSERT inside WITH", [sql("dmlInCte"), sql("insertReturning")], async (c) => {
    const { other } = await tree(c);
    const added = insert(other)
      .values({ id: 9, data: "d9", parentId: null })
      .returning(other.c.id, other.c.data)
      .cte("added");
    equal(await c.rows(select(added.c.id, added.c.data)), [[9, "d9"]]);
    equal(await c.column(select(other.c.id)), [9]);
  }),
  check("DELETE inside WITH moves rows", [sql("dmlInCte"), sql("deleteReturning")], async (c) => {
    const { t, other } = await tree(c);
    const gone = deleteFrom(t).where(t.c.id.ge(4)).returning(t).cte("gone");
    await c.execute(insert(other).fromSelect(["id", "data", "parentId"], select(gone)));
    equal(await c.column(select(other.c.id).orderBy(other.c.id)), [4, 5]);
    equal(await c.scalar(select(func.count(t.c.id))), 3);
  }),
);
