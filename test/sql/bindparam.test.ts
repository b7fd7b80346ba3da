import { bindparam, func, insert, integer, MetaData, select, string, text } from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { sqlOf } from "./support.ts";

const metadata = new MetaData();
const t = metadata.table("t_bind", { id: integer().primaryKey(), name: string(20).nullable() });
const byName = (bind: ReturnType<typeof bindparam<string>>) => select(t.c.id).where(t.c.name.eq(bind)).orderBy(t.c.id);

describeAsync("bindparam()", (database) => {
  test("callable, required and what is given with the execution", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await metadata.createAll(connection);
    await connection.execute(insert(t), [
      { id: 1, name: "a" },
      { id: 2, name: "b" },
      { id: 3, name: null },
    ]);
    let asked = 0;
    const names = ["a", "b"];
    const statement = byName(bindparam("n", { callable: () => names[asked++]! }));
    expect((await connection.scalars(statement)).all()).toEqual([1]);
    // Asked anew at each execution, the cached one too; a value of the execution wins.
    expect((await connection.scalars(statement)).all()).toEqual([2]);
    expect((await connection.scalars(statement, { n: "a" })).all()).toEqual([1]);
    expect(asked).toBe(2);
    const list = select(t.c.id).where(
      t.c.name.in(bindparam("list", { expanding: true, callable: () => names as never })),
    );
    expect((await connection.scalars(list.orderBy(t.c.id))).all()).toEqual([1, 2]);
    // One structure, two functions: each gives its own value.
    const other = byName(bindparam("n", { callable: () => "b" }));
    expect((await connection.scalars(other)).all()).toEqual([2]);

    const must = byName(bindparam("n", { required: true, type: string() }));
    await expect(connection.execute(must)).rejects.toThrow(/bind parameter "n" has no value/);
    expect((await connection.scalars(must, { n: "b" })).all()).toEqual([2]);
    const may = select(t.c.id).where(t.c.name.isNotDistinctFrom(bindparam("n", { required: false, type: string() })));
    expect((await connection.scalars(may)).all()).toEqual([3]);
    expect((await connection.scalars(may, { n: "a" })).all()).toEqual([1]);
    const filled = must.params({ n: "a" });
    expect((await connection.scalars(filled)).all()).toEqual([1]);
    const worded = text("SELECT id FROM t_bind WHERE name = :n").bindparams(
      bindparam("n", { callable: () => "b", type: string() }),
    );
    expect((await connection.execute(worded)).scalar()).toBe(2);
  });
});

describe("bindparam()", () => {
  test("written into the SQL", () => {
    const statement = select(t.c.id).where(t.c.name.eq(bindparam("n", { callable: () => "it's" })));
    expect(statement.compile({ literalBinds: true }).sql.replaceAll("\n", "")).toBe(
      "SELECT t_bind.id FROM t_bind WHERE t_bind.name = 'it''s'",
    );
    expect(statement.compile({ dialect: "sqlite" }).params).toEqual(["it's"]);
  });
  test("refuses what contradicts itself", () => {
    expect(() => bindparam("n", { value: 1, required: true })).toThrow(/value goes with neither required/);
    expect(() => bindparam("n", { value: 1, callable: () => 1 })).toThrow(/value goes with neither callable/);
    expect(() => bindparam("n", { callable: 1 as never })).toThrow(/callable: a function expected/);
  });
  test("names that SQL cannot have are shown as words", () => {
    const statement = select(func["f"]!(bindparam("a b", { value: 1 }), bindparam("%(x)s", { value: 2 })));
    expect(sqlOf(statement)).toBe("SELECT f(:a_b, :PAxZs) AS f_1");
  });
});
