import { select } from "athanor";
import { type AttributeEventToken, delAttribute, setCommittedValue } from "athanor/orm";
import { describe, expect, expectTypeOf, it } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Base, Boat, Captain, Entry, hear, Member, Sail, Ship, Skill } from "./attribute-models.ts";

/** A line for each event of the crew of ships and of the ship of members. */
function hearBoth(): string[] {
  const lines: string[] = [];
  const by = ({ op, key, class: cls }: AttributeEventToken): string => `by ${op} ${cls.name}.${key}`;
  hear(Ship.c.crew, "append", (ship, member, initiator) =>
    lines.push(`${ship.name} + ${member.name} ${by(initiator)}`),
  );
  hear(Ship.c.crew, "remove", (ship, member, initiator) =>
    lines.push(`${ship.name} - ${member.name} ${by(initiator)}`),
  );
  hear(Member.c.ship, "set", (member, ship, before, initiator) =>
    lines.push(`${member.name} of ${String(ship?.name)}, was ${String(before?.name)} ${by(initiator)}`),
  );
  return lines;
}

const ann = (): Member => new Member({ name: "Ann" });
const bob = (): Member => new Member({ name: "Bob" });

describe("events of an array", () => {
  it("are typed by the attribute", () => {
    hear(Ship.c.crew, "append", (ship, member, initiator) => {
      expectTypeOf(ship.name).toEqualTypeOf<string>();
      expectTypeOf(member).toEqualTypeOf<Member>();
      expectTypeOf(initiator).toEqualTypeOf<AttributeEventToken>();
    });
    hear(Ship.c.captain, "set", (_ship, captain, before) => {
      expectTypeOf(captain).toEqualTypeOf<Captain | null>();
      expectTypeOf(before).toEqualTypeOf<Captain | null | undefined>();
    });
    hear(Ship.c.crew, "bulkReplace", (_ship, members) => expectTypeOf(members).toEqualTypeOf<Member[]>());
    const ship = new Ship({ name: "Argo", crew: [ann()], captain: new Captain({ name: "Jason" }) });
    expect(ship.crew).toHaveLength(1);
  });

  it("push: the other side first, with the same initiator, and then its own", () => {
    const ship = new Ship({ name: "Argo" });
    const lines = hearBoth();
    ship.crew.push(ann(), bob());
    expect(lines).toEqual([
      "Ann of Argo, was undefined by append Ship.crew",
      "Argo + Ann by append Ship.crew",
      "Bob of Argo, was undefined by append Ship.crew",
      "Argo + Bob by append Ship.crew",
    ]);
  });

  it("come before the collection changes, when the other side has followed", () => {
    const ship = new Ship({ name: "Argo" });
    const seen: unknown[] = [];
    hear(Ship.c.crew, "append", (target, member) => seen.push(target.crew.length, member.ship === ship));
    hear(Ship.c.crew, "remove", (target, member) => seen.push(target.crew.length, member.ship));
    ship.crew.push(ann());
    ship.crew.pop();
    expect(seen).toEqual([0, true, 1, null]);
  });

  it("an assignment of the other side: out of the former collection, into the new one", () => {
    const [argo, beagle] = [new Ship({ name: "Argo" }), new Ship({ name: "Beagle" })];
    const member = ann();
    const lines = hearBoth();
    member.ship = argo;
    member.ship = beagle;
    member.ship = null;
    expect(lines).toEqual([
      "Argo + Ann by replace Member.ship",
      "Ann of Argo, was undefined by replace Member.ship",
      "Argo - Ann by replace Member.ship",
      "Beagle + Ann by replace Member.ship",
      "Ann of Beagle, was Argo by replace Member.ship",
      "Beagle - Ann by replace Member.ship",
      "Ann of undefined, was Beagle by replace Member.ship",
    ]);
  });

  it("push of another's member: it leaves there", () => {
    const member = ann();
    const beagle = new Ship({ name: "Beagle", crew: [member] });
    const argo = new Ship({ name: "Argo" });
    const lines = hearBoth();
    argo.crew.push(member);
    expect(lines).toEqual([
      "Beagle - Ann by append Ship.crew",
      "Ann of Argo, was Beagle by append Ship.crew",
      "Argo + Ann by append Ship.crew",
    ]);
    expect(beagle.crew).toEqual([]);
  });

  it("an assignment: all that come, then all that go, nothing of those that stay", () => {
    const [a, b, c] = [ann(), bob(), new Member({ name: "Cid" })];
    const ship = new Ship({ name: "Argo", crew: [a, b] });
    const lines = hearBoth();
    ship.crew = [b, c];
    expect(lines).toEqual([
      "Cid of Argo, was undefined by bulkReplace Ship.crew",
      "Argo + Cid by bulkReplace Ship.crew",
      "Ann of undefined, was Argo by bulkReplace Ship.crew",
      "Argo - Ann by bulkReplace Ship.crew",
    ]);
    expect(ship.crew).toEqual([b, c]);
  });

  it("the constructor and delAttribute are assignments", () => {
    const lines = hearBoth();
    const ship = new Ship({ crew: [ann()], name: "Argo" });
    expect(lines.at(-1)).toBe("Argo + Ann by bulkReplace Ship.crew");
    lines.length = 0;
    delAttribute(ship, "crew");
    expect(lines).toEqual([
      "Ann of undefined, was Argo by bulkReplace Ship.crew",
      "Argo - Ann by bulkReplace Ship.crew",
    ]);
  });

  const mutations: Record<string, [(crew: Member[]) => unknown, string]> = {
    unshift: [(crew) => crew.unshift(new Member({ name: "New" })), "+New"],
    pop: [(crew) => crew.pop(), "-C"],
    shift: [(crew) => crew.shift(), "-A"],
    "splice that takes": [(crew) => crew.splice(0, 2), "-A-B"],
    "splice from the end": [(crew) => crew.splice(-1), "-C"],
    "splice that puts": [(crew) => crew.splice(1, 0, new Member({ name: "New" })), "+New"],
    "splice that does both": [(crew) => crew.splice(1, 1, new Member({ name: "New" })), "-B+New"],
    "splice of nothing": [(crew) => crew.splice(5, 9), ""],
    "splice without a count": [(crew) => crew.splice(1, undefined as never), ""],
    "splice that puts back": [(crew) => crew.splice(0, 1, crew[0] as Member), ""],
    fill: [(crew) => crew.fill(crew[2] as Member, 0, 1), "-A"],
    copyWithin: [(crew) => crew.copyWithin(0, 1), "-A"],
    remove: [(crew) => (crew as unknown as { remove(m: Member): void }).remove(crew[1] as Member), "-B"],
    clear: [(crew) => (crew as unknown as { clear(): void }).clear(), "-A-B-C"],
    sort: [(crew) => crew.sort((a, b) => (a.name < b.name ? 1 : -1)), ""],
    reverse: [(crew) => crew.reverse(), ""],
  };
  for (const [what, [change, expected]] of Object.entries(mutations)) {
    it(`${what}: what comes and what goes`, () => {
      const crew = ["A", "B", "C"].map((name) => new Member({ name }));
      const ship = new Ship({ name: "Argo", crew });
      const plain = [...crew];
      let line = "";
      hear(Ship.c.crew, "append", (_ship, member) => (line += `+${member.name}`));
      hear(Ship.c.crew, "remove", (_ship, member) => (line += `-${member.name}`));
      const names = (list: readonly Member[]): string[] => list.map((member) => member.name);
      change(ship.crew);
      expect(line).toBe(expected);
      if (!["remove", "clear"].includes(what)) {
        change(plain);
        expect(names(ship.crew)).toEqual(names(plain));
      }
    });
  }

  it("a member that is in twice goes when the last of it goes", () => {
    const member = ann();
    const ship = new Ship({ name: "Argo", crew: [member] });
    ship.crew.splice(0, 0, member);
    const lines = hearBoth();
    ship.crew.pop();
    expect([lines, ship.crew.length]).toEqual([[], 1]);
    ship.crew.shift();
    expect(lines.at(-1)).toBe("Argo - Ann by remove Ship.crew");
  });

  it("refuse a change where a listener throws, and the collection is as before", () => {
    const ship = new Ship({ name: "Argo", crew: [ann()] });
    hear(Ship.c.crew, "append", () => {
      throw new RangeError("full");
    });
    hear(Ship.c.crew, "remove", () => {
      throw new RangeError("needed");
    });
    expect(() => ship.crew.push(bob())).toThrow(new RangeError("full"));
    expect(() => ship.crew.pop()).toThrow(new RangeError("needed"));
    expect(ship.crew.map((member) => member.name)).toEqual(["Ann"]);
  });

  it("with retval: another object comes in, and the one that was given stays out", () => {
    const [given, other] = [ann(), bob()];
    hear(Ship.c.crew, "append", () => other, { retval: true });
    const ship = new Ship({ name: "Argo" });
    ship.crew.push(given);
    expect(ship.crew).toEqual([other]);
    expect([given.ship, other.ship]).toEqual([null, ship]);
    const beagle = new Ship({ name: "Beagle" });
    beagle.crew = [given];
    expect([beagle.crew, ship.crew]).toEqual([[other], []]);
  });

  it("with retval: nothing but an object of the class, and only where the program writes", () => {
    hear(Ship.c.crew, "append", (_ship, member) => (member.name === "Ann" ? (ship as never) : bob()), { retval: true });
    const ship = new Ship({ name: "Argo" });
    expect(() => ship.crew.push(ann())).toThrow(
      /Ship\.crew takes objects of class Member; given was an object of class Ship/,
    );
    const member = bob();
    expect(() => {
      member.ship = ship;
    }).toThrow(/gave another object in a place where the object is decided already/);
    expect(ship.crew).toEqual([]);
  });

  it("may set the other side, which has followed already where the collection was written", () => {
    hear(Ship.c.crew, "append", (ship, member, initiator) => {
      if (initiator.key === "crew") member.ship = ship as Ship;
    });
    const [ship, member, other] = [new Ship({ name: "Argo" }), ann(), bob()];
    ship.crew.push(member);
    other.ship = ship;
    expect([ship.crew, member.ship, other.ship]).toEqual([[member, other], ship, ship]);
  });

  it("bulkReplace may change what comes in", () => {
    const extra = bob();
    hear(Ship.c.crew, "bulkReplace", (ship, members, initiator) => {
      expect([ship.crew.length, initiator.op]).toEqual([0, "bulkReplace"]);
      members.splice(0, 1, extra);
    });
    const lines = hearBoth();
    const given = [ann()];
    const ship = new Ship({ name: "Argo", crew: given });
    expect([ship.crew, given.length, given[0]?.name]).toEqual([[extra], 1, "Ann"]);
    expect(lines.at(-1)).toBe("Argo + Bob by bulkReplace Ship.crew");
  });

  it("initCollection and disposeCollection tell which collection an object has", () => {
    const lines: unknown[] = [];
    hear(Ship.c.crew, "initCollection", (ship, collection) => lines.push("init", ship, [...collection].length));
    hear(Ship.c.crew, "disposeCollection", (ship, collection) => lines.push("dispose", ship, collection));
    const ship = new Ship({ name: "Argo" });
    const first = ship.crew;
    expect(lines).toEqual(["init", ship, 0]);
    first.push(ann());
    lines.length = 0;
    ship.crew = [bob()];
    expect(lines).toEqual(["init", ship, 0, "dispose", ship, first]);
    expect(first.map((member) => member.name)).toEqual(["Ann"]);
  });

  it("setCommittedValue tells of nothing that comes or goes", () => {
    const ship = new Ship({ name: "Argo", crew: [ann()] });
    const lines = hearBoth();
    setCommittedValue(ship, "crew", [bob()]);
    expect([lines, ship.crew[0]?.name]).toEqual([[], "Bob"]);
  });

  it("initiators are the same object each time", () => {
    const seen = new Set<AttributeEventToken>();
    hear(Ship.c.crew, "append", (_ship, _member, initiator) => seen.add(initiator));
    hear(Member.c.ship, "set", (_member, _ship, _before, initiator) => seen.add(initiator));
    new Ship({ name: "Argo" }).crew.push(ann(), bob());
    expect([...seen]).toHaveLength(1);
    expect(Object.isFrozen([...seen][0])).toBe(true);
  });
});

