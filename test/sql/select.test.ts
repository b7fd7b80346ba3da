import {
  and,
  boolean,
  caseWhen,
  cast,
  column,
  deleteFrom,
  exists,
  func,
  insert,
  integer,
  not,
  or,
  select,
  string,
  table,
  text,
  union,
  update,
} from "athanor";
import { describe, expect, test } from "vitest";

const t = table(
  "t",
  column("id", integer()),
  column("name", string()),
  column("x", integer()),
  column("ok", boolean()),
);
const u = table("u", column("id", integer()), column("t_id", integer()));

interface Compilable {
  compile(request?: { dialect?: string }): { sql: string; params: readonly unknown[] };
}
function sqlOf(statement: Compilable, dialect?: string): string {
  return statement.compile(dialect === undefined ? {} : { dialect }).sql.replaceAll(/[\n\t]/g, "");
}

describe("select", () => {
  test("labels columns of equal names, and repeats", () => {
    const s = select(t.c.id, u.c.id, t.c.id, t.c.x.add(1)).join(u, u.c.t_id.eq(t.c.id));
    expect(sqlOf(s)).toBe(
      "SELECT t.id, u.id AS id_1, t.id AS id__1, t.x + :x_1 AS anon_1 FROM t JOIN u ON u.t_id = t.id",
    );
  });
  test.each([
    [
      undefined,
      "SELECT t.id FROM t WHERE t.x = :x_1 AND (t.x > :x_2 OR t.ok = 1) AND t.ok = 0 LIMIT :param_1 OFFSET :param_2",
    ],
    ["sqlite", "SELECT t.id FROM t WHERE t.x = ? AND (t.x > ? OR t.ok = 1) AND t.ok = 0 LIMIT ? OFFSET ?"],
    [
      "postgresql",
      "SELECT t.id FROM t WHERE t.x = $1::INTEGER AND (t.x > $2::INTEGER OR t.ok) AND NOT t.ok  LIMIT $3::INTEGER OFFSET $4::INTEGER",
    ],
  ])("conditions and limits on %s", (dialect, expected) => {
    const s = select(t.c.id)
      .where(t.c.x.eq(5), or(t.c.x.gt(1), t.c.ok), t.c.ok.not())
      .limit(5)
      .offset(2);
    expect(sqlOf(s, dialect)).toBe(expected);
    expect(s.compile(dialect === undefined ? {} : { dialect }).params).toEqual([5, 1, 5, 2]);
  });
  test("IN of nothing", () => {
    expect(sqlOf(t.c.id.in([]))).toBe("t.id IN (NULL) AND (1 != 1)");
    expect(sqlOf(t.c.id.notIn([]))).toBe("(t.id NOT IN (NULL) OR (1 = 1))");
    expect(sqlOf(t.c.id.in([]), "sqlite")).toBe("t.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)");
  });
  test("subqueries, correlation, EXISTS", () => {
    const s = select(t.c.id).where(exists(select(u.c.id).where(u.c.t_id.eq(t.c.id))));
    expect(sqlOf(s)).toBe("SELECT t.id FROM t WHERE EXISTS (SELECT u.id FROM u WHERE u.t_id = t.id)");
    const sub = select(t.c.id, func.count().label("n")).groupBy(t.c.id).subquery();
    expect(sqlOf(select(sub.c.n))).toBe(
      "SELECT anon_1.n FROM (SELECT t.id AS id, count(*) AS n FROM t GROUP BY t.id) AS anon_1",
    );
  });
  test("a recursive CTE", () => {
    const base = select(t.c.id, t.c.x.label("p")).where(t.c.x.eq(1)).cte("tree", { recursive: true });
    const tree = base.unionAll(select(t.c.id, t.c.x).join(base, base.c.p.eq(t.c.x)));
    expect(sqlOf(select(tree.c.id))).toBe(
      "WITH RECURSIVE tree(id, p) AS (SELECT t.id AS id, t.x AS p FROM t WHERE t.x = :x_1 UNION ALL SELECT t.id AS id, t.x AS x FROM t JOIN tree ON tree.p = t.x) SELECT tree.id FROM tree",
    );
  });
  test("UNION, CASE, CAST, text", () => {
    expect(sqlOf(union(select(t.c.id), select(u.c.id)).orderBy("id"))).toBe(
      "SELECT t.id FROM t UNION SELECT u.id FROM u ORDER BY id",
    );
    expect(sqlOf(caseWhen([[t.c.x.eq(1), "a"]], { else: "b" }))).toBe(
      "CASE WHEN (t.x = :x_1) THEN :param_1 ELSE :param_2 END",
    );
    expect(sqlOf(select(cast(t.c.x, string())))).toBe("SELECT CAST(t.x AS VARCHAR) AS x FROM t");
    expect(sqlOf(text("a = :b AND c::int = ':d'"), "sqlite")).toBe("a = ? AND c::int = ':d'");
  });
});

