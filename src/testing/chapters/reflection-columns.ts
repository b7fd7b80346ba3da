import type { AnyColumnBuilder } from "../../schema/column-builder.ts";
import type { Table } from "../../schema/table.ts";
import {
  array,
  bigInteger,
  boolean,
  char,
  CreateView,
  date,
  datetime,
  double,
  enumeration,
  float,
  func,
  insert,
  integer,
  interval,
  json,
  largeBinary,
  MetaData,
  numeric,
  select,
  smallInteger,
  string,
  text,
  time,
  uuid,
} from "../api.ts";
import { equal, ok } from "../assert.ts";
import { factsOf, named, reflection, typeText } from "../catalog-check.ts";
import { type Check, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { catalog, database, sql } from "../requirement.ts";

/** A column of each type that all databases have in some way. */
const kinds: Readonly<Record<string, AnyColumnBuilder>> = {
  i: integer(),
  si: smallInteger(),
  bi: bigInteger(),
  n: numeric(10, 2),
  f: float(),
  d: double(),
  b: boolean(),
  s: string(50),
  c: char(3),
  t: text(),
  da: date(),
  ti: time(),
  dt: datetime(),
  tz: datetime({ timezone: true }).nullable(),
  iv: interval().nullable(),
  lb: largeBinary(),
  u: uuid().nullable(),
};

const values = {
  i: -5,
  si: 7,
  bi: 9_007_199_254_740_993n,
  n: "12345678.90",
  d: 0.1,
  f: 0.5,
  b: true,
  s: "ünï it's",
  c: "abc",
  t: "long",
  da: "2024-02-29",
  ti: "12:57:18",
  dt: new Date("2012-10-15T12:57:18Z"),
  lb: Uint8Array.of(0, 128, 255),
};

/** The columns of a table that has just been declared, as the catalog tells them. */
async function columnsOf(c: CheckContext, shape: Readonly<Record<string, AnyColumnBuilder>>) {
  const t = await c.table("columns", { id: integer().primaryKey(), ...shape });
  const columns = await (await c.inspector()).getColumns(t.name);
  return { t, columns: columns.slice(1) };
}

export const columnReflections: readonly Check[] = [
  check("getColumns: names in order, and which may be NULL", [reflection], async (c) => {
    const { columns } = await columnsOf(c, { zed: integer(), alpha: string(5).nullable(), Mid: integer() });
    equal(
      columns.map(({ name, nullable, default: given, comment }) => [name, nullable, given, comment]),
      [
        ["zed", false, null, null],
        ["alpha", true, null, null],
        ["Mid", false, null, null],
      ],
    );
  }),
  check("getColumns of a view", [reflection, database("views")], async (c) => {
    const t = await c.table("viewed", { id: integer().primaryKey(), name: string(5) });
    const made = new CreateView(select(t.c.name.label("called"), t.c.id), c.name("a_view"), { metadata: c.metadata });
    await c.execute(made);
    const columns = await (await c.inspector()).getColumns(made.table.name);
    equal(
      columns.map(({ name, type }) => [name, type.family]),
      [
        ["called", "string"],
        ["id", "integer"],
      ],
    );
    equal((await (await c.inspector()).getPkConstraint(made.table.name)).constrainedColumns, []);
  }),
  check("types: length, precision and scale", [reflection], async (c) => {
    const { columns } = await columnsOf(c, { s: string(52), n: numeric(18, 5), c: char(7) });
    const [s, n, fixed] = columns.map((column) => column.type) as {
      length?: number;
      precision?: number;
      scale?: number;
    }[];
    equal([s?.length, n?.precision, n?.scale, fixed?.length], [52, 18, 5, 7]);
  }),
  check("types: a reflected table takes and gives the same values", [reflection], async (c) => {
    const { t } = await columnsOf(c, kinds);
    const metadata = new MetaData();
    await metadata.reflect(await c.connection(), { only: [t.name] });
    const found = metadata.tables.get(t.name)!;
    await c.execute(insert(found).values({ id: 1, ...values }));
    const both = Object.keys(values);
    const read = async (from: Table) => await c.rows(select(...both.map((key) => from.c[key]!)));
    equal(await read(found), [Object.values(values)]);
    equal(await read(t), [Object.values(values)]);
  }),
  check("types: a reflected table created again has the same", [reflection], async (c) => {
    const { t } = await columnsOf(c, kinds);
    const { columns } = await factsOf(c, [t.name]);
    const metadata = new MetaData();
    const connection = await c.connection();
    await metadata.reflect(connection, { only: [t.name] });
    await c.metadata.dropAll(connection);
    await metadata.createAll(connection);
    equal((await factsOf(c, [t.name]))["columns"], columns);
    await c.commit();
  }),
  check("types: JSON", [reflection, database("json")], async (c) => {
    const { columns } = await columnsOf(c, { j: json() });
    equal(columns[0]?.type.family, "json");
  }),
  check("types: arrays", [reflection, sql("arrays")], async (c) => {
    const { columns } = await columnsOf(c, { a: array(integer()), n: array(numeric(5, 1)) });
    equal(
      columns.map(({ type }) => typeText(c, type)),
      ["INTEGER[]", "NUMERIC(5, 1)[]"],
    );
  }),
  check("types: an enumeration is a type of its own", [reflection, catalog("namedTypes")], async (c) => {
    const name = c.name("mood");
    const labels = ["sad", "it's ok", "é"] as const;
    const { columns } = await columnsOf(c, { e: enumeration(...labels, { name }) });
    const inspector = await c.inspector();
    equal(named(await inspector.getEnums(), name).labels, labels);
    equal(await inspector.hasType(name), true);
    equal(await inspector.hasType(c.name("no_mood")), false);
    equal((columns[0]?.type as { labels?: readonly string[] } | undefined)?.labels, labels);
  }),
  check("collations of columns", [reflection], async (c) => {
    const collation = c.dialect.requirements.collation;
    const { columns } = await columnsOf(c, {
      plain: string(9),
      own: string(9, collation === undefined ? {} : { collation }),
    });
    equal((columns[1]?.type as { collation?: string } | undefined)?.collation, collation);
  }),
  check("which column counts up by itself", [reflection], async (c) => {
    const one = await c.table("counted", { id: integer().primaryKey(), n: integer() });
    const two = await c.table("uncounted", { a: integer().primaryKey(), b: integer().primaryKey() });
    const inspector = await c.inspector();
    const counted = async (table: string) => (await inspector.getColumns(table)).map((column) => column.autoincrement);
    equal(
      [await counted(one.name), await counted(two.name)],
      [
        [true, false],
        [false, false],
      ],
    );
  }),
  check("defaults, which a table created again has too", [reflection], async (c) => {
    const { t, columns } = await columnsOf(c, {
      n: integer().serverDefault(text("-5")),
      s: string(40).serverDefault('it\'s 100% "so" :x'),
      d: numeric(8, 2).serverDefault(text("1.5")),
      at: datetime().serverDefault(func.current_timestamp()),
      none: integer().nullable(),
    });
    ok(
      columns.slice(0, 4).every((column) => column.default !== null),
      "each has a default",
    );
    equal(columns[4]?.default, null);
    const metadata = new MetaData();
    const connection = await c.connection();
    await metadata.reflect(connection, { only: [t.name] });
    await c.metadata.dropAll(connection);
    await metadata.createAll(connection);
    const again = await (await c.inspector()).getColumns(t.name);
    equal(
      again.slice(1).map((column) => column.default),
      columns.map((column) => column.default),
    );
    const found = metadata.tables.get(t.name)!;
    await c.execute(insert(found).values({ id: 1 }));
    const [[n, s, d, at] = []] = await c.rows(select(found.c["n"]!, found.c["s"]!, found.c["d"]!, found.c["at"]!));
    equal([n, s, d], [-5, 'it\'s 100% "so" :x', "1.50"]);
    ok(at instanceof Date, "the moment is a Date");
  }),
  ...(["storedColumns", "virtualColumns"] as const).map((kind) =>
    check(`computed columns: ${kind}`, [reflection, database(kind)], async (c) => {
      const persisted = kind === "storedColumns";
      const { t, columns } = await columnsOf(c, {
        a: integer(),
        more: integer().nullable().computed(text("a + 42"), { persisted }),
      });
      equal(columns[0]?.computed, undefined);
      equal(columns[1]?.computed?.persisted, persisted);
      equal(columns[1]?.computed?.sqltext.replaceAll(/[`"()]/g, ""), "a + 42");
      equal(columns[1]?.default, null);
      const metadata = new MetaData();
      await metadata.reflect(await c.connection(), { only: [t.name] });
      const found = metadata.tables.get(t.name)!;
      await c.execute(insert(found).values({ id: 1, a: 1 }));
      equal(await c.column(select(found.c["more"]!)), [43]);
    }),
  ),
  check("identity columns", [reflection, database("identityColumns")], async (c) => {
    const t = await c.table("identity_found", {
      id: integer().primaryKey().autoincrement(false),
      always: integer().identity({ always: true, start: 2, increment: 3, minvalue: -2, maxvalue: 42, cycle: true }),
    });
    const b = await c.table("identity_plain", { id: integer().identity({ start: 5 }).primaryKey() });
    const inspector = await c.inspector();
    const found = (await inspector.getColumns(t.name))[1];
    const { always, start, increment, minvalue, maxvalue, cycle } = found?.identity ?? {};
    equal([always, start, increment, minvalue, maxvalue, cycle], [true, 2, 3, -2, 42, true]);
    equal([found?.autoincrement, found?.default], [true, null]);
    const plain = (await inspector.getColumns(b.name))[0]?.identity;
    equal([plain?.always, plain?.start, plain?.increment], [false, 5, 1]);
  }),
];