describe("events of Sets and Maps", () => {
  it("of a Set: add, add again, delete, clear", () => {
    const lines: string[] = [];
    hear(Ship.c.sails, "append", (_ship, sail) => lines.push(`+${sail.area}`));
    hear(Ship.c.sails, "appendWoMutation", (_ship, sail, { op }) => lines.push(`=${sail.area} ${op}`));
    hear(Ship.c.sails, "remove", (_ship, sail) => lines.push(`-${sail.area}`));
    const [small, big] = [new Sail({ area: 1 }), new Sail({ area: 9 })];
    const { sails } = new Ship();
    sails.add(small).add(big).add(small);
    sails.delete(small);
    sails.delete(small);
    sails.clear();
    expect(lines).toEqual(["+1", "+9", "=1 append", "-1", "-9"]);
  });

  it("of a Set: with retval another object, also one that is there", () => {
    const big = new Sail({ area: 9 });
    const ship = new Ship({ sails: new Set([big]) });
    hear(Ship.c.sails, "append", () => big, { retval: true });
    ship.sails.add(new Sail({ area: 1 }));
    expect([...ship.sails]).toEqual([big]);
  });

  it("of a Map: set, add, set again, another under the same key, delete", () => {
    const lines: string[] = [];
    hear(Ship.c.boats, "append", (_ship, boat) => lines.push(`+${boat.name}${boat.colour}`));
    hear(Ship.c.boats, "appendWoMutation", (_ship, boat) => lines.push(`=${boat.name}${boat.colour}`));
    hear(Ship.c.boats, "remove", (_ship, boat) => lines.push(`-${boat.name}${boat.colour}`));
    const boat = (name: string, colour: string): Boat => new Boat({ name, colour });
    const { boats } = new Ship();
    const first = boat("a", "1");
    boats.set("a", first);
    boats.set("a", first);
    boats.set("a", boat("a", "2"));
    boats.set("b", boat("b", "3"));
    boats.delete("b");
    boats.clear();
    expect(lines).toEqual(["+a1", "=a1", "-a1", "+a2", "+b3", "-b3", "-a2"]);
    expect(first.ship).toBeNull();
  });

  it("of a Map: with retval another object comes in under its own key", () => {
    hear(Ship.c.boats, "append", (_ship, boat) => new Boat({ name: `${boat.name}!` }), { retval: true });
    const ship = new Ship();
    ship.boats.set("a", new Boat({ name: "a" }));
    expect([...ship.boats.keys()]).toEqual(["a!"]);
  });

  it("of a Map: what the other side displaces", () => {
    const lines: string[] = [];
    const ship = new Ship({ boats: new Map([["a", new Boat({ name: "a", colour: "red" })]]) });
    hear(Ship.c.boats, "append", (_ship, boat) => lines.push(`+${boat.colour}`));
    hear(Ship.c.boats, "remove", (_ship, boat) => lines.push(`-${boat.colour}`));
    const blue = new Boat({ name: "a", colour: "blue" });
    blue.ship = ship;
    expect(lines).toEqual(["+blue", "-red"]);
    expect(ship.boats.get("a")).toBe(blue);
  });

  it("of what an association proxy puts in", () => {
    const lines: string[] = [];
    hear(Ship.c.boats, "append", (_ship, boat) => lines.push(`+${boat.name} ${boat.colour}`));
    hear(Ship.c.boats, "remove", (_ship, boat) => lines.push(`-${boat.name}`));
    hear(Boat.c.colour, "set", (boat, value) => lines.push(`${boat.name} is ${value}`));
    const ship = new Ship({ boatColours: [["a", "red"]] });
    ship.boatColours.set("b", "blue");
    ship.boatColours.set("a", "green");
    ship.boatColours.delete("b");
    expect(lines).toEqual(["a is red", "+a red", "b is blue", "+b blue", "a is green", "-b"]);
  });
});

