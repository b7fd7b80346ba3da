import {
  type AsyncConnection,
  type AsyncEngine,
  AsyncRequiredError,
  type Connection,
  type Engine,
  insert,
  integer,
  literalColumn,
  MetaData,
  OperationalError,
  ResourceClosedError,
  select,
  string,
  text,
  trueValue,
  update,
} from "athanor";
import { expect, test } from "vitest";
import type { ConnectionCore } from "../../src/engine/connection-core.ts";
import { describeAsync, describeSync } from "../support/databases.ts";

const metadata = new MetaData();
const digits = metadata.table("st_digits", { d: integer().primaryKey().autoincrement(false) });
const marks = metadata.table("st_marks", { id: integer().primaryKey(), label: string(20) });
const [a, b, c, d] = [digits.alias("a"), digits.alias("b"), digits.alias("c"), digits.alias("d")];

/** The numbers below ten thousand, in order. */
const numbers = select(a.c.d.mul(1000).add(b.c.d.mul(100)).add(c.c.d.mul(10)).add(d.c.d).label("n"))
  .selectFrom(a.join(b, trueValue()).join(c, trueValue()).join(d, trueValue()))
  .orderBy("n");
const ten = Array.from({ length: 10 }, (_, digit) => ({ d: digit }));

function fill(engine: Engine): void {
  metadata.createAll(engine);
  engine.begin((conn) => {
    conn.execute(insert(digits), ten);
    conn.execute(insert(marks), [
      { id: 1, label: "one" },
      { id: 2, label: "two" },
    ]);
  });
}
async function fillAsync(engine: AsyncEngine): Promise<void> {
  await metadata.createAll(engine);
  await engine.begin(async (conn) => {
    await conn.execute(insert(digits), ten);
    await conn.execute(insert(marks), [
      { id: 1, label: "one" },
      { id: 2, label: "two" },
    ]);
  });
}

/** Notes how many rows the driver is asked for, each time. */
function watch(connection: Connection | AsyncConnection): { readonly fetches: number[] } {
  const driver = (connection.core as ConnectionCore).pooled?.connection as unknown as {
    openCursor: (...args: unknown[]) => unknown;
  };
  const seen = { fetches: [] as number[] };
  const { openCursor } = driver;
  Object.defineProperty(driver, "openCursor", {
    configurable: true,
    value: tapped(openCursor.bind(driver), (cursor) => {
      const fetch = cursor.fetch.bind(cursor);
      cursor.fetch = (count) => {
        seen.fetches.push(count);
        return fetch(count);
      };
    }),
  });
  return seen;
}
interface AnyCursor {
  fetch(count: number): unknown;
}
function tapped(open: (...args: unknown[]) => unknown, tap: (cursor: AnyCursor) => void) {
  return (...args: unknown[]): unknown => {
    const given = open(...args);
    const watched = (cursor: unknown): unknown => {
      tap(cursor as AnyCursor);
      return cursor;
    };
    return given instanceof Promise ? given.then(watched) : watched(given);
  };
}
const streams = (connection: Connection | AsyncConnection): boolean =>
  (connection.core as ConnectionCore).pooled?.connection.openCursor !== undefined;

