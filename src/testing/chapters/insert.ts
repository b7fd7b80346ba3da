import {
  bigInteger,
  boolean,
  CompileError,
  date,
  datetime,
  double,
  enumeration,
  func,
  insert,
  integer,
  json,
  literal,
  numeric,
  select,
  string,
  update,
  uuid,
} from "../api.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { database, execution, lacks, sql } from "../requirement.ts";

const person = { id: integer().primaryKey(), name: string(50).nullable() };

export const inserts: Chapter = chapter(
  "insert",
  check("one row", async (c) => {
    const t = await c.table("people", person);
    const result = await c.execute(insert(t).values({ id: 5, name: "Ada" }));
    equal(result.returnsRows, false);
    equal(result.rowcount, 1);
    equal(await c.rows(select(t)), [[5, "Ada"]]);
  }),
  check("values given at execution", async (c) => {
    const t = await c.table("people", person);
    await c.execute(insert(t), { id: 6, name: null });
    equal(await c.rows(select(t)), [[6, null]]);
  }),
  check("a list of sets", async (c) => {
    const t = await c.table("people", person);
    const sets = Array.from({ length: 25 }, (_, n) => ({ id: n + 1, name: `p${n}` }));
    const result = await c.execute(insert(t), sets);
    equal(result.rowcount, 25);
    equal(await c.rows(select(func.count(), func.min(t.c.id), func.max(t.c.id))), [[25, 1, 25]]);
  }),
  check("several rows in one VALUES", [sql("multiValues")], async (c) => {
    const t = await c.table("people", person);
    await c.execute(
      insert(t).values([
        { id: 1, name: "a" },
        { id: 2, name: "b" },
      ]),
    );
    equal(await c.column(select(t.c.name).orderBy(t.c.id)), ["a", "b"]);
  }),
  check("a key that the database makes", async (c) => {
    const t = await c.table("people", person);
    const result = await c.execute(insert(t).values({ name: "Ada" }));
    const [id] = result.insertedPrimaryKey;
    equal(await c.rows(select(t)), [[id, "Ada"]]);
    equal(typeof id, "number");
  }),
  check("keys that the database makes ascend", async (c) => {
    const t = await c.table("people", person);
    const first = (await c.execute(insert(t).values({ name: "a" }))).insertedPrimaryKey[0] as number;
    const second = (await c.execute(insert(t).values({ name: "b" }))).insertedPrimaryKey[0] as number;
    ok(second > first, `the second key, ${second}, is not above the first, ${first}`);
    equal(await c.column(select(t.c.name).orderBy(t.c.id)), ["a", "b"]);
  }),
  check("a key that was given is the inserted one", async (c) => {
    const t = await c.table("people", person);
    equal((await c.execute(insert(t).values({ id: 42, name: "x" }))).insertedPrimaryKey, [42]);
  }),
  check("a composite key is the inserted one", async (c) => {
    const t = await c.table("pairs", { a: integer().primaryKey(), b: string(10).primaryKey() });
    equal((await c.execute(insert(t).values({ a: 1, b: "x" }))).insertedPrimaryKey, [1, "x"]);
  }),
  check("keys of a big integer type", [database("bigIntegerKeys")], async (c) => {
    const t = await c.table("big", { id: bigInteger().primaryKey(), name: string(5) });
    const [id] = (await c.execute(insert(t).values({ name: "x" }))).insertedPrimaryKey;
    equal(typeof id, "bigint");
    equal(await c.column(select(t.c.id)), [id]);
  }),
  check("a row of defaults alone", async (c) => {
    const t = await c.table("empty", {
      id: integer().primaryKey(),
      n: integer().serverDefault("7"),
      s: string(5).nullable(),
    });
    await c.execute(insert(t));
    equal(await c.rows(select(t.c.n, t.c.s)), [[7, null]]);
  }),
  check("several rows of defaults alone", async (c) => {
    const t = await c.table("empty", { id: integer().primaryKey(), s: string(5).nullable() });
    await c.execute(insert(t), [{}, {}, {}]);
    equal(await c.scalar(select(func.count(t.c.id.distinct()))), 3);
  }),
  check("defaults of the client: value, function, SQL", async (c) => {
    let calls = 0;
    const t = await c.table("defaults", {
      id: integer().primaryKey(),
      a: integer().default(3),
      b: integer().default(() => ++calls),
      d: string(10).default(func.lower("ABC")),
    });
    await c.execute(
      insert(t),
      [{ id: 1 }, { id: 2, a: 9 }].map(({ id }) => ({ id })),
    );
    equal(await c.rows(select(t).orderBy(t.c.id)), [
      [1, 3, 1, "abc"],
      [2, 3, 2, "abc"],
    ]);
  }),
  check("defaults of the server: number, text, SQL", async (c) => {
    const t = await c.table("server_defaults", {
      id: integer().primaryKey(),
      n: integer().serverDefault("5"),
      s: string(20).serverDefault(literal("it's")),
      at: datetime().serverDefault(func.current_timestamp()),
    });
    await c.execute(insert(t).values({ id: 1 }));
    const [row] = await c.rows(select(t.c.n, t.c.s, t.c.at));
    equal(row?.slice(0, 2), [5, "it's"]);
    ok(
      row?.[2] instanceof Date && Math.abs(Date.now() - row[2].getTime()) < 86_400_000,
      `the default is ${String(row?.[2])}`,
    );
  }),
  check("an SQL expression as a value", async (c) => {
    const t = await c.table("people", person);
    await c.execute(insert(t).values({ id: literal(2, integer()).add(3), name: func.lower("ABC") }));
    equal(await c.rows(select(t)), [[5, "abc"]]);
  }),
  check("a subquery as a value", async (c) => {
    const t = await c.table("people", person);
    const other = await c.table("others", person);
    await c.execute(insert(other).values({ id: 8, name: "eight" }));
    await c.execute(insert(t).values({ id: 1, name: select(other.c.name).where(other.c.id.eq(8)).scalarSubquery() }));
    equal(await c.column(select(t.c.name)), ["eight"]);
  }),
  check("INSERT … SELECT", async (c) => {
    const t = await c.table("people", person);
    const other = await c.table("others", person);
    await c.execute(insert(other), [
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ]);
    const result = await c.execute(insert(t).fromSelect(["id", "name"], select(other.c.id.add(10), other.c.name)));
    equal(result.rowcount, 2);
    equal(await c.rows(select(t).orderBy(t.c.id)), [
      [11, "a"],
      [12, "b"],
    ]);
  }),
  check("INSERT … SELECT whose keys the database makes", async (c) => {
    const t = await c.table("people", person);
    await c.execute(
      insert(t),
      [
        { id: 1, name: "a" },
        { id: 2, name: "b" },
      ].map(({ name }) => ({ name })),
    );
    await c.execute(insert(t).fromSelect(["name"], select(t.c.name)));
    equal(await c.rows(select(func.count(), func.count(t.c.id.distinct()))), [[4, 4]]);
  }),
  check("INSERT … SELECT of no rows", async (c) => {
    const t = await c.table("people", person);
    const result = await c.execute(insert(t).fromSelect(["name"], select(t.c.name)));
    equal(result.rowcount, 0);
  }),
  check("INSERT … SELECT with defaults of the client", async (c) => {
    const t = await c.table("filled", { id: integer().primaryKey(), name: string(10), n: integer().default(4) });
    const other = await c.table("others", person);
    await c.execute(insert(other).values({ id: 1, name: "a" }));
    await c.execute(insert(t).fromSelect(["id", "name"], select(other.c.id, other.c.name)));
    equal(await c.rows(select(t)), [[1, "a", 4]]);
  }),
  check("RETURNING", [sql("insertReturning")], async (c) => {
    const t = await c.table("people", person);
    const result = await c.execute(insert(t).values({ name: "Ada" }).returning(t.c.id, t.c.name));
    equal(result.keys(), ["id", "name"]);
    const [row] = result.all();
    equal(row?.[1], "Ada");
    equal(await c.column(select(t.c.id)), [row?.[0]]);
  }),
  check("RETURNING an expression", [sql("insertReturning")], async (c) => {
    const t = await c.table("people", person);
    const returning = insert(t)
      .values({ id: 3, name: "Ada" })
      .returning(t.c.id.mul(2).label("twice"), func.upper(t.c.name));
    equal(await c.rows(returning), [[6, "ADA"]]);
  }),
  check("RETURNING what the server's defaults are", [sql("insertReturning")], async (c) => {
    const t = await c.table("empty", { id: integer().primaryKey(), n: integer().serverDefault("7") });
    equal(await c.rows(insert(t).values({ id: 1 }).returning(t.c.n)), [[7]]);
  }),
  check("RETURNING is committed with its transaction", [sql("insertReturning")], async (c) => {
    const t = await c.table("people", person);
    const [[id]] = (await c.rows(insert(t).values({ name: "Ada" }).returning(t.c.id))) as [[number]];
    await c.commit();
    equal(await c.column(select(t.c.id)), [id]);
  }),
  check("many rows, RETURNING", [sql("insertReturning"), sql("multiValues")], async (c) => {
    const t = await c.table("people", person);
    const sets = Array.from({ length: 40 }, (_, n) => ({ name: `p${n}` }));
    const rows = await c.rows(insert(t).returning(t.c.id, t.c.name), sets);
    equal(rows.length, 40);
    equal(
      await c.rows(select(t).orderBy(t.c.id)),
      rows.toSorted((a, b) => (a[0] as number) - (b[0] as number)),
    );
  }),
  check("many rows, RETURNING in the order of the sets", [sql("insertReturning"), sql("multiValues")], async (c) => {
    const t = await c.table("people", person);
    const sets = Array.from({ length: 40 }, (_, n) => ({ name: `p${(n * 17) % 40}` }));
    const rows = await c.rows(insert(t).returning(t.c.name, { sortByParameterOrder: true }), sets);
    equal(
      rows.map((row) => row[0]),
      sets.map((set) => set.name),
    );
  }),
  check("many rows in several pages, in order", [sql("insertReturning"), sql("multiValues")], async (c) => {
    const t = await c.table("people", person);
    const sets = Array.from({ length: 23 }, (_, n) => ({ name: `p${(n * 7) % 23}` }));
    const ordered = insert(t).returning(t.c.name, { sortByParameterOrder: true });
    const result = await c.execute(ordered, sets, { insertmanyvaluesPageSize: 5 });
    equal(
      result.all().map((row) => row[0]),
      sets.map((set) => set.name),
    );
  }),
  check("many rows by keys that were given, in order", [sql("insertReturning"), sql("multiValues")], async (c) => {
    const t = await c.table("people", person);
    const sets = [5, 3, 9, 1].map((id) => ({ id, name: `p${id}` }));
    const rows = await c.rows(insert(t).returning(t.c.id, t.c.name, { sortByParameterOrder: true }), sets);
    equal(rows, [
      [5, "p5"],
      [3, "p3"],
      [9, "p9"],
      [1, "p1"],
    ]);
  }),
  check("many rows by keys of type uuid, in order", [sql("insertReturning"), sql("multiValues")], async (c) => {
    const t = await c.table("tagged", { id: uuid().primaryKey(), n: integer() });
    const ids = ["c", "a", "f", "b"].map(
      (digit) => `${digit.repeat(8)}-${digit.repeat(4)}-4000-8000-${digit.repeat(12)}`,
    );
    const sets = ids.map((id, n) => ({ id, n }));
    equal(
      await c.rows(insert(t).returning(t.c.n, t.c.id, { sortByParameterOrder: true }), sets),
      ids.map((id, n) => [n, id]),
    );
  }),
  check("many rows of every type, RETURNING", [sql("insertReturning"), sql("multiValues")], async (c) => {
    const t = await c.table("typed", {
      id: integer().primaryKey(),
      b: boolean().nullable(),
      d: date().nullable(),
      x: double().nullable(),
      m: numeric(12, 3).nullable(),
      e: enumeration("red", "green", { name: c.name("color") }).nullable(),
      j: json<unknown>().nullable(),
      u: uuid().nullable(),
    });
    const full = [
      true,
      "2024-02-29",
      0.1,
      "12345.678",
      "green",
      { a: [1] },
      "01890a5d-ac96-774b-bcce-b302099a8057",
    ] as const;
    const [b, d, x, m, e, j, u] = full;
    const sets = [
      { id: 1, b, d, x, m, e, j, u },
      { id: 2, b: null, d: null, x: null, m: null, e: null, j: null, u: null },
      { id: 3, b: false, d, x: -2.5, m: "-1.000", e: "red", j: [null], u },
    ];
    const rows = await c.rows(insert(t).returning(t, { sortByParameterOrder: true }), sets);
    equal(rows[0], [1, ...full]);
    equal(rows[2], [3, false, d, -2.5, "-1.000", "red", [null], u]);
    equal(await c.rows(select(t).orderBy(t.c.id)), rows);
  }),
  check("floats are inserted as they are", [sql("insertReturning")], async (c) => {
    const t = await c.table("floats", { id: integer().primaryKey(), x: double() });
    const numbers = [0.1, 1e-300, 1.7976931348623157e308, -5e-324, 123456789.12345679];
    const rows = await c.rows(
      insert(t).returning(t.c.x, { sortByParameterOrder: true }),
      numbers.map((x, id) => ({ id: id + 1, x })),
    );
    equal(
      rows.map((row) => row[0]),
      numbers,
    );
  }),
  check("generated keys of many rows", async (c) => {
    const t = await c.table("people", person);
    const result = await c.execute(insert(t), [{ name: "a" }, { name: "b" }, { name: "c" }]);
    const keys = result.insertedPrimaryKeyRows.map((key) => key[0]);
    equal(
      await c.rows(select(t.c.id, t.c.name).orderBy(t.c.name)),
      keys.map((key, n) => [key, "abc"[n]]),
    );
  }),
  check("ON CONFLICT, as the portable upsert", async (c) => {
    const t = await c.table("words", { id: integer().primaryKey(), word: string(20).unique(), n: integer() });
    await c.execute(insert(t).values({ id: 1, word: "a", n: 1 }));
    await c.execute(
      insert(t)
        .values({ id: 1, word: "a", n: 2 })
        .orUpdate({ on: ["id"], set: { n: 5 } }),
    );
    await c.execute(
      insert(t)
        .values({ id: 1, word: "b", n: 9 })
        .orIgnore({ on: ["id"] }),
    );
    equal(await c.rows(select(t)), [[1, "a", 5]]);
  }),
  check("a column with a percent sign and one with a colon", async (c) => {
    const t = await c.table("odd", {
      id: integer().primaryKey(),
      percent: integer().named("100%"),
      colon: integer().named("a:b"),
    });
    await c.execute(insert(t), [
      { id: 1, percent: 2, colon: 3 },
      { id: 2, percent: 4, colon: 5 },
    ]);
    await c.execute(update(t).where(t.c.percent.eq(4)).values({ colon: 6 }));
    equal(await c.rows(select(t).orderBy(t.c.percent)), [
      [1, 2, 3],
      [2, 4, 6],
    ]);
  }),
  check("the key that the driver tells", [execution("lastInsertId")], async (c) => {
    const t = await c.table("people", person);
    const result = await (
      await c.connection()
    ).execDriverSql(`INSERT INTO ${c.dialect.quote(t.name)} (name) VALUES ('x')`);
    equal(await c.scalar(select(t.c.id)), Number(result.lastrowid));
  }),
  check("RETURNING where there is none is a CompileError", [lacks(sql("insertReturning"))], async (c) => {
    const t = await c.table("people", person);
    await throws(CompileError, () => c.execute(insert(t).values({ id: 1 }).returning(t.c.id)));
  }),
  check(
    "many rows, RETURNING a column with a percent sign",
    [sql("insertReturning"), sql("multiValues")],
    async (c) => {
      const t = await c.table("odd", { id: integer().primaryKey(), percent: integer().named("%s (100%)") });
      const sets = [3, 1, 2].map((percent) => ({ percent }));
      const rows = (await c.execute(insert(t).returning(t.c.percent, { sortByParameterOrder: true }), sets)).all();
      equal(rows, [[3], [1], [2]]);
    },
  ),
);
