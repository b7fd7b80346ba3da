import { func, insert, integer, literal, literalColumn, select, string, text } from "../api.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { sql } from "../requirement.ts";
import { AmbiguousColumnError, NoSuchColumnError } from "../../errors/result.ts";
import { MultipleResultsFound, NoResultFound } from "../../errors/state.ts";

const people = fixture(async (c) => {
  const t = await c.table("result_people", { id: integer().primaryKey(), name: string(20), at: integer() });
  await c.execute(
    insert(t),
    Array.from({ length: 50 }, (_, n) => ({ id: n + 1, name: `p${n + 1}`, at: n % 5 })),
  );
  return t;
});

export const results: Chapter = chapter(
  "results",
  check("a row by position, by name and by column", async (c) => {
    const t = await c.use(people);
    const row = (await c.execute(select(t.c.id, t.c.name).where(t.c.id.eq(1)))).one();
    equal([row[0], row[1]], [1, "p1"]);
    equal([row.id, row.name], [1, "p1"]);
    equal(row._mapping.get(t.c.name), "p1");
    equal(row._mapping.get("id"), 1);
  }),
  check("a row taken apart and spread", async (c) => {
    const t = await c.use(people);
    const [[id, name] = []] = (await c.execute(select(t.c.id, t.c.name).where(t.c.id.eq(2)))).all();
    equal([id, name], [2, "p2"]);
  }),
  check("two columns of one name are both there, and neither is meant by the name", async (c) => {
    const t = await c.use(people);
    const other = t.alias("other");
    const both = select(t.c.id, other.c.id)
      .selectFrom(t.join(other, other.c.id.eq(t.c.id.add(1))))
      .where(t.c.id.eq(1));
    const result = await c.execute(both);
    const row = result.one();
    equal([...row], [1, 2]);
  }),
  check("two columns of one name in text() are ambiguous", async (c) => {
    const t = await c.use(people);
    const table = c.dialect.quote(t.name);
    const row = (
      await c.execute(
        text(`SELECT a.id AS x, b.id AS x FROM ${table} a JOIN ${table} b ON b.id = a.id + 1 WHERE a.id = 1`),
      )
    ).one();
    equal([...row], [1, 2]);
    await throws(AmbiguousColumnError, () => row._mapping.get("x"));
  }),
  check("a name that is not there", async (c) => {
    const t = await c.use(people);
    const row = (await c.execute(select(t.c.id).where(t.c.id.eq(1)))).one();
    await throws(NoSuchColumnError, () => row._mapping.get("nowhere"));
  }),
  check("a row with a scalar subquery", async (c) => {
    const t = await c.use(people);
    const most = select(func.max(t.c.id)).scalarSubquery().label("most");
    const row = (await c.execute(select(t.c.name, most).where(t.c.id.eq(1)))).one();
    equal([row.name, row.most], ["p1", 50]);
  }),
  check("keys() are the names of the columns, of no rows too", async (c) => {
    const t = await c.use(people);
    const result = await c.execute(
      select(t.c.id, t.c.name.label("called"), func.count()).where(t.c.id.lt(0)).groupBy(t.c.id, t.c.name),
    );
    equal(result.keys().slice(0, 2), ["id", "called"]);
    equal(result.all(), []);
  }),
  check("names of columns keep their case", async (c) => {
    const t = await c.table("case_names", { lower: integer().primaryKey(), UPPER: integer(), MixedCase: integer() });
    await c.execute(insert(t).values({ lower: 1, UPPER: 2, MixedCase: 3 }));
    const result = await c.execute(select(t));
    equal(result.keys(), ["lower", "UPPER", "MixedCase"]);
    const row = result.one();
    equal([row.lower, row.UPPER, row.MixedCase], [1, 2, 3]);
  }),
  check("all, first, one, oneOrNone", async (c) => {
    const t = await c.use(people);
    const query = select(t.c.id).where(t.c.id.le(2)).orderBy(t.c.id);
    equal((await c.execute(query)).all(), [[1], [2]]);
    equal((await c.execute(query)).first(), [1]);
    await throws(MultipleResultsFound, async () => (await c.execute(query)).one());
    await throws(MultipleResultsFound, async () => (await c.execute(query)).oneOrNone());
    await throws(NoResultFound, async () => (await c.execute(query.where(t.c.id.lt(0)))).one());
    equal((await c.execute(query.where(t.c.id.lt(0)))).oneOrNone(), null);
  }),
  check("scalar, scalars, scalarOne, scalarOneOrNone", async (c) => {
    const t = await c.use(people);
    const query = select(t.c.name).where(t.c.id.le(2)).orderBy(t.c.id);
    equal((await c.execute(query)).scalar(), "p1");
    equal((await c.execute(query)).scalars().all(), ["p1", "p2"]);
    equal((await c.execute(query.where(t.c.id.eq(2)))).scalarOne(), "p2");
    equal((await c.execute(query.where(t.c.id.eq(99)))).scalarOneOrNone(), null);
  }),
  check("mappings and unique", async (c) => {
    const t = await c.use(people);
    const query = select(t.c.at).where(t.c.id.le(10)).orderBy(t.c.at);
    equal((await c.execute(query)).unique().scalars().all(), [0, 1, 2, 3, 4]);
    equal({ ...(await c.execute(query)).mappings().first() }, { at: 0 });
  }),
  check("fetchmany and partitions", async (c) => {
    const t = await c.use(people);
    const query = select(t.c.id).where(t.c.id.le(7)).orderBy(t.c.id);
    const result = await c.execute(query);
    equal(result.fetchmany(3), [[1], [2], [3]]);
    equal(result.fetchone(), [4]);
    equal(result.fetchmany(10), [[5], [6], [7]]);
    equal(result.fetchmany(10), []);
    equal(
      [...(await c.execute(query)).partitions(4)].map((part) => part.length),
      [4, 3],
    );
  }),
  check("a result is an iterable of rows", async (c) => {
    const t = await c.use(people);
    const seen: number[] = [];
    for (const [id] of await c.execute(select(t.c.id).where(t.c.id.le(3)).orderBy(t.c.id))) seen.push(id);
    equal(seen, [1, 2, 3]);
  }),
  check("rows read bit by bit", async (c) => {
    const t = await c.use(people);
    const stream = await c.stream(select(t.c.id).orderBy(t.c.id));
    equal(await stream.fetchmany(5), [[1], [2], [3], [4], [5]]);
    equal(await stream.fetchone(), [6]);
    equal((await stream.all()).length, 44);
  }),
  check("rows read bit by bit, in a loop that is left early", async (c) => {
    const t = await c.use(people);
    const seen: number[] = [];
    for await (const [id] of await c.stream(select(t.c.id).orderBy(t.c.id), undefined, { yieldPer: 7 })) {
      seen.push(id);
      if (id === 20) break;
    }
    equal(seen.length, 20);
    equal(await c.scalar(select(func.count(t.c.id))), 50);
  }),
  check("rows read bit by bit, beside other statements", async (c) => {
    const t = await c.use(people);
    const stream = await c.stream(select(t.c.id).orderBy(t.c.id), undefined, { maxRowBuffer: 5 });
    const seen: unknown[] = [];
    for (let part = await stream.fetchmany(15); part.length > 0; part = await stream.fetchmany(15)) {
      seen.push(...part.map((row) => row[0]));
      equal(await c.scalar(select(literal(part.length, integer()))), part.length);
    }
    equal(
      seen,
      Array.from({ length: 50 }, (_, n) => n + 1),
    );
  }),
  check("rows read bit by bit of a statement that is changed meanwhile", async (c) => {
    const t = await c.table("growing", { id: integer().primaryKey(), data: string(9) });
    await c.execute(insert(t), [
      { id: 1, data: "a" },
      { id: 2, data: "b" },
    ]);
    const stream = await c.stream(select(t.c.data).orderBy(t.c.id));
    equal(await stream.all(), [["a"], ["b"]]);
    await c.execute(insert(t).values({ id: 3, data: "c" }));
    equal(await c.column(select(t.c.data).orderBy(t.c.id)), ["a", "b", "c"]);
  }),
  check("a stream that is closed gives no more", async (c) => {
    const t = await c.use(people);
    const stream = await c.stream(select(t.c.id).orderBy(t.c.id));
    await stream.fetchone();
    await stream.close();
    equal(stream.closed, true);
    equal(await c.scalar(select(func.max(t.c.id))), 50);
  }),
  check("a statement that gives no rows has none to read", async (c) => {
    const t = await c.table("no_rows", { id: integer().primaryKey() });
    const result = await c.execute(insert(t).values({ id: 1 }));
    equal(result.returnsRows, false);
    await throws(Error, () => result.all());
  }),
  check("three hundred columns", async (c) => {
    const items = Array.from({ length: 300 }, (_, n) => literalColumn(String(n), integer()).label(`c${n}`));
    const row = (await c.execute(select(...items))).one() as unknown as readonly unknown[];
    equal(row.length, 300);
    equal(row[299], 299);
  }),
  check("ten thousand rows", [sql("multiValues")], async (c) => {
    const t = await c.table("many", { id: integer().primaryKey(), n: integer() });
    await c.execute(
      insert(t),
      Array.from({ length: 10_000 }, (_, n) => ({ id: n + 1, n: n % 10 })),
    );
    const rows = await c.rows(select(t).orderBy(t.c.id));
    equal(rows.length, 10_000);
    equal(rows[9999], [10_000, 9]);
    ok(
      rows.every((row, n) => row[0] === n + 1),
      "the rows are in their order",
    );
  }),
  check("the same statement with other values gives other rows", async (c) => {
    const t = await c.use(people);
    for (const id of [3, 30, 50]) equal(await c.column(select(t.c.name).where(t.c.id.eq(id))), [`p${id}`]);
  }),
);
