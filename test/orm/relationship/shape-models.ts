import { and, integer, MetaData, string } from "athanor";
import { declarativeBase, foreign, manyToMany, manyToOne, oneToMany, oneToOne, remote } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** Its key is that of its body: one row for one row. */
export class Body extends Base.table("bodies", {
  id: integer().primaryKey(),
  name: string(40),
  get soul() {
    return oneToOne(() => Soul, { backPopulates: "body", cascade: "all, delete-orphan" });
  },
  get shadow() {
    return oneToOne(() => Shadow, { backPopulates: "body" });
  },
}) {}

export class Soul extends Base.table("souls", {
  id: integer().primaryKey().autoincrement(false).references("bodies.id"),
  colour: string(20),
  get body() {
    return manyToOne(() => Body, { backPopulates: "soul" });
  },
}) {}

export class Shadow extends Base.table("shadows", {
  bodyId: integer().primaryKey().autoincrement(false).references("bodies.id"),
  length: integer(),
  get body() {
    return manyToOne(() => Body, { backPopulates: "shadow" });
  },
}) {}

/** Is referred to by a unique code that is not its key. */
export class Country extends Base.table("countries", {
  id: integer().primaryKey(),
  code: string(3).unique(),
  get cities() {
    return oneToMany(() => City, { backPopulates: "country", orderBy: (c) => [c.c.size.desc(), c.c.name] });
  },
  /** By a condition with a constant. */
  get capitals() {
    return oneToMany(() => City, {
      viewonly: true,
      primaryjoin: () => and(Country.c.code.eq(City.c.countryCode), City.c.role.eq("capital")),
    });
  },
}) {}

export class City extends Base.table("cities", {
  id: integer().primaryKey(),
  name: string(40),
  size: integer().default(0),
  role: string(20).default("town"),
  countryCode: string(3).nullable().references("countries.code"),
  get country() {
    return manyToOne(() => Country, { backPopulates: "cities" });
  },
}) {}

/** What the database deletes, or nulls, with its owner. */
export class Tree extends Base.table("trees", {
  id: integer().primaryKey(),
  kind: string(20),
  get leaves() {
    return oneToMany(() => Leaf, { passiveDeletes: true, cascade: "all, delete-orphan", backPopulates: "tree" });
  },
  get birds() {
    return oneToMany(() => Bird, { passiveDeletes: "all", backPopulates: "tree" });
  },
  get nests() {
    return manyToMany(() => Nest, { secondary: () => treeNests, passiveDeletes: true });
  },
}) {}

export const treeNests = Base.metadata.table("tree_nests", {
  treeId: integer().primaryKey().references("trees.id", { ondelete: "CASCADE" }),
  nestId: integer().primaryKey().references("nests.id", { ondelete: "CASCADE" }),
});

export class Nest extends Base.table("nests", { id: integer().primaryKey(), eggs: integer() }) {}

export class Leaf extends Base.table("leaves", {
  id: integer().primaryKey(),
  length: integer(),
  treeId: integer().references("trees.id", { ondelete: "CASCADE" }),
  get tree() {
    return manyToOne(() => Tree, { backPopulates: "leaves" });
  },
}) {}

export class Bird extends Base.table("birds", {
  id: integer().primaryKey(),
  name: string(20),
  treeId: integer().nullable().references("trees.id", { ondelete: "SET NULL" }),
  get tree() {
    return manyToOne(() => Tree, { backPopulates: "birds" });
  },
}) {}

/** Rows that point to each other. */
export class Band extends Base.table("bands", {
  id: integer().primaryKey(),
  name: string(40),
  leaderId: integer().nullable().references("musicians.id", { useAlter: true, name: "fk_leader" }),
  get leader() {
    return manyToOne(() => Musician, { postUpdate: true, foreignKeys: () => [Band.c.leaderId] });
  },
  get musicians() {
    return oneToMany(() => Musician, { backPopulates: "band", foreignKeys: () => [Musician.c.bandId] });
  },
}) {}

export class Musician extends Base.table("musicians", {
  id: integer().primaryKey(),
  name: string(40),
  bandId: integer().nullable().references("bands.id"),
  get band() {
    return manyToOne(() => Band, { backPopulates: "musicians", foreignKeys: () => [Musician.c.bandId] });
  },
}) {}

/** A list in which each refers to the next, by a condition with marks. */
export class Stop extends Base.table("stops", {
  id: integer().primaryKey(),
  name: string(40),
  nextId: integer().nullable(),
  get next() {
    return manyToOne(() => Stop, {
      backPopulates: "previous",
      primaryjoin: () => remote(Stop.c.id).eq(foreign(Stop.c.nextId)),
    });
  },
  get previous() {
    return oneToOne(() => Stop, {
      backPopulates: "next",
      primaryjoin: () => Stop.c.id.eq(foreign(remote(Stop.c.nextId))),
    });
  },
}) {}