describe("events of references and many-to-many", () => {
  it("of a one-to-one: both sides, and the one that is replaced", () => {
    const lines: string[] = [];
    hear(Ship.c.captain, "set", (ship, captain, before, { op, key }) =>
      lines.push(`${ship.name}: ${String(captain?.name)}, was ${String(before?.name)} by ${op} ${key}`),
    );
    hear(Captain.c.ship, "set", (captain, ship, before) =>
      lines.push(`${captain.name}: ${String(ship?.name)}, was ${String(before?.name)}`),
    );
    const [ship, jason, cook] = [
      new Ship({ name: "Argo" }),
      new Captain({ name: "Jason" }),
      new Captain({ name: "Cook" }),
    ];
    ship.captain = jason;
    expect(lines.splice(0)).toEqual(["Jason: Argo, was undefined", "Argo: Jason, was undefined by replace captain"]);
    cook.ship = ship;
    expect(lines.splice(0)).toEqual([
      "Jason: undefined, was Argo",
      "Argo: Cook, was Jason by replace ship",
      "Cook: Argo, was undefined",
    ]);
    expect([ship.captain, jason.ship]).toEqual([cook, null]);
  });

  it("of a reference that is assigned what it has", () => {
    const ship = new Ship({ name: "Argo" });
    const member = new Member({ name: "Ann", ship });
    const lines = hearBoth();
    member.ship = ship;
    expect(lines).toEqual(["Ann of Argo, was Argo by replace Member.ship"]);
  });

  it("of a reference, with retval: both sides follow what the listener gives", () => {
    const [argo, beagle] = [new Ship({ name: "Argo" }), new Ship({ name: "Beagle" })];
    hear(Member.c.ship, "set", (_member, ship) => (ship === argo ? beagle : ship), { retval: true });
    const member = ann();
    member.ship = argo;
    expect([member.ship, argo.crew, beagle.crew]).toEqual([beagle, [], [member]]);
  });

  it("of both sides of a many-to-many", () => {
    const lines: string[] = [];
    hear(Member.c.skills, "append", (member, skill) => lines.push(`${member.name} + ${skill.name}`));
    hear(Skill.c.members, "append", (skill, member) => lines.push(`${skill.name} + ${member.name}`));
    hear(Member.c.skills, "remove", (member, skill) => lines.push(`${member.name} - ${skill.name}`));
    hear(Skill.c.members, "remove", (skill, member) => lines.push(`${skill.name} - ${member.name}`));
    const [member, knots] = [ann(), new Skill({ name: "knots" })];
    member.skills.push(knots);
    knots.members.pop();
    expect(lines).toEqual(["knots + Ann", "Ann + knots", "Ann - knots", "knots - Ann"]);
  });
});

