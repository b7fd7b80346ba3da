import { func, select } from "athanor";
import { inspect, joinedload, raiseload, selectinload } from "athanor/orm";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";
import {
  Band,
  Base,
  Bird,
  Body,
  City,
  Country,
  Leaf,
  Musician,
  Nest,
  Shadow,
  Soul,
  Stop,
  Tree,
  treeNests,
} from "./shape-models.ts";

describeScenarios("a foreign key that is the key", Base.metadata, (scenario) => {
  scenario("is taken from the owner", async ({ session, rows, sent }) => {
    const body = new Body({ name: "ann", soul: new Soul({ colour: "red" }), shadow: new Shadow({ length: 3 }) });
    session.add(body);
    await session.flush();
    expect(sent.steps[0]).toBe("INSERT bodies");
    expect(await rows(Soul)).toEqual([[body.id, "red"]]);
    expect(await rows(Shadow)).toEqual([[body.id, 3]]);
    expect(await session.get(Soul, body.id)).toBe(body.soul);
  });

  scenario("leads back without a statement", async ({ session, makeSession, sent }) => {
    const body = new Body({ name: "ann", soul: new Soul({ colour: "red" }) });
    session.add(body);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Body, body.id);
    const soul = await other.getOne(Soul, body.id);
    sent.clear();
    expect(await soul.awaitableAttrs.body).toBe(found);
    expect(sent.statements).toEqual([]);
  });

  scenario("cannot be emptied, and says what to do", async ({ session }) => {
    const body = new Body({ name: "ann", shadow: new Shadow({ length: 3 }) });
    session.add(body);
    await session.commit();
    body.shadow = null;
    await expect(async () => session.flush()).rejects.toThrow(
      /Shadow\.bodyId is part of the primary key and cannot be set to NULL.*cascade: \["all", "delete-orphan"\]/,
    );
    await session.rollback();
    await session.refresh(body);
    await session.delete(body);
    await expect(async () => session.flush()).rejects.toThrow(/cannot be set to NULL/);
    await session.rollback();
  });

  scenario("goes with its owner where it is owned", async ({ session, sent, rows }) => {
    const body = new Body({ name: "ann", soul: new Soul({ colour: "red" }) });
    session.add(body);
    await session.commit();
    session.expungeAll();
    await session.delete(await session.getOne(Body, body.id));
    sent.clear();
    await session.flush();
    expect(sent.steps.filter((step) => step.startsWith("DELETE"))).toEqual(["DELETE souls", "DELETE bodies"]);
    expect(await rows(Soul)).toEqual([]);
  });

  scenario("a new one takes over the row of the one that it replaces", async ({ session, sent, rows }) => {
    const body = new Body({ name: "ann", soul: new Soul({ colour: "red" }) });
    session.add(body);
    await session.flush();
    const old = body.soul as Soul;
    body.soul = new Soul({ id: body.id, colour: "blue" });
    sent.clear();
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE souls"]);
    expect(await rows(Soul)).toEqual([[body.id, "blue"]]);
    expect(await session.get(Soul, body.id)).toBe(body.soul);
    expect(inspect(old).wasDeleted).toBe(true);
  });

  scenario("moves to another owner as a change of key", async ({ session, rows }) => {
    const shadow = new Shadow({ length: 3 });
    const [ann, bob] = [new Body({ name: "ann", shadow }), new Body({ name: "bob" })];
    session.addAll([ann, bob]);
    await session.flush();
    await bob.awaitableAttrs.shadow;
    shadow.body = bob;
    await session.flush();
    expect(await rows(Shadow)).toEqual([[bob.id, 3]]);
    expect(await session.get(Shadow, bob.id)).toBe(shadow);
    expect([ann.shadow, bob.shadow]).toEqual([null, shadow]);
  });
});

