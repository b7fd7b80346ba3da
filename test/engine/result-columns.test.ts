import {
  alias,
  AmbiguousColumnError,
  createEngine,
  type Engine,
  func,
  insert,
  integer,
  MetaData,
  NoSuchColumnError,
  select,
  string,
  text,
} from "athanor";
import { declarativeBase, Session } from "athanor/orm";
import { describe, expect, onTestFinished, test } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

const metadata = new MetaData();
const ships = metadata.table("rc_ships", { id: integer().primaryKey(), name: string() });
const ports = metadata.table("rc_ports", {
  id: integer().primaryKey(),
  name: string(),
  shipId: integer().references("rc_ships.id"),
});

function database(): Engine {
  const engine = createEngine(`${sqliteDriver}://`);
  onTestFinished(() => engine.dispose());
  metadata.createAll(engine);
  engine.begin((conn) => {
    conn.execute(insert(ships), [
      { id: 1, name: "Ark" },
      { id: 2, name: "Bounty" },
    ]);
    conn.execute(insert(ports), [
      { id: 7, name: "Oslo", shipId: 1 },
      { id: 8, name: "Bergen", shipId: 2 },
    ]);
  });
  return engine;
}
const both = select(ships.c.id, ships.c.name, ports.c.id, ports.c.name.label("port"), func.length(ports.c.name))
  .join(ports)
  .orderBy(ships.c.id);

describe("a row's columns", () => {
  test("are found by name, position, column and expression", () => {
    using conn = database().connect();
    for (let run = 0; run < 2; run++) {
      const row = conn.execute(both).first()!;
      const { _mapping: mapping } = row;
      expect(mapping.get("port")).toBe("Oslo");
      expect(mapping.get(2)).toBe(7);
      expect(mapping.get(ships.c.id)).toBe(1);
      expect(mapping.get(ports.c.id)).toBe(7);
      expect(mapping.get(ports.c.name.label("port"))).toBe("Oslo");
      expect(mapping.get(func.length(ports.c.name))).toBe(4);
      expect([mapping.has(ships.c.id), mapping.has(ports.c.shipId), mapping.has("prot")]).toEqual([true, false, false]);
      expect([mapping.size, mapping.keys(), mapping.values()]).toEqual([
        5,
        ["id", "name", "id_1", "port", "length_1"],
        [1, "Ark", 7, "Oslo", 4],
      ]);
      expect([...mapping]).toEqual(mapping.entries());
      expect(mapping.entries()[3]).toEqual(["port", "Oslo"]);
      expect(row._fields).toEqual(["id", "name", "id_1", "port", "length_1"]);
      expect(row._asdict()).toStrictEqual({ id: 1, name: "Ark", id_1: 7, port: "Oslo", length_1: 4 });
      expect(JSON.parse(JSON.stringify(mapping))).toEqual(row._asdict());
    }
  });

  test("that are not there, or are meant by several, are errors", () => {
    using conn = database().connect();
    const { _mapping: mapping } = conn.execute(both).first()!;
    expect(() => mapping.get("nam")).toThrow(NoSuchColumnError);
    expect(() => mapping.get("nam")).toThrow(/no column "nam" in this result.*"name"/s);
    expect(() => mapping.get(5)).toThrow(/no column 5.*it has 5/);
    expect(() => mapping.get(ports.c.shipId)).toThrow(NoSuchColumnError);
    expect(() => mapping.get({})).toThrow(NoSuchColumnError);
    const twice = conn.execDriverSql("SELECT 1 AS x, 2 AS x").first() as unknown as typeof both extends never
      ? never
      : { _mapping: typeof mapping };
    expect(() => twice._mapping.get("x")).toThrow(AmbiguousColumnError);
    expect(twice._mapping.get(1)).toBe(2);
    // The statement is text, which knows no columns.
    expect(() => twice._mapping.get(ships.c.id)).toThrow(/by name and position only/);
  });

  test("of aliases and with values are told apart by name alone", () => {
    using conn = database().connect();
    const other = alias(ships);
    const row = conn.execute(select(other.c.id, ships.c.id.add(1).label("next"))).first()!;
    expect(() => row._mapping.get(other.c.id)).toThrow(/alias without a name/);
    expect(() => row._mapping.get(ships.c.id.add(1))).toThrow(/holds values/);
    expect(row._mapping.get("next")).toBe(2);
    const named = alias(ships, "other");
    expect(conn.execute(select(named.c.id)).first()!._mapping.get(named.c.id)).toBe(1);
  });

  test("are picked from results by the same keys", () => {
    using conn = database().connect();
    expect(conn.execute(both).scalars(ports.c.id).all()).toEqual([7, 8]);
    expect(conn.execute(both).columns(ports.c.id, ships.c.name).all()).toEqual([
      [7, "Ark"],
      [8, "Bounty"],
    ]);
    const picked = conn.execute(both).columns("port", ships.c.id);
    expect(picked.keys()).toEqual(["port", "id"]);
    expect(picked.columns(ships.c.id).first()).toEqual([1]);
    expect(conn.execute(both).columns("port", 0).scalars("port").all()).toEqual(["Oslo", "Bergen"]);
    expect(conn.execute(both).columns("port", 0).mappings().first()).toStrictEqual({ port: "Oslo", id: 1 });
    expect(conn.execute(both).mappings().columns("port").all()).toStrictEqual([{ port: "Oslo" }, { port: "Bergen" }]);
    expect(conn.execute(both).columns(ships.c.name).first()?.name).toBe("Ark");
    expect(() => conn.execute(both).columns("nme")).toThrow(NoSuchColumnError);
  });

  test("of typed text are found by column too", () => {
    using conn = database().connect();
    const row = conn.execute(text("SELECT id, name FROM rc_ships").columns(ships.c.id, ships.c.name)).first()!;
    expect(row._mapping.get(ships.c.name)).toBe("Ark");
  });

  test("of entities are the class and its attributes", () => {
    class Base extends declarativeBase() {}
    class Ship extends Base.table("rc_ships", { id: integer().primaryKey(), name: string() }) {}
    using session = new Session(database());
    const row = session.execute(select(Ship, Ship.c.name.label("n"), Ship.c.id).orderBy(Ship.c.id)).first()!;
    expect(row._mapping.get(Ship)).toBe(row[0]);
    expect(row._mapping.get(Ship.c.id)).toBe(1);
    expect(row._fields.slice(0, 2)).toEqual(["Ship", "n"]);
  });
});
