import { integer, join, MetaData, select, string } from "athanor";
import { aliased, declarativeBase, manyToMany, manyToOne, oneToMany } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export const shelfLabels = Base.metadata.table("shelf_labels", {
  shelfId: integer().primaryKey().references("shelves.id"),
  labelId: integer().primaryKey().references("labels.id"),
});

/** Its collections stay in the database. */
export class Shelf extends Base.table("shelves", {
  id: integer().primaryKey(),
  name: string(40),
  get jars() {
    return oneToMany(() => Jar, {
      lazy: "writeOnly",
      backPopulates: "shelf",
      passiveDeletes: true,
      orderBy: (jar) => jar.c.id,
    });
  },
  get boxes() {
    return oneToMany(() => Box, { lazy: "dynamic", backPopulates: "shelf", orderBy: (box) => box.c.label });
  },
  get tins() {
    return oneToMany(() => Tin, { lazy: "writeOnly", cascade: "all, delete-orphan", passiveDeletes: true });
  },
  get sacks() {
    return oneToMany(() => Sack, { lazy: "dynamic", backPopulates: "shelf", cascade: ["all", "delete-orphan"] });
  },
  get labels() {
    return manyToMany(() => Label, {
      secondary: () => shelfLabels,
      lazy: "writeOnly",
      backPopulates: "shelves",
      passiveDeletes: true,
    });
  },
}) {}

export class Jar extends Base.table("jars", {
  id: integer().primaryKey(),
  label: string(40),
  shelfId: integer().nullable().references("shelves.id", { ondelete: "SET NULL" }),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "jars" });
  },
}) {}

export class Box extends Base.table("boxes", {
  id: integer().primaryKey(),
  label: string(40),
  shelfId: integer().nullable().references("shelves.id"),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "boxes" });
  },
}) {}

export class Tin extends Base.table("tins", {
  id: integer().primaryKey(),
  label: string(40),
  shelfId: integer().references("shelves.id", { ondelete: "CASCADE" }),
}) {}

export class Sack extends Base.table("sacks", {
  id: integer().primaryKey(),
  label: string(40),
  shelfId: integer().references("shelves.id"),
  get shelf() {
    return manyToOne(() => Shelf, { backPopulates: "sacks" });
  },
}) {}

export class Label extends Base.table("labels", {
  id: integer().primaryKey(),
  text: string(40),
  get shelves() {
    return manyToMany(() => Shelf, { secondary: () => shelfLabels, lazy: "dynamic", backPopulates: "labels" });
  },
}) {}

export const friendships = Base.metadata.table("friendships", {
  fromId: integer().primaryKey().references("people.id"),
  toId: integer().primaryKey().references("people.id"),
});

/** Knows others of its class, and what they own, without holding any of it. */
export class Person extends Base.table("people", {
  id: integer().primaryKey(),
  name: string(40),
  get friends() {
    return manyToMany(() => Person, {
      lazy: "writeOnly",
      secondary: () => friendships,
      passiveDeletes: true,
      primaryjoin: () => Person.c.id.eq(friendships.c.fromId),
      secondaryjoin: () => Person.c.id.eq(friendships.c.toId),
    });
  },
  get pets() {
    return oneToMany(() => Pet, { lazy: "dynamic" });
  },
  /** Through a join of two tables. */
  get petsOfFriends() {
    return manyToMany(() => Pet, {
      lazy: "dynamic",
      viewonly: true,
      orderBy: (pet) => pet.c.name,
      secondary: () => join(friendships, friend, friendships.c.toId.eq(friend.c.id)),
      primaryjoin: () => Person.c.id.eq(friendships.c.fromId),
      secondaryjoin: () => friend.c.id.eq(Pet.c.ownerId),
    });
  },
  /** From a subquery. */
  get youngest() {
    return oneToMany(() => young, {
      lazy: "writeOnly",
      viewonly: true,
      primaryjoin: () => young.c.ownerId.eq(Person.c.id),
      orderBy: () => young.c.age,
    });
  },
}) {}

export class Pet extends Base.table("pets", {
  id: integer().primaryKey(),
  name: string(40),
  age: integer().default(1),
  ownerId: integer().nullable().references("people.id"),
}) {}

const friend = aliased(Person);
const young = aliased(Pet, select(Pet).where(Pet.c.age.lt(3)).subquery());

/** A tree whose branches stay in the database, and notes whose ownership the database does not look after. */
export class Branch extends Base.table("branches", {
  id: integer().primaryKey(),
  name: string(40),
  parentId: integer().nullable().references("branches.id"),
  get parent() {
    return manyToOne(() => Branch, { backPopulates: "branches" });
  },
  get branches() {
    return oneToMany(() => Branch, { lazy: "writeOnly", backPopulates: "parent" });
  },
}) {}
