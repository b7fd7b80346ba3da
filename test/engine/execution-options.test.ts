import { type Engine, insert, integer, listen, MetaData, select, string, text } from "athanor";
import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { describeSync } from "../support/databases.ts";

const metadata = new MetaData();
const users = metadata.table("eo_users", { id: integer().primaryKey(), name: string(20) });
const logs = metadata.table("eo_logs", { id: integer().primaryKey() }, { schema: "per_tenant" });

describeSync("schemaTranslateMap", (database) => {
  /** Two schemas that go when the test is over. */
  const schemas = (engine: Engine): [string, string] => {
    const id = randomUUID().slice(0, 8);
    const names: [string, string] = [`eo_a_${id}`, `eo_b_${id}`];
    const run = (sql: string): unknown => engine.begin((conn) => conn.execDriverSql(sql));
    const drop = (name: string): unknown =>
      run(database.dialect === "mysql" ? `DROP DATABASE ${name}` : `DROP SCHEMA ${name} CASCADE`);
    for (const name of names) run(`CREATE SCHEMA ${name}`);
    onTestFinished(() => names.forEach(drop));
    return names;
  };

  test.runIf(database.dialect !== "sqlite")("is for tables with and without a schema, and for one execution", () => {
    const engine = database.engine();
    const [a, b] = schemas(engine);
    for (const [name, value] of [
      [a, "Anna"],
      [b, "Bo"],
    ] as const) {
      const map = new Map<string | null, string | null>([
        [null, name],
        ["per_tenant", name],
      ]);
      using conn = engine.connect().executionOptions({ schemaTranslateMap: map });
      metadata.createAll(conn);
      conn.execute(insert(users).values({ id: 1, name: value }));
      conn.execute(insert(logs).values({ id: 5 }));
      conn.commit();
    }
    using conn = engine.connect();
    expect([conn.schemaForObject(users), conn.schemaForObject(logs)]).toEqual([undefined, "per_tenant"]);
    using translated = engine.executionOptions({ schemaTranslateMap: new Map([["per_tenant", a]]) }).connect();
    expect([translated.schemaForObject(users), translated.schemaForObject(logs)]).toEqual([undefined, a]);
    const statement = select(users.c.name);
    const seen: string[] = [];
    listen(conn, "beforeCursorExecute", (_c, _cursor, sql) => void seen.push(sql));
    const read = (name: string) =>
      conn.execute(statement, undefined, { schemaTranslateMap: new Map([[null, name]]) }).scalarOne();
    expect([read(a), read(b), read(a), read(b)]).toEqual(["Anna", "Bo", "Anna", "Bo"]);
    expect(seen[0]).toBe(seen[2]);
    expect(seen[1]).toContain(`${b}.eo_users`);
    expect(
      conn.execute(select(logs.c.id), undefined, { schemaTranslateMap: new Map([["per_tenant", b]]) }).scalarOne(),
    ).toBe(5);
    const stream = conn.execute(statement, undefined, {
      schemaTranslateMap: new Map([[null, b]]),
      streamResults: true,
    });
    expect(stream.scalars().all()).toEqual(["Bo"]);
  });
});

describeSync("options of an execution", (database) => {
  test("loggingToken marks the lines of the log", () => {
    const lines: string[] = [];
    const engine = database.engine({ logger: { log: (line: string) => lines.push(line) } });
    using conn = engine.connect();
    lines.length = 0;
    conn.execute(text("SELECT 1"), undefined, { loggingToken: "one" });
    conn.execute(text("SELECT 2"));
    conn.executionOptions({ loggingToken: "all" });
    conn.execute(text("SELECT 3").executionOptions({ loggingToken: "mine" }));
    conn.rollback();
    expect(lines.map((line) => /\[(one|all|mine)\] (\S+(?: \S+)?)/.exec(line)?.slice(1, 3) ?? [])).toEqual([
      ["one", "BEGIN (implicit)"],
      ["one", "SELECT 1"],
      ["one", expect.stringContaining("[")],
      [],
      [],
      ["mine", "SELECT 3"],
      ["mine", expect.stringContaining("[")],
      ["all", expect.stringContaining("ROLLBACK")],
    ]);
  });

  test("compiledCache: null compiles afresh", () => {
    const lines: string[] = [];
    const engine = database.engine({ logger: { log: (line: string) => lines.push(line) } });
    using conn = engine.connect();
    const statement = select(text("1"));
    conn.execute(statement, undefined, { compiledCache: null });
    conn.execute(statement, undefined, { compiledCache: null });
    expect(engine.core.cache.count).toBe(0);
    conn.execute(statement);
    conn.execute(statement);
    expect(engine.core.cache.count).toBe(1);
    expect(
      lines
        .filter((line) => /\[(no key|generated|cached)/.test(line))
        .map((line) => /\[(no key|generated|cached)/.exec(line)?.[1]),
    ).toEqual(["no key", "no key", "generated", "cached"]);
  });

  test("isolationLevel is not one statement's", () => {
    using conn = database.engine().connect();
    expect(() => conn.execute(text("SELECT 1"), undefined, { isolationLevel: "SERIALIZABLE" })).toThrow(
      /cannot be set for one statement/,
    );
  });
});
