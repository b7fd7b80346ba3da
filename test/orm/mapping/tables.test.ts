import { CreateView, integer, MetaData, select, string } from "athanor";
import { declarativeBase, inspect, manyToOne, oneToMany, sessionmaker } from "athanor/orm";
import { describe, expect, it } from "vitest";
import { describeSync } from "../../support/databases.ts";

describe("names of columns", () => {
  it("follow the convention of the MetaData, unless they are named", () => {
    const metadata = new MetaData({ columnNames: "snake_case" });
    const table = metadata.table("t", {
      id: integer().primaryKey(),
      createdAt: string(),
      HTTPServer: string(),
      x1: string(),
      asIs: string().named("asIs"),
      ownerId2: integer().references("t.id").nullable(),
    });
    expect(table.columns.map((column) => column.name)).toEqual([
      "id",
      "created_at",
      "http_server",
      "x1",
      "asIs",
      "owner_id2",
    ]);
    expect(String(select(table.c.createdAt).where(table.c.HTTPServer.eq("x")))).toBe(
      "SELECT t.created_at \nFROM t \nWHERE t.http_server = :HTTPServer_1",
    );
    const other = new MetaData();
    expect(table.toMetadata(other).columns.map((column) => column.name)).toEqual(
      table.columns.map((column) => column.name),
    );
    const own = new MetaData({ columnNames: (name) => `c_${name}` });
    expect(own.table("t", { a: integer() }).c.a.name).toBe("c_a");
    expect(() => new MetaData({ columnNames: "camelCase" as never })).toThrow('is "snake_case" or a function');
    expect(() => new MetaData({ columnNames: () => "" }).table("t", { a: integer() })).toThrow(
      'gave the string "" for the attribute "a"',
    );
    expect(() => own.table("u", { a: integer(), b: integer().named("c_a") })).toThrow("two columns named");
  });
});

describe("what cannot be mapped", () => {
  it("is refused", () => {
    class Base extends declarativeBase() {}
    const metadata = new MetaData();
    const plain = metadata.table("plain", { a: integer() });
    expect(() => Base.map(plain, { b: integer() } as never)).toThrow("the columns are those of the table");
    expect(() => Base.map("plain" as never)).toThrow("takes a table, such as metadata.table(…) gives");
    class Plain extends Base.map(plain) {}
    expect(() => Plain.c.a).toThrow("has no primary key");
  });
});

describeSync("classes for tables that are there", (database) => {
  it("of Core, in snake case, of a view, and reflected", () => {
    const engine = database.engine();
    const metadata = new MetaData({ columnNames: "snake_case" });
    const people = metadata.table("people", { id: integer().primaryKey(), fullName: string(40) });
    const pets = metadata.table("pets", {
      id: integer().primaryKey(),
      petName: string(40),
      ownerId: integer().references("people.id"),
    });
    const view = new CreateView(select(people.c.id, people.c.fullName), "known_people", { metadata });
    class Base extends declarativeBase({ metadata }) {}
    class Person extends Base.map(people, {
      get pets() {
        return oneToMany(() => Pet, { backPopulates: "owner" });
      },
    }) {
      greet(): string {
        return `Hello ${this.fullName}`;
      }
    }
    class Pet extends Base.map(pets, {
      get owner() {
        return manyToOne(() => Person, { backPopulates: "pets" });
      },
    }) {}
    metadata.createAll(engine);
    using session = sessionmaker(engine)();
    session.add(new Person({ fullName: "Ann Lee", pets: [new Pet({ petName: "Rex" })] }));
    session.commit();
    const person = session.query(Person).filterBy({ fullName: "Ann Lee" }).one();
    expect([person.greet(), person.pets.map((pet) => [pet.petName, pet.ownerId])]).toEqual([
      "Hello Ann Lee",
      [["Rex", person.id]],
    ]);
    expect(inspect(Person).localTable).toBe(people);
    expect(view.table.c.fullName.name).toBe("full_name");
    const reflected = new MetaData();
    reflected.reflect(engine, { only: ["people", "pets"] });
    class Other extends declarativeBase({ metadata: reflected }).map(reflected.tables.get("people")!) {}
    expect(session.query(Other).one()).toMatchObject({ id: person.id, full_name: "Ann Lee" });
    session.close();
    metadata.dropAll(engine);
  });
});
