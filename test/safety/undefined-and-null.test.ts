// SAFETY.md, lines 1 and 2: undefined is never a value, null is NULL by IS.
import {
  and,
  between,
  bindparam,
  caseWhen,
  cast,
  deleteFrom,
  func,
  insert,
  literal,
  not,
  nullValue,
  or,
  select,
  sql,
  text,
  tuple,
  update,
} from "athanor";
import { describe, expect, it } from "vitest";
import { describeSync } from "../support/databases.ts";
import { expectRefused } from "../support/refused.ts";
import { Account, Country, people, Place, type Setting, setUp } from "./models.ts";

const none = undefined as never;
const c = Account.c;
const t = people.c;

/** Every place where a value or condition can stand, given undefined. */
const positions: Readonly<Record<string, (setting: Setting) => unknown>> = {
  // values under operators
  "column.eq": () => c.name.eq(none),
  "column.ne": () => c.name.ne(none),
  "column.lt": () => c.age.lt(none),
  "column.le": () => c.age.le(none),
  "column.gt": () => c.age.gt(none),
  "column.ge": () => c.age.ge(none),
  "column.is": () => c.nick.is(none),
  "column.isNot": () => c.nick.isNot(none),
  "column.isDistinctFrom": () => c.nick.isDistinctFrom(none),
  "column.isNotDistinctFrom": () => c.nick.isNotDistinctFrom(none),
  "column.like": () => c.name.like(none),
  "column.notLike": () => c.name.notLike(none),
  "column.ilike": () => c.name.ilike(none),
  "column.startswith": () => c.name.startswith(none),
  "column.endswith": () => c.name.endswith(none),
  "column.contains": () => c.name.contains(none),
  "column.contains autoescape": () => c.name.contains(none, { autoescape: true }),
  "column.concat": () => c.name.concat(none),
  "column.add": () => c.age.add(none),
  "column.sub": () => c.age.sub(none),
  "column.mul": () => c.age.mul(none),
  "column.div": () => c.age.div(none),
  "column.mod": () => c.age.mod(none),
  "column.between, lower": () => c.age.between(none, 3),
  "column.between, upper": () => c.age.between(1, none),
  "between()": () => between(c.age, none, 3),
  "column.op": () => c.name.op("~")(none),
  "tuple.eq": () => tuple(c.id, c.name).eq([1, none]),
  "Core column.eq": () => t.name.eq(none),
  // IN lists
  "column.in": () => c.id.in(none),
  "column.in, an element": () => c.id.in([1, none]),
  "column.notIn": () => c.id.notIn(none),
  "column.notIn, an element": () => c.id.notIn([none]),
  "column.in beside an expression": () => c.id.in([c.age, none]),
  "tuple.in": () => tuple(c.id, c.name).in([[1, none]]),
  // conditions
  "select.where": () => select(Account).where(none),
  "select.where beside others": () => select(Account).where(c.id.eq(1), none),
  "select.filter": () => select(Account).filter(none),
  "select.having": () => select(c.name).groupBy(c.name).having(none),
  "select.join on": () => select(people).join(Account, null),
  "Core select.where": () => select(people).where(none),
  "and()": () => and(none),
  "and() beside others": () => and(c.id.eq(1), none),
  "or()": () => or(none),
  "or() beside others": () => or(c.id.eq(1), none),
  "not()": () => not(none),
  "condition.and": () => c.id.eq(1).and(none),
  "condition.or": () => c.id.eq(1).or(none),
  "update.where": () => update(Account).set({ name: "x" }).where(none),
  "deleteFrom.where": () => deleteFrom(Account).where(none),
  "Core update.where": () => update(people).set({ name: "x" }).where(none),
  "Core deleteFrom.where": () => deleteFrom(people).where(none),
  "query.filter": ({ session }) => session.query(Account).filter(none),
  "query.where": ({ session }) => session.query(Account).where(none),
  "query.having": ({ session }) => session.query(Account).having(none),
  // filterBy
  "select.filterBy": () => select(Account).filterBy({ name: none }),
  "select.filterBy itself": () => select(Account).filterBy(none),
  "Core select.filterBy": () => select(people).filterBy({ name: none }),
  "update.filterBy": () => update(Account).set({ name: "x" }).filterBy({ id: none }),
  "deleteFrom.filterBy": () => deleteFrom(Account).filterBy({ id: none }),
  "deleteFrom.filterBy itself": () => deleteFrom(Account).filterBy(none),
  "query.filterBy": ({ session }) => session.query(Account).filterBy({ name: none }),
  "query.filterBy itself": ({ session }) => session.query(Account).filterBy(none),
  // keys
  "session.get": ({ session }) => session.get(Account, none),
  "session.getOne": ({ session }) => session.getOne(Account, none),
  "session.get with options": ({ session }) => session.get(Account, none, { populateExisting: true }),
  "session.get, part of a key": ({ session }) => session.get(Place, { row: "A", number: none }),
  "session.get, missing part of a key": ({ session }) => session.get(Place, { row: "A" } as never),
  "query.get": ({ session }) => session.query(Account).get(none),
  // limits
  "select.limit": () => select(Account).limit(none),
  "select.offset": () => select(Account).offset(none),
  "select.slice": () => select(Account).slice(0, none),
  "select.slice, start": () => select(Account).slice(none, 2),
  "select.fetch": () => select(Account).fetch(none),
  "union.limit": () => select(c.id).union(select(t.id)).limit(none),
  "query.limit": ({ session }) => session.query(Account).limit(none),
  "query.offset": ({ session }) => session.query(Account).offset(none),
  // values as expressions
  "literal()": () => literal(none),
  "bindparam without a value": ({ session }) => session.execute(select(Account).where(c.id.eq(bindparam("id")))),
  "bindparam executed with undefined": ({ session }) =>
    session.execute(select(Account).where(c.id.eq(bindparam("id"))), { id: undefined }),
  "Core bindparam executed with undefined": ({ engine }) =>
    engine.begin((conn) => conn.execute(select(people).where(t.id.eq(bindparam("id"))), { id: undefined })),
  "expanding bindparam executed with undefined inside": ({ session }) =>
    session.execute(select(Account).where(c.id.in(bindparam("ids", { expanding: true }))), { ids: [1, undefined] }),
  "text().bindparams": () => text("SELECT :a").bindparams({ a: undefined }),
  "text().bindparams itself": () => text("SELECT :a").bindparams(none),
  "text executed with undefined": ({ engine }) =>
    engine.begin((conn) => conn.execute(text("SELECT :a"), { a: undefined })),
  "text executed without values": ({ session }) => session.execute(text("SELECT :a")),
  "sql``": () => sql`SELECT ${undefined}`,
  "func.f()": () => func.lower(none),
  "cast()": () => cast(none, t.name.type),
  "caseWhen, a condition": () => caseWhen([[none, 1]]),
  "caseWhen, a result": () => caseWhen([[c.id.eq(1), none]]),
  // items
  "select()": () => select(none),
  "selectFrom()": () => select(c.id).selectFrom(none),
  "orderBy()": () => select(Account).orderBy(none),
  "groupBy()": () => select(Account).groupBy(none),
  "insert()": () => insert(none),
  "update()": () => update(none),
  "deleteFrom()": () => deleteFrom(none),
  "values()": () => insert(Account).values(none),
  "set()": () => update(Account).set(none),
  "set(), all undefined": () => update(Account).set({ name: undefined }),
  "returning()": () => insert(people).returning(none),
  // attributes
  "attribute assignment": ({ session }) => {
    session.get(Account, 1)!.name = none;
  },
  "relationship assignment": () => {
    new Account({ name: "x" }).letters = none;
  },
};

