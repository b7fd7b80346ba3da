// Which statements a flush sends for a graph, in which order, and how many.
import { StaleDataError } from "athanor/orm";
import { deleteFrom, update } from "athanor";
import { getHistory, inspect } from "athanor/orm";
import { describe, expect } from "vitest";
import { describeScenarios, type Scenario } from "../../support/scenarios.ts";
import { Base, Box, Hall, Owner, Person, Pet, Place, Toy } from "./models.ts";

async function kennel({ session, sent }: Scenario): Promise<[Owner, Pet, Pet]> {
  const [rex, kit] = [new Pet({ name: "Rex" }), new Pet({ name: "Kit" })];
  const owner = new Owner({ name: "Ann", pets: [rex, kit] });
  session.add(owner);
  await session.commit();
  sent.clear();
  return [owner, rex, kit];
}

/** Parameters of all statements, as one list of values: databases send rows in batches of their own. */
const updatesOf = ({ sent }: Scenario, table: string): number =>
  sent.texts.filter((text) => text.startsWith(`UPDATE ${table}`)).length;

describeScenarios("the statements of a flush", Base.metadata, (scenario) => {
  describe("a flush of parents and children", () => {
    scenario("inserts the parent, then the children, whichever was added first", async ({ session, sent, rows }) => {
      const owner = new Owner({ name: "Ann" });
      const pets = [new Pet({ name: "Rex", owner }), new Pet({ name: "Kit", owner })];
      session.addAll(pets);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_owners", "INSERT fl_pets"]);
      expect((await rows(Pet)).map((row) => row.slice(1))).toEqual([
        ["Rex", owner.id],
        ["Kit", owner.id],
      ]);
      expect(pets.map(({ ownerId }) => ownerId)).toEqual([owner.id, owner.id]);
    });

    scenario("deletes the children before the parent", async (given) => {
      const { session, sent, rows } = given;
      const [owner, rex, kit] = await kennel(given);
      for (const each of [owner, rex, kit]) await session.delete(each);
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual(["DELETE fl_pets", "DELETE fl_owners"]);
      expect([...(await rows(Pet)), ...(await rows(Owner))]).toEqual([]);
    });

    scenario("empties the keys of children that stay, then deletes the parent", async (given) => {
      const { session, sent, rows } = given;
      const [owner, rex, kit] = await kennel(given);
      await session.delete(owner);
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual(["UPDATE fl_pets", "DELETE fl_owners"]);
      expect((await rows(Pet)).map((row) => row[2])).toEqual([null, null]);
      expect([rex.ownerId, kit.ownerId]).toEqual([null, null]);
    });

    scenario("deletes one child and empties the key of the other", async (given) => {
      const { session, sent, rows } = given;
      const [owner, rex, kit] = await kennel(given);
      await session.delete(owner);
      await session.delete(rex);
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual([
        "UPDATE fl_pets",
        "DELETE fl_pets",
        "DELETE fl_owners",
      ]);
      expect(await rows(Pet)).toEqual([[kit.id, "Kit", null]]);
      expect(updatesOf(given, "fl_pets")).toBe(1);
    });

    scenario("reads children that are not in memory by one SELECT for all parents", async ({ session, sent, rows }) => {
      const owners = ["a", "b", "c"].map((name) => new Owner({ name, pets: [new Pet({ name }), new Pet({ name })] }));
      session.addAll(owners);
      await session.commit();
      session.expireAll();
      for (const owner of owners) await session.refresh(owner, ["name"]);
      sent.clear();
      for (const owner of owners) await session.delete(owner);
      await session.flush();
      expect(sent.texts.filter((text) => text.startsWith("SELECT"))).toHaveLength(1);
      expect((await rows(Pet)).map((row) => row[2])).toEqual([null, null, null, null, null, null]);
    });

    scenario("moves a child by one UPDATE, told from either side", async (given) => {
      const { session, sent, rows } = given;
      const [, rex, kit] = await kennel(given);
      const other = new Owner({ name: "Ben", pets: [] });
      session.add(other);
      await session.flush();
      sent.clear();
      other.pets.push(rex);
      kit.owner = other;
      await session.flush();
      expect(sent.steps).toEqual(["UPDATE fl_pets"]);
      expect((await rows(Pet)).map((row) => row[2])).toEqual([other.id, other.id]);
      expect(await (await session.getOne(Owner, other.id)).awaitableAttrs.pets).toEqual([rex, kit]);
    });

    scenario("moves a child to a parent that is new, and deletes the old one", async (given) => {
      const { session, sent, rows } = given;
      const [owner, rex, kit] = await kennel(given);
      const other = new Owner({ name: "Ben", pets: [rex, kit] });
      session.add(other);
      await session.delete(owner);
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual([
        "INSERT fl_owners",
        "UPDATE fl_pets",
        "DELETE fl_owners",
      ]);
      expect((await rows(Pet)).map((row) => row[2])).toEqual([other.id, other.id]);
    });

    scenario("writes a foreign key that was set by hand", async (given) => {
      const { session, sent, rows } = given;
      const [owner, rex] = await kennel(given);
      rex.ownerId = null;
      await session.flush();
      expect(sent.texts).toEqual(["UPDATE fl_pets SET ownerId=? WHERE fl_pets.id = ?"]);
      rex.ownerId = owner.id;
      await session.flush();
      expect((await rows(Pet)).map((row) => row[2])).toEqual([owner.id, owner.id]);
    });

    scenario("lets a relationship win over a foreign key that was set by hand", async (given) => {
      const { session, rows } = given;
      const [, rex] = await kennel(given);
      const other = new Owner({ name: "Ben" });
      session.add(other);
      await session.flush();
      rex.ownerId = null;
      rex.owner = other;
      await session.flush();
      expect((await rows(Pet))[0]).toEqual([rex.id, "Rex", other.id]);
      expect(rex.ownerId).toBe(other.id);
    });

    scenario("writes nothing for a child that leaves and comes back", async (given) => {
      const { session, sent } = given;
      const [owner, rex] = await kennel(given);
      owner.pets.splice(0, 1);
      owner.pets.push(rex);
      await session.flush();
      expect(sent.statements).toEqual([]);
      expect(getHistory(owner, "pets").hasChanges()).toBe(false);
    });

    scenario("writes what a child has of its own and its new parent in one UPDATE", async (given) => {
      const { session, sent } = given;
      const [, rex] = await kennel(given);
      const other = new Owner({ name: "Ben" });
      session.add(other);
      await session.flush();
      sent.clear();
      rex.name = "Max";
      rex.owner = other;
      await session.flush();
      expect(sent.texts).toEqual(["UPDATE fl_pets SET name=?, ownerId=? WHERE fl_pets.id = ?"]);
    });

    scenario("keeps the order of add(), parents and children alike", async ({ session, rows }) => {
      const names = ["e", "a", "d", "b", "c"];
      for (const name of names)
        session.add(new Owner({ name, pets: [new Pet({ name: `${name}1` }), new Pet({ name: `${name}2` })] }));
      await session.flush();
      expect((await rows(Owner)).map((row) => row[1])).toEqual(names);
      expect((await rows(Pet)).map((row) => row[1])).toEqual(names.flatMap((name) => [`${name}1`, `${name}2`]));
    });

    scenario("does not hold more of a session than was written", async (given) => {
      const { session, sent } = given;
      const [owner] = await kennel(given);
      owner.name = "Eve";
      expect(session.dirty.has(owner)).toBe(true);
      await session.flush();
      expect([session.dirty.size, session.new.size, session.deleted.size]).toEqual([0, 0, 0]);
      sent.clear();
      await session.flush();
      expect(sent.statements).toEqual([]);
    });
  });

  describe("a flush of references that go one way", () => {
    const toyBox = async ({ session, sent }: Scenario): Promise<[Toy, Box]> => {
      const box = new Box({ size: 3 });
      const toy = new Toy({ name: "ball", box });
      session.add(toy);
      await session.commit();
      sent.clear();
      return [toy, box];
    };

    scenario("inserts the target first", async (given) => {
      const { session, sent } = given;
      session.add(new Toy({ name: "ball", box: new Box() }));
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_boxes", "INSERT fl_toys"]);
    });

    scenario("deletes the target last, though it was not loaded", async (given) => {
      const { session, sent, rows } = given;
      const [toy, box] = await toyBox(given);
      session.expunge(toy);
      const again = await session.getOne(Toy, toy.id);
      sent.clear();
      await session.delete(box);
      await session.delete(again);
      await session.flush();
      expect(sent.steps).toEqual(["DELETE fl_toys", "DELETE fl_boxes"]);
      expect(await rows(Box)).toEqual([]);
    });

    scenario("empties the key and deletes the target that was let go", async (given) => {
      const { session, sent, rows } = given;
      const [toy, box] = await toyBox(given);
      toy.box = null;
      await session.delete(box);
      await session.flush();
      expect(sent.steps).toEqual(["UPDATE fl_toys", "DELETE fl_boxes"]);
      expect(await rows(Toy)).toEqual([[toy.id, "ball", null]]);
    });

    scenario("empties a key without reading the target", async (given) => {
      const { session, sent, rows } = given;
      const [toy] = await toyBox(given);
      session.expire(toy, ["box"]);
      toy.box = null;
      await session.flush();
      expect(sent.steps).toEqual(["UPDATE fl_toys"]);
      expect((await rows(Toy))[0]?.[2]).toBe(null);
    });

    scenario("points to another target without reading the first", async (given) => {
      const { session, sent } = given;
      const [toy] = await toyBox(given);
      session.expire(toy);
      toy.box = new Box({ size: 9 });
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_boxes", "UPDATE fl_toys"]);
      expect(await toy.awaitableAttrs.boxId).toBe((await toy.awaitableAttrs.box)?.id);
    });

    scenario("sends nothing for the same target set again", async (given) => {
      const { session, sent } = given;
      const [toy, box] = await toyBox(given);
      toy.box = box;
      await session.flush();
      expect(sent.statements).toEqual([]);
    });

    scenario("swaps the targets of two objects", async (given) => {
      const { session, rows } = given;
      const [toy, box] = await toyBox(given);
      const other = new Toy({ name: "kite", box: new Box() });
      session.add(other);
      await session.flush();
      const second = other.box;
      [toy.box, other.box] = [second, box];
      await session.flush();
      expect((await rows(Toy)).map((row) => row[2])).toEqual([second?.id, box.id]);
    });
  });

  describe("batches of a flush", () => {
    scenario("split where the columns that changed differ, and nowhere else", async ({ session, sent, dialect }) => {
      const toys = Array.from({ length: 6 }, (_, i) => new Toy({ name: `t${i}` }));
      const box = new Box();
      session.addAll([box, ...toys]);
      await session.commit();
      sent.clear();
      for (const [i, toy] of toys.entries()) {
        toy.name = `n${i}`;
        if (i >= 3) toy.box = box;
      }
      await session.flush();
      const perRow = dialect === "mysql" ? [...new Set(sent.texts)] : sent.texts;
      expect(perRow.map((text) => /SET (.*?) (WHERE|FROM)/.exec(text)?.[1]?.replaceAll(/changed\.\w+/g, "?"))).toEqual([
        "name=?",
        "name=?, boxId=?",
      ]);
    });

    scenario("of DELETEs are one statement for a class, or one a row", async ({ session, sent, rows }) => {
      const toys = Array.from({ length: 4 }, (_, i) => new Toy({ name: `t${i}` }));
      session.addAll(toys);
      await session.commit();
      sent.clear();
      for (const toy of toys) await session.delete(toy);
      await session.flush();
      expect(sent.steps).toEqual(["DELETE fl_toys"]);
      expect(await rows(Toy)).toEqual([]);
    });

    scenario("go on after an object with a key of its own", async ({ session, rows }) => {
      session.addAll([new Toy({ name: "a" }), new Toy({ id: 900, name: "b" }), new Toy({ name: "c" })]);
      await session.commit();
      expect(new Set((await rows(Toy)).map((row) => row[1]))).toEqual(new Set(["a", "b", "c"]));
      expect((await session.getOne(Toy, 900)).name).toBe("b");
    });
  });

  describe("rows that are not what the flush takes them for", () => {
    const flush = async ({ session }: Scenario): Promise<unknown> =>
      (async () => session.flush())().catch((error: unknown) => error);

    /** Somebody else deletes rows, in the same transaction so that nobody waits for a lock. */
    const behind = async ({ session }: Scenario, id: number): Promise<void> => {
      await (await session.connection()).execute(deleteFrom(Toy).where(Toy.c.id.eq(id)));
    };
    const toys = async ({ session }: Scenario, count: number): Promise<Toy[]> => {
      const made = Array.from({ length: count }, (_, i) => new Toy({ name: `t${i}` }));
      session.addAll(made);
      await session.commit();
      return made;
    };

    scenario("an UPDATE of a row that is gone says how many rows it met", async (given) => {
      const [toy] = (await toys(given, 1)) as [Toy];
      await behind(given, toy.id);
      toy.name = "x";
      const error = await flush(given);
      expect(error).toBeInstanceOf(StaleDataError);
      expect(error).toMatchObject({ table: "fl_toys", expected: 1, matched: 0 });
    });

    scenario("an UPDATE of several rows counts them together", async (given) => {
      const list = await toys(given, 3);
      await behind(given, (list[1] as Toy).id);
      for (const toy of list) toy.name = "x";
      expect(await flush(given)).toMatchObject({ code: "stale-data", expected: 3, matched: 2 });
      await given.session.rollback();
      expect((await given.rows(Toy)).map((row) => row[1])).toEqual(["t0", "t1", "t2"]);
    });

    scenario("an UPDATE to the value that the row has already meets it", async (given) => {
      const { session, rows } = given;
      const [toy] = (await toys(given, 1)) as [Toy];
      await (await session.connection()).execute(update(Toy).set({ name: "x" }).where(Toy.c.id.eq(toy.id)));
      toy.name = "x";
      await session.commit();
      expect((await rows(Toy))[0]?.[1]).toBe("x");
    });

    scenario("a DELETE of rows of which one is gone is told", async (given) => {
      const list = await toys(given, 3);
      await behind(given, (list[2] as Toy).id);
      for (const toy of list) await given.session.delete(toy);
      expect(await flush(given)).toMatchObject({ code: "stale-data", expected: 3, matched: 2 });
      await given.session.rollback();
      expect(list.map((toy) => inspect(toy).persistent)).toEqual([true, true, true]);
    });

    scenario("deleting twice in two flushes sends one DELETE", async (given) => {
      const { session, sent } = given;
      const [toy] = (await toys(given, 1)) as [Toy];
      sent.clear();
      await session.delete(toy);
      await session.flush();
      await session.delete(toy);
      await session.commit();
      expect(sent.steps).toEqual(["DELETE fl_toys"]);
    });
  });

  describe("rows that a new object takes over", () => {
    scenario("are updated in all columns, those that were not given to NULL", async ({ session, sent, rows }) => {
      const old = new Toy({ name: "a", box: new Box() });
      session.add(old);
      await session.commit();
      sent.clear();
      await session.delete(old);
      const fresh = new Toy({ id: old.id, name: "b" });
      session.add(fresh);
      await session.flush();
      expect(sent.texts).toEqual(["UPDATE fl_toys SET name=?, boxId=? WHERE fl_toys.id = ?"]);
      expect(await rows(Toy)).toEqual([[fresh.id, "b", null]]);
      expect(await session.get(Toy, fresh.id)).toBe(fresh);
    });

    scenario("keep the children that the new object is given", async (given) => {
      const { session, rows } = given;
      const [owner, rex, kit] = await kennel(given);
      await session.delete(owner);
      const fresh = new Owner({ id: owner.id, name: "Ben", pets: [kit] });
      session.add(fresh);
      await session.flush();
      expect(await rows(Owner)).toEqual([[fresh.id, "Ben"]]);
      expect(await rows(Pet)).toEqual([
        [rex.id, "Rex", null],
        [kit.id, "Kit", fresh.id],
      ]);
    });

    scenario("take along owned children with the same keys", async ({ session, sent, rows }) => {
      const hall = new Hall({ house: "x", floor: 1, places: [new Place({ no: 1 }), new Place({ no: 2 })] });
      session.add(hall);
      await session.commit();
      sent.clear();
      await session.delete(hall);
      session.add(
        new Hall({
          house: "x",
          floor: 1,
          use: "new",
          places: [new Place({ no: 2, house: "x", floor: 1 }), new Place({ no: 3 })],
        }),
      );
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual([
        "UPDATE fl_halls",
        "INSERT fl_places",
        "DELETE fl_places",
      ]);
      expect(await rows(Hall)).toEqual([["x", 1, "new"]]);
      expect((await rows(Place)).map((row) => row[0])).toEqual([2, 3]);
    });

    scenario("come back as the old object after a rollback", async ({ session, rows }) => {
      const old = new Toy({ name: "a" });
      session.add(old);
      await session.commit();
      await session.delete(old);
      const fresh = new Toy({ id: old.id, name: "b" });
      session.add(fresh);
      await session.flush();
      await session.rollback();
      expect([inspect(old).persistent, inspect(fresh).transient]).toEqual([true, true]);
      expect(await old.awaitableAttrs.name).toBe("a");
      expect(await session.get(Toy, await old.awaitableAttrs.id)).toBe(old);
      expect(await rows(Toy)).toHaveLength(1);
    });
  });

  describe("a flush of keys with two columns", () => {
    scenario("passes both on to children", async ({ session, sent, rows }) => {
      const hall = new Hall({ house: "x", floor: 2, places: [new Place({ no: 1 }), new Place({ no: 2 })] });
      session.add(hall);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_halls", "INSERT fl_places"]);
      expect(await rows(Place)).toEqual([
        [1, "x", 2],
        [2, "x", 2],
      ]);
      expect(await session.get(Place, { no: 2, house: "x", floor: 2 })).toBe(hall.places[1]);
    });

    scenario("deletes orphans by the whole key", async ({ session, sent, rows }) => {
      const hall = new Hall({ house: "x", floor: 2, places: [new Place({ no: 1 }), new Place({ no: 2 })] });
      session.add(hall);
      await session.commit();
      sent.clear();
      hall.places.shift();
      await session.flush();
      expect(sent.texts).toEqual([
        "DELETE FROM fl_places WHERE fl_places.no = ? AND fl_places.house = ? AND fl_places.floor = ?",
      ]);
      expect(await rows(Place)).toEqual([[2, "x", 2]]);
    });

    scenario("tells of a new object that lacks one half", async ({ session, sent }) => {
      session.add(new Hall({ house: "x" } as never));
      await expect((async () => session.flush())()).rejects.toMatchObject({ code: "flush-missing-key" });
      expect(sent.steps).toEqual([]);
    });
  });

  describe("a flush of a tree", () => {
    const family = async ({ session, sent }: Scenario): Promise<Person[]> => {
      const leaf = new Person({ name: "c" });
      const middle = new Person({ name: "b", children: [leaf] });
      const root = new Person({ name: "a", children: [middle] });
      session.add(root);
      await session.commit();
      sent.clear();
      return [root, middle, leaf];
    };

    scenario("inserts a level at a time", async ({ session, sent, rows }) => {
      const leaves = ["c", "d", "e"].map((name) => new Person({ name }));
      const root = new Person({ name: "a", children: [new Person({ name: "b", children: leaves })] });
      session.add(leaves[2] as Person);
      session.add(root);
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_people"]);
      const byName = new Map((await rows(Person)).map(([id, name, parent]) => [name, { id, parent }]));
      expect(byName.get("e")?.parent).toBe(byName.get("b")?.id);
      expect(byName.get("b")?.parent).toBe(root.id);
    });

    scenario("deletes the leaves first", async (given) => {
      const { session, sent, rows } = given;
      for (const person of await family(given)) await session.delete(person);
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual(["DELETE fl_people"]);
      expect(sent.texts.filter((text) => text.startsWith("DELETE"))).toHaveLength(3);
      expect(await rows(Person)).toEqual([]);
    });

    scenario("empties the keys of what a deleted node had", async (given) => {
      const { session, sent, rows } = given;
      const [root, middle, leaf] = (await family(given)) as [Person, Person, Person];
      await session.delete(middle);
      await session.flush();
      expect(sent.steps.filter((step) => !step.startsWith("SELECT"))).toEqual(["UPDATE fl_people", "DELETE fl_people"]);
      expect(await rows(Person)).toEqual([
        [root.id, "a", null],
        [leaf.id, "c", null],
      ]);
    });

    scenario("turns a branch upside down", async (given) => {
      const { session, rows } = given;
      const [root, middle, leaf] = (await family(given)) as [Person, Person, Person];
      leaf.parent = null;
      middle.parent = leaf;
      root.parent = middle;
      await session.commit();
      expect((await rows(Person)).map((row) => row[2])).toEqual([middle.id, leaf.id, null]);
      expect(await leaf.awaitableAttrs.children).toEqual([middle]);
    });

    scenario("puts a new node between two", async (given) => {
      const { session, sent, rows } = given;
      const [root, middle] = (await family(given)) as [Person, Person, Person];
      const between = new Person({ name: "n", parent: root });
      middle.parent = between;
      await session.flush();
      expect(sent.steps).toEqual(["INSERT fl_people", "UPDATE fl_people"]);
      expect((await rows(Person)).find((row) => row[1] === "b")?.[2]).toBe(between.id);
      expect(between.parentId).toBe(root.id);
    });

    scenario("has a node that is its own parent, by its key or as an update", async ({ session, rows }) => {
      const self = new Person({ name: "a" });
      session.add(self);
      await session.flush();
      self.parent = self;
      await session.flush();
      const other = new Person({ id: 9000, name: "b" });
      other.parent = other;
      session.add(other);
      await session.commit();
      expect((await rows(Person)).map((row) => row[2])).toEqual([self.id, 9000]);
      await session.delete(other);
      await session.commit();
      expect(await rows(Person)).toHaveLength(1);
    });

    scenario("refuses two new nodes that are each other's parent", async ({ session, sent }) => {
      const a = new Person({ name: "a" });
      a.parent = new Person({ name: "b", parent: a });
      session.add(a);
      await expect((async () => session.flush())()).rejects.toMatchObject({ code: "circular-dependency" });
      expect(sent.steps).toEqual([]);
    });
  });
});
