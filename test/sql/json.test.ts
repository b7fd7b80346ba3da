import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  type AsyncConnection,
  caseWhen,
  cast,
  exists,
  func,
  insert,
  integer,
  json,
  literal,
  MetaData,
  or,
  select,
  string,
  typeCoerce,
  update,
} from "athanor";
import { describeAsync } from "../support/databases.ts";
import { type Case, testCases } from "./support.ts";

const metadata = new MetaData();
const docs = metadata.table("docs", { id: integer().primaryKey(), data: json().nullable() });
const d = docs.c.data;

async function fill(connection: AsyncConnection): Promise<void> {
  await metadata.createAll(connection);
  await connection.execute(insert(docs), [
    {
      id: 1,
      data: {
        name: "Ann",
        n: 5,
        price: 9.5,
        flag: true,
        tags: ["a", "b", "c"],
        deep: { x: { y: 7 } },
        nil: null,
      },
    },
    { id: 2, data: { name: "bob", n: 7, price: 1.25, flag: false, tags: [], deep: { x: {} } } },
    { id: 3, data: null },
    { id: 4, data: json.NULL },
    { id: 5, data: [1, "two", { three: 3 }] },
  ]);
}

const cases: readonly Case[] = [
  {
    name: "key",
    build: () => select(docs.c.id, d.get("name")).orderBy(docs.c.id),
    default: "SELECT docs.id, docs.data[:data_1] AS anon_1 FROM docs ORDER BY docs.id",
    sqlite: "SELECT docs.id, JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS anon_1 FROM docs ORDER BY docs.id",
    postgresql: "SELECT docs.id, docs.data -> $1::TEXT AS anon_1 FROM docs ORDER BY docs.id",
    mysql: "SELECT docs.id, JSON_EXTRACT(docs.data, ?) AS anon_1 FROM docs ORDER BY docs.id",
    rows: [
      [1, "Ann"],
      [2, "bob"],
      [3, null],
      [4, null],
      [5, null],
    ],
  },
  {
    name: "position",
    build: () => select(d.get(1)).where(docs.c.id.eq(5)),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite: "SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql: "SELECT docs.data -> $1::INT AS anon_1 FROM docs WHERE docs.id = $2::INTEGER",
    mysql: "SELECT JSON_EXTRACT(docs.data, ?) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [["two"]],
  },
  {
    name: "position from the end",
    build: () => select(d.get(-1)).where(docs.c.id.eq(5)),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite: "SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql: "SELECT docs.data -> $1::INT AS anon_1 FROM docs WHERE docs.id = $2::INTEGER",
    mysql: "SELECT JSON_EXTRACT(docs.data, ?) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [[{ three: 3 }]],
  },
  {
    name: "path",
    build: () =>
      select(d.get(["deep", "x", "y"]))
        .where(docs.c.id.le(2))
        .orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite: "SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql: "SELECT docs.data #> $1 AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql: "SELECT JSON_EXTRACT(docs.data, ?) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [[7], [null]],
  },
  {
    name: "path with a position",
    build: () => select(d.get(["tags", 1])).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite: "SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql: "SELECT docs.data #> $1 AS anon_1 FROM docs WHERE docs.id = $2::INTEGER",
    mysql: "SELECT JSON_EXTRACT(docs.data, ?) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [["b"]],
  },
  {
    name: "chain",
    build: () => select(d.get("deep").get("x").get("y")).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:data_1][:param_1][:param_2] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite:
      "SELECT JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(docs.data, ?)), ?)), ?)) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql:
      "SELECT ((docs.data -> $1::TEXT) -> $2::TEXT) -> $3::TEXT AS anon_1 FROM docs WHERE docs.id = $4::INTEGER",
    mysql: "SELECT JSON_EXTRACT(JSON_EXTRACT(JSON_EXTRACT(docs.data, ?), ?), ?) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [[7]],
  },
  {
    name: "chain of key and path",
    build: () => select(d.get("deep").get(["x", "y"])).where(docs.c.id.eq(1)),
    default: "SELECT (docs.data[:data_1])[:param_1] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite:
      "SELECT JSON_QUOTE(JSON_EXTRACT((JSON_QUOTE(JSON_EXTRACT(docs.data, ?))), ?)) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql: "SELECT ((docs.data -> $1::TEXT)) #> $2 AS anon_1 FROM docs WHERE docs.id = $3::INTEGER",
    mysql: "SELECT JSON_EXTRACT((JSON_EXTRACT(docs.data, ?)), ?) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [[7]],
  },
  {
    name: "asString",
    build: () => select(d.get("name").asString()).where(docs.c.id.le(2)).orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS VARCHAR) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [["Ann"], ["bob"]],
  },
  {
    name: "asInteger",
    build: () => select(d.get("n").asInteger()).where(docs.c.id.le(2)).orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS INTEGER) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [[5], [7]],
  },
  {
    name: "asFloat",
    build: () => select(d.get("price").asFloat()).where(docs.c.id.le(2)).orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite: "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS FLOAT) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS FLOAT) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_EXTRACT(docs.data, ?)+0.0000000000000000000000 END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [[9.5], [1.25]],
  },
  {
    name: "asNumeric",
    build: () => select(d.get("price").asNumeric(10, 2)).where(docs.c.id.le(2)).orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS NUMERIC(10, 2)) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS NUMERIC(10, 2)) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS DECIMAL(10, 2)) END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [["9.50"], ["1.25"]],
  },
  {
    name: "asBoolean",
    build: () => select(d.get("flag").asBoolean()).where(docs.c.id.le(2)).orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS BOOLEAN) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [[true], [false]],
  },
  {
    name: "asJson",
    build: () => select(d.get("tags").asJson()).where(docs.c.id.le(2)).orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite: "SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql: "SELECT docs.data -> $1::TEXT AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql: "SELECT JSON_EXTRACT(docs.data, ?) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [[["a", "b", "c"]], [[]]],
  },
  {
    name: "path asString",
    build: () =>
      select(d.get(["tags", 0]).asString())
        .where(docs.c.id.le(2))
        .orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data #>> $1 AS VARCHAR) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [["a"], [null]],
  },
  {
    name: "path asInteger",
    build: () =>
      select(d.get(["deep", "x", "y"]).asInteger())
        .where(docs.c.id.le(2))
        .orderBy(docs.c.id),
    default: "SELECT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CAST(docs.data #>> $1 AS INTEGER) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [[7], [null]],
  },
  {
    name: "chain asInteger",
    build: () => select(d.get("deep").get("x").get("y").asInteger()).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:data_1][:param_1][:param_2] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(JSON_QUOTE(JSON_EXTRACT(docs.data, ?)), ?)), ?) AS INTEGER) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql:
      "SELECT CAST(((docs.data -> $1::TEXT) -> $2::TEXT) ->> $3::TEXT AS INTEGER) AS anon_1 FROM docs WHERE docs.id = $4::INTEGER",
    mysql:
      "SELECT CASE JSON_EXTRACT(JSON_EXTRACT(JSON_EXTRACT(docs.data, ?), ?), ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(JSON_EXTRACT(JSON_EXTRACT(docs.data, ?), ?), ?) AS SIGNED INTEGER) END AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [[7]],
  },
  {
    name: "asString of a null, a number, an object",
    build: () => select(d.get("nil").asString(), d.get("n").asString()).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:data_1] AS anon_1, docs.data[:data_2] AS anon_2 FROM docs WHERE docs.id = :id_1",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) AS anon_1, CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) AS anon_2 FROM docs WHERE docs.id = ?",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS VARCHAR) AS anon_1, CAST(docs.data ->> $2::TEXT AS VARCHAR) AS anon_2 FROM docs WHERE docs.id = $3::INTEGER",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END AS anon_1, CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END AS anon_2 FROM docs WHERE docs.id = ?",
    rows: [[null, "5"]],
  },
  {
    name: "asInteger of null",
    build: () => select(d.get("nil").asInteger(), d.get("missing").asBoolean()).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:data_1] AS anon_1, docs.data[:data_2] AS anon_2 FROM docs WHERE docs.id = :id_1",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) AS anon_1, CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN) AS anon_2 FROM docs WHERE docs.id = ?",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS INTEGER) AS anon_1, CAST(docs.data ->> $2::TEXT AS BOOLEAN) AS anon_2 FROM docs WHERE docs.id = $3::INTEGER",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END AS anon_1, CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END AS anon_2 FROM docs WHERE docs.id = ?",
    rows: { sqlite: [[null, null]], postgresql: [[null, null]], mysql: [[null, false]] },
  },
  {
    name: "string equals",
    build: () => select(docs.c.id).where(d.get("name").asString().eq("bob")),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS VARCHAR) = $2::VARCHAR",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END = ?",
    rows: [[2]],
  },
  {
    name: "integer compared",
    build: () => select(docs.c.id).where(d.get("n").asInteger().gt(5)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] > :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) > ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS INTEGER) > $2::INTEGER",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END > ?",
    rows: [[2]],
  },
  {
    name: "float compared",
    build: () => select(docs.c.id).where(d.get("price").asFloat().lt(2.5)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] < :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS FLOAT) < ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS FLOAT) < $2::FLOAT",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_EXTRACT(docs.data, ?)+0.0000000000000000000000 END < ?",
    rows: [[2]],
  },
  {
    name: "numeric compared",
    build: () => select(docs.c.id).where(d.get("price").asNumeric(10, 2).eq("9.50")),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS NUMERIC(10, 2)) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS NUMERIC(10, 2)) = $2::NUMERIC(10, 2)",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS DECIMAL(10, 2)) END = ?",
    rows: [[1]],
  },
  {
    name: "boolean as a condition",
    build: () => select(docs.c.id).where(d.get("flag").asBoolean()),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1]",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN)",
    postgresql: "SELECT docs.id FROM docs WHERE CAST(docs.data ->> $1::TEXT AS BOOLEAN)",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END",
    rows: [[1]],
  },
  {
    name: "boolean negated",
    build: () => select(docs.c.id).where(d.get("flag").asBoolean().not()),
    default: "SELECT docs.id FROM docs WHERE (docs.data[:data_1]) = 0",
    sqlite: "SELECT docs.id FROM docs WHERE (CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN)) = 0",
    postgresql: "SELECT docs.id FROM docs WHERE NOT (CAST(docs.data ->> $1::TEXT AS BOOLEAN))",
    mysql:
      "SELECT docs.id FROM docs WHERE (CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END) = 0",
    rows: { sqlite: [[2]], postgresql: [[2]], mysql: [[2], [3], [4], [5]] },
  },
  {
    name: "boolean equals true",
    build: () => select(docs.c.id).where(d.get("flag").asBoolean().eq(true)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = 1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN) = 1",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS BOOLEAN) = true",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END = true",
    rows: [[1]],
  },
  {
    name: "like",
    build: () => select(docs.c.id).where(d.get("name").asString().like("b%")),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] LIKE :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) LIKE ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST(docs.data ->> $1::TEXT AS VARCHAR) LIKE $2::VARCHAR",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END LIKE ?",
    rows: [[2]],
  },
  {
    name: "startswith",
    build: () => select(docs.c.id).where(d.get("name").asString().startswith("A")),
    default: "SELECT docs.id FROM docs WHERE ((docs.data[:data_1]) LIKE :param_1 || '%')",
    sqlite: "SELECT docs.id FROM docs WHERE ((CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR)) LIKE ? || '%')",
    postgresql: "SELECT docs.id FROM docs WHERE ((CAST(docs.data ->> $1::TEXT AS VARCHAR)) LIKE $2::VARCHAR || '%')",
    mysql:
      "SELECT docs.id FROM docs WHERE ((CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END) LIKE concat(?, '%'))",
    rows: [[1]],
  },
  {
    name: "ilike",
    build: () => select(docs.c.id).where(d.get("name").asString().ilike("ANN")),
    default: "SELECT docs.id FROM docs WHERE lower(docs.data[:data_1]) LIKE lower(:param_1)",
    sqlite: "SELECT docs.id FROM docs WHERE lower(CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR)) LIKE lower(?)",
    postgresql: "SELECT docs.id FROM docs WHERE CAST(docs.data ->> $1::TEXT AS VARCHAR) ILIKE $2::VARCHAR",
    mysql:
      "SELECT docs.id FROM docs WHERE lower(CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END) LIKE lower(?)",
    rows: [[1]],
  },
  {
    name: "in",
    build: () =>
      select(docs.c.id)
        .where(d.get("n").asInteger().in([5, 6]))
        .orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] IN (:param_1_1, :param_1_2) ORDER BY docs.id",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) IN (?, ?) ORDER BY docs.id",
    postgresql:
      "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS INTEGER) IN ($2::INTEGER, $3::INTEGER) ORDER BY docs.id",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END IN (?, ?) ORDER BY docs.id",
    rows: [[1]],
  },
  {
    name: "not in",
    build: () =>
      select(docs.c.id)
        .where(d.get("n").asInteger().notIn([5, 6]))
        .orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE (docs.data[:data_1] NOT IN (:param_1_1, :param_1_2)) ORDER BY docs.id",
    sqlite:
      "SELECT docs.id FROM docs WHERE (CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) NOT IN (?, ?)) ORDER BY docs.id",
    postgresql:
      "SELECT docs.id FROM docs WHERE (CAST((docs.data ->> $1::TEXT) AS INTEGER) NOT IN ($2::INTEGER, $3::INTEGER)) ORDER BY docs.id",
    mysql:
      "SELECT docs.id FROM docs WHERE (CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END NOT IN (?, ?)) ORDER BY docs.id",
    rows: [[2]],
  },
  {
    name: "between",
    build: () => select(docs.c.id).where(d.get("n").asInteger().between(6, 8)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] BETWEEN :param_1 AND :param_2",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) BETWEEN ? AND ?",
    postgresql:
      "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS INTEGER) BETWEEN $2::INTEGER AND $3::INTEGER",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END BETWEEN ? AND ?",
    rows: [[2]],
  },
  {
    name: "arithmetic",
    build: () => select(d.get("n").asInteger().add(5).mul(2)).where(docs.c.id.eq(1)),
    default: "SELECT (docs.data[:data_1] + :param_1) * :param_2 AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite: "SELECT (CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) + ?) * ? AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql:
      "SELECT (CAST((docs.data ->> $1::TEXT) AS INTEGER) + $2::INTEGER) * $3::INTEGER AS anon_1 FROM docs WHERE docs.id = $4::INTEGER",
    mysql:
      "SELECT (CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END + ?) * ? AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [[20]],
  },
  {
    name: "text concatenated",
    build: () => select(d.get("name").asString().concat("!")).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:data_1] || :param_1 AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite: "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) || ? AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql:
      "SELECT CAST((docs.data ->> $1::TEXT) AS VARCHAR) || $2::VARCHAR AS anon_1 FROM docs WHERE docs.id = $3::INTEGER",
    mysql:
      "SELECT concat(CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END, ?) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [["Ann!"]],
  },
  {
    name: "order by",
    build: () => select(docs.c.id).where(docs.c.id.le(2)).orderBy(d.get("name").asString().desc()),
    default: "SELECT docs.id FROM docs WHERE docs.id <= :id_1 ORDER BY docs.data[:data_1] DESC",
    sqlite: "SELECT docs.id FROM docs WHERE docs.id <= ? ORDER BY CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) DESC",
    postgresql:
      "SELECT docs.id FROM docs WHERE docs.id <= $1::INTEGER ORDER BY CAST(docs.data ->> $2::TEXT AS VARCHAR) DESC",
    mysql:
      "SELECT docs.id FROM docs WHERE docs.id <= ? ORDER BY CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END DESC",
    rows: [[2], [1]],
  },
  {
    name: "group by",
    build: () =>
      select(d.get("flag").asBoolean().label("f"), func.count())
        .where(docs.c.id.le(2))
        .groupBy(d.get("flag").asBoolean())
        .orderBy(func.count(), d.get("flag").asBoolean()),
    default:
      "SELECT docs.data[:data_1] AS f, count(*) AS count_1 FROM docs WHERE docs.id <= :id_1 GROUP BY docs.data[:data_2] ORDER BY count(*), docs.data[:data_3]",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN) AS f, count(*) AS count_1 FROM docs WHERE docs.id <= ? GROUP BY CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN) ORDER BY count(*), CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN)",
    postgresql:
      "SELECT CAST(docs.data ->> $1::TEXT AS BOOLEAN) AS f, count(*) AS count_1 FROM docs WHERE docs.id <= $2::INTEGER GROUP BY CAST(docs.data ->> $3::TEXT AS BOOLEAN) ORDER BY count(*), CAST(docs.data ->> $4::TEXT AS BOOLEAN)",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END AS f, count(*) AS count_1 FROM docs WHERE docs.id <= ? GROUP BY CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END ORDER BY count(*), CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END",
  },
  {
    name: "in a function",
    build: () => select(func.max(d.get("n").asInteger())),
    default: "SELECT max(docs.data[:data_1]) AS max_1 FROM docs",
    sqlite: "SELECT max(CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER)) AS max_1 FROM docs",
    postgresql: "SELECT max(CAST(docs.data ->> $1::TEXT AS INTEGER)) AS max_1 FROM docs",
    mysql:
      "SELECT max(CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END) AS max_1 FROM docs",
    rows: [[7]],
  },
  {
    name: "function of the JSON itself",
    build: () => select(func.coalesce(d.get("name").asString(), "none")).orderBy(docs.c.id),
    default: "SELECT coalesce(docs.data[:data_1], :coalesce_2) AS coalesce_1 FROM docs ORDER BY docs.id",
    sqlite: "SELECT coalesce(CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR), ?) AS coalesce_1 FROM docs ORDER BY docs.id",
    postgresql:
      "SELECT coalesce(CAST(docs.data ->> $1::TEXT AS VARCHAR), $2::VARCHAR) AS coalesce_1 FROM docs ORDER BY docs.id",
    mysql:
      "SELECT coalesce(CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END, ?) AS coalesce_1 FROM docs ORDER BY docs.id",
    rows: [["Ann"], ["bob"], ["none"], ["none"], ["none"]],
  },
  {
    name: "and, or",
    build: () =>
      select(docs.c.id)
        .where(or(d.get("n").asInteger().eq(7), d.get("name").asString().eq("Ann")))
        .orderBy(docs.c.id),
    default:
      "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1 OR docs.data[:data_2] = :param_2 ORDER BY docs.id",
    sqlite:
      "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) = ? OR CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) = ? ORDER BY docs.id",
    postgresql:
      "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS INTEGER) = $2::INTEGER OR CAST((docs.data ->> $3::TEXT) AS VARCHAR) = $4::VARCHAR ORDER BY docs.id",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END = ? OR CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END = ? ORDER BY docs.id",
    rows: [[1], [2]],
  },
  {
    name: "not equals",
    build: () => select(docs.c.id).where(d.get("name").asString().ne("Ann")),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] != :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS VARCHAR) != ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS VARCHAR) != $2::VARCHAR",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, ?)) END != ?",
    rows: [[2]],
  },
  {
    name: "negated comparison",
    build: () => select(docs.c.id).where(d.get("n").asInteger().gt(5).not()),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] <= :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) <= ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data ->> $1::TEXT) AS INTEGER) <= $2::INTEGER",
    mysql:
      "SELECT docs.id FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END <= ?",
    rows: [[1]],
  },
  {
    name: "JSON equals a string",
    build: () => select(docs.c.id).where(d.get("name").eq("Ann")),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[1]],
  },
  {
    name: "JSON equals a number",
    build: () => select(docs.c.id).where(d.get("n").eq(7)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[2]],
  },
  {
    name: "JSON equals true",
    build: () => select(docs.c.id).where(d.get("flag").eq(true)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[1]],
  },
  {
    name: "JSON equals false",
    build: () => select(docs.c.id).where(d.get("flag").eq(false)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[2]],
  },
  {
    name: "JSON differs from a value",
    build: () => select(docs.c.id).where(d.get("n").ne(7)),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] != :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) != ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) != CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) != CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[1]],
  },
  {
    name: "JSON equals an object",
    build: () => select(docs.c.id).where(d.get("deep").eq({ x: { y: 7 } })),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[1]],
  },
  {
    name: "JSON equals a list",
    build: () => select(docs.c.id).where(d.get("tags").eq([])),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[2]],
  },
  {
    name: "JSON equals JSON's null",
    build: () => select(docs.c.id).where(d.get("nil").eq(json.NULL)).orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] = :param_1 ORDER BY docs.id",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) = ? ORDER BY docs.id",
    postgresql:
      "SELECT docs.id FROM docs WHERE CAST((docs.data -> $1::TEXT) AS JSONB) = CAST($2::JSON AS JSONB) ORDER BY docs.id",
    mysql:
      "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, ?)) = CONCAT(JSON_EXTRACT(?, '$')) ORDER BY docs.id",
    rows: [[1]],
  },
  {
    name: "JSON element is missing",
    build: () => select(docs.c.id).where(d.get("nil").eq(null)).orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] IS NULL ORDER BY docs.id",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) IS NULL ORDER BY docs.id",
    postgresql: "SELECT docs.id FROM docs WHERE (docs.data -> $1::TEXT) IS NULL ORDER BY docs.id",
    mysql: "SELECT docs.id FROM docs WHERE JSON_EXTRACT(docs.data, ?) IS NULL ORDER BY docs.id",
    rows: [[2], [3], [4], [5]],
  },
  {
    name: "JSON element is there",
    build: () => select(docs.c.id).where(d.get("nil").ne(null)).orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] IS NOT NULL ORDER BY docs.id",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) IS NOT NULL ORDER BY docs.id",
    postgresql: "SELECT docs.id FROM docs WHERE (docs.data -> $1::TEXT) IS NOT NULL ORDER BY docs.id",
    mysql: "SELECT docs.id FROM docs WHERE JSON_EXTRACT(docs.data, ?) IS NOT NULL ORDER BY docs.id",
    rows: [[1]],
  },
  {
    name: "path element is missing",
    build: () =>
      select(docs.c.id)
        .where(d.get(["deep", "x", "y"]).is(null))
        .orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE docs.data[:data_1] IS NULL ORDER BY docs.id",
    sqlite: "SELECT docs.id FROM docs WHERE (docs.data -> ?) IS NULL ORDER BY docs.id",
    postgresql: "SELECT docs.id FROM docs WHERE (docs.data #> $1) IS NULL ORDER BY docs.id",
    mysql: "SELECT docs.id FROM docs WHERE JSON_EXTRACT(docs.data, ?) IS NULL ORDER BY docs.id",
    rows: [[2], [3], [4], [5]],
  },
  {
    name: "column equals an object",
    build: () => select(docs.c.id).where(d.eq([1, "two", { three: 3 }])),
    default: "SELECT docs.id FROM docs WHERE docs.data = :data_1",
    sqlite: "SELECT docs.id FROM docs WHERE docs.data = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST(docs.data AS JSONB) = CAST($1::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, '$')) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[5]],
  },
  {
    name: "column is NULL",
    build: () => select(docs.c.id).where(d.is(null)),
    default: "SELECT docs.id FROM docs WHERE docs.data IS NULL",
    sqlite: "SELECT docs.id FROM docs WHERE docs.data IS NULL",
    postgresql: "SELECT docs.id FROM docs WHERE docs.data IS NULL",
    mysql: "SELECT docs.id FROM docs WHERE docs.data IS NULL",
    rows: [[3]],
  },
  {
    name: "column is not NULL",
    build: () => select(docs.c.id).where(d.isNot(null)).orderBy(docs.c.id),
    default: "SELECT docs.id FROM docs WHERE docs.data IS NOT NULL ORDER BY docs.id",
    sqlite: "SELECT docs.id FROM docs WHERE docs.data IS NOT NULL ORDER BY docs.id",
    postgresql: "SELECT docs.id FROM docs WHERE docs.data IS NOT NULL ORDER BY docs.id",
    mysql: "SELECT docs.id FROM docs WHERE docs.data IS NOT NULL ORDER BY docs.id",
    rows: [[1], [2], [4], [5]],
  },
  {
    name: "column equals JSON's null",
    build: () => select(docs.c.id).where(d.eq(json.NULL)),
    default: "SELECT docs.id FROM docs WHERE docs.data = :data_1",
    sqlite: "SELECT docs.id FROM docs WHERE docs.data = ?",
    postgresql: "SELECT docs.id FROM docs WHERE CAST(docs.data AS JSONB) = CAST($1::JSON AS JSONB)",
    mysql: "SELECT docs.id FROM docs WHERE CONCAT(JSON_EXTRACT(docs.data, '$')) = CONCAT(JSON_EXTRACT(?, '$'))",
    rows: [[4]],
  },
  {
    name: "label",
    build: () => select(d.get("name").label("who")).where(docs.c.id.eq(1)).orderBy("who"),
    default: "SELECT docs.data[:data_1] AS who FROM docs WHERE docs.id = :id_1 ORDER BY who",
    sqlite: "SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS who FROM docs WHERE docs.id = ? ORDER BY who",
    postgresql: "SELECT docs.data -> $1::TEXT AS who FROM docs WHERE docs.id = $2::INTEGER ORDER BY who",
    mysql: "SELECT JSON_EXTRACT(docs.data, ?) AS who FROM docs WHERE docs.id = ? ORDER BY who",
  },
  {
    name: "element of a subquery's column",
    build: () => select(select(d.get("deep").label("q")).where(docs.c.id.eq(1)).subquery("s").c.q.get("x")),
    default: "SELECT s.q[:q_1] AS anon_1 FROM (SELECT docs.data[:data_1] AS q FROM docs WHERE docs.id = :id_1) AS s",
    sqlite:
      "SELECT JSON_QUOTE(JSON_EXTRACT(s.q, ?)) AS anon_1 FROM (SELECT JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS q FROM docs WHERE docs.id = ?) AS s",
    postgresql:
      "SELECT s.q -> $1::TEXT AS anon_1 FROM (SELECT docs.data -> $2::TEXT AS q FROM docs WHERE docs.id = $3::INTEGER) AS s",
    mysql:
      "SELECT JSON_EXTRACT(s.q, ?) AS anon_1 FROM (SELECT JSON_EXTRACT(docs.data, ?) AS q FROM docs WHERE docs.id = ?) AS s",
    rows: [[{ y: 7 }]],
  },
  {
    name: "element of an alias' column",
    build: () => select(docs.alias("x").c.data.get("name").asString()).orderBy("id").limit(1),
    default: "SELECT x.data[:data_1] AS anon_1 FROM docs AS x ORDER BY x.id LIMIT :param_1",
    sqlite: "SELECT CAST(JSON_EXTRACT(x.data, ?) AS VARCHAR) AS anon_1 FROM docs AS x ORDER BY x.id LIMIT ? OFFSET ?",
    postgresql: "SELECT CAST(x.data ->> $1::TEXT AS VARCHAR) AS anon_1 FROM docs AS x ORDER BY x.id  LIMIT $2::INTEGER",
    mysql:
      "SELECT CASE JSON_EXTRACT(x.data, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(x.data, ?)) END AS anon_1 FROM docs AS x ORDER BY x.id  LIMIT ?",
  },
  {
    name: "key by expression",
    build: () => select(d.get(literal("name")).asString()).where(docs.c.id.eq(1)),
    default: "SELECT docs.data[:param_1] AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite:
      "SELECT CAST(JSON_EXTRACT(docs.data, ('$.' || JSON_QUOTE(?))) AS VARCHAR) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql: "SELECT CAST(docs.data ->> $1::VARCHAR AS VARCHAR) AS anon_1 FROM docs WHERE docs.id = $2::INTEGER",
    mysql:
      "SELECT CASE JSON_EXTRACT(docs.data, CONCAT('$.', JSON_QUOTE(?))) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(docs.data, CONCAT('$.', JSON_QUOTE(?)))) END AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [["Ann"]],
  },
  {
    name: "typeCoerce to JSON",
    build: () => select(typeCoerce(literal(1), json()).get("x").asString()),
    default: "SELECT :param_1[:param_2] AS anon_1",
    sqlite: "SELECT CAST(JSON_EXTRACT(?, ?) AS VARCHAR) AS anon_1",
    postgresql: "SELECT CAST($1::INTEGER ->> $2::TEXT AS VARCHAR) AS anon_1",
    mysql: "SELECT CASE JSON_EXTRACT(?, ?) WHEN 'null' THEN NULL ELSE JSON_UNQUOTE(JSON_EXTRACT(?, ?)) END AS anon_1",
  },
  {
    name: "cast of an element",
    build: () => select(cast(d.get("n"), string(10))).where(docs.c.id.eq(1)),
    default: "SELECT CAST(docs.data[:data_1] AS VARCHAR(10)) AS anon_1 FROM docs WHERE docs.id = :id_1",
    sqlite: "SELECT CAST(JSON_QUOTE(JSON_EXTRACT(docs.data, ?)) AS VARCHAR(10)) AS anon_1 FROM docs WHERE docs.id = ?",
    postgresql: "SELECT CAST(docs.data -> $1::TEXT AS VARCHAR(10)) AS anon_1 FROM docs WHERE docs.id = $2::INTEGER",
    mysql: "SELECT CAST(JSON_EXTRACT(docs.data, ?) AS CHAR(10)) AS anon_1 FROM docs WHERE docs.id = ?",
    rows: [["5"]],
  },
  {
    name: "update to an element",
    build: () =>
      update(docs)
        .set({ data: d.get("deep") })
        .where(docs.c.id.eq(1)),
    default: "UPDATE docs SET data=(docs.data[:data_1]) WHERE docs.id = :id_1",
    sqlite: "UPDATE docs SET data=(JSON_QUOTE(JSON_EXTRACT(docs.data, ?))) WHERE docs.id = ?",
    postgresql: "UPDATE docs SET data=(docs.data -> $1::TEXT) WHERE docs.id = $2::INTEGER",
    mysql: "UPDATE docs SET data=(JSON_EXTRACT(docs.data, ?)) WHERE docs.id = ?",
  },
  {
    name: "update by an element",
    build: () =>
      update(docs)
        .set({ data: { a: [1] } })
        .where(d.get("n").asInteger().eq(5)),
    default: "UPDATE docs SET data=:data WHERE docs.data[:data_1] = :param_1",
    sqlite: "UPDATE docs SET data=? WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) = ?",
    postgresql: "UPDATE docs SET data=$1::JSON WHERE CAST((docs.data ->> $2::TEXT) AS INTEGER) = $3::INTEGER",
    mysql:
      "UPDATE docs SET data=? WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END = ?",
  },
  {
    name: "insert with returning",
    build: () =>
      insert(docs)
        .values({ id: 9, data: { "a'b": '"' } })
        .returning(docs.c.data),
    default: "INSERT INTO docs (id, data) VALUES (:id, :data) RETURNING docs.data",
    sqlite: "INSERT INTO docs (id, data) VALUES (?, ?) RETURNING data",
    postgresql: "INSERT INTO docs (id, data) VALUES ($1::INTEGER, $2::JSON) RETURNING docs.data",
    mysql: /mysql has no INSERT … RETURNING\. Execute the statement, then/,
    rows: [[{ "a'b": '"' }]],
  },
  {
    name: "case",
    build: () =>
      select(caseWhen([[d.get("flag").asBoolean(), "yes"]], { else: "no" }))
        .where(docs.c.id.le(2))
        .orderBy(docs.c.id),
    default:
      "SELECT CASE WHEN (docs.data[:data_1]) THEN :param_1 ELSE :param_2 END AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.id",
    sqlite:
      "SELECT CASE WHEN (CAST(JSON_EXTRACT(docs.data, ?) AS BOOLEAN)) THEN ? ELSE ? END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    postgresql:
      "SELECT CASE WHEN (CAST(docs.data ->> $1::TEXT AS BOOLEAN)) THEN $2::VARCHAR ELSE $3::VARCHAR END AS anon_1 FROM docs WHERE docs.id <= $4::INTEGER ORDER BY docs.id",
    mysql:
      "SELECT CASE WHEN (CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL WHEN true THEN true WHEN 'true' THEN true ELSE false END) THEN ? ELSE ? END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY docs.id",
    rows: [["yes"], ["no"]],
  },
  {
    name: "distinct",
    build: () => select(d.get("n").asInteger()).distinct().where(docs.c.id.le(2)).orderBy(d.get("n").asInteger()),
    default:
      "SELECT DISTINCT docs.data[:data_1] AS anon_1 FROM docs WHERE docs.id <= :id_1 ORDER BY docs.data[:data_2]",
    sqlite:
      "SELECT DISTINCT CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER)",
    postgresql:
      "SELECT DISTINCT CAST(docs.data ->> $1::TEXT AS INTEGER) AS anon_1 FROM docs WHERE docs.id <= $2::INTEGER ORDER BY CAST(docs.data ->> $3::TEXT AS INTEGER)",
    mysql:
      "SELECT DISTINCT CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END AS anon_1 FROM docs WHERE docs.id <= ? ORDER BY CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END",
  },
  {
    name: "exists",
    build: () => select(docs.c.id).where(exists(select(literal(1)).where(d.get("n").asInteger().eq(99)))),
    default:
      "SELECT docs.id FROM docs WHERE EXISTS (SELECT :param_1 AS anon_1 FROM docs WHERE docs.data[:data_1] = :param_2)",
    sqlite:
      "SELECT docs.id FROM docs WHERE EXISTS (SELECT ? AS anon_1 FROM docs WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) = ?)",
    postgresql:
      "SELECT docs.id FROM docs WHERE EXISTS (SELECT $1::INTEGER AS anon_1 FROM docs WHERE CAST((docs.data ->> $2::TEXT) AS INTEGER) = $3::INTEGER)",
    mysql:
      "SELECT docs.id FROM docs WHERE EXISTS (SELECT ? AS anon_1 FROM docs WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END = ?)",
  },
  {
    name: "join on elements",
    build: () => select(docs.c.id).where(d.get("n").asInteger().eq(docs.alias("o").c.id.add(3))),
    default: "SELECT docs.id FROM docs, docs AS o WHERE docs.data[:data_1] = o.id + :id_1",
    sqlite: "SELECT docs.id FROM docs, docs AS o WHERE CAST(JSON_EXTRACT(docs.data, ?) AS INTEGER) = o.id + ?",
    postgresql:
      "SELECT docs.id FROM docs, docs AS o WHERE CAST((docs.data ->> $1::TEXT) AS INTEGER) = o.id + $2::INTEGER",
    mysql:
      "SELECT docs.id FROM docs, docs AS o WHERE CASE JSON_EXTRACT(docs.data, ?) WHEN 'null' THEN NULL ELSE CAST(JSON_EXTRACT(docs.data, ?) AS SIGNED INTEGER) END = o.id + ?",
  },
];

