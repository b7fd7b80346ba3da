// Unique values that pass from one row to another within a flush: who gives one goes before who gets it.
import { IntegrityError, select } from "athanor";
import { FlushError, getHistory, inspect } from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import {
  Address,
  Badge,
  Base,
  Club,
  Folder,
  Item,
  Letter,
  Line,
  Locker,
  Member,
  memberships,
  Queue,
  Seat,
  Player,
  Station,
  Team,
  Ticket,
  Token,
} from "./models.ts";

async function three({ session, sent }: Scenario): Promise<[Locker, Locker, Locker]> {
  const lockers: [Locker, Locker, Locker] = [
    new Locker({ name: "a", number: 1 }),
    new Locker({ name: "b", number: 2 }),
    new Locker({ name: "c", number: 3 }),
  ];
  session.addAll(lockers);
  await session.commit();
  sent.clear();
  return lockers;
}

/** The values of each statement. */
const values = ({ sent }: Scenario): unknown[][] => sent.statements.map(({ params }) => [...params]);

const nameOf = "UPDATE uv_lockers SET name=? WHERE uv_lockers.id = ?";
const numberOf = "UPDATE uv_lockers SET number=? WHERE uv_lockers.id = ?";

describeScenarios("unique values", Base.metadata, (scenario) => {
  describe("unique values that updated rows pass on", () => {
    scenario("go down a chain, whatever the order of the keys", async (given) => {
      const { session, sent, rows } = given;
      const [a, b, c] = await three(given);
      [a.name, b.name, c.name] = ["b", "c", "d"];
      await session.commit();
      expect(sent.texts).toEqual([nameOf, nameOf, nameOf]);
      expect(values(given)).toEqual([
        ["d", c.id],
        ["c", b.id],
        ["b", a.id],
      ]);
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["b", "c", "d"]);
    });

    scenario("are exchanged by way of NULL, where the column takes it", async (given) => {
      const { session, sent, rows } = given;
      const [a, b, c] = await three(given);
      [a.number, b.number, c.number] = [2, 1, 7];
      await session.flush();
      expect(sent.texts[0]).toBe(numberOf);
      expect(values(given)[0]?.[0]).toBe(null);
      expect([a.number, b.number, c.number]).toEqual([2, 1, 7]);
      expect((await rows(Locker)).map((row) => row[2])).toEqual([2, 1, 7]);
      await session.commit();
      expect(sent.statements).toHaveLength(4);
    });

    scenario("go round in a circle of three by one row set aside", async (given) => {
      const { session, sent, rows } = given;
      const [a, b, c] = await three(given);
      [a.number, b.number, c.number] = [2, 3, 1];
      await session.commit();
      expect(sent.texts).toEqual([numberOf, numberOf, numberOf, numberOf]);
      expect((await rows(Locker)).map((row) => row[2])).toEqual([2, 3, 1]);
      expect(getHistory(a, "number").hasChanges()).toBe(false);
    });

    scenario("are exchanged by way of a text that no row has, where NULL may not be", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = await three(given);
      [a.name, b.name] = [b.name, a.name];
      await session.commit();
      expect(sent.texts).toEqual([nameOf, nameOf, nameOf]);
      expect(values(given)[0]?.[0]).toMatch(/^[a-z0-9]{32}$/);
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["b", "a", "c"]);
    });

    scenario("of several keys are exchanged at once", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = await three(given);
      [a.name, b.name, a.number, b.number] = ["b", "a", 2, 1];
      await session.commit();
      expect(sent.texts[0]).toBe("UPDATE uv_lockers SET name=?, number=? WHERE uv_lockers.id = ?");
      expect(sent.statements).toHaveLength(3);
      expect((await rows(Locker)).map((row) => row.slice(1, 3))).toEqual([
        ["b", 2],
        ["a", 1],
        ["c", 3],
      ]);
    });

    scenario("that were not loaded are read first", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = await three(given);
      session.expireAll();
      [a.name, b.name] = ["b", "a"];
      await session.commit();
      expect(sent.steps).toEqual(["SELECT uv_lockers", "UPDATE uv_lockers"]);
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["b", "a", "c"]);
    });

    scenario("leave rows without a conflict in one batch", async (given) => {
      const { session, sent, dialect } = given;
      const [a, b, c] = await three(given);
      const more = ["x", "y", "z"].map((name) => new Locker({ name }));
      session.addAll(more);
      await session.commit();
      sent.clear();
      [a.name, b.name, c.name] = ["b", "c", "d"];
      for (const each of more) each.name = `${each.name}1`;
      await session.commit();
      expect(
        sent.statements.map(({ params }) => (dialect === "postgresql" ? params.length : params.flat().length)),
      ).toEqual(dialect === "postgresql" ? [2, 2, 2] : [8, 2, 2]);
    });

    scenario("of one row alone cost nothing", async (given) => {
      const { session, sent } = given;
      const [a] = await three(given);
      session.expireAll();
      a.name = "z";
      session.add(new Locker({ name: "y" }));
      await session.commit();
      expect(sent.steps).toEqual(["UPDATE uv_lockers", "INSERT uv_lockers"]);
    });

    scenario("pass to a new row", async (given) => {
      const { session, sent, rows } = given;
      const [a] = await three(given);
      a.name = "z";
      session.add(new Locker({ name: "a" }));
      await session.commit();
      expect(sent.steps).toEqual(["UPDATE uv_lockers", "INSERT uv_lockers"]);
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["z", "b", "c", "a"]);
    });

    scenario("pass to a new row at the end of a chain", async (given) => {
      const { session, rows } = given;
      const [a, b] = await three(given);
      [a.name, b.name] = ["b", "z"];
      const fresh = new Locker({ name: "a" });
      session.addAll([new Locker({ name: "q" }), fresh]);
      await session.commit();
      expect(new Set((await rows(Locker)).map((row) => row[1]))).toEqual(new Set(["a", "b", "c", "q", "z"]));
      expect(await session.get(Locker, fresh.id, { populateExisting: true })).toBe(fresh);
      expect(fresh.name).toBe("a");
    });

    scenario("that differ by case alone are kept apart, or put in order, as the database has it", async (given) => {
      const { session, rows } = given;
      const [a, b] = await three(given);
      [a.name, b.name] = ["B", "A"];
      await session.commit();
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["B", "A", "c"]);
    });

    scenario("that another row keeps are the database's to refuse", async (given) => {
      const { session, rows } = given;
      const [a, b] = await three(given);
      [a.name, b.name] = ["c", "a"];
      await expect((async () => session.flush())()).rejects.toThrow(IntegrityError);
      await session.rollback();
      expect(await a.awaitableAttrs.name).toBe("a");
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["a", "b", "c"]);
    });

    scenario("are back where they were after a rollback", async (given) => {
      const { session, rows } = given;
      const [a, b] = await three(given);
      const savepoint = await session.beginNested();
      [a.number, b.number] = [2, 1];
      await session.flush();
      await savepoint.rollback();
      expect([await a.awaitableAttrs.number, await b.awaitableAttrs.number]).toEqual([1, 2]);
      await session.commit();
      expect((await rows(Locker)).map((row) => row[2])).toEqual([1, 2, 3]);
    });
  });

  describe("unique values of deleted rows", () => {
    scenario("pass to a new row: the old one goes first, as nothing refers to it", async (given) => {
      const { session, sent, rows } = given;
      const [a] = await three(given);
      await session.delete(a);
      session.add(new Locker({ name: "a", number: 1 }));
      await session.commit();
      expect(sent.steps).toEqual(["DELETE uv_lockers", "INSERT uv_lockers"]);
      expect(new Set((await rows(Locker)).map((row) => row[1]))).toEqual(new Set(["a", "b", "c"]));
      expect(inspect(a).detached).toBe(true);
    });

    scenario("pass to an updated row", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = await three(given);
      await session.delete(a);
      b.name = "a";
      await session.commit();
      expect(sent.steps).toEqual(["DELETE uv_lockers", "UPDATE uv_lockers"]);
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["a", "c"]);
    });

    scenario("that are expired are read first", async (given) => {
      const { session, sent } = given;
      const [a] = await three(given);
      session.expireAll();
      await session.delete(a);
      session.add(new Locker({ name: "a" }));
      await session.commit();
      expect(sent.steps).toEqual(["SELECT uv_lockers", "DELETE uv_lockers", "INSERT uv_lockers"]);
    });

    scenario("that nobody gets leave the row at its usual place, the end", async (given) => {
      const { session, sent } = given;
      const [a] = await three(given);
      await session.delete(a);
      session.add(new Locker({ name: "z" }));
      await session.commit();
      expect(sent.steps).toEqual(["INSERT uv_lockers", "DELETE uv_lockers"]);
    });

    scenario("go with the rows that refer to it and are deleted too", async ({ session, sent, rows }) => {
      const old = new Member({ email: "a@x", letters: [new Letter({ text: "hi" })] });
      session.add(old);
      await session.commit();
      sent.clear();
      await session.delete(old);
      const fresh = new Member({ email: "a@x", letters: [new Letter({ text: "ho" })] });
      session.add(fresh);
      await session.commit();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual([
        "DELETE uv_letters",
        "DELETE uv_members",
        "INSERT uv_members",
        "INSERT uv_letters",
      ]);
      expect((await rows(Letter)).map((row) => row[1])).toEqual(["ho"]);
    });

    scenario("are given up by an UPDATE, where something refers to the row", async (given) => {
      const { session, sent, rows } = given;
      const old = new Member({ email: "a@x", clubs: [new Club({ title: "chess" })] });
      session.add(old);
      await session.commit();
      sent.clear();
      await session.delete(old);
      session.add(new Member({ email: "a@x" }));
      await session.commit();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual([
        "UPDATE uv_members",
        "INSERT uv_members",
        "DELETE uv_memberships",
        "DELETE uv_members",
      ]);
      expect((await rows(Member)).map((row) => row[1])).toEqual(["a@x"]);
      expect(await rows(memberships)).toEqual([]);
    });

    scenario("pass on where a letter moves to the row that gets them", async ({ makeSession, rows }) => {
      // The deletion reads what it reaches, which would flush the new row without it.
      const session = makeSession({ autoflush: false });
      const letter = new Letter({ text: "hi" });
      const old = new Member({ email: "a@x", letters: [letter] });
      session.add(old);
      await session.commit();
      const fresh = new Member({ email: "a@x" });
      session.add(fresh);
      fresh.letters.push(letter);
      await session.delete(old);
      await session.commit();
      expect(await rows(Member)).toEqual([[fresh.id, "a@x"]]);
      expect(await rows(Letter)).toEqual([[letter.id, "hi", fresh.id]]);
    });

    scenario(
      "are a foreign key: an orphan goes before the new one of the same owner",
      async ({ session, sent, rows }) => {
        const member = new Member({ email: "a@x", badge: new Badge({ color: "red" }) });
        session.add(member);
        await session.commit();
        sent.clear();
        member.badge = new Badge({ color: "blue" });
        await session.commit();
        expect(sent.steps).toEqual(["DELETE uv_badges", "INSERT uv_badges"]);
        expect((await rows(Badge)).map((row) => row.slice(1))).toEqual([["blue", member.id]]);
      },
    );

    scenario("come back with a rollback", async (given) => {
      const { session, rows } = given;
      const [a] = await three(given);
      await session.delete(a);
      const fresh = new Locker({ name: "a" });
      session.add(fresh);
      await session.flush();
      await session.rollback();
      expect([inspect(a).persistent, inspect(fresh).transient]).toEqual([true, true]);
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["a", "b", "c"]);
    });

    scenario("are kept when a failure follows", async (given) => {
      const { session, rows } = given;
      const [a, b] = await three(given);
      await session.delete(a);
      session.addAll([new Locker({ name: "a" }), new Locker({ name: b.name })]);
      await expect((async () => session.flush())()).rejects.toThrow(IntegrityError);
      await session.rollback();
      expect(inspect(a).persistent).toBe(true);
      expect(await rows(Locker)).toHaveLength(3);
    });
  });

  describe("unique values that are hard to give up", () => {
    scenario(
      "foreign keys that may not be NULL cannot be exchanged: refused before anything is sent",
      async ({ session, sent, rows }) => {
        const badges = [new Badge({ color: "red" }), new Badge({ color: "blue" })] as const;
        const [ann, ben] = [new Member({ email: "a", badge: badges[0] }), new Member({ email: "b", badge: badges[1] })];
        session.addAll([ann, ben]);
        await session.commit();
        sent.clear();
        [badges[0].memberId, badges[1].memberId] = [ben.id, ann.id];
        const error: unknown = await (async () => session.flush())().catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(FlushError);
        expect((error as FlushError).code).toBe("unique-swap");
        expect((error as Error).message).toMatch(/the Badge with the key \d+ .*\(memberId\) of table "uv_badges"/);
        expect(sent.statements).toEqual([]);
        await session.rollback();
        expect((await rows(Badge)).map((row) => row[2])).toEqual([
          await ann.awaitableAttrs.id,
          await ben.awaitableAttrs.id,
        ]);
      },
    );

    scenario("values of a fixed list are refused, and a flush in between is the way out", async ({ session, rows }) => {
      const [one, two] = [new Seat({ side: "left", front: true }), new Seat({ side: "right", front: true })];
      session.addAll([one, two]);
      await session.commit();
      [one.side, two.side] = ["right", "left"];
      await expect((async () => session.flush())()).rejects.toMatchObject({ code: "unique-swap" });
      await session.rollback();
      one.front = false;
      await session.flush();
      two.side = "left";
      await session.flush();
      [one.side, one.front] = ["right", true];
      await session.commit();
      expect((await rows(Seat)).map((row) => row.slice(1))).toEqual([
        ["right", true],
        ["left", true],
      ]);
    });

    scenario("values of every sort are exchanged", async ({ session, rows }) => {
      const [one, two] = [
        new Token({
          small: 1,
          whole: 1,
          big: 1n,
          exact: "1.50",
          day: "2001-01-01",
          moment: new Date(1e12),
          code: "aa",
          guid: "00000000-0000-4000-8000-000000000001",
        }),
        new Token({
          small: 2,
          whole: 2,
          big: 2n,
          exact: "2.50",
          day: "2002-01-01",
          moment: new Date(2e12),
          code: "bb",
          guid: "00000000-0000-4000-8000-000000000002",
        }),
      ];
      session.addAll([one, two]);
      await session.commit();
      const before = await rows(Token);
      for (const key of ["small", "whole", "big", "exact", "day", "moment", "code", "guid"] as const) {
        const [a, b] = [one[key], two[key]];
        Object.assign(one, { [key]: b });
        Object.assign(two, { [key]: a });
      }
      await session.commit();
      const [first, second] = before as [unknown[], unknown[]];
      expect(await rows(Token)).toEqual([
        [first[0], ...second.slice(1)],
        [second[0], ...first.slice(1)],
      ]);
    });

    scenario.on(["postgresql"], "a deferred constraint needs no care", async ({ session, sent, rows }) => {
      const tickets = [1, 2].map((rank) => new Ticket({ rank }));
      session.addAll(tickets);
      await session.commit();
      sent.clear();
      for (const ticket of tickets) ticket.rank = 3 - ticket.rank;
      await session.commit();
      expect(sent.statements).toHaveLength(1);
      expect((await rows(Ticket)).map((row) => row[1])).toEqual([2, 1]);
    });

    scenario("places of a list are moved round by one, and back to front", async ({ session, rows }) => {
      const items = [1, 2, 3, 4].map((place) => new Item({ place }));
      session.add(new Queue({ items }));
      await session.commit();
      const places = async (): Promise<unknown[]> => (await rows(Item)).map((row) => row[2]);
      for (const [i, item] of items.entries()) item.place = i === 3 ? 1 : i + 2;
      await session.flush();
      expect(await places()).toEqual([2, 3, 4, 1]);
      for (const item of items) item.place = 5 - item.place;
      await session.flush();
      expect(await places()).toEqual([3, 2, 1, 4]);
      for (const item of items) item.place += 1;
      await session.commit();
      expect(await places()).toEqual([4, 3, 2, 5]);
    });

    scenario("places of a list of which nothing else is in memory", async ({ session, rows }) => {
      const items = [1, 2, 3].map((place) => new Item({ place }));
      session.add(new Queue({ items }));
      await session.commit();
      session.expireAll();
      for (const [i, item] of items.entries()) item.place = i === 2 ? 1 : i + 2;
      await session.commit();
      expect((await rows(Item)).map((row) => row[2])).toEqual([2, 3, 1]);
    });

    const addresses = async ({ session, sent }: Scenario): Promise<[Address, Address, Club]> => {
      const club = new Club({ title: "a" });
      session.add(club);
      await session.flush();
      const made = [
        new Address({ clubId: club.id, town: "Ulm" }),
        new Address({ clubId: club.id, town: "Bonn", isFirst: true }),
      ] as [Address, Address];
      session.addAll(made);
      await session.commit();
      sent.clear();
      return [...made, club];
    };

    scenario("of a partial index: who is the first no more goes before who becomes it", async (given) => {
      const { session, rows } = given;
      const [ulm, bonn] = await addresses(given);
      [ulm.isFirst, bonn.isFirst] = [true, false];
      await session.flush();
      expect((await rows(Address)).map((row) => row[3])).toEqual([true, false]);
      session.expireAll();
      [ulm.isFirst, bonn.isFirst] = [false, true];
      await session.commit();
      expect((await rows(Address)).map((row) => row[3])).toEqual([false, true]);
    });

    scenario("of a partial index: a deleted row goes before a new one that takes its place", async (given) => {
      const { session, rows } = given;
      const [, bonn, club] = await addresses(given);
      await session.delete(bonn);
      session.add(new Address({ clubId: club.id, town: "Rom", isFirst: true }));
      await session.commit();
      expect((await rows(Address)).map((row) => row.slice(2))).toEqual([
        ["Ulm", false],
        ["Rom", true],
      ]);
    });

    scenario("of a partial index: rows that it does not count are in nobody's way", async (given) => {
      const { session, sent, dialect } = given;
      const [ulm, , club] = await addresses(given);
      ulm.town = "Rom";
      await session.delete(ulm);
      session.add(new Address({ clubId: club.id, town: "Rom" }));
      await session.commit();
      expect([sent.steps, dialect]).toEqual([["INSERT uv_addresses", "DELETE uv_addresses"], dialect]);
    });

    scenario("an item goes, and the others move up", async ({ session, rows }) => {
      const items = [1, 2, 3].map((place) => new Item({ place }));
      const queue = new Queue({ items });
      session.add(queue);
      await session.commit();
      queue.items.shift();
      for (const [i, item] of queue.items.entries()) item.place = i + 1;
      queue.items.push(new Item({ place: 3 }));
      await session.commit();
      expect((await rows(Item)).map((row) => row[2])).toEqual([1, 2, 3]);
    });

    scenario("in a tree, a name passes to a new parent of the row that had it", async ({ session, rows }) => {
      const folder = new Folder({ name: "x" });
      session.add(folder);
      await session.commit();
      folder.name = "y";
      folder.parent = new Folder({ name: "x", parent: new Folder({ name: "top" }) });
      await session.commit();
      const names = new Map((await rows(Folder)).map(([id, name, parent]) => [id, [name, parent]]));
      expect(names.get(folder.id)).toEqual(["y", folder.parent.id]);
      expect(names.get(folder.parent.id)).toEqual(["x", folder.parent.parent?.id]);
    });

    scenario("in a tree, a deleted branch gives its names to a new one", async ({ session, rows }) => {
      const branch = new Folder({ name: "a", children: [new Folder({ name: "b" })] });
      session.add(branch);
      await session.commit();
      await session.delete(branch);
      session.add(new Folder({ name: "b", children: [new Folder({ name: "a" })] }));
      await session.commit();
      expect((await rows(Folder)).map((row) => row[1])).toEqual(["b", "a"]);
    });
  });

  describe("unique foreign keys that are filled afterwards (postUpdate)", () => {
    const teams = async ({ session, sent }: Scenario): Promise<[Team, Team]> => {
      const made = ["a", "b"].map((name) => {
        const captain = new Player();
        return new Team({ name, players: [captain], captain });
      }) as [Team, Team];
      session.addAll(made);
      await session.commit();
      sent.clear();
      return made;
    };

    scenario("are exchanged by way of NULL", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = await teams(given);
      const [first, second] = [a.captain, b.captain] as [Player, Player];
      [a.captain, b.captain] = [second, first];
      await session.commit();
      expect(sent.steps).toEqual(["UPDATE uv_teams"]);
      expect((await rows(Team)).map((row) => row[2])).toEqual([second.id, first.id]);
      expect([a.captainId, b.captainId]).toEqual([second.id, first.id]);
    });

    scenario("pass on from a team that is deleted", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = await teams(given);
      const captain = a.captain as Player;
      captain.team = b;
      b.captain = captain;
      await session.delete(a);
      await session.commit();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual([
        "UPDATE uv_players",
        "UPDATE uv_teams",
        "DELETE uv_teams",
      ]);
      expect((await rows(Team)).map((row) => row.slice(1))).toEqual([["b", captain.id]]);
    });
  });

  describe("primary keys that are exchanged", () => {
    scenario("generated ones by a number below those that are", async ({ session, sent, rows }) => {
      const [a, b] = [new Locker({ name: "a" }), new Locker({ name: "b" })];
      session.addAll([a, b]);
      await session.commit();
      sent.clear();
      const [first, second] = [a.id, b.id];
      [a.id, b.id] = [second, first];
      await session.commit();
      expect(sent.steps.filter((step) => step.startsWith("UPDATE"))).toEqual(["UPDATE uv_lockers"]);
      expect(sent.statements.at(-3)?.params[0]).toBeLessThan(0);
      expect((await rows(Locker)).map((row) => row.slice(0, 2))).toEqual([
        [first, "b"],
        [second, "a"],
      ]);
      expect([await session.get(Locker, first), await session.get(Locker, second)]).toEqual([b, a]);
      session.add(new Locker({ name: "c" }));
      await session.commit();
      expect((await rows(Locker)).map((row) => row[1])).toEqual(["b", "a", "c"]);
    });

    scenario("rows that refer to them follow in the database", async ({ session, rows }) => {
      const [red, blue] = [new Line({ code: "red" }), new Line({ code: "blue" })];
      const stations = [new Station({ line: red }), new Station({ line: blue })] as const;
      session.addAll(stations);
      await session.commit();
      [red.code, blue.code] = ["blue", "red"];
      await session.commit();
      expect((await rows(Station)).map((row) => row[1])).toEqual(["blue", "red"]);
      expect([stations[0].lineCode, stations[1].lineCode]).toEqual(["blue", "red"]);
      expect(await session.get(Line, "blue")).toBe(red);
    });

    scenario("one takes the key of a deleted row, another that of the first", async ({ session, sent, rows }) => {
      const [a, b, c] = [new Locker({ name: "a" }), new Locker({ name: "b" }), new Locker({ name: "c" })];
      session.addAll([a, b, c]);
      await session.commit();
      sent.clear();
      const [first, second] = [a.id, b.id];
      await session.delete(a);
      b.id = first;
      c.id = second;
      await session.commit();
      expect(sent.steps).toEqual(["DELETE uv_lockers", "UPDATE uv_lockers"]);
      expect((await rows(Locker)).map((row) => row.slice(0, 2))).toEqual([
        [first, "b"],
        [second, "c"],
      ]);
      expect(await session.get(Locker, second)).toBe(c);
    });

    scenario("are what they were after a rollback", async ({ session, rows }) => {
      const [a, b] = [new Line({ code: "a", color: "red" }), new Line({ code: "b", color: "blue" })];
      session.addAll([a, b]);
      await session.commit();
      [a.code, b.code] = ["b", "a"];
      await session.flush();
      await session.rollback();
      expect([await a.awaitableAttrs.code, await b.awaitableAttrs.code]).toEqual(["a", "b"]);
      expect([await session.get(Line, "a"), await session.get(Line, "b")]).toEqual([a, b]);
      expect((await session.scalars(select(Line.c.color).orderBy(Line.c.code))).all()).toEqual(["red", "blue"]);
      expect(await rows(Line)).toHaveLength(2);
    });

    scenario("a new row replaces a deleted one and passes its unique value on", async ({ session, sent, rows }) => {
      const [a, b] = [new Locker({ name: "a" }), new Locker({ name: "b" })];
      session.addAll([a, b]);
      await session.commit();
      sent.clear();
      await session.delete(b);
      const fresh = new Locker({ id: b.id, name: "a" });
      session.add(fresh);
      a.name = "b";
      await session.commit();
      expect(sent.steps).toEqual(["UPDATE uv_lockers"]);
      expect((await rows(Locker)).map((row) => row.slice(0, 2))).toEqual([
        [a.id, "b"],
        [fresh.id, "a"],
      ]);
    });
  });
});
