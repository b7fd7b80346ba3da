import { cast, double, extract, float, integer, literal, MetaData, select, trueValue } from "athanor";
import { match, MySQLDialect } from "athanor/mysql";
import { describe, expect, test } from "vitest";
import { serverOf } from "../../src/dialects/mysql/server.ts";
import { posts, writers } from "./mysql-support.ts";

const p = posts.c;
const q = posts.alias("q");
const elsewhere = new MetaData().table("t", { id: integer() }, { schema: "s" });

/** The dialect as it is after a connection to such a server. */
function dialectOf(version: string, sqlMode = ""): MySQLDialect {
  const dialect = new MySQLDialect();
  dialect.server = serverOf(version, sqlMode);
  return dialect;
}
const mysql57 = dialectOf("5.7.44-log");
const mysql8 = dialectOf("8.0.36");
const mariadb = dialectOf("10.11.6-MariaDB");

const lateral = select(writers.c.id).where(writers.c.id.eq(p.writerId)).lateral("l");
const cases: readonly {
  readonly name: string;
  readonly build: () => { compile(request: { dialect: object }): { sql: string } };
  readonly mysql57: string;
  readonly mysql8: string;
  readonly mariadb: string | RegExp;
}[] = [
  {
    name: "share",
    build: () => select(p.id).withForUpdate({ read: true }),
    mysql57: "SELECT posts.id FROM posts LOCK IN SHARE MODE",
    mysql8: "SELECT posts.id FROM posts FOR SHARE",
    mariadb: "SELECT posts.id FROM posts LOCK IN SHARE MODE",
  },
  {
    name: "share of a table, nowait",
    build: () => select(p.id).withForUpdate({ read: true, of: posts, nowait: true }),
    mysql57: "SELECT posts.id FROM posts LOCK IN SHARE MODE NOWAIT",
    mysql8: "SELECT posts.id FROM posts FOR SHARE OF posts NOWAIT",
    mariadb: "SELECT posts.id FROM posts LOCK IN SHARE MODE NOWAIT",
  },
  {
    name: "of a column",
    build: () => select(p.id).withForUpdate({ of: p.id, skipLocked: true }),
    mysql57: "SELECT posts.id FROM posts FOR UPDATE SKIP LOCKED",
    mysql8: "SELECT posts.id FROM posts FOR UPDATE OF posts SKIP LOCKED",
    mariadb: "SELECT posts.id FROM posts FOR UPDATE SKIP LOCKED",
  },
  {
    name: "of columns of one table",
    build: () => select(p.id).withForUpdate({ of: [p.id, p.title] }),
    mysql57: "SELECT posts.id FROM posts FOR UPDATE",
    mysql8: "SELECT posts.id FROM posts FOR UPDATE OF posts",
    mariadb: "SELECT posts.id FROM posts FOR UPDATE",
  },
  {
    name: "of an alias",
    build: () => select(q.c.id).withForUpdate({ of: q.c.id }),
    mysql57: "SELECT q.id FROM posts AS q FOR UPDATE",
    mysql8: "SELECT q.id FROM posts AS q FOR UPDATE OF q",
    mariadb: "SELECT q.id FROM posts AS q FOR UPDATE",
  },
  {
    name: "of two tables",
    build: () =>
      select(p.id)
        .joinFrom(writers, posts)
        .withForUpdate({ of: [writers, posts] }),
    mysql57: "SELECT posts.id FROM writers INNER JOIN posts ON writers.id = posts.`writerId` FOR UPDATE",
    mysql8:
      "SELECT posts.id FROM writers INNER JOIN posts ON writers.id = posts.`writerId` FOR UPDATE OF writers, posts",
    mariadb: "SELECT posts.id FROM writers INNER JOIN posts ON writers.id = posts.`writerId` FOR UPDATE",
  },
  {
    name: "of a table in a schema",
    build: () => select(elsewhere.c.id).withForUpdate({ of: elsewhere }),
    mysql57: "SELECT s.t.id FROM s.t FOR UPDATE",
    mysql8: "SELECT s.t.id FROM s.t FOR UPDATE OF t",
    mariadb: "SELECT s.t.id FROM s.t FOR UPDATE",
  },
  {
    name: "cast to floating point",
    build: () => select(cast(p.stars, float()).label("f"), cast(p.stars, double()).label("d")),
    mysql57: "SELECT posts.stars AS f, posts.stars AS d FROM posts",
    mysql8: "SELECT CAST(posts.stars AS FLOAT) AS f, CAST(posts.stars AS DOUBLE) AS d FROM posts",
    mariadb: "SELECT CAST(posts.stars AS FLOAT) AS f, CAST(posts.stars AS DOUBLE) AS d FROM posts",
  },
  {
    name: "flags of a regular expression",
    build: () => select(p.id).where(p.title.regexpMatch("x", { flags: "i" })),
    mysql57: "SELECT posts.id FROM posts WHERE REGEXP_LIKE(posts.title, ?, 'i')",
    mysql8: "SELECT posts.id FROM posts WHERE REGEXP_LIKE(posts.title, ?, 'i')",
    mariadb: "SELECT posts.id FROM posts WHERE posts.title REGEXP CONCAT('(?', 'i', ')', ?)",
  },
  {
    name: "lateral",
    build: () => select(p.id).joinFrom(posts, lateral, trueValue()),
    mysql57:
      "SELECT posts.id FROM posts INNER JOIN LATERAL (SELECT writers.id AS id FROM writers WHERE writers.id = posts.`writerId`) AS l ON true = 1",
    mysql8:
      "SELECT posts.id FROM posts INNER JOIN LATERAL (SELECT writers.id AS id FROM writers WHERE writers.id = posts.`writerId`) AS l ON true = 1",
    mariadb: /MariaDB has no LATERAL/,
  },
];

