import { func, insert, integer, json, MetaData, not, select, string, typeCoerce } from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../../support/databases.ts";
import { sqlOf } from "../../sql/support.ts";

const metadata = new MetaData();
const posts = metadata.table("posts_ts", { id: integer().primaryKey(), body: string(100) });
const running = (config?: string) =>
  select(posts.c.id).where(
    posts.c.body.match("run", config === undefined ? undefined : { postgresqlRegconfig: config }),
  );

describe("match() with a configuration", () => {
  test("is written on PostgreSQL, and has its own key", () => {
    expect(sqlOf(running("english"), "postgresql")).toBe(
      "SELECT posts_ts.id FROM posts_ts WHERE posts_ts.body @@ plainto_tsquery('english', $1::VARCHAR)",
    );
    expect(sqlOf(running("it's"), "postgresql")).toContain("plainto_tsquery('it''s', $1::VARCHAR)");
    expect(sqlOf(select(not(posts.c.body.match("x", { postgresqlRegconfig: "simple" }))), "postgresql")).toBe(
      "SELECT NOT posts_ts.body @@ plainto_tsquery('simple', $1::VARCHAR) AS anon_1 FROM posts_ts",
    );
    expect(running("english").node.key).not.toBe(running("simple").node.key);
    expect(running("english").node.key).not.toBe(running().node.key);
  });
  test("other databases leave it out", () => {
    expect(sqlOf(running("english"), "sqlite")).toBe(sqlOf(running(), "sqlite"));
    expect(sqlOf(running("english"), "mysql")).toBe(sqlOf(running(), "mysql"));
    expect(sqlOf(running("english"))).toBe(sqlOf(running()));
  });
  test("refuses what is no name", () => {
    expect(() => running("")).toThrow(/postgresqlRegconfig: a name expected/);
    expect(() => running("a\u0000")).toThrow(/control character/);
  });
});

describeAsync("match() with a configuration", (database) => {
  test.skipIf(database.dialect !== "postgresql")("finds by the language's rules; a row as one value", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(insert(posts), [
      { id: 1, body: "she was running" },
      { id: 2, body: "run" },
    ]);
    const found = select(posts.c.id)
      .where(func["to_tsvector"]!("english", posts.c.body).match("runs", { postgresqlRegconfig: "english" }))
      .orderBy(posts.c.id);
    expect((await connection.scalars(found)).all()).toEqual([1, 2]);
    const simple = select(posts.c.id).where(
      func["to_tsvector"]!("simple", posts.c.body).match("run", { postgresqlRegconfig: "simple" }),
    );
    expect((await connection.scalars(simple)).all()).toEqual([2]);

    const row = select(typeCoerce(func["row_to_json"]!(posts.tableValued()), json()).label("row")).where(
      posts.c.id.eq(2),
    );
    expect(sqlOf(row, "postgresql")).toBe(
      "SELECT row_to_json(posts_ts) AS row FROM posts_ts WHERE posts_ts.id = $1::INTEGER",
    );
    expect((await connection.execute(row)).scalar()).toEqual({ id: 2, body: "run" });
    const a = posts.alias();
    expect(sqlOf(select(a.tableValued()), "postgresql")).toBe("SELECT posts_ts_1 FROM posts_ts AS posts_ts_1");
  });
});
