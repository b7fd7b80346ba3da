import { and, foreignKeyConstraint, integer, MetaData, string } from "athanor";
import { declarativeBase, foreign, manyToMany, manyToOne, oneToMany, oneToOne, remote } from "athanor/orm";

const cascade = { onupdate: "CASCADE" } as const;

/** Keys that the database passes on: every foreign key says ON UPDATE CASCADE. */
export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export const memberships = Base.metadata.table("memberships", {
  club: string(20).primaryKey().references("clubs.name", cascade),
  player: string(20).primaryKey().references("players.name", cascade),
});

export class Club extends Base.table("clubs", {
  name: string(20).primaryKey(),
  town: string(20).default("Ulm"),
  get teams() {
    return oneToMany(() => Team, { backPopulates: "club", orderBy: (team) => team.c.id });
  },
  get ground() {
    return oneToOne(() => Ground, { backPopulates: "club" });
  },
  get seasons() {
    return oneToMany(() => Season, { backPopulates: "club", cascade: "all, delete-orphan" });
  },
  get players() {
    return manyToMany(() => Player, { secondary: () => memberships, backPopulates: "clubs" });
  },
}) {}

export class Team extends Base.table("teams", {
  id: integer().primaryKey(),
  label: string(20),
  clubName: string(20).nullable().references("clubs.name", cascade),
  get club() {
    return manyToOne(() => Club, { backPopulates: "teams" });
  },
}) {}

export class Ground extends Base.table("grounds", {
  id: integer().primaryKey(),
  clubName: string(20).references("clubs.name", cascade),
  get club() {
    return manyToOne(() => Club, { backPopulates: "ground" });
  },
}) {}

/** Its key holds that of its club; matches hold both. */
export class Season extends Base.table("seasons", {
  clubName: string(20).primaryKey().references("clubs.name", cascade),
  year: integer().primaryKey().autoincrement(false),
  points: integer().default(0),
  get club() {
    return manyToOne(() => Club, { backPopulates: "seasons" });
  },
  get matches() {
    return oneToMany(() => Match, { backPopulates: "season" });
  },
}) {}

export class Match extends Base.table("matches", {
  id: integer().primaryKey(),
  clubName: string(20),
  year: integer(),
  get season() {
    return manyToOne(() => Season, { backPopulates: "matches" });
  },
}).with({
  constraints: (c) => [foreignKeyConstraint([c.clubName, c.year], ["seasons.clubName", "seasons.year"], cascade)],
}) {}

export class Player extends Base.table("players", {
  name: string(20).primaryKey(),
  get clubs() {
    return manyToMany(() => Club, { secondary: () => memberships, backPopulates: "players" });
  },
}) {}

/** Known to its club by a column that is no key, and to no collection of it. */
export class Fan extends Base.table("fans", {
  id: integer().primaryKey(),
  favourite: string(20).references("clubs.name", cascade),
  get club() {
    return manyToOne(() => Club);
  },
}) {}

/** A tree that the database keeps together; MariaDB refuses ON UPDATE CASCADE within one table. */
export class Trunk extends declarativeBase({ metadata: new MetaData() }) {}

export class Twig extends Trunk.table("twigs", {
  name: string(20).primaryKey(),
  parentName: string(20).nullable().references("twigs.name", cascade),
  get parent() {
    return manyToOne(() => Twig, { backPopulates: "twigs" });
  },
  get twigs() {
    return oneToMany(() => Twig, { backPopulates: "parent", orderBy: (twig) => twig.c.name });
  },
}) {}

/** Keys that no database passes on: the tables have no foreign keys, and the flush looks after them. */
export class Plain extends declarativeBase({ metadata: new MetaData() }) {}

export const loans = Plain.metadata.table("loans", {
  isbn: string(20).primaryKey(),
  reader: string(20).primaryKey(),
});

export class Title extends Plain.table("titles", {
  isbn: string(20).primaryKey(),
  shelf: string(20).nullable().unique(),
  get copies() {
    return oneToMany(() => Copy, {
      backPopulates: "title",
      passiveUpdates: false,
      primaryjoin: () => Title.c.isbn.eq(foreign(Copy.c.isbn)),
    });
  },
  get editions() {
    return oneToMany(() => Edition, {
      passiveUpdates: false,
      backPopulates: "title",
      primaryjoin: () => Title.c.isbn.eq(foreign(Edition.c.isbn)),
    });
  },
  get readers() {
    return manyToMany(() => Reader, {
      secondary: () => loans,
      backPopulates: "titles",
      passiveUpdates: false,
      primaryjoin: () => Title.c.isbn.eq(foreign(loans.c.isbn)),
      secondaryjoin: () => Reader.c.name.eq(foreign(loans.c.reader)),
    });
  },
  get blurb() {
    return oneToOne(() => Blurb, {
      passiveUpdates: false,
      primaryjoin: () => Title.c.isbn.eq(foreign(Blurb.c.isbn)),
    });
  },
}) {}

export class Copy extends Plain.table("copies", {
  id: integer().primaryKey(),
  isbn: string(20).nullable(),
  get title() {
    return manyToOne(() => Title, {
      backPopulates: "copies",
      primaryjoin: () => Title.c.isbn.eq(foreign(Copy.c.isbn)),
    });
  },
}) {}

export class Edition extends Plain.table("editions", {
  isbn: string(20).primaryKey(),
  number: integer().primaryKey().autoincrement(false),
  get title() {
    return manyToOne(() => Title, {
      backPopulates: "editions",
      primaryjoin: () => Title.c.isbn.eq(foreign(Edition.c.isbn)),
    });
  },
  get notes() {
    return oneToMany(() => Note, {
      passiveUpdates: false,
      primaryjoin: () => and(Edition.c.isbn.eq(foreign(Note.c.isbn)), Edition.c.number.eq(foreign(Note.c.number))),
    });
  },
}) {}

export class Note extends Plain.table("notes", {
  id: integer().primaryKey(),
  isbn: string(20).nullable(),
  number: integer().nullable(),
}) {}

export class Blurb extends Plain.table("blurbs", {
  id: integer().primaryKey(),
  isbn: string(20).nullable(),
}) {}

export class Reader extends Plain.table("readers", {
  name: string(20).primaryKey(),
  get titles() {
    return manyToMany(() => Title, {
      secondary: () => loans,
      backPopulates: "readers",
      passiveUpdates: false,
      primaryjoin: () => Reader.c.name.eq(foreign(loans.c.reader)),
      secondaryjoin: () => Title.c.isbn.eq(foreign(loans.c.isbn)),
    });
  },
}) {}

/** Refers to a title's place, which is unique and no key; no collection knows it. */
export class Sign extends Plain.table("signs", {
  id: integer().primaryKey(),
  shelf: string(20).nullable(),
  get title() {
    return manyToOne(() => Title, {
      passiveUpdates: false,
      primaryjoin: () => Title.c.shelf.eq(foreign(Sign.c.shelf)),
    });
  },
}) {}

export class Topic extends Plain.table("topics", {
  name: string(20).primaryKey(),
  parentName: string(20).nullable(),
  get parent() {
    return manyToOne(() => Topic, {
      backPopulates: "topics",
      primaryjoin: () => remote(Topic.c.name).eq(foreign(Topic.c.parentName)),
    });
  },
  get topics() {
    return oneToMany(() => Topic, {
      backPopulates: "parent",
      passiveUpdates: false,
      primaryjoin: () => Topic.c.name.eq(foreign(remote(Topic.c.parentName))),
    });
  },
}) {}