describe("text by server", () => {
  test.each(cases.map((c) => [c.name, c] as const))("%s", (_name, c) => {
    const text = (dialect: object): string =>
      c
        .build()
        .compile({ dialect })
        .sql.replaceAll(/[\n\t]/g, "");
    expect(text(mysql57)).toBe(c.mysql57);
    expect(text(mysql8)).toBe(c.mysql8);
    if (c.mariadb instanceof RegExp) expect(() => text(mariadb)).toThrow(c.mariadb);
    else expect(text(mariadb)).toBe(c.mariadb);
  });

  test("a backslash in a literal is doubled unless the server takes it as it is", () => {
    const text = (dialect: object): string => select(literal("a\\'b")).compile({ dialect, literalBinds: true }).sql;
    expect(text(mysql8)).toBe("SELECT 'a\\\\''b' AS anon_1");
    expect(text(dialectOf("8.0.36", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES"))).toBe("SELECT 'a\\''b' AS anon_1");
  });

  test("names are quoted by backticks, which every sql_mode knows", () => {
    expect(dialectOf("8.0.36", "ANSI_QUOTES").quote('a"b`c')).toBe('`a"b``c`');
  });
});

describe("what a database does not have is a CompileError", () => {
  test("MATCH … AGAINST elsewhere", () => {
    const statement = select(p.id).where(match(p.title, { against: "x" }));
    for (const dialect of ["sqlite", "postgresql"])
      expect(() => statement.compile({ dialect })).toThrow(/has no MATCH … AGAINST/);
  });

  test.each([
    ["symmetric", () => select(p.id).where(p.stars.between(3, 1, { symmetric: true })), /no BETWEEN SYMMETRIC/],
    ["epoch", () => select(extract("epoch", p.at)), /cannot extract "epoch"/],
    ["distinct on", () => select(p.id).distinct(p.stars), /no DISTINCT ON/],
    ["fetch", () => select(p.id).fetch(3), /no FETCH FIRST/],
    ["full join", () => select(p.id).joinFrom(writers, posts, undefined, { full: true }), /no FULL OUTER JOIN/],
  ] as const)("%s", (_name, build, message) => {
    expect(() => build().compile({ dialect: "mysql" })).toThrow(message);
  });

  test("options of match() that exclude each other", () => {
    expect(() => match(p.title, { against: "x", inBooleanMode: true, withQueryExpansion: true })).toThrow(/excludes/);
    expect(() => match([], { against: "x" })).toThrow(/at least one column/);
    expect(() => match(p.title, {} as never)).toThrow(/against/);
  });
});
