// A kennel, a family tree and a shop: what the scenarios of the flush write.
import { foreignKeyConstraint, integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany, oneToOne } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** One-to-many without any cascade of deletions. */
export class Owner extends Base.table("fl_owners", {
  id: integer().primaryKey(),
  name: string(20),
  get pets() {
    return oneToMany(() => Pet, { backPopulates: "owner", orderBy: (pet) => pet.c.id });
  },
}) {}

export class Pet extends Base.table("fl_pets", {
  id: integer().primaryKey(),
  name: string(20),
  ownerId: integer().nullable().references("fl_owners.id"),
  get owner() {
    return manyToOne(() => Owner, { backPopulates: "pets" });
  },
}) {}

/** Refers to its box one way; the box knows of nothing. */
export class Box extends Base.table("fl_boxes", { id: integer().primaryKey(), size: integer().nullable() }) {}

export class Toy extends Base.table("fl_toys", {
  id: integer().primaryKey(),
  name: string(20),
  boxId: integer().nullable().references("fl_boxes.id"),
  get box() {
    return manyToOne(() => Box);
  },
}) {}

/** A one-to-one whose key may be NULL, and one whose key may not. */
export class House extends Base.table("fl_houses", {
  id: integer().primaryKey(),
  name: string(20),
  get roof() {
    return oneToOne(() => Roof, { backPopulates: "house" });
  },
  get door() {
    return oneToOne(() => Door, { backPopulates: "house", cascade: "all, delete-orphan" });
  },
}) {}

export class Roof extends Base.table("fl_roofs", {
  id: integer().primaryKey(),
  color: string(20),
  houseId: integer().nullable().references("fl_houses.id"),
  get house() {
    return manyToOne(() => House, { backPopulates: "roof" });
  },
}) {}

export class Door extends Base.table("fl_doors", {
  id: integer().primaryKey(),
  color: string(20),
  houseId: integer().references("fl_houses.id"),
  get house() {
    return manyToOne(() => House, { backPopulates: "door" });
  },
}) {}

/** A tree, and friendships that go one way. */
export class Person extends Base.table("fl_people", {
  id: integer().primaryKey(),
  name: string(20),
  parentId: integer().nullable().references("fl_people.id"),
  get parent() {
    return manyToOne(() => Person, { backPopulates: "children", foreignKeys: () => [Person.c.parentId] });
  },
  get children() {
    return oneToMany(() => Person, { backPopulates: "parent", foreignKeys: () => [Person.c.parentId] });
  },
  get friends() {
    return manyToMany(() => Person, {
      secondary: () => friendships,
      primaryjoin: () => Person.c.id.eq(friendships.c.fromId),
      secondaryjoin: () => Person.c.id.eq(friendships.c.toId),
      backPopulates: "admirers",
    });
  },
  get admirers() {
    return manyToMany(() => Person, {
      secondary: () => friendships,
      primaryjoin: () => Person.c.id.eq(friendships.c.toId),
      secondaryjoin: () => Person.c.id.eq(friendships.c.fromId),
      backPopulates: "friends",
    });
  },
}) {}

export const friendships = Base.metadata.table("fl_friendships", {
  fromId: integer().primaryKey().references("fl_people.id"),
  toId: integer().primaryKey().references("fl_people.id"),
});

/** A shop and its wares refer to each other: the favourite is filled afterwards. */
export class Shop extends Base.table("fl_shops", {
  id: integer().primaryKey(),
  name: string(20),
  favoriteId: integer()
    .nullable()
    .references(() => Ware.c.id),
  get favorite() {
    return manyToOne(() => Ware, { foreignKeys: () => [Shop.c.favoriteId], postUpdate: true });
  },
  get wares() {
    return oneToMany(() => Ware, {
      backPopulates: "shop",
      foreignKeys: () => [Ware.c.shopId],
      cascade: "all, delete-orphan",
    });
  },
}) {}

export class Ware extends Base.table("fl_wares", {
  id: integer().primaryKey(),
  name: string(20),
  shopId: integer().nullable().references("fl_shops.id"),
  get shop() {
    return manyToOne(() => Shop, { backPopulates: "wares", foreignKeys: () => [Ware.c.shopId] });
  },
}) {}

/** A list whose members know the next and the previous one: two keys, both filled afterwards. */
export class Page extends Base.table("fl_pages", {
  id: integer().primaryKey(),
  title: string(20),
  nextId: integer().nullable().references("fl_pages.id"),
  previousId: integer().nullable().references("fl_pages.id"),
  get next() {
    return manyToOne(() => Page, { foreignKeys: () => [Page.c.nextId], postUpdate: true });
  },
  get previous() {
    return manyToOne(() => Page, { foreignKeys: () => [Page.c.previousId], postUpdate: true });
  },
}) {}

/** Keys of two columns; places refer to them, and hold one half in their own key. */
export class Hall extends Base.table("fl_halls", {
  house: string(10).primaryKey(),
  floor: integer().primaryKey().autoincrement(false),
  use: string(20).nullable(),
  get places() {
    return oneToMany(() => Place, { backPopulates: "hall", cascade: "all, delete-orphan" });
  },
}) {}

export class Place extends Base.table("fl_places", {
  no: integer().primaryKey().autoincrement(false),
  house: string(10).primaryKey(),
  floor: integer().primaryKey().autoincrement(false),
  get hall() {
    return manyToOne(() => Hall, { backPopulates: "places" });
  },
}).with({ constraints: (c) => [foreignKeyConstraint([c.house, c.floor], ["fl_halls.house", "fl_halls.floor"])] }) {}
