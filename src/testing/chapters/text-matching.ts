import { bindparam, collate, func, insert, integer, literal, literalColumn, select, string, text } from "../api.ts";
import { equal } from "../assert.ts";
import { type Chapter, chapter, type Check, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database } from "../requirement.ts";

const words = fixture(async (c) => {
  const t = await c.table("some_words", { id: integer().primaryKey(), data: string(50).nullable() });
  const data = [
    "abcdefg",
    "ab/cdefg",
    "ab%cdefg",
    "ab_cdefg",
    "abcde/fg",
    "abcde%fg",
    "ab#cdefg",
    "ab9cdefg",
    "abcde#fg",
    "abcd9fg",
    null,
  ];
  await c.execute(
    insert(t),
    data.map((word, n) => ({ id: n + 1, data: word })),
  );
  return t;
});
type Words = typeof words extends { make: (...args: never[]) => Promise<infer T> } ? T : never;

/** A check that the condition holds for these rows, and its opposite for the others that are not NULL. */
function finds(
  name: string,
  condition: (t: Words) => ReturnType<Words["c"]["data"]["like"]>,
  ids: readonly number[],
  requires: Check["requires"] = [],
): Check {
  return check(name, requires, async (c) => {
    const t = await c.use(words);
    equal(await c.column(select(t.c.id).where(condition(t)).orderBy(t.c.id)), ids);
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((id) => !ids.includes(id));
    equal(await c.column(select(t.c.id).where(condition(t).not()).orderBy(t.c.id)), others);
  });
}

