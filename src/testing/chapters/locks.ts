import { DBAPIError, func, insert, integer, isRetryable, select, update } from "../api.ts";
import { equal, ok, throws } from "../assert.ts";
import { type Chapter, chapter, check } from "../check.ts";
import type { CheckConnection } from "../connection.ts";
import type { CheckContext } from "../context.ts";
import { concurrency, database, separateConnections, sql } from "../requirement.ts";

/** Three rows, and two connections. */
async function contended(c: CheckContext) {
  const t = await c.table("contended", { id: integer().primaryKey(), n: integer() });
  await c.execute(
    insert(t),
    [1, 2, 3].map((id) => ({ id, n: 0 })),
  );
  await c.commit();
  return { t, one: await c.connection(), two: await c.another() };
}
const locking = [sql("forUpdate"), separateConnections];

export const locks: Chapter = chapter(
  "locks",
  check(
    "SKIP LOCKED leaves out what another transaction has locked",
    [...locking, database("skipLocked")],
    async (c) => {
      const { t, one, two } = await contended(c);
      await one.execute(select(t).where(t.c.id.eq(1)).withForUpdate());
      const free = select(t.c.id).orderBy(t.c.id).withForUpdate({ skipLocked: true });
      equal((await two.scalars(free)).all(), [2, 3]);
      await one.rollback();
      await two.rollback();
      equal((await two.scalars(free)).all(), [1, 2, 3]);
      await two.rollback();
    },
  ),
  check("NOWAIT raises where another transaction has locked", [...locking, database("skipLocked")], async (c) => {
    const { t, one, two } = await contended(c);
    const wanted = select(t.c.n).where(t.c.id.eq(2)).withForUpdate({ nowait: true });
    await one.execute(wanted);
    await throws(DBAPIError, () => two.execute(wanted));
    await two.rollback();
    equal(await two.scalar(select(t.c.n).where(t.c.id.eq(3)).withForUpdate({ nowait: true })), 0);
    await two.rollback();
    await one.rollback();
  }),
  check("two transactions may read with the same lock", [...locking, database("skipLocked")], async (c) => {
    const { t, one, two } = await contended(c);
    const shared = select(t.c.id).where(t.c.id.eq(1)).withForUpdate({ read: true });
    equal(await one.scalar(shared), 1);
    equal(await two.scalar(shared), 1);
    await throws(DBAPIError, () => two.execute(select(t.c.id).where(t.c.id.eq(1)).withForUpdate({ nowait: true })));
    await two.rollback();
    await one.rollback();
  }),
  check("a transaction waits for another's lock", [...locking, concurrency], async (c) => {
    const { t, one, two } = await contended(c);
    const more = update(t)
      .where(t.c.id.eq(1))
      .values({ n: t.c.n.add(1) });
    await one.execute(more);
    const waiting = two.execute(more);
    await one.commit();
    await waiting;
    await two.commit();
    equal(await one.scalar(select(t.c.n).where(t.c.id.eq(1))), 2);
  }),
  check(
    "of two transactions that wait for each other, one fails and may be tried again",
    [...locking, concurrency],
    async (c) => {
      const { t, one, two } = await contended(c);
      const touch = async (connection: CheckConnection, id: number): Promise<unknown> =>
        await connection.execute(update(t).where(t.c.id.eq(id)).values({ n: id }));
      await touch(one, 1);
      await touch(two, 2);
      // Whichever fails is rolled back at once, so that the other can go on.
      const crossed = async (connection: CheckConnection, id: number): Promise<unknown> => {
        try {
          await touch(connection, id);
          return undefined;
        } catch (error) {
          await connection.rollback();
          return error;
        }
      };
      const errors = (await Promise.all([crossed(one, 2), crossed(two, 1)])).filter((error) => error !== undefined);
      equal(errors.length, 1);
      const [error] = errors;
      ok(error instanceof DBAPIError, "it is an error of the database");
      ok(isRetryable(error), `it is not to be tried again: ${error.message}`);
      await one.commit();
      await two.commit();
      equal(await one.scalar(select(func.count(t.c.id)).where(t.c.n.gt(0))), 2);
    },
  ),
);
