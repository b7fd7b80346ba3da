import {
  bindparam,
  CompileError,
  deleteFrom,
  func,
  insert,
  integer,
  literal,
  select,
  string,
  text,
  update,
} from "../api.ts";
import { equal, sameItems, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { execution, lacks, sql } from "../requirement.ts";

/** Nine employees: three of department A, two of B, three of C, one of D. */
async function employees(c: CheckContext) {
  const t = await c.table("employees", {
    id: integer().primaryKey(),
    name: string(20),
    department: string(5),
    pay: integer().nullable().default(1),
    touched: integer().default(0).onupdate(7),
  });
  const rows = ["Ann A", "Bob A", "Cyn C", "Dan B", "Eve A", "Fay B", "Gil C", "Hal C", "Ida D"];
  await c.execute(
    insert(t),
    rows.map((row, n) => ({ id: n + 1, name: row.slice(0, 3), department: row.slice(4) })),
  );
  return t;
}
const matched = execution("rowcountMatched");

export const updatesAndDeletes: Chapter = chapter(
  "update and delete",
  check("UPDATE of one row", async (c) => {
    const t = await employees(c);
    const result = await c.execute(update(t).where(t.c.id.eq(2)).values({ name: "Rob" }));
    equal(result.returnsRows, false);
    equal(await c.column(select(t.c.name).where(t.c.id.le(3)).orderBy(t.c.id)), ["Ann", "Rob", "Cyn"]);
  }),
  check("UPDATE of several columns, with NULL, a value and an expression", async (c) => {
    const t = await c.table("mixed", {
      id: integer().primaryKey(),
      a: integer().nullable(),
      b: integer(),
      s: string(9),
    });
    await c.execute(insert(t).values({ id: 1, a: 1, b: 2, s: "x" }));
    await c.execute(
      update(t)
        .where(t.c.id.eq(1))
        .values({ a: null, b: t.c.b.mul(10), s: "it's" }),
    );
    equal(await c.rows(select(t)), [[1, null, 20, "it's"]]);
  }),
  check("UPDATE by an expression of the row itself", async (c) => {
    const t = await employees(c);
    await c.execute(
      update(t)
        .where(t.c.department.eq("A"))
        .values({ pay: t.c.id.mul(10), name: t.c.name.concat("!") }),
    );
    equal(await c.rows(select(t.c.name, t.c.pay).where(t.c.department.eq("A")).orderBy(t.c.id)), [
      ["Ann!", 10],
      ["Bob!", 20],
      ["Eve!", 50],
    ]);
  }),
  check("UPDATE by a subquery", async (c) => {
    const t = await employees(c);
    const other = await c.table("pays", { id: integer().primaryKey(), pay: integer() });
    await c.execute(insert(other).values({ id: 3, pay: 99 }));
    const pay = select(other.c.pay).where(other.c.id.eq(t.c.id)).scalarSubquery();
    await c.execute(update(t).where(t.c.id.eq(3)).values({ pay }));
    equal(await c.column(select(t.c.pay).where(t.c.id.eq(3))), [99]);
  }),
  check("UPDATE … FROM another table", [sql("updateFrom")], async (c) => {
    const t = await employees(c);
    const other = await c.table("pays", { id: integer().primaryKey(), pay: integer() });
    await c.execute(insert(other), [
      { id: 1, pay: 11 },
      { id: 5, pay: 55 },
    ]);
    await c.execute(update(t).values({ pay: other.c.pay }).where(t.c.id.eq(other.c.id)));
    equal(await c.column(select(t.c.pay).where(t.c.pay.gt(1)).orderBy(t.c.id)), [11, 55]);
  }),
  check("UPDATE of all rows", async (c) => {
    const t = await employees(c);
    await c.execute(update(t).values({ pay: 5 }).allRows());
    equal(await c.scalar(select(func.count(t.c.id)).where(t.c.pay.eq(5))), 9);
  }),
  check("UPDATE with parameters, once for each set", async (c) => {
    const t = await employees(c);
    const raise = update(t)
      .where(t.c.id.eq(bindparam("who", { type: integer() })))
      .values({ pay: bindparam("much", { type: integer() }) });
    await c.execute(raise, [
      { who: 1, much: 10 },
      { who: 2, much: 20 },
    ]);
    equal(await c.column(select(t.c.pay).where(t.c.id.le(3)).orderBy(t.c.id)), [10, 20, 1]);
  }),
  check("onupdate applies to what was not given", async (c) => {
    const t = await employees(c);
    await c.execute(update(t).where(t.c.id.eq(1)).values({ pay: 3 }));
    await c.execute(update(t).where(t.c.id.eq(2)).values({ touched: 1 }));
    equal(await c.column(select(t.c.touched).where(t.c.id.le(3)).orderBy(t.c.id)), [7, 1, 0]);
  }),
  check("UPDATE … RETURNING", [sql("updateReturning")], async (c) => {
    const t = await employees(c);
    const result = await c.execute(
      update(t)
        .where(t.c.department.eq("B"))
        .values({ pay: t.c.pay.add(1) })
        .returning(t.c.id, t.c.pay),
    );
    equal(result.returnsRows, true);
    equal(result.keys(), ["id", "pay"]);
    sameItems(result.all(), [
      [4, 2],
      [6, 2],
    ]);
  }),
  check("UPDATE … RETURNING of no row", [sql("updateReturning")], async (c) => {
    const t = await employees(c);
    equal(await c.rows(update(t).where(t.c.id.eq(99)).values({ pay: 1 }).returning(t.c.id)), []);
  }),
  check("UPDATE … RETURNING an expression and a label", [sql("updateReturning")], async (c) => {
    const t = await employees(c);
    const named = update(t)
      .where(t.c.id.eq(1))
      .values({ name: "Zoe" })
      .returning(func.upper(t.c.name).label("loud"), t.c.id.add(10));
    equal(await c.rows(named), [["ZOE", 11]]);
  }),
  check("DELETE of one row", async (c) => {
    const t = await employees(c);
    const result = await c.execute(deleteFrom(t).where(t.c.id.eq(2)));
    equal(result.returnsRows, false);
    equal(await c.column(select(t.c.id).orderBy(t.c.id)), [1, 3, 4, 5, 6, 7, 8, 9]);
  }),
  check("DELETE of all rows", async (c) => {
    const t = await employees(c);
    await c.execute(deleteFrom(t).allRows());
    equal(await c.scalar(select(func.count(t.c.id))), 0);
  }),
  check("DELETE by IN a subquery of another table", async (c) => {
    const t = await employees(c);
    const gone = await c.table("gone", { id: integer().primaryKey() });
    await c.execute(insert(gone), [{ id: 1 }, { id: 9 }]);
    await c.execute(deleteFrom(t).where(t.c.id.in(select(gone.c.id))));
    equal(await c.scalar(select(func.count(t.c.id))), 7);
  }),
  check("DELETE … USING another table", [sql("deleteUsing")], async (c) => {
    const t = await employees(c);
    const gone = await c.table("gone", { id: integer().primaryKey() });
    await c.execute(insert(gone), [{ id: 1 }, { id: 9 }]);
    await c.execute(deleteFrom(t).where(t.c.id.eq(gone.c.id)));
    equal(await c.column(select(t.c.id).where(t.c.id.in([1, 2, 9]))), [2]);
  }),
  check("DELETE … RETURNING", [sql("deleteReturning")], async (c) => {
    const t = await employees(c);
    const result = await c.execute(deleteFrom(t).where(t.c.department.eq("B")).returning(t.c.id, t.c.name));
    sameItems(result.all(), [
      [4, "Dan"],
      [6, "Fay"],
    ]);
    equal(await c.scalar(select(func.count(t.c.id))), 7);
  }),
  check("DELETE … RETURNING of no row", [sql("deleteReturning")], async (c) => {
    const t = await employees(c);
    equal(await c.rows(deleteFrom(t).where(t.c.id.eq(99)).returning(t.c.id)), []);
  }),
  check("UPDATE with LIMIT", [sql("dmlLimit")], async (c) => {
    const t = await employees(c);
    const limited = text(`UPDATE ${c.dialect.quote(t.name)} SET pay = 5 WHERE department = 'C' ORDER BY id LIMIT 2`);
    await c.execute(limited);
    equal(await c.column(select(t.c.id).where(t.c.pay.eq(5)).orderBy(t.c.id)), [3, 7]);
  }),
  check("rowcount of an UPDATE that changes three rows", async (c) => {
    const t = await employees(c);
    equal((await c.execute(update(t).where(t.c.department.eq("C")).values({ department: "Z" }))).rowcount, 3);
  }),
  check("rowcount of an UPDATE that changes nothing in three rows counts them", [matched], async (c) => {
    const t = await c.table("same", { id: integer().primaryKey(), department: string(5) });
    await c.execute(
      insert(t),
      [1, 2, 3].map((id) => ({ id, department: "C" })),
    );
    equal((await c.execute(update(t).where(t.c.department.eq("C")).values({ department: "C" }))).rowcount, 3);
  }),
  check("rowcount of an UPDATE that finds nothing", async (c) => {
    const t = await employees(c);
    equal((await c.execute(update(t).where(t.c.department.eq("Q")).values({ department: "Z" }))).rowcount, 0);
  }),
  check("rowcount of an UPDATE with RETURNING", [sql("updateReturning")], async (c) => {
    const t = await employees(c);
    equal((await c.execute(update(t).where(t.c.department.eq("C")).values({ pay: 2 }).returning(t.c.id))).rowcount, 3);
  }),
  check("rowcount of a DELETE", async (c) => {
    const t = await employees(c);
    equal((await c.execute(deleteFrom(t).where(t.c.department.eq("C")))).rowcount, 3);
  }),
  check("rowcount of a DELETE with RETURNING", [sql("deleteReturning")], async (c) => {
    const t = await employees(c);
    equal((await c.execute(deleteFrom(t).where(t.c.department.eq("C")).returning(t.c.id))).rowcount, 3);
  }),
  check("rowcount of the driver's own SQL", async (c) => {
    const t = await employees(c);
    const connection = await c.connection();
    const result = await connection.execDriverSql(
      `UPDATE ${c.dialect.quote(t.name)} SET department = 'Z' WHERE department = 'C'`,
    );
    equal(result.rowcount, 3);
  }),
  check("rowcount of text()", async (c) => {
    const t = await employees(c);
    const query = text(`UPDATE ${c.dialect.quote(t.name)} SET department = :to WHERE department = :from`);
    equal((await c.execute(query, { to: "Z", from: "C" })).rowcount, 3);
  }),
  check("rowcount of many UPDATEs is their sum", async (c) => {
    const t = await employees(c);
    const move = update(t)
      .where(t.c.name.eq(bindparam("who", { type: string() })))
      .values({ department: "C" });
    equal((await c.execute(move, [{ who: "Bob" }, { who: "Dan" }, { who: "nobody" }])).rowcount, 2);
  }),
  check("rowcount of many DELETEs is their sum", async (c) => {
    const t = await employees(c);
    const leave = deleteFrom(t).where(t.c.name.eq(bindparam("who", { type: string() })));
    equal((await c.execute(leave, [{ who: "Bob" }, { who: "Dan" }, { who: "nobody" }])).rowcount, 2);
  }),
  check("rowcount of an INSERT of three rows", async (c) => {
    const t = await employees(c);
    const sets = [25, 26, 27].map((id) => ({ id, name: "new", department: "X" }));
    equal((await c.execute(insert(t), sets)).rowcount, 3);
  }),
  check("an UPDATE and a DELETE give no rows, and no keys", async (c) => {
    const t = await employees(c);
    const changed = await c.execute(update(t).where(t.c.id.eq(1)).values({ pay: 2 }));
    const deleted = await c.execute(deleteFrom(t).where(t.c.id.eq(1)));
    equal([changed.returnsRows, deleted.returnsRows], [false, false]);
  }),
  check("a value of UPDATE that stands beside the same value in WHERE", async (c) => {
    const t = await employees(c);
    const one = literal("A", string(5));
    await c.execute(
      update(t)
        .where(t.c.department.eq(one))
        .values({ department: one.concat("1") }),
    );
    equal(await c.scalar(select(func.count(t.c.id)).where(t.c.department.eq("A1"))), 3);
  }),
  check("many UPDATEs and DELETEs, RETURNING", [sql("updateReturning"), sql("deleteReturning")], async (c) => {
    const t = await employees(c);
    const who = t.c.name.eq(bindparam("who", { type: string() }));
    const sets = [{ who: "Bob" }, { who: "nobody" }, { who: "Dan" }];
    const moved = await c.execute(update(t).where(who).values({ department: "Z" }).returning(t.c.name), sets);
    sameItems(moved.scalars().all(), ["Bob", "Dan"]);
    const gone = await c.execute(deleteFrom(t).where(who).returning(t.c.department), sets);
    sameItems(gone.scalars().all(), ["Z", "Z"]);
  }),
  check("UPDATE … RETURNING where there is none is a CompileError", [lacks(sql("updateReturning"))], async (c) => {
    const t = await employees(c);
    await throws(CompileError, () => c.execute(update(t).where(t.c.id.eq(1)).values({ pay: 2 }).returning(t.c.id)));
  }),
  check("DELETE … RETURNING where there is none is a CompileError", [lacks(sql("deleteReturning"))], async (c) => {
    const t = await employees(c);
    await throws(CompileError, () => c.execute(deleteFrom(t).where(t.c.id.eq(1)).returning(t.c.id)));
  }),
  check("the rowcount of a SELECT can be asked for", async (c) => {
    const t = await employees(c);
    equal(typeof (await c.execute(select(t.c.id))).rowcount, "number");
  }),
);
