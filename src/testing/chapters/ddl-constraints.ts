import {
  AddConstraint,
  boolean,
  checkConstraint,
  CreateIndex,
  datetime,
  deleteFrom,
  DropConstraint,
  DropIndex,
  falseValue,
  foreignKeyConstraint,
  func,
  index,
  insert,
  integer,
  IntegrityError,
  numeric,
  primaryKeyConstraint,
  select,
  string,
  text,
  trueValue,
  uniqueConstraint,
  update,
} from "../api.ts";
import type { ForeignKeyOptions } from "../../schema/column-options.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Check, check } from "../check.ts";
import type { CheckContext } from "../context.ts";
import { alterTable, database } from "../requirement.ts";

/** Two parents; two children of the first, one of the second. */
async function related(c: CheckContext, options: ForeignKeyOptions) {
  const parents = c.metadata.table(c.name("action_parents"), { id: integer().primaryKey().autoincrement(false) });
  const children = c.metadata.table(c.name("action_children"), {
    id: integer().primaryKey(),
    parentId: integer()
      .references(() => parents.c.id, { name: c.name("fk_action"), ...options })
      .serverDefault(text("2"))
      .nullable(),
  });
  await c.create();
  await c.execute(insert(parents), [{ id: 1 }, { id: 2 }]);
  await c.execute(insert(children), [
    { id: 1, parentId: 1 },
    { id: 2, parentId: 1 },
    { id: 3, parentId: 2 },
  ]);
  return { parents, children };
}
/** What becomes of the children of a parent that is deleted. */
function action(
  name: string,
  options: ForeignKeyOptions,
  requires: Check["requires"],
  expected: readonly (readonly [number, number | null])[] | typeof IntegrityError,
): Check {
  return check(name, [database("foreignKeys"), ...requires], async (c) => {
    const { parents, children } = await related(c, options);
    const removal = deleteFrom(parents).where(parents.c.id.eq(1));
    if (typeof expected === "function") {
      await throws(expected, () => c.execute(removal));
    } else {
      await c.execute(removal);
      equal(await c.rows(select(children).orderBy(children.c.id)), expected);
    }
  });
}

export const indexChecks: readonly Check[] = [
  check("an index, created and dropped by itself", async (c) => {
    const t = await c.table("plain", { id: integer().primaryKey(), data: string(50) });
    const made = index(c.name("ix_data"), t.c.data);
    await c.execute(new CreateIndex(made));
    await c.execute(insert(t).values({ id: 1, data: "some data" }));
    await c.execute(insert(t).values({ id: 2, data: "some data" }));
    equal(await c.scalar(select(func.count()).where(t.c.data.eq("some data"))), 2);
    await c.execute(new DropIndex(made));
    await c.execute(new CreateIndex(made));
  }),
  check("CREATE INDEX IF NOT EXISTS, and DROP INDEX IF EXISTS", [database("indexIfExists")], async (c) => {
    const t = await c.table("plain", { id: integer().primaryKey(), data: string(50) });
    const made = index(c.name("ix_data"), t.c.data);
    for (let n = 0; n < 2; n++) await c.execute(new CreateIndex(made, { ifNotExists: true }));
    for (let n = 0; n < 2; n++) await c.execute(new DropIndex(made, { ifExists: true }));
    await c.execute(new CreateIndex(made));
  }),
  check("a unique index of two columns", async (c) => {
    const t = await c.table(
      "indexed",
      { id: integer().primaryKey(), a: integer(), b: integer().nullable() },
      { constraints: (columns) => [index(c.name("ux"), columns.a, columns.b, { unique: true })] },
    );
    await c.execute(insert(t), [
      { id: 1, a: 1, b: 1 },
      { id: 2, a: 1, b: 2 },
    ]);
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 3, a: 1, b: 2 })));
  }),
  check("an index in descending order", async (c) => {
    const t = await c.table(
      "descending",
      { id: integer().primaryKey(), a: integer(), b: integer() },
      { constraints: (columns) => [index(c.name("ix_desc"), columns.a.desc(), columns.b)] },
    );
    await c.execute(insert(t).values({ id: 1, a: 1, b: 1 }));
    equal(await c.rows(select(t).orderBy(t.c.a.desc())), [[1, 1, 1]]);
  }),
  check("a unique index of some rows", [database("partialIndexes")], async (c) => {
    const t = await c.table(
      "partial",
      { id: integer().primaryKey(), a: integer(), live: boolean() },
      {
        constraints: (columns) => [
          index(c.name("ux_live"), columns.a, {
            unique: true,
            postgresqlWhere: columns.live,
            sqliteWhere: columns.live,
          }),
        ],
      },
    );
    await c.execute(insert(t), [
      { id: 1, a: 1, live: true },
      { id: 2, a: 1, live: false },
      { id: 3, a: 1, live: false },
    ]);
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 4, a: 1, live: true })));
  }),
  check("a unique index of an expression", [database("expressionIndexes")], async (c) => {
    const t = await c.table(
      "expressed",
      { id: integer().primaryKey(), name: string(20) },
      { constraints: (columns) => [index(c.name("ux_lower"), func.lower(columns.name), { unique: true })] },
    );
    await c.execute(insert(t).values({ id: 1, name: "Ada" }));
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 2, name: "ADA" })));
  }),
];

