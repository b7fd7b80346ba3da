import { integer, InvalidRequestError, text } from "athanor";
import { expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";

describeAsync("procedures", (database) => {
  const { dialect } = database;

  test.runIf(dialect === "mysql")("give all their results", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    await conn.execDriverSql(
      "CREATE PROCEDURE report(IN top INTEGER) BEGIN SELECT 1 AS a, top AS b; SELECT 'x' AS c UNION ALL SELECT 'y'; DO 1; END",
    );
    for (const first of [
      await conn.execDriverSql("CALL report(?)", [7]),
      await conn.execute(text("CALL report(:top)").bindparams({ top: 7 })),
      await conn.execute(text("CALL report(:top)"), { top: 7 }),
    ]) {
      expect(first.mappings().all()).toEqual([{ a: 1, b: 7 }]);
      const second = first.nextResult();
      expect(second?.keys()).toEqual(["c"]);
      expect(second?.scalars().all()).toEqual(["x", "y"]);
      expect(second?.nextResult()).toBeNull();
    }
  });

  test.runIf(dialect === "mysql")("that give no rows say so", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    await conn.execDriverSql("CREATE TABLE sr_t (a INTEGER)");
    await conn.execDriverSql("CREATE PROCEDURE fill() INSERT INTO sr_t VALUES (1), (2)");
    const result = await conn.execDriverSql("call fill()");
    expect([result.returnsRows, result.rowcount, result.nextResult()]).toEqual([false, 2, null]);
    expect(Number(await conn.scalar(text("SELECT COUNT(*) FROM sr_t")))).toBe(2);
  });

  test.runIf(dialect === "mysql")("that fail are errors of the database", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    await expect(conn.execDriverSql("CALL not_there()")).rejects.toThrow(/not_there/);
    await conn.execDriverSql("CREATE PROCEDURE broken() BEGIN SELECT 1; SIGNAL SQLSTATE '45000'; END");
    await expect(conn.execDriverSql("CALL broken()")).rejects.toThrow(/Unhandled user-defined exception/);
    expect(await conn.scalar(text("SELECT 1"))).toBe(1);
  });

  test.runIf(dialect === "postgresql")("give what they hand out", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    await conn.execDriverSql(
      "CREATE PROCEDURE double_it(INOUT n INTEGER) LANGUAGE plpgsql AS $$ BEGIN n := n * 2; END $$",
    );
    const typed = text("CALL double_it(:n)").bindparams({ n: 21 }).columns({ n: integer() });
    expect((await conn.execute(typed)).scalar()).toBe(42);
    expect((await conn.execDriverSql("CALL double_it($1)", [4])).mappings().all()).toEqual([{ n: 8 }]);
  });
});

describeAsync("several statements in one text", (database) => {
  const canGiveSeveral = database.dialect === "mysql" || database.name === "postgresql+pg (async)";

  test.runIf(canGiveSeveral)("give their results one after another", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    const sql =
      "CREATE TEMPORARY TABLE sr_n (a INTEGER); INSERT INTO sr_n VALUES (1), (2); SELECT a FROM sr_n ORDER BY a; SELECT 'ende; ' AS z";
    const results = [];
    let result = await conn.execDriverSql(sql, [], { severalResults: true });
    for (let next: typeof result | null = result; next !== null; next = result.nextResult()) {
      result = next;
      results.push(next.returnsRows ? next.all().map((row) => [...row]) : next.rowcount);
    }
    expect(results.slice(1)).toEqual([2, [[1], [2]], [["ende; "]]]);
    expect(results).toHaveLength(4);
    await expect(conn.execDriverSql("SELECT 1; SELECT nonsense", [], { severalResults: true })).rejects.toThrow(
      /nonsense/,
    );
  });

  test.runIf(database.dialect === "sqlite")("are refused where the driver gives one", async () => {
    const engine = await database.engine();
    await using conn = await engine.connect();
    await expect(conn.execDriverSql("SELECT 1; SELECT 2", [], { severalResults: true })).rejects.toThrow(
      InvalidRequestError,
    );
  });
});
