import { randomUUID } from "node:crypto";
import { and, cast, func, insert, integer, json, literalColumn, nullValue, select, string, update } from "../api.ts";
import type { ColumnElement } from "../../sql/column-element.ts";
import type { JsonElement } from "../../sql/json-element.ts";
import { equal, ok, sameItems } from "../assert.ts";
import { type Chapter, chapter, type Check, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { fixture } from "../fixture.ts";
import { database } from "../requirement.ts";
import { typeChecks } from "../round-trip.ts";

const there = database("json");

/** Empty; each check has its rows in a transaction of its own. */
const documents = fixture(
  async (c) =>
    await c.table("documents", {
      id: integer().primaryKey(),
      name: string(20).nullable(),
      data: json<unknown>().nullable(),
      strict: json<unknown>({ noneAsNull: false }).nullable(),
    }),
);

/** The documents, under the keys 1, 2, … */
async function holding(c: CheckContext, ...values: readonly unknown[]) {
  const t = await c.use(documents);
  if (values.length > 0)
    await c.execute(
      insert(t),
      values.map((data, n) => ({ id: n + 1, data })),
    );
  return t;
}

/** The value under a key, in an object, and in a list from both ends, as data, in WHERE, and in a statement of literals. */
function typed<T>(
  name: string,
  values: readonly T[],
  as: (element: JsonElement<unknown>) => ColumnElement<unknown>,
): readonly Check[] {
  return values.map((value) =>
    check(`${name} of ${shown(value)}`, [there], async (c) => {
      const other = value === null ? 1 : null;
      const t = await holding(
        c,
        { key: value, in: { "sub key": [0, value] } },
        { key: other, in: { "sub key": [0, other] } },
      );
      const { data } = t.c;
      const paths = [data.get("key"), data.get(["in", "sub key", 1]), data.get("in").get("sub key").get(-1)];
      for (const element of paths) {
        const found = as(element);
        const query = select(found).where(t.c.id.eq(1));
        equal(await c.column(query), [value]);
        if (value !== null) equal(await c.column(select(t.c.id).where(found.eq(value))), [1]);
      }
      const nulls = select(t.c.id).where(and(as(data.get("key")).eq(null), t.c.id.eq(1)));
      equal(await c.column(nulls), value === null ? [1] : []);
    }),
  );
}
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 30)}…` : text;
}

const large = "réve🐍illé".repeat(1000);

export const jsonValues: Chapter = chapter(
  "json",
  ...typeChecks<unknown>({
    name: "json",
    type: () => json<unknown>(),
    values: [
      { key: "value", nested: { list: [1, 2.5, "three", null, true, { deep: [] }] } },
      [1, "two", null, [], {}],
      "text with \"quotes\", 'others' and \\",
      "",
      42,
      0,
      -0.5,
      true,
      false,
      { ключ: "значение", "🎈": "漢字", "": "empty", "a.b[0]": "path?" },
      {},
      [],
      [[[[]]]],
      "null",
      "[1]",
    ],
    requires: [there],
    incomparable: true,
  }),
  check("numbers keep their digits", [there], async (c) => {
    const numbers = [
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      1e21,
      1.5e300,
      5e-324,
      0.1,
      1234567.89,
      99998969694839.98,
      -1e-7,
    ];
    const t = await holding(c, numbers, { numbers });
    equal(await c.column(select(t.c.data).orderBy(t.c.id)), [numbers, { numbers }]);
  }),
  check("long documents", [there], async (c) => {
    const t = await holding(c, { a: large, [large.slice(0, 900)]: [large, large] });
    equal(await c.scalar(select(t.c.data)), { a: large, [large.slice(0, 900)]: [large, large] });
  }),
  check("deep documents", [there], async (c) => {
    let deep: unknown = "bottom";
    for (let n = 0; n < 30; n++) deep = n % 2 === 0 ? [deep] : { deep };
    const t = await holding(c, deep);
    equal(await c.scalar(select(t.c.data)), deep);
  }),
  check("keys that objects have of themselves", [there], async (c) => {
    const source = `{"__proto__":{"admin":true},"constructor":1,"toString":"x","hasOwnProperty":null}`;
    const t = await holding(c, JSON.parse(source));
    const found = (await c.scalar(select(t.c.data))) as Record<string, unknown>;
    equal(Object.keys(found).toSorted(), ["__proto__", "constructor", "hasOwnProperty", "toString"]);
    equal(Object.getOwnPropertyDescriptor(found, "__proto__")?.value, { admin: true });
    ok(Object.getPrototypeOf(found) === Object.prototype, "the prototype of the object is the usual one");
    equal(await c.scalar(select(t.c.data.get("__proto__"))), { admin: true });
    equal(await c.scalar(select(t.c.data.get("constructor").asInteger())), 1);
  }),
  check("no more than SQL is escaped", [there], async (c) => {
    const nasty = { "100%": "%s ? :x $1 %(y)s", "it's": "\\n \" ' ` ;--", "tab\t": "line\nend\u2028\u0001" };
    const t = await holding(c, nasty);
    equal(await c.scalar(select(t.c.data)), nasty);
    for (const key of Object.keys(nasty) as (keyof typeof nasty)[])
      equal(await c.scalar(select(t.c.data.get(key).asString())), nasty[key]);
  }),

  check("null is SQL NULL: as a value, in a list of sets, in values(), and left out", [there], async (c) => {
    const t = await holding(c);
    await c.execute(insert(t), { id: 1, data: null });
    await c.execute(insert(t), [
      { id: 2, data: null },
      { id: 3, data: 1 },
    ]);
    await c.execute(insert(t).values({ id: 4, data: null }));
    await c.execute(insert(t).values({ id: 5 }));
    await c.execute(insert(t).values({ id: 6, data: nullValue() }));
    equal(await c.column(select(t.c.id).where(t.c.data.is(null)).orderBy(t.c.id)), [1, 2, 4, 5, 6]);
    equal(await c.column(select(t.c.data).where(t.c.id.le(3)).orderBy(t.c.id)), [null, null, 1]);
  }),
  check("json.NULL is JSON's null, which is not SQL's", [there], async (c) => {
    const t = await holding(c, json.NULL, null);
    await c.execute(insert(t).values({ id: 3, data: json.NULL }));
    equal(await c.column(select(cast(t.c.data, string(20))).orderBy(t.c.id)), ["null", null, "null"]);
    equal(await c.column(select(t.c.data).orderBy(t.c.id)), [null, null, null]);
    equal(await c.column(select(t.c.id).where(t.c.data.isNot(null)).orderBy(t.c.id)), [1, 3]);
  }),
  check("noneAsNull: false makes JSON's null of null", [there], async (c) => {
    const t = await holding(c);
    await c.execute(insert(t), { id: 1, strict: null });
    await c.execute(insert(t), [
      { id: 2, strict: null },
      { id: 3, strict: { a: null } },
    ]);
    await c.execute(insert(t).values({ id: 4, strict: null }));
    await c.execute(insert(t).values({ id: 5, strict: nullValue() }));
    equal(
      await c.column(
        select(cast(t.c.strict, string(20)))
          .where(t.c.id.ne(3))
          .orderBy(t.c.id),
      ),
      ["null", "null", "null", null],
    );
  }),
  check("null in an UPDATE", [there], async (c) => {
    const t = await holding(c, { a: 1 }, { a: 2 }, { a: 3 });
    await c.execute(update(t).where(t.c.id.eq(1)).values({ data: null }));
    await c.execute(update(t).where(t.c.id.eq(2)).values({ data: json.NULL }));
    equal(
      await c.column(
        select(cast(t.c.data, string(20)))
          .where(t.c.id.le(2))
          .orderBy(t.c.id),
      ),
      [null, "null"],
    );
    await c.execute(
      update(t)
        .allRows()
        .values({ data: { b: [null] } }),
    );
    equal(await c.column(select(t.c.data)), [{ b: [null] }, { b: [null] }, { b: [null] }]);
  }),

  ...typed("asString", ["some string", "", "réve illé", "réve🐍 illé", "null", 'it\'s "so"\\', null], (element) =>
    element.asString(),
  ),
  ...typed("asInteger", [15, 1, 0, -1, null], (element) => element.asInteger()),
  ...typed("asFloat", [28.5, -0.25, 1234567.89, null], (element) => element.asFloat()),
  ...typed("asBoolean", [true, false, null], (element) => element.asBoolean()),
  check("asNumeric is an exact decimal", [there], async (c) => {
    const t = await holding(c, { a: 1234567.89, b: [99939.983485848] });
    equal(await c.scalar(select(t.c.data.get("a").asNumeric(9, 2))), "1234567.89");
    equal(await c.scalar(select(t.c.data.get(["b", 0]).asNumeric(14, 9))), "99939.983485848");
    equal(await c.column(select(t.c.id).where(t.c.data.get("a").asNumeric(9, 2).eq("1234567.89"))), [1]);
  }),
  check("numbers as text, and text as numbers", [there], async (c) => {
    const t = await holding(c, { n: 15, f: 45.5, s: "45", d: "45.684" });
    const { data } = t.c;
    equal(await c.rows(select(data.get("n").asString(), data.get("f").asString())), [["15", "45.5"]]);
    equal(await c.rows(select(data.get("s").asFloat(), data.get("d").asFloat())), [[45, 45.684]]);
    equal(await c.rows(select(data.get("n").asFloat(), data.get("n").asNumeric(10, 2))), [[15, "15.00"]]);
  }),
  check("an element by itself is JSON", [there], async (c) => {
    const t = await holding(c, { o: { foo: "bar" }, l: ["one", 2, [null]], s: 'té"xt', n: 5, f: 2.5, nil: null });
    const { data } = t.c;
    const found = select(...["o", "l", "s", "n", "f", "nil", "gone"].map((key) => data.get(key)));
    equal(await c.rows(found), [[{ foo: "bar" }, ["one", 2, [null]], 'té"xt', 5, 2.5, null, null]]);
    equal(await c.scalar(select(data.get("o").asJson())), { foo: "bar" });
  }),
  check("an element of a list, by its position from both ends", [there], async (c) => {
    const t = await holding(c, ["a", { b: [1, 2] }, "c"]);
    const { data } = t.c;
    const all = select(data.get(0), data.get(1), data.get(-1), data.get([1, "b", -1]), data.get(7), data.get(-7));
    equal(await c.rows(all), [["a", { b: [1, 2] }, "c", 2, null, null]]);
  }),
  check("a key and a position by an expression", [there], async (c) => {
    const t = await holding(c, { one: "x", 't"wo': "y" }, ["x", "y", "z"]);
    await c.execute(update(t).where(t.c.id.eq(1)).values({ name: 't"wo' }));
    const { id, data, name } = t.c;
    equal(await c.scalar(select(data.get(name).asString()).where(id.eq(1))), "y");
    equal(await c.column(select(id).where(data.get(name).eq("y"))), [1]);
    const list = [data.get(id.sub(1)), data.get(id.sub(3)), data.get(id.sub(4)), data.get(id.add(1))];
    equal(await c.rows(select(...list.map((found) => found.asString())).where(id.eq(2))), [["y", "z", "y", null]]);
    equal(await c.column(select(id).where(data.get(id.sub(3)).eq("z"), id.eq(2))), [2]);
  }),
  check("what is not there is NULL", [there], async (c) => {
    const t = await holding(c, { a: { b: 1 } }, [1], "text", 5, null, json.NULL);
    const { data } = t.c;
    const nothing = [null, null, null, null, null, null];
    equal(await c.column(select(data.get("gone").asString()).orderBy(t.c.id)), nothing);
    equal(await c.column(select(data.get(["a", "gone", "b"]).asInteger()).orderBy(t.c.id)), nothing);
    equal(await c.column(select(data.get(9).asFloat()).orderBy(t.c.id)), nothing);
  }),
  ...[
    "two words",
    "it's",
    'say "so"',
    "dot.ted",
    "brack[0]ets",
    "dollar$",
    "per%cent",
    "col:on",
    "q?",
    "ключ🐍",
    "*",
    "1",
  ].map((key) =>
    check(`the key ${key}`, [there], async (c) => {
      const t = await holding(c, { [key]: { [key]: [7] } }, { other: { [key]: [8] } });
      const { data } = t.c;
      equal(await c.column(select(data.get([key, key, 0]).asInteger()).orderBy(t.c.id)), [7, null]);
      const wanted = select(t.c.id).where(data.get(key).get(key).get(0).asInteger().eq(7));
      equal(await c.column(wanted), [1]);
      const { sql } = wanted.compile({ dialect: c.dialect, literalBinds: true });
      equal((await (await c.connection()).execDriverSql(sql)).scalars().all(), [1]);
    }),
  ),

  check("an element compared with JSON", [there], async (c) => {
    const t = await holding(
      c,
      { k: { a: [1, "x"] } },
      { k: ["a", 2] },
      { k: "a" },
      { k: 2 },
      { k: true },
      { k: null },
      {},
    );
    const { data } = t.c;
    const those = async (condition: ColumnElement<boolean>) =>
      await c.column(select(t.c.id).where(condition).orderBy(t.c.id));
    equal(await those(data.get("k").eq({ a: [1, "x"] })), [1]);
    equal(await those(data.get("k").eq(["a", 2])), [2]);
    equal(await those(data.get("k").eq("a")), [3]);
    equal(await those(data.get("k").eq(2)), [4]);
    equal(await those(data.get("k").eq(true)), [5]);
    equal(await those(data.get("k").eq(json.NULL)), [6]);
    equal(await those(data.get("k").eq(null)), [7]);
    equal(await those(data.get("k").ne("a")), [1, 2, 4, 5, 6]);
    equal(await those(data.get("k").eq({ a: [1, "y"] })), []);
  }),
  check("a whole document compared with JSON", [there], async (c) => {
    const t = await holding(c, { a: 1 }, [1, 2], "x", 5);
    const those = async (value: unknown) => await c.column(select(t.c.id).where(t.c.data.eq(value)));
    equal([await those({ a: 1 }), await those([1, 2]), await those("x"), await those(5)], [[1], [2], [3], [4]]);
    equal(
      await c.column(
        select(t.c.id)
          .where(t.c.data.ne([1, 2]))
          .orderBy(t.c.id),
      ),
      [1, 3, 4],
    );
  }),
  check("elements of two columns compared", [there], async (c) => {
    const t = await holding(c);
    await c.execute(insert(t), [
      { id: 1, data: { n: 5 }, strict: { n: 5 } },
      { id: 2, data: { n: 5 }, strict: { n: 6 } },
    ]);
    const same = t.c.data.get("n").asInteger().eq(t.c.strict.get("n").asInteger());
    equal(await c.column(select(t.c.id).where(same)), [1]);
  }),
  check("elements in ORDER BY, as numbers and as text", [there], async (c) => {
    const t = await holding(c, { n: 10 }, { n: 9 }, { n: 100 });
    equal(await c.column(select(t.c.id).orderBy(t.c.data.get("n").asInteger())), [2, 1, 3]);
    equal(await c.column(select(t.c.id).orderBy(t.c.data.get("n").asFloat().desc())), [3, 1, 2]);
    equal(await c.column(select(t.c.id).orderBy(t.c.data.get("n").asString())), [1, 3, 2]);
  }),
  check("elements in GROUP BY and in aggregates", [there], async (c) => {
    const t = await holding(c, { kind: "a", n: 1 }, { kind: "b", n: 2 }, { kind: "a", n: 5 });
    const kind = t.c.data.get("kind").asString().label("kind");
    const totals = select(kind, func.max(t.c.data.get("n").asInteger()), func.count()).groupBy(kind);
    sameItems(await c.rows(totals), [
      ["a", 5, 2],
      ["b", 2, 1],
    ]);
  }),
  check("LIKE, IN and BETWEEN of elements", [there], async (c) => {
    const t = await holding(c, { s: "apple", n: 1 }, { s: "apricot", n: 5 }, { s: "banana", n: 9 });
    const { data } = t.c;
    const those = async (condition: ColumnElement<boolean>) =>
      await c.column(select(t.c.id).where(condition).orderBy(t.c.id));
    equal(await those(data.get("s").asString().startswith("ap")), [1, 2]);
    equal(await those(data.get("s").asString().in(["apple", "banana"])), [1, 3]);
    equal(await those(data.get("n").asInteger().in([5, 6])), [2]);
    equal(await those(data.get("n").asInteger().between(2, 9)), [2, 3]);
    equal(await those(data.get("n").asInteger().add(1).eq(6)), [2]);
  }),
  check("a flag as a condition", [there], async (c) => {
    const t = await holding(c, { f: true }, { f: false }, { f: true });
    const flag = t.c.data.get("f").asBoolean();
    equal(await c.column(select(t.c.id).where(flag).orderBy(t.c.id)), [1, 3]);
    equal(await c.column(select(t.c.id).where(flag.not())), [2]);
    equal(await c.column(select(t.c.id).where(flag.eq(false))), [2]);
  }),
  check("an element through a subquery", [there], async (c) => {
    const t = await holding(c, { a: { b: 1 } }, { a: { b: 2 } });
    const sub = select(t.c.id, t.c.data.get("a").label("inner")).subquery();
    equal(await c.column(select(sub.c.inner.get("b").asInteger()).orderBy(sub.c.id)), [1, 2]);
  }),
  check("NULL as JSON", [there], async (c) => {
    equal(await c.scalar(select(literalColumn("NULL", json()))), null);
  }),
  check("a key that contains SQL does nothing else", [there], async (c) => {
    const key = `x') --${randomUUID()}`;
    const t = await holding(c, { [key]: 1 });
    equal(await c.column(select(t.c.data.get(key).asInteger())), [1]);
  }),
  check("a serializer and a deserializer of one's own", [there], async (c) => {
    const t = c.metadata.table(c.name("own_json"), { id: integer().primaryKey(), data: json<unknown>() });
    const seen: unknown[] = [];
    const engine = await c.anotherEngine({
      jsonSerializer: (value) => (seen.push(value), JSON.stringify({ wrapped: value })),
      jsonDeserializer: (text) => (seen.push("read"), (JSON.parse(text) as { wrapped: unknown }).wrapped),
    });
    const connection = await engine.connect();
    await c.metadata.createAll(connection);
    await connection.execute(insert(t).values({ id: 1, data: { a: 1 } }));
    equal(await connection.scalar(select(t.c.data)), { a: 1 });
    equal(seen, [{ a: 1 }, "read"]);
    equal(JSON.parse(String(await connection.scalar(select(cast(t.c.data, string(50)))))), { wrapped: { a: 1 } });
    await connection.rollback();
    await c.metadata.dropAll(connection);
    await connection.commit();
    await connection.close();
  }),
);
