import { ArgumentError, deleteFrom, func, insert, integer, literal, select, string } from "../api.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckConnection } from "../connection.ts";
import type { CheckContext } from "../context.ts";
import { execution, isolationLevel, separateConnections } from "../requirement.ts";

const table = async (c: CheckContext) => await c.table("booked", { id: integer().primaryKey(), data: string(20) });
type Booked = Awaited<ReturnType<typeof table>>;

const add = async (connection: CheckConnection, t: Booked, id: number): Promise<void> => {
  await connection.execute(insert(t).values({ id, data: `row ${id}` }));
};
const ids = async (connection: CheckConnection, t: Booked): Promise<unknown[]> =>
  (await connection.scalars(select(t.c.id).orderBy(t.c.id))).all();

/** Whether a row is there after a rollback. */
async function staysAfterRollback(connection: CheckConnection, t: Booked): Promise<boolean> {
  const transaction = await connection.begin();
  await add(connection, t, 1);
  await transaction.rollback();
  const stays = (await connection.scalar(select(func.count(t.c.id)))) === 1;
  await connection.rollback();
  const end = await connection.begin();
  await connection.execute(deleteFrom(t).allRows());
  await end.commit();
  return stays;
}
const levels = (c: CheckContext): string[] =>
  c.dialect.capabilities.isolationLevels.filter((level) => level !== "AUTOCOMMIT");
const savepoints = execution("savepoints");

