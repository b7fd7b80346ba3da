import { integer, select, string } from "athanor";
import {
  attributeKeyedDict,
  columnKeyedDict,
  declarativeBase,
  inspect,
  joinedload,
  KeyFuncDict,
  keyfuncMapping,
  manyToOne,
  oneToMany,
  selectinload,
  sessionmaker,
} from "athanor/orm";
import { inspect as show } from "node:util";
import { describe, expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";
import { Base, Key, Lamp, Note, Pot, Room } from "./collection-models.ts";

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  const tables = [Room, Note, Lamp, Pot, Key].map((model) => inspect(model).localTable);
  Base.metadata.createAll(engine, { tables });
  const makeSession = sessionmaker(engine);
  makeSession.begin((session) => {
    const notes = ["a", "b", "c"].map((word) => new Note({ word, text: word.toUpperCase() }));
    session.add(
      new Room({ id: 1, name: "hall", notes, pots: [new Pot({ name: "p" })], keys: [new Key({ name: "xx" })] }),
    );
    session.add(new Room({ id: 2, name: "attic", lamps: [new Lamp({ watts: 4 }), new Lamp({ watts: 6 })] }));
  });
  return { engine, makeSession, sent: captureStatements(engine) };
}

type TestSession = ReturnType<ReturnType<typeof setUp>["makeSession"]>;

function stored(session: TestSession, roomId: number | null = 1): string {
  const rows = session.execute(select(Note.c.word).where(Note.c.roomId.eq(roomId)).orderBy(Note.c.word)).all();
  return rows.map(([word]) => word).join("");
}

const roomOfThree = (id: number): Room =>
  new Room({ id, name: "room", notes: ["a", "b", "c"].map((word) => new Note({ word })) });

const changes: readonly [string, (notes: Map<string, Note>, x: Note) => unknown, string][] = [
  ["set", (notes, x) => notes.set("x", x), "abcx"],
  ["set of a member", (notes) => notes.set("a", notes.get("a")!), "abc"],
  ["set under a taken key", (notes, x) => ((x.word = "a"), notes.set("a", x)), "abc"],
  ["add", (notes, x) => (notes as KeyFuncDict<string, Note>).add(x), "abcx"],
  ["delete", (notes) => notes.delete("b"), "ac"],
  ["delete of no member", (notes) => notes.delete("q"), "abc"],
  ["remove", (notes) => (notes as KeyFuncDict<string, Note>).remove(notes.get("a")!), "bc"],
  ["clear", (notes) => notes.clear(), ""],
  ["clear and set", (notes, x) => (notes.clear(), notes.set("x", x)), "x"],
];

