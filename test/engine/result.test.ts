import { type CursorResult, createEngine, MultipleResultsFound, NoResultFound, ResourceClosedError } from "athanor";
import { sqliteDriver } from "../support/databases.ts";
import { describe, expect, onTestFinished, test } from "vitest";

function query(sql: string): CursorResult {
  const engine = createEngine(`${sqliteDriver}://`);
  onTestFinished(() => engine.dispose());
  using connection = engine.connect();
  return connection.execDriverSql(sql);
}
const three = "SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, 'b' UNION ALL SELECT 3, 'c'";
const none = "SELECT 1 AS id, 'a' AS name WHERE 0";

describe("rows", () => {
  test("are arrays with names", () => {
    const row = query(three).first() as unknown as [number, string] & { id: number; name: string };
    const [id, name] = row;
    expect([id, name, row.id, row.name, row.length, Array.isArray(row)]).toEqual([1, "a", 1, "a", 2, true]);
    expect(JSON.stringify(row)).toBe('[1,"a"]');
    expect([...row]).toEqual([1, "a"]);
    expect(Object.keys(row)).toEqual(["0", "1"]);
    expect(row.map((value) => typeof value)).toEqual(["number", "string"]);
    expect(row.slice(1).constructor).toBe(Array);
  });

  test("names of arrays stay what they are", () => {
    const result = query(
      'SELECT 10 AS length, 11 AS map, 12 AS constructor, 13 AS __proto__, 14 AS toString, 15 AS "then", 16 AS "0"',
    );
    const row = result.first() as unknown as Record<string, unknown> & unknown[];
    expect(row.length).toBe(7);
    expect(typeof row.map).toBe("function");
    expect(row["then"]).toBe(15);
    expect(row[0]).toBe(10);
    expect([...row]).toEqual([10, 11, 12, 13, 14, 15, 16]);
  });

  test("two columns of one name are there by position, not by name", () => {
    const row = query("SELECT 1 AS x, 2 AS x").first() as unknown as unknown[] & { x: number };
    expect([row[0], row[1]]).toEqual([1, 2]);
    expect(() => row.x).toThrow(/several columns named "x"/);
    expect(() => query("SELECT 1 AS x, 2 AS x").mappings().all()).toThrow(/several columns named "x"/);
    expect(() => query("SELECT 1 AS x, 2 AS x").scalars("x")).toThrow(/several columns/);
  });
});

describe("mappings", () => {
  test("are plain objects, whatever the names", () => {
    const [mapping] = query("SELECT 1 AS id, 2 AS __proto__, 3 AS constructor").mappings().all() as Record<
      string,
      unknown
    >[];
    expect(Object.keys(mapping!)).toEqual(["id", "__proto__", "constructor"]);
    expect(Object.getPrototypeOf(mapping)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(mapping, "__proto__")?.value).toBe(2);
    expect(query(three).mappings().first()).toStrictEqual({ id: 1, name: "a" });
    expect(query(three).mappings().keys()).toEqual(["id", "name"]);
  });
});

describe("reading", () => {
  test("all, iteration, partitions, fetchmany share one position", () => {
    expect(
      query(three)
        .all()
        .map(([id]) => id),
    ).toEqual([1, 2, 3]);
    const result = query(three);
    expect(result.fetchone()?.[0]).toBe(1);
    expect([...result].map(([id]) => id)).toEqual([2, 3]);
    expect(result.all()).toEqual([]);
    expect(result.fetchone()).toBeNull();
    expect([...query(three).partitions(2)].map((part) => part.length)).toEqual([2, 1]);
    expect(query(three).fetchmany(2).length).toBe(2);
    expect(() => query(three).fetchmany(0)).toThrow(/positive/);
    expect(query(three).keys()).toEqual(["id", "name"]);
  });

  test("first, one, oneOrNone", () => {
    expect(query(none).first()).toBeNull();
    expect(query(none).oneOrNone()).toBeNull();
    expect(() => query(none).one()).toThrow(NoResultFound);
    expect(() => query(three).one()).toThrow(MultipleResultsFound);
    expect(() => query(three).oneOrNone()).toThrow(MultipleResultsFound);
    expect([...query("SELECT 1").one()]).toEqual([1]);
    const result = query(three);
    result.first();
    expect(() => result.all()).toThrow(ResourceClosedError);
  });

  test("scalars and single values", () => {
    expect(query(three).scalar()).toBe(1);
    expect(query(none).scalar()).toBeNull();
    expect(query("SELECT NULL").scalarOne()).toBeNull();
    expect(() => query(none).scalarOne()).toThrow(NoResultFound);
    expect(query(none).scalarOneOrNone()).toBeNull();
    expect(() => query(three).scalarOneOrNone()).toThrow(MultipleResultsFound);
    expect(query(three).scalars().all()).toEqual([1, 2, 3]);
    expect(query(three).scalars("name").all()).toEqual(["a", "b", "c"]);
    expect(query(three).scalars(1).first()).toBe("a");
    expect(() => query(three).scalars("nme")).toThrow(/Did you mean "name"/);
  });

  test("columns and unique", () => {
    expect(query(three).columns("name", 0).first()).toEqual(["a", 1]);
    const twice = "SELECT 1 AS a, '1' AS b UNION ALL SELECT 1, '1' UNION ALL SELECT '1', 1";
    expect(query(twice).unique().all().length).toBe(2);
    expect(query(twice).scalars().unique().all()).toEqual([1, "1"]);
    expect(
      query(three)
        .unique((row: unknown[]) => (row[0] as number) % 2)
        .all().length,
    ).toBe(2);
  });

  test("a statement without rows cannot be read", () => {
    const result = query("CREATE TABLE t (a)");
    expect(result.returnsRows).toBe(false);
    for (const read of [
      () => result.all(),
      () => result.first(),
      () => result.scalar(),
      () => result.keys(),
      () => [...result],
    ]) {
      expect(read).toThrow(/does not return rows/);
    }
  });

  test("integers that a number cannot hold come as bigint", () => {
    expect([...query("SELECT 9007199254740993, 5").one()]).toEqual([9007199254740993n, 5]);
  });
});