export const transactions: Chapter = chapter(
  "transactions",
  check("a commit stays", async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await add(connection, t, 1);
    await connection.commit();
    await connection.rollback();
    equal(await ids(connection, t), [1]);
  }),
  check("a rollback undoes INSERT, UPDATE and DELETE", async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await add(connection, t, 1);
    await connection.commit();
    await add(connection, t, 2);
    await connection.execute(deleteFrom(t).where(t.c.id.eq(1)));
    await connection.rollback();
    equal(await ids(connection, t), [1]);
  }),
  check("a connection begins by itself, and knows it", async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    equal(connection.inTransaction(), false);
    await ids(connection, t);
    equal(connection.inTransaction(), true);
    await connection.commit();
    equal(connection.inTransaction(), false);
  }),
  check("begin() and commit()", async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    const transaction = await connection.begin();
    equal(transaction.isActive, true);
    await add(connection, t, 1);
    await transaction.commit();
    equal(transaction.isActive, false);
    equal(await ids(connection, t), [1]);
  }),
  check("begin() and rollback()", async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    const transaction = await connection.begin();
    await add(connection, t, 1);
    await transaction.rollback();
    equal(await ids(connection, t), []);
  }),
  check("what a closed connection had not committed is undone", async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await add(connection, t, 1);
    await connection.close();
    equal(await ids(await c.connection(), t), []);
  }),
  check("a savepoint that is released", [savepoints], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await add(connection, t, 1);
    const savepoint = await connection.beginNested();
    equal(connection.inNestedTransaction(), true);
    await add(connection, t, 2);
    await savepoint.commit();
    await connection.commit();
    equal(await ids(connection, t), [1, 2]);
  }),
  check("a savepoint that is rolled back", [savepoints], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await add(connection, t, 1);
    const savepoint = await connection.beginNested();
    await add(connection, t, 2);
    await savepoint.rollback();
    await add(connection, t, 3);
    await connection.commit();
    equal(await ids(connection, t), [1, 3]);
  }),
  check("savepoints within savepoints", [savepoints], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    const outer = await connection.beginNested();
    await add(connection, t, 1);
    const inner = await connection.beginNested();
    await add(connection, t, 2);
    await inner.rollback();
    const again = await connection.beginNested();
    await add(connection, t, 3);
    await again.commit();
    await outer.commit();
    await connection.commit();
    equal(await ids(connection, t), [1, 3]);
  }),
  check("a rollback undoes released savepoints", [savepoints], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    const savepoint = await connection.beginNested();
    await add(connection, t, 1);
    await savepoint.commit();
    await connection.rollback();
    equal(await ids(connection, t), []);
  }),
  check("another connection sees what is committed", [separateConnections], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    const other = await c.another();
    equal(await ids(other, t), []);
    await other.rollback();
    await add(connection, t, 1);
    await connection.commit();
    equal(await ids(other, t), [1]);
  }),
  check("another connection does not see what is not committed", [separateConnections], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await add(connection, t, 1);
    const other = await c.another();
    equal(await ids(other, t), []);
  }),
  check("DDL is undone by a rollback", [execution("transactionalDdl")], async (c) => {
    const t = c.metadata.table(c.name("undone"), { id: integer().primaryKey() });
    const connection = await c.connection();
    await c.metadata.createAll(connection);
    await connection.execute(insert(t).values({ id: 1 }));
    await connection.rollback();
    await throws(Error, () => connection.execute(select(t)));
  }),
  check("the default isolation level is one of those that there are", async (c) => {
    const connection = await c.connection();
    const level = await connection.getIsolationLevel();
    ok(c.dialect.capabilities.isolationLevels.includes(level), `${level} is not among the dialect's levels`);
    equal(connection.defaultIsolationLevel ?? level, level);
  }),
  check("every isolation level can be set, and is reset with the connection", async (c) => {
    for (const level of levels(c)) {
      const connection = await c.connection();
      const before = await connection.getIsolationLevel();
      await connection.rollback();
      await connection.executionOptions({ isolationLevel: level });
      equal(await connection.getIsolationLevel(), level);
      await connection.rollback();
      const transaction = await connection.begin();
      equal(await connection.getIsolationLevel(), level);
      await transaction.rollback();
      await connection.close();
      const next = await c.connection();
      equal(await next.getIsolationLevel(), before);
      await next.close();
    }
  }),
  check("an isolation level that is none", async (c) => {
    const connection = await c.connection();
    const error = await throws(ArgumentError, () => connection.executionOptions({ isolationLevel: "FOO" }));
    for (const level of levels(c)) ok(error.message.includes(level), `the message has not ${level}: ${error.message}`);
  }),
  check(
    "an engine with an isolation level of its own, and connections with others",
    [separateConnections],
    async (c) => {
      for (const level of levels(c)) {
        const engine = await c.anotherEngine({ isolationLevel: level });
        const connection = await engine.connect();
        equal(await connection.getIsolationLevel(), level);
        await connection.rollback();
        const other = levels(c).find((one) => one !== level) ?? level;
        await connection.executionOptions({ isolationLevel: other });
        equal(await connection.getIsolationLevel(), other);
        await connection.close();
        const next = await engine.connect();
        equal(await next.getIsolationLevel(), level);
        await next.close();
      }
    },
  ),
  check("without AUTOCOMMIT a rollback undoes", async (c) => {
    const t = await table(c);
    equal(await staysAfterRollback(await c.connection(), t), false);
  }),
  check("AUTOCOMMIT: a rollback undoes nothing", [isolationLevel("AUTOCOMMIT")], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await connection.executionOptions({ isolationLevel: "AUTOCOMMIT" });
    equal(await staysAfterRollback(connection, t), true);
  }),
  check("AUTOCOMMIT, turned off again", [isolationLevel("AUTOCOMMIT")], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    const level = await connection.getIsolationLevel();
    await connection.rollback();
    await connection.executionOptions({ isolationLevel: "AUTOCOMMIT" });
    equal(await staysAfterRollback(connection, t), true);
    await connection.executionOptions({ isolationLevel: level });
    equal(await staysAfterRollback(connection, t), false);
  }),
  check("AUTOCOMMIT ends with its connection", [isolationLevel("AUTOCOMMIT")], async (c) => {
    const t = await table(c);
    const connection = await c.connection();
    await connection.executionOptions({ isolationLevel: "AUTOCOMMIT" });
    equal(await staysAfterRollback(connection, t), true);
    await connection.close();
    equal(await staysAfterRollback(await c.connection(), t), false);
  }),
  check("AUTOCOMMIT of a whole engine", [isolationLevel("AUTOCOMMIT"), separateConnections], async (c) => {
    const t = await table(c);
    const engine = await c.anotherEngine({ isolationLevel: "AUTOCOMMIT" });
    const connection = await engine.connect();
    equal(await staysAfterRollback(connection, t), true);
    await connection.close();
  }),
  check("a connection that is given back is used again, clean", async (c) => {
    const t = await table(c);
    await (await c.connection()).close();
    for (const id of [1, 2, 3]) {
      const connection = await c.connection();
      equal(connection.inTransaction(), false);
      await add(connection, t, id);
      if (id !== 2) await connection.commit();
      await connection.close();
    }
    equal(await ids(await c.connection(), t), [1, 3]);
  }),
  check("closing twice is harmless, and a closed connection executes nothing", async (c) => {
    const connection = await c.connection();
    await connection.close();
    await connection.close();
    equal(connection.closed, true);
    await throws(Error, () => connection.scalar(select(func.count())));
  }),
  check("an engine with an isolation level that is none", async (c) => {
    await throws(ArgumentError, async () => {
      const engine = await c.anotherEngine({ isolationLevel: "NONSENSE" });
      await (await engine.connect()).close();
    });
  }),
  check("an engine that asks its connections whether they live", [separateConnections], async (c) => {
    const engine = await c.anotherEngine({ poolPrePing: true, poolSize: 1, maxOverflow: 0 });
    for (let n = 0; n < 2; n++) {
      const connection = await engine.connect();
      equal(await connection.scalar(select(literal(n, integer()))), n);
      await connection.close();
    }
  }),
);