describeSync("undefined", (database) => {
  it("is refused in every position, before any SQL is sent", () => {
    const setting = setUp(database);
    setting.session.get(Account, 1);
    for (const [name, use] of Object.entries(positions)) {
      expectRefused(setting.sent, () => use(setting), /undefined|no value|null/, name);
    }
    setting.session.close();
  });

  it("means 'not given' in insert and constructor values: the default applies", () => {
    const { session, engine } = setUp(database);
    const made = new Account({ id: 10, name: "Dora", age: undefined, nick: undefined });
    session.add(made);
    session.execute(insert(Account).values({ id: 11, name: "Emil", age: undefined }));
    session.commit();
    expect(
      session
        .execute(select(c.id, c.age).where(c.id.ge(10)).orderBy(c.id))
        .all()
        .map((row) => [...row]),
    ).toEqual([
      [10, 18],
      [11, 18],
    ]);
    session.close();
    engine.begin((conn) => {
      conn.execute(insert(people).values({ id: 1, name: "Frida", age: undefined }));
      conn.execute(insert(people), { id: 2, name: "Gerd", age: undefined });
      conn.execute(
        insert(people).values([
          { id: 3, name: "Hans", nick: undefined },
          { id: 4, name: "Ida" },
        ]),
      );
      expect(conn.scalars(select(t.age)).all()).toEqual([18, 18, 18, 18]);
    });
  });

  it("leaves a column alone in set(), and a required column that was left out is the database's error, never NULL by accident", () => {
    const { session } = setUp(database);
    session.execute(update(Account).set({ name: "Anne", nick: undefined }).where(c.id.eq(1)));
    expect(session.execute(select(c.name, c.nick).where(c.id.eq(1))).one()).toMatchObject({ name: "Anne", nick: "A" });
    session.close();
  });
});