testCases("JSON", cases, fill);

/** Keys that would mean something else in a path, were they not told as text. */
const hostile = [
  "",
  "a.b",
  'a"b',
  "a'b",
  "a`b",
  "a\\b",
  '\\"',
  "$",
  "$.name",
  "[0]",
  "*",
  "**",
  "#",
  "a b",
  "a,b",
  "{a}",
  "NULL",
  "0",
  "-1",
  "last",
  "%s",
  "?",
  ":x",
  "$1",
  "--",
  "/*",
  "é😀",
  "tab\tline\n",
  "__proto__",
  "constructor",
];

describeAsync("JSON keys", (database) => {
  test("are text, whatever they hold", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    const flat = Object.fromEntries(hostile.map((key, i) => [key, `value ${i}`]));
    const nested = Object.fromEntries(hostile.map((key, i) => [key, { [key]: [`value ${i}`] }]));
    await connection.execute(insert(docs), [
      { id: 1, data: JSON.parse(JSON.stringify(flat)) },
      { id: 2, data: JSON.parse(JSON.stringify(nested)) },
    ]);
    for (const [i, key] of hostile.entries()) {
      if (database.dialect === "mysql" && key.startsWith("-")) {
        await expect(connection.execute(select(d.get(key))), key).rejects.toThrow(/MariaDB cannot find/);
        continue;
      }
      const one = select(d.get(key), d.get(key).asString()).where(docs.c.id.eq(1));
      expect((await connection.execute(one)).one(), key).toEqual([`value ${i}`, `value ${i}`]);
      const path = select(d.get([key, key, 0]).asString(), d.get(key).get(key).get(0)).where(docs.c.id.eq(2));
      expect((await connection.execute(path)).one(), key).toEqual([`value ${i}`, `value ${i}`]);
      const found = select(docs.c.id).where(d.get(key).asString().eq(`value ${i}`));
      expect((await connection.execute(found)).scalars().all(), key).toEqual([1]);
    }
  });

  test("may be negative positions", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(
      insert(docs).values({
        id: 1,
        data: [
          [1, 2],
          [3, 4],
        ],
      }),
    );
    const row = (await connection.execute(select(d.get(-1), d.get(-2).get(-1), d.get([-1, -2]), d.get(9)))).one();
    expect([...row]).toEqual([[3, 4], 2, 3, null]);
  });

  test("null is SQL NULL, json.NULL is JSON's; noneAsNull: false turns it round", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    const meta = new MetaData();
    const t = meta.table("nulls", {
      id: integer().primaryKey(),
      a: json().nullable(),
      b: json({ noneAsNull: false }).nullable(),
    });
    await meta.createAll(connection);
    await connection.execute(insert(t), [
      { id: 1, a: null, b: null },
      { id: 2, a: json.NULL, b: json.NULL },
    ]);
    await connection.execute(insert(t).values({ id: 3, a: null, b: null }));
    const ids = async (where: ReturnType<typeof t.c.a.is>): Promise<unknown> =>
      (await connection.execute(select(t.c.id).where(where).orderBy(t.c.id))).scalars().all();
    expect(await ids(t.c.a.is(null))).toEqual([1, 3]);
    expect(await ids(t.c.b.is(null))).toEqual([]);
    expect(await ids(t.c.a.eq(json.NULL))).toEqual([2]);
    expect(await ids(t.c.b.eq(json.NULL))).toEqual([1, 2, 3]);
    expect((await connection.execute(select(t.c.a, t.c.b).where(t.c.id.eq(2)))).one()).toEqual([null, null]);
    await connection.execute(update(t).set({ b: 1 }).where(t.c.id.eq(1)));
    await connection.execute(update(t).set({ b: null }).where(t.c.id.eq(1)));
    expect(await ids(t.c.b.eq(json.NULL))).toEqual([1, 2, 3]);
  });
});

