import {
  checkConstraint,
  DatabaseError,
  type ConnectionPoolEntry,
  DBAPIError,
  deleteFrom,
  func,
  insert,
  integer,
  IntegrityError,
  isRetryable,
  listen,
  literal,
  remove,
  select,
  StatementError,
  string,
  text,
  update,
} from "../api.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import { fixture } from "../fixture.ts";
import { database, execution, lacks, separateConnections } from "../requirement.ts";

const family = fixture(async (c) => {
  const parents = c.metadata.table(
    c.name("ex_parents"),
    { id: integer().primaryKey(), code: string(20).unique(), age: integer() },
    { constraints: (t) => [checkConstraint(t.age.ge(0), { name: c.name("age_ok") })] },
  );
  const children = c.metadata.table(c.name("ex_children"), {
    id: integer().primaryKey(),
    parentId: integer().references(`${parents.name}.id`, { name: c.name("to_parent") }),
    name: string(20),
  });
  await c.create();
  await c.execute(insert(parents).values({ id: 1, code: "a", age: 1 }));
  await c.execute(insert(children).values({ id: 1, parentId: 1, name: "x" }));
  return { parents, children };
});

export const exceptions: Chapter = chapter(
  "exceptions",
  check("a primary key that is there already", async (c) => {
    const { parents } = await c.use(family);
    const error = await throws(IntegrityError, () => c.execute(insert(parents).values({ id: 1, code: "b", age: 1 })));
    ok(error.kind === "unique" || error.kind === undefined, `the kind is ${error.kind}`);
    ok(
      error instanceof DatabaseError && error instanceof DBAPIError,
      "IntegrityError is a DatabaseError and a DBAPIError",
    );
  }),
  check("a unique value that is there already", async (c) => {
    const { parents } = await c.use(family);
    const error = await throws(IntegrityError, () => c.execute(insert(parents).values({ id: 2, code: "a", age: 1 })));
    equal(error.kind, "unique");
  }),
  check("an UPDATE to a unique value that is there already", async (c) => {
    const { parents } = await c.use(family);
    await c.execute(insert(parents).values({ id: 2, code: "b", age: 1 }));
    const error = await throws(IntegrityError, () =>
      c.execute(update(parents).where(parents.c.id.eq(2)).values({ code: "a" })),
    );
    equal(error.kind, "unique");
  }),
  check("NULL where there must be a value", [database("constraintKinds")], async (c) => {
    const { parents } = await c.use(family);
    const missing = text(`INSERT INTO ${parents.name} (id, code, age) VALUES (2, 'b', NULL)`);
    equal((await throws(IntegrityError, () => c.execute(missing))).kind, "notNull");
  }),
  check("a foreign key that leads nowhere", [database("foreignKeys")], async (c) => {
    const { children } = await c.use(family);
    const orphan = insert(children).values({ id: 2, parentId: 99, name: "x" });
    await throws(IntegrityError, () => c.execute(orphan));
  }),
  check(
    "the kind of a foreign key that leads nowhere",
    [database("foreignKeys"), database("constraintKinds")],
    async (c) => {
      const { children } = await c.use(family);
      const orphan = insert(children).values({ id: 2, parentId: 99, name: "x" });
      equal((await throws(IntegrityError, () => c.execute(orphan))).kind, "foreignKey");
    },
  ),
  check("a row that others refer to cannot be deleted", [database("foreignKeys")], async (c) => {
    const { parents } = await c.use(family);
    await throws(IntegrityError, () => c.execute(deleteFrom(parents).where(parents.c.id.eq(1))));
  }),
  check("a CHECK that does not hold", [database("checkConstraints")], async (c) => {
    const { parents } = await c.use(family);
    await throws(IntegrityError, () => c.execute(insert(parents).values({ id: 2, code: "b", age: -1 })));
  }),
  check(
    "the kind of a CHECK that does not hold",
    [database("checkConstraints"), database("constraintKinds")],
    async (c) => {
      const { parents } = await c.use(family);
      const young = insert(parents).values({ id: 2, code: "b", age: -1 });
      equal((await throws(IntegrityError, () => c.execute(young))).kind, "check");
    },
  ),
  check(
    "the name of a CHECK that does not hold",
    [database("checkConstraints"), database("constraintKinds")],
    async (c) => {
      const { parents } = await c.use(family);
      const young = insert(parents).values({ id: 2, code: "b", age: -1 });
      equal((await throws(IntegrityError, () => c.execute(young))).constraint, c.name("age_ok"));
    },
  ),
  check("the name of a foreign key that leads nowhere", [database("constraintNames")], async (c) => {
    const { children } = await c.use(family);
    const orphan = insert(children).values({ id: 2, parentId: 99, name: "x" });
    equal((await throws(IntegrityError, () => c.execute(orphan))).constraint, c.name("to_parent"));
  }),
  check("one of many sets that breaks a constraint", async (c) => {
    const { parents } = await c.use(family);
    const sets = [2, 3, 1, 4].map((id) => ({ id, code: `c${id}`, age: 1 }));
    await throws(IntegrityError, () => c.execute(insert(parents), sets));
    await c.rollback();
    equal(await c.scalar(select(func.count(parents.c.id))), 1);
  }),
  check("a table that is not there", async (c) => {
    await throws(DatabaseError, () => c.execute(text(`SELECT * FROM ${c.name("nowhere")}`)));
  }),
  check("a column that is not there", async (c) => {
    const { parents } = await c.use(family);
    await throws(DatabaseError, () => c.execute(text(`SELECT nowhere FROM ${parents.name}`)));
  }),
  check("SQL that is none", async (c) => {
    const error = await throws(DatabaseError, () => c.execute(text("SELEKT 1")));
    equal(error.connectionInvalidated, false);
    equal(isRetryable(error), false);
  }),
  check("an error knows its statement and its values", async (c) => {
    const { parents } = await c.use(family);
    const error = await throws(StatementError, () =>
      c.execute(insert(parents).values({ id: 1, code: "ключ", age: 3 })),
    );
    ok(error.statement?.startsWith("INSERT INTO") === true, `the statement is ${error.statement}`);
    equal(error.params, [1, "ключ", 3]);
    ok(error.message.includes("ключ"), `the message has not the value: ${error.message}`);
    ok(error.cause instanceof Error, "the driver's error is the cause");
  }),
  check("text beyond ASCII in an error", async (c) => {
    const error = await throws(DatabaseError, () => c.execute(text("SELECT méil FROM “nirgends” -- ☃")));
    ok(error.message.length > 0, "there is a message");
  }),
  check(
    "a statement after an error, in the same transaction",
    [lacks(execution("errorAbortsTransaction"))],
    async (c) => {
      const { parents } = await c.use(family);
      await c.execute(insert(parents).values({ id: 2, code: "b", age: 1 }));
      await throws(DatabaseError, () => c.execute(insert(parents).values({ id: 1, code: "c", age: 1 })));
      equal(await c.scalar(select(func.count(parents.c.id))), 2);
    },
  ),
  check("nothing but a rollback after an error", [execution("errorAbortsTransaction")], async (c) => {
    const { parents } = await c.use(family);
    await throws(DatabaseError, () => c.execute(insert(parents).values({ id: 1, code: "c", age: 1 })));
    await throws(DatabaseError, () => c.execute(select(parents)));
    await c.rollback();
    equal(await c.scalar(select(func.count(parents.c.id))), 1);
  }),
  check("an error, undone by its savepoint", [execution("savepoints")], async (c) => {
    const { parents } = await c.use(family);
    const connection = await c.connection();
    await c.execute(insert(parents).values({ id: 2, code: "b", age: 1 }));
    const savepoint = await connection.beginNested();
    await throws(IntegrityError, () => c.execute(insert(parents).values({ id: 1, code: "c", age: 1 })));
    await savepoint.rollback();
    equal(await c.scalar(select(func.count(parents.c.id))), 2);
  }),
  check("a connection that is lost", [separateConnections], async (c) => {
    const taken: ConnectionPoolEntry[] = [];
    const watch = (_connection: unknown, entry: ConnectionPoolEntry): void => void taken.push(entry);
    listen(c.engine.pool, "checkout", watch);
    c.atEnd(() => remove(c.engine.pool, "checkout", watch));
    const connection = await c.connection();
    const driverConnection = taken[0]?.dbapiConnection;
    ok(driverConnection !== undefined, "a connection was taken");
    await driverConnection.close();
    const one = select(literal(1, integer()));
    const error = await throws(DBAPIError, () => connection.execute(one));
    equal(error.connectionInvalidated, true, error.message);
    await connection.rollback();
    equal(await connection.scalar(one), 1);
    ok(taken.length > 1, "the connection was replaced");
  }),
);
