import {
  and,
  column,
  exists,
  falseValue,
  func,
  insert,
  integer,
  lateral,
  literal,
  select,
  string,
  trueValue,
  values,
} from "../api.ts";
import { equal } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { sql } from "../requirement.ts";

/** Two ships of which one has no port, three ports of which one has no ship. */
const harbour = fixture(async (c) => {
  const ports = c.metadata.table(c.name("ports"), { id: integer().primaryKey(), name: string(20) });
  const ships = c.metadata.table(c.name("ships"), {
    id: integer().primaryKey(),
    portId: integer().references(`${ports.name}.id`).nullable(),
    name: string(20),
  });
  await c.create();
  await c.execute(insert(ports), [
    { id: 1, name: "Oslo" },
    { id: 2, name: "Kiel" },
    { id: 3, name: "Riga" },
  ]);
  await c.execute(insert(ships), [
    { id: 1, portId: 1, name: "Ann" },
    { id: 2, portId: 1, name: "Bea" },
    { id: 3, portId: 2, name: "Cia" },
    { id: 4, portId: null, name: "Dot" },
  ]);
  return { ports, ships };
});

export const joins: Chapter = chapter(
  "join",
  check("JOIN along the foreign key", async (c) => {
    const { ports, ships } = await c.use(harbour);
    equal(await c.rows(select(ports.c.name, ships.c.name).selectFrom(ports.join(ships)).orderBy(ships.c.id)), [
      ["Oslo", "Ann"],
      ["Oslo", "Bea"],
      ["Kiel", "Cia"],
    ]);
  }),
  check("JOIN on a condition", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const later = and(ships.c.portId.eq(ports.c.id), ships.c.id.gt(1));
    equal(await c.column(select(ships.c.id).selectFrom(ports.join(ships, later)).orderBy(ships.c.id)), [2, 3]);
  }),
  check("JOIN on what is always true gives all pairs", async (c) => {
    const { ports, ships } = await c.use(harbour);
    equal(await c.scalar(select(func.count()).selectFrom(ports.join(ships, trueValue()))), 12);
  }),
  check("JOIN on what is never true gives none", async (c) => {
    const { ports, ships } = await c.use(harbour);
    equal(await c.rows(select(ports.c.id, ships.c.id).selectFrom(ports.join(ships, falseValue()))), []);
  }),
  check("LEFT OUTER JOIN along the foreign key", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const all = select(ports.c.id, ships.c.id).selectFrom(ports.outerjoin(ships)).orderBy(ports.c.id, ships.c.id);
    equal(await c.rows(all), [
      [1, 1],
      [1, 2],
      [2, 3],
      [3, null],
    ]);
  }),
  check("LEFT OUTER JOIN on what is never true keeps the left side", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const all = select(ports.c.id, ships.c.id).selectFrom(ports.outerjoin(ships, falseValue())).orderBy(ports.c.id);
    equal(await c.rows(all), [
      [1, null],
      [2, null],
      [3, null],
    ]);
  }),
  check("LEFT OUTER JOIN finds what has no counterpart", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const empty = select(ports.c.name).selectFrom(ports.outerjoin(ships)).where(ships.c.id.eq(null));
    equal(await c.column(empty), ["Riga"]);
  }),
  check("FULL OUTER JOIN keeps both sides", [sql("fullJoin")], async (c) => {
    const { ports, ships } = await c.use(harbour);
    const all = select(ports.c.id, ships.c.id).selectFrom(
      ports.join(ships, ships.c.portId.eq(ports.c.id), { full: true }),
    );
    const rows = await c.rows(all);
    equal(rows.length, 5);
    equal(
      rows.filter((row) => row.includes(null)),
      rows.filter(([port, ship]) => (port === 3 && ship === null) || (port === null && ship === 4)),
    );
  }),
  check("a table joined with itself", async (c) => {
    const { ships } = await c.use(harbour);
    const other = ships.alias("other");
    const pairs = select(ships.c.name, other.c.name)
      .selectFrom(ships.join(other, and(other.c.portId.eq(ships.c.portId), other.c.id.gt(ships.c.id))))
      .orderBy(ships.c.id);
    equal(await c.rows(pairs), [["Ann", "Bea"]]);
  }),
  check("three tables in a chain", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const sister = ships.alias("sister");
    const chain = ports.join(ships).join(sister, sister.c.portId.eq(ports.c.id));
    equal(await c.scalar(select(func.count()).selectFrom(chain)), 5);
  }),
  check("an outer join inside a join, in the order that was written", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const sister = ships.alias("sister");
    const right = ports.outerjoin(sister, sister.c.portId.eq(ports.c.id));
    const all = select(ships.c.id, ports.c.id, sister.c.id)
      .selectFrom(ships.outerjoin(right, ships.c.portId.eq(ports.c.id)))
      .where(ships.c.id.ge(3))
      .orderBy(ships.c.id);
    equal(await c.rows(all), [
      [3, 2, 3],
      [4, null, null],
    ]);
  }),
  check("two tables in FROM, joined by WHERE", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const both = select(ports.c.name, ships.c.name).where(ports.c.id.eq(ships.c.portId)).orderBy(ships.c.id.desc());
    equal((await c.rows(both))[0], ["Kiel", "Cia"]);
  }),
  check("a join with a subquery", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const counts = select(ships.c.portId, func.count(ships.c.id).label("n")).groupBy(ships.c.portId).subquery("counts");
    const all = select(ports.c.name, counts.c.n)
      .selectFrom(ports.join(counts, counts.c.portId.eq(ports.c.id)))
      .orderBy(ports.c.id);
    equal(await c.rows(all), [
      ["Oslo", 2],
      ["Kiel", 1],
    ]);
  }),
  check("columns of the same name from both sides of a join in a subquery", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const both = select(ports.c.name.label("port"), ships.c.name.label("ship"))
      .selectFrom(ports.join(ships))
      .subquery("both_sides");
    equal(await c.rows(select(both.c.port, both.c.ship).where(both.c.ship.eq("Cia"))), [["Kiel", "Cia"]]);
  }),
  check("LATERAL reads the row beside it", [sql("lateral")], async (c) => {
    const { ports, ships } = await c.use(harbour);
    const last = lateral(
      select(ships.c.name.label("ship")).where(ships.c.portId.eq(ports.c.id)).orderBy(ships.c.id.desc()).limit(1),
      "last_ship",
    );
    const all = select(ports.c.name, last.c.ship).selectFrom(ports.join(last, trueValue())).orderBy(ports.c.id);
    equal(await c.rows(all), [
      ["Oslo", "Bea"],
      ["Kiel", "Cia"],
    ]);
  }),
  check("EXISTS with a row", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const used = exists(select(ships.c.id).where(ships.c.portId.eq(ports.c.id)));
    equal(await c.column(select(ports.c.id).where(used).orderBy(ports.c.id)), [1, 2]);
  }),
  check("EXISTS without one, and NOT EXISTS", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const used = exists(select(ships.c.id).where(ships.c.portId.eq(ports.c.id)));
    equal(await c.column(select(ports.c.id).where(used.not())), [3]);
    equal(await c.column(select(ports.c.id).where(exists(select(ships.c.id).where(ships.c.id.gt(99))))), []);
  }),
  check("EXISTS as a value of the select list", async (c) => {
    const { ships } = await c.use(harbour);
    const there = select(exists(select(ships.c.id).where(ships.c.id.eq(1))));
    const notThere = select(exists(select(ships.c.id).where(ships.c.id.eq(99))));
    equal([await c.scalar(there), await c.scalar(notThere)], [true, false]);
  }),
  check("VALUES as a table", [sql("aliasColumns")], async (c) => {
    const { ports } = await c.use(harbour);
    const wanted = values(column("id", integer()), column("word", string()), { name: "wanted" }).data([
      [1, "one"],
      [3, "three"],
    ]);
    const all = select(ports.c.name, wanted.c.word)
      .selectFrom(ports.join(wanted, wanted.c.id.eq(ports.c.id)))
      .orderBy(ports.c.id);
    equal(await c.rows(all), [
      ["Oslo", "one"],
      ["Riga", "three"],
    ]);
  }),
  check("conditions of the joined table written into ON and into WHERE differ for an outer join", async (c) => {
    const { ports, ships } = await c.use(harbour);
    const named = ships.c.name.eq("Ann");
    const inOn = ports.outerjoin(ships, and(ships.c.portId.eq(ports.c.id), named));
    const inWhere = ports.outerjoin(ships);
    equal(await c.scalar(select(func.count(ports.c.id)).selectFrom(inOn)), 3);
    equal(await c.scalar(select(func.count(ports.c.id)).selectFrom(inWhere).where(named)), 1);
  }),
  check("a value joined to rows", async (c) => {
    const { ports } = await c.use(harbour);
    const one = select(literal(2, integer()).label("n")).subquery("one");
    equal(await c.column(select(ports.c.name).selectFrom(ports.join(one, one.c.n.eq(ports.c.id)))), ["Kiel"]);
  }),
);
