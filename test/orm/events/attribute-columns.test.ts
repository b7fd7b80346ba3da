import {
  ArgumentError,
  AsyncRequiredError,
  contains,
  listen,
  MetaData,
  remove,
  select,
  string,
  integer,
} from "athanor";
import {
  aliased,
  type AttributeEventToken,
  type Attributes,
  declarativeBase,
  delAttribute,
  flagModified,
  LazyLoadError,
  setAttribute,
  setCommittedValue,
} from "athanor/orm";
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Base, Cabin, Captain, hear, Member, Point, Ship } from "./attribute-models.ts";

/** What `set` of a column was told, in order. */
function heard(): unknown[][] {
  const calls: unknown[][] = [];
  hear(Ship.c.name, "set", (_ship, value, before, initiator) =>
    calls.push([value, before, initiator.op, initiator.key]),
  );
  return calls;
}

describe("set of a column", () => {
  it("tells the object, the value, the former value and what began it", () => {
    const targets: unknown[] = [];
    const calls = heard();
    hear(Ship.c.name, "set", (ship, value, before, initiator) => {
      expectTypeOf(value).toEqualTypeOf<string>();
      expectTypeOf(before).toEqualTypeOf<string | undefined>();
      expectTypeOf(initiator).toEqualTypeOf<AttributeEventToken>();
      expectTypeOf(ship.motto).toEqualTypeOf<string | null>();
      expectTypeOf(ship).toEqualTypeOf<Attributes<(typeof Ship)["_shape"]>>();
      targets.push(ship, initiator.class);
    });
    const ship = new Ship();
    ship.name = "Argo";
    ship.name = "Argo";
    ship.name = "Beagle";
    expect(calls).toEqual([
      ["Argo", undefined, "replace", "name"],
      ["Argo", "Argo", "replace", "name"],
      ["Beagle", "Argo", "replace", "name"],
    ]);
    expect(targets).toEqual([ship, Ship, ship, Ship, ship, Ship]);
  });

  it("comes before the value is there", () => {
    const seen: unknown[] = [];
    hear(Ship.c.name, "set", (ship) => seen.push(ship.name));
    const ship = new Ship({ name: "Argo" });
    ship.name = "Beagle";
    expect(seen).toEqual([undefined, "Argo"]);
  });

  it("takes with retval what the listener gives, from one to the next", () => {
    const between: string[] = [];
    hear(Ship.c.name, "set", (_ship, value) => value.trim(), { retval: true });
    hear(Ship.c.name, "set", (_ship, value) => {
      between.push(value);
      return "not used";
    });
    hear(Ship.c.name, "set", (_ship, value) => `${value}!`, { retval: true });
    const ship = new Ship({ name: " Argo " });
    expect(ship.name).toBe("Argo!");
    ship.name = " Beagle";
    expect(ship.name).toBe("Beagle!");
    expect(between).toEqual(["Argo", "Beagle"]);
  });

  it("refuses the value where a listener throws, and nothing has changed", () => {
    const ship = new Ship({ name: "Argo" });
    hear(Ship.c.name, "set", () => {
      throw new RangeError("no");
    });
    expect(() => {
      ship.name = "Beagle";
    }).toThrow(new RangeError("no"));
    expect(ship.name).toBe("Argo");
    expect(() => new Ship({ name: "x" })).toThrow(new RangeError("no"));
  });

  it("is not told of other attributes, nor of other classes", () => {
    const calls = heard();
    const ship = new Ship({ motto: "on", x: 3 });
    ship.y = 4;
    new Member({ name: "Ann" }).name = "Bob";
    expect(calls).toEqual([]);
  });

  it("is told of what goes through a synonym, a composite, setAttribute and delAttribute", () => {
    const calls = heard();
    const places: unknown[] = [];
    hear(Ship.c.x, "set", (_ship, value) => places.push(value));
    const ship = new Ship({ title: "Argo" });
    ship.at = new Point(3, 4);
    setAttribute(ship, "name", "Beagle");
    setAttribute(ship, "motto", "on");
    const mottos: unknown[] = [];
    hear(Ship.c.motto, "set", (_ship, value, before) => mottos.push(value, before));
    delAttribute(ship, "motto");
    expect(calls.map(([value]) => value)).toEqual(["Argo", "Beagle"]);
    expect(places).toEqual([3]);
    expect(mottos).toEqual([null, "on"]);
  });

  it("is told of an ordering list's numbers", () => {
    const places: unknown[] = [];
    hear(Cabin.c.place, "set", (_cabin, value) => places.push(value));
    const ship = new Ship();
    ship.cabins.push(new Cabin(), new Cabin());
    ship.cabins.shift();
    expect(places).toEqual([0, 1, 0]);
  });

  it("is not told of setCommittedValue", () => {
    const calls = heard();
    const ship = new Ship();
    setCommittedValue(ship, "name", "Argo");
    expect([ship.name, calls]).toEqual(["Argo", []]);
  });

  it("may set other attributes, whose listeners are told", () => {
    const calls: unknown[] = [];
    hear(Ship.c.name, "set", (ship, value) => {
      ship.motto = value.toUpperCase();
    });
    hear(Ship.c.motto, "set", (_ship, value) => calls.push(value));
    const ship = new Ship({ name: "Argo" });
    expect([ship.motto, calls]).toEqual(["ARGO", ["ARGO"]]);
  });

  it("takes the options of every listener: once, insert, named", () => {
    const order: string[] = [];
    listen(Ship.c.name, "set", () => order.push("once"), { once: true });
    hear(Ship.c.name, "set", () => order.push("second"));
    hear(Ship.c.name, "set", () => order.push("first"), { insert: true });
    const named = ({ target, value, oldValue, initiator }: Record<string, unknown>): void => {
      order.push(
        `${(target as Ship).motto} ${String(value)} ${String(oldValue)} ${(initiator as AttributeEventToken).op}`,
      );
    };
    listen(Ship.c.name, "set", named, { named: true });
    onTestFinished(() => remove(Ship.c.name, "set", named));
    const ship = new Ship({ motto: "on", name: "Argo" });
    expect(order).toEqual(["first", "once", "second", "on Argo undefined replace"]);
    order.length = 0;
    ship.name = "Beagle";
    expect(order).toEqual(["first", "second", "on Beagle Argo replace"]);
  });

  it("ends with remove(); contains() knows", () => {
    const calls: unknown[] = [];
    const fn = (_ship: unknown, value: string): void => void calls.push(value);
    listen(Ship.c.name, "set", fn);
    expect(contains(Ship.c.name, "set", fn)).toBe(true);
    const ship = new Ship({ name: "Argo" });
    remove(Ship.c.name, "set", fn);
    ship.name = "Beagle";
    expect(contains(Ship.c.name, "set", fn)).toBe(false);
    expect(calls).toEqual(["Argo"]);
    expect(() => remove(Ship.c.name, "set", fn)).toThrow(/was not registered for "set"/);
  });

  it("may be told of an object of the class itself", () => {
    const names: string[] = [];
    hear(Ship.c.name, "set", (ship: Ship, value) => names.push(`${ship.crew.length} ${value}`));
    const ship = new Ship({ name: "Argo" });
    ship.crew.push(new Member({ name: "Ann" }));
    ship.name = "Beagle";
    expect(names).toEqual(["0 Argo", "1 Beagle"]);
  });

  it("goes to every class that maps the table", () => {
    class Plain extends declarativeBase({ metadata: new MetaData() }) {}
    const table = Plain.metadata.table("things", { id: integer().primaryKey(), name: string(20) });
    class One extends Plain.map(table) {}
    class Two extends Plain.map(table) {}
    const calls: unknown[] = [];
    listen(One.c.name, "set", (thing, value) => calls.push((thing as object).constructor, value));
    new One({ name: "a" });
    new Two({ name: "b" });
    expect(calls).toEqual([One, "a", Two, "b"]);
  });
});