describeSync("streamed results", (database) => {
  test("are read ahead a little, then more, and never more than the buffer", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    conn.execute(select(marks.c.id)).all();
    if (!streams(conn)) return;
    const seen = watch(conn);
    const result = conn.execute(numbers, undefined, { streamResults: true });
    let next = 0;
    let held = 0;
    for (const [n] of result) {
      expect(n).toBe(next++);
      held = Math.max(held, result.core.source.rows.length);
    }
    expect(next).toBe(10_000);
    expect(held).toBe(1000);
    expect(seen.fetches).toEqual([5, 25, 125, 625, ...Array.from({ length: 10 }, () => 1000)]);
    expect(result.all()).toEqual([]);
    expect(conn.core.inTransaction()).toBe(true);
    expect((conn.core as ConnectionCore).stream).toBeUndefined();
  });

  test("take their sizes from yieldPer and maxRowBuffer", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    const parts = conn.execute(numbers.limit(25), undefined, { yieldPer: 10 }).scalars().partitions();
    expect([...parts].map((part) => [part.length, part[0]])).toEqual([
      [10, 0],
      [10, 10],
      [5, 20],
    ]);
    if (!streams(conn)) return;
    const seen = watch(conn);
    expect([
      ...conn.execute(numbers.limit(200).executionOptions({ streamResults: true, maxRowBuffer: 40 })),
    ]).toHaveLength(200);
    expect(seen.fetches).toEqual([5, 25, 40, 40, 40, 40, 40]);
    conn.execute(numbers, undefined, { yieldPer: 7 }).fetchmany(3);
    expect(seen.fetches.at(-1)).toBe(3);
  });

  test("take their options from the engine, the connection, the statement and the execution, the last one first", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.executionOptions({ yieldPer: 2 }).connect();
    const size = (statement = numbers, options = {}): number | undefined =>
      conn.execute(statement, undefined, options).core.source.batch;
    expect(size()).toBe(2);
    conn.executionOptions({ yieldPer: 3 });
    expect(size()).toBe(3);
    expect(size(numbers.executionOptions({ yieldPer: 4 }))).toBe(4);
    expect(size(numbers.executionOptions({ yieldPer: 4 }), { yieldPer: 5 })).toBe(5);
    expect(size()).toBe(3);
  });

  test("read like any result", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect().executionOptions({ streamResults: true });
    expect(conn.execute(numbers).fetchone()).toEqual([0]);
    const result = conn.execute(numbers);
    expect(result.keys()).toEqual(["n"]);
    expect(result.fetchmany(3)).toEqual([[0], [1], [2]]);
    expect(result.mappings().fetchone()).toEqual({ n: 3 });
    expect(result.scalars().fetchmany(2)).toEqual([4, 5]);
    expect(result.all()).toHaveLength(9994);
    expect(conn.execute(numbers).first()).toEqual([0]);
    expect(conn.execute(numbers.limit(1)).scalarOne()).toBe(0);
    expect(() => conn.execute(numbers).one()).toThrow(/Multiple rows/);
    expect(
      conn
        .execute(numbers.limit(50))
        .unique((row: readonly unknown[]) => (row[0] as number) % 7)
        .all(),
    ).toHaveLength(7);
    expect(conn.execute(numbers.limit(40)).freeze()().scalars().all()).toHaveLength(40);
    const merged = conn.execute(numbers.limit(30)).merge(conn.execute(numbers.limit(30)));
    expect(merged.scalars().all()).toHaveLength(60);
    expect(conn.execute(text("SELECT label FROM st_marks ORDER BY id")).scalars().all()).toEqual(["one", "two"]);
    expect(conn.execDriverSql("SELECT id FROM st_marks ORDER BY id").all()).toEqual([[1], [2]]);
  });

  test("that are left early free their cursor", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    conn.execute(select(marks.c.id)).all();
    const core = conn.core as ConnectionCore;
    const open = () => conn.execute(numbers, undefined, { streamResults: true });
    for (const [n] of open()) if (n === 40) break;
    expect(core.stream).toBeUndefined();
    for (const part of open().partitions(10)) if (part[0]?.[0] === 40) break;
    expect(core.stream).toBeUndefined();
    {
      using result = open();
      result.fetchone();
    }
    expect(core.stream).toBeUndefined();
    const closed = open();
    closed.close();
    expect(() => closed.all()).toThrow(ResourceClosedError);
    expect(core.stream).toBeUndefined();
    expect(conn.execute(select(marks.c.id)).all()).toHaveLength(2);
  });

  test("go on beside other statements, and see nothing of what these do", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    const result = conn.execute(numbers, undefined, { streamResults: true });
    expect(result.fetchmany(2)).toEqual([[0], [1]]);
    expect(conn.execute(select(marks.c.label).where(marks.c.id.eq(1))).scalar()).toBe("one");
    expect(result.fetchone()).toEqual([2]);
    conn.execute(update(marks).where(marks.c.id.eq(1)).set({ label: "eins" }));
    conn.execute(
      update(digits)
        .set({ d: digits.c.d.add(100) })
        .allRows(),
    );
    expect(result.fetchone()).toEqual([3]);
    const other = conn.execute(select(marks.c.label).orderBy(marks.c.id), undefined, { streamResults: true });
    expect(other.fetchone()).toEqual(["eins"]);
    expect(result.all()).toHaveLength(9996);
    expect(other.all()).toEqual([["two"]]);
  });

  test("end with their transaction, and say so", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    const open = () => conn.execute(numbers, undefined, { streamResults: true });
    conn.execute(select(marks.c.id)).all();
    if (!streams(conn)) return;
    for (const end of ["commit", "rollback"] as const) {
      const result = open();
      result.fetchone();
      conn[end]();
      expect(() => result.fetchone()).toThrow(ResourceClosedError);
      expect(() => result.fetchone()).not.toThrow(/is closed/);
    }
    const result = open();
    result.fetchone();
    conn.close();
    expect(() => result.all()).toThrow(/transaction has ended by rollback/);
  });

  test("live through savepoints, unless one before them is rolled back", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    const open = () => conn.execute(numbers, undefined, { streamResults: true });
    conn.execute(select(marks.c.id)).all();
    if (!streams(conn)) return;
    const outer = open();
    outer.fetchone();
    const first = conn.beginNested();
    first.rollback();
    expect(outer.fetchone()).toEqual([1]);
    const second = conn.beginNested();
    second.commit();
    expect(outer.all()).toHaveLength(9998);
    const third = conn.beginNested();
    const inner = open();
    inner.fetchone();
    third.rollback();
    expect(() => inner.fetchone()).toThrow(/savepoint that it was opened in was rolled back/);
    expect(conn.execute(select(marks.c.id)).all()).toHaveLength(2);
  });

  test("work under AUTOCOMMIT", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect().executionOptions({ isolationLevel: "AUTOCOMMIT" });
    const result = conn.execute(numbers, undefined, { yieldPer: 1000 });
    let count = 0;
    for (const part of result.partitions()) count += part.length;
    expect(count).toBe(10_000);
  });

  test("of what writes are complete at once", () => {
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect().executionOptions({ streamResults: true });
    const result = conn.execute(insert(marks).values({ id: 3, label: "three" }));
    expect(result.rowcount).toBe(1);
    expect(conn.execute(update(marks).where(marks.c.id.gt(1)).set({ label: "x" })).rowcount).toBe(2);
  });

  test("that fail on the way are errors of the database", () => {
    if (database.dialect !== "postgresql") return;
    const engine = database.engine();
    fill(engine);
    using conn = engine.connect();
    const failing = select(text("100 / (50 - n)")).selectFrom(numbers.subquery());
    expect(() => conn.execute(failing, undefined, { streamResults: true }).all()).toThrow(/division by zero/);
    conn.rollback();
    expect(conn.execute(select(marks.c.id)).all()).toHaveLength(2);
  });
});

