import { column, integer, literal, literalColumn, nullValue, select, sql, string, text } from "athanor";
import { authors, testCases } from "./support.ts";

testCases("text", [
  {
    name: "text with binds",
    build: () => text("SELECT name FROM authors WHERE id = :id AND name != ':x'").bindparams({ id: 1 }),
    default: "SELECT name FROM authors WHERE id = :id AND name != ':x'",
    sqlite: "SELECT name FROM authors WHERE id = ? AND name != ':x'",
    postgresql: "SELECT name FROM authors WHERE id = $1::INTEGER AND name != ':x'",
    mysql: "SELECT name FROM authors WHERE id = ? AND name != ':x'",
    rows: [["Ann"]],
  },
  {
    name: "text as a condition",
    build: () => select(authors.c.id).where(text("age > :age").bindparams({ age: 30 })),
    default: "SELECT authors.id FROM authors WHERE age > :age",
    sqlite: "SELECT authors.id FROM authors WHERE age > ?",
    postgresql: "SELECT authors.id FROM authors WHERE age > $1::INTEGER",
    mysql: "SELECT authors.id FROM authors WHERE age > ?",
    rows: [[3]],
  },
  {
    name: "casts and escaped colons",
    build: () => text("SELECT '12' || '\\:x'"),
    default: "SELECT '12' || ':x'",
    sqlite: "SELECT '12' || ':x'",
    postgresql: "SELECT '12' || ':x'",
    mysql: "SELECT '12' || ':x'",
    rows: { default: [["12:x"]], mysql: [[1]] },
  },
  {
    name: "columns of a text",
    build: () => {
      const t = text("SELECT id, name FROM authors")
        .columns(column("id", integer()), column("name", string()))
        .subquery("t");
      return select(t.c.name).where(t.c.id.eq(2));
    },
    default: "SELECT t.name FROM (SELECT id, name FROM authors) AS t WHERE t.id = :id_1",
    sqlite: "SELECT t.name FROM (SELECT id, name FROM authors) AS t WHERE t.id = ?",
    postgresql: "SELECT t.name FROM (SELECT id, name FROM authors) AS t WHERE t.id = $1::INTEGER",
    mysql: "SELECT t.name FROM (SELECT id, name FROM authors) AS t WHERE t.id = ?",
    rows: [["bob"]],
  },
  {
    name: "the sql tag",
    build: () => select(sql`${authors.c.age} + ${authors.c.id}`).where(sql`${authors.c.name} = ${"Ann"}`),
    default: "SELECT authors.age + authors.id FROM authors WHERE authors.name = :param_1",
    sqlite: "SELECT authors.age + authors.id FROM authors WHERE authors.name = ?",
    postgresql: "SELECT authors.age + authors.id FROM authors WHERE authors.name = $1::VARCHAR",
    mysql: "SELECT authors.age + authors.id FROM authors WHERE authors.name = ?",
    rows: [[31]],
  },
  {
    name: "a value in the sql tag is never SQL",
    build: () => select(authors.c.id).where(sql<boolean>`${authors.c.name} = ${"'; DROP TABLE authors; --"}`),
    default: "SELECT authors.id FROM authors WHERE authors.name = :param_1",
    sqlite: "SELECT authors.id FROM authors WHERE authors.name = ?",
    postgresql: "SELECT authors.id FROM authors WHERE authors.name = $1::VARCHAR",
    mysql: "SELECT authors.id FROM authors WHERE authors.name = ?",
    rows: [],
  },
  {
    name: "literalColumn",
    build: () => select(literalColumn("1 + 1").label("two")),
    default: "SELECT 1 + 1 AS two",
    sqlite: "SELECT 1 + 1 AS two",
    postgresql: "SELECT 1 + 1 AS two",
    mysql: "SELECT 1 + 1 AS two",
    rows: [[2]],
  },
  {
    name: "literals",
    build: () => select(literal("it's").label("t"), nullValue().label("nothing")),
    default: "SELECT :param_1 AS t, NULL AS nothing",
    sqlite: 'SELECT ? AS t, NULL AS "nothing"',
    postgresql: "SELECT $1::VARCHAR AS t, NULL AS nothing",
    mysql: "SELECT ? AS t, NULL AS nothing",
    rows: [["it's", null]],
  },
]);
