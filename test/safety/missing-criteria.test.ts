// SAFETY.md, lines 3 and 6: nothing is changed for want of a condition, and no name is ignored.
import { and, deleteFrom, falseValue, insert, or, select, trueValue, update } from "athanor";
import {
  delAttribute,
  flagModified,
  getAttribute,
  getHistory,
  setAttribute,
  setCommittedValue,
  validates,
} from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync } from "../support/databases.ts";
import { expectRefused } from "../support/refused.ts";
import { Account, Letter, Country, people, Place, setUp } from "./models.ts";

const c = Account.c;

describeSync("update and delete without where", (database) => {
  it("are refused, in Core, in the ORM and by query()", () => {
    const { session, engine, sent } = setUp(database);
    const message = /has no where\(\).*would change every row.*allRows\(\)/;
    expectRefused(sent, () => session.execute(update(Account).set({ age: 1 })), message, "update of a class");
    expectRefused(sent, () => session.execute(deleteFrom(Account)), message, "delete of a class");
    expectRefused(sent, () => session.query(Account).update({ age: 1 }), message, "query.update");
    expectRefused(sent, () => session.query(Account).delete(), message, "query.delete");
    for (const [what, statement] of [
      ["update", update(people).set({ age: 1 })],
      ["update with returning", update(people).set({ age: 1 }).returning(people.c.id)],
      ["delete", deleteFrom(people)],
    ] as const)
      expectRefused(sent, () => engine.begin((conn) => conn.execute(statement)), message, what);
    expectRefused(
      sent,
      () => engine.begin((conn) => conn.execute(update(people), { age: 1 })),
      message,
      "update with parameters",
    );
    expect(session.query(Account).count()).toBe(3);
  });

  it("are done where allRows() or a condition says so", () => {
    const { session, engine } = setUp(database);
    session.execute(update(Account).set({ age: 1 }).allRows());
    expect(session.query(Account).filterBy({ age: 1 }).count()).toBe(3);
    expect(session.query(Account).filter(c.id.eq(1)).update({ age: 2 })).toBe(1);
    expect(session.query(Account).filterBy({ age: 2 }).delete()).toBe(1);
    session.execute(deleteFrom(Account).where(falseValue()));
    expect(session.query(Account).count()).toBe(2);
    session.execute(deleteFrom(Account).where(trueValue()));
    session.execute(deleteFrom(Country).allRows());
    expect(session.query(Account).count()).toBe(0);
    session.close();
    engine.begin((conn) => {
      conn.execute(update(people).set({ age: 1 }).allRows());
      conn.execute(deleteFrom(people).allRows());
    });
  });

  it("by query() refuse what they could not respect", () => {
    const { session, sent } = setUp(database);
    const query = session.query(Account).filter(c.id.gt(0));
    for (const limited of [query.limit(1), query.offset(1), query.distinct(), query.join(c.letters)]) {
      const before = sent.length;
      expect(() => limited.delete()).toThrow(/query\.delete\(\) cannot follow/);
      expect(() => limited.update({ age: 1 })).toThrow(/query\.update\(\) cannot follow/);
      expect(sent).toHaveLength(before);
    }
    expect(() => session.query(c.id).filter(c.id.eq(1)).delete()).toThrow(/a query of one mapped class/);
  });
});

describe("a condition of nothing", () => {
  const cases: Readonly<Record<string, () => unknown>> = {
    "select.where()": () => select(Account).where(),
    "select.filter()": () => select(Account).filter(),
    "select.having()": () => select(c.name).groupBy(c.name).having(),
    "update.where()": () => update(Account).set({ age: 1 }).where(),
    "deleteFrom.where()": () => deleteFrom(Account).where(),
    "Core update.where()": () => update(people).set({ age: 1 }).where(),
    "Core deleteFrom.where()": () => deleteFrom(people).where(),
    "and()": () => and(),
    "or()": () => or(),
    "condition.and()": () => c.id.eq(1).and(),
    "condition.or()": () => c.id.eq(1).or(),
    "select.filterBy({})": () => select(Account).filterBy({}),
    "update.filterBy({})": () => update(Account).set({ age: 1 }).filterBy({}),
    "deleteFrom.filterBy({})": () => deleteFrom(Account).filterBy({}),
  };
  it.each(Object.entries(cases))("%s is refused", (_name, use) => {
    expectRefused([], use, /at least one/);
  });

  it("is said by trueValue() and falseValue()", () => {
    expect(select(c.id).where(and(trueValue())).toString()).not.toContain("WHERE 0");
    expect(select(c.id).where(or(falseValue())).toString()).toMatch(/WHERE (0 = 1|false|1 != 1)/i);
  });
});