export const constraintChecks: readonly Check[] = [
  check("a primary key of several columns, with a name and an order of its own", async (c) => {
    const t = await c.table(
      "keyed",
      { a: integer(), b: string(10), n: integer() },
      { constraints: (columns) => [primaryKeyConstraint(columns.b, columns.a, { name: c.name("pk") })] },
    );
    await c.execute(insert(t), [
      { a: 1, b: "x", n: 1 },
      { a: 1, b: "y", n: 2 },
    ]);
    await throws(IntegrityError, () => c.execute(insert(t).values({ a: 1, b: "y", n: 3 })));
  }),
  check("NOT NULL, and NULL where it may be", async (c) => {
    const t = await c.table("nulls", { id: integer().primaryKey(), a: integer(), b: integer().nullable() });
    await c.execute(insert(t).values({ id: 1, a: 1 }));
    equal(await c.rows(select(t)), [[1, 1, null]]);
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 2, a: null as never })));
  }),
  check("UNIQUE of one column and of two", async (c) => {
    const t = await c.table(
      "uniques",
      { id: integer().primaryKey(), code: string(10).unique(), a: integer(), b: integer() },
      { constraints: (columns) => [uniqueConstraint(columns.a, columns.b, { name: c.name("uq_ab") })] },
    );
    await c.execute(insert(t), [
      { id: 1, code: "x", a: 1, b: 1 },
      { id: 2, code: "y", a: 1, b: 2 },
    ]);
    await c.commit();
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 3, code: "x", a: 5, b: 5 })));
    await c.rollback();
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 3, code: "z", a: 1, b: 2 })));
  }),
  check("a foreign key of two columns", [database("foreignKeys")], async (c) => {
    const parents = c.metadata.table(c.name("pair_parents"), { a: integer().primaryKey(), b: string(5).primaryKey() });
    const children = c.metadata.table(
      c.name("pair_children"),
      { id: integer().primaryKey(), pa: integer(), pb: string(5) },
      {
        constraints: (columns) => [
          foreignKeyConstraint([columns.pa, columns.pb], [() => parents.c.a, () => parents.c.b], {
            name: c.name("fk_pair"),
          }),
        ],
      },
    );
    await c.create();
    await c.execute(insert(parents).values({ a: 1, b: "x" }));
    await c.execute(insert(children).values({ id: 1, pa: 1, pb: "x" }));
    equal(await c.scalar(select(func.count()).selectFrom(children.join(parents))), 1);
    await throws(IntegrityError, () => c.execute(insert(children).values({ id: 2, pa: 1, pb: "y" })));
  }),
  check("CHECK by an expression, of two columns, with a percent sign", [database("checkConstraints")], async (c) => {
    const t = await c.table(
      "checked",
      { id: integer().primaryKey(), low: integer(), high: integer(), code: string(9).nullable() },
      {
        constraints: (columns) => [
          checkConstraint(columns.low.le(columns.high), { name: c.name("ck_order") }),
          checkConstraint(text("code LIKE 'x%' OR code <> ':y'"), { name: c.name("ck_code") }),
        ],
      },
    );
    await c.execute(insert(t).values({ id: 1, low: 1, high: 2, code: "x%" }));
    await c.commit();
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 2, low: 3, high: 2, code: "x" })));
    await c.rollback();
    await throws(IntegrityError, () => c.execute(insert(t).values({ id: 2, low: 1, high: 2, code: ":y" })));
  }),
  action("ON DELETE CASCADE", { ondelete: "CASCADE" }, [], [[3, 2]]),
  action(
    "ON DELETE SET NULL",
    { ondelete: "SET NULL" },
    [],
    [
      [1, null],
      [2, null],
      [3, 2],
    ],
  ),
  action(
    "ON DELETE SET DEFAULT",
    { ondelete: "SET DEFAULT" },
    [database("setDefault")],
    [
      [1, 2],
      [2, 2],
      [3, 2],
    ],
  ),
  action("ON DELETE RESTRICT", { ondelete: "RESTRICT" }, [], IntegrityError),
  action("ON DELETE NO ACTION", { ondelete: "NO ACTION" }, [], IntegrityError),
  check("ON UPDATE CASCADE", [database("foreignKeys"), database("onUpdate")], async (c) => {
    const { parents, children } = await related(c, { onupdate: "CASCADE" });
    await c.execute(update(parents).where(parents.c.id.eq(1)).values({ id: 10 }));
    equal(await c.column(select(children.c.parentId).orderBy(children.c.id)), [10, 10, 2]);
  }),
  check("ON UPDATE SET NULL", [database("foreignKeys"), database("onUpdate")], async (c) => {
    const { parents, children } = await related(c, { onupdate: "SET NULL" });
    await c.execute(update(parents).where(parents.c.id.eq(1)).values({ id: 10 }));
    equal(await c.column(select(children.c.parentId).orderBy(children.c.id)), [null, null, 2]);
  }),
  check("a foreign key that is looked at when the transaction ends", [database("deferrable")], async (c) => {
    const { parents, children } = await related(c, { deferrable: true, initially: "DEFERRED" });
    await c.execute(insert(children).values({ id: 4, parentId: 7 }));
    await c.execute(insert(parents).values({ id: 7 }));
    await c.commit();
    await c.execute(insert(children).values({ id: 5, parentId: 8 }));
    await throws(IntegrityError, () => c.commit());
    await c.rollback();
    equal(await c.column(select(children.c.id).orderBy(children.c.id)), [1, 2, 3, 4]);
  }),
  check("constraints that are added and dropped", [alterTable, database("checkConstraints")], async (c) => {
    const t = await c.table("altered", { id: integer().primaryKey(), n: integer(), up: integer().nullable() });
    const positive = checkConstraint(text("n > 0"), { name: c.name("ck_added") });
    const once = uniqueConstraint(t.c.n, { name: c.name("uq_added") });
    const upward = foreignKeyConstraint([t.c.up], [t.c.id], { name: c.name("fk_added") });
    for (const constraint of [positive, once, upward]) {
      t.appendConstraint(constraint);
      await c.execute(new AddConstraint(constraint));
    }
    await c.execute(insert(t).values({ id: 1, n: 1 }));
    await c.commit();
    for (const broken of [
      { id: 2, n: -1 },
      { id: 2, n: 1 },
      { id: 2, n: 2, up: 9 },
    ]) {
      await throws(IntegrityError, () => c.execute(insert(t).values(broken)));
      await c.rollback();
    }
    for (const constraint of [upward, once, positive]) await c.execute(new DropConstraint(constraint));
    await c.execute(insert(t), [
      { id: 3, n: -1, up: 9 },
      { id: 4, n: -1, up: 9 },
    ]);
  }),
];

