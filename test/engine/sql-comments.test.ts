import {
  createAsyncEngine,
  createEngine,
  type EngineOptions,
  insert,
  integer,
  listen,
  MetaData,
  select,
  sql,
  string,
  text,
} from "athanor";
import { assert, dictionary, property, string as anyString } from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, mysqlUrl, noMysql, sqliteDriver } from "../support/databases.ts";

function engine(options?: EngineOptions) {
  const made = createEngine(`${sqliteDriver}://`, options);
  onTestFinished(() => made.dispose());
  return made;
}

/** What went to the driver: the log has it as it was sent. */
function sending(options: EngineOptions) {
  const sent: string[] = [];
  const logger = { info: (line: string) => sent.push(line.replace("athanor.engine ", "")) };
  const made = engine({ ...options, logger });
  return { made, sent: () => sent.filter((line) => !/^(\[|BEGIN|COMMIT|ROLLBACK)/.test(line)) };
}

const items = new MetaData().table("items", { id: integer().primaryKey(), name: string(20) });

describe("sqlComments", () => {
  test("append tags by name, percent-encoded", () => {
    const { made, sent } = sending({
      sqlComments: {
        route: "/items/:id",
        application: "shop & co",
        "a key": "it's",
        nothing: undefined,
        empty: "",
        n: 1,
        on: true,
      },
    });
    made.begin((connection) => connection.execDriverSql("SELECT 1"));
    expect(sent()).toEqual([
      "SELECT 1 /*a%20key='it%27s',application='shop%20%26%20co',n='1',on='true',route='%2Fitems%2F%3Aid'*/",
    ]);
  });

  test.each([
    ["SELECT 1;", "SELECT 1 /*a='b'*/;"],
    ["SELECT 1 ;\n", "SELECT 1 /*a='b'*/ ;\n"],
    ["SELECT 1 /* mine */", "SELECT 1 /* mine */"],
    ["SELECT 1 -- mine", "SELECT 1 -- mine"],
  ])("%j is sent as %j", (given, expected) => {
    const { made, sent } = sending({ sqlComments: { a: "b" } });
    made.begin((connection) => expect(connection.execDriverSql(given).scalar()).toBe(1));
    expect(sent().join("\n")).toBe(expected);
  });

  test("no tag can leave the comment", () => {
    let tags: Record<string, string> = {};
    const { made, sent } = sending({ sqlComments: () => tags });
    using connection = made.connect();
    const hostile = [
      "*/ DROP TABLE items; /*",
      "' OR '1'='1",
      "\\'",
      "?",
      ":x",
      "$1",
      "%s",
      "--",
      "\n",
      "\u0000",
      "\ud800",
      "! 40101 SELECT",
      "+ INDEX(x)",
    ];
    for (const tag of hostile) {
      tags = { [tag]: tag };
      expect(connection.execDriverSql("SELECT ?", ["x"]).scalar()).toBe("x");
    }
    assert(
      property(dictionary(anyString({ unit: "binary" }), anyString({ unit: "binary" })), (given) => {
        tags = given;
        expect(connection.execDriverSql("SELECT 1").scalar()).toBe(1);
      }),
      { numRuns: 200 },
    );
    for (const line of sent()) expect(line).toMatch(/^SELECT [?1]( \/\*([\w.%-]*='[\w.%-]+',?)+\*\/)?$/);
  });

  test("a function gives tags for each execution", () => {
    let calls = 0;
    const { made, sent } = sending({
      sqlComments: (context) => ({ call: (calls += 1), many: context.executemany, compiled: context.compiled?.kind }),
    });
    made.begin((connection) => {
      items.create(connection);
      connection.execute(insert(items), [
        { id: 1, name: "a" },
        { id: 2, name: "b" },
      ]);
      connection.execute(select(items.c.name));
    });
    expect(sent().slice(-2)).toEqual([
      "INSERT INTO items (id, name) VALUES (?, ?) /*call='2',compiled='insert',many='true'*/",
      "SELECT items.name \nFROM items /*call='3',compiled='select',many='false'*/",
    ]);
  });

  test("what is none is refused", () => {
    expect(() => engine({ sqlComments: "a=b" as never })).toThrow(/sqlComments is an object of tags/);
    expect(() => engine({ sqlComments: { a: {} as never } })).toThrow(/The tag "a" of an SQL comment/);
    expect(() => engine({ sqlComments: { traceparent: true } })).toThrow(/needs the option tracer/);
    const made = engine({ sqlComments: (() => undefined) as never });
    using connection = made.connect();
    expect(() => connection.execDriverSql("SELECT 1")).toThrow(/must give an object of tags; it gave undefined/);
  });

  test("listeners see the statement without; what they make of it gets the comment", () => {
    const { made, sent } = sending({ sqlComments: { a: "b" } });
    const seen: string[] = [];
    listen(made, "beforeCursorExecute", (_c, _cursor, statement, parameters) => [`${statement} + 1`, parameters], {
      retval: true,
    });
    listen(made, "beforeCursorExecute", (_c, _cursor, statement) => void seen.push(statement));
    made.begin((connection) => expect(connection.execDriverSql("SELECT 1").scalar()).toBe(2));
    expect(seen).toEqual(["SELECT 1 + 1"]);
    expect(sent()).toEqual(["SELECT 1 + 1 /*a='b'*/"]);
  });
});

describeSync("sqlComments", (database) => {
  test("are part of every statement, which works as before", () => {
    const made = database.engine({ sqlComments: { application: "it's a shop", route: "/x*/?" } });
    using connection = made.connect();
    items.create(connection);
    connection.execute(insert(items), [
      { id: 1, name: "a" },
      { id: 2, name: "b" },
    ]);
    connection.execute(insert(items).values({ id: 3, name: "c" }));
    for (let i = 0; i < 3; i++) {
      const found = connection.execute(
        select(items.c.id)
          .where(items.c.name.in(["a", "c"]))
          .orderBy(items.c.id),
      );
      expect(found.scalars().all()).toEqual([1, 3]);
    }
    expect(Number(connection.execute(text("SELECT count(*) FROM items WHERE name <> :x"), { x: "?" }).scalar())).toBe(
      3,
    );
    expect(Number(connection.execute(sql`SELECT count(*) FROM items WHERE id > ${1}`).scalar())).toBe(2);
  });
});

describeAsync("sqlComments", (database) => {
  test("that differ each time work, too", async () => {
    let call = 0;
    const made = await database.engine({ sqlComments: () => ({ call: (call += 1) }) });
    await using connection = await made.connect();
    await connection.execute(text("CREATE TABLE things (id INTEGER, name VARCHAR(20))"));
    for (let i = 0; i < 5; i++) {
      await connection.execute(text("INSERT INTO things (id, name) VALUES (:id, :name)"), { id: i, name: "x" });
      const found = await connection.execute(text("SELECT id FROM things WHERE id = :id"), { id: i });
      expect(Number(found.scalarOne())).toBe(i);
    }
    expect(call).toBe(11);
  });
});

describe.skipIf(noMysql !== undefined)("on a server", () => {
  test("statements that differ each time do not stay prepared there", async () => {
    let call = 0;
    const made = createAsyncEngine(mysqlUrl, { sqlComments: () => ({ call: (call += 1) }) });
    onTestFinished(() => made.dispose());
    await using connection = await made.connect();
    const prepared = async (): Promise<number> => {
      const found = await connection.execDriverSql("SHOW SESSION STATUS LIKE 'Com_stmt_close'");
      return Number(found.first()?.[1]);
    };
    const before = await prepared();
    for (let i = 0; i < 20; i++) await connection.execute(text("SELECT :x"), { x: i });
    expect((await prepared()) - before).toBeGreaterThanOrEqual(20);
  });
});