describeSync("null", (database) => {
  it("is IS NULL and IS NOT NULL under eq and ne", () => {
    const { session, sent } = setUp(database);
    const ids = (condition: never): number[] => session.scalars(select(c.id).where(condition).orderBy(c.id)).all();
    for (const where of [
      c.nick.eq(null),
      c.nick.eq(nullValue()),
      c.nick.is(null),
      not(c.nick.ne(null)),
      and(c.nick.eq(null)),
      or(c.nick.eq(null)),
    ]) {
      sent.length = 0;
      expect(ids(where as never)).toEqual([2]);
      expect(sent[0]!.sql).toMatch(/nick IS NULL/);
      expect(sent[0]!.sql).not.toMatch(/=/);
    }
    for (const where of [c.nick.ne(null), c.nick.ne(nullValue()), c.nick.isNot(null), not(c.nick.eq(null))]) {
      sent.length = 0;
      expect(ids(where as never)).toEqual([1, 3]);
      expect(sent[0]!.sql).toMatch(/nick IS NOT NULL/);
    }
    session.close();
  });

  it("is so in filterBy, in Core, in update and delete, and in query()", () => {
    const { session, engine, sent } = setUp(database);
    expect(
      session
        .scalars(select(Account).filterBy({ nick: null }))
        .all()
        .map((a) => a.id),
    ).toEqual([2]);
    expect(session.query(Account).filterBy({ nick: null }).count()).toBe(1);
    session.execute(update(Account).set({ age: 41 }).filterBy({ nick: null }));
    session.execute(deleteFrom(Account).filterBy({ nick: null, age: 41 }));
    expect(sent.filter((statement) => /= ?NULL/i.test(statement.sql))).toEqual([]);
    expect(session.query(Account).count()).toBe(2);
    session.close();
    engine.begin((conn) => {
      conn.execute(insert(people), [
        { id: 1, name: "a", nick: null },
        { id: 2, name: "b", nick: "n" },
      ]);
      expect(conn.scalars(select(t.id).where(t.nick.eq(null))).all()).toEqual([1]);
      expect(conn.scalars(select(t.id).where(t.nick.ne(null))).all()).toEqual([2]);
      expect(conn.scalars(select(t.id).filterBy({ nick: null })).all()).toEqual([1]);
    });
  });

  it("is refused where the comparison would never be true", () => {
    const { sent } = setUp(database);
    for (const op of ["lt", "le", "gt", "ge"] as const)
      expectRefused(sent, () => c.age[op](null), /null cannot be compared with .*Use eq\(null\)/, op);
  });

  it("is refused in NOT IN, however it is said", () => {
    const { session, engine, sent } = setUp(database);
    const message = /null .*NOT IN/;
    expectRefused(sent, () => c.id.notIn([1, null]), message, "notIn");
    expectRefused(sent, () => t.id.notIn([null]), message, "Core notIn");
    expectRefused(sent, () => not(c.id.in([1, null])), message, "not(in)");
    expectRefused(sent, () => c.id.in([1, null]).not(), message, "in.not");
    expectRefused(sent, () => not(c.id.in([c.age, null])), message, "not(in), beside an expression");
    expectRefused(sent, () => c.id.notIn([c.age, null]), message, "notIn beside an expression");
    expectRefused(sent, () => c.id.notIn([nullValue()]), message, "notIn(nullValue())");
    expectRefused(sent, () => tuple(c.id, c.name).notIn([[1, null]]), message, "tuple.notIn");
    expectRefused(sent, () => not(tuple(c.id, c.name).in([[1, null]])), message, "not(tuple.in)");
    const ids = bindparam("ids", { expanding: true });
    const stmt = select(c.id).where(c.id.notIn(ids));
    expectRefused(sent, () => session.execute(stmt, { ids: [1, null] }), message, "expanding bindparam");
    expectRefused(
      sent,
      () => engine.begin((conn) => conn.execute(select(t.id).where(not(t.id.in(ids))), { ids: [1, null] })),
      message,
      "not(in) of an expanding bindparam",
    );
    expectRefused(
      sent,
      () => session.execute(select(c.id).where(c.id.notIn(bindparam("ids", { value: [null], expanding: true })))),
      message,
      "expanding bindparam with a value",
    );
    expect(session.scalars(stmt.orderBy(c.id), { ids: [1] }).all()).toEqual([2, 3]);
    session.close();
  });

  it("may stand in IN, where it meets nothing", () => {
    const { session } = setUp(database);
    expect(session.scalars(select(c.id).where(c.nick.in(["A", null]))).all()).toEqual([1]);
    session.close();
  });

  it("is a value in insert, update, constructor and assignment", () => {
    const { session } = setUp(database);
    session.execute(insert(Account).values({ id: 5, name: "E", nick: null }));
    session.execute(update(Account).set({ nick: null }).where(c.id.eq(1)));
    session.add(new Account({ id: 6, name: "F", nick: null }));
    session.get(Account, 3)!.nick = null;
    session.flush();
    expect(session.scalars(select(c.id).where(c.nick.ne(null))).all()).toEqual([]);
    session.close();
  });

  it("is no key", () => {
    const { session, sent } = setUp(database);
    expectRefused(sent, () => session.get(Account, null as never), /key value for Account\.id.*null/);
    expectRefused(sent, () => session.get(Country, null as never), /key value for Country\.code.*null/);
    expectRefused(sent, () => session.get(Place, null as never), /key of Place has 2 columns/);
    expectRefused(sent, () => session.get(Place, { row: null, number: 1 } as never), /Place\.row/);
    session.close();
  });
});

describe("messages", () => {
  it("say what was given, what was expected and what to do", () => {
    expect(() => select(Account).where(none)).toThrow(
      "where(): a condition expected, got undefined. undefined is never a value: leave the argument out, or use null for SQL NULL.",
    );
    expect(() => c.name.eq(none)).toThrow("eq(): a value or column expression expected, got undefined.");
    expect(() => c.id.in([1, none])).toThrow("in(): a value at position 1 expected, got undefined.");
  });
});