describe("what attributes refuse", () => {
  it("a listener with retval that gives nothing, or a promise", () => {
    hear(Ship.c.name, "set", () => undefined, { retval: true });
    expect(() => new Ship({ name: "Argo" })).toThrow(
      /A listener of "set" of Ship\.name with \{ retval: true \} gave undefined\. It has to give the value/,
    );
    hear(Ship.c.motto, "set", async (_ship, value) => await Promise.resolve(value));
    expect(() => new Ship({ motto: "on" })).toThrow(AsyncRequiredError);
  });

  it("events that they do not have, and options that an event does not have", () => {
    const any = (target: object, name: string, options?: object) => (): void =>
      listen(target as never, name as never, (() => undefined) as never, options as never);
    expect(any(Ship.c.name, "append")).toThrow(
      'There is no event "append" on a column of a mapped class; there are set, initScalar, modified.',
    );
    expect(any(Ship.c.crew, "set")).toThrow(
      /on a collection of a mapped class; there are append, appendWoMutation, remove/,
    );
    expect(any(Ship.c.captain, "modified")).toThrow(/on a reference of a mapped class; there are set, initScalar\./);
    expect(any(Ship.c.crew, "remove", { retval: true })).toThrow(/What a listener of "remove" returns is not used/);
    expect(any(Ship.c.crew, "append", { activeHistory: true })).toThrow(/"append" has no former value/);
    expect(any(Ship, "init", { activeHistory: true })).toThrow(/"init" has no former value/);
  });

  it("columns without a class, aliases and expressions", () => {
    const table = new MetaData().table("unmapped", { id: integer().primaryKey() });
    for (const target of [table.c.id, aliased(Ship).c.name, Ship.c.name.add("x"), Ship.c.at, Ship.c.boatColours]) {
      expect(() => listen(target as never, "set" as never, (() => undefined) as never)).toThrow(ArgumentError);
      expect(() => listen(target as never, "set" as never, (() => undefined) as never)).toThrow(
        /This object has no events\. Listen on .* or one of its attributes/,
      );
    }
  });
});

