import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany } from "athanor/orm";

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
