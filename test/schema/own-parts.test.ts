import {
  compiles,
  CreateColumn,
  CreateTable,
  CreateTableAs,
  deregister,
  double,
  enumeration,
  func,
  insert,
  integer,
  MetaData,
  registerFunction,
  select,
  Sequence,
  string,
  union,
} from "athanor";
import { domain } from "athanor/postgresql";
import { afterEach, describe, expect, test } from "vitest";
import { ddl, type DDLCase, ddlCases, onDatabases } from "./support.ts";

const src = new MetaData().table("src_into", {
  id: integer().primaryKey(),
  name: string(20),
  n: integer().nullable(),
});

const into: DDLCase[] = [
  {
    name: "select().into()",
    build: () => select(src.c.id, src.c.name).where(src.c.n.gt(5)).into("dst_into"),
    sql: "CREATE TABLE dst_into AS SELECT src_into.id, src_into.name FROM src_into WHERE src_into.n > 5",
  },
  {
    name: "a temporary one",
    build: () => select(src.c.id).into("dst_into", { temporary: true, ifNotExists: true }),
    sql: "CREATE TEMPORARY TABLE IF NOT EXISTS dst_into AS SELECT src_into.id FROM src_into",
  },
  {
    name: "of a union, in a schema",
    build: () => union(select(src.c.id), select(src.c.n)).into("dst_into", { schema: "far" }),
    sql: "CREATE TABLE far.dst_into AS SELECT src_into.id FROM src_into UNION SELECT src_into.n FROM src_into",
  },
];
ddlCases("into()", into);

onDatabases("into()", {
  "the new table is there, with its rows, typed": async (connection) => {
    await src.metadata.createAll(connection);
    await connection.execute(insert(src), [
      { id: 1, name: "a", n: 1 },
      { id: 2, name: "b", n: 9 },
    ]);
    const copy = select(src.c.id, src.c.name).where(src.c.n.gt(5)).into("dst_into", { temporary: true });
    expect(copy).toBeInstanceOf(CreateTableAs);
    await connection.execute(copy);
    const rows = (await connection.execute(select(copy.table.c.name, copy.table.c.id))).all();
    expect(rows.map((row) => [...row])).toEqual([["b", 2]]);
  },
});

describe("CreateColumn", () => {
  const t = new MetaData().table("t", {
    id: integer().primaryKey(),
    name: string(20).serverDefault("it's").info({ masked: true }),
    hidden: integer().nullable(),
  });
  afterEach(() => deregister(CreateColumn));

  test("a column as CREATE TABLE writes it", () => {
    expect(ddl(new CreateColumn(t.c.name))).toBe("name VARCHAR(20) DEFAULT 'it''s' NOT NULL");
    expect(ddl(new CreateColumn(t.c.id), "mysql")).toBe("id INTEGER NOT NULL AUTO_INCREMENT");
    expect(ddl(new CreateColumn(t.c.hidden), "postgresql")).toBe("hidden INTEGER");
  });
  test("written in another way, and left out", () => {
    compiles(CreateColumn, (element: CreateColumn, c) => {
      if (element.element.key === "hidden") return "";
      return element.element.info["masked"] === true ? `${c.visit()} MASKED` : c.visit();
    });
    expect(ddl(new CreateTable(t))).toBe(
      "CREATE TABLE t (id INTEGER NOT NULL, name VARCHAR(20) DEFAULT 'it''s' NOT NULL MASKED, PRIMARY KEY (id))",
    );
  });
  test("of nothing but a column", () => {
    expect(() => new CreateColumn("name" as never)).toThrow(/CreateColumn takes a column of a table/);
  });
});

describe("metadata.getSchemaObjects()", () => {
  const metadata = new MetaData();
  const own = new Sequence("own", { metadata });
  const far = new Sequence("far", { metadata, schema: "s" });
  const mood = enumeration("a", "b", { name: "mood" });
  metadata.table("t", {
    id: integer().primaryKey(),
    mood,
    again: mood.nullable(),
    other: enumeration("c", { name: "other", schema: "s" }),
    plain: enumeration("d"),
    email: domain("email", string()),
  });
  test("by kind and schema", () => {
    expect(metadata.getSchemaObjects("sequence")).toEqual([own]);
    expect(metadata.getSchemaObjects("sequence", { schema: "s" })).toEqual([far]);
    expect(metadata.getSchemaObjects("enumeration").map((type) => type.name)).toEqual(["mood"]);
    expect(metadata.getSchemaObjects("enumeration", { schema: "s" }).map((type) => type.name)).toEqual(["other"]);
    expect(metadata.getSchemaObjects("domain").map((type) => type.name)).toEqual(["email"]);
    expect(new MetaData({ schema: "s" }).getSchemaObjects("sequence", { schema: null })).toEqual([]);
  });
});