describeSync("Map collections", (database) => {
  it("follow every mutator on a loaded collection: both sides and the database", () => {
    const { makeSession } = setUp(database);
    for (const [at, [name, change, expected]] of changes.entries()) {
      const id = at + 10;
      makeSession.begin((session) => session.add(roomOfThree(id)));
      using session = makeSession();
      const room = session.get(Room, id)!;
      const x = new Note({ word: "x" });
      const before = [...room.notes.values()];
      change(room.notes, x);
      const members = new Set(room.notes.values());
      for (const note of [...before, x]) expect(note.room, name).toBe(members.has(note) ? room : null);
      session.flush();
      expect([...room.notes.keys()].sort().join(""), name).toBe(expected);
      expect(stored(session, id), name).toBe(expected);
      session.expire(room);
      expect([...room.notes.keys()].sort().join(""), name).toBe(expected);
      // What was taken out is an orphan.
      expect(stored(session, null), name).toBe("");
      session.commit();
    }
  });

  it("follow every mutator on the collection of a new object", () => {
    const { makeSession } = setUp(database);
    for (const [at, [name, change, expected]] of changes.entries()) {
      const id = at + 10;
      using session = makeSession();
      const room = roomOfThree(id);
      session.add(room);
      change(room.notes, new Note({ word: "x" }));
      session.flush();
      expect(stored(session, id), name).toBe(expected);
      session.commit();
    }
  });

  it("is a real Map, keyed by the attribute", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const { notes } = session.get(Room, 1)!;
    expect(notes).toBeInstanceOf(Map);
    expect(notes).toBeInstanceOf(KeyFuncDict);
    expect([notes.size, notes.has("a"), notes.has("z"), notes.get("a")!.text]).toEqual([3, true, false, "A"]);
    expect([...notes].map(([key, note]) => [key, note.word])).toEqual([
      ["a", "a"],
      ["b", "b"],
      ["c", "c"],
    ]);
  });

  it("is keyed by a function", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 2)!;
    expect([...room.lamps.keys()].sort((a, b) => a - b)).toEqual([40, 60]);
    room.lamps.set(70, new Lamp({ watts: 7 }));
    expect(() => room.lamps.set(8, new Lamp({ watts: 8 }))).toThrow(
      /put under the number 8, but its own key is the number 80/,
    );
    session.flush();
    session.expire(room);
    expect([...room.lamps.keys()].sort((a, b) => a - b)).toEqual([40, 60, 70]);
  });

  it("is keyed by a column", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(room.pots.get("p")!.name).toBe("p");
    room.pots.set("q", new Pot({ name: "q" }));
    session.flush();
    expect(session.scalars(select(Pot).where(Pot.c.roomId.eq(1))).all()).toHaveLength(2);
  });

  it("is a class of one's own", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect([...room.keys.keys()]).toEqual(["x"]);
    const y = new Key({ name: "yale" });
    room.keys.add(y);
    const z = new Key({ name: "z", room });
    expect(room.keys.get("z")).toBe(z);
    expect([y.room, room.keys.get("y")]).toEqual([room, y]);
  });

  it("refuses a key that is not the object's own", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(() => room.notes.set("y", new Note({ word: "x" }))).toThrow(
      'Room.notes: an object was put under the string "y", but its own key is the string "x". Put it under that, or use add(object).',
    );
    expect(() => (room.notes = new Map([["y", new Note({ word: "x" })]]))).toThrow(
      /Room.notes: an object was put under the string "y"/,
    );
    expect([...room.notes.keys()]).toEqual(["a", "b", "c"]);
    expect(session.isModified(room)).toBe(false);
  });

  it("refuses what is no Note, and what is no collection", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    expect(() => room.notes.set("x", room as never)).toThrow(/Room.notes takes objects of class Note/);
    expect(() => (room.notes as KeyFuncDict<string, Note>).add("x" as never)).toThrow(/takes objects of class Note/);
    expect(() => (room.notes = { a: 1 } as never)).toThrow(/expected a Map of Note by key/);
    expect(() => (room.notes = [room] as never)).toThrow(/takes objects of class Note/);
    expect(() => (room.notes = new Map([["a", 5]]) as never)).toThrow(/takes objects of class Note/);
  });

  it("takes a Map, an array and a Set by assignment", () => {
    const { makeSession } = setUp(database);
    const kinds: ((notes: Note[]) => unknown)[] = [
      (notes) => new Map(notes.map((note) => [note.word, note])),
      (notes) => notes,
      (notes) => new Set(notes),
    ];
    for (const given of kinds) {
      using session = makeSession();
      const room = session.get(Room, 1)!;
      const [a, b] = [...room.notes.values()] as [Note, Note, Note];
      const x = new Note({ word: "x" });
      room.notes = given([x, a]) as Map<string, Note>;
      expect([...room.notes.keys()]).toEqual(["x", "a"]);
      expect([a.room, b.room, x.room]).toEqual([room, null, room]);
      session.flush();
      expect(stored(session)).toBe("ax");
    }
  });

  it("needs the key before the object comes in; in a constructor the order does not matter", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    void room.notes;
    const note = new Note();
    expect(() => (note.room = room)).toThrow(/Room.notes cannot take an object in: what it is keyed by is not set/);
    const first = new Note({ room, word: "first" });
    expect(room.notes.get("first")).toBe(first);
  });

  it("leaves objects without a key out with ignoreUnpopulatedAttribute", () => {
    const engine = database.engine();
    class Own extends declarativeBase() {}
    class Box extends Own.table("boxes", {
      id: integer().primaryKey(),
      get coins() {
        return oneToMany(() => Coin, {
          backPopulates: "box",
          collectionClass: attributeKeyedDict("year", { ignoreUnpopulatedAttribute: true }),
        });
      },
    }) {}
    class Coin extends Own.table("coins", {
      id: integer().primaryKey(),
      year: integer(),
      boxId: integer().references("boxes.id"),
      get box() {
        return manyToOne(() => Box, { backPopulates: "coins" });
      },
    }) {}
    Own.metadata.createAll(engine);
    using session = sessionmaker(engine)();
    const box = new Box({ id: 1 });
    const coin = new Coin({ box });
    session.addAll([box, coin]);
    expect(box.coins.size).toBe(0);
    coin.year = 1900;
    session.commit();
    expect(box.coins.get(1900)).toBe(coin);
  });

  it("keeps an object under its old key when the attribute changes, until it is loaded again", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const a = room.notes.get("a")!;
    a.word = "z";
    expect(room.notes.get("a")).toBe(a);
    sent.length = 0;
    session.flush();
    expect(sent.map(({ sql }) => sql.split(" ")[0])).toEqual(["UPDATE"]);
    expect(room.notes.has("z")).toBe(false);
    session.refresh(room, ["notes"]);
    expect(room.notes.get("z")).toBe(a);
    expect(room.notes.has("a")).toBe(false);
  });

  it("takes an object out by the other side although its key has changed", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const a = room.notes.get("a")!;
    a.word = "z";
    a.room = null;
    expect([...room.notes.keys()]).toEqual(["b", "c"]);
    session.flush();
    expect(stored(session)).toBe("bc");
  });

  it("lets the object go whose key the other side gives to another", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const a = room.notes.get("a")!;
    const other = new Note({ word: "a", text: "other", room });
    session.add(other);
    expect(room.notes.get("a")).toBe(other);
    expect(a.room).toBeNull();
    session.flush();
    expect(session.scalars(select(Note.c.text).where(Note.c.word.eq("a"))).all()).toEqual(["other"]);
  });

  it("takes an object in that comes from another owner", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const [one, two] = session.query(Room).orderBy(Room.c.id).all() as [Room, Room];
    const a = one.notes.get("a")!;
    two.notes.set("a", a);
    expect([one.notes.has("a"), a.room]).toEqual([false, two]);
    session.flush();
    expect([stored(session, 1), stored(session, 2)]).toEqual(["bc", "a"]);
  });

  it("keeps changes made before it was loaded", () => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const [a] = session.query(Note).orderBy(Note.c.word).all() as [Note];
    const x = new Note({ word: "x", room });
    session.add(x);
    a.room = null;
    sent.length = 0;
    expect([...session.noAutoflush(() => room.notes).keys()]).toEqual(["b", "c", "x"]);
    expect(sent).toHaveLength(1);
    session.flush();
    expect(stored(session)).toBe("bcx");
  });

  it.each([
    ["selectinload", selectinload],
    ["joinedload", joinedload],
  ])("is filled by %s", (_name, load) => {
    const { makeSession, sent } = setUp(database);
    using session = makeSession();
    const rooms = session
      .scalars(select(Room).options(load(Room.c.notes)).orderBy(Room.c.id))
      .unique()
      .all();
    const count = sent.length;
    expect(rooms.map(({ notes }) => [...notes.keys()].sort().join(""))).toEqual(["abc", ""]);
    expect(sent).toHaveLength(count);
    expect(session.isModified(rooms[0]!)).toBe(false);
  });

  it("tells its history, and is restored by a rollback", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 1)!;
    const [a, b, c] = [...room.notes.values()];
    const x = new Note({ word: "x" });
    room.notes.delete("a");
    room.notes.set("x", x);
    const { added, unchanged, deleted } = inspect(room).history("notes");
    expect([added, unchanged, deleted]).toEqual([[x], [b, c], [a]]);
    session.flush();
    session.rollback();
    expect([...room.notes.keys()].sort()).toEqual(["a", "b", "c"]);
  });

  it("is shown by JSON.stringify as an object and by console.log as a Map", () => {
    const { makeSession } = setUp(database);
    using session = makeSession();
    const room = session.get(Room, 2)!;
    room.notes.set("__proto__", new Note({ word: "__proto__" }));
    const json = JSON.parse(JSON.stringify(room)) as { notes: Record<string, unknown> };
    expect(Object.keys(json.notes)).toEqual(["__proto__"]);
    expect(Object.keys(JSON.parse(JSON.stringify(room.notes)) as object)).toEqual(["__proto__"]);
    expect(show(room)).toMatch(/notes: Map\(1\) \{ *'__proto__' =>/s);
  });

  it("is merged from a detached graph", () => {
    const { makeSession } = setUp(database);
    let detached: Room;
    {
      using session = makeSession();
      detached = session.get(Room, 1, { options: [selectinload(Room.c.notes)] })!;
    }
    detached.notes.get("a")!.text = "changed";
    detached.notes.delete("b");
    detached.notes.set("x", new Note({ word: "x" }));
    using session = makeSession();
    const own = session.merge(detached);
    expect([...own.notes.keys()].sort().join("")).toBe("acx");
    session.flush();
    expect(stored(session)).toBe("acx");
    expect(session.scalars(select(Note.c.text).where(Note.c.word.eq("a"))).one()).toBe("changed");
  });

  it("deletes its members with the owner", () => {
    const { makeSession, engine } = setUp(database);
    Base.metadata.createAll(engine);
    using session = makeSession();
    session.delete(session.get(Room, 1)!);
    session.flush();
    expect(session.scalars(select(Note)).all()).toEqual([]);
  });
});

