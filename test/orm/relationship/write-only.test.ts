import { inspect as show } from "node:util";
import { deleteFrom, func, select } from "athanor";
import { inspect, joinedload, selectinload } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import { Base, Branch, friendships, Jar, Label, Person, Pet, Shelf, shelfLabels, Tin } from "./unloaded-models.ts";

const jar = (label: string): Jar => new Jar({ label });
const added = (object: object, name: string): unknown[] => [...inspect(object).history(name).added];
const deleted = (object: object, name: string): unknown[] => [...inspect(object).history(name).deleted];

describeScenarios("write-only collections", Base.metadata, (scenario) => {
  scenario("are written without ever being read", async ({ session, sent, rows }) => {
    const shelf = new Shelf({ name: "top" });
    shelf.jars.add(jar("plum"));
    shelf.jars.addAll([jar("pear"), jar("fig")]);
    session.add(shelf);
    expect(session.new.size).toBe(4);
    await session.commit();
    expect(sent.steps).toEqual(["INSERT shelves", "INSERT jars"]);
    expect((await rows(Jar)).map((row) => row.slice(1))).toEqual([
      ["plum", shelf.id],
      ["pear", shelf.id],
      ["fig", shelf.id],
    ]);
    sent.clear();
    const fig = (await session.scalars(shelf.jars.select().where(Jar.c.label.eq("fig")))).one();
    shelf.jars.remove(fig);
    shelf.jars.add(jar("quince"));
    await session.commit();
    expect(sent.steps).toEqual(["SELECT jars", "UPDATE jars", "INSERT jars"]);
    expect((await rows(Jar)).map((row) => row.slice(1))).toEqual([
      ["plum", shelf.id],
      ["pear", shelf.id],
      ["fig", null],
      ["quince", shelf.id],
    ]);
  });

  scenario("select in the order of the relationship, flushing before", async ({ session, sent }) => {
    const shelf = new Shelf({ name: "top", jars: [jar("plum"), jar("fig")] });
    session.add(shelf);
    expect((await session.scalars(shelf.jars.select())).all().map((each) => each.label)).toEqual(["plum", "fig"]);
    expect(sent.texts.at(-1)).toBe(
      "SELECT jars.id, jars.label, jars.shelfId FROM jars WHERE ? = jars.shelfId ORDER BY jars.id",
    );
    const narrowed = shelf.jars.select().where(Jar.c.label.like("p%")).orderBy(null).limit(5);
    expect((await session.scalars(narrowed)).all().map((each) => each.label)).toEqual(["plum"]);
  });

  scenario("refuse to be read, and say how", async ({ session }) => {
    const shelf = new Shelf({ name: "top", jars: [jar("plum")] });
    session.add(shelf);
    await session.flush();
    const jars = shelf.jars as unknown as Jar[];
    const says = /Shelf\.jars is write-only.*session\.scalars\(object\.jars\.select\(\)\)/;
    expect(() => [...jars]).toThrow(says);
    expect(() => jars.length).toThrow(says);
    expect(show(shelf.jars)).toBe("<writeOnly Shelf.jars>");
  });

  scenario("are the same object however often they are read", async ({ session }) => {
    const shelf = new Shelf({ name: "top" });
    const { jars } = shelf;
    expect(shelf.jars).toBe(jars);
    session.add(shelf);
    await session.commit();
    expect(shelf.jars).toBe(jars);
    expect(await shelf.awaitableAttrs.jars).toBe(jars);
    jars.add(jar("plum"));
    expect(session.dirty.has(shelf)).toBe(true);
  });

  scenario("can be given to the constructor and assigned while the object is new", async ({ session, rows }) => {
    const plum = jar("plum");
    const shelf = new Shelf({ name: "top", jars: [plum, jar("fig")] });
    shelf.jars = [plum, jar("pear")] as never;
    session.add(shelf);
    await session.flush();
    expect((await rows(Jar)).map((row) => row[1])).toEqual(["plum", "pear"]);
    expect(() => {
      shelf.jars = [jar("fig")] as never;
    }).toThrow(/was assigned, but the members that it has stay in the database/);
  });

  scenario("refuse objects of other classes, and take in all or none", async ({ session }) => {
    const shelf = new Shelf({ name: "top" });
    session.add(shelf);
    await session.flush();
    expect(() => shelf.jars.addAll([jar("plum"), new Label({ text: "x" }) as never])).toThrow(
      /Shelf\.jars takes objects of class Jar/,
    );
    expect(() => shelf.jars.addAll(5 as never)).toThrow(/Shelf\.jars\.addAll\(\) takes objects of class Jar/);
    expect(added(shelf, "jars")).toEqual([]);
    expect(session.new.size).toBe(0);
  });

  scenario("keep the other side in step", async ({ session, sent, rows }) => {
    const [top, low] = [new Shelf({ name: "top" }), new Shelf({ name: "low" })];
    session.addAll([top, low]);
    await session.flush();
    const plum = jar("plum");
    top.jars.add(plum);
    expect(plum.shelf).toBe(top);
    expect(session.new.has(plum)).toBe(true);
    plum.shelf = low;
    expect(added(top, "jars")).toEqual([]);
    expect(added(low, "jars")).toEqual([plum]);
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["INSERT jars"]);
    expect(await rows(Jar)).toEqual([[plum.id, "plum", low.id]]);
    low.jars.remove(plum);
    expect(plum.shelf).toBeNull();
    expect(deleted(low, "jars")).toEqual([plum]);
    await session.flush();
    expect(await rows(Jar)).toEqual([[plum.id, "plum", null]]);
  });

  scenario("follow the other side of an object that a session does not know", async ({ session, rows }) => {
    const shelf = new Shelf({ name: "top" });
    const plum = new Jar({ label: "plum", shelf });
    expect(added(shelf, "jars")).toEqual([plum]);
    plum.shelf = null;
    expect(added(shelf, "jars")).toEqual([]);
    expect(deleted(shelf, "jars")).toEqual([]);
    plum.shelf = shelf;
    session.add(shelf);
    await session.flush();
    expect(await rows(Jar)).toEqual([[plum.id, "plum", shelf.id]]);
  });

  scenario("forget changes that undo each other", async ({ session, sent }) => {
    const plum = jar("plum");
    const shelf = new Shelf({ name: "top", jars: [plum] });
    session.add(shelf);
    await session.flush();
    sent.clear();
    shelf.jars.remove(plum);
    shelf.jars.add(plum);
    expect(inspect(shelf).history("jars").hasChanges()).toBe(false);
    const fig = jar("fig");
    shelf.jars.add(fig);
    shelf.jars.remove(fig);
    session.expunge(fig);
    await session.flush();
    expect(sent.statements).toEqual([]);
  });

  scenario("lose what was not flushed at an expiry and at a rollback", async ({ session, rows }) => {
    const shelf = new Shelf({ name: "top", jars: [jar("plum")] });
    session.add(shelf);
    await session.commit();
    const fig = jar("fig");
    shelf.jars.add(fig);
    await session.rollback();
    expect(added(shelf, "jars")).toEqual([]);
    expect(inspect(fig).transient).toBe(true);
    await session.refresh(shelf);
    shelf.jars.add(fig);
    session.expire(shelf, ["jars"]);
    expect(added(shelf, "jars")).toEqual([]);
    await session.commit();
    expect((await rows(Jar)).map((row) => row[1])).toEqual(["plum", "fig"]);
    expect((await rows(Jar)).map((row) => row[2])[0]).toBe(shelf.id);
  });

  scenario("bring a new object's members along after its rollback", async ({ session, rows }) => {
    const shelf = new Shelf({ name: "top", jars: [jar("plum")] });
    session.add(shelf);
    await session.rollback();
    expect(inspect(shelf).transient).toBe(true);
    session.add(shelf);
    await session.commit();
    expect((await rows(Jar)).map((row) => row[2])).toEqual([shelf.id]);
  });

  scenario("leave deleted members to the database, with passiveDeletes", async ({ session, sent, rows }) => {
    const shelf = new Shelf({ name: "top", jars: [jar("plum"), jar("fig")] });
    shelf.tins.add(new Tin({ label: "tea" }));
    session.add(shelf);
    await session.commit();
    sent.clear();
    await session.delete(shelf);
    await session.commit();
    expect(sent.steps.filter((step) => !step.endsWith("boxes") && !step.endsWith("sacks"))).toEqual(["DELETE shelves"]);
    expect((await rows(Jar)).map((row) => row[2])).toEqual([null, null]);
    expect(await rows(Tin)).toEqual([]);
  });

  scenario("need passiveDeletes for the owner to be deleted", async ({ session, rows }) => {
    const root = new Branch({ name: "root", branches: [new Branch({ name: "twig" })] });
    session.add(root);
    await session.commit();
    await session.delete(root);
    await expect(async () => session.flush()).rejects.toThrow(/Branch\.branches is write-only.*passiveDeletes: true/);
    await session.rollback();
    expect(await rows(Branch)).toHaveLength(2);
  });

  scenario("delete orphans that are taken out", async ({ session, sent, rows }) => {
    const tea = new Tin({ label: "tea" });
    const shelf = new Shelf({ name: "top" });
    shelf.tins.addAll([tea, new Tin({ label: "salt" })]);
    session.add(shelf);
    await session.flush();
    sent.clear();
    shelf.tins.remove(tea);
    await session.flush();
    expect(sent.steps).toEqual(["DELETE tins"]);
    expect((await rows(Tin)).map((row) => row[1])).toEqual(["salt"]);
    const mint = new Tin({ label: "mint" });
    shelf.tins.add(mint);
    shelf.tins.remove(mint);
    expect(inspect(mint).transient).toBe(true);
  });

  scenario("hold trees", async ({ session, rows }) => {
    const [root, left, leaf] = ["root", "left", "leaf"].map((name) => new Branch({ name })) as [Branch, Branch, Branch];
    root.branches.add(left);
    left.branches.add(leaf);
    session.add(root);
    await session.commit();
    expect(await rows(Branch)).toEqual([
      [root.id, "root", null],
      [left.id, "left", root.id],
      [leaf.id, "leaf", left.id],
    ]);
    expect((await session.scalars(root.branches.select())).all()).toEqual([left]);
    expect((await session.scalars(leaf.branches.select())).all()).toEqual([]);
  });

  scenario("write association rows", async ({ session, sent, rows }) => {
    const [red, blue] = [new Label({ text: "red" }), new Label({ text: "blue" })];
    const shelf = new Shelf({ name: "top" });
    shelf.labels.addAll([red, blue]);
    session.add(shelf);
    await session.commit();
    expect(await rows(shelfLabels)).toEqual([
      [shelf.id, red.id],
      [shelf.id, blue.id],
    ]);
    sent.clear();
    const statement = shelf.labels.select().orderBy(Label.c.text);
    expect((await session.scalars(statement)).all()).toEqual([blue, red]);
    expect(sent.texts).toEqual([
      "SELECT labels.id, labels.text FROM labels, shelf_labels WHERE ? = shelf_labels.shelfId AND labels.id = shelf_labels.labelId ORDER BY labels.text",
    ]);
    sent.clear();
    shelf.labels.remove(red);
    await session.commit();
    expect(sent.steps).toEqual(["DELETE shelf_labels"]);
    expect(await rows(shelfLabels)).toEqual([[shelf.id, blue.id]]);
    expect(() => shelf.labels.insert()).toThrow(/insert\(\) is for one-to-many/);
  });

  scenario("insert many rows beside the unit of work", async ({ session, sent, rows }) => {
    const shelf = new Shelf({ name: "top" });
    session.add(shelf);
    // The owner has no key yet: the statement takes it when it is executed, after the flush.
    const statement = shelf.jars.insert();
    await session.execute(statement, [{ label: "plum" }, { label: "pear" }, { label: "fig" }]);
    expect(sent.steps).toEqual(["INSERT shelves", "INSERT jars"]);
    expect((await rows(Jar)).map((row) => row.slice(1))).toEqual([
      ["plum", shelf.id],
      ["pear", shelf.id],
      ["fig", shelf.id],
    ]);
  });

  scenario("update and delete members by statement", async ({ session, sent, rows }) => {
    const [top, low] = [new Shelf({ name: "top" }), new Shelf({ name: "low", jars: [jar("fig")] })];
    const [plum, pear] = [jar("plum"), jar("pear")];
    top.jars.addAll([plum, pear]);
    session.addAll([top, low]);
    await session.flush();
    sent.clear();
    await session.execute(top.jars.update().values({ label: func.upper(Jar.c.label) as never }));
    expect(sent.texts[0]).toBe("UPDATE jars SET label=upper(jars.label) WHERE ? = jars.shelfId");
    expect(await plum.awaitableAttrs.label).toBe("PLUM");
    expect(await pear.awaitableAttrs.label).toBe("PEAR");
    sent.clear();
    await session.execute(top.jars.delete().where(Jar.c.label.eq("PEAR")));
    expect(sent.texts.at(-1)).toBe("DELETE FROM jars WHERE ? = jars.shelfId AND jars.label = ?");
    expect((await rows(Jar)).map((row) => String(row[1])).sort((a, b) => (a < b ? -1 : 1))).toEqual(["PLUM", "fig"]);
    expect(inspect(pear).deleted).toBe(true);
  });

  scenario(
    "update and delete members through an association table on every database",
    async ({ session, sent, rows }) => {
      const [red, blue, green] = ["red", "blue", "green"].map((text) => new Label({ text })) as [Label, Label, Label];
      const shelf = new Shelf({ name: "top" });
      shelf.labels.addAll([red, blue]);
      session.addAll([shelf, green]);
      await session.flush();
      sent.clear();
      await session.execute(shelf.labels.update().where(Label.c.text.ne("blue")).values({ text: "RED" }));
      expect(sent.texts.find((text) => text.startsWith("UPDATE"))).toContain(
        "UPDATE labels SET text=? WHERE (EXISTS (SELECT 1 FROM shelf_labels WHERE ? = shelf_labels.shelfId AND labels.id = shelf_labels.labelId)) AND labels.text != ?",
      );
      expect((await rows(Label)).map((row) => row[1])).toEqual(["RED", "blue", "green"]);
      expect(await red.awaitableAttrs.text).toBe("RED");
      const gone = shelf.labels.delete().where(Label.c.text.eq("blue"));
      await session.execute(deleteFrom(shelfLabels).where(shelfLabels.c.labelId.eq(red.id)));
      shelf.labels.remove(blue);
      await session.flush();
      await session.execute(gone);
      expect(await rows(Label)).toHaveLength(3);
    },
  );

  scenario("lead from a class to itself", async ({ session, rows }) => {
    const [ann, bob, cat] = ["ann", "bob", "cat"].map((name) => new Person({ name })) as [Person, Person, Person];
    ann.friends.addAll([bob, cat]);
    bob.friends.add(ann);
    session.addAll([ann, bob]);
    await session.commit();
    const names = async (person: Person): Promise<string[]> =>
      (await session.scalars(person.friends.select().orderBy(Person.c.name))).all().map((each) => each.name);
    expect(await names(ann)).toEqual(["bob", "cat"]);
    expect(await names(bob)).toEqual(["ann"]);
    expect(await names(cat)).toEqual([]);
    ann.friends.remove(cat);
    await session.commit();
    expect(await rows(friendships)).toEqual([
      [ann.id, bob.id],
      [bob.id, ann.id],
    ]);
  });

  scenario("read from subqueries and through joins, but are not written there", async ({ session }) => {
    const [ann, bob] = [new Person({ name: "ann" }), new Person({ name: "bob" })];
    bob.pets.extend([new Pet({ name: "rex", age: 9 }), new Pet({ name: "kit", age: 2 }), new Pet({ name: "pip" })]);
    ann.friends.add(bob);
    session.addAll([ann, bob]);
    await session.flush();
    const young = (await session.scalars(bob.youngest.select())).all();
    expect(young.map((pet) => pet.name)).toEqual(["pip", "kit"]);
    const all: string[] = [];
    for await (const pet of ann.petsOfFriends) all.push(pet.name);
    expect(all).toEqual(["kit", "pip", "rex"]);
    expect(() => ann.petsOfFriends.append(new Pet())).toThrow(
      /Person\.petsOfFriends\.add\(\) was called, but the relationship is viewonly/,
    );
    expect(() => bob.youngest.insert()).toThrow(/insert\(\) is for one-to-many/);
    expect(() => bob.youngest.delete()).toThrow(/cannot write to what the relationship reads its members from/);
  });

  scenario("stand in queries like any relationship", async ({ session }) => {
    const plum = jar("plum");
    const [top, low] = [new Shelf({ name: "top", jars: [plum] }), new Shelf({ name: "low" })];
    session.addAll([top, low]);
    await session.flush();
    const find = async (statement: ReturnType<typeof shelves>): Promise<Shelf[]> =>
      (await session.scalars(statement)).all();
    const shelves = () => select(Shelf).orderBy(Shelf.c.id);
    expect(await find(shelves().where(Shelf.c.jars.any({ label: "plum" })))).toEqual([top]);
    expect(await find(shelves().where(Shelf.c.jars.any().not()))).toEqual([low]);
    expect(await find(shelves().where(Shelf.c.jars.contains(plum)))).toEqual([top]);
    expect(await find(shelves().join(Shelf.c.jars) as never)).toEqual([top]);
  });

  scenario("cannot be loaded with a query", async ({ session }) => {
    for (const option of [selectinload(Shelf.c.jars), joinedload(Shelf.c.jars)]) {
      await expect(async () => session.scalars(select(Shelf).options(option))).rejects.toThrow(
        /Shelf\.jars is write-only: its members stay in the database/,
      );
    }
    await expect(async () => session.scalars(select(Shelf).options(selectinload(Shelf.c.boxes)))).rejects.toThrow(
      /Shelf\.boxes is dynamic/,
    );
  });

  scenario(
    "merge what a new object brings, and leave out what an object does not hold",
    async ({ session, makeSession, rows }) => {
      const shelf = await session.merge(new Shelf({ name: "top", jars: [jar("plum"), jar("fig")] }));
      await session.commit();
      expect((await rows(Jar)).map((row) => row[2])).toEqual([shelf.id, shelf.id]);
      await session.commit();
      const other = makeSession();
      const renamed = await other.merge(new Shelf({ id: shelf.id, name: "high" }));
      expect(added(renamed, "jars")).toEqual([]);
      await other.commit();
      expect(await rows(Jar, other)).toHaveLength(2);
      await expect(async () => other.merge(new Shelf({ id: shelf.id, jars: [jar("fig")] }))).rejects.toThrow(
        /Shelf\.jars was assigned/,
      );
    },
  );

  scenario("leave the session with the object only as far as they are new", async ({ session }) => {
    const shelf = new Shelf({ name: "top" });
    shelf.tins.add(new Tin({ label: "tea" }));
    session.add(shelf);
    await session.commit();
    const fresh = new Tin({ label: "mint" });
    shelf.tins.add(fresh);
    session.expunge(shelf);
    expect(inspect(shelf).detached).toBe(true);
    expect(inspect(fresh).transient).toBe(true);
    session.add(shelf);
    expect(session.new.has(fresh)).toBe(true);
  });

  scenario("show nothing of their members", async ({ session }) => {
    const shelf = new Shelf({ name: "top", jars: [jar("plum")] });
    session.add(shelf);
    await session.flush();
    expect(JSON.parse(JSON.stringify(shelf))).toEqual({ id: shelf.id, name: "top" });
    expect(inspect(shelf).unloaded.has("jars")).toBe(true);
  });
});