export const textMatching: Chapter = chapter(
  "text",
  finds("LIKE with % and _", (t) => t.c.data.like("ab_c%"), [2, 3, 4, 7, 8]),
  finds("LIKE with an escape", (t) => t.c.data.like("ab#%c%", { escape: "#" }), [3]),
  finds("startswith takes % as a pattern", (t) => t.c.data.startswith("ab%c"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  finds("startswith of text as it is", (t) => t.c.data.startswith("ab%c", { autoescape: true }), [3]),
  finds(
    "startswith of an SQL expression",
    (t) => t.c.data.startswith(literalColumn("'ab%c'", string())),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  ),
  finds("startswith with an escape", (t) => t.c.data.startswith("ab##c", { escape: "#" }), [7]),
  finds(
    "startswith of text as it is, with an escape",
    (t) => t.c.data.startswith("ab#c", { autoescape: true, escape: "#" }),
    [7],
  ),
  finds("endswith takes % as a pattern", (t) => t.c.data.endswith("e%fg"), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
  finds("endswith of text as it is", (t) => t.c.data.endswith("e%fg", { autoescape: true }), [6]),
  finds("endswith with an escape", (t) => t.c.data.endswith("e##fg", { escape: "#" }), [9]),
  finds(
    "endswith of text as it is, with an escape",
    (t) => t.c.data.endswith("e%fg", { autoescape: true, escape: "#" }),
    [6],
  ),
  finds("contains takes % as a pattern", (t) => t.c.data.contains("b%cde"), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
  finds("contains of text as it is", (t) => t.c.data.contains("b%cde", { autoescape: true }), [3]),
  finds("contains with an escape", (t) => t.c.data.contains("b##cde", { escape: "#" }), [7]),
  finds("contains of _ as it is", (t) => t.c.data.contains("b_c", { autoescape: true }), [4]),
  finds("icontains disregards case", (t) => t.c.data.icontains("B/C"), [2]),
  finds(
    "istartswith and iendswith disregard case",
    (t) => t.c.data.istartswith("AB#").or(t.c.data.iendswith("9FG")),
    [7, 10],
  ),
  finds("ilike disregards case", (t) => t.c.data.ilike("AB9%"), [8]),
  finds("regexpMatch", (t) => t.c.data.regexpMatch("a.cde"), [1, 5, 6, 9], [database("regexpMatch")]),
  finds(
    "regexpMatch of a class of characters",
    (t) => t.c.data.regexpMatch("[0-9]"),
    [8, 10],
    [database("regexpMatch")],
  ),
  finds(
    "regexpMatch from the beginning to the end",
    (t) => t.c.data.regexpMatch("^ab.cdefg$"),
    [2, 3, 4, 7, 8],
    [database("regexpMatch")],
  ),
  check("notLike, notIlike", async (c) => {
    const t = await c.use(words);
    equal(await c.column(select(t.c.id).where(t.c.data.notLike("ab%c%"))), []);
    equal(await c.column(select(t.c.id).where(t.c.data.notIlike("ABC%")).orderBy(t.c.id)), [2, 3, 4, 7, 8]);
  }),
  check("regexpReplace", [database("regexpReplace")], async (c) => {
    const t = await c.use(words);
    equal(await c.column(select(t.c.data.regexpReplace("b[c/]", "X")).where(t.c.id.le(2)).orderBy(t.c.id)), [
      "aXdefg",
      "aXcdefg",
    ]);
  }),
  check("LIKE tells letters of different case apart where text does", [database("caseSensitiveText")], async (c) => {
    equal(await c.scalar(select(literal("abc", string(9)).eq("ABC"))), false);
  }),
  check("concatenation with NULL is NULL", async (c) => {
    const t = await c.use(words);
    equal(await c.column(select(t.c.data.concat("!")).where(t.c.data.eq(null))), [null]);
  }),
  check("concatenation of columns, values and functions", async (c) => {
    const t = await c.use(words);
    const framed = literal("<", string(1)).concat(func.upper(t.c.data)).concat(">");
    equal(await c.column(select(framed).where(t.c.id.eq(1))), ["<ABCDEFG>"]);
  }),
  check("ORDER BY a collation", async (c) => {
    const { collation } = c.dialect.requirements;
    const t = await c.table("collated", { id: integer().primaryKey(), word: string(10) });
    await c.execute(insert(t), [
      { id: 1, word: "b" },
      { id: 2, word: "a" },
      { id: 3, word: "c" },
    ]);
    const ordered = select(t.c.word).orderBy(collation === undefined ? t.c.word : collate(t.c.word, collation).asc());
    equal(await c.column(ordered), ["a", "b", "c"]);
  }),
  check("literals of text with percent signs, one and two", async (c) => {
    const t = await c.table("percents", { data: string(50) });
    await c.execute(insert(t), [{ data: "some % value" }, { data: "some %% other value" }]);
    equal(await c.column(select(t.c.data).where(t.c.data.eq(literalColumn("'some % value'", string())))), [
      "some % value",
    ]);
    equal(await c.column(select(t.c.data).where(t.c.data.eq(literalColumn("'some %% other value'", string())))), [
      "some %% other value",
    ]);
  }),
  check("text of a fixed width is not cut at the right", async (c) => {
    const t = await c.table("cut", { id: integer().primaryKey(), word: string(2) });
    await c.execute(insert(t), [
      { id: 1, word: "AB" },
      { id: 2, word: "BC" },
      { id: 3, word: "AC" },
    ]);
    equal(await c.column(select(t.c.id).where(t.c.word.like("B%D%"))), []);
    equal(await c.column(select(t.c.id).where(t.c.word.eq("ABCDEF"))), []);
    equal(await c.column(select(t.c.id).where(t.c.word.like("A%")).orderBy(t.c.id)), [1, 3]);
  }),
  check("the driver's own SQL keeps percent signs, with values and without", async (c) => {
    const connection = await c.connection();
    const plain = await connection.execDriverSql("SELECT 'foo % bar %% bat'");
    equal(plain.scalar(), "foo % bar %% bat");
    const { sql: query } = select(literalColumn("'a % b %% c'", string()), bindparam("x", { type: string() })).compile({
      dialect: c.dialect,
    });
    equal((await connection.execDriverSql(query, ["100%"])).all(), [["a % b %% c", "100%"]]);
  }),
  check("text() keeps percent signs", async (c) => {
    equal(await c.rows(text("SELECT 'a % b %% %s', :x"), { x: "100%" }), [["a % b %% %s", "100%"]]);
  }),
);
