import {
  CreateIndex,
  CreateTable,
  DropIndex,
  DropTable,
  DropTableComment,
  func,
  index,
  integer,
  MetaData,
  SetColumnComment,
  SetTableComment,
  string,
  text,
} from "athanor";
import { timestamp } from "athanor/mysql";
import { describe, expect, test } from "vitest";
import { mariadb } from "./mysql-support.ts";

const files = new MetaData().table(
  "files",
  {
    id: integer().primaryKey(),
    name: string(80).comment("it's"),
    body: text().nullable(),
    size: integer().nullable().serverDefault(text("0")),
    at: timestamp().nullable().serverDefault(text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")),
    up: string(10).nullable().serverDefault(func.upper("x")),
    total: integer().nullable().computed(text("size * 2")),
  },
  {
    mysqlEngine: "InnoDB",
    mysqlCharset: "utf8mb4",
    mysqlCollate: "utf8mb4_bin",
    mysqlRowFormat: "DYNAMIC",
    mysqlAutoIncrement: 100,
    comment: "the files",
  },
);
const c = files.c;
const byPrefix = index("i1", c.name, { mysqlLength: 10 });
const byPrefixes = index("i2", c.name, c.body, { mysqlLength: { name: 5, body: 20 } });
const fullText = index("i3", c.name, c.body, { mysqlPrefix: "FULLTEXT" });
const btree = index("i4", c.size, { mysqlUsing: "btree" });
const unique = index("i5", c.name, { unique: true, mysqlUsing: "hash" });
const descending = index("i6", c.size.desc(), c.name);

/** In an order in which they can be executed. */
const steps = [
  [
    new CreateTable(files),
    "CREATE TABLE files ( id INTEGER NOT NULL AUTO_INCREMENT, name VARCHAR(80) NOT NULL COMMENT 'it''s', body TEXT, size INTEGER DEFAULT 0, at TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, up VARCHAR(10) DEFAULT (upper('x')), total INTEGER GENERATED ALWAYS AS (size * 2), PRIMARY KEY (id) )ENGINE=InnoDB CHARSET=utf8mb4 ROW_FORMAT=DYNAMIC AUTO_INCREMENT=100 COMMENT='the files' COLLATE utf8mb4_bin",
  ],
  [new CreateIndex(byPrefix), "CREATE INDEX i1 ON files (name(10))"],
  [new CreateIndex(byPrefixes), "CREATE INDEX i2 ON files (name(5), body(20))"],
  [new CreateIndex(fullText), "CREATE FULLTEXT INDEX i3 ON files (name, body)"],
  [new CreateIndex(btree), "CREATE INDEX i4 ON files (size) USING btree"],
  [new CreateIndex(unique), "CREATE UNIQUE INDEX i5 ON files (name) USING hash"],
  [new CreateIndex(descending), "CREATE INDEX i6 ON files (size DESC, name)"],
  [new DropIndex(byPrefix), "DROP INDEX i1 ON files"],
  [new SetColumnComment(c.name), "ALTER TABLE files CHANGE name name VARCHAR(80) NOT NULL COMMENT 'it''s'"],
  [new SetTableComment(files), "ALTER TABLE files COMMENT 'the files'"],
  [new DropTableComment(files), "ALTER TABLE files COMMENT ''"],
] as const;

describe("DDL of MySQL", () => {
  test.each(steps.map(([element, sql]) => [sql, element] as const))("%s", (sql, element) => {
    expect(element.compile({ dialect: "mysql" }).sql.replaceAll(/\s+/g, " ").trim()).toBe(sql);
  });

  test("options of a table come in the order in which they were given, COLLATE last", () => {
    const t = new MetaData().table(
      "t",
      { id: integer() },
      { mysqlCollate: "utf8mb4_bin", mysqlRowFormat: "COMPACT", mysqlEngine: "InnoDB" },
    );
    const { sql } = new CreateTable(t).compile({ dialect: "mysql" });
    expect(sql.trim()).toMatch(/\)ROW_FORMAT=COMPACT ENGINE=InnoDB COLLATE utf8mb4_bin$/);
    const hostile = new MetaData().table("t", { id: integer() }, { mysqlEngine: "InnoDB; DROP TABLE x" });
    expect(() => new CreateTable(hostile).compile({ dialect: "mysql" })).toThrow(/plain word/);
  });

  test.skipIf(mariadb.unavailable !== undefined)("is executed by MariaDB, which then shows it", async () => {
    const engine = await mariadb.engine();
    await using connection = await engine.connect();
    for (const [element] of steps) await connection.execute(element);
    const [[, shown]] = (await connection.execDriverSql("SHOW CREATE TABLE files")).all().map((row) => [...row]) as [
      [string, string],
    ];
    for (const part of [
      "AUTO_INCREMENT=100",
      "COLLATE=utf8mb4_bin",
      "ROW_FORMAT=DYNAMIC",
      "COMMENT 'it''s'",
      "ON UPDATE current_timestamp()",
      "DEFAULT ucase('x')",
      "`total` int(11) GENERATED ALWAYS AS (`size` * 2) VIRTUAL",
      "KEY `i2` (`name`(5),`body`(20))",
      "FULLTEXT KEY `i3` (`name`,`body`)",
      "KEY `i4` (`size`) USING BTREE",
      "UNIQUE KEY `i5` (`name`)",
      "KEY `i6` (`size` DESC,`name`)",
    ])
      expect.soft(shown).toContain(part);
    expect(shown).not.toContain("i1");
    await connection.execute(new DropTable(files));
    expect((await connection.execDriverSql("SHOW TABLES")).all()).toEqual([]);
  });
});
