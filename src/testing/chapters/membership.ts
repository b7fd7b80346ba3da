import { bindparam, func, insert, integer, literalColumn, select, string, text, tuple } from "../api.ts";
import { equal } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database } from "../requirement.ts";

const pairs = fixture(async (c) => {
  const t = await c.table("pairs_in", {
    id: integer().primaryKey(),
    x: integer(),
    y: integer(),
    z: string(20).nullable(),
  });
  await c.execute(insert(t), [
    { id: 1, x: 1, y: 2, z: "z1" },
    { id: 2, x: 2, y: 3, z: "z2" },
    { id: 3, x: 3, y: 4, z: "z3" },
    { id: 4, x: 4, y: 5, z: null },
  ]);
  return t;
});
const ids = bindparam("ids", { type: integer(), expanding: true });
const words = bindparam("words", { type: string(), expanding: true });

export const memberships: Chapter = chapter(
  "in",
  check("IN a list", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(t.c.x.in([2, 3]))
          .orderBy(t.c.id),
      ),
      [2, 3],
    );
  }),
  check("IN a list that is a parameter, with lists of other lengths", async (c) => {
    const t = await c.use(pairs);
    const query = select(t.c.id).where(t.c.x.in(ids)).orderBy(t.c.id);
    equal(await c.column(query, { ids: [2, 3, 4] }), [2, 3, 4]);
    equal(await c.column(query, { ids: [1] }), [1]);
    equal(await c.column(query, { ids: [4, 1] }), [1, 4]);
  }),
  check("NOT IN a list", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(t.c.x.notIn([2, 3]))
          .orderBy(t.c.id),
      ),
      [1, 4],
    );
  }),
  check("IN a list of one", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.x.in([2]))), [2]);
  }),
  check("IN the empty list, of numbers", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.x.in([]))), []);
  }),
  check("IN the empty list that is a parameter, of numbers", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.x.in(ids)), { ids: [] }), []);
  }),
  check("NOT IN the empty list, of numbers", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.x.notIn([])).orderBy(t.c.id)), [1, 2, 3, 4]);
  }),
  check("NOT IN the empty list that is a parameter, of numbers", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.x.notIn(ids)).orderBy(t.c.id), { ids: [] }), [1, 2, 3, 4]);
  }),
  check("IN the empty list, of text", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.z.in([]))), []);
    equal(await c.column(select(t.c.id).where(t.c.z.in(words)), { words: [] }), []);
  }),
  check("NOT IN the empty list, of text, holds for NULL too", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.z.notIn([])).orderBy(t.c.id)), [1, 2, 3, 4]);
    equal(await c.column(select(t.c.id).where(t.c.z.notIn(words)).orderBy(t.c.id), { words: [] }), [1, 2, 3, 4]);
  }),
  check("several empty lists in one statement", async (c) => {
    const t = await c.use(pairs);
    const none = select(t.c.id).where(t.c.x.in(ids)).where(t.c.z.in(words));
    equal(await c.column(none, { ids: [], words: [] }), []);
  }),
  check("an empty list beside one that is not", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(t.c.x.in([1, 2]).and(t.c.z.notIn([])))
          .orderBy(t.c.id),
      ),
      [1, 2],
    );
    equal(await c.column(select(t.c.id).where(t.c.x.in([]).or(t.c.z.notIn(["z1", "z2"])))), [3]);
  }),
  check("NULL is not in the empty list", async (c) => {
    const nothing = literalColumn("NULL", integer());
    const there = await c.rows(select(nothing.in([]).label("there"), nothing.notIn([]).label("missing")));
    equal(there[0]?.map(Boolean), [false, true]);
  }),
  check("IN a list of text", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(t.c.z.in(["z1", "z3", "x"]))
          .orderBy(t.c.id),
      ),
      [1, 3],
    );
    equal(await c.column(select(t.c.id).where(t.c.z.in(words)).orderBy(t.c.id), { words: ["z2", "z3"] }), [2, 3]);
  }),
  check("IN a list of text, in text()", async (c) => {
    const t = await c.use(pairs);
    const query = text(`SELECT id FROM ${c.dialect.quote(t.name)} WHERE z IN :words ORDER BY id`).bindparams(
      bindparam("words", { expanding: true, type: string() }),
    );
    equal(await c.column(query, { words: ["z1", "z3"] }), [1, 3]);
    equal(await c.column(query, { words: ["z2"] }), [2]);
    equal(await c.column(query, { words: [] }), []);
  }),
  check("IN a list of text with quotes, percent signs and colons", async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(t.c.z.in(["'", "%s", ":x", "?", "$1", "z2", '"']))), [2]);
  }),
  check("IN a list of expressions and values", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(t.c.y.in([t.c.x.add(1), 99]))
          .orderBy(t.c.id),
      ),
      [1, 2, 3, 4],
    );
  }),
  check("IN a subquery, and NOT IN one", async (c) => {
    const t = await c.use(pairs);
    const big = select(t.c.x).where(t.c.x.gt(2));
    equal(await c.column(select(t.c.id).where(t.c.x.in(big)).orderBy(t.c.id)), [3, 4]);
    equal(await c.column(select(t.c.id).where(t.c.x.notIn(big)).orderBy(t.c.id)), [1, 2]);
  }),
  check("a list longer than the database takes values", async (c) => {
    const t = await c.use(pairs);
    const many = Array.from({ length: 70_000 }, (_, n) => n + 2);
    equal(await c.column(select(t.c.id).where(t.c.x.in(many)).orderBy(t.c.id)), [2, 3, 4]);
  }),
  check("the same list twice in a statement", async (c) => {
    const t = await c.use(pairs);
    const query = select(t.c.id)
      .where(t.c.x.in(ids).and(t.c.y.notIn(ids)))
      .orderBy(t.c.id);
    equal(await c.column(query, { ids: [2, 3] }), [3]);
  }),
  check("a list beside other values of the statement", async (c) => {
    const t = await c.use(pairs);
    const query = select(t.c.id, t.c.x.add(10))
      .where(t.c.x.in([1, 2, 3]))
      .where(t.c.y.gt(2))
      .limit(5)
      .orderBy(t.c.id);
    equal(await c.rows(query), [
      [2, 12],
      [3, 13],
    ]);
  }),
  check("IN in the select list", async (c) => {
    const t = await c.use(pairs);
    const rows = await c.column(select(t.c.x.in([1, 4])).orderBy(t.c.id));
    equal(rows.map(Boolean), [true, false, false, true]);
  }),
  check("a list within a function", async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.scalar(
        select(func.count())
          .selectFrom(t)
          .where(func.coalesce(t.c.z, "-").in(["-", "z1"])),
      ),
      2,
    );
  }),
  check("IN a list of pairs", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    const query = select(t.c.id).where(
      tuple(t.c.x, t.c.y).in([
        [2, 3],
        [3, 4],
        [9, 9],
      ]),
    );
    equal(await c.column(query.orderBy(t.c.id)), [2, 3]);
  }),
  check("IN a list of pairs that is a parameter", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    const query = select(t.c.id)
      .where(tuple(t.c.x, t.c.y).in(bindparam("q", { expanding: true })))
      .orderBy(t.c.id);
    equal(
      await c.column(query, {
        q: [
          [2, 3],
          [3, 4],
        ],
      }),
      [2, 3],
    );
    equal(await c.column(query, { q: [[4, 5]] }), [4]);
  }),
  check("IN a list of pairs of different types", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    const query = select(t.c.id).where(
      tuple(t.c.x, t.c.z).in([
        [2, "z2"],
        [3, "z3"],
        [1, "other"],
      ]),
    );
    equal(await c.column(query.orderBy(t.c.id)), [2, 3]);
  }),
  check("NOT IN a list of pairs", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    equal(
      await c.column(
        select(t.c.id)
          .where(
            tuple(t.c.x, t.c.y).notIn([
              [2, 3],
              [3, 4],
            ]),
          )
          .orderBy(t.c.id),
      ),
      [1, 4],
    );
  }),
  check("IN the empty list of pairs", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    equal(await c.column(select(t.c.id).where(tuple(t.c.x, t.c.y).in([]))), []);
    equal(await c.column(select(t.c.id).where(tuple(t.c.x, t.c.z).in([]))), []);
    equal(await c.column(select(t.c.id).where(tuple(t.c.x, t.c.y).notIn([])).orderBy(t.c.id)), [1, 2, 3, 4]);
  }),
  check("a pair in a subquery", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    const other = t.alias("other");
    const query = select(t.c.id).where(tuple(t.c.x, t.c.y).in(select(other.c.x, other.c.y).where(other.c.id.ge(3))));
    equal(await c.column(query.orderBy(t.c.id)), [3, 4]);
  }),
  check("the text that lists are expanded in", async (c) => {
    const t = await c.use(pairs);
    const { sql: query } = select(t.c.id)
      .where(t.c.x.in([2, 3]))
      .where(t.c.z.in(["z2", "it's"]))
      .compile({ dialect: c.dialect, literalBinds: true });
    equal((await (await c.connection()).execDriverSql(query)).scalars().all(), [2]);
  }),
  check("IN a list of pairs, in text()", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    const query = text(`SELECT id FROM ${c.dialect.quote(t.name)} WHERE (x, z) IN :pairs ORDER BY id`).bindparams(
      bindparam("pairs", { expanding: true }),
    );
    const wanted = [
      [2, "z2"],
      [3, "z3"],
    ];
    equal(await c.column(query, { pairs: wanted }), [2, 3]);
    equal(await c.column(query, { pairs: [[1, "z1"]] }), [1]);
  }),
  check("IN a list of pairs that is written into the SQL at execution", [database("tupleIn")], async (c) => {
    const t = await c.use(pairs);
    const given = bindparam("pairs", { expanding: true, literalExecute: true });
    const query = select(t.c.id).where(tuple(t.c.x, t.c.z).in(given)).orderBy(t.c.id);
    equal(
      await c.column(query, {
        pairs: [
          [2, "z2"],
          [3, "it's"],
        ],
      }),
      [2],
    );
  }),
);
