import { describe, expect, it } from "vitest";
import { parseTimestamp, timestampText } from "../../src/dialect/timestamp-text.ts";
import { parseArrayText } from "../../src/dialects/postgresql/array-text.ts";
import { PostgreSQLDialect } from "../../src/dialects/postgresql/dialect.ts";
import { SQLiteDialect } from "../../src/dialects/sqlite/dialect.ts";
import { ArrayType } from "../../src/types/array-type.ts";
import { BooleanType } from "../../src/types/boolean-type.ts";
import { DateTimeType } from "../../src/types/datetime-type.ts";
import { IntegerType } from "../../src/types/integer-type.ts";
import { NumericType } from "../../src/types/numeric-type.ts";
import { StringType } from "../../src/types/string-type.ts";
import { UuidType } from "../../src/types/uuid-type.ts";
import type { SqlType } from "../../src/types/sql-type.ts";

const sqlite = new SQLiteDialect();
const postgresql = new PostgreSQLDialect();
const bind = (dialect: SQLiteDialect | PostgreSQLDialect, type: SqlType, value: unknown): unknown =>
  dialect.bindProcessor(type)!(value);
const result = (dialect: SQLiteDialect | PostgreSQLDialect, type: SqlType, value: unknown): unknown =>
  dialect.resultProcessor(type)!(value);

describe("timestamps", () => {
  it.each([
    ["2024-02-29 23:59:58.123456", "2024-02-29T23:59:58.123Z"],
    ["2024-02-29 23:59:58", "2024-02-29T23:59:58.000Z"],
    ["2024-02-29T23:59", "2024-02-29T23:59:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2024-02-29 23:59:58.1Z", "2024-02-29T23:59:58.100Z"],
    ["2024-03-31 02:30:00+02", "2024-03-31T00:30:00.000Z"],
    ["2024-03-31 02:30:00-03:30", "2024-03-31T06:00:00.000Z"],
    ["1880-01-01 00:00:00+00:53:28", "1879-12-31T23:06:32.000Z"],
    ["0001-01-01 00:00:00", "0001-01-01T00:00:00.000Z"],
    ["0099-12-31 23:59:59.5+01", "0099-12-31T22:59:59.500Z"],
    ["9999-12-31 23:59:59.999999", "9999-12-31T23:59:59.999Z"],
  ])("reads %s", (text, iso) => {
    expect(parseTimestamp(text)?.toISOString()).toBe(iso);
  });
  it.each([
    "",
    "infinity",
    "-infinity",
    "2024-02-30 00:00:00",
    "2024-13-01",
    "2024-1-01",
    "0044-03-15 00:00:00 BC",
    "10000-01-01 00:00:00",
    "2024-02-29 23:59:58x",
    "2024-02-29 23:59:58.",
  ])("does not read %j", (text) => expect(parseTimestamp(text)).toBeUndefined());
  it("reads what it writes", () => {
    for (const iso of [
      "0001-01-01T00:00:00.000Z",
      "1969-12-31T23:59:59.999Z",
      "2024-02-29T12:34:56.007Z",
      "9999-12-31T23:59:59.999Z",
    ]) {
      expect(parseTimestamp(timestampText(new Date(iso)))?.toISOString()).toBe(iso);
    }
    expect(timestampText(new Date("2024-02-29T12:34:56.007Z"))).toBe("2024-02-29 12:34:56.007000");
  });
});

describe("sqlite types", () => {
  it("keeps booleans as 1 and 0", () => {
    expect(bind(sqlite, new BooleanType(), true)).toBe(1);
    expect(result(sqlite, new BooleanType(), 0)).toBe(false);
    expect(() => bind(sqlite, new BooleanType(), 1)).toThrow(/boolean takes true or false/);
  });
  it("keeps moments as text or as milliseconds", () => {
    const date = new Date("2024-02-29T12:34:56.007Z");
    expect(bind(sqlite, new DateTimeType(), date)).toBe("2024-02-29 12:34:56.007000");
    expect(result(sqlite, new DateTimeType(), "2024-02-29 12:34:56")).toEqual(new Date("2024-02-29T12:34:56Z"));
    expect(() => result(sqlite, new DateTimeType(), 5)).toThrow(/sqliteStorage/);
    const integer = new DateTimeType({ sqliteStorage: "integer" });
    expect(bind(sqlite, integer, date)).toBe(date.getTime());
    expect(result(sqlite, integer, date.getTime())).toEqual(date);
  });
  it("refuses decimals that it would round", () => {
    const type = new NumericType(40, 2);
    expect(bind(sqlite, type, "12.50")).toBe(12.5);
    expect(bind(sqlite, type, "9999999999999.99")).toBe(9999999999999.99);
    expect(() => bind(sqlite, type, "12345678901234.567")).toThrow(/15 significant digits/);
    expect(result(sqlite, type, 12.5)).toBe("12.50");
    expect(bind(sqlite, type, "0000000000000000000001.5000000000000000000")).toBe(1.5);
  });
  it("keeps UUIDs as 32 digits", () => {
    const text = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    expect(bind(sqlite, new UuidType(), text.toUpperCase())).toBe("6f9619ff8b864d01b42d00cf4fc964ff");
    expect(result(sqlite, new UuidType(), "6f9619ff8b864d01b42d00cf4fc964ff")).toBe(text);
  });
});

describe("postgresql types", () => {
  it("writes moments in UTC, with a zone where the column keeps one", () => {
    const date = new Date("2024-02-29T12:34:56.007Z");
    expect(bind(postgresql, new DateTimeType(), date)).toBe("2024-02-29 12:34:56.007000");
    expect(bind(postgresql, new DateTimeType({ timezone: true }), date)).toBe("2024-02-29 12:34:56.007000+00");
    expect(() => result(postgresql, new DateTimeType(), "infinity")).toThrow(/infinity, years BC/);
  });
  it("reads and writes arrays", () => {
    expect(parseArrayText('{1,NULL,"a\\"b\\\\c,}","NULL"}')).toEqual(["1", null, 'a"b\\c,}', "NULL"]);
    expect(parseArrayText("[0:1]={{1,2},{3,4}}")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(parseArrayText("{}")).toEqual([]);
    expect(parseArrayText("{1")).toBeUndefined();
    expect(bind(postgresql, new ArrayType(new StringType()), ['a"b', null, "c\\"])).toBe('{"a\\"b",NULL,"c\\\\"}');
    expect(result(postgresql, new ArrayType(new IntegerType()), "{{1,2},{3,NULL}}")).toEqual([
      [1, 2],
      [3, null],
    ]);
    expect(result(postgresql, new ArrayType(new BooleanType()), "{t,f}")).toEqual([true, false]);
  });
});
