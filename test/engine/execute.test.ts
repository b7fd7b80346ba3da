import {
  ArgumentError,
  bigInteger,
  bindparam,
  boolean,
  type Connection,
  CreateTable,
  createEngine,
  datetime,
  type Engine,
  func,
  insert,
  IntegrityError,
  integer,
  InvalidRequestError,
  json,
  listen,
  MetaData,
  numeric,
  select,
  StatementError,
  string,
  text,
  update,
  uuid,
} from "athanor";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeAsync, describeSync, sqliteDriver } from "../support/databases.ts";
import { captureStatements } from "../support/statements.ts";

function schema() {
  const metadata = new MetaData();
  const users = metadata.table("users", {
    id: integer().primaryKey(),
    name: string(50).unique(),
    active: boolean().default(true),
    score: integer().nullable(),
    token: integer().default(counter()),
  });
  const posts = metadata.table("posts", {
    id: integer().primaryKey(),
    userId: integer().references("users.id"),
    title: string(50),
  });
  return { metadata, users, posts };
}
function counter(): () => number {
  let count = 0;
  return () => ++count;
}

describeSync("execute", (database) => {
  function prepared(): { engine: Engine; connection: Connection } & ReturnType<typeof schema> {
    const engine = database.engine();
    const tables = schema();
    tables.metadata.createAll(engine);
    const connection = engine.connect();
    onTestFinished(() => connection.close());
    return { engine, connection, ...tables };
  }

  test("insert, select, update with types, defaults and generated keys", () => {
    const { connection, users } = prepared();
    const first = connection.execute(insert(users).values({ name: "Anna" }));
    expect(first.insertedPrimaryKey).toEqual([1]);
    expect(first.rowcount).toBe(1);
    expect(connection.execute(insert(users), { name: "Bo", active: false, score: 3 }).insertedPrimaryKey).toEqual([2]);
    expect(connection.execute(insert(users).values({ id: 9, name: "Cy" })).insertedPrimaryKey).toEqual([9]);
    const rows = connection
      .execute(select(users.c.id, users.c.name, users.c.active, users.c.score, users.c.token).orderBy(users.c.id))
      .all();
    expect(rows.map((row) => [...row])).toEqual([
      [1, "Anna", true, null, 1],
      [2, "Bo", false, 3, 2],
      [9, "Cy", true, null, 3],
    ]);
    const [row] = rows;
    const name: string = row!.name;
    const active: boolean = row![2];
    expect([name, active]).toEqual(["Anna", true]);
    expect(connection.execute(update(users).where(users.c.id.gt(1)).values({ score: 0 })).rowcount).toBe(2);
    expect(connection.scalar(select(func.count()).selectFrom(users).where(users.c.score.eq(0)))).toBe(2);
    expect(connection.scalars(select(users.c.name).orderBy(users.c.name)).all()).toEqual(["Anna", "Bo", "Cy"]);
  });

  test("a list of parameter sets executes once for each, defaults computed for each", () => {
    const { connection, users, engine } = prepared();
    const sent = captureStatements(engine);
    const result = connection.execute(insert(users), [{ name: "a" }, { name: "b" }, { name: "c" }]);
    expect(sent.length).toBe(1);
    expect(result.rowcount).toBe(3);
    expect(connection.scalars(select(users.c.token).orderBy(users.c.id)).all()).toEqual([1, 2, 3]);
    const changed = connection.execute(
      update(users)
        .where(users.c.name.eq(bindparam("who")))
        .values({ score: bindparam("points") }),
      [
        { who: "a", points: 1 },
        { who: "b", points: 2 },
      ],
    );
    expect(changed.rowcount).toBe(2);
    expect(connection.scalars(select(users.c.score).orderBy(users.c.id)).all()).toEqual([1, 2, null]);
  });

  test("returning gives rows, for one set and for many", () => {
    const { connection, users } = prepared();
    const one = connection.execute(insert(users).values({ name: "a" }).returning(users.c.id, users.c.active)).one();
    expect([one.id, one.active]).toEqual([1, true]);
    const many = connection.execute(insert(users).returning(users.c.name), [{ name: "b" }, { name: "c" }]);
    expect(many.scalars().all()).toEqual(["b", "c"]);
  });

  test("the same statement with other values is compiled once", () => {
    const { connection, users, engine } = prepared();
    connection.execute(insert(users), [{ name: "a" }, { name: "b" }]);
    engine.clearCompiledCache();
    for (const [id, name] of [
      [1, "a"],
      [2, "b"],
    ] as const) {
      expect(connection.scalar(select(users.c.name).where(users.c.id.eq(id)))).toBe(name);
    }
    expect(engine.core.cache.count).toBe(1);
    expect(
      connection
        .scalars(
          select(users.c.name)
            .where(users.c.id.in([1, 2]))
            .orderBy(users.c.id),
        )
        .all(),
    ).toEqual(["a", "b"]);
    expect(
      connection
        .scalars(
          select(users.c.name)
            .where(users.c.id.in([2]))
            .orderBy(users.c.id),
        )
        .all(),
    ).toEqual(["b"]);
    expect(connection.scalars(select(users.c.name).where(users.c.id.in([])).orderBy(users.c.id)).all()).toEqual([]);
    expect(engine.core.cache.count).toBe(2);
  });

  test("text takes parameters by name", () => {
    const { connection } = prepared();
    expect(
      connection.execute(text("SELECT CAST(:a AS INTEGER) + CAST(:b AS INTEGER) AS n"), { a: 1, b: 2 }).scalarOne(),
    ).toBe(3);
    expect(() => connection.execute(text("SELECT :a"), {})).toThrow(/parameter "a"/);
    expect(() => connection.execute(text("SELECT :a"), { a: 1, c: 1 })).toThrow(/no parameter "c"/);
  });

  test("parameters that mean nothing are refused before any SQL", () => {
    const { connection, users, engine } = prepared();
    const sent = captureStatements(engine);
    expect(() => connection.execute(insert(users), [])).toThrow(ArgumentError);
    expect(() => connection.execute(insert(users), [{ name: "a" }, { nme: "b" }] as never)).toThrow(StatementError);
    expect(() => connection.execute(insert(users), { nme: "b" })).toThrow(ArgumentError);
    expect(() => connection.execute(insert(users), [{ name: "a" }, { name: "b", score: 1 }] as never)).toThrow(
      ArgumentError,
    );
    for (const bad of [1, "x", [1], new Map(), new Date()])
      expect(() => connection.execute(insert(users), bad as never)).toThrow(ArgumentError);
    for (const bad of ["SELECT 1", null, undefined, {}, 1])
      expect(() => connection.execute(bad as never)).toThrow(/execute\(\) takes a statement/);
    expect(() => connection.execute(select(users.c.id), [{}, {}] as never)).toThrow(InvalidRequestError);
    expect(sent).toEqual([]);
  });

  test("undefined in values means not given, null means NULL", () => {
    const { connection, users } = prepared();
    connection.execute(insert(users), { name: "a", active: undefined, score: null });
    expect([...connection.execute(select(users.c.active, users.c.score)).one()]).toEqual([true, null]);
  });

  test("integrity errors say which kind", () => {
    const { connection, users, posts } = prepared();
    connection.execute(insert(users), { name: "a" });
    connection.commit();
    const kindOf = (run: () => unknown): unknown => {
      try {
        connection.beginNested(run);
      } catch (error) {
        expect(error).toBeInstanceOf(IntegrityError);
        expect((error as IntegrityError).statement).toContain("INSERT INTO");
        expect(String(error)).toContain("[SQL: INSERT INTO");
        expect(String(error)).toContain("[parameters: ");
        return (error as IntegrityError).kind;
      }
      return "no error";
    };
    expect(kindOf(() => connection.execute(insert(users), { name: "a" }))).toBe("unique");
    expect(kindOf(() => connection.execute(insert(posts), { userId: 77, title: "x" }))).toBe("foreignKey");
    expect(kindOf(() => connection.execute(insert(users), { name: null }))).toBe("notNull");
  });

  test("DDL elements execute; createAll skips what is there and works on a connection", () => {
    const engine = database.engine();
    const { metadata, users } = schema();
    using connection = engine.connect();
    connection.execute(new CreateTable(users));
    metadata.createAll(connection);
    metadata.createAll(connection);
    connection.execute(insert(users), { name: "a" });
    expect(connection.scalar(select(users.c.name))).toBe("a");
    connection.rollback();
    metadata.createAll(engine);
    metadata.dropAll(engine);
    metadata.createAll(engine);
    expect(connection.scalars(select(users.c.name)).all()).toEqual([]);
  });

  test("composite, client-made and database-made keys", () => {
    const engine = database.engine();
    const metadata = new MetaData();
    const pairs = metadata.table("pairs", { a: integer().primaryKey(), b: string(5).primaryKey() });
    const ids = metadata.table("ids", {
      id: uuid()
        .primaryKey()
        .default(() => "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
      n: integer(),
    });
    const bigs = metadata.table("bigs", { id: bigInteger().primaryKey(), n: integer() });
    metadata.createAll(engine);
    engine.begin((connection) => {
      expect(connection.execute(insert(pairs), { a: 1, b: "x" }).insertedPrimaryKey).toEqual([1, "x"]);
      expect(connection.execute(insert(ids), { n: 1 }).insertedPrimaryKey).toEqual([
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
      ]);
      if (database.dialect === "postgresql")
        expect(connection.execute(insert(bigs), { n: 1 }).insertedPrimaryKey).toEqual([1n]);
      expect(connection.execute(insert(bigs).values({ id: 5n, n: 1 })).insertedPrimaryKey).toEqual([5n]);
    });
  });

  test("values come back as they went", () => {
    const engine = database.engine();
    const metadata = new MetaData();
    const things = metadata.table("things", {
      id: integer().primaryKey(),
      big: bigInteger(),
      price: numeric(12, 2),
      at: datetime(),
      data: json<{ a: number[] }>(),
      flag: boolean().nullable(),
    });
    metadata.createAll(engine);
    const row = {
      id: 1,
      big: 9007199254740993n,
      price: "1234567890.25",
      // MySQL's DATETIME has no fraction of a second.
      at: new Date(database.dialect === "mysql" ? "2024-02-29T12:34:56Z" : "2024-02-29T12:34:56.789Z"),
      data: { a: [1, 2] },
      flag: null,
    };
    engine.begin((connection) => {
      connection.execute(insert(things).values(row));
      expect(
        connection
          .execute(select(things.c.id, things.c.big, things.c.price, things.c.at, things.c.data, things.c.flag))
          .mappings()
          .one(),
      ).toEqual({
        id: 1,
        big: row.big,
        price: row.price,
        at: row.at,
        data: row.data,
        flag: null,
      });
    });
  });
});

describeAsync("async execute", (database) => {
  test("createAll, insert, select, executemany", async () => {
    const engine = await database.engine();
    const { metadata, users } = schema();
    await metadata.createAll(engine);
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    expect((await connection.execute(insert(users), { name: "a" })).insertedPrimaryKey).toEqual([1]);
    await connection.execute(insert(users), [{ name: "b" }, { name: "c" }]);
    const row = (await connection.execute(select(users.c.id, users.c.name).where(users.c.name.eq("b")))).one();
    const name: string = row.name;
    expect([row[0], name]).toEqual([2, "b"]);
    expect((await connection.scalars(select(users.c.active))).all()).toEqual([true, true, true]);
    await connection.rollback();
    expect(await connection.scalar(select(func.count()).selectFrom(users))).toBe(0);
    await connection.close();
    await metadata.dropAll(engine);
  });
});

describe("badges", () => {
  test("say whether a statement was compiled", () => {
    const lines: string[] = [];
    const engine = createEngine(`${sqliteDriver}://`, { logger: { log: (line) => lines.push(line.slice(44)) } });
    onTestFinished(() => engine.dispose());
    const { metadata, users } = schema();
    metadata.createAll(engine);
    lines.length = 0;
    using connection = engine.connect();
    connection.execute(select(users.c.id).where(users.c.id.eq(1)));
    connection.execute(select(users.c.id).where(users.c.id.eq(2)));
    connection.execute(select(users.c.id).where(users.c.id.eq(3)), undefined, { compiledCache: null });
    expect(lines[2]).toMatch(/^\[generated in \d\.\d{5}s\] \(1,\)$/);
    expect(lines[4]).toMatch(/^\[cached since [\d.e-]+s ago\] \(2,\)$/);
    expect(lines[6]).toMatch(/^\[no key\] \(3,\)$/);
  });

  test("listeners get the connection and a context", () => {
    const engine = createEngine(`${sqliteDriver}://`);
    onTestFinished(() => engine.dispose());
    using connection = engine.connect();
    const seen: unknown[] = [];
    listen(engine, "beforeCursorExecute", (given, _cursor, _sql, _params, context) => {
      seen.push(given);
      context.info.set("start", 1);
    });
    listen(engine, "afterCursorExecute", (given, _cursor, _sql, _params, context) => {
      seen.push(given, context.info.get("start"));
    });
    connection.execute(select(func.count()));
    expect(seen).toEqual([connection, connection, 1]);
  });
});