describe("JSON elements", () => {
  test("refuse what is no key, position or path", () => {
    for (const key of [
      null,
      undefined,
      1.5,
      Number.NaN,
      true,
      {},
      [],
      [null],
      ["a", {}],
      [1.5],
      2 ** 40,
      "a\0b",
      "\ud800",
      Symbol("x"),
    ])
      expect(() => d.get(key as never)).toThrow(ArgumentError);
  });
  test("are no text until asString()", () => {
    for (const method of ["like", "ilike", "startswith", "contains", "match", "regexpMatch"] as const)
      expect(() => (d.get("a") as unknown as Record<string, (x: string) => unknown>)[method]?.("x"), method).toThrow(
        ArgumentError,
      );
    expect(() => d.like("x")).toThrow(/asString/);
  });
  test("are taken of JSON alone", () => {
    expect(() => (docs.c.id as never as typeof d).get("a")).toThrow(/type integer/);
    expect(() => d.get("a").label("x").node && (func.lower("x") as never as ReturnType<typeof d.get>).get("a")).toThrow(
      ArgumentError,
    );
  });
  test("keep their key apart by type, and share it by value", () => {
    const a = d.get("x").asInteger().node.key;
    expect(d.get("y").asInteger().node.key).toBe(a);
    expect(d.get("x").asFloat().node.key).not.toBe(a);
    expect(d.get("x").asNumeric(5, 2).node.key).not.toBe(d.get("x").asNumeric(5, 3).node.key);
    expect(d.get("x").node.key).not.toBe(a);
    expect(d.get(1).node.key).not.toBe(d.get("x").node.key);
    expect(d.get(["x"]).node.key).not.toBe(d.get("x").node.key);
  });
});