describe("operators", () => {
  test("null, negation, precedence", () => {
    expect(sqlOf(and(t.c.x.eq(null), t.c.x.ne(null)))).toBe("t.x IS NULL AND t.x IS NOT NULL");
    expect(sqlOf(not(and(t.c.x.eq(1), t.c.x.eq(2))))).toBe("NOT (t.x = :x_1 AND t.x = :x_2)");
    expect(sqlOf(t.c.x.sub(t.c.id.sub(1)))).toBe("t.x - (t.id - :id_1)");
    expect(sqlOf(select(t.c.x).orderBy(t.c.x.desc().nullsLast(), t.c.x.add(1).nullsFirst()))).toBe(
      "SELECT t.x FROM t ORDER BY t.x DESC NULLS LAST, (t.x + :x_1) NULLS FIRST",
    );
    expect(sqlOf(t.c.x.between(1, 2).not())).toBe("t.x NOT BETWEEN :x_1 AND :x_2");
  });
  test("autoescape makes wildcards text", () => {
    const c = t.c.name.contains("a%b_c/d", { autoescape: true }).compile();
    expect(c.sql).toBe("t.name LIKE '%' || :name_1 || '%' ESCAPE '/'");
    expect(c.params).toEqual(["a/%b/_c//d"]);
  });
});

describe("insert, update, delete", () => {
  test("text", () => {
    expect(sqlOf(insert(t).values({ id: 1, name: "a" }).returning(t.c.id))).toBe(
      "INSERT INTO t (id, name) VALUES (:id, :name) RETURNING t.id",
    );
    expect(sqlOf(insert(t).values([{ id: 1 }, { id: 2 }]))).toBe("INSERT INTO t (id) VALUES (:id_m0), (:id_m1)");
    expect(
      sqlOf(
        update(t)
          .set({ x: t.c.x.add(1) })
          .where(t.c.id.eq(3)),
      ),
    ).toBe("UPDATE t SET x=(t.x + :x_1) WHERE t.id = :id_1");
    expect(sqlOf(deleteFrom(t).where(t.c.id.in([1, 2])), "sqlite")).toBe("DELETE FROM t WHERE t.id IN (?, ?)");
  });
});

describe("bad input is an error before any SQL", () => {
  const wrong = (value: unknown): never => value as never;
  test.each<[string, () => unknown]>([
    ["undefined", () => t.c.x.eq(wrong(undefined))],
    ["an object", () => t.c.name.eq(wrong({ $ne: "x" }))],
    ["something like SQL", () => t.c.name.eq(wrong({ toSQL: () => "1" }))],
    ["an array", () => t.c.name.eq(wrong(["a"]))],
    ["null in NOT IN", () => t.c.x.notIn([1, null])],
    ["undefined in IN", () => t.c.x.in([1, wrong(undefined)])],
    ["empty or()", () => or()],
    ["empty and()", () => and()],
    ["empty where()", () => select(t).where()],
    ["where(undefined)", () => select(t).where(wrong(undefined))],
    ["a limit below 0", () => select(t).limit(-1)],
    ["a limit of NaN", () => select(t).limit(Number.NaN)],
    ["a text limit", () => select(t).limit(wrong("1"))],
    ["an unknown column", () => insert(t).values({ nam: "x" })],
    ["rows of different columns", () => insert(t).values([{ id: 1 }, { x: 1 }])],
    ["no rows", () => insert(t).values([])],
    ["no values", () => update(t).set({})],
    ["update without where", () => update(t).set({ x: 1 }).compile()],
    ["delete without where", () => deleteFrom(t).compile()],
  ])("%s", (_name, run) => {
    expect(run).toThrowError(expect.objectContaining({ name: "ArgumentError" }));
  });
  test("allRows() lets update and delete pass", () => {
    expect(sqlOf(deleteFrom(t).allRows())).toBe("DELETE FROM t");
  });
});
