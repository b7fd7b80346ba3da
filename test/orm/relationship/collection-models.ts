// Owners with collections of every kind, and what is in them.
import { integer, string } from "athanor";
import {
  attributeKeyedDict,
  columnKeyedDict,
  declarativeBase,
  InstrumentedList,
  KeyFuncDict,
  keyfuncMapping,
  manyToMany,
  manyToOne,
  oneToMany,
  orderingList,
} from "athanor/orm";

export class Base extends declarativeBase() {}

/** Keeps its members in the order of their names, whichever way they come in. */
export class Alphabetical extends InstrumentedList<Chair> {
  override push(...chairs: Chair[]): number {
    for (const chair of chairs) {
      const at = this.findIndex((other) => other.name > chair.name);
      if (at < 0) super.push(chair);
      else this.splice(at, 0, chair);
    }
    return this.length;
  }
}

/** A Set that knows nothing of relationships. */
export class Bag extends Set<Coat> {
  addAll(...coats: Coat[]): this {
    for (const coat of coats) this.add(coat);
    return this;
  }
}

/** An array that knows nothing of relationships. */
export class Stack extends Array<Plate> {
  top(): Plate | undefined {
    return this.at(-1);
  }
}

export class ByFirstLetter extends KeyFuncDict<string, Key> {
  constructor() {
    super((key) => key.name[0]);
  }
}

const roomTags = Base.metadata.table("room_tags", {
  roomId: integer().primaryKey().references("rooms.id"),
  tagId: integer().primaryKey().references("room_tag_names.id"),
});

export class Room extends Base.table("rooms", {
  id: integer().primaryKey(),
  name: string(20),
  get seats() {
    return oneToMany(() => Seat, { backPopulates: "room", orderBy: (seat) => seat.c.id });
  },
  get guests() {
    return oneToMany(() => Guest, { backPopulates: "room", collectionClass: Set, orderBy: (guest) => guest.c.id });
  },
  get notes() {
    return oneToMany(() => Note, {
      backPopulates: "room",
      collectionClass: attributeKeyedDict("word"),
      cascade: ["all", "delete-orphan"],
    });
  },
  get lamps() {
    return oneToMany(() => Lamp, {
      backPopulates: "room",
      collectionClass: keyfuncMapping((lamp: Lamp) => lamp.watts * 10, { ignoreUnpopulatedAttribute: true }),
    });
  },
  get pots() {
    return oneToMany(() => Pot, { collectionClass: columnKeyedDict<string>(() => Pot.c.name) });
  },
  get shelves() {
    return oneToMany(() => Shelf, {
      backPopulates: "room",
      orderBy: (shelf) => shelf.c.position,
      collectionClass: orderingList("position", { countFrom: 1 }),
    });
  },
  get tags() {
    return manyToMany(() => RoomTag, {
      secondary: () => roomTags,
      backPopulates: "rooms",
      collectionClass: Set,
      orderBy: (tag) => tag.c.id,
    });
  },
  get chairs() {
    return oneToMany(() => Chair, { backPopulates: "room", collectionClass: Alphabetical });
  },
  get coats() {
    return oneToMany(() => Coat, { backPopulates: "room", collectionClass: Bag, orderBy: (coat) => coat.c.id });
  },
  get plates() {
    return oneToMany(() => Plate, { backPopulates: "room", collectionClass: Stack, orderBy: (plate) => plate.c.id });
  },
  get keys() {
    return oneToMany(() => Key, { backPopulates: "room", collectionClass: ByFirstLetter });
  },
}) {}

const thing = { id: integer().primaryKey(), name: string(20) };
const inRoom = { roomId: integer().nullable().references("rooms.id") };

export class Seat extends Base.table("seats", {
  ...thing,
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "seats" });
  },
}) {}

export class Guest extends Base.table("guests", {
  ...thing,
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "guests" });
  },
}) {}

export class Note extends Base.table("notes", {
  id: integer().primaryKey(),
  word: string(20),
  text: string(20).default(""),
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "notes" });
  },
}) {}

export class Lamp extends Base.table("lamps", {
  id: integer().primaryKey(),
  watts: integer(),
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "lamps" });
  },
}) {}

export class Pot extends Base.table("pots", { ...thing, ...inRoom }) {}

export class Shelf extends Base.table("shelves", {
  ...thing,
  position: integer().nullable(),
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "shelves" });
  },
}) {}

export class RoomTag extends Base.table("room_tag_names", {
  ...thing,
  get rooms() {
    return manyToMany(() => Room, {
      secondary: () => roomTags,
      backPopulates: "tags",
      orderBy: (room) => room.c.id,
    });
  },
}) {}

export class Chair extends Base.table("chairs", {
  ...thing,
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "chairs" });
  },
}) {}

export class Coat extends Base.table("coats", {
  ...thing,
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "coats" });
  },
}) {}

export class Plate extends Base.table("plates", {
  ...thing,
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "plates" });
  },
}) {}

export class Key extends Base.table("room_keys", {
  ...thing,
  ...inRoom,
  get room() {
    return manyToOne(() => Room, { backPopulates: "keys" });
  },
}) {}
