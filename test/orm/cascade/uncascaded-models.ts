import { integer, MetaData, string } from "athanor";
import { declarativeBase, manyToMany, manyToOne, oneToMany } from "athanor/orm";

/** Relationships that bring nothing into the session, each known from one side or from both. */
export class Base extends declarativeBase({ metadata: new MetaData() }) {}

export const labels = Base.metadata.table("labels", {
  trunkId: integer().primaryKey().references("trunks.id"),
  stickerId: integer().primaryKey().references("stickers.id"),
});

export class Trunk extends Base.table("trunks", {
  id: integer().primaryKey(),
  name: string(20),
  get coats() {
    return oneToMany(() => Coat, { cascade: [], orderBy: (coat) => coat.c.id });
  },
  get hats() {
    return oneToMany(() => Hat, { cascade: [], backPopulates: "trunk", orderBy: (hat) => hat.c.id });
  },
  get stickers() {
    return manyToMany(() => Sticker, {
      secondary: () => labels,
      cascade: [],
      backPopulates: "trunks",
      orderBy: (sticker) => sticker.c.id,
    });
  },
}) {}

export class Coat extends Base.table("coats", {
  id: integer().primaryKey(),
  colour: string(20),
  trunkId: integer().nullable().references("trunks.id"),
}) {}

export class Hat extends Base.table("hats", {
  id: integer().primaryKey(),
  size: integer(),
  trunkId: integer().nullable().references("trunks.id"),
  get trunk() {
    return manyToOne(() => Trunk, { cascade: [], backPopulates: "hats" });
  },
}) {}

export class Sticker extends Base.table("stickers", {
  id: integer().primaryKey(),
  text: string(20),
  get trunks() {
    return manyToMany(() => Trunk, { secondary: () => labels, cascade: [], backPopulates: "stickers" });
  },
}) {}

/** Takes its lock along when it is deleted, and that its maker; what it merely lets go of stays. */
export class Door extends Base.table("doors", {
  id: integer().primaryKey(),
  name: string(20),
  lockId: integer().nullable().references("locks.id"),
  get lock() {
    return manyToOne(() => Lock, { cascade: "all" });
  },
}) {}

export class Lock extends Base.table("locks", {
  id: integer().primaryKey(),
  code: string(20),
  makerId: integer().nullable().references("makers.id"),
  get maker() {
    return manyToOne(() => Maker, { cascade: "all" });
  },
}) {}

export class Maker extends Base.table("makers", { id: integer().primaryKey(), name: string(20) }) {}
