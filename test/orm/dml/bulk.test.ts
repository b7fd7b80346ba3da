import { func, insert, integer, literal, MetaData, select, string, text, update } from "athanor";
import { declarativeBase, hybridProperty, sessionmaker, StaleDataError, synonym } from "athanor/orm";
import { expect, it } from "vitest";
import { describeSync, type SyncDatabase } from "../../support/databases.ts";
import { captureStatements } from "../../support/statements.ts";

class Base extends declarativeBase({ metadata: new MetaData() }) {}
class Part extends Base.table("parts", {
  id: integer().primaryKey(),
  name: string(40).named("part_name"),
  stock: integer().default(5),
  grade: string(5).serverDefault("new"),
  note: string(20).nullable(),
  version: integer()
    .nullable()
    .onupdate(() => 7),
}) {}
class Place extends Base.table("places", {
  row: integer().primaryKey(),
  shelf: string(5).primaryKey(),
  label: string(20).nullable(),
}) {}

class Person extends Base.table("bulk_people", {
  id: integer().primaryKey(),
  first: string(20),
  last: string(20).nullable(),
  full: hybridProperty<string>({
    get: (self) => `${self.first} ${self.last}`,
    expression: (c) => c.first.concat(" ").concat(c.last),
    updateExpression: (c, value) => [[c.first, func.upper(value)]],
    bulkDml: (_c, row, value) => {
      [row["first"], row["last"] = null] = value.split(" ");
    },
  }),
  label: synonym("full"),
}) {}

function setUp(database: SyncDatabase) {
  const engine = database.engine();
  Base.metadata.createAll(engine);
  const sent = captureStatements(engine);
  const session = sessionmaker(engine)();
  const rows = (): unknown[] =>
    session
      .execute(select(Part.c.id, Part.c.name, Part.c.stock, Part.c.grade, Part.c.note).orderBy(Part.c.id))
      .all()
      .map((row) => [...row]);
  return { session, sent, rows };
}

describeSync("insert(Class) with a list of rows", (database) => {
  it("sends rows of one shape together, in their order, with defaults", () => {
    const { session, sent, rows } = setUp(database);
    using _ = session;
    const result = session.execute(insert(Part), [
      { name: "a" },
      { name: "b" },
      { name: "c", stock: 1 },
      { name: "d", stock: 2, note: null },
      { name: "e", stock: undefined },
    ]);
    expect((result as unknown as { rowcount: number }).rowcount).toBe(5);
    expect(rows()).toEqual([
      [1, "a", 5, "new", null],
      [2, "b", 5, "new", null],
      [3, "c", 1, "new", null],
      [4, "d", 2, "new", null],
      [5, "e", 5, "new", null],
    ]);
    expect(sent.filter((statement) => statement.sql.startsWith("INSERT"))).toHaveLength(4);
  });

  it("takes SQL expressions, and names of attributes", () => {
    const { session, rows } = setUp(database);
    using _ = session;
    session.execute(insert(Part), [
      { name: "a" },
      { name: func.upper(literal("b")), stock: literal(2).add(3) },
      { name: "c" },
    ]);
    expect(rows()).toEqual([
      [1, "a", 5, "new", null],
      [2, "B", 5, "new", null],
      [3, "c", 5, "new", null],
    ]);
    expect(() => session.execute(insert(Part), [{ name: "a" }, { nam: "b" } as never])).toThrow(
      'Part has no attribute "nam". Did you mean "name"?',
    );
    expect(() => session.execute(insert(Part), [{ name: "a" }, 3 as never])).toThrow("at position 1 stands");
  });

  it("returns entities in the order of the rows", () => {
    const { session } = setUp(database);
    using _ = session;
    const statement = insert(Part).returning(Part, { sortByParameterOrder: true });
    const found = session
      .scalars(statement, [{ name: "c" }, { name: "a" }, { name: "b", stock: 1 }, { name: "d" }])
      .all();
    expect(found.map((part) => [part.name, part.stock, part.grade])).toEqual([
      ["c", 5, "new"],
      ["a", 5, "new"],
      ["b", 1, "new"],
      ["d", 5, "new"],
    ]);
    expect(session.get(Part, found[0]!.id)).toBe(found[0]);
    expect(session.isModified(found[0]!)).toBe(false);
  });

  it("upserts, returning the session's objects with what is in the rows now", () => {
    const { session } = setUp(database);
    using _ = session;
    session.execute(insert(Part), [{ id: 1, name: "a" }]);
    const known = session.getOne(Part, 1);
    const statement = insert(Part)
      .values([
        { id: 1, name: "A" },
        { id: 2, name: "B" },
      ])
      .orUpdate({ on: [Part.c.id], set: "all" });
    if (database.dialect === "mysql") {
      session.execute(statement);
      session.refresh(known);
    } else {
      const found = session.scalars(statement.returning(Part), undefined, { populateExisting: true }).all();
      expect(found[0]).toBe(known);
      expect(found[1]!.name).toBe("B");
    }
    expect(known.name).toBe("A");
  });
});

