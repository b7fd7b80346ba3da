import { and, foreignKeyConstraint, integer, MetaData } from "athanor";
import { configureMappers, declarativeBase, foreign, manyToMany, manyToOne, oneToMany, remote } from "athanor/orm";
import { afterEach, expect, it, vi } from "vitest";

const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
afterEach(() => warned.mockClear());

/** What configuring some classes warns of. */
function warningsOf(...classes: readonly { readonly c: object }[]): string[] {
  for (const { c } of classes) for (const key of Object.keys(c)) void Reflect.get(c, key);
  configureMappers();
  return warned.mock.calls.map(([text]) => String(text)).filter((text) => text.includes("will copy column"));
}

const makeBase = () => class extends declarativeBase({ metadata: new MetaData() }) {};

it("warns of two sides that do not know each other, and says what to do", () => {
  class Base extends makeBase() {}
  class Owner extends Base.table("owners", {
    id: integer().primaryKey(),
    get pets() {
      return oneToMany(() => Pet);
    },
  }) {}
  class Pet extends Base.table("pets", {
    id: integer().primaryKey(),
    ownerId: integer().references("owners.id"),
    get owner() {
      return manyToOne(() => Owner);
    },
  }) {}
  expect(warningsOf(Owner, Pet)).toEqual([
    'Relationship "Pet.owner" will copy column owners.id to column pets.ownerId, which conflicts with relationship(s): "Owner.pets" (copies owners.id to pets.ownerId). ' +
      "Link them with backPopulates, give viewonly: true to those that only read, or mark with foreign() which columns are to be written where foreign keys overlap in part. " +
      'If it is meant so, say overlaps: "pets" on "Pet.owner".',
  ]);
});

it("says nothing of sides that populate each other, whichever is configured first", () => {
  class Base extends makeBase() {}
  class Owner extends Base.table("owners", {
    id: integer().primaryKey(),
    get pets() {
      return oneToMany(() => Pet, { backPopulates: "owner" });
    },
  }) {}
  class Pet extends Base.table("pets", {
    id: integer().primaryKey(),
    ownerId: integer().references("owners.id"),
    get owner() {
      return manyToOne(() => Owner, { backPopulates: "pets" });
    },
  }) {}
  expect(warningsOf(Pet, Owner)).toEqual([]);
});

it("says nothing of relationships that only read", () => {
  class Base extends makeBase() {}
  class Owner extends Base.table("owners", {
    id: integer().primaryKey(),
    get pets() {
      return oneToMany(() => Pet);
    },
    get oldest() {
      return oneToMany(() => Pet, { viewonly: true });
    },
  }) {}
  class Pet extends Base.table("pets", { id: integer().primaryKey(), ownerId: integer().references("owners.id") }) {}
  expect(warningsOf(Owner, Pet)).toEqual([]);
});

it("says nothing where overlaps names the other, on either side, as text or as a list", () => {
  class Base extends makeBase() {}
  class Owner extends Base.table("owners", {
    id: integer().primaryKey(),
    get pets() {
      return oneToMany(() => Pet, { overlaps: "keeper, owner" });
    },
    get animals() {
      return oneToMany(() => Pet, { overlaps: ["pets", "owner"] });
    },
  }) {}
  class Pet extends Base.table("pets", {
    id: integer().primaryKey(),
    ownerId: integer().references("owners.id"),
    get owner() {
      return manyToOne(() => Owner);
    },
  }) {}
  expect(warningsOf(Owner, Pet)).toEqual([]);
});

it("names all that conflict, in order", () => {
  class Base extends makeBase() {}
  class Owner extends Base.table("owners", {
    id: integer().primaryKey(),
    get tame() {
      return oneToMany(() => Pet, { overlaps: "dear" });
    },
    get dear() {
      return oneToMany(() => Pet);
    },
    get all() {
      return oneToMany(() => Pet);
    },
  }) {}
  class Pet extends Base.table("pets", { id: integer().primaryKey(), ownerId: integer().references("owners.id") }) {}
  const [text, ...others] = warningsOf(Owner, Pet);
  expect(others).toEqual([]);
  expect(text).toContain(
    '"Owner.all" will copy column owners.id to column pets.ownerId, which conflicts with relationship(s): "Owner.dear" (copies owners.id to pets.ownerId), "Owner.tame" (copies owners.id to pets.ownerId).',
  );
  expect(text).toContain('say overlaps: "dear,tame" on "Owner.all"');
});

