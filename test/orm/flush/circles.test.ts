// Rows that refer to each other: circles, keys that are filled afterwards, links of one table with itself, one-to-one.
import { deleteFrom } from "athanor";
import { inspect } from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Base, Door, friendships, House, Page, Person, Roof, Shop, Ware } from "./models.ts";

const writes = ({ sent }: Scenario): string[] => sent.steps.filter((step) => !step.startsWith("SELECT"));

describeScenarios("rows that refer to each other", Base.metadata, (scenario) => {
  describe("a circle of two tables, one key filled afterwards", () => {
    const shop = async ({ session, sent }: Scenario): Promise<[Shop, Ware, Ware]> => {
      const wares = [new Ware({ name: "tea" }), new Ware({ name: "jam" })] as const;
      const made = new Shop({ name: "s", wares: [...wares], favorite: wares[0] });
      session.add(made);
      await session.commit();
      sent.clear();
      return [made, ...wares];
    };

    scenario("inserts both, then updates the one", async (given) => {
      const { session, sent, rows } = given;
      const ware = new Ware({ name: "tea" });
      const made = new Shop({ name: "s", wares: [ware], favorite: ware });
      session.add(made);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_shops", "INSERT fl_wares", "UPDATE fl_shops"]);
      expect(sent.texts.at(-1)).toBe("UPDATE fl_shops SET favoriteId=? WHERE fl_shops.id = ?");
      expect(await rows(Shop)).toEqual([[made.id, "s", ware.id]]);
      expect(made.favoriteId).toBe(ware.id);
    });

    scenario("sends no UPDATE where there is nothing to fill", async (given) => {
      const { session, sent } = given;
      session.add(new Shop({ name: "s", wares: [new Ware({ name: "tea" })] }));
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_shops", "INSERT fl_wares"]);
    });

    scenario("fills the keys of many rows together", async (given) => {
      const { session, sent, rows, dialect } = given;
      const shops = ["a", "b", "c"].map((name) => {
        const ware = new Ware({ name });
        return new Shop({ name, wares: [ware], favorite: ware });
      });
      session.addAll(shops);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_shops", "INSERT fl_wares", "UPDATE fl_shops"]);
      if (dialect !== "mysql") expect(sent.texts.filter((text) => text.startsWith("UPDATE"))).toHaveLength(1);
      expect((await rows(Shop)).map((row) => row[2])).toEqual(shops.map(({ favorite }) => favorite?.id));
    });

    scenario("changes the key of a row that is there", async (given) => {
      const { session, rows } = given;
      const [made, , jam] = await shop(given);
      made.favorite = jam;
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_shops"]);
      expect((await rows(Shop))[0]?.[2]).toBe(jam.id);
    });

    scenario("writes other columns first, and the key by an UPDATE of its own", async (given) => {
      const { session, sent, rows } = given;
      const [made] = await shop(given);
      made.name = "t";
      const ware = new Ware({ name: "oil", shop: made });
      made.favorite = ware;
      await session.flush();
      expect(sent.texts.filter((text) => text.startsWith("UPDATE"))).toEqual([
        "UPDATE fl_shops SET name=? WHERE fl_shops.id = ?",
        "UPDATE fl_shops SET favoriteId=? WHERE fl_shops.id = ?",
      ]);
      expect(await rows(Shop)).toEqual([[made.id, "t", ware.id]]);
    });

    scenario("empties the key with null, and sends nothing when it was empty", async (given) => {
      const { session, sent, rows } = given;
      const [made] = await shop(given);
      made.favorite = null;
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_shops"]);
      expect((await rows(Shop))[0]?.[2]).toBe(null);
      sent.clear();
      made.favorite = null;
      await session.flush();
      expect(sent.statements).toEqual([]);
    });

    scenario("empties the key before it deletes, for the database would not", async (given) => {
      const { session, rows } = given;
      const [made] = await shop(given);
      await session.delete(made);
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_shops", "DELETE fl_wares", "DELETE fl_shops"]);
      expect([...(await rows(Shop)), ...(await rows(Ware))]).toEqual([]);
    });

    scenario("lets go of a favourite that is deleted", async (given) => {
      const { session, rows } = given;
      const [made, tea, jam] = await shop(given);
      made.favorite = null;
      made.wares.splice(made.wares.indexOf(tea), 1);
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_shops", "DELETE fl_wares"]);
      expect((await rows(Ware)).map((row) => row[0])).toEqual([jam.id]);
    });

    scenario("points to a new one, and the old one goes", async (given) => {
      const { session, rows } = given;
      const [made, tea] = await shop(given);
      made.wares.splice(made.wares.indexOf(tea), 1);
      made.favorite = new Ware({ name: "oil", shop: made });
      await session.flush();
      expect(writes(given)).toEqual(["INSERT fl_wares", "UPDATE fl_shops", "DELETE fl_wares"]);
      expect((await rows(Shop))[0]?.[2]).toBe(made.favorite.id);
      expect((await rows(Ware)).map((row) => row[1])).toEqual(["jam", "oil"]);
    });

    scenario("exchanges favourites of two shops", async (given) => {
      const { session, rows } = given;
      const [made] = await shop(given);
      const ware = new Ware({ name: "oil" });
      const other = new Shop({ name: "t", wares: [ware], favorite: ware });
      session.add(other);
      await session.flush();
      [made.favorite, other.favorite] = [other.favorite, made.favorite];
      await session.flush();
      expect((await rows(Shop)).map((row) => row[2])).toEqual([ware.id, made.wares[0]?.id]);
    });

    scenario("is undone by a rollback, keys and all", async (given) => {
      const { session, rows } = given;
      const [made, tea, jam] = await shop(given);
      made.favorite = jam;
      await session.flush();
      await session.rollback();
      expect(await made.awaitableAttrs.favorite).toBe(tea);
      await session.delete(made);
      await session.flush();
      await session.rollback();
      expect([made, tea, jam].map((each) => inspect(each).persistent)).toEqual([true, true, true]);
      expect((await rows(Shop))[0]?.[2]).toBe(await tea.awaitableAttrs.id);
    });
  });

  describe("a table that refers to itself by two keys filled afterwards", () => {
    const book = async ({ session, sent }: Scenario): Promise<[Page, Page, Page]> => {
      const pages = ["a", "b", "c"].map((title) => new Page({ title })) as [Page, Page, Page];
      const [a, b, c] = pages;
      [a.next, b.next, b.previous, c.previous] = [b, c, a, b];
      session.addAll(pages);
      await session.commit();
      sent.clear();
      return pages;
    };

    scenario("inserts all, then fills both keys", async (given) => {
      const { session, sent, rows } = given;
      const [a, b] = [new Page({ title: "a" }), new Page({ title: "b" })];
      [a.next, b.previous] = [b, a];
      session.addAll([a, b]);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_pages", "UPDATE fl_pages"]);
      expect(await rows(Page)).toEqual([
        [a.id, "a", b.id, null],
        [b.id, "b", null, a.id],
      ]);
    });

    scenario("takes one out of the middle", async (given) => {
      const { session, rows } = given;
      const [a, b, c] = await book(given);
      [a.next, c.previous] = [c, a];
      await session.delete(b);
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_pages", "DELETE fl_pages"]);
      expect(await rows(Page)).toEqual([
        [a.id, "a", c.id, null],
        [c.id, "c", null, a.id],
      ]);
    });

    scenario("deletes all of a ring", async (given) => {
      const { session, rows } = given;
      const [a, b, c] = await book(given);
      [c.next, a.previous] = [a, c];
      await session.flush();
      for (const page of [a, b, c]) await session.delete(page);
      await session.flush();
      expect(await rows(Page)).toEqual([]);
    });

    scenario("turns the order round", async (given) => {
      const { session, rows } = given;
      const [a, b, c] = await book(given);
      [c.next, b.next, a.next, a.previous, b.previous, c.previous] = [b, a, null, b, c, null];
      await session.commit();
      expect((await rows(Page)).map((row) => row.slice(2))).toEqual([
        [null, b.id],
        [a.id, c.id],
        [b.id, null],
      ]);
    });

    scenario("may point to itself", async ({ session, rows }) => {
      const page = new Page({ title: "a" });
      page.next = page;
      session.add(page);
      await session.commit();
      expect((await rows(Page))[0]?.[2]).toBe(page.id);
      await session.delete(page);
      await session.commit();
      expect(await rows(Page)).toEqual([]);
    });
  });

  describe("links of a table with itself", () => {
    const three = async ({ session, sent }: Scenario): Promise<[Person, Person, Person]> => {
      const people = ["a", "b", "c"].map((name) => new Person({ name, friends: [], admirers: [] })) as [
        Person,
        Person,
        Person,
      ];
      people[0].friends.push(people[1], people[2]);
      people[1].friends.push(people[0]);
      session.addAll(people);
      await session.commit();
      sent.clear();
      return people;
    };
    const linksOf = async ({ rows }: Scenario): Promise<Set<string>> =>
      new Set((await rows(friendships)).map((row) => row.join(">")));

    scenario("are written from either side, once", async (given) => {
      const { session, sent } = given;
      const [a, b] = [new Person({ name: "a" }), new Person({ name: "b" })];
      a.friends.push(b);
      expect(b.admirers).toEqual([a]);
      b.friends.push(a);
      a.friends.push(a);
      session.add(a);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_people", "INSERT fl_friendships"]);
      expect(await linksOf(given)).toEqual(new Set([`${a.id}>${b.id}`, `${b.id}>${a.id}`, `${a.id}>${a.id}`]));
    });

    scenario("go one way: the other way is another row", async (given) => {
      const { session } = given;
      const [a, b, c] = await three(given);
      a.friends.splice(a.friends.indexOf(b), 1);
      await session.flush();
      expect(writes(given)).toEqual(["DELETE fl_friendships"]);
      expect(await linksOf(given)).toEqual(new Set([`${a.id}>${c.id}`, `${b.id}>${a.id}`]));
      expect(b.friends).toEqual([a]);
      expect(b.admirers).toEqual([]);
    });

    scenario("are removed and added in one flush", async (given) => {
      const { session } = given;
      const [a, b, c] = await three(given);
      b.friends = [c];
      c.friends = [a, b];
      await session.flush();
      expect(writes(given)).toEqual(["DELETE fl_friendships", "INSERT fl_friendships"]);
      expect(await linksOf(given)).toEqual(
        new Set([`${a.id}>${b.id}`, `${a.id}>${c.id}`, `${b.id}>${c.id}`, `${c.id}>${a.id}`, `${c.id}>${b.id}`]),
      );
    });

    scenario("go with a person, in both directions", async (given) => {
      const { session, rows } = given;
      const [a, b, c] = await three(given);
      await session.delete(a);
      await session.flush();
      expect(writes(given)).toEqual(["DELETE fl_friendships", "DELETE fl_people"]);
      expect(await linksOf(given)).toEqual(new Set());
      expect((await rows(Person)).map((row) => row[0])).toEqual([b.id, c.id]);
    });

    scenario("go with all of them at once", async (given) => {
      const { session, rows } = given;
      for (const person of await three(given)) await session.delete(person);
      await session.flush();
      expect([...(await rows(Person)), ...(await linksOf(given))]).toEqual([]);
    });

    scenario("are read again both ways", async (given) => {
      const { session } = given;
      const [a, b, c] = await three(given);
      session.expireAll();
      expect(new Set(await a.awaitableAttrs.friends)).toEqual(new Set([b, c]));
      expect(await a.awaitableAttrs.admirers).toEqual([b]);
      expect(await c.awaitableAttrs.friends).toEqual([]);
    });

    scenario("wait for a collection that is not loaded", async (given) => {
      const { session, sent } = given;
      const [a, , c] = await three(given);
      session.expire(a, ["friends", "admirers"]);
      sent.clear();
      c.friends.push(a);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_friendships"]);
      expect(new Set(await a.awaitableAttrs.admirers)).toEqual(
        new Set([c, ...(await a.awaitableAttrs.friends).slice(0, 1)]),
      );
    });

    scenario("of a tree that is also linked are written when both rows are there", async (given) => {
      const { session, sent } = given;
      const child = new Person({ name: "b" });
      const root = new Person({ name: "a", children: [child], friends: [child] });
      child.friends = [root];
      session.add(child);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_people", "INSERT fl_friendships"]);
      expect(await linksOf(given)).toEqual(new Set([`${root.id}>${child.id}`, `${child.id}>${root.id}`]));
    });

    scenario("that somebody else removed are missed", async (given) => {
      const { session } = given;
      const [a, b] = await three(given);
      const connection = await session.connection();
      await connection.execute(deleteFrom(friendships).where(friendships.c.fromId.eq(a.id)));
      a.friends.splice(a.friends.indexOf(b), 1);
      await expect((async () => session.flush())()).rejects.toMatchObject({
        code: "stale-data",
        table: "fl_friendships",
      });
    });
  });

  describe("one-to-one", () => {
    const house = async ({ session, sent }: Scenario): Promise<[House, Roof, Door]> => {
      const [roof, door] = [new Roof({ color: "red" }), new Door({ color: "oak" })];
      const made = new House({ name: "h", roof, door });
      session.add(made);
      await session.commit();
      sent.clear();
      return [made, roof, door];
    };

    scenario("is inserted parent first, and known from both sides", async (given) => {
      const { session, sent } = given;
      const roof = new Roof({ color: "red" });
      roof.house = new House({ name: "h" });
      expect(roof.house.roof).toBe(roof);
      session.add(roof);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_houses", "INSERT fl_roofs"]);
      expect(roof.houseId).toBe(roof.house.id);
    });

    scenario("with a key that may be NULL lets go of the old one", async (given) => {
      const { session, rows } = given;
      const [made, roof] = await house(given);
      made.roof = new Roof({ color: "blue" });
      expect(roof.house).toBe(null);
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_roofs", "INSERT fl_roofs"]);
      expect((await rows(Roof)).map((row) => row.slice(1))).toEqual([
        ["red", null],
        ["blue", made.id],
      ]);
    });

    scenario("with a key that may not be NULL deletes the old one", async (given) => {
      const { session, rows } = given;
      const [made, , door] = await house(given);
      made.door = new Door({ color: "ash" });
      await session.flush();
      expect(inspect(door).deleted).toBe(true);
      expect((await rows(Door)).map((row) => row.slice(1))).toEqual([["ash", made.id]]);
    });

    scenario("is let go with null", async (given) => {
      const { session, rows } = given;
      const [made] = await house(given);
      [made.roof, made.door] = [null, null];
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_roofs", "DELETE fl_doors"]);
      expect((await rows(Roof))[0]?.[2]).toBe(null);
      expect(await rows(Door)).toEqual([]);
    });

    scenario("moves from one parent to another, which loses its own", async (given) => {
      const { session, rows } = given;
      const [made, roof, door] = await house(given);
      const other = new House({ name: "i", roof: new Roof({ color: "blue" }), door: new Door({ color: "ash" }) });
      session.add(other);
      await session.flush();
      other.roof = roof;
      other.door = door;
      expect([made.roof, made.door]).toEqual([null, null]);
      await session.flush();
      expect((await rows(Roof)).map((row) => row.slice(1))).toEqual([
        ["red", other.id],
        ["blue", null],
      ]);
      expect(await rows(Door)).toEqual([[door.id, "oak", other.id]]);
    });

    scenario("is exchanged between two parents", async (given) => {
      const { session, rows } = given;
      const [made, roof, door] = await house(given);
      const other = new House({ name: "i", roof: new Roof({ color: "blue" }), door: new Door({ color: "ash" }) });
      session.add(other);
      await session.flush();
      const [secondRoof, secondDoor] = [other.roof, other.door] as [Roof, Door];
      [roof.house, secondRoof.house, door.house, secondDoor.house] = [other, made, other, made];
      await session.commit();
      expect((await rows(Roof)).map((row) => row[2])).toEqual([other.id, made.id]);
      expect((await rows(Door)).map((row) => row[2])).toEqual([other.id, made.id]);
    });

    scenario("goes, or loses its key, with the parent", async (given) => {
      const { session, rows } = given;
      const [made, roof, door] = await house(given);
      await session.delete(made);
      await session.flush();
      expect(writes(given)).toEqual(["UPDATE fl_roofs", "DELETE fl_doors", "DELETE fl_houses"]);
      expect([inspect(roof).persistent, inspect(door).deleted]).toEqual([true, true]);
      expect((await rows(Roof))[0]?.[2]).toBe(null);
    });

    scenario("may come before its parent is known", async ({ session, sent, rows }) => {
      const roof = new Roof({ color: "red" });
      session.add(roof);
      await session.flush();
      sent.clear();
      const made = new House({ name: "h", roof });
      session.add(made);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_houses", "UPDATE fl_roofs"]);
      expect((await rows(Roof))[0]?.[2]).toBe(made.id);
    });
  });
});
