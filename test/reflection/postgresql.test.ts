import {
  type AsyncConnection,
  checkConstraint,
  CreateTable,
  enumeration,
  insert,
  inspect,
  integer,
  MetaData,
  select,
  string,
  text,
} from "athanor";
import { CreateDomainType, domain, DropDomainType } from "athanor/postgresql";
import { describe, expect, test } from "vitest";
import { asyncDatabases, describeAsync } from "../support/databases.ts";

const statements = [
  "CREATE TYPE mood AS ENUM ('sad', 'ok')",
  "COMMENT ON TYPE mood IS 'how one feels'",
  "CREATE DOMAIN price AS numeric(8, 2) DEFAULT 1 CHECK (VALUE >= 0)",
  "CREATE TABLE t (id serial PRIMARY KEY, a varchar(20), b integer, m mood, UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b))",
  "CREATE INDEX ix_many ON t (lower(a), b DESC NULLS LAST, a varchar_pattern_ops) INCLUDE (m) WITH (fillfactor = 60) WHERE b > 3 AND a <> 'x:y'",
  "CREATE INDEX ix_ops ON t (a varchar_pattern_ops)",
  "CREATE INDEX ix_hash ON t USING hash (a)",
  "ALTER TABLE t ADD CONSTRAINT later CHECK (b < 100) NOT VALID",
  "COMMENT ON CONSTRAINT later ON t IS 'one day'",
  "CREATE MATERIALIZED VIEW mv AS SELECT a FROM t",
  "CREATE TABLE events (day date, n integer) PARTITION BY RANGE (day)",
  "CREATE TABLE events_24 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
  "CREATE TABLE base (x integer)",
  "CREATE TABLE child () INHERITS (base)",
];

