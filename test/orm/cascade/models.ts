import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany, oneToOne } from "athanor/orm";

export class Base extends declarativeBase({ metadata: new MetaData() }) {}

/** Owns its rooms, lends its keys, and only reads its visits. */
export class House extends Base.table("houses", {
  id: integer().primaryKey(),
  name: string(40),
  get rooms() {
    return oneToMany(() => Room, { backPopulates: "house", cascade: "all, delete-orphan", orderBy: (r) => r.c.id });
  },
  get keys() {
    return oneToMany(() => Key, { backPopulates: "house" });
  },
  get wells() {
    return oneToMany(() => Well, { cascade: "all" });
  },
  get bells() {
    return oneToMany(() => Bell, { cascade: "all", passiveDeletes: true });
  },
  get visits() {
    return oneToMany(() => Visit, { viewonly: true, backPopulates: "house" });
  },
  get unsaved() {
    return oneToMany(() => Bin, { cascade: [], backPopulates: "house" });
  },
  get roof() {
    return oneToOne(() => Roof, { backPopulates: "house", cascade: ["all", "delete-orphan"] });
  },
  get plants() {
    return manyToMany(() => Plant, { secondary: () => gardens, backPopulates: "houses" });
  },
  get artworks() {
    return manyToMany(() => Artwork, {
      secondary: () => walls,
      cascade: "all, delete-orphan",
      singleParent: true,
    });
  },
}) {}

export class Room extends Base.table("rooms", {
  id: integer().primaryKey(),
  name: string(40),
  houseId: integer().references("houses.id"),
  get house() {
    return manyToOne(() => House, { backPopulates: "rooms" });
  },
  get lamps() {
    return oneToMany(() => Lamp, { cascade: ["all", "delete-orphan"] });
  },
}) {}

export class Lamp extends Base.table("lamps", {
  id: integer().primaryKey(),
  watts: integer(),
  roomId: integer().references("rooms.id"),
}) {}

export class Key extends Base.table("keys_of", {
  id: integer().primaryKey(),
  code: string(40),
  houseId: integer().nullable().references("houses.id"),
  get house() {
    return manyToOne(() => House, { backPopulates: "keys" });
  },
}) {}

export class Well extends Base.table("wells", {
  id: integer().primaryKey(),
  depth: integer(),
  houseId: integer().nullable().references("houses.id"),
}) {}

export class Bell extends Base.table("bells", {
  id: integer().primaryKey(),
  tone: string(10),
  houseId: integer().nullable().references("houses.id", { ondelete: "CASCADE" }),
}) {}

export class Visit extends Base.table("visits", {
  id: integer().primaryKey(),
  who: string(40),
  houseId: integer().nullable().references("houses.id"),
  get house() {
    return manyToOne(() => House, { backPopulates: "visits" });
  },
}) {}

export class Bin extends Base.table("bins", {
  id: integer().primaryKey(),
  houseId: integer().nullable().references("houses.id"),
  get house() {
    return manyToOne(() => House, { cascade: [], backPopulates: "unsaved" });
  },
}) {}

export class Roof extends Base.table("roofs", {
  id: integer().primaryKey(),
  colour: string(20),
  houseId: integer().references("houses.id"),
  get house() {
    return manyToOne(() => House, { backPopulates: "roof" });
  },
}) {}

export const gardens = Base.metadata.table("gardens", {
  houseId: integer().primaryKey().references("houses.id"),
  plantId: integer().primaryKey().references("plants.id"),
});

export class Plant extends Base.table("plants", {
  id: integer().primaryKey(),
  name: string(40),
  get houses() {
    return manyToMany(() => House, { secondary: () => gardens, backPopulates: "plants" });
  },
}) {}

export const walls = Base.metadata.table("walls", {
  houseId: integer().primaryKey().references("houses.id"),
  artworkId: integer().primaryKey().references("artworks.id"),
});

export class Artwork extends Base.table("artworks", {
  id: integer().primaryKey(),
  title: string(40),
  get frame() {
    return manyToOne(() => Frame, { cascade: "all, delete-orphan", singleParent: true, backPopulates: "artwork" });
  },
  frameId: integer().nullable().references("frames.id"),
}) {}

export class Frame extends Base.table("frames", {
  id: integer().primaryKey(),
  wood: string(20),
  nailId: integer().nullable().references("nails.id"),
  get artwork() {
    return oneToOne(() => Artwork, { backPopulates: "frame" });
  },
  get nail() {
    return manyToOne(() => Nail, { cascade: "all" });
  },
}) {}

export class Nail extends Base.table("nails", { id: integer().primaryKey(), size: integer() }) {}
