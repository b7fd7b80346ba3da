import {
  bigInteger,
  boolean,
  char,
  createEngine,
  CreateTable,
  customType,
  date,
  datetime,
  double,
  enumeration,
  insert,
  integer,
  interval,
  json,
  largeBinary,
  MetaData,
  numeric,
  select,
  string,
  text,
  time,
  uuid,
} from "athanor";
import { DATE, DATETIME, TIME } from "athanor/sqlite";
import { describe, expect, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

const formats = new MetaData().table("logs", {
  id: integer().primaryKey(),
  day: DATE({ storageFormat: "%(day)02d/%(month)02d/%(year)04d" }),
  digits: DATE({ storageFormat: "%(year)04d%(month)02d%(day)02d" }),
  at: DATETIME({ storageFormat: "%(year)04d%(month)02d%(day)02d%(hour)02d%(minute)02d%(second)02d" }),
  whole: DATETIME({ truncateMicroseconds: true }),
  usual: DATETIME(),
  clock: TIME({ storageFormat: "%(hour)02d.%(minute)02d.%(second)02d+%(microsecond)06d" }),
  short: TIME({ truncateMicroseconds: true }),
  read: DATE({
    storageFormat: "day %(day)02d of %(year)04d-%(month)02d",
    regexp: /day (?<day>\d+) of (?<year>\d+)-(?<month>\d+)/,
  }),
});

describe("dates and times in formats of their own", () => {
  test("are kept so, and come back", () => {
    const engine = createEngine(`${sqliteDriver}://`);
    engine.begin((connection) => {
      formats.metadata.createAll(connection);
      const at = new Date("2024-02-29T12:34:56.007Z");
      const row = {
        id: 1,
        day: "2024-02-29",
        digits: "0099-12-31",
        at,
        whole: at,
        usual: at,
        clock: "01:02:03.5",
        short: "01:02:03.5",
        read: "2024-02-29",
      };
      connection.execute(insert(formats).values(row));
      connection.execDriverSql(
        insert(formats)
          .values({ ...row, id: 2 })
          .compile({ dialect: "sqlite", literalBinds: true }).sql,
      );
      const whole = new Date("2024-02-29T12:34:56Z");
      const expected = ["2024-02-29", "0099-12-31", whole, whole, at, "01:02:03.5", "01:02:03", "2024-02-29"];
      expect(
        connection
          .execute(select(formats))
          .all()
          .map((r) => [...r]),
      ).toEqual([
        [1, ...expected],
        [2, ...expected],
      ]);
      const stored = [
        "29/02/2024",
        "00991231",
        "20240229123456",
        "2024-02-29 12:34:56",
        "2024-02-29 12:34:56.007000",
        "01.02.03+500000",
        "01:02:03",
        "day 29 of 2024-02",
      ];
      expect(
        connection
          .execDriverSql("SELECT day, digits, at, whole, usual, clock, short, read FROM logs")
          .all()
          .map((r) => [...r]),
      ).toEqual([stored, stored]);
      expect(
        connection
          .scalars(select(formats.c.id).where(formats.c.day.eq("2024-02-29"), formats.c.digits.eq("0099-12-31")))
          .all(),
      ).toEqual([1, 2]);
      connection.execDriverSql("UPDATE logs SET day = '99/99/2024', at = 'never' WHERE id = 2");
      expect(() => connection.execute(select(formats.c.day).where(formats.c.id.eq(2))).all()).toThrow(
        /a day that exists/,
      );
      expect(() => connection.execute(select(formats.c.at).where(formats.c.id.eq(2))).all()).toThrow(
        /should be text as/,
      );
    });
    engine.dispose();
  });
  test("digits alone get a type that keeps them as text", () => {
    const sql = new CreateTable(formats).compile({ dialect: "sqlite" }).sql;
    expect(sql).toContain("day DATE NOT NULL");
    expect(sql).toContain("digits DATE_CHAR NOT NULL");
    expect(sql).toContain("at DATETIME_CHAR NOT NULL");
    expect(sql).toContain("whole DATETIME NOT NULL");
    expect(new CreateTable(formats).compile({ dialect: "postgresql" }).sql).toContain(
      "at TIMESTAMP WITHOUT TIME ZONE NOT NULL",
    );
  });
  test("refuse what they do not know", () => {
    expect(() => DATE({ storageFormat: "%(hour)02d" })).toThrow(/no field "hour"/);
    expect(() => TIME({ storageFormat: "%(day)02d" })).toThrow(/no field "day"/);
    expect(() => DATETIME({ truncateMicroseconds: true, storageFormat: "x" })).toThrow(/cannot be combined/);
    expect(() => DATETIME({ storageFormat: 5 as never })).toThrow(/storageFormat is a template/);
    expect(() => DATE({ regexp: "x" as never })).toThrow(/regexp is a regular expression/);
  });
});

describe("STRICT tables", () => {
  const code = customType<string, string>({
    impl: string(5),
    processBindParam: (v) => v,
    processResultValue: (v) => v,
  });
  const strict = new MetaData().table(
    "strict",
    {
      id: integer().primaryKey(),
      big: bigInteger(),
      price: numeric(8, 2),
      ratio: double(),
      ok: boolean(),
      name: string(20),
      note: text(),
      mark: char(2),
      code,
      data: largeBinary(),
      day: date(),
      clock: time(),
      at: datetime(),
      ms: datetime({ sqliteStorage: "integer" }),
      span: interval(),
      key: uuid(),
      kind: enumeration("a", "b"),
      doc: json(),
      other: string(9).withVariant(integer() as never, "sqlite"),
    },
    { sqliteStrict: true },
  );
  test("have the names that SQLite allows there", () => {
    expect(new CreateTable(strict).compile({ dialect: "sqlite" }).sql.replaceAll(/[\n\t]/g, "")).toBe(
      'CREATE TABLE strict (id INTEGER NOT NULL, big INTEGER NOT NULL, price REAL NOT NULL, ratio REAL NOT NULL, ok INTEGER NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL, mark TEXT NOT NULL, code TEXT NOT NULL, data BLOB NOT NULL, day TEXT NOT NULL, clock TEXT NOT NULL, at TEXT NOT NULL, ms INTEGER NOT NULL, span TEXT NOT NULL, "key" TEXT NOT NULL, kind TEXT NOT NULL, doc TEXT NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (id)) STRICT',
    );
  });
  test("take and give the values of every type", () => {
    const engine = createEngine(`${sqliteDriver}://`);
    engine.begin((connection) => {
      strict.metadata.createAll(connection);
      const at = new Date("2024-02-29T12:34:56.007Z");
      const row = {
        id: 1,
        big: 2n ** 60n,
        price: "12.50",
        ratio: 0.1,
        ok: true,
        name: "n",
        note: "",
        mark: "ab",
        code: "c",
        data: new Uint8Array([1]),
        day: "2024-02-29",
        clock: "10:00:00",
        at,
        ms: at,
        span: "P1D",
        key: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        kind: "b",
        doc: { a: 1 },
        other: 7 as never,
      } as const;
      connection.execute(insert(strict).values(row));
      expect([...connection.execute(select(strict)).one()]).toEqual(Object.values(row));
    });
    engine.dispose();
  });
});
