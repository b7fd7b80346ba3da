import {
  ArgumentError,
  type ColumnElement,
  CompileError,
  and,
  deleteFrom,
  func,
  insert,
  not,
  or,
  select,
  text,
  update,
} from "athanor";
import { describe, expect, test } from "vitest";
import { describeAsync } from "../support/databases.ts";
import { books, fill, sqlOf } from "./support.ts";

const many = Array.from({ length: 70_000 }, (_, i) => i + 2);

describeAsync("IN with more values than a statement takes parameters", (database) => {
  test("finds what is in the list, and what is not", async () => {
    const engine = await database.engine();
    await using connection = await engine.connect();
    await fill(connection);
    const ids = async (condition: ColumnElement<boolean>): Promise<readonly number[]> =>
      (await connection.scalars(select(books.c.id).where(condition).orderBy(books.c.id))).all();
    expect(await ids(books.c.id.in(many))).toEqual([2, 3, 4]);
    expect(await ids(books.c.id.notIn(many))).toEqual([1]);
    expect(await ids(and(books.c.id.in(many), books.c.pages.in(many)))).toEqual([2, 3, 4]);
    const names = [...many.map((n) => `it's ${n} \\ "x"`), "a/b"];
    expect(await ids(books.c.title.in(names))).toEqual([4]);
  });
});

describe("what is refused", () => {
  test("null in NOT IN, which would find nothing", () => {
    expect(() => books.c.id.notIn([1, null])).toThrow(/notIn\(\) got null at position 1/);
    expect(() => not(books.c.authorId.in([null, 1]))).toThrow(ArgumentError);
  });
  test("comparing the order of null", () => {
    expect(() => books.c.id.gt(null)).toThrow(/gt\(\)/);
  });
  test("undefined as a value", () => {
    const nothing = undefined as unknown as number;
    expect(() => books.c.id.eq(nothing)).toThrow(/eq\(\): a value or column expression expected, got undefined/);
    expect(() => books.c.id.in([1, nothing])).toThrow(/position 1/);
    expect(() => books.c.id.between(nothing, 1)).toThrow(/lower bound/);
    expect(() => insert(books).values({ id: nothing, title: "x", pages: 1 })).not.toThrow();
  });
  test("update and delete of every row by mistake", () => {
    expect(() => update(books).values({ pages: 1 }).compile()).toThrow(/has no where\(\)/);
    expect(() => deleteFrom(books).compile()).toThrow(/allRows\(\)/);
    expect(sqlOf(update(books).values({ pages: 1 }).allRows())).toBe("UPDATE books SET pages=:pages");
    expect(sqlOf(deleteFrom(books).allRows())).toBe("DELETE FROM books");
  });
  test("conditions of nothing", () => {
    expect(() => and()).toThrow(ArgumentError);
    expect(() => or()).toThrow(ArgumentError);
    expect(() => select(books.c.id).where()).toThrow(ArgumentError);
  });
  test("strings and objects where SQL is expected", () => {
    expect(() => select("id" as never)).toThrow(/Strings are not SQL/);
    expect(() => select(books.c.id).where({ id: 1 } as never)).toThrow(/never turned into SQL/);
    expect(() => books.c.title.eq({ length: 1 } as never)).toThrow(ArgumentError);
  });
  test("limits that are no numbers of rows", () => {
    expect(() => select(books.c.id).limit(-1)).toThrow(ArgumentError);
    expect(() => select(books.c.id).limit(1.5)).toThrow(ArgumentError);
    expect(() => select(books.c.id).limit("1" as never)).toThrow(ArgumentError);
  });
  test("columns that the table has not", () => {
    expect(() => insert(books).values({ titel: "x" } as never)).toThrow(/titel.*title/);
    expect(() => select(books).filterBy({ titel: "x" } as never)).toThrow(/titel.*title/);
  });
  test("a join that no foreign key leads to, or several do", () => {
    const other = books.alias("other");
    expect(() => select(books.c.id, other.c.id).joinFrom(books, other).compile()).toThrow(/No foreign key/);
  });
  test("a regular expression where there is none", () => {
    expect(() => books.c.title.regexpMatch("a.b").compile()).toThrow(CompileError);
    expect(sqlOf(books.c.title.regexpMatch("a.b"), "postgresql")).toBe("books.title ~ $1::VARCHAR");
  });
});

describe("one statement", () => {
  test("is not changed by what is made from it", () => {
    const base = select(books.c.id);
    const one = base.where(books.c.id.eq(1));
    const two = base.where(books.c.id.gt(2)).limit(3);
    expect(sqlOf(base)).toBe("SELECT books.id FROM books");
    expect(sqlOf(one)).toBe("SELECT books.id FROM books WHERE books.id = :id_1");
    expect(sqlOf(two)).toBe("SELECT books.id FROM books WHERE books.id > :id_1 LIMIT :param_1");
    expect(sqlOf(one.where(books.c.pages.eq(2)))).toBe(
      "SELECT books.id FROM books WHERE books.id = :id_1 AND books.pages = :pages_1",
    );
    expect(sqlOf(one)).toBe("SELECT books.id FROM books WHERE books.id = :id_1");
  });
  test("grows by thousands of steps", () => {
    let statement = select(func.count()).selectFrom(books);
    for (let i = 0; i < 20_000; i++) statement = statement.limit(i);
    expect(statement.compile().params).toEqual([19_999]);
  });
  test("takes text beside expressions", () => {
    expect(sqlOf(select(books.c.id).where(text("pages > 1"), books.c.id.eq(1)))).toBe(
      "SELECT books.id FROM books WHERE pages > 1 AND books.id = :id_1",
    );
  });
});