describeAsync("streamed results", (database) => {
  test("are read by for await, in batches", async () => {
    const engine = await database.engine();
    await fillAsync(engine);
    await using conn = await engine.connect();
    await conn.execute(select(marks.c.id));
    const seen = streams(conn) ? watch(conn) : undefined;
    const result = await conn.stream(numbers);
    expect(result.keys()).toEqual(["n"]);
    let next = 0;
    for await (const [n] of result) expect(n).toBe(next++);
    expect(next).toBe(10_000);
    if (seen !== undefined) {
      expect(seen.fetches).toEqual([5, 25, 125, 625, ...Array.from({ length: 10 }, () => 1000)]);
    }
    const sizes: number[] = [];
    for await (const part of (await conn.stream(numbers, undefined, { yieldPer: 3000 })).partitions())
      sizes.push(part.length);
    expect(sizes).toEqual([3000, 3000, 3000, 1000]);
  });

  test("read like any result", async () => {
    const engine = await database.engine();
    await fillAsync(engine);
    await using conn = await engine.connect();
    const result = await conn.stream(numbers);
    expect(await result.fetchone()).toEqual([0]);
    expect(await result.fetchmany(2)).toEqual([[1], [2]]);
    expect(await result.mappings().fetchone()).toEqual({ n: 3 });
    expect(await result.scalars().fetchmany(2)).toEqual([4, 5]);
    expect(await result.columns("n").tuples().fetchone()).toEqual([6]);
    expect(await result.all()).toHaveLength(9993);
    expect(await (await conn.stream(numbers)).first()).toEqual([0]);
    expect(await (await conn.stream(numbers)).scalar()).toBe(0);
    expect(await (await conn.stream(numbers.limit(1))).scalarOne()).toBe(0);
    expect(await (await conn.stream(numbers.limit(0))).scalarOneOrNone()).toBeNull();
    expect(await (await conn.stream(numbers.limit(0))).oneOrNone()).toBeNull();
    await expect((await conn.stream(numbers)).one()).rejects.toThrow(/Multiple rows/);
    await expect((await conn.stream(numbers.limit(0))).one()).rejects.toThrow(/No row/);
    const scalars = await conn.streamScalars(numbers.limit(50));
    expect(await scalars.unique((n: number) => n % 7).all()).toHaveLength(7);
    expect((await (await conn.stream(numbers.limit(40))).freeze())().all()).toHaveLength(40);
    expect((await conn.stream(insert(marks).values({ id: 3, label: "x" }))).returnsRows).toBe(false);
  });

  test("that are left early free their cursor", async () => {
    const engine = await database.engine();
    await fillAsync(engine);
    await using conn = await engine.connect();
    const core = conn.core as ConnectionCore;
    for await (const [n] of await conn.stream(numbers)) if (n === 40) break;
    expect(core.stream).toBeUndefined();
    for await (const part of (await conn.stream(numbers)).partitions(10)) if (part[0]?.[0] === 40) break;
    expect(core.stream).toBeUndefined();
    {
      await using result = await conn.stream(numbers);
      await result.fetchone();
    }
    expect(core.stream).toBeUndefined();
    const closed = await conn.stream(numbers);
    await closed.close();
    await expect(closed.all()).rejects.toThrow(ResourceClosedError);
    await expect(
      (async () => {
        for await (const [n] of await conn.stream(numbers)) throw new Error(`of the loop ${n}`);
      })(),
    ).rejects.toThrow("of the loop");
    expect(core.stream).toBeUndefined();
    expect((await conn.execute(select(marks.c.id))).all()).toHaveLength(2);
  });

  test("go on beside other statements, in whatever order they are asked for", async () => {
    const engine = await database.engine();
    await fillAsync(engine);
    await using conn = await engine.connect();
    const result = await conn.stream(numbers);
    const [first, label, second] = await Promise.all([
      result.fetchone(),
      conn.scalar(select(marks.c.label).where(marks.c.id.eq(1))),
      result.fetchone(),
      conn.execute(
        update(digits)
          .set({ d: digits.c.d.add(100) })
          .allRows(),
      ),
    ]);
    expect([first, label, second]).toEqual([[0], "one", [1]]);
    expect(await result.all()).toHaveLength(9998);
  });

  test("end with their transaction, and say so", async () => {
    const engine = await database.engine();
    await fillAsync(engine);
    const conn = await engine.connect();
    const result = await conn.stream(numbers);
    await result.fetchone();
    const streamed = streams(conn);
    await conn.commit();
    if (streamed) await expect(result.fetchone()).rejects.toThrow(/transaction has ended by commit/);
    await conn.close();
  });

  test("are not what execute() gives", async () => {
    const engine = await database.engine();
    await fillAsync(engine);
    await using conn = await engine.connect();
    await conn.execute(select(marks.c.id));
    if (!streams(conn)) return;
    await expect(conn.execute(numbers, undefined, { streamResults: true })).rejects.toThrow(AsyncRequiredError);
    expect((conn.core as ConnectionCore).stream).toBeUndefined();
  });

  test.runIf(database.dialect !== "sqlite" && !database.name.includes("pglite"))(
    "whose connection is killed are a lost connection, and the pool recovers",
    async () => {
      const engine = await database.engine();
      await fillAsync(engine);
      const conn = await engine.connect();
      const isPostgresql = database.dialect === "postgresql";
      const id = await conn.scalar(text(isPostgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()"));
      // More than fits into what lies between the server and us.
      const wide = select(literalColumn("REPEAT('x', 4000)")).selectFrom(numbers.subquery());
      const result = await conn.stream(wide, undefined, { yieldPer: 10 });
      await result.fetchmany(10);
      await engine.begin((other) =>
        other.execDriverSql(isPostgresql ? `SELECT pg_terminate_backend(${String(id)})` : `KILL ${String(id)}`),
      );
      const error: unknown = await (async () => {
        for await (const part of result.partitions(5000)) expect(part.length).toBeLessThanOrEqual(5000);
      })().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(OperationalError);
      expect(error).toMatchObject({ connectionInvalidated: true });
      expect(conn.invalidated).toBe(true);
      await expect(result.fetchone()).rejects.toThrow(ResourceClosedError);
      await expect(conn.execute(select(marks.c.id))).rejects.toThrow(/Call rollback\(\)/);
      await conn.rollback();
      expect((await conn.execute(select(marks.c.id))).all()).toHaveLength(2);
      await conn.close();
    },
  );
});