describeScenarios("a reference to what is not the key", Base.metadata, (scenario) => {
  scenario("copies the unique column", async ({ session, rows }) => {
    const country = new Country({ code: "DE", cities: [new City({ name: "Ulm" })] });
    session.add(country);
    await session.flush();
    expect((await rows(City)).map((row) => row[4])).toEqual(["DE"]);
  });

  scenario("is read by it, from both sides and for all at once", async ({ session, makeSession, sent }) => {
    session.addAll([
      new Country({ code: "DE", cities: [new City({ name: "Ulm" }), new City({ name: "Bonn", size: 5 })] }),
      new Country({ code: "FR", cities: [new City({ name: "Lyon" })] }),
    ]);
    await session.commit();
    const other = makeSession();
    const cities = (await other.scalars(select(City).orderBy(City.c.name))).all() as [City, City, City];
    sent.clear();
    expect((await cities[0].awaitableAttrs.country)?.code).toBe("DE");
    expect(cities.map((city) => city.country?.code)).toEqual(["DE", "FR", "DE"]);
    expect(sent).toHaveLength(1);
    const country = cities[0].country as Country;
    expect((await country.awaitableAttrs.cities).map((city) => city.name)).toEqual(["Bonn", "Ulm"]);
  });

  scenario("goes over to another", async ({ session, rows }) => {
    const ulm = new City({ name: "Ulm" });
    const [de, fr] = [new Country({ code: "DE", cities: [ulm] }), new Country({ code: "FR" })];
    session.addAll([de, fr]);
    await session.flush();
    await fr.awaitableAttrs.cities;
    fr.cities.push(ulm);
    await session.flush();
    expect((await rows(City)).map((row) => row[4])).toEqual(["FR"]);
    expect(de.cities).toEqual([]);
  });

  scenario("says when what it refers to has no value", async ({ session }) => {
    session.add(new City({ name: "Ulm", country: new Country() }));
    await expect(async () => session.flush()).rejects.toThrow();
    await session.rollback();
  });

  scenario("narrows by a constant, for reading", async ({ session, sent }) => {
    const country = new Country({ code: "DE" });
    country.cities.push(new City({ name: "Ulm" }), new City({ name: "Bonn", role: "capital" }));
    session.add(country);
    await session.flush();
    expect((await country.awaitableAttrs.capitals).map((city) => city.name)).toEqual(["Bonn"]);
    const found = select(Country.c.code).where(Country.c.capitals.any({ name: "Ulm" }));
    expect((await session.scalars(found)).all()).toEqual([]);
    sent.clear();
    country.capitals.pop();
    await session.flush();
    expect(sent.statements).toEqual([]);
  });

  scenario("is ordered by several columns, also within a joinedload", async ({ session, makeSession }) => {
    session.add(
      new Country({
        code: "DE",
        cities: [new City({ name: "b", size: 1 }), new City({ name: "a", size: 1 }), new City({ name: "c", size: 9 })],
      }),
    );
    await session.commit();
    for (const option of [joinedload(Country.c.cities), selectinload(Country.c.cities)]) {
      const found = (await makeSession().scalars(select(Country).options(option))).unique().one();
      expect(found.cities.map((city) => city.name)).toEqual(["c", "a", "b"]);
    }
  });
});

describeScenarios("members that the database looks after", Base.metadata, (scenario) => {
  scenario("passiveDeletes: unloaded members are left to it", async ({ session, makeSession, sent, rows }) => {
    const tree = new Tree({ kind: "oak", leaves: [new Leaf({ length: 1 }), new Leaf({ length: 2 })] });
    session.add(tree);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Tree, tree.id);
    sent.clear();
    await other.delete(found);
    await other.flush();
    expect(sent.steps).toEqual(["DELETE trees"]);
    expect(await rows(Leaf, other)).toEqual([]);
  });

  scenario("passiveDeletes: loaded members are deleted by the flush", async ({ session, sent, rows }) => {
    const leaf = new Leaf({ length: 1 });
    const tree = new Tree({ kind: "oak", leaves: [leaf] });
    session.add(tree);
    await session.flush();
    sent.clear();
    await session.delete(tree);
    await session.flush();
    expect(sent.steps).toEqual(["DELETE leaves", "DELETE trees"]);
    expect(inspect(leaf).deleted).toBe(true);
    expect(await rows(Leaf)).toEqual([]);
  });

  scenario("passiveDeletes: orphans are deleted all the same", async ({ session, sent, rows }) => {
    const tree = new Tree({ kind: "oak", leaves: [new Leaf({ length: 1 }), new Leaf({ length: 2 })] });
    session.add(tree);
    await session.flush();
    sent.clear();
    tree.leaves.pop();
    await session.flush();
    expect(sent.steps).toEqual(["DELETE leaves"]);
    expect((await rows(Leaf)).map((row) => row[1])).toEqual([1]);
  });

  scenario('passiveDeletes "all": loaded members are left to it too', async ({ session, sent, rows }) => {
    const bird = new Bird({ name: "owl" });
    const tree = new Tree({ kind: "oak", birds: [bird] });
    session.add(tree);
    await session.flush();
    sent.clear();
    await session.delete(tree);
    await session.commit();
    expect(sent.steps).toEqual(["DELETE trees"]);
    expect(await rows(Bird)).toEqual([[bird.id, "owl", null]]);
    await session.refresh(bird);
    expect(bird.treeId).toBeNull();
  });

  scenario('passiveDeletes "all": a member that is taken out loses its key', async ({ session, rows }) => {
    const bird = new Bird({ name: "owl" });
    const tree = new Tree({ kind: "oak", birds: [bird] });
    session.add(tree);
    await session.flush();
    tree.birds.pop();
    await session.flush();
    expect(await rows(Bird)).toEqual([[bird.id, "owl", null]]);
  });

  scenario("passiveDeletes: association rows that are not loaded", async ({ session, makeSession, sent, rows }) => {
    const tree = new Tree({ kind: "oak", nests: [new Nest({ eggs: 3 })] });
    session.add(tree);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Tree, tree.id);
    sent.clear();
    await other.delete(found);
    await other.flush();
    expect(sent.steps).toEqual(["DELETE trees"]);
    expect(await rows(treeNests, other)).toEqual([]);
    expect(await rows(Nest, other)).toHaveLength(1);
  });
});

