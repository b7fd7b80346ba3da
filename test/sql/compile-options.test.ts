import {
  boolean,
  column,
  datetime,
  deleteFrom,
  func,
  insert,
  integer,
  literal,
  MetaData,
  select,
  string,
  text,
  tuple,
  union,
  update,
  values,
} from "athanor";
import { PostgreSQLDialect } from "athanor/postgresql";
import { describe, expect, test } from "vitest";

const metadata = new MetaData();
const buoys = metadata.table("buoys", {
  id: integer().primaryKey(),
  name: string(20),
  lit: boolean(),
  at: datetime().nullable(),
});
const flat = (sql: string): string => sql.replaceAll(/[\n\t]/g, "");
const at = new Date("2024-02-29T10:00:00Z");

describe("compile({ dialect, literalBinds, renderPostcompile })", () => {
  test("gives the text, and the values in the order of the placeholders, as the driver gets them", () => {
    const statement = select(buoys.c.id)
      .where(buoys.c.name.in(["a", "b"]), buoys.c.lit.eq(literal(true)), buoys.c.at.lt(at))
      .limit(3);
    expect(statement.compile({ dialect: "sqlite" })).toMatchObject({
      params: ["a", "b", 1, "2024-02-29 10:00:00.000000", 3, 0],
    });
    // On PostgreSQL lists come last.
    expect(statement.compile({ dialect: "postgresql" }).params).toEqual([
      true,
      "2024-02-29 10:00:00.000000",
      3,
      "a",
      "b",
    ]);
    expect(statement.compile().params).toHaveLength(5);
    const result = statement.compile({ dialect: "sqlite" });
    expect(String(result)).toBe(result.sql);
  });
  test("renderPostcompile: false leaves lists as they are", () => {
    const statement = select(buoys.c.id).where(buoys.c.name.in(["a", "b"]), buoys.c.id.gt(1));
    expect(flat(statement.compile({ renderPostcompile: false }).sql)).toBe(
      "SELECT buoys.id FROM buoys WHERE buoys.name IN (__[POSTCOMPILE_name_1]) AND buoys.id > :id_1",
    );
    expect(statement.compile({ renderPostcompile: false, dialect: "sqlite" }).params).toEqual([["a", "b"], 1]);
    expect(flat(statement.compile({ renderPostcompile: true }).sql)).toBe(
      "SELECT buoys.id FROM buoys WHERE buoys.name IN (:name_1_1, :name_1_2) AND buoys.id > :id_1",
    );
  });
  test("a dialect object does as well as its name", () => {
    const statement = select(buoys.c.id).where(buoys.c.id.eq(1));
    expect(statement.compile({ dialect: new PostgreSQLDialect() }).sql).toBe(
      statement.compile({ dialect: "postgresql" }).sql,
    );
    expect(() => statement.compile({ dialect: "nonsense" })).toThrow(/nonsense/);
    expect(() => statement.compile({ dialect: {} })).toThrow(/dialect takes a name/);
  });

  /** A statement with its values written out, on the four dialects. */
  const literals: readonly (readonly [
    string,
    () => { compile(r: object): { sql: string } },
    string,
    string,
    string,
    string,
  ])[] = [
    [
      "comparison",
      () => select(buoys.c.id).where(buoys.c.name.eq("it's \\")),
      "SELECT buoys.id FROM buoys WHERE buoys.name = 'it''s \\'",
      "SELECT buoys.id FROM buoys WHERE buoys.name = 'it''s \\'",
      "SELECT buoys.id FROM buoys WHERE buoys.name = 'it''s \\'",
      "SELECT buoys.id FROM buoys WHERE buoys.name = 'it''s \\\\'",
    ],
    [
      "IN",
      () => select(buoys.c.id).where(buoys.c.id.in([1, 2])),
      ...four("SELECT buoys.id FROM buoys WHERE buoys.id IN (1, 2)"),
    ],
    [
      "tuples",
      () => select(literal(1).label("x")).where(tuple(buoys.c.id, buoys.c.name).in([[1, "a"]])),
      "SELECT 1 AS x FROM buoys WHERE (buoys.id, buoys.name) IN ((1, 'a'))",
      "SELECT 1 AS x FROM buoys WHERE (buoys.id, buoys.name) IN (VALUES (1, 'a'))",
      "SELECT 1 AS x FROM buoys WHERE (buoys.id, buoys.name) IN ((1, 'a'))",
      "SELECT 1 AS x FROM buoys WHERE (buoys.id, buoys.name) IN ((1, 'a'))",
    ],
    [
      "functions",
      () => select(func.coalesce(buoys.c.name, "none").label("n")),
      ...four("SELECT coalesce(buoys.name, 'none') AS n FROM buoys"),
    ],
    [
      "insert",
      () => insert(buoys).values({ id: 1, name: "x", lit: false }),
      "INSERT INTO buoys (id, name, lit) VALUES (1, 'x', false)",
      "INSERT INTO buoys (id, name, lit) VALUES (1, 'x', 0)",
      "INSERT INTO buoys (id, name, lit) VALUES (1, 'x', false)",
      "INSERT INTO buoys (id, name, lit) VALUES (1, 'x', false)",
    ],
    [
      "insert of NULL",
      () => insert(buoys).values({ id: 1, name: "x", lit: true, at: null }),
      "INSERT INTO buoys (id, name, lit, at) VALUES (1, 'x', true, NULL)",
      "INSERT INTO buoys (id, name, lit, at) VALUES (1, 'x', 1, NULL)",
      "INSERT INTO buoys (id, name, lit, at) VALUES (1, 'x', true, NULL)",
      "INSERT INTO buoys (id, name, lit, at) VALUES (1, 'x', true, NULL)",
    ],
    [
      "update",
      () => update(buoys).set({ name: "y" }).where(buoys.c.id.eq(1)),
      ...four("UPDATE buoys SET name='y' WHERE buoys.id = 1"),
    ],
    [
      "delete",
      () => deleteFrom(buoys).where(buoys.c.id.between(1, 2)),
      ...four("DELETE FROM buoys WHERE buoys.id BETWEEN 1 AND 2"),
    ],
    ["text", () => text("SELECT :a, ':b'").bindparams({ a: "x'y" }), ...four("SELECT 'x''y', ':b'")],
    [
      "union",
      () => union(select(literal(1).label("x")), select(literal(2).label("x"))),
      ...four("SELECT 1 AS x UNION SELECT 2 AS x"),
    ],
  ];
  test.each(literals)("literals: %s", (_name, build, ...texts) => {
    for (const [i, dialect] of [undefined, "sqlite", "postgresql", "mysql"].entries()) {
      const { sql, params } = build().compile(
        dialect === undefined ? { literalBinds: true } : { dialect, literalBinds: true },
      ) as { sql: string; params?: unknown[] };
      expect(flat(sql)).toBe(texts[i]);
      expect(params).toEqual([]);
    }
  });
  test("a value that is missing cannot be written out", () => {
    expect(() => text("SELECT :a").compile({ literalBinds: true })).toThrow(/"a" has no value/);
    expect(values(column("x", integer()), { name: "v" }).data([[1]])).toBeDefined();
  });
  test("toString() of everything is the default dialect's text", () => {
    expect(String(buoys.c.id.eq(1))).toBe("buoys.id = :id_1");
    expect(flat(String(select(buoys.c.id)))).toBe("SELECT buoys.id FROM buoys");
    expect(flat(`${insert(buoys)}`)).toBe("INSERT INTO buoys (id, name, lit, at) VALUES (:id, :name, :lit, :at)");
    expect(flat(`${update(buoys).set({ name: "x" }).where(buoys.c.id.eq(1))}`)).toBe(
      "UPDATE buoys SET name=:name WHERE buoys.id = :id_1",
    );
    expect(String(func.now())).toBe("now()");
    expect(String(text("SELECT 1"))).toBe("SELECT 1");
  });
});

function four(sql: string): [string, string, string, string] {
  return [sql, sql, sql, sql];
}
