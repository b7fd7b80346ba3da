import { DatabaseError, insert, integer, MetaData, select, Sequence, string, text } from "../api.ts";
import { CreateSequence } from "../../schema/ddl-sequence.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { database, execution, sql } from "../requirement.ts";
import { ownSchema } from "../run-ddl.ts";

const there = sql("sequences");
const elsewhere = [execution("schemas"), database("createSchema")];

export const sequences: Chapter = chapter(
  "sequences and identity",
  check("keys of a sequence", [there], async (c) => {
    const seq = new Sequence(c.name("tab_id_seq"), { start: 1 });
    const t = await c.table("seq_pk", { id: integer().primaryKey().default(seq), data: string(20) });
    const result = await c.execute(insert(t).values({ data: "some data" }));
    equal(result.insertedPrimaryKey, [1]);
    equal(await c.rows(select(t)), [[1, "some data"]]);
  }),
  check("keys of a sequence, of many rows", [there], async (c) => {
    const seq = new Sequence(c.name("many_seq"), { start: 10, increment: 5 });
    const t = await c.table("seq_many", { id: integer().primaryKey().default(seq), data: string(20) });
    await c.execute(insert(t), [{ data: "a" }, { data: "b" }, { data: "c" }]);
    equal(await c.rows(select(t).orderBy(t.c.id)), [
      [10, "a"],
      [15, "b"],
      [20, "c"],
    ]);
  }),
  check("the next value by itself", [there], async (c) => {
    const seq = new Sequence(c.name("alone_seq"), { start: 42, metadata: c.metadata });
    await c.create();
    equal(await c.scalar(select(seq.nextValue())), 42);
    equal(await c.scalar(select(seq.nextValue())), 43);
  }),
  check("the next value in VALUES", [there], async (c) => {
    const seq = new Sequence(c.name("values_seq"), { start: 7, metadata: c.metadata });
    const t = await c.table("seq_values", { id: integer().primaryKey(), n: integer() });
    await c.execute(insert(t).values({ id: 1, n: seq.nextValue() }));
    equal(await c.rows(select(t)), [[1, 7]]);
  }),
  check("a sequence as the server's default", [there], async (c) => {
    const seq = new Sequence(c.name("server_seq"), { start: 3, metadata: c.metadata });
    const t = await c.table("seq_server", { id: integer().primaryKey(), n: integer().serverDefault(seq.nextValue()) });
    await c.execute(insert(t), [{ id: 1 }, { id: 2 }]);
    equal(await c.column(select(t.c.n).orderBy(t.c.id)), [3, 4]);
  }),
  check("a sequence that is optional leaves numbering to the database", [sql("optionalSequences")], async (c) => {
    const seq = new Sequence(c.name("opt_seq"), { start: 500, optional: true });
    const t = await c.table("seq_opt", { id: integer().primaryKey().default(seq), data: string(20) });
    equal((await c.execute(insert(t).values({ data: "x" }))).insertedPrimaryKey, [1]);
  }),
  check("an INSERT as literals writes the next value", [there], async (c) => {
    const seq = new Sequence(c.name("literal_seq"), { start: 9 });
    const t = await c.table("seq_literal", { id: integer().primaryKey().default(seq), q: integer() });
    const { sql: query } = insert(t).values({ q: 5 }).compile({ dialect: c.dialect, literalBinds: true });
    await (await c.connection()).execDriverSql(query);
    equal(await c.rows(select(t)), [[9, 5]]);
  }),
  check("hasSequence", [there, database("reflection")], async (c) => {
    const seq = new Sequence(c.name("found_seq"), { metadata: c.metadata });
    const t = await c.table("no_sequence", { id: integer().primaryKey().autoincrement(false) });
    const inspector = await c.inspector();
    equal(await inspector.hasSequence(seq.name), true);
    equal(await inspector.hasSequence(c.name("no_such_seq")), false);
    equal(await inspector.hasSequence(t.name), false);
  }),
  check(
    "an inspector remembers that a sequence is missing, until its cache is cleared",
    [there, database("reflection")],
    async (c) => {
      const inspector = await c.inspector();
      const seq = new Sequence(c.name("late_seq"), { metadata: c.metadata });
      equal(await inspector.hasSequence(seq.name), false);
      await c.create();
      equal(await inspector.hasSequence(seq.name), false);
      inspector.clearCache();
      equal(await inspector.hasSequence(seq.name), true);
    },
  ),
  check("getSequenceNames", [there, database("reflection")], async (c) => {
    const one = new Sequence(c.name("listed_one"), { metadata: c.metadata });
    const two = new Sequence(c.name("listed_two"), { metadata: c.metadata });
    await c.create();
    const found = await (await c.inspector()).getSequenceNames();
    ok(found.includes(one.name) && found.includes(two.name), `found ${found.join(", ")}`);
  }),
  check("how a sequence counts comes back from the catalog", [there, database("reflection")], async (c) => {
    const seq = new Sequence(c.name("counting"), {
      start: 5,
      increment: 2,
      minvalue: 1,
      maxvalue: 99,
      metadata: c.metadata,
    });
    await c.create();
    const found = (await (await c.inspector()).getSequences()).find((one) => one.name === seq.name);
    equal([found?.start, found?.increment, found?.minvalue, found?.maxvalue], [5, 2, 1, 99]);
  }),
  check("CREATE SEQUENCE IF NOT EXISTS", [there], async (c) => {
    const seq = new Sequence(c.name("twice_seq"), { metadata: c.metadata });
    await c.create();
    await c.execute(new CreateSequence(seq, { ifNotExists: true }));
    await c.commit();
    equal(typeof (await c.scalar(select(seq.nextValue()))), "number");
  }),
  check("an identity column counts", [database("identityColumns")], async (c) => {
    const t = await c.table("identity", {
      id: integer().identity({ start: 42, increment: 2 }).primaryKey(),
      data: string(9),
    });
    await c.execute(insert(t), [{ data: "a" }, { data: "b" }]);
    equal(await c.rows(select(t).orderBy(t.c.id)), [
      [42, "a"],
      [44, "b"],
    ]);
  }),
  check("an identity column that is not the key", [database("identityColumns")], async (c) => {
    const t = await c.table("identity_b", {
      id: integer().primaryKey().autoincrement(false),
      n: integer().identity({ start: -5, minvalue: -10, maxvalue: 10 }),
    });
    await c.execute(insert(t), [{ id: 1 }, { id: 2 }]);
    equal(await c.column(select(t.c.n).orderBy(t.c.id)), [-5, -4]);
  }),
  check("an identity column GENERATED BY DEFAULT takes values", [database("identityColumns")], async (c) => {
    const t = await c.table("identity_c", { id: integer().identity({ always: false }).primaryKey(), data: string(9) });
    await c.execute(insert(t).values({ id: 500, data: "x" }));
    equal(await c.rows(select(t)), [[500, "x"]]);
  }),
  check("an identity column GENERATED ALWAYS refuses values", [database("identityColumns")], async (c) => {
    const t = await c.table("identity_d", { id: integer().identity({ always: true }).primaryKey(), data: string(9) });
    await throws(DatabaseError, () => c.execute(text(`INSERT INTO ${t.name} (id, data) VALUES (200, 'x')`)));
    await c.rollback();
    await c.execute(insert(t).values({ data: "y" }));
    equal(await c.rows(select(t)), [[1, "y"]]);
  }),
  check("a sequence in another schema", [there, ...elsewhere, database("reflection")], async (c) => {
    const schema = await ownSchema(c, "counted");
    const seq = new Sequence(c.name("far_seq"), { start: 7, schema, metadata: c.metadata });
    const near = new Sequence(c.name("near_seq"), { metadata: c.metadata });
    await c.create();
    equal(await c.scalar(select(seq.nextValue())), 7);
    const inspector = await c.inspector();
    equal(await inspector.getSequenceNames({ schema }), [seq.name]);
    equal([await inspector.hasSequence(seq.name, { schema }), await inspector.hasSequence(seq.name)], [true, false]);
    equal([await inspector.hasSequence(near.name, { schema }), await inspector.hasSequence(near.name)], [false, true]);
    equal(await inspector.getSequenceNames({ schema: c.name("nowhere") }), []);
  }),
  check("a sequence whose schema is another at execution", [there, ...elsewhere], async (c) => {
    const schema = await ownSchema(c, "counted");
    const seq = new Sequence(c.name("moved_seq"), { start: 5, schema, metadata: c.metadata });
    const far = c.metadata.table(c.name("moved"), { id: integer().primaryKey(), data: string(9) }, { schema });
    await c.create();
    const options = { schemaTranslateMap: new Map([[null, schema]]) };
    const bare = new Sequence(seq.name, { start: 5 });
    equal(await c.rows(select(bare.nextValue()), undefined, options), [[5]]);
    const t = new MetaData().table(far.name, { id: integer().primaryKey().default(bare), data: string(9) });
    const result = await c.execute(insert(t).values({ data: "x" }), undefined, options);
    equal(result.insertedPrimaryKey, [6]);
    equal(await c.rows(select(far)), [[6, "x"]]);
  }),
);