describeScenarios("events of collections", Base.metadata, (scenario) => {
  scenario("are not told of loading, but of what is done then", async ({ session, makeSession, rows }) => {
    session.add(new Ship({ name: "Argo", crew: [ann()] }));
    await session.commit();
    const lines = hearBoth();
    const inits: unknown[] = [];
    hear(Ship.c.crew, "initCollection", (ship) => inits.push(ship));
    const other = makeSession();
    const ship = (await other.scalars(select(Ship))).one();
    const crew = await ship.awaitableAttrs.crew;
    expect([lines, inits]).toEqual([[], [ship]]);
    crew.push(bob());
    crew.shift();
    expect(lines).toEqual([
      "Bob of Argo, was undefined by append Ship.crew",
      "Argo + Bob by append Ship.crew",
      "Ann of undefined, was Argo by remove Ship.crew",
      "Argo - Ann by remove Ship.crew",
    ]);
    await other.commit();
    expect((await rows(Member, other)).map((row) => row.slice(1))).toEqual([
      ["Ann", null],
      ["Bob", ship.id],
    ]);
  });

  scenario(
    "are told of a collection that is not loaded, which stays so",
    async ({ session, makeSession, sent, rows }) => {
      const member = ann();
      const [argo, beagle] = [new Ship({ name: "Argo", crew: [member] }), new Ship({ name: "Beagle" })];
      session.addAll([argo, beagle]);
      await session.commit();
      const other = makeSession();
      const [ship, ahead] = (await other.scalars(select(Ship).orderBy(Ship.c.id))).all() as [Ship, Ship];
      const found = (await other.scalars(select(Member))).one();
      const lines = hearBoth();
      sent.clear();
      found.ship = ahead;
      expect([lines, sent.length]).toEqual([
        [
          "Argo - Ann by replace Member.ship",
          "Beagle + Ann by replace Member.ship",
          "Ann of Beagle, was Argo by replace Member.ship",
        ],
        0,
      ]);
      await other.flush();
      expect((await rows(Member, other))[0]?.[2]).toBe(ahead.id);
      expect(await ship.awaitableAttrs.crew).toEqual([]);
    },
  );

  scenario(
    "of a reference that is not loaded load it with activeHistory",
    async ({ session, makeSession, sent, kind }) => {
      const member = new Member({ name: "Ann", ship: new Ship({ name: "Argo" }) });
      session.add(member);
      await session.commit();
      const before: unknown[] = [];
      hear(Member.c.ship, "set", (_member, _ship, old) => before.push(old?.name), { activeHistory: true });
      const other = makeSession();
      const found = await other.getOne(Member, member.id);
      if (kind === "async") await found.awaitableAttrs.ship;
      sent.clear();
      found.ship = null;
      expect([before, sent.steps]).toEqual([["Argo"], kind === "sync" ? ["SELECT ships"] : []]);
    },
  );

  scenario("tell of what was written to an array by index at the next flush", async ({ session, rows }) => {
    const [a, b] = [ann(), bob()];
    const ship = new Ship({ name: "Argo", crew: [a] });
    session.add(ship);
    await session.flush();
    const { crew } = ship;
    const lines = hearBoth();
    crew[0] = b;
    expect(lines).toEqual([]);
    await session.flush();
    expect(lines).toEqual([
      "Ann of undefined, was Argo by remove Ship.crew",
      "Argo - Ann by remove Ship.crew",
      "Bob of Argo, was undefined by append Ship.crew",
      "Argo + Bob by append Ship.crew",
    ]);
    expect((await rows(Member)).map((row) => row.slice(1))).toEqual([
      ["Ann", null],
      ["Bob", ship.id],
    ]);
  });

  scenario("keep what listeners add in the same flush", async ({ session, rows }) => {
    const ship = new Ship({ name: "Argo" });
    session.add(ship);
    await session.flush();
    await ship.awaitableAttrs.boats;
    hear(Ship.c.crew, "append", (target, member) => {
      const name = `of ${member.name}`;
      target.boats.set(name, new Boat({ name }));
    });
    (await ship.awaitableAttrs.crew).push(ann());
    await session.flush();
    expect((await rows(Boat)).map((row) => [row[1], row[3]])).toEqual([["of Ann", ship.id]]);
  });

  scenario("may flush and query before the member is in", async ({ session, rows, kind }) => {
    const ship = new Ship({ name: "Argo", crew: [ann()] });
    session.add(ship);
    await session.flush();
    hear(Ship.c.crew, "append", () => {
      if (kind === "sync") void session.flush();
    });
    const cid = bob();
    ship.crew.push(cid);
    await session.flush();
    expect((await rows(Member)).map((row) => row.slice(1))).toEqual([
      ["Ann", ship.id],
      ["Bob", ship.id],
    ]);
    expect(ship.crew).toHaveLength(2);
    ship.crew.pop();
    await session.flush();
    expect((await rows(Member)).map((row) => row[2])).toEqual([ship.id, null]);
  });

  scenario("tell of merge(): only the difference", async ({ session, makeSession, rows }) => {
    const [a, b] = [ann(), bob()];
    const ship = new Ship({ name: "Argo", crew: [a, b] });
    session.add(ship);
    await session.commit();
    const lines: string[] = [];
    const other = makeSession();
    const own = await other.getOne(Ship, ship.id);
    await own.awaitableAttrs.crew;
    const given = new Ship({
      id: ship.id,
      name: "Argo",
      crew: [new Member({ id: b.id, name: "Bob" }), new Member({ name: "Cid" })],
    });
    hear(Ship.c.crew, "append", (target, member, { op }) => target === own && lines.push(`+${member.name} ${op}`));
    hear(Ship.c.crew, "remove", (target, member, { op }) => target === own && lines.push(`-${member.name} ${op}`));
    await other.merge(given);
    expect(lines).toEqual(["+Cid bulkReplace", "-Ann bulkReplace"]);
    await other.flush();
    expect((await rows(Member, other)).map((row) => row.slice(1))).toEqual([
      ["Ann", null],
      ["Bob", ship.id],
      ["Cid", ship.id],
    ]);
  });

  scenario("tell of a write-only collection's add, remove and first members", async ({ session, sent, rows }) => {
    const lines: string[] = [];
    hear(Ship.c.entries, "append", (_ship, entry, { op }) => lines.push(`+${entry.text} ${op}`));
    hear(Ship.c.entries, "remove", (_ship, entry, { op }) => lines.push(`-${entry.text} ${op}`));
    hear(Entry.c.ship, "set", (entry, ship, _before, { key }) =>
      lines.push(`${entry.text} of ${String(ship?.name)} by ${key}`),
    );
    const [wind, calm, storm] = ["wind", "calm", "storm"].map((text) => new Entry({ text })) as [Entry, Entry, Entry];
    const ship = new Ship({ name: "Argo", entries: [wind] });
    session.add(ship);
    await session.flush();
    sent.clear();
    ship.entries.add(calm);
    ship.entries.remove(wind);
    storm.ship = ship;
    expect(lines).toEqual([
      "wind of Argo by entries",
      "+wind bulkReplace",
      "calm of Argo by entries",
      "+calm append",
      "wind of undefined by entries",
      "-wind remove",
      "+storm replace",
      "storm of Argo by ship",
    ]);
    expect(sent.length).toBe(0);
    session.add(storm);
    await session.flush();
    expect((await rows(Entry)).map((row) => row.slice(1))).toEqual([
      ["wind", null],
      ["calm", ship.id],
      ["storm", ship.id],
    ]);
  });

  scenario("write what a listener put in the place of a member", async ({ session, rows }) => {
    const cid = new Member({ name: "Cid" });
    const ship = new Ship({ name: "Argo" });
    session.add(ship);
    await session.flush();
    const crew = await ship.awaitableAttrs.crew;
    hear(Ship.c.crew, "append", () => cid, { retval: true });
    const given = ann();
    crew.push(given);
    expect([session.has(given), session.has(cid)]).toEqual([false, true]);
    await session.flush();
    expect((await rows(Member)).map((row) => row.slice(1))).toEqual([["Cid", ship.id]]);
  });

  scenario("of orphans: a new one leaves the session before the listener is told", async ({ session }) => {
    const ship = new Ship({ name: "Argo" });
    session.add(ship);
    await session.flush();
    const sails = await ship.awaitableAttrs.sails;
    const seen: boolean[] = [];
    hear(Ship.c.sails, "append", (_ship, sail) => seen.push(session.has(sail)));
    hear(Ship.c.sails, "remove", (_ship, sail) => seen.push(session.has(sail)));
    const sail = new Sail({ area: 1 });
    sails.add(sail);
    sails.delete(sail);
    expect(seen).toEqual([true, false]);
  });
});