/** What the database fills in. */
export const columnChecks: readonly Check[] = [
  check("defaults of the server: numbers, text, flags and moments", async (c) => {
    const t = await c.table("defaults", {
      id: integer().primaryKey(),
      n: integer().serverDefault(text("-5")),
      d: numeric(8, 2).serverDefault(text("1.5")),
      s: string(40).serverDefault('it\'s 100% "so"'),
      e: string(10).serverDefault(""),
      yes: boolean().serverDefault(trueValue()),
      no: boolean().serverDefault(falseValue()),
      at: datetime().serverDefault(func.current_timestamp()),
    });
    await c.execute(insert(t).values({ id: 1 }));
    const [[, n, d, s, e, yes, no, at] = []] = await c.rows(select(t));
    equal([n, d, s, e, yes, no], [-5, "1.50", 'it\'s 100% "so"', "", true, false]);
    ok(at instanceof Date && Math.abs(Date.now() - at.getTime()) < 26 * 3_600_000, `the moment is ${String(at)}`);
  }),
  check("GENERATED ALWAYS AS … STORED", [database("storedColumns")], async (c) => {
    const t = await c.table("stored", {
      id: integer().primaryKey(),
      a: integer(),
      twice: integer().computed(text("a * 2"), { persisted: true }),
    });
    await c.execute(insert(t).values({ id: 1, a: 5 }));
    equal(await c.rows(select(t)), [[1, 5, 10]]);
    await c.execute(update(t).where(t.c.id.eq(1)).values({ a: 7 }));
    equal(await c.column(select(t.c.twice).where(t.c.twice.eq(14))), [14]);
  }),
  check("GENERATED ALWAYS AS … VIRTUAL", [database("virtualColumns")], async (c) => {
    const t = await c.table("virtual", {
      id: integer().primaryKey(),
      a: integer(),
      more: integer().computed(text("a + 1"), { persisted: false }),
    });
    await c.execute(insert(t).values({ id: 1, a: 5 }));
    equal(await c.rows(select(t)), [[1, 5, 6]]);
  }),
];