describeScenarios("rows that point to each other", Base.metadata, (scenario) => {
  scenario("are inserted first, and point afterwards", async ({ session, sent, rows }) => {
    const ann = new Musician({ name: "ann" });
    const band = new Band({ name: "b", musicians: [ann, new Musician({ name: "bob" })], leader: ann });
    session.add(band);
    await session.flush();
    expect(sent.steps).toEqual(["INSERT bands", "INSERT musicians", "UPDATE bands"]);
    expect(await rows(Band)).toEqual([[band.id, "b", ann.id]]);
  });

  scenario("let go of each other before they are deleted", async ({ session, sent, rows }) => {
    const ann = new Musician({ name: "ann" });
    const band = new Band({ name: "b", musicians: [ann], leader: ann });
    session.add(band);
    await session.flush();
    sent.clear();
    await session.delete(band);
    await session.delete(ann);
    await session.flush();
    expect(sent.steps).toEqual(["UPDATE bands", "DELETE musicians", "DELETE bands"]);
    for (const of of [Band, Musician]) expect(await rows(of)).toEqual([]);
  });

  scenario("change whom they point to by one UPDATE", async ({ session, sent, rows }) => {
    const [ann, bob] = [new Musician({ name: "ann" }), new Musician({ name: "bob" })];
    const band = new Band({ name: "b", musicians: [ann, bob], leader: ann });
    session.add(band);
    await session.flush();
    sent.clear();
    band.leader = bob;
    await session.flush();
    expect(sent.texts).toEqual(["UPDATE bands SET leaderId=? WHERE bands.id = ?"]);
    band.leader = null;
    await session.flush();
    expect(await rows(Band)).toEqual([[band.id, "b", null]]);
  });

  scenario("may point to a member of another", async ({ session, rows }) => {
    const ann = new Musician({ name: "ann" });
    const [one, two] = [new Band({ name: "1", musicians: [ann], leader: ann }), new Band({ name: "2", leader: ann })];
    session.addAll([one, two]);
    await session.flush();
    expect((await rows(Band)).map((row) => row[2])).toEqual([ann.id, ann.id]);
    expect(ann.band).toBe(one);
  });
});