describe("collectionClass", () => {
  const relate = (collectionClass: unknown, target: () => unknown = () => Part): void => {
    class Whole extends Own.table(`wholes_${String(n++)}`, {
      id: integer().primaryKey(),
      get parts() {
        return oneToMany(target as () => typeof Part, {
          primaryjoin: () => Whole.c.id.eq(Part.c.wholeId),
          collectionClass,
          viewonly: true,
        });
      },
    }) {}
    void Whole.c.parts;
  };
  let n = 1;
  class Own extends declarativeBase() {}
  class Part extends Own.table("parts", { id: integer().primaryKey(), name: string(), wholeId: integer() }) {}

  it.each<[string, unknown, RegExp]>([
    ["Map", Map, /given was Map, which does not say what its keys are/],
    ["a subclass of Map", class extends Map {}, /collectionClass takes Set, Array, a subclass/],
    ["a plain object", {}, /collectionClass takes Set/],
    ["a string", "set", /collectionClass takes Set.*given was the string "set"/],
    ["an unrelated class", class Foo extends Date {}, /collectionClass takes Set/],
    ["an attribute that is none", attributeKeyedDict("nmae"), /names no attribute of Part. Did you mean "name"/],
    ["a column of another class", columnKeyedDict(() => 5), /columnKeyedDict\(\) takes one column of Part/],
  ])("refuses %s", (_name, given, message) => {
    expect(() => relate(given)).toThrow(message);
  });

  it("refuses a keyfunc that is no function", () => {
    expect(() => keyfuncMapping("name" as never)).toThrow(/keyfuncMapping\(\) takes a function/);
  });
});