describeSync("update(Class) with a list of rows", (database) => {
  it("updates by primary key, rows of one shape together, and the objects follow", () => {
    const { session, sent, rows } = setUp(database);
    using _ = session;
    session.execute(insert(Part), [{ name: "a" }, { name: "b" }, { name: "c" }]);
    const [a, , c] = session.query(Part).orderBy(Part.c.id).all();
    sent.length = 0;
    const result = session.execute(update(Part), [
      { id: 1, stock: 10, note: "x" },
      { id: 2, stock: 20, note: null },
      { id: 3, name: "C" },
    ]);
    expect((result as unknown as { rowcount: number }).rowcount).toBe(3);
    const updates = sent.filter((statement) => statement.sql.startsWith("UPDATE"));
    expect(updates).toHaveLength(2);
    expect([a!.stock, a!.note, c!.name]).toEqual([10, "x", "C"]);
    expect(rows()).toEqual([
      [1, "a", 10, "new", "x"],
      [2, "b", 20, "new", null],
      [3, "C", 5, "new", null],
    ]);
    expect(a!.version).toBe(7);
  });

  it("takes composite keys", () => {
    const { session } = setUp(database);
    using _ = session;
    session.execute(insert(Place), [
      { row: 1, shelf: "a" },
      { row: 1, shelf: "b" },
    ]);
    session.execute(update(Place), [
      { row: 1, shelf: "b", label: "B" },
      { row: 1, shelf: "a", label: "A" },
    ]);
    expect(session.scalars(select(Place.c.label).orderBy(Place.c.shelf)).all()).toEqual(["A", "B"]);
  });

  it("refuses rows without a key, unknown attributes, criteria, and keys that no row has", () => {
    const { session } = setUp(database);
    using _ = session;
    session.execute(insert(Part), [{ name: "a" }]);
    expect(() => session.execute(update(Part), [{ stock: 1 } as never])).toThrow(
      "needs the primary key: id is missing",
    );
    expect(() => session.execute(update(Part), [{ id: 1, stok: 1 } as never])).toThrow('Did you mean "stock"?');
    expect(() => session.execute(update(Part).where(Part.c.id.eq(1)), [{ id: 1, stock: 1 }])).toThrow(
      "is the update by primary key: it takes no set(), where() or returning()",
    );
    expect(() => session.execute(update(Part), [{ id: 1, stock: Part.c.stock.add(1) as never }])).toThrow(
      "is an SQL expression",
    );
    expect(() =>
      session.execute(update(Part), [
        { id: 1, stock: 1 },
        { id: 9, stock: 1 },
      ]),
    ).toThrow(StaleDataError);
    session.rollback();
    expect(session.scalar(text("SELECT count(*) FROM parts"))).toBe(0);
  });
});

describeSync("hybrids with bulkDml in lists of rows", (database) => {
  it("become columns by JavaScript, so that the rows stay of one shape", () => {
    const { session, sent } = setUp(database);
    using _ = session;
    const people = (): unknown[] =>
      session
        .execute(select(Person.c.id, Person.c.first, Person.c.last).orderBy(Person.c.id))
        .all()
        .map((row) => [...row]);
    session.execute(insert(Person), [
      { id: 1, full: "Ann Lee" },
      { id: 2, full: "Bo Ray" },
      { id: 3, first: "Cy", last: null },
    ] as never);
    const inserted = sent.filter(({ sql }) => sql.startsWith("INSERT"));
    expect(inserted).toHaveLength(1);
    expect(people()).toEqual([
      [1, "Ann", "Lee"],
      [2, "Bo", "Ray"],
      [3, "Cy", null],
    ]);
    session.execute(update(Person), [
      { id: 1, full: "Ada Low" },
      { id: 2, full: "Bo" },
    ] as never);
    expect(people()).toEqual([
      [1, "Ada", "Low"],
      [2, "Bo", null],
      [3, "Cy", null],
    ]);
    // values() and set() take the SQL expression, as before.
    session.execute(
      update(Person)
        .set({ full: "xy" } as never)
        .where(Person.c.id.eq(3)),
    );
    expect(people()[2]).toEqual([3, "XY", null]);
    session.rollback();
  });

  it("are followed by the objects of the session", () => {
    const { session } = setUp(database);
    using _ = session;
    const person = new Person({ id: 1, first: "Ann", last: "Lee" });
    session.add(person);
    session.flush();
    session.execute(update(Person), [{ id: 1, full: "Ada Low" }] as never);
    expect([person.first, person.last, person.full]).toEqual(["Ada", "Low", "Ada Low"]);
  });
});