it("warns of both columns of an association table that two relationships write", () => {
  class Base extends makeBase() {}
  const links = Base.metadata.table("links", {
    left: integer().primaryKey().references("lefts.id"),
    right: integer().primaryKey().references("rights.id"),
  });
  class Left extends Base.table("lefts", {
    id: integer().primaryKey(),
    get rights() {
      return manyToMany(() => Right, { secondary: () => links });
    },
  }) {}
  class Right extends Base.table("rights", {
    id: integer().primaryKey(),
    get lefts() {
      return manyToMany(() => Left, { secondary: () => links });
    },
  }) {}
  const texts = warningsOf(Left, Right);
  expect(texts).toHaveLength(2);
  expect(texts[0]).toMatch(/"Right\.lefts" will copy column rights\.id to column links\.right.*"Left\.rights"/);
  expect(texts[1]).toMatch(/"Right\.lefts" will copy column lefts\.id to column links\.left.*"Left\.rights"/);
});

it("warns of an association object whose class writes the same rows", () => {
  class Base extends makeBase() {}
  class Left extends Base.table("lefts", {
    id: integer().primaryKey(),
    get rights() {
      return manyToMany(() => Right, { secondary: () => Link });
    },
    get links() {
      return oneToMany(() => Link);
    },
  }) {}
  class Link extends Base.table("links", {
    leftId: integer().primaryKey().references("lefts.id"),
    rightId: integer().primaryKey().references("rights.id"),
  }) {}
  class Right extends Base.table("rights", { id: integer().primaryKey() }) {}
  expect(warningsOf(Left, Link, Right)).toEqual([
    expect.stringMatching(/"Left\.links" will copy column lefts\.id to column links\.leftId.*"Left\.rights"/),
  ]);
});

it("warns where composite foreign keys share a column, unless foreign() leaves it to one of them", () => {
  class Base extends makeBase() {}
  class Team extends Base.table("teams", { league: integer().primaryKey(), id: integer().primaryKey() }) {}
  class Coach extends Base.table("coaches", { league: integer().primaryKey(), id: integer().primaryKey() }) {}
  class Contract extends Base.table("contracts", {
    id: integer().primaryKey(),
    league: integer(),
    teamId: integer(),
    coachId: integer(),
    get team() {
      return manyToOne(() => Team);
    },
    get coach() {
      return manyToOne(() => Coach);
    },
    get marked() {
      return manyToOne(() => Coach, {
        overlaps: "coach",
        primaryjoin: () =>
          and(remote(Coach.c.league).eq(Contract.c.league), remote(Coach.c.id).eq(foreign(Contract.c.coachId))),
      });
    },
  }).with({
    constraints: (c) => [
      foreignKeyConstraint([c.league, c.teamId], ["teams.league", "teams.id"]),
      foreignKeyConstraint([c.league, c.coachId], ["coaches.league", "coaches.id"]),
    ],
  }) {}
  expect(warningsOf(Team, Coach, Contract)).toEqual([
    expect.stringMatching(
      /"Contract\.coach" will copy column coaches\.league to column contracts\.league.*"Contract\.team" \(copies teams\.league to contracts\.league\)/,
    ),
  ]);
});

it("says nothing of a tree whose sides know each other", () => {
  class Base extends makeBase() {}
  class Node extends Base.table("nodes", {
    id: integer().primaryKey(),
    parentId: integer().nullable().references("nodes.id"),
    get parent() {
      return manyToOne(() => Node, { backPopulates: "children" });
    },
    get children() {
      return oneToMany(() => Node, { backPopulates: "parent" });
    },
  }) {}
  expect(warningsOf(Node)).toEqual([]);
});

it("refuses an overlaps that names nothing", () => {
  class Base extends makeBase() {}
  class Owner extends Base.table("owners", {
    id: integer().primaryKey(),
    get pets() {
      return oneToMany(() => Pet, { overlaps: 5 as never });
    },
  }) {}
  class Pet extends Base.table("pets", { id: integer().primaryKey(), ownerId: integer().references("owners.id") }) {}
  expect(() => Owner.c.pets).toThrow(
    /Owner\.pets: overlaps names relationships, such as "tasks, owner"; given was the number 5/,
  );
});