describeAsync("what PostgreSQL alone has", (database) => {
  const made = async (): Promise<AsyncConnection> => {
    const connection = await (await database.engine()).connect();
    for (const statement of statements) await connection.execDriverSql(statement);
    return connection;
  };

  test.skipIf(database.dialect !== "postgresql")("is told by the inspector", async () => {
    await using connection = await made();
    const inspector = inspect(connection);
    expect(await inspector.getEnums()).toMatchObject([
      { name: "mood", visible: true, labels: ["sad", "ok"], comment: "how one feels" },
    ]);
    expect(await inspector.getEnums({ schema: "*" })).toEqual(await inspector.getEnums());
    expect(await inspector.getDomains()).toMatchObject([
      { name: "price", nullable: true, default: "1", constraints: [{ check: "VALUE >= (0)::numeric" }] },
    ]);
    expect(await inspector.getMaterializedViewNames()).toEqual(["mv"]);
    expect(await inspector.getViewNames()).toEqual([]);
    expect(await inspector.getForeignTableNames()).toEqual([]);
    expect(await inspector.getTableNames()).toEqual(["base", "child", "events", "events_24", "t"]);
    expect(await inspector.getUniqueConstraints("t")).toEqual([
      {
        name: "t_a_b_key",
        columnNames: ["a"],
        dialectOptions: { postgresqlInclude: ["b"], postgresqlNullsNotDistinct: true },
      },
    ]);
    expect(await inspector.getCheckConstraints("t")).toEqual([
      { name: "later", sqltext: "b < 100", comment: "one day", dialectOptions: { postgresqlNotValid: true } },
    ]);
    const indexes = new Map((await inspector.getIndexes("t")).map((each) => [each.name, each]));
    expect(indexes.get("ix_many")).toEqual({
      name: "ix_many",
      unique: false,
      columnNames: [null, "b", "a"],
      expressions: ["lower((a)::text)", "b", "a"],
      columnSorting: new Map([["b", ["desc", "nulls_last"]]]),
      includeColumns: ["m"],
      dialectOptions: {
        postgresqlOps: { a: "varchar_pattern_ops" },
        postgresqlWhere: "(b > 3) AND ((a)::text <> 'x:y'::text)",
        postgresqlWith: { fillfactor: 60 },
      },
    });
    expect(indexes.get("ix_ops")?.dialectOptions).toEqual({ postgresqlOps: { a: "varchar_pattern_ops" } });
    expect(indexes.get("ix_hash")?.dialectOptions).toEqual({ postgresqlUsing: "hash" });
    expect(await inspector.getTableOptions("events")).toEqual({ postgresqlPartitionBy: "RANGE (day)" });
    expect(await inspector.getTableOptions("events_24")).toEqual({
      postgresqlPartitionOf: "events",
      postgresqlPartitionBound: "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    });
    expect(await inspector.getTableOptions("child")).toEqual({ postgresqlInherits: ["base"] });
    const metadata = new MetaData();
    await metadata.reflect(connection);
    const order = metadata.sortedTables.map((table) => table.name);
    expect(order.indexOf("events")).toBeLessThan(order.indexOf("events_24"));
    expect(order.indexOf("base")).toBeLessThan(order.indexOf("child"));
  });

  test.skipIf(database.dialect !== "postgresql")("domains come and go with their tables", async () => {
    const engine = await database.engine();
    const metadata = new MetaData();
    const email = domain("email", string(40), {
      check: [{ name: "has_at", sql: text("position('@' in VALUE) > 0") }],
      default: "a@b",
    });
    const mood = enumeration("sad", "ok", { name: "mood" });
    const people = metadata.table("people", {
      id: integer().primaryKey(),
      email,
      mood: domain("moody", mood, { notNull: true }),
    });
    await metadata.createAll(engine);
    await metadata.createAll(engine);
    await using connection = await engine.connect();
    await connection.execute(insert(people).values({ email: "x@y", mood: "ok" }));
    const found = await connection.execute(select(people.c.email, people.c.mood).where(people.c.email.eq("x@y")));
    expect(found.all().map((row) => [...row])).toEqual([["x@y", "ok"]]);
    await expect(connection.execute(insert(people).values({ email: "xy", mood: "ok" }))).rejects.toThrow(/has_at/);
    await connection.rollback();
    await metadata.dropAll(connection);
    expect(await inspect(connection).getDomains()).toEqual([]);
    expect(await inspect(connection).getEnums()).toEqual([]);
  });

  test.skipIf(database.dialect !== "postgresql")("types may be in a schema of their own", async () => {
    const engine = await database.engine();
    const schema = `athanor_types_${process.pid}_${asyncDatabases.indexOf(database)}`;
    const metadata = new MetaData();
    metadata.table("t", { m: enumeration("a", "b", { name: "mood", schema }), d: domain("d", integer(), { schema }) });
    await engine.begin((connection) => connection.execDriverSql(`CREATE SCHEMA ${schema}`));
    try {
      await metadata.createAll(engine);
      await metadata.createAll(engine);
      const inspector = inspect(engine);
      expect(await inspector.getEnums()).toEqual([]);
      expect(await inspector.getEnums({ schema })).toMatchObject([{ name: "mood", schema, visible: false }]);
      const [m, d] = await inspector.getColumns("t");
      expect(engine.dialect.typeSql(m!.type)).toBe(`${schema}.mood`);
      expect(engine.dialect.typeSql(d!.type)).toBe(`${schema}.d`);
      await metadata.dropAll(engine);
      expect(await inspect(engine).getEnums({ schema })).toEqual([]);
    } finally {
      await engine.begin((connection) => connection.execDriverSql(`DROP SCHEMA ${schema} CASCADE`));
    }
  });
});

describe("the text of", () => {
  const sql = (element: { compile(options: object): { sql: string } }): string =>
    element
      .compile({ dialect: "postgresql" })
      .sql.replaceAll(/[\n\t]/g, "")
      .trim();

  test("domains", () => {
    const price = domain("Price", integer(), {
      schema: "s",
      collation: "C",
      default: text("1 + 1"),
      notNull: true,
      check: text("VALUE > 0"),
    });
    expect(sql(new CreateDomainType(price))).toBe(
      'CREATE DOMAIN s."Price" AS INTEGER COLLATE "C" DEFAULT 1 + 1 NOT NULL CHECK (VALUE > 0)',
    );
    expect(sql(new DropDomainType(price, { ifExists: true }))).toBe('DROP DOMAIN IF EXISTS s."Price"');
    expect(() => new CreateDomainType(integer())).toThrow(/takes a domain/);
    expect(() => domain("", integer())).toThrow(/not empty/);
    expect(() => domain("d", integer(), { check: "VALUE > 0" as never })).toThrow(/text\("VALUE > 0"\)/);
  });

  test("partitions", () => {
    const metadata = new MetaData();
    const part = metadata.table(
      "part",
      { id: integer().primaryKey(), n: integer() },
      {
        postgresqlPartitionOf: "whole",
        postgresqlPartitionBound: "DEFAULT",
        constraints: () => [checkConstraint(text("n > 0"), { name: "positive" })],
      },
    );
    expect(sql(new CreateTable(part))).toBe(
      "CREATE TABLE part PARTITION OF whole (CONSTRAINT positive CHECK (n > 0)) DEFAULT",
    );
    const unbound = metadata.table("unbound", { id: integer() }, { postgresqlPartitionOf: "whole" });
    expect(() => sql(new CreateTable(unbound))).toThrow(/postgresqlPartitionBound/);
  });
});
