import {
  ChunkedIteratorResult,
  type CursorResult,
  createEngine,
  IteratorResult,
  MultipleResultsFound,
  NoResultFound,
  ResourceClosedError,
  Result,
} from "athanor";
import { ResultMeta } from "../../src/engine/result-meta.ts";
import { RowSource } from "../../src/engine/row-source.ts";
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

describe("views", () => {
  const twice = "SELECT 1 AS a, '1' AS b UNION ALL SELECT 1, '1' UNION ALL SELECT '1', 1";

  test("mappings are unique by their values, and views keep the strategy", () => {
    expect(query(twice).mappings().unique().all()).toEqual([
      { a: 1, b: "1" },
      { a: "1", b: 1 },
    ]);
    expect(query(twice).unique().mappings().all().length).toBe(2);
    expect(query(twice).unique().scalars().all()).toEqual([1, "1"]);
    expect(
      query(three)
        .columns("name")
        .unique(() => 0)
        .all(),
    ).toEqual([["a"]]);
    const same = query("SELECT x'01' AS b UNION ALL SELECT x'01'").scalars().unique().all();
    expect(same.length).toBe(1);
    expect(() => query(twice).unique("a" as never)).toThrow(/a function that gives/);
  });

  test("tuples are the rows", () => {
    expect(query(three).tuples().first()).toEqual([1, "a"]);
  });

  test("yieldPer sets the size of partitions and fetchmany", () => {
    expect([...query(three).yieldPer(2).partitions()].map((part) => part.length)).toEqual([2, 1]);
    expect(query(three).yieldPer(2).fetchmany().length).toBe(2);
    expect(query(three).fetchmany().length).toBe(1);
    expect(() => query(three).yieldPer(0)).toThrow(/yieldPer\(\) takes a positive whole number/);
  });
});

describe("freeze", () => {
  test("gives the rows again and again", () => {
    const frozen = query(three).freeze();
    expect(frozen().all()).toEqual(frozen().fetchall());
    expect(frozen().scalars("name").all()).toEqual(["a", "b", "c"]);
    (frozen().first() as unknown[])[0] = 99;
    expect(frozen().first()).toEqual([1, "a"]);
    expect(frozen.data.length).toBe(3);
    expect(
      frozen
        .withNewRows([[9, "z"]])()
        .mappings()
        .all(),
    ).toEqual([{ id: 9, name: "z" }]);
    expect(() => frozen.withNewRows([[9]])).toThrow(/rows of 2 values/);
  });

  test("keeps what was left, picked and unique", () => {
    const result = query(three);
    result.fetchone();
    expect(result.columns("name").freeze()().all()).toEqual([["b"], ["c"]]);
    expect(query("SELECT 1 AS a UNION ALL SELECT 1").unique().freeze().data.length).toBe(1);
  });
});

describe("merge", () => {
  test("reads one result after another", () => {
    const merged = query(three).merge(query(none), query(three));
    expect(merged.fetchmany(4).map(([id]) => id)).toEqual([1, 2, 3, 1]);
    expect(merged.all().map((row) => [...row])).toEqual([
      [2, "b"],
      [3, "c"],
    ]);
    expect(merged.rowcount).toBe(6);
    expect([...query(three).merge(query(three)).scalars().partitions(4)]).toEqual([
      [1, 2, 3, 1],
      [2, 3],
    ]);
    expect(() => query(three).merge(query("SELECT 1 AS id"))).toThrow(/same columns/);
  });
});

describe("splicing", () => {
  test("puts rows beside each other, or below", () => {
    const wide = query(three).spliceHorizontally(query("SELECT 10 AS x UNION ALL SELECT 20 UNION ALL SELECT 30"));
    expect(wide.keys()).toEqual(["id", "name", "x"]);
    expect(wide.mappings().first()).toEqual({ id: 1, name: "a", x: 10 });
    expect(() => query(three).spliceHorizontally(query("SELECT 1"))).toThrow(/3 and 1/);
    expect(query(three).spliceVertically(query(three)).all().length).toBe(6);
  });
});

describe("results of one's own", () => {
  test("read an iterable when they are asked for, and close it", () => {
    let given = 0;
    let closed = false;
    function* rows(): Generator<[number, string], void, undefined> {
      try {
        for (;;) yield [++given, "x"];
      } finally {
        closed = true;
      }
    }
    const result = new IteratorResult(["id", "name"], rows());
    expect(given).toBe(0);
    expect(result.fetchmany(2).map(([id]) => id)).toEqual([1, 2]);
    expect(given).toBe(2);
    for (const row of result.scalars()) if (row === 4) break;
    expect(closed).toBe(true);
    expect(() => result.all()).toThrow(ResourceClosedError);
    expect(
      new IteratorResult(
        ["a", "b"],
        [
          [1, 2],
          [1, 2],
        ],
      )
        .unique()
        .mappings()
        .all(),
    ).toEqual([{ a: 1, b: 2 }]);
    expect(() => new IteratorResult(["a"], [[1, 2]]).all()).toThrow(/arrays of 1 values/);
  });

  test("read chunks of the size that yieldPer says", () => {
    const sizes: (number | undefined)[] = [];
    const result = new ChunkedIteratorResult<[number]>(["n"], function* (size) {
      sizes.push(size);
      for (let i = 0; i < 3; i++) yield [[i], [i + 10]];
    });
    expect([...result.yieldPer(4).scalars().partitions()]).toEqual([
      [0, 10, 1, 11],
      [2, 12],
    ]);
    expect(sizes).toEqual([4]);
  });

  test("reading ahead grows fivefold up to a thousand", () => {
    const asked: number[] = [];
    const feed = {
      // oxlint-disable-next-line require-yield -- waits for nothing
      *fetch(count: number) {
        asked.push(count);
        return asked.length > 7 ? [] : Array.from({ length: count }, (_, i) => [i]);
      },
      *close() {},
    };
    const source = RowSource.streaming(new ResultMeta(["n"]), feed as never);
    expect([...new Result(source)].length).toBe(5 + 25 + 125 + 625 + 1000 + 1000 + 1000);
    expect(asked).toEqual([5, 25, 125, 625, 1000, 1000, 1000, 1000]);
  });
});
