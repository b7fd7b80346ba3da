import { foreignKeyConstraint, integer, MetaData, select, string } from "athanor";
import { AsyncSession, declarativeBase, manyToOne, oneToMany, selectinload } from "athanor/orm";
import { expect, it } from "vitest";
import { asyncDatabases } from "../../support/databases.ts";
import { describeScenarios } from "../../support/scenarios.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}

class Shelf extends Base.table("shelves", {
  id: integer().primaryKey(),
  name: string(20),
  get volumes() {
    return oneToMany(() => Volume, { backPopulates: "shelf", orderBy: (volume) => volume.c.id });
  },
}) {}

class Volume extends Base.table("volumes", {
  id: integer().primaryKey(),
  title: string(20),
  shelfId: integer().nullable().references("shelves.id"),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "volumes" });
  },
}) {}

class Site extends Base.table("sites", {
  country: string(2).primaryKey(),
  code: integer().primaryKey().autoincrement(false),
  get visits() {
    return oneToMany(() => Visit, { backPopulates: "site", orderBy: (visit) => visit.c.id });
  },
}) {}

class Visit extends Base.table(
  "visits",
  {
    id: integer().primaryKey(),
    country: string(2),
    code: integer(),
    get site() {
      return manyToOne(() => Site, { backPopulates: "visits" });
    },
  },
  { constraints: (c) => [foreignKeyConstraint([c.country, c.code], ["sites.country", "sites.code"])] },
) {}

describeScenarios("keys of many objects", Base.metadata, (scenario) => {
  scenario("find the collections of all, loaded eagerly and lazily", async ({ makeSession, session, sent }) => {
    session.addAll(["a", "b", "c"].map((name) => new Shelf({ name, volumes: [new Volume({ title: `${name}1` })] })));
    await session.commit();
    const eager = makeSession();
    sent.clear();
    const shelves = (
      await eager.scalars(select(Shelf).options(selectinload(Shelf.c.volumes)).orderBy(Shelf.c.id))
    ).all();
    expect(shelves.map((shelf) => shelf.volumes.map((volume) => volume.title))).toEqual([["a1"], ["b1"], ["c1"]]);
    expect(sent.texts[1]).toContain("WHERE volumes.shelfId IN (?, ?, ?) ORDER BY volumes.id");
    const lazy = makeSession();
    const again = (await lazy.scalars(select(Shelf).orderBy(Shelf.c.id))).all();
    sent.clear();
    expect((await again[1]!.awaitableAttrs.volumes).map((volume) => volume.title)).toEqual(["b1"]);
    expect(again[2]!.volumes[0]!.title).toBe("c1");
    expect(sent.steps).toEqual(["SELECT volumes"]);
  });

  scenario("find what many objects refer to, and what is expired of them", async ({ makeSession, session, sent }) => {
    session.addAll(["a", "b"].map((name) => new Shelf({ name, volumes: [new Volume({ title: `${name}1` })] })));
    await session.commit();
    const other = makeSession();
    const volumes = (await other.scalars(select(Volume).orderBy(Volume.c.id))).all();
    sent.clear();
    expect((await volumes[0]!.awaitableAttrs.shelf)?.name).toBe("a");
    expect(volumes[1]!.shelf?.name).toBe("b");
    expect(sent.texts).toEqual(["SELECT shelves.id, shelves.name FROM shelves WHERE shelves.id IN (?, ?)"]);
    other.expireAll();
    sent.clear();
    expect(await volumes[1]!.awaitableAttrs.title).toBe("b1");
    expect(volumes[0]!.title).toBe("a1");
    expect(sent.texts.map((text) => text.slice(text.indexOf("WHERE")))).toEqual(["WHERE volumes.id IN (?, ?)"]);
  });

  scenario("may have several columns", async ({ makeSession, session, sent }) => {
    const sites = [
      new Site({ country: "FR", code: 1, visits: [new Visit({}), new Visit({})] }),
      new Site({ country: "DE", code: 1, visits: [new Visit({})] }),
      new Site({ country: "DE", code: 2 }),
    ];
    session.addAll(sites);
    await session.commit();
    const other = makeSession();
    const query = select(Site).options(selectinload(Site.c.visits)).orderBy(Site.c.country, Site.c.code);
    sent.clear();
    const found = (await other.scalars(query)).all();
    expect(found.map((site) => [site.country, site.code, site.visits.length])).toEqual([
      ["DE", 1, 1],
      ["DE", 2, 0],
      ["FR", 1, 2],
    ]);
    expect(sent.length).toBe(2);
    const third = makeSession();
    const visits = (await third.scalars(select(Visit).orderBy(Visit.c.id))).all();
    expect((await visits[0]!.awaitableAttrs.site)?.country).toBe("FR");
    expect(visits.map((visit) => visit.site?.code)).toEqual([1, 1, 1]);
  });
});

const server = asyncDatabases.find(
  ({ name, unavailable }) => name.startsWith("postgresql+pg ") && unavailable === undefined,
);

it.skipIf(server === undefined)("travel to PostgreSQL as arrays: one text for any number of them", async () => {
  const engine = await server!.engine();
  await Base.metadata.createAll(engine);
  await using session = new AsyncSession(engine, { expireOnCommit: true });
  session.addAll(
    Array.from({ length: 1200 }, (_, n) => new Shelf({ name: `s${n}`, volumes: [new Volume({ title: `v${n}` })] })),
  );
  session.addAll([1, 2].map((code) => new Site({ country: "DE", code, visits: [new Visit({})] })));
  await session.commit();
  session.expungeAll();
  const sent = captureStatements(engine);
  const eager = select(Shelf).options(selectinload(Shelf.c.volumes));
  const shelves = (await session.scalars(eager)).all();
  expect(shelves.filter((shelf) => shelf.volumes.length === 1)).toHaveLength(1200);
  await session.scalars(eager.limit(7).executionOptions({ populateExisting: true }));
  const texts = sent.map(({ sql }) => sql.replaceAll(/\s+/g, " ")).filter((sql) => sql.includes("volumes"));
  expect(texts).toHaveLength(2);
  expect(new Set(texts)).toEqual(
    new Set([
      'SELECT volumes.id, volumes.title, volumes."shelfId" FROM volumes WHERE volumes."shelfId" = ANY ($1::INTEGER[]) ORDER BY volumes.id',
    ]),
  );
  sent.length = 0;
  const sites = (await session.scalars(select(Site).options(selectinload(Site.c.visits)))).all();
  expect(sites.map((site) => site.visits.length)).toEqual([1, 1]);
  expect(sent[1]!.sql.replaceAll(/\s+/g, " ")).toBe(
    "SELECT visits.id, visits.country, visits.code FROM visits WHERE (visits.country, visits.code) IN (SELECT keys.k0, keys.k1 FROM unnest($1::VARCHAR[], $2::INTEGER[]) AS keys(k0, k1)) ORDER BY visits.id",
  );
});