describe("initScalar", () => {
  it("gives what a column of a new object reads that was never set, and leaves it unset", () => {
    hear(
      Captain.c.name,
      "initScalar",
      (captain, value) => {
        expectTypeOf(captain.id).toEqualTypeOf<number>();
        expectTypeOf(value).toEqualTypeOf<string | undefined>();
        return value ?? "nobody";
      },
      { retval: true },
    );
    hear(Captain.c.name, "initScalar", (_captain, value) => `${String(value)}?`, { retval: true });
    const captain = new Captain();
    expect([captain.name, captain.name]).toEqual(["nobody?", "nobody?"]);
    captain.name = "Ann";
    expect(captain.name).toBe("Ann");
  });

  it("may set the attribute, as a default that is there before the flush", () => {
    const calls: unknown[] = [];
    hear(Captain.c.name, "initScalar", (captain) => (captain.name = "Bob"), { retval: true });
    hear(Captain.c.name, "set", (_captain, value) => calls.push(value));
    const captain = new Captain();
    expect([captain.name, captain.name]).toEqual(["Bob", "Bob"]);
    expect(calls).toEqual(["Bob"]);
  });

  it("is only told without retval", () => {
    const calls: unknown[] = [];
    hear(Captain.c.name, "initScalar", (_captain, value) => calls.push(value));
    expect(new Captain().name).toBeUndefined();
    expect(calls).toEqual([undefined]);
  });

  it("is told of references, too", () => {
    const ship = new Ship({ name: "Argo" });
    hear(Captain.c.ship, "initScalar", () => ship, { retval: true });
    const captain = new Captain();
    expect(captain.ship).toBe(ship);
    captain.ship = null;
    expect(captain.ship).toBeNull();
  });
});