describe("registerFunction()", () => {
  test("its type, its name in SQL, its package", () => {
    const area = registerFunction("area_of", { name: "ST_Area", type: double(), package: "geo" });
    const x = src.c.n;
    expect(select(area(x)).toString().replaceAll("\n", "")).toBe(
      'SELECT geo.ST_Area(src_into.n) AS "ST_Area_1" FROM src_into',
    );
    expect(func["geo"]!["area_of"]!(x).node.type.family).toBe("float");
    // Its neighbours are what they were.
    expect(func["geo"]!["other"]!(x).node.type.family).toBe("null");
  });
  test("a type by the arguments, over a function that was called before", () => {
    expect(func["same_as"]!(src.c.name).node.type.family).toBe("null");
    const sameAs = registerFunction("same_as", { type: ([first]) => first!.node.type as never });
    expect(sameAs(src.c.name).node.type.family).toBe("string");
    expect(func["same_as"]!(src.c.id).node.type.family).toBe("integer");
  });
  test("refuses what is no name or type", () => {
    expect(() => registerFunction("", { type: integer() })).toThrow(/name of a function/);
    expect(() => registerFunction("f", { type: "integer" as never })).toThrow(/A type was expected/);
  });
});

describe("MySQL's tables", () => {
  const made = (options: object): string =>
    ddl(new CreateTable(new MetaData().table("t", { id: integer().primaryKey(), day: integer() }, options)), "mysql");
  const body = "CREATE TABLE t (id INTEGER NOT NULL AUTO_INCREMENT, day INTEGER NOT NULL, PRIMARY KEY (id))";
  test("numbers and words", () => {
    expect(
      made({ mysqlKeyBlockSize: 1024, mysqlEngine: "InnoDB", mysqlStatsPersistent: 1, mysqlPackKeys: "DEFAULT" }),
    ).toBe(`${body}KEY_BLOCK_SIZE=1024 ENGINE=InnoDB STATS_PERSISTENT=1 PACK_KEYS=DEFAULT`);
    expect(made({ mysqlMaxRows: 5, mysqlMinRows: 1, mysqlAvgRowLength: 10, mysqlChecksum: 1 })).toBe(
      `${body}MAX_ROWS=5 MIN_ROWS=1 AVG_ROW_LENGTH=10 CHECKSUM=1`,
    );
    expect(made({ mysqlKeyBlockSize: "8; DROP TABLE t" as never })).toMatch(
      /^refused: mysqlKeyBlockSize must be a whole number/,
    );
    expect(made({ mysqlPackKeys: "1; x" as never })).toMatch(/^refused: mysqlPackKeys must be a plain word/);
  });
  test("partitions stand behind all else", () => {
    expect(
      made({ mysqlPartitionBy: "HASH(id)", mysqlPartitions: 2, mysqlEngine: "InnoDB", mysqlCollate: "utf8mb4_bin" }),
    ).toBe(`${body}ENGINE=InnoDB COLLATE utf8mb4_bin PARTITION BY HASH(id) PARTITIONS 2`);
    expect(
      made({
        mysqlPartitionBy: "RANGE (id)",
        mysqlPartitions: 2,
        mysqlSubpartitionBy: "HASH (id)",
        mysqlSubpartitions: 3,
        mysqlPartitionDefinitions: "(PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)",
      }),
    ).toBe(
      `${body}PARTITION BY RANGE (id) PARTITIONS 2 SUBPARTITION BY HASH (id) SUBPARTITIONS 3 (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)`,
    );
  });
  onDatabases(
    "MySQL's tables",
    {
      "are made so": async (connection) => {
        const metadata = new MetaData();
        metadata.table(
          "spread",
          { id: integer().primaryKey() },
          { mysqlPartitionBy: "HASH(id)", mysqlPartitions: 3, mysqlEngine: "InnoDB", mysqlStatsPersistent: 1 },
        );
        await metadata.createAll(connection);
        const [row] = (await connection.execDriverSql("SHOW CREATE TABLE spread")).all();
        expect(String([...row!][1])).toMatch(/STATS_PERSISTENT=1[^]*PARTITION BY HASH \(`id`\)\s+PARTITIONS 3/);
        await metadata.dropAll(connection);
      },
    },
    ["mysql"],
  );
});
