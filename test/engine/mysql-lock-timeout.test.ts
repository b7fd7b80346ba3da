import { createAsyncEngine, PendingRollbackError } from "athanor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noOwnMariadb, type OwnMariadb, startMariadb } from "../support/own-mariadb.ts";

if (noOwnMariadb !== undefined) console.warn(`skipped: lock timeouts of MariaDB: ${noOwnMariadb}`);

describe.skipIf(noOwnMariadb !== undefined)("a lock timeout on a server with innodb_rollback_on_timeout", () => {
  let server: OwnMariadb | undefined;
  beforeAll(async () => {
    server = await startMariadb(() => ["--innodb-rollback-on-timeout=ON", "--innodb-lock-wait-timeout=1"]);
  });
  afterAll(() => server?.stop());

  // Without it the first half was lost, and the second committed.
  test("has undone the whole transaction, which cannot be committed in parts", async () => {
    const engine = createAsyncEngine(`mysql://root@127.0.0.1:${server?.port ?? 0}/mysql`);
    await engine.begin((connection) =>
      connection.execDriverSql("CREATE TABLE locked (id INTEGER PRIMARY KEY, n INTEGER)"),
    );
    await engine.begin((connection) => connection.execDriverSql("INSERT INTO locked VALUES (1, 0), (2, 0), (3, 0)"));
    const increment = (id: number): string => `UPDATE locked SET n = n + 1 WHERE id = ${id}`;
    {
      await using holder = await engine.connect();
      await using other = await engine.connect();
      await holder.execDriverSql(increment(2));
      await other.execDriverSql(increment(1));
      await expect(other.execDriverSql(increment(2))).rejects.toMatchObject({
        driverCode: "ER_LOCK_WAIT_TIMEOUT",
        isRetryable: true,
      });
      await expect(other.execDriverSql(increment(3))).rejects.toThrow(PendingRollbackError);
      await expect(other.commit()).rejects.toThrow(PendingRollbackError);
      await other.rollback();
      await holder.commit();
    }
    const rows = await engine.begin(async (c) =>
      (await c.execDriverSql("SELECT n FROM locked ORDER BY id")).scalars().all(),
    );
    expect(rows).toEqual([0, 1, 0]);
    await engine.dispose();
  });
});
