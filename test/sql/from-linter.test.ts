import {
  and,
  createEngine,
  deleteFrom,
  type Engine,
  func,
  insert,
  integer,
  literal,
  MetaData,
  or,
  select,
  string,
  trueValue,
  update,
} from "athanor";
import { afterEach, describe, expect, test, vi } from "vitest";
import { sqliteDriver } from "../support/databases.ts";

const metadata = new MetaData();
const ships = metadata.table("ships", { id: integer().primaryKey(), portId: integer(), name: string(20) });
const ports = metadata.table("ports", { id: integer().primaryKey(), seaId: integer() });
const seas = metadata.table("seas", { id: integer().primaryKey() });
const crews = metadata.table("crews", { id: integer().primaryKey(), shipId: integer() });

/** What a statement warned of when it was executed. */
function warnings(engine: Engine, ...statements: unknown[]): string[] {
  const spy = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  engine.begin((connection) => {
    metadata.createAll(connection);
    for (const statement of statements) connection.execute(statement as never);
  });
  const found = spy.mock.calls.map((call) => String(call[0]));
  spy.mockRestore();
  return found;
}
const engines: Engine[] = [];
const engine = (options = {}): Engine => {
  const made = createEngine(`${sqliteDriver}://`, options);
  engines.push(made);
  return made;
};
afterEach(() => {
  for (const made of engines.splice(0)) made.dispose();
});
const product = (rest: string, start: string, verb = "SELECT"): string =>
  `${verb} statement has a cartesian product between FROM element(s) ${rest} and FROM element ${start}. Apply join condition(s) between each element to resolve.`;
const other = ports.alias("other");

describe("cartesian products are warned of when a statement is executed", () => {
  test.each<[string, () => unknown, string]>([
    ["two tables", () => select(ships.c.id, ports.c.id.label("p")), product('"ports"', '"ships"')],
    [
      "one of three",
      () => select(ships.c.id, ports.c.seaId, seas.c.id.label("s")).where(ships.c.portId.eq(ports.c.id)),
      product('"seas"', '"ships"'),
    ],
    [
      "pairs that are not joined",
      () => select(ships.c.id).where(ships.c.portId.eq(ports.c.id), seas.c.id.eq(crews.c.id)),
      product('"seas", "crews"', '"ships"'),
    ],
    [
      "a join beside a table",
      () => select(ships.c.name, seas.c.id).selectFrom(ships.join(ports, ships.c.portId.eq(ports.c.id)), seas),
      product('"seas"', '"ships"'),
    ],
    ["a subquery", () => select(ships.c.id, select(ports.c.seaId).subquery("q").c.seaId), product('"q"', '"ships"')],
    ["a CTE", () => select(ships.c.id, select(ports.c.seaId).cte("q").c.seaId), product('"q"', '"ships"')],
    ["an alias of the same table", () => select(ports.c.id, other.c.id.label("o")), product('"other"', '"ports"')],
    [
      "a comparison of one side alone",
      () => select(ships.c.id, ports.c.seaId).where(ships.c.portId.eq(5), ports.c.id.gt(1)),
      product('"ports"', '"ships"'),
    ],
    [
      "inside a subquery",
      () => select(select(ships.c.id, ports.c.seaId).subquery("q").c.id),
      product('"ports"', '"ships"'),
    ],
    [
      "inside EXISTS",
      () => select(seas.c.id).where(select(ships.c.id).where(ports.c.id.eq(1)).exists()),
      product('"ports"', '"ships"'),
    ],
    [
      "an update",
      () => update(ships).set({ portId: ports.c.id }).where(ports.c.seaId.eq(1)),
      product('"ports"', '"ships"', "UPDATE"),
    ],
  ])("%s", (_name, build, expected) => {
    expect(warnings(engine(), build())).toEqual([expected]);
  });
  test.each<[string, () => unknown]>([
    ["one table", () => select(ships)],
    ["no table", () => select(literal(1))],
    ["joined by WHERE", () => select(ships.c.id).where(ships.c.portId.eq(ports.c.id), ports.c.seaId.eq(seas.c.id))],
    ["joined by a comparison that is not an equality", () => select(ships.c.id).where(ships.c.portId.gt(ports.c.id))],
    ["joined inside OR", () => select(ships.c.id).where(or(ships.c.portId.eq(ports.c.id), ships.c.portId.eq(0)))],
    [
      "joined through functions",
      () => select(ships.c.id).where(and(func.abs(ships.c.portId).eq(func.abs(ports.c.id)), ports.c.id.gt(0))),
    ],
    ["joined by one comparison of three", () => select(ships.c.id).where(ships.c.portId.add(ports.c.id).eq(seas.c.id))],
    ["JOIN", () => select(ships.c.id).join(ports, ships.c.portId.eq(ports.c.id))],
    ["JOIN ON true", () => select(ships.c.id).join(ports, trueValue())],
    [
      "a correlated subquery",
      () => select(ships.c.id).where(select(ports.c.id).where(ports.c.id.eq(ships.c.portId)).exists()),
    ],
    [
      "a scalar subquery of another table",
      () => select(ships.c.id, select(func.max(ports.c.id)).scalarSubquery().label("m")),
    ],
    [
      "joined to a subquery",
      () => {
        const q = select(ports.c.id).subquery("q");
        return select(ships.c.id).where(ships.c.portId.eq(q.c.id));
      },
    ],
    [
      "an update that is joined",
      () => update(ships).set({ portId: ports.c.seaId }).where(ports.c.id.eq(ships.c.portId)),
    ],
    ["a delete of one table", () => deleteFrom(ships).where(ships.c.id.eq(1))],
    [
      "an insert from a select that is joined",
      () => insert(seas).fromSelect(["id"], select(ships.c.id).where(ships.c.portId.eq(ports.c.id))),
    ],
  ])("not of: %s", (_name, build) => {
    expect(warnings(engine(), build())).toEqual([]);
  });
  test("once for a statement that is kept, and not with enableFromLinting: false", () => {
    const build = (id: number): unknown => select(ships.c.id, ports.c.seaId).where(ships.c.id.eq(id));
    expect(warnings(engine(), build(1), build(2), build(3))).toHaveLength(1);
    expect(warnings(engine({ enableFromLinting: false }), build(1))).toEqual([]);
  });
  test("compile() does not warn", () => {
    const spy = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    select(ships.c.id, ports.c.seaId).compile({ dialect: engine().dialect });
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  });
});