describeScenarios("events of columns", Base.metadata, (scenario) => {
  scenario("are not told of loading, refreshing and expiring", async ({ session, makeSession }) => {
    session.add(new Ship({ name: "Argo" }));
    await session.commit();
    const calls = heard();
    const other = makeSession();
    const ship = (await other.scalars(select(Ship))).one();
    await other.refresh(ship);
    other.expire(ship);
    await ship.awaitableAttrs.name;
    expect([ship.name, calls]).toEqual(["Argo", []]);
  });

  scenario("write what the listener gave, and only what changed", async ({ session, sent, rows }) => {
    hear(Ship.c.name, "set", (_ship, value) => value.toLowerCase(), { retval: true });
    const ship = new Ship({ name: "ARGO" });
    session.add(ship);
    await session.commit();
    sent.clear();
    ship.name = "Argo";
    await session.flush();
    expect(sent.statements).toEqual([]);
    ship.name = "BEAGLE";
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE ships"]);
    expect((await rows(Ship)).map((row) => row[1])).toEqual(["beagle"]);
  });

  scenario("give no former value that is not loaded", async ({ session, sent }) => {
    const ship = new Ship({ name: "Argo" });
    session.add(ship);
    await session.commit();
    session.expire(ship);
    const calls = heard();
    sent.clear();
    ship.name = "Beagle";
    expect([calls, sent.length]).toEqual([[["Beagle", undefined, "replace", "name"]], 0]);
  });

  scenario("load the former value with activeHistory", async ({ session, sent, kind }) => {
    const ship = new Ship({ name: "Argo" });
    session.add(ship);
    await session.commit();
    session.expire(ship);
    const calls: unknown[] = [];
    hear(Ship.c.name, "set", (_ship, _value, before) => calls.push(before), { activeHistory: true });
    sent.clear();
    const set = (): void => {
      ship.name = "Beagle";
    };
    if (kind === "sync") {
      set();
      expect(sent.length).toBe(1);
    } else {
      expect(set).toThrow(LazyLoadError);
      await ship.awaitableAttrs.name;
      set();
    }
    expect(calls).toEqual(["Argo"]);
  });

  scenario("are told what merge() brings", async ({ session, rows }) => {
    const ship = new Ship({ name: "Argo", motto: "on" });
    session.add(ship);
    await session.commit();
    const calls = heard();
    const given = new Ship({ id: ship.id, name: "Beagle" });
    calls.length = 0;
    await session.merge(given);
    expect(calls).toEqual([["Beagle", "Argo", "replace", "name"]]);
    await session.flush();
    expect((await rows(Ship))[0]?.slice(1, 3)).toEqual(["Beagle", "on"]);
  });

  scenario("are not told of keys and defaults that a flush writes", async ({ session }) => {
    const calls: unknown[] = [];
    hear(Member.c.shipId, "set", (_member, value) => calls.push(value));
    hear(Ship.c.id, "set", (_ship, value) => calls.push(value));
    hear(Ship.c.x, "set", (_ship, value) => calls.push(value));
    const member = new Member({ name: "Ann", ship: new Ship({ name: "Argo" }) });
    session.add(member);
    await session.flush();
    expect(member.shipId).toBe(member.ship?.id);
    expect(calls).toEqual([]);
  });

  scenario("tell of flagModified, and the column is written", async ({ session, sent }) => {
    const ship = new Ship({ name: "Argo" });
    session.add(ship);
    await session.flush();
    const calls: unknown[] = [];
    hear(Ship.c.name, "modified", (target, initiator) => calls.push(target, initiator.op, initiator.key));
    flagModified(ship, "name");
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE ships"]);
    expect(calls).toEqual([ship, "modified", "name"]);
  });

  scenario("are told of an assignment to a mutable column, not of edits in place", async ({ session, rows }) => {
    const calls: unknown[] = [];
    hear(Ship.c.log, "set", (_ship, value) => calls.push(value));
    const ship = new Ship({ name: "Argo", log: { lines: [] } });
    session.add(ship);
    await session.flush();
    ship.log?.lines.push("wind");
    await session.flush();
    ship.log = { lines: ["calm"] };
    await session.flush();
    expect(calls).toEqual([{ lines: ["wind"] }, { lines: ["calm"] }]);
    expect((await rows(Ship))[0]?.[3]).toEqual({ lines: ["calm"] });
  });

  scenario("are told while a listener of the flush sets a column", async ({ session, rows }) => {
    const calls = heard();
    hear(Ship.c.motto, "set", (_ship, value) => value?.toUpperCase() ?? null, { retval: true });
    const before = (_mapper: unknown, _connection: unknown, ship: Ship): void => {
      ship.motto = "on";
    };
    listen(Ship, "beforeInsert", before);
    onTestFinished(() => remove(Ship, "beforeInsert", before));
    session.add(new Ship({ name: "Argo" }));
    await session.flush();
    expect((await rows(Ship))[0]?.slice(1, 3)).toEqual(["Argo", "ON"]);
    expect(calls).toHaveLength(1);
  });
});
