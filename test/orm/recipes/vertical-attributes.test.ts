import { integer, MetaData, select, string } from "athanor";
import { associationProxy, attributeKeyedDict, declarativeBase, mutable, oneToMany } from "athanor/orm";
import { json } from "athanor";
import { expect } from "vitest";
import { describeScenarios } from "../../support/scenarios.ts";

/**
 * Recipe: attributes as rows. Facts of an animal are rows of key and value, read and written as a Map; an association proxy over a
 * keyed collection does the whole work, and values of any JSON type may be edited in place.
 */
class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Animal extends Base.table("va_animals", {
  id: integer().primaryKey(),
  name: string(50),
  get factRows() {
    return oneToMany(() => Fact, {
      collectionClass: attributeKeyedDict("key"),
      cascade: ["all", "delete-orphan"],
    });
  },
  facts: associationProxy("factRows", "value"),
}) {}

class Fact extends Base.table("va_facts", {
  animalId: integer().primaryKey().references("va_animals.id"),
  key: string(50).primaryKey(),
  value: mutable(json<unknown>()),
}) {}

describeScenarios("recipe: attributes as rows", Base.metadata, (scenario) => {
  scenario("are a Map", async ({ session, rows, makeSession }) => {
    const cat = new Animal({ name: "cat", facts: [["legs", 4]] });
    cat.facts.set("sounds", ["meow"]);
    session.add(cat);
    await session.commit();
    expect((await rows(Fact)).map((row) => row[1])).toEqual(["legs", "sounds"]);
    const again = await makeSession().getOne(Animal, cat.id);
    const facts = await again.awaitableAttrs.facts;
    expect(Object.fromEntries(facts)).toEqual({ legs: 4, sounds: ["meow"] });
  });

  scenario("are changed, added and taken out by one statement each", async ({ session, sent, rows }) => {
    const cat = new Animal({
      name: "cat",
      facts: [
        ["legs", 4],
        ["sounds", ["meow"]],
      ],
    });
    session.add(cat);
    await session.commit();
    sent.clear();
    cat.facts.set("legs", 3).set("tail", true);
    cat.facts.delete("sounds");
    await session.commit();
    expect([...sent.steps].sort()).toEqual(["DELETE va_facts", "INSERT va_facts", "UPDATE va_facts"]);
    expect((await rows(Fact)).map((row) => row[1])).toEqual(["legs", "tail"]);
  });

  scenario("are edited in place", async ({ session, sent, makeSession }) => {
    const cat = new Animal({ name: "cat", facts: [["sounds", ["meow"]]] });
    session.add(cat);
    await session.commit();
    (cat.facts.get("sounds") as string[]).push("purr");
    sent.clear();
    await session.commit();
    expect(sent.steps).toEqual(["UPDATE va_facts"]);
    const again = await makeSession().getOne(Animal, cat.id);
    expect((await again.awaitableAttrs.facts).get("sounds")).toEqual(["meow", "purr"]);
  });

  scenario("are queried by key and value", async ({ session }) => {
    session.addAll([
      new Animal({ name: "cat", facts: [["legs", 4]] }),
      new Animal({
        name: "bird",
        facts: [
          ["legs", 2],
          ["wings", 2],
        ],
      }),
    ]);
    await session.commit();
    const winged = await session.scalars(select(Animal.c.name).where(Animal.c.factRows.any(Fact.c.key.eq("wings"))));
    expect(winged.all()).toEqual(["bird"]);
    const any = await session.scalars(
      select(Animal.c.name)
        .where(Animal.c.facts.any(Fact.c.key.eq("legs")))
        .orderBy(Animal.c.id),
    );
    expect(any.all()).toEqual(["cat", "bird"]);
  });

  scenario("go with their object", async ({ session, rows }) => {
    const cat = new Animal({ name: "cat", facts: [["legs", 4]] });
    session.add(cat);
    await session.commit();
    await session.delete(cat);
    await session.commit();
    expect(await rows(Fact)).toEqual([]);
  });
});