describeScenarios("a class that refers to itself one to one", Base.metadata, (scenario) => {
  scenario("makes chains", async ({ session, rows }) => {
    const [a, b, c] = ["a", "b", "c"].map((name) => new Stop({ name })) as [Stop, Stop, Stop];
    a.next = b;
    c.previous = b;
    expect([b.previous, b.next]).toEqual([a, c]);
    session.add(b);
    await session.flush();
    expect(new Map((await rows(Stop)).map((row) => [row[1], row[2]]))).toEqual(
      new Map([
        ["a", b.id],
        ["b", c.id],
        ["c", null],
      ]),
    );
  });

  scenario("takes a link out of a chain", async ({ session, rows }) => {
    const [a, b, c] = ["a", "b", "c"].map((name) => new Stop({ name })) as [Stop, Stop, Stop];
    a.next = b;
    b.next = c;
    session.add(a);
    await session.flush();
    a.next = c;
    expect(b.next).toBeNull();
    expect(c.previous).toBe(a);
    expect(b.previous).toBeNull();
    await session.flush();
    expect(new Map((await rows(Stop)).map((row) => [row[1], row[2]]))).toEqual(
      new Map([
        ["a", c.id],
        ["b", null],
        ["c", null],
      ]),
    );
  });

  scenario("is read step by step", async ({ session, makeSession }) => {
    const [a, b, c] = ["a", "b", "c"].map((name) => new Stop({ name })) as [Stop, Stop, Stop];
    a.next = b;
    b.next = c;
    session.add(a);
    await session.commit();
    const found = await makeSession().getOne(Stop, a.id);
    const names: string[] = [];
    for (let at: Stop | null = found; at !== null; at = await at.awaitableAttrs.next) names.push(at.name);
    expect(names).toEqual(["a", "b", "c"]);
  });
});

describeScenarios("what is loaded when", Base.metadata, (scenario) => {
  scenario("a forbidden load says how to allow it", async ({ session, makeSession }) => {
    session.add(new Country({ code: "DE", cities: [new City({ name: "Ulm" })] }));
    await session.commit();
    const other = makeSession();
    const statement = select(Country).options(raiseload(Country.c.cities));
    const found = (await other.scalars(statement)).one();
    expect(() => found.cities).toThrow(/Country\.cities is not loaded, and raiseload forbids/);
    const allowed = select(Country).options(selectinload(Country.c.cities));
    expect((await other.scalars(allowed)).one().cities.map((city) => city.name)).toEqual(["Ulm"]);
  });

  scenario("a refresh by name reads a collection again", async ({ session, makeSession }) => {
    const country = new Country({ code: "DE", cities: [new City({ name: "Ulm" })] });
    session.add(country);
    await session.commit();
    const other = makeSession();
    other.add(new City({ name: "Bonn", countryCode: "DE" }));
    await other.commit();
    expect(country.cities).toHaveLength(1);
    await session.refresh(country, ["cities"]);
    expect(country.cities.map((city) => city.name)).toEqual(["Bonn", "Ulm"]);
  });

  scenario("a detached object says that it cannot load", async ({ session, makeSession }) => {
    const country = new Country({ code: "DE" });
    session.add(country);
    await session.commit();
    const other = makeSession();
    const found = await other.getOne(Country, country.id);
    other.expunge(found);
    expect(() => found.cities).toThrow(/Country\.cities is not loaded, and the object belongs to no session/);
    other.add(found);
    expect(await found.awaitableAttrs.cities).toEqual([]);
  });

  scenario("a reference to nothing is known without a statement", async ({ session, makeSession, sent }) => {
    session.add(new City({ name: "Ulm" }));
    await session.commit();
    const city = (await makeSession().scalars(select(City))).one();
    sent.clear();
    expect(await city.awaitableAttrs.country).toBeNull();
    expect(sent.statements).toEqual([]);
  });

  scenario("a reference to a row that is gone is null", async ({ session, makeSession }) => {
    session.add(new Stop({ name: "a", nextId: 999 }));
    await session.commit();
    const stop = (await makeSession().scalars(select(Stop))).one();
    expect(await stop.awaitableAttrs.next).toBeNull();
  });

  scenario("a hundred owners are read with their members by two statements", async ({ session, makeSession, sent }) => {
    const trees = Array.from({ length: 100 }, (_, i) => new Tree({ kind: `t${i}`, leaves: [new Leaf({ length: i })] }));
    session.addAll(trees);
    await session.commit();
    const other = makeSession();
    sent.clear();
    const found = (await other.scalars(select(Tree).orderBy(Tree.c.id))).all();
    await (found[0] as Tree).awaitableAttrs.leaves;
    expect(found.map((tree) => tree.leaves[0]?.length)).toEqual(trees.map((_, i) => i));
    expect(sent.steps).toEqual(["SELECT trees", "SELECT leaves"]);
    expect(await other.scalar(select(func.count()).selectFrom(Leaf))).toBe(100);
  });
});