describeSync("names", (database) => {
  it("that are no attributes are refused everywhere, with the one that may be meant", () => {
    const { session, engine, sent } = setUp(database);
    const nam = { nam: "x" } as never;
    const account = session.get(Account, 1)!;
    const cases: Readonly<Record<string, () => unknown>> = {
      values: () => insert(Account).values(nam),
      "values, beside a known one": () => insert(Account).values({ name: "x", nam: "y" } as never),
      "values, a later row": () => insert(Account).values([{ name: "x" }, nam] as never),
      "Core values": () => insert(people).values(nam),
      "Core values, many": () => insert(people).values([nam]),
      set: () => update(Account).set(nam),
      "update.values": () => update(Account).values(nam),
      "Core set": () => update(people).set(nam),
      orderedValues: () => update(people).orderedValues(["nam", "x"]),
      fromSelect: () => insert(people).fromSelect(["nam" as never], select(c.name)),
      filterBy: () => select(Account).filterBy(nam),
      "Core filterBy": () => select(people).filterBy(nam),
      "update.filterBy": () => update(Account).set({ age: 1 }).filterBy(nam),
      "deleteFrom.filterBy": () => deleteFrom(people).filterBy(nam),
      "query.filterBy": () => session.query(Account).filterBy(nam),
      "query.update": () => session.query(Account).filter(c.id.eq(1)).update(nam),
      constructor: () => new Account(nam),
      "parameters of an insert": () => engine.begin((conn) => conn.execute(insert(people), nam)),
      "parameters of an insert, many": () => engine.begin((conn) => conn.execute(insert(people), [nam, nam])),
      "parameters of an insert in a session": () => session.execute(insert(Account), nam),
      "parameters of a select": () => engine.begin((conn) => conn.execute(select(people), nam)),
      "parameters of a select in a session": () => session.execute(select(Account), nam),
      "get, a composite key": () => session.get(Place, { row: "A", number: 1, numbr: 2 } as never),
      "bulk insert": () => session.execute(insert(Account), [nam, nam]),
      "bulk update by key": () => session.execute(update(Account), [{ id: 1, nam: "x" }] as never),
      "session.bulkInsertMappings": () => session.bulkInsertMappings(Account, [nam]),
      "session.bulkUpdateMappings": () => session.bulkUpdateMappings(Account, [{ id: 1, nam: "x" }] as never),
      setAttribute: () => setAttribute(account, "nam", "x"),
      getAttribute: () => getAttribute(account, "nam"),
      delAttribute: () => delAttribute(account, "nam"),
      setCommittedValue: () => setCommittedValue(account, "nam", "x"),
      flagModified: () => flagModified(account, "nam"),
      getHistory: () => getHistory(account, "nam"),
      validates: () => validates(Account, ["nam" as never], (_account, _key, value) => value),
      "any() with attributes": () => c.letters.any(nam),
      "has() with attributes": () => Letter.c.account.has(nam),
      refresh: () => session.refresh(account, ["nam"]),
      expire: () => session.expire(account, ["nam"]),
    };
    for (const [what, use] of Object.entries(cases)) {
      const error = expectRefused(sent, use, /"?(nam|numbr)"?/, what);
      if (!/session|select|get,|later row|parameters|bulk|any/.test(what))
        expect(error.message, what).toMatch(/Did you mean "?name/i);
    }
  });

  it("set({}) and values([]) are refused, values({}) is a row of defaults", () => {
    const { session, engine, sent } = setUp(database);
    expectRefused(sent, () => update(Account).set({}), /set\(\) needs at least one column/);
    expectRefused(sent, () => update(people).values({}), /set\(\) needs at least one column/);
    expectRefused(sent, () => session.query(Account).filter(c.id.eq(1)).update({}), /at least one column/);
    expectRefused(sent, () => insert(Account).values([]), /values\(\) got an empty array/);
    expectRefused(sent, () => insert(people).values([]), /values\(\) got an empty array/);
    expectRefused(sent, () => engine.begin((conn) => conn.execute(insert(people), [])), /empty list/);
    expectRefused(sent, () => insert(people).values("x" as never), /values\(\): an object of values by column/);
    expectRefused(sent, () => insert(people).values([["x"]] as never), /values\(\): an object of values by column/);
    expectRefused(sent, () => new Account([] as never), /takes an object of attributes/);
    expectRefused(sent, () => new Account("x" as never), /takes an object of attributes/);
  });

  it("differ between rows of one INSERT: refused", () => {
    const { engine, sent } = setUp(database);
    const rows = [{ name: "a", age: 1 }, { name: "b" }, { name: "c", nick: "n" }] as never[];
    expectRefused(sent, () => insert(people).values([rows[0], rows[1]] as never), /row 1 has other columns/);
    expectRefused(sent, () => insert(people).values([rows[1], rows[0]] as never), /row 1 has other columns/);
    expectRefused(
      sent,
      () => insert(people).values([rows[0], rows[2]] as never),
      /row 1 has other columns \(name, nick\)/,
    );
    expect(() => engine.begin((conn) => conn.execute(insert(people), rows))).toThrow(/parameter group 1|position 1/);
    expect(sent).toEqual([]);
  });
});
